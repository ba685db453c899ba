//! Compiles the crate afresh when a message, a page, a layout or a language is added: `include_dir` alone sees no new files.

fn main() {
    for folder in ["messages", "pages", "papers", "phrases", "layout", "locales"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
