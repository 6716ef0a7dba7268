//! Numbers in words: *twenty-five*, *million*, *third*.

use super::words::{self, Class};

/// The number below a hundred that a lower-case word means: *seven*, *twenty-five*. O(length).
///
/// ```
/// use dateline::english::numbers::below_hundred;
///
/// assert_eq!((below_hundred("seven"), below_hundred("twenty-five")), (Some(7), Some(25)));
/// assert_eq!((below_hundred("seven-five"), below_hundred("hundred")), (None, None));
/// ```
pub fn below_hundred(word: &str) -> Option<u32> {
    let Some((tens, unit)) = word.split_once('-') else { return words::number(Class::Cardinal, word) };
    with_unit(words::number(Class::Cardinal, tens)?, unit)
}

/// The sum of tens and a following unit: 25 for 20 and *five*. O(length).
pub fn with_unit(tens: u32, unit: &str) -> Option<u32> {
    let unit: u32 = words::number(Class::Cardinal, unit).filter(|unit| (1..10).contains(unit))?;
    (tens >= 20 && tens.is_multiple_of(10)).then_some(tens + unit)
}

/// The power of ten that a lower-case word means: 6 for *million*. O(length).
pub fn magnitude(word: &str) -> Option<i32> {
    words::number(Class::Magnitude, word)
}

/// A value times a power of ten, rounded once.
pub fn scaled(value: f64, exponent: i32) -> f64 {
    format!("{value}e{exponent}").parse().unwrap_or(value)
}

/// The value of digits with commas and a point: *1,250.5*. O(length).
pub fn digits(form: &str) -> Option<f64> {
    let fits = form.starts_with(|c: char| c.is_ascii_digit())
        && form.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    let value = || form.replace(',', "").parse().ok();
    fits.then(value).flatten().filter(|value: &f64| value.is_finite())
}

/// The number that a lower-case word of digits or letters means: *1,250.5*, *-3*, *five*, *million*. O(length).
pub fn value(word: &str) -> Option<f64> {
    if let Some(positive) = word.strip_prefix(['-', '−']) {
        return digits(positive).map(|value| -value);
    }
    let in_letters = || below_hundred(word).map(f64::from);
    digits(word).or_else(in_letters).or_else(|| magnitude(word).map(|exponent| scaled(1.0, exponent)))
}

/// The number that a lower-case ordinal means: *3rd*, *third*, *twenty-first*. O(length).
pub fn ordinal(word: &str) -> Option<f64> {
    if let Some(digits) = ordinal_digits(word) {
        return digits.parse().ok();
    }
    let below = match word.split_once('-') {
        None => words::number(Class::Ordinal, word),
        Some((tens, unit)) => {
            let unit: u32 = words::number(Class::Ordinal, unit).filter(|unit| (1..10).contains(unit))?;
            let tens: u32 = words::number(Class::Cardinal, tens)?;
            (tens >= 20 && tens.is_multiple_of(10)).then_some(tens + unit)
        }
    };
    below.map(f64::from)
}

/// The digits of an ordinal: `3` of *3rd*; none for *third*.
pub fn ordinal_digits(word: &str) -> Option<&str> {
    let (digits, suffix) = word.split_at_checked(word.len().checked_sub(2)?)?;
    let fits = digits.bytes().all(|b| b.is_ascii_digit()) && words::is(Class::OrdinalSuffix, suffix);
    fits.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits_stand_for_numbers() {
        for (word, number) in [
            ("1,250.5", 1250.5),
            ("zero", 0.0),
            ("ninety-nine", 99.0),
            ("hundred", 100.0),
            ("bn", 1e9),
            ("-3.5", -3.5),
            ("−7", -7.0),
        ] {
            assert_eq!(value(word), Some(number), "{word}");
        }
        for word in ["", "twenty-twenty", "twenty-five-six", "five-six", "1990s", "1e5", "dozens"] {
            assert_eq!(value(word), None, "{word}");
        }
        for (word, number) in [("3rd", 3.0), ("third", 3.0), ("twenty-first", 21.0)] {
            assert_eq!(ordinal(word), Some(number), "{word}");
        }
        for word in ["", "three", "twenty-three", "third-first", "rd", "-third"] {
            assert_eq!(ordinal(word), None, "{word}");
        }
        assert_eq!(
            (ordinal_digits("3rd"), ordinal_digits("é"), ordinal_digits("third")),
            (Some("3"), None, None)
        );
    }
}
