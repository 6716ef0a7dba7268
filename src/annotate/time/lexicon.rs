//! The words that time expressions are made of.

use crate::document::time::{Holiday, Season, Unit};

/// What a word may be in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Month(i8),
    Weekday(i8),
    /// *Mondays*
    Weekdays(i8),
    /// One, or several of it.
    Unit(Unit, bool),
    Weekend,
    Season(Season),
    /// *morning*
    DayPart,
    /// *today*: so many days from the present one.
    Day(i32),
    /// *midnight*: an hour.
    Hour(i8),
    Past,
    Present,
    Future,
    /// *last*: the unit before; *past* with its own meaning before a number.
    Last,
    This,
    Next,
    /// *previous*, *following*, *same*: counted from elsewhere.
    Other,
    /// *recent*, *coming*: some units before or to come.
    Recent,
    Coming,
    /// *early*, *late*
    Edge,
    /// *beginning*, *end*: with *of*.
    Part,
    Number(u32),
    Ordinal(u32),
    /// *several*
    Several,
    /// *a*
    One,
    The,
    /// *half*
    Half,
    /// *every*
    Every,
    /// *daily*
    Regular(Unit),
    Fiscal,
    /// The first word of a holiday.
    Feast,
    /// *1990s* in words
    Decade(i16),
}

use Sense::*;

/// The words, sorted.
#[rustfmt::skip] // several words a line
const WORDS: &[(&str, Sense)] = &[
    ("a", One), ("afternoon", DayPart), ("an", One), ("annually", Regular(Unit::Year)),
    ("another", Several), ("april", Month(4)), ("ash", Feast), ("august", Month(8)),
    ("autumn", Season(Season::Autumn)),
    ("beginning", Part), ("boxing", Feast),
    ("century", Unit(Unit::Century, false)), ("chinese", Feast), ("christmas", Feast), ("close", Part), ("columbus", Feast),
    ("coming", Coming), ("couple", Several), ("current", This), ("currently", Present),
    ("daily", Regular(Unit::Day)), ("day", Unit(Unit::Day, false)), ("days", Unit(Unit::Day, true)),
    ("decade", Unit(Unit::Decade, false)), ("decades", Unit(Unit::Decade, true)), ("december", Month(12)), ("diwali", Feast),
    ("each", Every), ("earlier", Edge), ("early", Edge), ("easter", Feast), ("eid", Feast), ("eight", Number(8)),
    ("eighteen", Number(18)), ("eighth", Ordinal(8)), ("eighties", Decade(198)), ("eleven", Number(11)), ("end", Part),
    ("evening", DayPart), ("every", Every),
    ("fall", Season(Season::Autumn)), ("february", Month(2)), ("few", Several), ("fifteen", Number(15)),
    ("fifth", Ordinal(5)), ("fifties", Decade(195)), ("fifty", Number(50)), ("final", Last), ("financial", Fiscal), ("first", Ordinal(1)), ("fiscal", Fiscal),
    ("five", Number(5)), ("following", Other), ("formerly", Past), ("forties", Decade(194)), ("fortnight", Unit(Unit::Week, false)), ("forty", Number(40)), ("four", Number(4)),
    ("fourteen", Number(14)), ("fourth", Ordinal(4)), ("friday", Weekday(5)), ("fridays", Weekdays(5)),
    ("good", Feast),
    ("half", Half), ("halloween", Feast), ("hanukkah", Feast), ("hour", Unit(Unit::Hour, false)), ("hourly", Regular(Unit::Hour)), ("hours", Unit(Unit::Hour, true)),
    ("independence", Feast),
    ("january", Month(1)), ("july", Month(7)), ("june", Month(6)), ("juneteenth", Feast),
    ("labor", Feast), ("labour", Feast), ("last", Last), ("late", Edge), ("lately", Past), ("later", Edge), ("lunar", Feast),
    ("many", Several), ("march", Month(3)), ("martin", Feast), ("may", Month(5)), ("memorial", Feast), ("mid", Edge), ("middle", Part),
    ("midnight", Hour(0)), ("minute", Unit(Unit::Minute, false)), ("minutes", Unit(Unit::Minute, true)),
    ("monday", Weekday(1)), ("mondays", Weekdays(1)), ("month", Unit(Unit::Month, false)), ("monthly", Regular(Unit::Month)), ("months", Unit(Unit::Month, true)),
    ("morning", DayPart),
    ("new", Feast), ("next", Next), ("night", DayPart), ("nine", Number(9)), ("nineties", Decade(199)), ("ninth", Ordinal(9)), ("noon", Hour(12)), ("november", Month(11)), ("now", Present), ("nowadays", Present),
    ("october", Month(10)), ("one", Number(1)),
    ("passover", Feast), ("past", Last), ("presently", Present), ("presidents", Feast), ("previous", Other), ("previously", Past),
    ("quarter", Unit(Unit::Quarter, false)), ("quarterly", Regular(Unit::Quarter)), ("quarters", Unit(Unit::Quarter, true)),
    ("ramadan", Feast), ("recent", Recent), ("recently", Past), ("rest", Part),
    ("same", Other), ("saturday", Weekday(6)), ("saturdays", Weekdays(6)), ("second", Ordinal(2)), ("september", Month(9)), ("seven", Number(7)), ("seventh", Ordinal(7)), ("seventies", Decade(197)), ("several", Several), ("shortly", Future),
    ("six", Number(6)), ("sixth", Ordinal(6)), ("sixties", Decade(196)), ("sixty", Number(60)), ("soon", Future), ("spring", Season(Season::Spring)), ("st.", Feast), ("start", Part),
    ("summer", Season(Season::Summer)), ("sunday", Weekday(7)), ("sundays", Weekdays(7)),
    ("ten", Number(10)), ("thanksgiving", Feast), ("that", Other), ("the", The), ("third", Ordinal(3)), ("thirteen", Number(13)), ("thirties", Decade(193)), ("thirty", Number(30)),
    ("this", This), ("three", Number(3)), ("thursday", Weekday(4)), ("thursdays", Weekdays(4)), ("today", Day(0)), ("tomorrow", Day(1)), ("tonight", Day(0)),
    ("tuesday", Weekday(2)), ("tuesdays", Weekdays(2)), ("twelve", Number(12)), ("twenties", Decade(192)), ("twenty", Number(20)), ("two", Number(2)),
    ("upcoming", Coming),
    ("valentine", Feast), ("veterans", Feast),
    ("wednesday", Weekday(3)), ("wednesdays", Weekdays(3)), ("week", Unit(Unit::Week, false)), ("weekend", Weekend), ("weekly", Regular(Unit::Week)), ("weeks", Unit(Unit::Week, true)),
    ("winter", Season(Season::Winter)),
    ("year", Unit(Unit::Year, false)), ("yearly", Regular(Unit::Year)), ("years", Unit(Unit::Year, true)), ("yesterday", Day(-1)), ("yom", Feast),
];

/// What a lower-case word may be in a time expression. O(log words).
pub(super) fn sense(lower: &str) -> Option<Sense> {
    if lower.len() > LONGEST {
        return None;
    }
    WORDS.binary_search_by(|(word, _)| (*word).cmp(lower)).ok().map(|index| WORDS[index].1)
}

const LONGEST: usize = 12;

/// The day and the month names that are also other words, in lower case.
pub(super) fn is_ambiguous(month: &str) -> bool {
    matches!(month, "may" | "march" | "august")
}

/// Holidays by their words; those that another calendar sets have no rule.
#[rustfmt::skip]
const HOLIDAYS: &[(&[&str], Option<Holiday>)] = &[
    (&["ash", "wednesday"], Some(Holiday::Easter(-46))),
    (&["boxing", "day"], Some(Holiday::Fixed(12, 26))),
    (&["chinese", "new", "year"], None),
    (&["christmas", "eve"], Some(Holiday::Fixed(12, 24))),
    (&["christmas", "day"], Some(Holiday::Fixed(12, 25))),
    (&["christmas"], Some(Holiday::Fixed(12, 25))),
    (&["columbus", "day"], Some(Holiday::Nth(10, 2, 1))),
    (&["diwali"], None),
    (&["easter", "monday"], Some(Holiday::Easter(1))),
    (&["easter", "sunday"], Some(Holiday::Easter(0))),
    (&["easter"], Some(Holiday::Easter(0))),
    (&["eid", "al", "-", "fitr"], None), (&["eid", "al", "-", "adha"], None), (&["eid"], None),
    (&["fourth", "of", "july"], Some(Holiday::Fixed(7, 4))),
    (&["good", "friday"], Some(Holiday::Easter(-2))),
    (&["halloween"], Some(Holiday::Fixed(10, 31))),
    (&["hanukkah"], None),
    (&["independence", "day"], Some(Holiday::Fixed(7, 4))),
    (&["juneteenth"], Some(Holiday::Fixed(6, 19))),
    (&["labor", "day"], Some(Holiday::Nth(9, 1, 1))),
    (&["labour", "day"], Some(Holiday::Fixed(5, 1))),
    (&["lunar", "new", "year"], None),
    (&["martin", "luther", "king", "day"], Some(Holiday::Nth(1, 3, 1))),
    (&["martin", "luther", "king", "jr.", "day"], Some(Holiday::Nth(1, 3, 1))),
    (&["may", "day"], Some(Holiday::Fixed(5, 1))),
    (&["memorial", "day"], Some(Holiday::Nth(5, -1, 1))),
    (&["new", "year", "'s", "day"], Some(Holiday::Fixed(1, 1))), (&["new", "year", "’s", "day"], Some(Holiday::Fixed(1, 1))),
    (&["new", "year", "'s", "eve"], Some(Holiday::Fixed(12, 31))), (&["new", "year", "’s", "eve"], Some(Holiday::Fixed(12, 31))),
    (&["passover"], None),
    (&["presidents", "'", "day"], Some(Holiday::Nth(2, 3, 1))), (&["presidents", "’", "day"], Some(Holiday::Nth(2, 3, 1))),
    (&["presidents", "day"], Some(Holiday::Nth(2, 3, 1))),
    (&["ramadan"], None),
    (&["st.", "patrick", "'s", "day"], Some(Holiday::Fixed(3, 17))), (&["st.", "patrick", "’s", "day"], Some(Holiday::Fixed(3, 17))),
    (&["thanksgiving", "day"], Some(Holiday::Nth(11, 4, 4))),
    (&["thanksgiving"], Some(Holiday::Nth(11, 4, 4))),
    (&["valentine", "'s", "day"], Some(Holiday::Fixed(2, 14))), (&["valentine", "’s", "day"], Some(Holiday::Fixed(2, 14))),
    (&["veterans", "day"], Some(Holiday::Fixed(11, 11))),
    (&["yom", "kippur"], None),
];

/// The longest holiday whose words a sentence goes on with: its rule, and how many words it has.
pub(super) fn holiday<'a>(word: impl Fn(usize) -> &'a str) -> Option<(Option<Holiday>, usize)> {
    let fits = |words: &&(&[&str], Option<Holiday>)| words.0.iter().enumerate().all(|(at, w)| word(at) == *w);
    HOLIDAYS.iter().filter(fits).map(|(words, rule)| (*rule, words.len())).max_by_key(|(_, length)| *length)
}

/// The minutes from Greenwich of a zone in capitals; none of those that have two (*ET*) or several meanings (*IST*).
pub(super) fn zone(form: &str) -> Option<Option<i16>> {
    let hours = match form {
        "GMT" | "UTC" | "Z" => 0,
        "BST" | "CET" => 1,
        "CEST" | "EET" => 2,
        "MSK" => 3,
        "JST" | "KST" => 9,
        "HKT" | "SGT" => 8,
        "AEST" => 10,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "ET" | "CT" | "MT" | "PT" | "IST" => return Some(None),
        _ => return None,
    };
    Some(Some(hours * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_none_is_longer_than_is_looked_for() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(WORDS.iter().map(|(word, _)| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn every_holiday_starts_with_a_word_that_is_looked_at() {
        for (words, _) in HOLIDAYS {
            assert!(sense(words[0]).is_some(), "{words:?}");
        }
    }
}
