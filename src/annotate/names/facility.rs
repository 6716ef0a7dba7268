//! Facilities: built places where news happens, found by the last word of a capitalised name (*Tarn International
//! Airport*) or the common noun after one (*Tarn airport*, *the Kolm nuclear power plant*).
//!
//! A body that runs a facility stays an organisation (*Tarn Airport Authority*), and so does an institution that the
//! recogniser labels as one (*Tarn Hospital said*).

use super::set::NameSet;
use crate::document::{Document, Name, NameKind, TokenId};
use crate::english::words::{self, Class};

/// Adds the facilities of a document. Linear in its words.
pub(super) fn add(document: &Document, names: &mut NameSet) {
    for sentence in &document.sentences {
        for token in sentence.tokens.clone().skip(1) {
            let Some((words, acts)) = kind_at(document, token) else { continue };
            if words > token - sentence.tokens.start {
                continue;
            }
            let capital = is_capital(document, token);
            let head = token + 1 - words;
            let next = token + 1;
            // *Airport Authority*
            let goes_on = next < sentence.tokens.end && is_capital(document, next);
            let start = start(document, sentence.tokens.start, head);
            if goes_on || start == head {
                continue;
            }
            let tokens = start..next;
            let before = start.checked_sub(1).filter(|&t| t >= sentence.tokens.start);
            let article = before.map_or("", |token| document.form(token));
            // *a Texas prison* is one of many; a company's plant is not a name
            let named = names.at(head - 1).map(|name| name.kind);
            let fits = |name: &Name| {
                let within = name.tokens.start >= tokens.start && name.tokens.end <= tokens.end;
                within && !(acts && name.kind == NameKind::Organization)
            };
            let proper = capital
                || !matches!(article, "a" | "an" | "A" | "An")
                    && !matches!(
                        named,
                        Some(NameKind::Organization | NameKind::Person | NameKind::Nationality)
                    );
            if proper && names.over(&tokens).all(fits) {
                names.put(Name { tokens, kind: NameKind::Facility });
            }
        }
    }
}

/// How many words ending here form a facility, without those of its name, and whether it can act.
fn kind_at(document: &Document, token: TokenId) -> Option<(TokenId, bool)> {
    let lower = |token: TokenId| document.strings.text(document.tokens.lower[token as usize]);
    let noun = lower(token);
    let capital = is_capital(document, token);
    let shouted = document.form(token).chars().skip(1).any(char::is_uppercase);
    if !shouted && document.is(Class::FacilityNoun, noun) {
        let fits = capital || words::value(Class::FacilityNoun, noun) != Some("name");
        return fits.then_some((1, false));
    }
    if !shouted && capital && document.is(Class::InstitutionNoun, noun) {
        return Some((1, true));
    }
    let before = lower(token.checked_sub(1)?);
    let long = token > 1 && before == "power" && lower(token - 2) == "nuclear";
    let is_pair = words::value(Class::FacilityHead, noun)?.split(' ').any(|word| word == before);
    is_pair.then_some((if long { 3 } else { 2 }, false))
}

/// Where the capitalised words before this one begin; a sentence-initial article is not one of them.
fn start(document: &Document, first: TokenId, head: TokenId) -> TokenId {
    let mut start = head;
    while start > first && (is_capital(document, start - 1) || is_genitive(document, first, start)) {
        start -= 1;
    }
    let opens = start == first && words::is(Class::SentenceStart, document.form(start));
    if opens && start < head { start + 1 } else { start }
}

/// *St. Paul|'s Cathedral*
fn is_genitive(document: &Document, first: TokenId, after: TokenId) -> bool {
    let saint = after >= first + 3 && words::is(Class::Saint, document.form(after - 3));
    saint && matches!(document.form(after - 1), "'s" | "’s")
}

fn is_capital(document: &Document, token: TokenId) -> bool {
    document.form(token).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::found;

    fn facilities(sentence: &str, names: &[(u32, u32, NameKind)]) -> Vec<String> {
        found(sentence, names, add)
    }

    #[test]
    fn the_last_word_of_a_name_makes_a_facility() {
        let place = [(3, 4, NameKind::Place)];
        assert_eq!(
            facilities("He landed at Tarn International Airport .", &place),
            ["Facility Tarn International Airport"]
        );
        assert_eq!(facilities("The Kolm Bridge fell .", &[]), ["Facility Kolm Bridge"]);
        assert_eq!(facilities("We saw St. Ada 's Cathedral .", &[]), ["Facility St. Ada 's Cathedral"]);
    }

    #[test]
    fn a_common_noun_makes_a_facility_of_a_place() {
        let place = [(2, 3, NameKind::Place)];
        let found = facilities("at the Kolm nuclear power plant .", &place);
        assert_eq!(found, ["Facility Kolm nuclear power plant"]);
        assert_eq!(facilities("near a Kolm prison .", &place), ["Place Kolm"]);
    }

    #[test]
    fn bodies_and_plain_nouns_are_no_facilities() {
        let body = [(1, 4, NameKind::Organization)];
        assert_eq!(
            facilities("The Tarn Airport Authority spoke .", &body),
            ["Organization Tarn Airport Authority"]
        );
        assert!(facilities("The bridge and the airport closed .", &[]).is_empty());
        let hospital = [(0, 2, NameKind::Organization)];
        assert_eq!(facilities("Tarn Hospital spoke .", &hospital), ["Organization Tarn Hospital"]);
    }
}
