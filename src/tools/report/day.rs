//! Days with their known parts: a year, a month of it, a day of that.

use std::fmt;

use jiff::civil::{ISOWeekDate, Weekday};

/// A point in time, known to the year, the month or the day. Unknown parts are 0 and come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Day {
    /// Reads the start of an ISO 8601 or TIMEX3 value: `2024`, `2024-05`, `2024-05-12T10:00`, `2024-W19`,
    /// `2024-05-12/2024-05-14`. None for other values: `PAST_REF`, `P3D`, `XXXX-05`.
    pub(super) fn read(value: &str) -> Option<Day> {
        let value = value.split(['/', 'T']).next()?;
        let mut parts = value.split('-');
        let year = parts.next().filter(|part| part.len() == 4)?;
        let year: i16 = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok())??;
        let second = parts.next();
        if let Some(week) = second.and_then(|part| part.strip_prefix('W')) {
            let date = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date();
            return Some(Day { year: date.year(), month: date.month(), day: date.day() });
        }
        let number = |part: Option<&str>, most: i8| {
            let number = part.filter(|part| part.len() == 2).and_then(|part| part.parse::<i8>().ok());
            number.filter(|number| (1..=most).contains(number)).unwrap_or_default()
        };
        let month = number(second, 12);
        let day = if month == 0 { 0 } else { number(parts.next(), 31) };
        Some(Day { year, month, day })
    }

    /// Days since a fixed day, as if every month had 31; unknown parts count as the first.
    pub(super) fn number(self) -> i64 {
        self.months() * 31 + i64::from(self.day.max(1)) - 1
    }

    /// Months since the year 0.
    pub(super) fn months(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month.max(1)) - 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_far_as_they_are_dates() {
        let read = |value: &str| Day::read(value).map(|day| day.to_string());
        let dates = [
            ("2024-05-12", "2024-05-12"),
            ("2024-05-12T10:00", "2024-05-12"),
            ("2024-05-12/2024-05-14", "2024-05-12"),
            ("2024-05", "2024-05"),
            ("2024-Q2", "2024"),
            ("2024-W19", "2024-05-06"),
            ("1987", "1987"),
        ];
        for (value, day) in dates {
            assert_eq!(read(value).as_deref(), Some(day));
        }
        for value in ["PAST_REF", "P3D", "XXXX-05", "", "198", "+123-04", "2024-Wxx"] {
            assert_eq!(read(value), None, "{value}");
        }
    }
}
