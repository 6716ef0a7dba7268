//! The catalogue for readers, in Markdown.

use std::fmt::Write as _;

use super::{Code, Severity};

/// The meaning of a code, with an example and its corrected form: a section of [`page`].
pub fn entry(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let (wrong, mended) = code.example();
    format!(
        "## {code}: {}\n\n*{severity}* · {}\n\n```text\n{wrong}```\n\nMended:\n\n```text\n{mended}```\n",
        code.title(),
        code.explanation()
    )
}

/// The page of all codes.
pub fn page() -> String {
    let mut page = "# What is wrong with my rules\n\nEvery mistake that `dateline check` reports has a code. A code is never \
                    reused for another mistake. `dateline explain-code D0203` prints the section of a code. Where only \
                    one correction is possible, `dateline fix` makes it. An error leaves out only the item that it is in; \
                    all others work. Warnings and hints leave out nothing.\n"
        .to_owned();
    for code in Code::ALL {
        // strings take all
        let _ = write!(page, "\n{}", entry(*code));
    }
    page
}
