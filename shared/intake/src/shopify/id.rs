//! Ids, exact beyond 2^53, checked against the global id beside them.

use domain::webhook::Refusal;

use crate::{
    json::{Id, Text},
    refusal::{missing, refuse},
};

/// From here on doubles don't tell whole numbers apart.
const EXACT: u64 = 1 << 53;

/// What the sender should do.
const MEND: &str = "send id and admin_graphql_api_id of the same resource";

/// The true id of a `kind`, such as `Order`, at `path`. Somewhere on its way a number may have been rounded to a
/// double; the global id is a text and isn't. When they disagree in any other way, neither is to be trusted.
pub(super) fn exact(kind: &str, path: &str, id: &Id, global: &Option<Text>) -> Result<String, Refusal> {
    let Some(global) = global else { return Ok(id.0.clone()) };
    let field = within(path, "admin_graphql_api_id");
    same(id, self::global(kind, &field, global)?, &field)
}

/// The same where there may be only one of the two.
pub(super) fn either(
    kind: &str,
    path: &str,
    id: &Option<Id>,
    global: &Option<Text>,
) -> Result<String, Refusal> {
    match (id, global) {
        (Some(id), global) => exact(kind, path, id, global),
        (None, Some(global)) => self::global(kind, &within(path, "admin_graphql_api_id"), global),
        (None, None) => Err(missing(within(path, "id"))),
    }
}

/// The id in the global one at `field`.
pub(super) fn global(kind: &str, field: &str, global: &Text) -> Result<String, Refusal> {
    let prefix = format!("gid://shopify/{kind}/");
    let digits = global.0.strip_prefix(&prefix).map(|rest| rest.split_once('?').map_or(rest, |(id, _)| id));
    let whole = digits.filter(|d| is_id(d)).map(str::to_owned);
    whole.ok_or_else(|| refuse(field, format!("is not of the form {prefix}…"), MEND))
}

/// The true id of an inventory item, which the global id of a level has behind its question mark.
pub(super) fn exact_item(id: &Id, level: &Option<Text>) -> Result<String, Refusal> {
    let Some(level) = level else { return Ok(id.0.clone()) };
    let field = "admin_graphql_api_id";
    let level = level.0.strip_prefix("gid://shopify/InventoryLevel/");
    let item = level.and_then(|rest| rest.split_once("?inventory_item_id=")).map(|(_, item)| item);
    let form = "is not of the form gid://shopify/InventoryLevel/…?inventory_item_id=…";
    let item = item.filter(|d| is_id(d)).ok_or_else(|| refuse(field, form, MEND))?;
    same(id, item.to_owned(), field)
}

fn is_id(digits: &str) -> bool {
    digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u64>().is_ok()
}

/// The true one of an id and what the global one at `field` says.
fn same(id: &Id, global: String, field: &str) -> Result<String, Refusal> {
    let (rounded, exact) = (id.0.parse::<u64>().ok(), global.parse::<u64>().ok());
    let agree =
        |(id, exact): (u64, u64)| id == exact || (id >= EXACT && exact >= EXACT && id as f64 == exact as f64);
    if rounded.zip(exact).is_some_and(agree) {
        return Ok(global);
    }
    Err(refuse(field, "names another resource than id does", MEND))
}

fn within(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_global_id_mends_rounding_and_nothing_else() {
        for (id, global, expect) in [
            ("450789469", "gid://shopify/Order/450789469", Some("450789469")),
            ("820982911946154500", "gid://shopify/Order/820982911946154508", Some("820982911946154508")),
            ("820982911946154508", "gid://shopify/Order/820982911946154508", Some("820982911946154508")),
            ("820982911946154508", "gid://shopify/Order/820982911946154508?x=1", Some("820982911946154508")),
            ("9007199254740992", "gid://shopify/Order/9007199254740993", Some("9007199254740993")),
            ("9007199254740994", "gid://shopify/Order/9007199254740995", None),
            ("9007199254740996", "gid://shopify/Order/9007199254740995", Some("9007199254740995")),
            ("450789468", "gid://shopify/Order/450789469", None),
            ("820982911946154000", "gid://shopify/Order/820982911946154508", None),
            ("1", "gid://shopify/LineItem/1", None),
            ("1", "gid://shopify/Order/", None),
            ("1", "gid://shopify/Order/+1", None),
            ("123", "https://www.example.com/", None),
            ("99999999999999999999", "gid://shopify/Order/99999999999999999999", None),
        ] {
            let read = exact("Order", "", &Id(id.to_owned()), &Some(Text(global.to_owned())));
            assert_eq!(read.as_deref().ok(), expect, "{id} {global}");
            if let Err(refusal) = read {
                assert_eq!(refusal.field, "admin_graphql_api_id");
            }
        }
        assert_eq!(exact("Order", "", &Id("7".to_owned()), &None).as_deref(), Ok("7"));
    }
    #[test]
    fn one_of_the_two_is_enough_and_levels_name_their_item() {
        let text = |t: &str| Some(Text(t.to_owned()));
        let id = |i: &str| Id(i.to_owned());
        let line = text("gid://shopify/LineItem/820982911946154508");
        assert_eq!(either("LineItem", "", &None, &line).as_deref(), Ok("820982911946154508"));
        assert_eq!(either("LineItem", "", &Some(id("7")), &None).as_deref(), Ok("7"));
        let refusal = either("LineItem", "line_items[0]", &None, &None).expect_err("neither");
        assert_eq!(refusal.field, "line_items[0].id");
        for (global, expect) in [
            (
                "gid://shopify/InventoryLevel/1?inventory_item_id=271878346596884015",
                Some("271878346596884015"),
            ),
            ("gid://shopify/InventoryLevel/1?inventory_item_id=271878346596884999", None),
            ("gid://shopify/InventoryLevel/1", None),
            ("gid://shopify/InventoryItem/271878346596884015", None),
        ] {
            let read = exact_item(&id("271878346596884000"), &text(global));
            assert_eq!(read.as_deref().ok(), expect, "{global}");
        }
    }
}
