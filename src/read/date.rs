//! Days as sources write them, to ISO 8601.

use crate::english::calendar;
use crate::english::words::{self, Class};

/// The day at the start of a text, as `2019-05-20`, and what follows it. None if the day does not exist.
///
/// It reads ISO 8601 (`2019-05-20`), *May 20, 2019*, *May. 20 2019*, *20 May 2019* and *20-MAY-1987*; not `5/6/2019`,
/// which is ambiguous. A time of day and a zone may follow; the day is the one in that zone. O(1).
///
/// ```
/// use dateline::read::date::leading;
///
/// assert_eq!(leading("2019-05-20T07:51:00+09:00"), Some(("2019-05-20".to_owned(), "T07:51:00+09:00")));
/// assert_eq!(leading("2019-02-29"), None);
/// ```
pub fn leading(text: &str) -> Option<(String, &str)> {
    let first = text.chars().next()?;
    let (year, month, day, rest) = if first.is_alphabetic() {
        let (month, rest) = month(text)?;
        let (day, rest) = number(rest.trim_start_matches([' ', '.']), 1, 2)?;
        let (year, rest) = number(rest.trim_start_matches([' ', ',']), 4, 4)?;
        (year, month, day, rest)
    } else if let Some((year, rest)) = number(text, 4, 4) {
        let (month, rest) = number(rest.strip_prefix('-')?, 2, 2)?;
        let (day, rest) = number(rest.strip_prefix('-')?, 2, 2)?;
        (year, month, day, rest)
    } else {
        let (day, rest) = number(text, 1, 2)?;
        let (month, rest) = month(rest.trim_start_matches([' ', '-']))?;
        let (year, rest) = number(rest.trim_start_matches([' ', '.', ',', '-']), 4, 4)?;
        (year, month, day, rest)
    };
    // each has four digits at most
    let date = jiff::civil::Date::new(year as i16, month as i8, day as i8).ok()?;
    Some((date.to_string(), rest))
}

/// The day this many days after 1970-01-01; none beyond the year 9999.
pub(super) fn of_days(days: i64) -> Option<String> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(jiff::civil::Date::constant(1970, 1, 1).checked_add(span).ok()?.to_string())
}

/// The day of publication in the first lines of a text, if it is beyond doubt: a day with a time of day after it (*May
/// 20, 2019 07:51*), alone on its line (possibly after *Published:* or a weekday), or in a dateline with its year
/// (*LONDON, May 20, 2019 (Reuters) -*).
///
/// Two different such days give none. Only the lines before the third paragraph and the first 1,000 bytes are searched.
pub fn of_head(text: &str) -> Option<String> {
    let head = &text[..text.floor_char_boundary(1_000)];
    let mut found: Option<String> = None;
    let mut paragraphs = 0;
    let mut blank = true;
    for line in head.lines().map(str::trim) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        paragraphs += usize::from(std::mem::take(&mut blank));
        if paragraphs > 2 {
            break;
        }
        for date in stamps(line) {
            match &found {
                Some(other) if *other != date => return None,
                _ => found = Some(date),
            }
        }
    }
    found
}

/// The days in a line that have a time after them or are alone.
fn stamps(line: &str) -> impl Iterator<Item = String> {
    let starts = line.char_indices().filter(|&(at, c)| {
        c.is_alphanumeric() && !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-')
    });
    starts.filter_map(|(at, _)| {
        let (date, rest) = leading(&line[at..])?;
        let alone = is_label(&line[..at]) && rest.trim_end_matches('.').is_empty();
        (alone || is_time(rest) || is_dateline(&line[..at], rest)).then_some(date)
    })
}

/// Whether a day is where agencies put it: after a city in capitals at the start of a line, before the agency in
/// brackets and a dash (`LONDON, May 17, 2019 (Reuters) - `).
fn is_dateline(before: &str, rest: &str) -> bool {
    let Some(city) = before.trim_end().strip_suffix(',').filter(|city| city.len() <= 60) else {
        return false;
    };
    let first = city.split_whitespace().next().unwrap_or_default();
    let is_city =
        first.chars().count() > 1 && first.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | ','));
    let rest = rest.trim_start_matches([' ', ',']);
    let closed = |open, close| {
        let (agency, rest) = rest.strip_prefix(open)?.split_once(close)?;
        (agency.len() <= 60).then_some(rest)
    };
    let rest = closed('(', ')').or_else(|| closed('/', '/')).unwrap_or(rest).trim_start();
    is_city && rest.starts_with(['-', '–', '—'])
}

/// Whether the text before a day only introduces it.
fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ':', ',']).to_lowercase();
    text.is_empty() || words::is(Class::DateLabel, &text) || calendar::weekday(&text).is_some()
}

/// Whether a time of day follows: ` 07:51`, `T07:51`, `, at 7:51`.
fn is_time(rest: &str) -> bool {
    let rest = rest.strip_prefix('T').unwrap_or_else(|| rest.trim_start_matches([' ', ',']));
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let minutes = number(rest, 1, 2).and_then(|(hour, rest)| {
        let (minute, _) = number(rest.strip_prefix(':')?, 2, 2)?;
        Some(hour < 24 && minute < 60)
    });
    minutes.unwrap_or(false)
}

/// A number with this many digits, and what follows it.
fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(most + 1).count();
    if !(least..=most).contains(&digits) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// A month by its name or its first three or four letters, and what follows it.
fn month(text: &str) -> Option<(u32, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).take(10).count();
    let (name, rest) = text.split_at_checked(letters)?;
    Some((calendar::month(&name.to_ascii_lowercase())? as u32, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        leading(text).map(|(date, _)| date)
    }

    #[test]
    fn a_day_is_read_in_the_forms_that_mean_one_day() {
        for text in
            ["2019-05-20", "2019-05-20 07:51", "May 20, 2019", "May. 20, 2019", "20 May 2019", "20-MAY-2019"]
        {
            assert_eq!(day(text).as_deref(), Some("2019-05-20"), "{text}");
        }
        assert_eq!(day("Sept. 3, 2020").as_deref(), Some("2020-09-03"));
        assert_eq!(day("29 February 2020").as_deref(), Some("2020-02-29"));
    }

    #[test]
    fn what_is_no_day_or_means_two_is_not_read() {
        for text in [
            "",
            "5/6/2019",
            "2019-13-01",
            "2019-02-29",
            "2019",
            "May 2019",
            "Mayor 20, 2019",
            "20190520",
            "é",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_with_a_time_or_alone_on_its_line_dates_an_article() {
        assert_eq!(of_head("Ministers meet. May. 20, 2019 07:51. by A. B.").as_deref(), Some("2019-05-20"));
        assert_eq!(of_head("Ministers meet\n\nMonday, May 18, 2015\n\nText").as_deref(), Some("2015-05-18"));
        assert_eq!(of_head("Published: 2019-05-20\nText").as_deref(), Some("2019-05-20"));
    }

    #[test]
    fn a_day_in_the_story_does_not_date_the_article() {
        assert_eq!(of_head("The treaty of May 18, 2015 was signed in Oslo."), None);
        assert_eq!(of_head("2019-05-20\n2019-05-21\nText"), None);
        assert_eq!(of_head("One.\n\nTwo.\n\nMay 18, 2015"), None);
        assert_eq!(of_head(&"é".repeat(900)), None);
    }
}
