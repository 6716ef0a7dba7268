//! Options with values from the library.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use dateline::read::reading::{Html, Language};
use dateline::{read, write};

/// A parser of the names of some values, each with a description.
fn parser<T: Copy + Send + Sync + 'static>(
    values: Vec<(&'static str, &'static str, T)>,
) -> impl TypedValueParser<Value = T> {
    let shown = values.iter().map(|(name, about, _)| PossibleValue::new(*name).help(*about));
    PossibleValuesParser::new(shown.collect::<Vec<_>>()).try_map(move |named| {
        let found = values.iter().find(|(name, ..)| *name == named).map(|(.., value)| *value);
        found.ok_or_else(|| format!("there is no `{named}`"))
    })
}

/// How the article of a page is found.
pub(crate) fn html() -> impl TypedValueParser<Value = Html> {
    parser(vec![
        ("full", "With trafilatura: what belongs to the article is found more often", Html::Full),
        ("fast", "With readability: some times faster", Html::Fast),
    ])
}

/// Which languages are read.
pub(crate) fn language() -> impl TypedValueParser<Value = Language> {
    parser(vec![
        ("english", "What is not certainly in another language", Language::English),
        ("any", "Everything", Language::Any),
    ])
}

/// The formats of articles.
pub(crate) fn input_format() -> impl TypedValueParser<Value = read::Format> {
    parser(read::Format::ALL.iter().map(|format| (format.name(), format.about(), *format)).collect())
}

/// The formats of events, except that of templates, which `--template` selects.
pub(crate) fn output_format() -> impl TypedValueParser<Value = write::Format> {
    let formats = write::Format::ALL.iter().filter(|format| **format != write::Format::Template);
    parser(formats.map(|format| (format.name(), format.about(), *format)).collect())
}
