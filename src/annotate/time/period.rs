//! The days of a value: from which to which it lasts.

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The code of each season and the month in which it starts.
const SEASONS: [(&str, i8); 4] = [("SP", 3), ("SU", 6), ("FA", 9), ("WI", 12)];

/// The first and the last day of a value, as far as it gives days: of `2019-05` those of May, of `199` those of the
/// 1990s, of `2019-01/2019-03` those from January to March. None for lengths, times without a day, fiscal years, which
/// start when their owner likes, and words like `PAST_REF`. O(1).
pub fn period(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        let (from, to) = (period(from)?, period(to)?);
        return (from.0 <= to.1).then_some((from.0, to.1));
    }
    // a time of day lasts no longer than its day
    let day = value.split('T').next()?;
    let mut parts = day.split('-');
    let year = parts.next().filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))?;
    let (part, third) = (parts.next(), parts.next());
    match (year.len(), part) {
        (2, None) => years(year.parse::<i16>().ok()? * 100, 100),
        (3, None) => years(year.parse::<i16>().ok()? * 10, 10),
        (4, None) => years(year.parse().ok()?, 1),
        (4, Some(part)) => within(year.parse().ok()?, part, third),
        _ => None,
    }
}

fn years(first: i16, count: i16) -> Option<(Date, Date)> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(count - 1)?, 12, 31).ok()?))
}

fn within(year: i16, part: &str, third: Option<&str>) -> Option<(Date, Date)> {
    if let Some((_, month)) = SEASONS.iter().find(|(code, _)| *code == part) {
        return months(year, *month, 3);
    }
    if let Some(week) = part.strip_prefix('W') {
        let day = |weekday| Some(ISOWeekDate::new(year, week.parse().ok()?, weekday).ok()?.date());
        let first = if third == Some("WE") { Weekday::Saturday } else { Weekday::Monday };
        return Some((day(first)?, day(Weekday::Sunday)?));
    }
    if let Some(quarter) = part.strip_prefix('Q').and_then(|quarter| quarter.parse::<i8>().ok()) {
        return months(year, quarter.checked_mul(3)?.checked_sub(2)?, 3);
    }
    if let Some(half) = part.strip_prefix('H').and_then(|half| half.parse::<i8>().ok()) {
        return months(year, half.checked_mul(6)?.checked_sub(5)?, 6);
    }
    let month: i8 = part.parse().ok()?;
    match third {
        None => months(year, month, 1),
        Some(day) => Date::new(year, month, day.parse().ok()?).ok().map(|day| (day, day)),
    }
}

fn months(year: i16, first: i8, count: i8) -> Option<(Date, Date)> {
    let start = Date::new(year, first, 1).ok()?;
    let last = first + count - 1;
    let (year, last) = if last > 12 { (year.checked_add(1)?, last - 12) } else { (year, last) };
    Some((start, Date::new(year, last, 1).ok()?.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lasts_from_its_first_to_its_last_day() {
        for (value, from, to) in [
            ("2019-05-17", "2019-05-17", "2019-05-17"),
            ("2019-05-17T14:30-04:00", "2019-05-17", "2019-05-17"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2019", "2019-01-01", "2019-12-31"),
            ("199", "1990-01-01", "1999-12-31"),
            ("18", "1800-01-01", "1899-12-31"),
            ("2019-W20", "2019-05-13", "2019-05-19"),
            ("2019-W20-WE", "2019-05-18", "2019-05-19"),
            ("2019-Q2", "2019-04-01", "2019-06-30"),
            ("2019-H2", "2019-07-01", "2019-12-31"),
            ("2018-WI", "2018-12-01", "2019-02-28"),
            ("2019-01/2019-03", "2019-01-01", "2019-03-31"),
        ] {
            let found = period(value).map(|(from, to)| (from.to_string(), to.to_string()));
            assert_eq!(found, Some((from.to_owned(), to.to_owned())), "{value}");
        }
    }

    #[test]
    fn what_gives_no_days_has_no_period() {
        for value in
            ["", "P3D", "T14:30Z", "PAST_REF", "FY2019", "2019-13", "2019-02-30", "2019-Q9", "2019-W99", "é"]
        {
            assert_eq!(period(value), None, "{value}");
        }
        assert_eq!(period("2019-03/2019-01"), None);
    }
}
