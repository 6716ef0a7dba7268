//! The months, days of the week and holidays of English, for reading dates and finding them in sentences.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{self, Class};

/// The month (1 to 12) of a lower-case word: its name, its first three letters or `sept`, with or without a period.
/// O(1).
///
/// ```
/// use dateline::english::calendar::month;
///
/// assert_eq!((month("sept."), month("may"), month("mayor")), (Some(9), Some(5), None));
/// ```
pub fn month(word: &str) -> Option<i8> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    words::number(Class::Month, stem).or_else(|| words::number(Class::MonthAbbreviation, stem))
}

/// The day of the week (1 for Monday to 7) that a lower-case word names. O(1).
pub fn weekday(word: &str) -> Option<i8> {
    words::number(Class::Weekday, word)
}

/// The day of the week (1 for Monday to 7) of a lower-case word: the first three letters of its name, with or without
/// a period. O(1).
pub fn short_weekday(word: &str) -> Option<i8> {
    words::number(Class::WeekdayAbbreviation, word.strip_suffix('.').unwrap_or(word))
}

/// A holiday whose day follows from the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// A day of a month.
    Fixed(i8, i8),
    /// The nth (from 1; -1 for the last) such weekday (from 1 for Monday) of a month, or so many days after it.
    Nth(i8, i8, i8, i8),
    /// This many days after Easter Sunday of the western churches.
    Easter(i8),
}

/// The words of a holiday, and its rule; none if another calendar sets it.
type Feast = (Vec<&'static str>, Option<Holiday>);

/// The holidays by their first words.
static HOLIDAYS: LazyLock<FxHashMap<&'static str, Vec<Feast>>> = LazyLock::new(|| {
    let mut holidays: FxHashMap<&str, Vec<Feast>> = FxHashMap::default();
    for entry in words::entries(Class::Holiday) {
        let feast = (entry.split(' ').collect(), words::value(Class::Holiday, entry).and_then(rule));
        holidays.entry(entry.split(' ').next().unwrap_or(entry)).or_default().push(feast);
    }
    holidays
});

/// The rule of a holiday as written in the word lists.
fn rule(value: &str) -> Option<Holiday> {
    let mut fields = value.split(' ');
    let kind = fields.next()?;
    let mut number = || fields.next()?.parse().ok();
    Some(match kind {
        "easter" => Holiday::Easter(number()?),
        "fixed" => Holiday::Fixed(number()?, number()?),
        "nth" => Holiday::Nth(number()?, number()?, number()?, number().unwrap_or(0)),
        _ => return None,
    })
}

/// Whether a holiday begins with a lower-case word. O(1).
pub fn begins_holiday(word: &str) -> bool {
    HOLIDAYS.contains_key(word)
}

/// The longest holiday that these lower-case words, indexed from 0, begin with: its rule, if the calendar sets it, and
/// its number of words.
pub fn holiday<'a>(word: impl Fn(usize) -> &'a str) -> Option<(Option<Holiday>, usize)> {
    let fits = |feast: &&Feast| feast.0.iter().enumerate().all(|(at, wanted)| word(at) == *wanted);
    let fitting = HOLIDAYS.get(word(0))?.iter().filter(fits);
    fitting.map(|(words, rule)| (*rule, words.len())).max_by_key(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_by_their_first_letters() {
        assert_eq!(
            ["january", "feb", "mar.", "may", "sep", "sept.", "dec."].map(month),
            [Some(1), Some(2), Some(3), Some(5), Some(9), Some(9), Some(12)]
        );
        assert_eq!(["", ".", "ma", "marc", "mayor", "decem"].map(month), [None; 6]);
    }

    #[test]
    fn days_of_the_week_are_known_by_name() {
        assert_eq!(["monday", "sunday", "sun", "mondays"].map(weekday), [Some(1), Some(7), None, None]);
    }

    #[test]
    fn every_rule_of_a_holiday_is_read() {
        let entries = words::entries(Class::Holiday);
        let unread =
            entries.filter(|entry| words::value(Class::Holiday, entry).is_some_and(|v| rule(v).is_none()));
        assert_eq!(unread.collect::<Vec<_>>(), [""; 0]);
        let found = holiday(|at| ["new", "year", "'s", "eve", "in"].get(at).copied().unwrap_or_default());
        assert_eq!(found, Some((Some(Holiday::Fixed(12, 31)), 4)));
    }
}
