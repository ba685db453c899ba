//! Papers to be made.

use domain::document::{PurchaseOrderPaper, Wanted};
pub(super) use testkit::papers::{paper, shop};

use crate::{Printed, purchase_order};

/// A locale of every language, the currency that is paid there, and names as they are there.
pub(super) const LOCALES: [(&str, &str, &str); 12] = [
    ("ar-EG", "EGP", "كوب قهوة خزفي أزرق، 350 مل (Café)"),
    ("ca-ES", "EUR", "Tassa de cafè de ceràmica, blau «marí», col·lecció d’hivern"),
    ("de-DE", "EUR", "Kaffeetasse aus Steingut, größeres Modell „Übergröße“"),
    ("en-GB", "GBP", "Stoneware coffee mug, “Harbour” blue"),
    ("es-ES", "EUR", "Taza de café de cerámica, azul añil"),
    ("fr-FR", "EUR", "Tasse à café en grès, bleu œillet – 35 cl"),
    ("it-IT", "EUR", "Tazza da caffè in gres, qualità più alta"),
    ("ja-JP", "JPY", "コーヒーカップ（青）３５０ｍｌ、陶器・益子焼の髙級品"),
    ("pl-PL", "PLN", "Kubek do kawy z kamionki, żółty, większy"),
    ("pt-BR", "BRL", "Caneca de café em cerâmica, edição de São João"),
    ("ru-RU", "RUB", "Кофейная кружка из каменной керамики, синяя"),
    ("uk-UA", "UAH", "Кавове горня з кам’яної кераміки, ґатунок «їжак»"),
];

pub(super) fn printed(paper: &PurchaseOrderPaper) -> Printed {
    purchase_order(&Wanted::purchase_order(1), paper, &shop()).expect("a paper")
}
