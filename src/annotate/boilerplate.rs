//! Lines around the news that contain none: bylines, credits, editors' notes, copyright, invitations to read on.

use super::dateline::is_agency;
use crate::english::words::{self, Class};

/// More words than any byline has.
const LONGEST_BYLINE: usize = 20;

/// Whether a sentence with these words is not news. Linear in the words, but looks at only a few of them.
#[must_use]
pub fn is_boilerplate(forms: &[&str]) -> bool {
    let bracketed = matches!(forms.first(), Some(&("(" | "[")));
    let start = forms.iter().position(|form| !matches!(*form, "(" | "[" | "*" | "-" | "—" | "•" | ">"));
    let words = &forms[start.unwrap_or(forms.len())..];
    let first = words.first().map(|form| form.to_lowercase()).unwrap_or_default();
    words::entries(Class::Boilerplate).any(|opening| opens(words, opening))
        || bracketed && words::is(Class::EditorNote, &first)
        || first == "by" && is_byline(&words[1..])
}

fn opens(words: &[&str], opening: &str) -> bool {
    let mut words = words.iter();
    opening.split(' ').all(|wanted| {
        words.next().is_some_and(|word| match wanted {
            "#" => word.bytes().all(|b| b.is_ascii_digit()),
            "@" => is_agency(word),
            _ => word.to_lowercase() == wanted,
        })
    })
}

/// Whether only names follow: *By Ada Brook and Tom Hill, The Oslo Star*.
fn is_byline(words: &[&str]) -> bool {
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            || matches!(*word, "," | "|" | "/" | "-" | "–" | "—")
            || words::is(Class::SmallInNames, word)
            || word.contains('@')
    };
    let names = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() <= LONGEST_BYLINE && names > 1 && words.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_none(sentence: &str) -> bool {
        is_boilerplate(&sentence.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn lines_around_the_news_are_no_news() {
        for line in [
            "By Ada Brook and TOM HILL , The Oslo Star",
            "( Reporting by Ada Brook in Oslo ; Editing by Tom Hill )",
            "( Recasts , adds quotes )",
            "( AP Photo / Ada Brook )",
            "© 2019 Norvik News .",
            "Copyright 2019 The Oslo Star .",
            "All rights reserved .",
            "Read more : Helvion buys Norvik",
            "Subscribe to our newsletter .",
        ] {
            assert!(is_none(line), "{line}");
        }
    }

    #[test]
    fn news_that_begins_like_them_is_news() {
        for line in [
            "By Friday the minister had left .",
            "By Friday .",
            "Reporting rose after the law .",
            "Brook ( adds quotes )",
            "Copyright law was changed .",
            "AP reporters left .",
            "",
        ] {
            assert!(!is_none(line), "{line}");
        }
    }
}
