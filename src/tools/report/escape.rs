//! Characters that a page must not pass on.

use crate::tools::columns::steers;

/// The text with a sign in the place of every character that controls a device or the direction of writing.
/// Lines and tabs stay. What HTML takes for markup is the template's to escape.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(|c| if is_active(c) { '\u{fffd}' } else { c }).collect()
}

fn is_active(c: char) -> bool {
    let separates = matches!(c, '\u{2028}' | '\u{2029}');
    separates || steers(c) && !matches!(c, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_is_shown_as_a_sign() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b\u{0}\tc\nd\r"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd}\tc\nd\u{fffd}"
        );
        assert_eq!(visible("Zoë’s café — 5 €"), "Zoë’s café — 5 €");
    }
}
