//! Names that are longer than the recogniser's span: initials before a person's or a company's (*J. K. Rowling*, *A.P.
//! Moller-Maersk*), and the legal form after a company's (*Airbus SE*).

use super::set::NameSet;
use crate::document::{Document, Name, NameKind, TokenId};
use crate::english::words::{self, Class};

/// Lengthens the names of a document. Linear in the names.
pub(super) fn extend(document: &Document, names: &mut NameSet) {
    for name in names.names().cloned().collect::<Vec<_>>() {
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
        if free(form) && is_legal_form(document, document.form(form)) {
            longer = Name { tokens: longer.tokens.start..form + 1, kind: NameKind::Organization };
        }
        if longer != name {
            names.put(longer);
        }
    }
}

/// Whether a word is a legal form as companies write it: in small letters only *plc*, not *as* or *co*.
fn is_legal_form(document: &Document, form: &str) -> bool {
    document.is(Class::LegalForm, form) && (form == "plc" || form.contains(char::is_uppercase))
}

/// *J.*, *A.P.*
fn is_initials(form: &str) -> bool {
    let pairs = form.as_bytes().chunks(2);
    form.len() >= 2
        && form.len() <= 6
        && !words::is(Class::DottedAcronym, form)
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
