//! Nationalities: words for the people of a country or region, as adjectives (*Korean officials*) and as nouns (*two
//! Koreans*, *the French*).
//!
//! A word inside a longer name does not count (*Korean Air*), nor does a language that somebody speaks (*in French*).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::set::NameSet;
use crate::document::{Document, Name, NameKind, TokenId};
use crate::english::words::{self, Class};

/// Data derived from the word list of peoples.
struct Peoples {
    /// The first words of two-word peoples.
    firsts: FxHashSet<&'static str>,
    /// The countries and regions of all.
    lands: FxHashSet<&'static str>,
}

static PEOPLES: LazyLock<Peoples> = LazyLock::new(|| {
    let entries = || words::entries(Class::People);
    Peoples {
        firsts: entries().filter_map(|people| people.split_once(' ')).map(|(first, _)| first).collect(),
        lands: entries().filter_map(country).collect(),
    }
});

/// The country or region of a people; none if the word is not a people, or the people has no country.
pub fn country(people: &str) -> Option<&'static str> {
    words::value(Class::People, people)
}

/// Whether a name is that of a country whose people have a name.
pub fn is_country(name: &str) -> bool {
    words::is(Class::Country, name) || PEOPLES.lands.contains(name) && !words::is(Class::Region, name)
}

/// Adds the nationalities of a document. Linear in its words.
pub(super) fn add(document: &Document, names: &mut NameSet) {
    for sentence in &document.sentences {
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let Some(length) = people_at(document, token, sentence.tokens.end) else {
                token += 1;
                continue;
            };
            let tokens = token..token + length;
            token += length;
            let only = sentence.tokens.start == tokens.start && document.form(tokens.start) == "Polish";
            if only || is_language(document, tokens.start, tokens.end, sentence.tokens.end) {
                continue;
            }
            // a word inside a longer name belongs to it; a person of that name stays a person (*Finn*)
            let inside = names.over(&tokens).any(|name| {
                name.tokens.start < tokens.start
                    || name.tokens.end > tokens.end
                    || name.kind == NameKind::Person
            });
            if !inside {
                names.put(Name { tokens, kind: NameKind::Nationality });
            }
        }
    }
}

/// How many words from here name a people.
fn people_at(document: &Document, token: TokenId, end: TokenId) -> Option<TokenId> {
    let form = document.form(token);
    if !form.starts_with(char::is_uppercase) {
        return None;
    }
    if PEOPLES.firsts.contains(form) && token + 1 < end {
        let both = [form, document.form(token + 1)].join(" ");
        if words::is(Class::People, &both) {
            return Some(2);
        }
    }
    words::is(Class::People, form).then_some(1)
}

/// *in French*, *speaks Korean*, but not *in French towns*.
fn is_language(document: &Document, start: TokenId, end: TokenId, last: TokenId) -> bool {
    let before = start.checked_sub(1).map_or("", |token| document.form(token));
    let followed = end < last && document.form(end).starts_with(char::is_alphabetic);
    let joined = followed && !words::is(Class::AfterLanguage, document.form(end));
    words::is(Class::BeforeLanguage, before) && !joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::found;

    fn peoples(sentence: &str, names: &[(u32, u32, NameKind)]) -> Vec<String> {
        found(sentence, names, add)
    }

    #[test]
    fn peoples_are_found_as_adjectives_and_nouns() {
        let all = peoples("South Korean officials met two Swedes and the French .", &[]);
        assert_eq!(all, ["Nationality South Korean", "Nationality Swedes", "Nationality French"]);
        assert_eq!(country("South Korean"), Some("South Korea"));
        assert_eq!((country("Emirati"), country("Uighur")), (Some("United Arab Emirates"), None));
    }

    #[test]
    fn verbs_birds_languages_and_parts_of_names_are_no_peoples() {
        assert!(peoples("Polish the silver for Turkey , and polish it in French .", &[]).is_empty());
        let airline = [(0, 2, NameKind::Organization)];
        assert_eq!(peoples("Korean Wings flies .", &airline), ["Organization Korean Wings"]);
    }
}
