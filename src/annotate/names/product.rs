//! Products: models of machines and programs, found by how their makers name them. Few, but reliable.
//!
//! - a line and its number: *Windows 11*, *iPhone 15 Pro*, *Galaxy S24*, *Boeing 737 MAX*, *Airbus A320*, *Model Y*
//! - a designation of aircraft and arms: *F-35*, *MiG-29*, *S-400*
//! - a closed list of names that mean nothing else: *iPhone*, *PlayStation*

use super::set::NameSet;
use crate::document::{Document, Name, NameKind, TokenId};
use crate::english::words::{self, Class};

/// Adds the products of a document. Linear in its words.
pub(super) fn add(document: &Document, names: &mut NameSet) {
    for sentence in &document.sentences {
        let end = sentence.tokens.end;
        let mut token = sentence.tokens.start;
        while token < end {
            let length = length_at(document, token, end);
            let tokens = token..token + length;
            token += length.max(1);
            // *Galaxy S24 Holdings*: a product inside a longer name belongs to that name
            let within = |name: &Name| name.tokens.start >= tokens.start && name.tokens.end <= tokens.end;
            if length > 0 && names.over(&tokens).all(within) {
                names.put(Name { tokens, kind: NameKind::Product });
            }
        }
    }
}

/// How many words from here name a product.
fn length_at(document: &Document, token: TokenId, end: TokenId) -> TokenId {
    let form = document.form(token);
    if !form.starts_with(|c: char| c.is_uppercase() || c == 'i') {
        return 0;
    }
    let next = |ahead: TokenId| Some(token + ahead).filter(|&t| t < end).map_or("", |t| document.form(t));
    let mut length = if document.is(Class::ProductLine, form) && is_model(form, next(1)) {
        2
    } else if form == "Model" && matches!(next(1), "S" | "X" | "Y" | "3") {
        return 2;
    } else {
        designation(form, next(1), next(2)).max(TokenId::from(document.is(Class::Product, form)))
    };
    while length > 0 && words::is(Class::ProductVariant, next(length)) {
        length += 1;
        // *737 MAX 8*
        length += TokenId::from(matches!(next(length), "7" | "8" | "9" | "10"));
    }
    length
}

/// Whether a word after a product line is a model of it: *11*, *S24*, *737-800*, *A320neo*.
fn is_model(line: &str, word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = word.len() - digits.len();
    let number = digits.bytes().take_while(u8::is_ascii_digit).count();
    match line {
        "Boeing" => letters == 0 && number == 3 && digits.starts_with('7'),
        "Airbus" => word.starts_with('A') && letters == 1 && number == 3,
        "Galaxy" => letters == 1 && number > 0 || word == "Note" || word == "Fold",
        _ => {
            (letters == 0 && matches!(number, 1..=3) && digits.len() == number)
                || matches!(word, "XP" | "Vista")
        }
    }
}

/// How many of these words form a designation: *F-35*, *S|-|400*.
fn designation(form: &str, second: &str, third: &str) -> TokenId {
    let is = |letters: &str, number: &str| {
        let number = number.trim_end_matches('s').trim_end_matches(|c: char| c.is_ascii_uppercase());
        let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
        digits
            && (words::is(Class::Designation, letters)
                || letters == "S" && number.len() == 3
                || letters == "T" && number.len() == 2)
    };
    match form.split_once('-') {
        Some((letters, number)) if is(letters, number) => 1,
        None if second == "-" && is(form, third) => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::found;

    fn products(sentence: &str, names: &[(u32, u32, NameKind)]) -> Vec<String> {
        found(sentence, names, add)
    }

    #[test]
    fn lines_and_designations_are_products() {
        let maker = [(1, 2, NameKind::Organization)];
        assert_eq!(products("a Boeing 737 MAX 8 landed", &maker), ["Product Boeing 737 MAX 8"]);
        let all = products("an iPhone 15 Pro , a Galaxy S24 , Windows 11 , the Model Y and F-35s", &[]);
        let names = ["iPhone 15 Pro", "Galaxy S24", "Windows 11", "Model Y", "F-35s"];
        assert_eq!(all, names.map(|name| format!("Product {name}")));
        assert_eq!(products("the S - 400 system", &[]), ["Product S - 400"]);
    }

    #[test]
    fn numbers_after_other_names_are_no_products() {
        let maker = [(0, 1, NameKind::Organization)];
        assert_eq!(products("Boeing 12 times", &maker), ["Organization Boeing"]);
        assert!(products("Windows broke , the G-20 and COVID-19 in Galaxy terms , Model 5", &[]).is_empty());
    }
}
