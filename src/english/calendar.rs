//! The English names of months and days of the week, for those who read dates and those who find them in sentences.

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
/// From Monday, as ISO 8601 counts.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month (1 to 12) of a lower-case word: its name, the first three letters of it or `sept`, with or without a
/// period. O(1).
///
/// ```
/// use dateline::english::calendar::month;
///
/// assert_eq!((month("sept."), month("may"), month("mayor")), (Some(9), Some(5), None));
/// ```
pub fn month(word: &str) -> Option<i8> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let names =
        |month: &&str| *month == stem || stem.len() == 3 && month.starts_with(stem) || short(month, stem);
    MONTHS.iter().position(names).map(|index| index as i8 + 1)
}

fn short(month: &str, stem: &str) -> bool {
    stem == "sept" && month == "september"
}

/// The day of the week (1 for Monday to 7) of a lower-case word: its name. O(1).
pub fn weekday(word: &str) -> Option<i8> {
    WEEKDAYS.iter().position(|weekday| *weekday == word).map(|index| index as i8 + 1)
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
}
