//! No input makes the parser or the checker panic, and time is linear.

use dateline::lang::syntax::parse;
use dateline::source::FileId;
use proptest::prelude::*;

use super::cases;
use crate::expansion::checked;

/// Parses, checks and renders.
fn survive(text: &str) {
    let (_, problems) = parse(FileId(0), text);
    for problem in problems {
        let (_, span) = problem.place();
        assert!(span.end <= text.len() && text.is_char_boundary(span.start), "{problem:?}");
    }
    checked("any", text);
}

#[test]
fn deep_brackets_and_many_quotes_do_no_harm() {
    for text in ["(", "{", "[", "!", "/", "\"", "|", "...", "tree {", "“", "[(", "!(", "\\"] {
        let many = text.repeat(3_000);
        survive(&many);
        survive(&format!("rule a -> B {{ \"{many}\" / {many} / {many}"));
        survive(&format!("rule a -> B {{ / {} /", "(".repeat(31) + &many));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_series_of_signs_is_survived(
        signs in proptest::collection::vec(
            prop::sample::select(vec![
                "rule", "event", "list", "cue", "tree", "test", " ", "\n", "a", "B", "->", "=>", "{", "}", "(", ")", "[", "]", "\"",
                "'", "/", "|", "?", "+", ":", "=", "@", "#", "visited", "{a}", "'s", "to", "\\", "é", "“", "…", "is",
            ]),
            0..60,
        )
    ) {
        survive(&signs.concat());
    }

    #[test]
    fn any_clause_pattern_is_survived(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "{a}", "{b}", "{_}", "visited", "was", "has", "to", "by", "and", "that", "the", "took", "over", "paid",
                "visit", "(in|at)?", "(visited|met)", "({b})?", "@l", "'s", "'X'", "interested", "because of", "not",
            ]),
            0..9,
        )
    ) {
        let pattern = words.join(" ");
        survive(&format!(
            "event E {{ a*: Person  b*: Clause | Phrase }}\nlist l = visit | deal\nrule r -> E {{ \"{pattern}\" / {pattern} / }}"
        ));
    }

    #[test]
    fn a_damaged_file_is_survived(from in 0usize..1600, length in 0usize..40, to in 0usize..1600, extra in "\\PC{0,3}") {
        for (_, text) in cases("grammar") {
            let cut = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let (start, end) = (cut(from), cut(from + length));
            let without = format!("{}{extra}{}", &text[..start], &text[end..]);
            survive(&without);
            let to = cut(to);
            survive(&format!("{}{}{}", &text[..to], &text[start..end], &text[to..]));
        }
    }
}
