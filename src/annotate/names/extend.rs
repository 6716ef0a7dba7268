//! Names that reach further than the recogniser saw: initials before a person's or a company's (*J. K. Rowling*, *A.P.
//! Moller-Maersk*), and the legal form after a company's (*Airbus SE*).

use super::set::NameSet;
use crate::document::{Document, Name, NameKind, TokenId};

/// Legal forms of companies.
const FORMS: &[&str] = &[
    "AB", "AG", "ASA", "A/S", "AS", "BV", "B.V.", "Co.", "Corp", "Corp.", "GmbH", "Inc", "Inc.", "KGaA",
    "LLC", "LLP", "Ltd", "Ltd.", "NV", "N.V.", "Oyj", "PLC", "Plc", "plc", "SA", "S.A.", "SE", "SpA",
    "S.p.A.",
];

/// Points after letters that are no initials.
const NO_INITIALS: &[&str] = &["U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "A.M.", "P.M."];

/// Lengthens the names of a document. Linear in the names.
pub(super) fn extend(document: &Document, names: &mut NameSet) {
    for name in names.names().to_vec() {
        let sentence = document.sentence_of(name.tokens.start);
        let Some(sentence) = document.sentences.get(sentence) else { continue };
        let mut longer = name.clone();
        let free = |token: TokenId| sentence.tokens.contains(&token) && names.at(token).is_none();
        if matches!(name.kind, NameKind::Person | NameKind::Organization) {
            while let Some(before) = longer.tokens.start.checked_sub(1)
                && free(before)
                && is_initials(document.form(before))
            {
                longer.tokens.start = before;
            }
        }
        let form = longer.tokens.end;
        if free(form) && FORMS.contains(&document.form(form)) {
            longer = Name { tokens: longer.tokens.start..form + 1, kind: NameKind::Organization };
        }
        if longer != name {
            names.put(longer);
        }
    }
}

/// *J.*, *A.P.*
fn is_initials(form: &str) -> bool {
    let pairs = form.as_bytes().chunks(2);
    form.len() >= 2
        && form.len() <= 6
        && !NO_INITIALS.contains(&form)
        && pairs.into_iter().all(|pair| matches!(pair, [letter, b'.'] if letter.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::found;

    #[test]
    fn initials_and_legal_forms_belong_to_the_name() {
        let person = [(2, 3, NameKind::Person)];
        assert_eq!(found("J. K. Brook left", &person, extend), ["Person J. K. Brook"]);
        let company = [(1, 2, NameKind::Person)];
        assert_eq!(found("A.P. Norvik SE left", &company, extend), ["Organization A.P. Norvik SE"]);
    }

    #[test]
    fn a_country_in_letters_is_no_initial() {
        let person = [(1, 2, NameKind::Person)];
        assert_eq!(found("U.S. Brook left", &person, extend), ["Person Brook"]);
    }
}
