//! Acronyms that a document introduces in brackets: *the African Development Bank (AfDB)*.
//!
//! The words whose initials are its capitals form its name. The acronym then refers to the same entity in the whole
//! document, before and after. Without such words, an organisation that the recogniser finds right before the bracket
//! is the name (*Malaysia Airlines (MAS)*).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::set::NameSet;
use crate::document::{Acronym, Document, Name, NameKind, Sentence, TokenId, Word};
use crate::english::words::{self, Class};

/// The acronyms that the document introduces, by their words. Adds their names. Linear in the words.
pub(super) fn add(document: &Document, names: &mut NameSet) -> Vec<Acronym> {
    let mut acronyms: Vec<Acronym> = Vec::new();
    let mut known: FxHashMap<Word, NameKind> = FxHashMap::default();
    for sentence in &document.sentences {
        for token in sentence.tokens.clone().skip(2) {
            if document.form(token) != ")"
                || document.form(token - 2) != "("
                || !is_acronym(document.form(token - 1))
            {
                continue;
            }
            let word = document.tokens.form[token as usize - 1];
            if known.contains_key(&word) {
                continue;
            }
            let Some(name) = introduced(document, sentence, names, token - 2, document.form(token - 1))
            else {
                continue;
            };
            acronyms.push(Acronym { word, tokens: name.tokens.clone() });
            known.insert(word, name.kind);
            names.put(name);
        }
    }
    if !acronyms.is_empty() {
        mark(document, names, &known);
    }
    acronyms
}

/// Two to eight letters, most of them capitals.
fn is_acronym(form: &str) -> bool {
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let letters = form.chars().count();
    (2..=8).contains(&letters)
        && form.chars().all(char::is_alphabetic)
        && 2 * capitals >= letters
        && capitals >= 2
}

/// The name before a bracket that an acronym stands for.
fn introduced(
    document: &Document,
    sentence: &Sentence,
    names: &NameSet,
    bracket: TokenId,
    acronym: &str,
) -> Option<Name> {
    let last = names.at(bracket.checked_sub(1)?);
    if let Some(tokens) = initials(document, sentence.tokens.start..bracket, acronym) {
        let kind = match last {
            Some(name) if name.tokens == tokens && name.kind != NameKind::Person => name.kind,
            _ => NameKind::Organization,
        };
        let whole = |name: &Name| name.tokens.start >= tokens.start && name.tokens.end <= tokens.end;
        let free = names.over(&tokens).all(whole);
        return free.then_some(Name { tokens, kind });
    }
    last.filter(|name| name.kind == NameKind::Organization && name.tokens.len() > 1).cloned()
}

/// The capitalised words at the end of these tokens whose initials are the capitals of an acronym.
fn initials(document: &Document, tokens: Range<TokenId>, acronym: &str) -> Option<Range<TokenId>> {
    let mut capitals = acronym.chars().rev().filter(|c| c.is_uppercase());
    let mut wanted = capitals.next()?;
    for token in tokens.clone().rev().take(16) {
        let form = document.form(token);
        if words::is(Class::SmallInNames, form) {
            continue;
        }
        if !form.starts_with(wanted) {
            return None;
        }
        match capitals.next() {
            Some(next) => wanted = next,
            None => return Some(token..tokens.end),
        }
    }
    None
}

/// Makes acronyms names wherever they occur by themselves.
fn mark(document: &Document, names: &mut NameSet, acronyms: &FxHashMap<Word, NameKind>) {
    for token in 0..document.tokens.len() as TokenId {
        let Some(&kind) = acronyms.get(&document.tokens.form[token as usize]) else { continue };
        if names.at(token).is_none_or(|name| name.tokens.len() == 1) {
            names.put(Name { tokens: token..token + 1, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::found;

    fn names(sentence: &str, names: &[(u32, u32, NameKind)]) -> Vec<String> {
        found(sentence, names, |document, overlay| {
            add(document, overlay);
        })
    }

    #[test]
    fn an_acronym_is_known_before_and_after_its_introduction() {
        let all =
            names("The TDB is the Tarn Development Bank ( TDB ) ; TDB lends .", &[(1, 2, NameKind::Place)]);
        let bank = "Organization Tarn Development Bank";
        assert_eq!(all, ["Organization TDB", bank, "Organization TDB", "Organization TDB"]);
        let all = names("the Office of the Kolm Envoy ( OKE ) left", &[]);
        assert_eq!(all, ["Organization Office of the Kolm Envoy", "Organization OKE"]);
    }

    #[test]
    fn a_party_or_an_agency_in_brackets_is_no_acronym() {
        let person = [(0, 2, NameKind::Person)];
        assert_eq!(names("Ada Brook ( DEM ) left", &person), ["Person Ada Brook"]);
        let place = [(0, 1, NameKind::Place)];
        assert_eq!(names("TARN ( KNA ) - Rain fell", &place), ["Place TARN"]);
    }
}
