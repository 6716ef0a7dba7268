//! The results as JUnit XML for continuous integration.

use std::fmt::Write;

/// A case of a suite.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) place: String,
    /// The verdict in one word, and the message if it failed.
    pub(super) failure: Option<(String, String)>,
    /// Whether it is known to fail.
    pub(super) skipped: bool,
}

/// A document with one suite.
pub(super) fn xml(cases: &[Case]) -> String {
    let failures = cases.iter().filter(|case| case.failure.is_some()).count();
    let skipped = cases.iter().filter(|case| case.skipped).count();
    let tests = cases.len();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // strings take all
    let _ = writeln!(out, "<testsuites {counts}>\n  <testsuite name=\"dateline\" {counts}>");
    for Case { name, place, failure, skipped } in cases {
        let _ = write!(out, "    <testcase name=\"{}\" classname=\"{}\"", escaped(name), escaped(place));
        match failure {
            Some((word, text)) => {
                let (word, text) = (escaped(word), escaped(text));
                let _ =
                    writeln!(out, ">\n      <failure message=\"{word}\">{text}</failure>\n    </testcase>");
            }
            None if *skipped => out.push_str(">\n      <skipped/>\n    </testcase>\n"),
            None => out.push_str("/>\n"),
        }
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Text in XML, without the characters that XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_xml_and_of_terminals_are_harmless() {
        assert_eq!(escaped("a<b> & \"c\"\u{1b}[1m\n"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}[1m\n");
    }
}
