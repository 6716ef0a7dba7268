//! Datelines: what agencies put before the first sentence. *LONDON, May 17 (Reuters) -*, *(AP) —*.

use crate::english::calendar;
use crate::english::words::{self, Class};

/// More tokens than any dateline has.
pub(super) const LONGEST_DATELINE: usize = 14;

/// Whether these words are the name of a news agency: *Reuters*, *AP*, *Business Wire*.
#[must_use]
pub fn is_agency(words: &str) -> bool {
    words::is(Class::Agency, words)
}

/// How many tokens of a sentence are its dateline, including its dash; 0 for none. `spaced` says for each token whether
/// a space precedes it. Linear in the tokens, but looks at only a few.
#[must_use]
pub fn dateline(forms: &[&str], spaced: &[bool]) -> usize {
    let loose = |at: usize| {
        let space = |at: usize| spaced.get(at).copied().unwrap_or(true);
        space(at) && space(at + 1)
    };
    let is_dash = |at: usize| match forms[at] {
        "—" => true,
        "-" | "–" | "--" | "_" => loose(at),
        _ => false,
    };
    let limit = forms.len().min(LONGEST_DATELINE);
    let end = (1..limit).find(|&at| is_dash(at) || is_bare_agency(forms, at));
    let Some(end) = end.filter(|end| end + 1 < forms.len()) else { return 0 };
    let head = if is_dash(end) { &forms[..end] } else { &forms[..=end] };
    let is_month =
        |form: &&str| form.starts_with(char::is_uppercase) && calendar::month(&form.to_lowercase()).is_some();
    let agency = head.iter().any(|form| is_agency(form));
    let dated = agency || head.iter().any(is_month);
    let starts = match head {
        [first] => is_agency(first) || is_capitals(first) && !opens_aside(forms, end, is_dash),
        ["(", ..] => agency,
        [first, ..] => is_capitals(first) || dated && first.starts_with(char::is_uppercase),
        [] => false,
    };
    let is_part = |form: &&str| {
        matches!(*form, "," | "(" | ")" | "." | "/" | "-")
            || words::is(Class::DatelineWord, form)
            || form.starts_with(char::is_uppercase)
            || form.bytes().all(|b| b.is_ascii_digit())
    };
    if starts && head.iter().all(is_part) { end + 1 } else { 0 }
}

/// *Washington (CNN) The senator …*: the agency's bracket ends a dateline without a dash.
fn is_bare_agency(forms: &[&str], at: usize) -> bool {
    let next = forms.get(at + 1).copied().unwrap_or_default();
    at > 2
        && forms[at] == ")"
        && forms[at - 2] == "("
        && is_agency(forms[at - 1])
        && next.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '\u{201c}'))
}

/// *BP – the oil firm – …*: a short word before two dashes is followed by an aside.
fn opens_aside(forms: &[&str], dash: usize, is_dash: impl Fn(usize) -> bool) -> bool {
    forms[0].chars().count() <= 5 && (dash + 2..forms.len().min(dash + 30)).any(is_dash)
}

fn is_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).count() > 1 && !form.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sentence: &str) -> String {
        let forms: Vec<&str> = sentence.split(' ').collect();
        forms[..dateline(&forms, &vec![true; forms.len()])].join(" ")
    }

    #[test]
    fn a_dateline_ends_with_its_dash() {
        for expected in [
            "ACCRA , May 3 ( AP ) –",
            "VIENTIANE ( Mekong Wire ) -",
            "SEOUL , South Korea ( AP ) _",
            "PARIS / BERLIN , June 5 ( AFP ) —",
            "( Reuters ) -",
            "Reuters -",
            "Oslo , 5 May –",
            "ACCRA --",
        ] {
            assert_eq!(cut(&format!("{expected} The minister left .")), expected);
        }
    }

    #[test]
    fn the_bracket_of_an_agency_ends_a_dateline_without_a_dash() {
        assert_eq!(cut("Accra ( CNN ) The minister left ."), "Accra ( CNN )");
        assert_eq!(cut("Accra ( CNN ) is a city ."), "");
    }

    #[test]
    fn what_only_begins_like_a_dateline_is_none() {
        for sentence in [
            "NASA said – after a delay – that it was ready .",
            "BP – the oil firm – was ready .",
            "Oslo – the capital – is cold .",
            "Brook ( Norvik ) - a founder - left .",
            "ACCRA –",
            "–",
            "",
        ] {
            assert_eq!(cut(sentence), "");
        }
    }
}
