//! The schema, gathered from the functions' binaries; and `settings schema`, which prints it.

use std::process::ExitCode;

use serde_json::Value;

use crate::{
    cloud::{build::Built, house::House},
    offline::functions,
    out,
    settings::schema::{Described, Schema},
    trouble::Trouble,
};

/// Arguments of `settings schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
JSON Schema 2020-12, with every automation's table as its own binary describes it. Editors with a TOML language server
(taplo, Even Better TOML) complete and explain keys when the file begins with

  #:schema ./shop.schema.json

Examples:
  cargo nightshift settings schema > shop.schema.json
  cargo nightshift settings schema | jq '.properties.automations.properties | keys'")]
pub(crate) struct Args {}

/// Prints it.
pub(crate) async fn run(_: Args) -> Result<ExitCode, Trouble> {
    out::json(schema(&House::find()?).await?.as_json())?;
    Ok(ExitCode::SUCCESS)
}

/// The schema as the functions' binaries are now; they are built where they are out of date.
pub(crate) async fn schema(house: &House) -> Result<Schema, Trouble> {
    schema_of(&functions::all(house).await?)
}

/// The schema of functions that have just been built.
pub(crate) fn schema_of(built: &Built) -> Result<Schema, Trouble> {
    let mut automations = Vec::new();
    for (name, binary) in built {
        let mut own: Value = functions::ask(binary, "settings-schema")?;
        // Every automation has a table; of the others, whoever has something to set.
        let has_keys = own.get("properties").and_then(Value::as_object).is_some_and(|keys| !keys.is_empty());
        if has_keys || functions::describe(binary)?.is_automation() {
            let said = own.as_object_mut().and_then(|own| own.remove("x-switched"));
            automations.push(Described {
                name: name.clone(),
                switched: said != Some(Value::Bool(false)),
                own,
            });
        }
    }
    Schema::compose(&automations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::file;

    #[tokio::test]
    async fn the_sample_shops_are_right_by_the_schema_of_the_binaries_that_are_here() {
        let house = House::find().expect("inside the project");
        let schema = schema(&house).await.expect("a schema");
        let automations: Vec<_> = schema.automations().collect();
        assert!(automations.contains(&"order-confirmation"), "{automations:?}");
        assert!(schema.is_switched("order-confirmation") && !schema.is_switched("task-desk"));
        assert!(automations.contains(&"owner-digest") && !schema.is_switched("owner-digest"));
        assert!(!automations.contains(&"timer"), "it has nothing to set");
        assert_eq!(schema.as_json()["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let shops = std::fs::read_dir(house.local_files().join("shops")).expect("sample shops");
        let mut seen = 0;
        for path in
            shops.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "toml"))
        {
            let examined = file::examined(&path, &schema).expect("can be read");
            assert_eq!((examined.mistakes, examined.warnings), (vec![], vec![]), "{}", path.display());
            seen += 1;
        }
        assert!(seen > 0, "no sample shops");
    }
}
