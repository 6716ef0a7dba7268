//! The senses of words in time expressions, from the word lists.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::time::{Season, Unit};
use crate::english::calendar;
use crate::english::words::{self, Class};

/// What a word may be in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Month(i8),
    Weekday(i8),
    /// *Mondays*
    Weekdays,
    /// One unit, or several.
    Unit(Unit, bool),
    Weekend,
    Season(Season),
    /// *morning*
    DayPart,
    /// *today*: this many days from the present one.
    Day(i32),
    /// *midnight*: an hour.
    Hour(i8),
    Past,
    Present,
    Future,
    /// *last*: the unit before; *past* has its own meaning before a number.
    Last,
    This,
    Next,
    /// *previous*, *following*, *same*: counted from elsewhere.
    Other,
    /// *recent*, *coming*: some units before or ahead.
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

/// The sense of each word. A word in several classes has the sense of the last one: *may* is a month rather than the
/// first word of *May Day*.
static SENSES: LazyLock<FxHashMap<&'static str, Sense>> = LazyLock::new(|| {
    let mut senses = FxHashMap::default();
    let mut add = |class: Class, sense: &dyn Fn(&'static str) -> Option<Sense>| {
        senses.extend(words::entries(class).filter_map(|word| Some((word, sense(word)?))));
    };
    let number = |class, word| words::number(class, word);
    add(Class::Cardinal, &|word| number(Class::Cardinal, word).filter(|&n| n > 0).map(Sense::Number));
    add(Class::Ordinal, &|word| number(Class::Ordinal, word).map(Sense::Ordinal));
    add(Class::Month, &|word| calendar::month(word).map(Sense::Month));
    add(Class::Weekday, &|word| calendar::weekday(word).map(Sense::Weekday));
    add(Class::WeekdayPlural, &|_| Some(Sense::Weekdays));
    add(Class::Season, &|word| words::value(Class::Season, word).and_then(season).map(Sense::Season));
    add(Class::TimeWord, &|word| words::value(Class::TimeWord, word).and_then(parse));
    senses
});

/// The sense that a word list names.
fn parse(value: &str) -> Option<Sense> {
    let (kind, rest) = value.split_once(' ').unwrap_or((value, ""));
    Some(match kind {
        "coming" => Sense::Coming,
        "day" => Sense::Day(rest.parse().ok()?),
        "daypart" => Sense::DayPart,
        "decade" => Sense::Decade(rest.parse().ok()?),
        "edge" => Sense::Edge,
        "every" => Sense::Every,
        "fiscal" => Sense::Fiscal,
        "future" => Sense::Future,
        "half" => Sense::Half,
        "hour" => Sense::Hour(rest.parse().ok()?),
        "last" => Sense::Last,
        "next" => Sense::Next,
        "one" => Sense::One,
        "other" => Sense::Other,
        "part" => Sense::Part,
        "past" => Sense::Past,
        "present" => Sense::Present,
        "recent" => Sense::Recent,
        "regular" => Sense::Regular(unit(rest)?),
        "several" => Sense::Several,
        "the" => Sense::The,
        "this" => Sense::This,
        "unit" => Sense::Unit(unit(rest)?, false),
        "units" => Sense::Unit(unit(rest)?, true),
        "weekend" => Sense::Weekend,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn season(name: &str) -> Option<Season> {
    Some(match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// The sense of a lower-case word in a time expression. O(length).
pub(super) fn sense(lower: &str) -> Option<Sense> {
    let sense = SENSES.get(lower).copied();
    sense.or_else(|| calendar::begins_holiday(lower).then_some(Sense::Feast))
}

/// The minutes from Greenwich of a zone in capitals; none for zones with two (*ET*) or several meanings (*IST*).
pub(super) fn zone(form: &str) -> Option<Option<i16>> {
    let hours = || words::number::<i16>(Class::TimeZone, form);
    words::is(Class::TimeZone, form).then(|| hours().map(|hours| hours * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_lists_has_a_sense() {
        for class in [Class::Month, Class::Weekday, Class::Season, Class::Ordinal, Class::TimeWord] {
            let without = words::entries(class).filter(|word| sense(word).is_none());
            assert_eq!(without.collect::<Vec<_>>(), [""; 0], "{}", class.name());
        }
        assert_eq!((sense("may"), sense("boxing")), (Some(Sense::Month(5)), Some(Sense::Feast)));
    }
}
