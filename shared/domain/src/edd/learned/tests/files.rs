//! Models as files: whole, broken, of another version.

use super::*;

#[test]
fn a_model_is_read_as_it_was_written() {
    let model = learned(&past(120, 12, 0, 0));
    let bytes = model.to_bytes();
    let again = Model::from_bytes(&bytes).expect("whole");
    assert_eq!(again, model);
    assert_eq!(again.to_bytes(), bytes);
    assert_eq!((again.as_of(), again.parcels() > 500), (TODAY, true));
    assert!(again.newest() < TODAY);
}

#[test]
fn what_is_no_model_is_refused() {
    let bytes = learned(&past(120, 12, 0, 0)).to_bytes();
    let text = String::from_utf8(bytes).expect("text");
    let value: serde_json::Value = serde_json::from_str(&text).expect("json");
    let changed = |pointer: &str, to: serde_json::Value| {
        let mut value = value.clone();
        *value.pointer_mut(pointer).expect(pointer) = to;
        value.to_string()
    };
    for (file, told) in [
        (String::new(), "broken"),
        ("{}".into(), "version"),
        (text[..text.len() / 2].to_owned(), "broken"),
        (changed("/version", 7.into()), "of version 7, and 1 is read"),
        (changed("/learned", serde_json::json!({})), "broken"),
        // Nodes that lead in a circle, beyond the end, to columns that aren't there; numbers that no model has.
        (changed("/learned/forests/0/trees/0/n/0/0", 0.into()), "no model can"),
        (changed("/learned/forests/0/trees/0/n/0/0", 999.into()), "no model can"),
        (changed("/learned/forests/0/trees/0/f/0", 99.into()), "no model can"),
        (changed("/learned/paces/0", 0.into()), "no model can"),
        (changed("/learned/spread/spreads/0", serde_json::json!([1.0])), "no model can"),
        (changed("/learned/clock/shop/weekdays/0", (-1).into()), "no model can"),
    ] {
        let error = Model::from_bytes(file.as_bytes()).expect_err(told).to_string();
        assert!(error.contains(told), "{error}, not {told}");
    }
}
