//! The pages of returns: that every screen speaks every language, is built for everybody, and stays itself whatever is in it.

mod scene;

use mail::page::returns;

use scene::Scene;

#[test]
fn every_screen_is_made() {
    let scene = Scene::new();
    let folder = std::env::var_os("NIGHTSHIFT_PAGES").map(std::path::PathBuf::from);
    scene.all(&mut |name, request| {
        let page = returns(&request).unwrap_or_else(|e| panic!("{name}: {e}"));
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.en.html")), &page.html)
                .expect("the folder can be written");
        }
    });
}
