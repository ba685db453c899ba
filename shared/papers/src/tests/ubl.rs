//! Held against OASIS's own schemas, where they and somebody who reads schemas are there.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use testkit::skip;

use super::samples::{LOCALES, paper, printed};

/// Validates files by the schema: the first that can.
fn validated(schema: &Path, files: &[PathBuf]) -> Option<Result<(), String>> {
    let lxml = "import sys\nfrom lxml import etree\nschema = etree.XMLSchema(etree.parse(sys.argv[1]))\n\
                for file in sys.argv[2:]:\n    schema.assertValid(etree.parse(file))";
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.local/python/bin/python");
    let python = if python.exists() { python } else { "python3".into() };
    let has = |command: &mut Command| command.output().is_ok_and(|out| out.status.success());
    let mut command = if has(Command::new("xmllint").arg("--version")) {
        let mut command = Command::new("xmllint");
        command.args(["--noout", "--nonet", "--schema"]).arg(schema);
        command
    } else if has(Command::new(&python).args(["-c", "import lxml"])) {
        let mut command = Command::new(&python);
        command.args(["-c", lxml]).arg(schema);
        command
    } else {
        return None;
    };
    let out = command.args(files).output().expect("it just ran");
    Some(if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) })
}

#[test]
fn orders_are_valid_by_the_schema_of_ubl() {
    let schema =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/ubl-2.1/maindoc/UBL-Order-2.1.xsd");
    if !Path::new(schema).is_file() {
        return skip("UBL's schema", "../shared/data/ubl-2.1 isn't there");
    }
    let folder = std::env::temp_dir().join(format!("nightshift-ubl-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut bare = paper("en", "USD", "Mug", 1);
    (bare.expected, bare.deliver_to, bare.customer_number, bare.total) = (None, None, None, None);
    (bare.buyer.address, bare.buyer.gln, bare.buyer.vat, bare.buyer.email) = (None, None, None, None);
    (bare.lines[0].price, bare.lines[0].total) = (None, None);
    let hostile = paper("en", "KWD", "</cbc:Name> & \u{0} \u{202e}x", 3);
    let all = LOCALES
        .iter()
        .map(|(locale, currency, name)| paper(locale, currency, name, 7))
        .chain([bare, hostile]);
    let mut files = Vec::new();
    for (n, paper) in all.enumerate() {
        let file = folder.join(format!("{n}.xml"));
        std::fs::write(&file, &printed(&paper).files[2]).expect("written");
        files.push(file);
    }
    let wrong = folder.join("wrong.xml");
    std::fs::write(
        &wrong,
        std::fs::read_to_string(&files[0]).expect("text").replace("cbc:IssueDate", "cbc:Issued"),
    )
    .expect("written");
    let (found, refused) =
        (validated(Path::new(schema), &files), validated(Path::new(schema), std::slice::from_ref(&wrong)));
    std::fs::remove_dir_all(&folder).expect("removed");
    match found {
        None => skip("UBL's schema", "neither xmllint nor Python's lxml is there"),
        Some(found) => {
            assert_eq!(found, Ok(()));
            assert!(refused.is_some_and(|refused| refused.is_err()), "what isn't valid is told");
        }
    }
}

#[test]
fn amounts_have_their_currencys_decimals_and_add_up() {
    for (currency, decimals) in [("JPY", 0), ("EUR", 2), ("KWD", 3)] {
        let paper = paper("en", currency, "Mug", 12);
        let xml = String::from_utf8(printed(&paper).files[2].clone()).expect("UTF-8");
        let amounts = |element: &str| -> Vec<String> {
            let open = format!("<cbc:{element} currencyID=\"{currency}\">");
            xml.split(&open).skip(1).filter_map(|rest| Some(rest.split('<').next()?.to_owned())).collect()
        };
        let lines = amounts("LineExtensionAmount");
        let minor = |text: &String| text.replace('.', "").parse::<i64>().expect("digits");
        // The first is the order's, before its lines.
        assert_eq!(lines.len(), 13, "{xml}");
        assert_eq!(minor(&lines[0]), lines[1..].iter().map(minor).sum::<i64>(), "{currency}");
        assert_eq!(amounts("PayableAmount")[0], lines[0]);
        for amount in lines.iter().chain(&amounts("PriceAmount")) {
            let found = amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            assert_eq!(found, decimals, "{amount} {currency}");
        }
    }
}
