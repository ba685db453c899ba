//! Means of payment: what of their numbers may be kept, and what a shop's word for one says.
//!
//! No more than the last four digits of a card ever gets into an order, whatever a gateway or a plugin puts where. So
//! every text about payment passes through [`masked`].

use domain::order::TenderKind;

/// So many digits in a row are a number, not a year or an amount.
const RUN: usize = 5;

/// So many digits in groups are a card's number.
const CARD: usize = 12;

/// So many signs at most stand between the groups of one number.
const BETWEEN: usize = 3;

/// The last four digits of a number that may be masked, such as `•••• 4242`; `None` if it doesn't end in four.
pub(crate) fn last_four(number: &str) -> Option<String> {
    let number = number.trim();
    let (_, last) = number.split_at_checked(number.len().checked_sub(4)?)?;
    last.bytes().all(|b| b.is_ascii_digit()).then(|| last.to_owned())
}

/// A text with every long number in it cut down to its last four digits.
pub(crate) fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = number_end(&chars, at);
        let number = &chars[at..end];
        let digits: Vec<char> = number.iter().copied().filter(|c| c.is_numeric()).collect();
        let longest = number.split(|c| !c.is_numeric()).map(<[char]>::len).max().unwrap_or(0);
        if longest >= RUN || digits.len() >= CARD {
            shown.push_str("••••");
            shown.extend(&digits[digits.len() - 4..]);
        } else if number.is_empty() {
            shown.push(chars[at]);
        } else {
            shown.extend(number);
        }
        at = end.max(at + 1);
    }
    shown
}

/// Where a number that begins at `at` ends: groups of digits with a few signs between them. `at` if there is none.
fn number_end(chars: &[char], at: usize) -> usize {
    let (mut end, mut between) = (at, 0);
    for (place, char) in chars.iter().enumerate().skip(at) {
        if char.is_numeric() {
            (end, between) = (place + 1, 0);
        } else {
            between += 1;
            if end == at || char.is_alphabetic() || between > BETWEEN {
                break;
            }
        }
    }
    end
}

/// A card's company as people write it, of the word that gateways use.
pub(crate) fn brand(word: &str) -> String {
    let known = match word.trim().to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
        "visa" => "Visa",
        "mastercard" | "master" => "Mastercard",
        "amex" | "american_express" => "American Express",
        "discover" => "Discover",
        "jcb" => "JCB",
        "diners" | "diners_club" => "Diners Club",
        "unionpay" => "UnionPay",
        "maestro" => "Maestro",
        "cartes_bancaires" => "Cartes Bancaires",
        _ => return masked(word.trim()),
    };
    known.to_owned()
}

/// What a way of paying is by the name that a shop gave it. A name that says nothing of it is something else, so that
/// nobody is asked to transfer money that they have paid.
pub(crate) fn by_name(name: &str) -> TenderKind {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(AT_ONCE) {
        TenderKind::Other
    } else if says(ON_DELIVERY) {
        TenderKind::OnDelivery
    } else if says(TRANSFER) {
        TenderKind::BankTransfer
    } else {
        TenderKind::Other
    }
}

/// Transfers that a provider makes during checkout.
const AT_ONCE: &[&str] = &["sofort", "instant", "klarna", "trustly", "giropay"];

/// Shopify's own name first, then what shops call it in the languages that mails speak.
const ON_DELIVERY: &[&str] = &[
    "cash on delivery",
    "cash_on_delivery",
    "(cod)",
    "nachnahme",
    "contre remboursement",
    "contre-remboursement",
    "paiement à la livraison",
    "contrassegno",
    "contra reembolso",
    "contrareembolso",
    "contra reemborsament",
    "pagamento na entrega",
    "za pobraniem",
    "при отриманні",
    "післяплата",
    "при получении",
    "наложенный платеж",
    "наложенным платежом",
    "代金引換",
    "代引き",
    "الدفع عند الاستلام",
];

const TRANSFER: &[&str] = &[
    "bank deposit",
    "bank_deposit",
    "bank transfer",
    "wire transfer",
    "überweisung",
    "vorkasse",
    "virement",
    "bonifico",
    "transferencia bancaria",
    "transferència bancària",
    "transferência bancária",
    "depósito bancário",
    "przelew bankowy",
    "przelew tradycyjny",
    "банковский перевод",
    "банківський переказ",
    "銀行振込",
    "تحويل بنكي",
    "حوالة بنكية",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_four_digits_of_a_number_are_kept() {
        for (text, expect) in [
            ("Visa", "Visa"),
            ("Visa •••• 4242", "Visa •••• 4242"),
            ("4111111111111111", "••••1111"),
            ("Visa 4111 1111 1111 1111, thank you", "Visa ••••1111, thank you"),
            ("4111-1111-1111-1111", "••••1111"),
            ("4111 / 1111 / 1111 / 1111", "••••1111"),
            ("x4111111111111x", "x••••1111x"),
            ("٤١١١١١١١١١١١١١١١", "••••١١١١"),
            ("3 × 33.30", "3 × 33.30"),
            ("30 Tage, 2 % Skonto", "30 Tage, 2 % Skonto"),
            ("12345", "••••2345"),
            ("", ""),
            ("é", "é"),
        ] {
            assert_eq!(masked(text), expect, "{text}");
        }
        for (number, last) in [
            ("•••• •••• •••• 4242", Some("4242")),
            ("4111111111111111 ", Some("1111")),
            ("XXXX-XXXXXX-X1005", Some("1005")),
            ("•••• •••• •••• 1", None),
            ("•••• •••• •••• ••42", None),
            ("٤٢٤٢", None),
            ("42", None),
            ("", None),
        ] {
            assert_eq!(last_four(number).as_deref(), last, "{number}");
        }
    }

    #[test]
    fn a_name_tells_what_it_is_or_nothing_is_claimed() {
        for (name, kind) in [
            ("Cash on Delivery (COD)", TenderKind::OnDelivery),
            ("Nachnahme", TenderKind::OnDelivery),
            ("Bank Deposit", TenderKind::BankTransfer),
            ("Vorkasse per Überweisung", TenderKind::BankTransfer),
            ("銀行振込", TenderKind::BankTransfer),
            ("Sofortüberweisung", TenderKind::Other),
            ("manual", TenderKind::Other),
            ("Money Order", TenderKind::Other),
            ("Klarna", TenderKind::Other),
        ] {
            assert_eq!(by_name(name), kind, "{name}");
        }
        for (word, name) in [("visa", "Visa"), ("american-express", "American Express"), ("Elo", "Elo")] {
            assert_eq!(brand(word), name);
        }
    }
}
