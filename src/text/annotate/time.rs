//! Which noun phrases tell a time, and which one.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

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

/// The value of a time expression in ISO 8601: a day (`2019-05-17`), a week (`2019-W20`), a month (`2019-03`) or a year.
///
/// `words` are the words of the expression, `date` the document's day. Weekdays and months without a year are the latest
/// that are not after the document's, or, of what lies ahead, the next. None where the words do not tell, or tell it
/// only against a date that is not known.
pub fn value(words: &[&str], date: Option<&str>, ahead: bool) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    let number = |range: std::ops::RangeInclusive<i16>, digits: usize| {
        let fits = |w: &String| w.len() <= digits && (digits < 4 || w.len() == 4);
        words.iter().filter(|w| fits(w)).find_map(|w| w.parse::<i16>().ok().filter(|n| range.contains(n)))
    };
    let month = words.iter().find_map(|word| month(word));
    let (year, day) = (number(1000..=2999, 4), number(1..=31, 2));
    if let (Some(year), Some(month), Some(day)) = (year, month, day) {
        return Date::new(year, month, day as i8).ok().map(|date| date.to_string());
    }
    match (year, month) {
        (Some(year), Some(month)) => return Some(format!("{year:04}-{month:02}")),
        (Some(year), None) if words.len() == 1 => return Some(format!("{year:04}")),
        _ => {}
    }
    let today: Date = date?.parse().ok()?;
    let step = if has("last") || has("past") || has("previous") {
        -1
    } else {
        i32::from(has("next") || has("following") || has("coming"))
    };
    if let Some(month) = month {
        return in_month(today, month, day, ahead || step > 0);
    }
    if let Some(weekday) = words.iter().find_map(|word| weekday(word)) {
        return on_weekday(today, weekday, step, ahead).map(|date| date.to_string());
    }
    let day = |days: i32| today.checked_add(days.days()).ok().map(|date| date.to_string());
    let told = step != 0 || has("this");
    match words.last().map(String::as_str)? {
        "today" | "tonight" => day(0),
        "yesterday" => day(-1),
        "tomorrow" => day(1),
        "morning" | "afternoon" | "evening" if has("this") => day(0),
        "night" if has("last") => day(-1),
        "week" if told => {
            let week = today.checked_add((step * 7).days()).ok()?.iso_week_date();
            Some(format!("{:04}-W{:02}", week.year(), week.week()))
        }
        "month" if told => {
            let month = today.first_of_month().checked_add(step.months()).ok()?;
            Some(format!("{:04}-{:02}", month.year(), month.month()))
        }
        "year" if told => Some(format!("{:04}", i32::from(today.year()) + step)),
        _ => None,
    }
}

/// A month, or a day of it, of the year in which it is the latest or the next.
fn in_month(today: Date, month: i8, day: Option<i16>, ahead: bool) -> Option<String> {
    let (year, this) = (today.year(), today.month());
    let last_day = day.map_or((month, 0), |day| (month, day as i8));
    let present = day.map_or((this, 0), |_| (this, today.day()));
    let year = match ahead {
        true if last_day < present => year + 1,
        false if last_day > present => year - 1,
        _ => year,
    };
    match day {
        Some(day) => Date::new(year, month, day as i8).ok().map(|date| date.to_string()),
        None => Some(format!("{year:04}-{month:02}")),
    }
}

fn on_weekday(today: Date, weekday: Weekday, step: i32, ahead: bool) -> Option<Date> {
    match step {
        0 if !ahead && today.weekday() == weekday => Some(today),
        0 if ahead => today.nth_weekday(1, weekday).ok(),
        1 => today.nth_weekday(1, weekday).ok(),
        _ => today.nth_weekday(-1, weekday).ok(),
    }
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
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
    ];
    let stem = word.strip_suffix('.').unwrap_or(word);
    let short = |month: &&str| *month == word || stem.len() >= 3 && stem != word && month.starts_with(stem);
    MONTHS.iter().position(short).map(|index| index as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    match word {
        "monday" => Some(Weekday::Monday),
        "tuesday" => Some(Weekday::Tuesday),
        "wednesday" => Some(Weekday::Wednesday),
        "thursday" => Some(Weekday::Thursday),
        "friday" => Some(Weekday::Friday),
        "saturday" => Some(Weekday::Saturday),
        "sunday" => Some(Weekday::Sunday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value in a story of Thursday, 14 May 2026.
    fn told(text: &str, ahead: bool) -> Option<String> {
        let words: Vec<&str> = text.split(' ').collect();
        value(&words, Some("2026-05-14"), ahead)
    }

    #[test]
    fn a_weekday_is_the_latest_or_the_next() {
        assert_eq!(told("Friday", false).as_deref(), Some("2026-05-08"));
        assert_eq!(told("Thursday", false).as_deref(), Some("2026-05-14"));
        assert_eq!(told("Friday", true).as_deref(), Some("2026-05-15"));
        assert_eq!(told("last Thursday", false).as_deref(), Some("2026-05-07"));
        assert_eq!(told("next Monday", false).as_deref(), Some("2026-05-18"));
    }

    #[test]
    fn a_month_is_the_latest_or_the_next() {
        assert_eq!(told("March", false).as_deref(), Some("2026-03"));
        assert_eq!(told("June", false).as_deref(), Some("2025-06"));
        assert_eq!(told("May", true).as_deref(), Some("2026-05"));
        assert_eq!(told("February", true).as_deref(), Some("2027-02"));
        assert_eq!(told("May 20", false).as_deref(), Some("2025-05-20"));
        assert_eq!(told("Dec. 3", true).as_deref(), Some("2026-12-03"));
    }

    #[test]
    fn a_whole_date_needs_no_document() {
        assert_eq!(value(&["20", "May", "2019"], None, false).as_deref(), Some("2019-05-20"));
        assert_eq!(value(&["March", "2019"], None, false).as_deref(), Some("2019-03"));
        assert_eq!(value(&["2015"], None, false).as_deref(), Some("2015"));
        assert_eq!(value(&["30", "February", "2019"], None, false), None);
    }

    #[test]
    fn what_is_relative_needs_the_date_of_the_document() {
        assert_eq!(told("yesterday", false).as_deref(), Some("2026-05-13"));
        assert_eq!(told("last week", false).as_deref(), Some("2026-W19"));
        assert_eq!(told("next month", true).as_deref(), Some("2026-06"));
        assert_eq!(told("last year", false).as_deref(), Some("2025"));
        assert_eq!(value(&["yesterday"], None, false), None);
        assert_eq!(told("three weeks", false), None);
    }
}
