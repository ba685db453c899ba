//! `settings suppliers`: a table of suppliers as the part of a shop.toml that says the same.

use std::{path::PathBuf, process::ExitCode};

use domain::settings::{ReadSuppliers, Suppliers};
use serde_json::json;

use super::table;
use crate::trouble::{Explain, Trouble};

/// Arguments of `settings suppliers`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The first line names the columns: supplier, and any of address, lead_days, review_days, sku, product, vendor, drop_ships.
One line for each thing that somebody delivers; comma, semicolon or tab between the cells. The TOML is printed, every line
that isn't taken is told on standard error, and the others are taken all the same.

Exit codes: 0 all lines are taken, 1 some aren't, 2 the file can't be read.

Examples:
  cargo nightshift settings suppliers suppliers.csv
  cargo nightshift settings suppliers suppliers.csv >> shop.toml")]
pub(crate) struct Args {
    /// The table, CSV in UTF-8
    file: PathBuf,
}

/// Prints them.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let place = args.file.display();
    let file = std::fs::read(&args.file).or_input("the file can't be read").map_err(|t| t.at(&place))?;
    let read = ReadSuppliers::from_csv(&file)
        .map_err(|why| Trouble::input("this is no table of suppliers").at(&place).saying(why))?;
    anstream::print!("{}", written(&read.suppliers)?);
    Ok(table::told(&place, &read.refused, &read.unread))
}

/// As they stand in a shop.toml.
fn written(suppliers: &Suppliers) -> Result<String, Trouble> {
    if suppliers.is_empty() {
        return Ok(String::new());
    }
    toml::to_string(&json!({ "suppliers": suppliers })).or_input("the suppliers can't be written as TOML")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_says_what_the_table_said() {
        let table = b"supplier,address,lead_days,sku\nKiln & Co,orders@kiln.example,14,MUG-1\nKiln & Co,,,\"MUG \"\"2\"\"\"\n\"A.\nB\",,,X\n";
        let read = ReadSuppliers::from_csv(table).expect("a table");
        let text = written(&read.suppliers).expect("TOML");
        let part: toml::Table = text.parse().expect("TOML");
        let again: Suppliers = part["suppliers"].clone().try_into().expect("suppliers");
        assert_eq!((again, read.refused.len()), (read.suppliers, 1), "{text}");
        assert!(text.contains("[suppliers.\"Kiln & Co\"]"), "{text}");
        assert_eq!(written(&Suppliers::new()), Ok(String::new()));
    }
}
