//! Which noun phrases tell a time.

use std::ops::Range;

use crate::text::document::{Document, TokenId, Upos};

/// Nouns that tell a time by themselves or with a number, an article or *last*, *next*, *this*.
const NOUNS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "day",
    "week",
    "weekend",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
    "morning",
    "afternoon",
    "evening",
    "night",
    "midnight",
    "noon",
    "spring",
    "summer",
    "autumn",
    "winter",
    "moment",
    "hour",
    "minute",
];

/// Whether a noun phrase tells how long, and not when: *an hour*, *three weeks*. Linear in the phrase.
pub fn is_length(document: &Document, tokens: &Range<TokenId>) -> bool {
    const UNITS: &[&str] = &[
        "minute",
        "hour",
        "day",
        "week",
        "weekend",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
    ];
    let counts = |token: TokenId| {
        document.tokens.upos.get(token as usize) == Some(&Upos::Num)
            || matches!(document.form(token).to_lowercase().as_str(), "a" | "an" | "several" | "few" | "many")
    };
    let Some(last) = tokens.clone().last() else { return false };
    UNITS.contains(&document.lemma(last).to_lowercase().as_str()) && (tokens.start..last).any(counts)
}

/// Whether the words of a noun phrase, without its prepositional phrases, tell a time: its last word is a noun of
/// time, a year or a day of a month. Linear in the phrase.
pub fn is_time(document: &Document, tokens: &Range<TokenId>) -> bool {
    let is_noun = |token: TokenId| {
        let lemma = document.lemma(token).to_lowercase();
        NOUNS.contains(&lemma.as_str()) || NOUNS.contains(&document.form(token).to_lowercase().as_str())
    };
    let Some(last) = tokens.clone().last() else { return false };
    let is_year = |form: &str| matches!(form.parse::<u32>(), Ok(1000..=2999)) && form.len() == 4;
    let is_day = |form: &str| matches!(form.parse::<u32>(), Ok(1..=31));
    let form = document.form(last);
    is_noun(last)
        || is_year(form) && tokens.len() <= 4
        || is_day(form) && tokens.len() > 1 && tokens.clone().any(is_noun)
}
