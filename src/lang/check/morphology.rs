//! `morph.X`: the features of Universal Dependencies that follow from the Penn tag of an English word.
//!
//! A test of a feature is a test of the tag: `morph.Number=Plur` is `tag=NNS | tag=NNPS`. Features that the tag does
//! not determine (the gender of *she*) do not exist here, and the FEATS column of annotated input is not read.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Attribute, Comparison, TokenTest};
use crate::lang::syntax::ast::{Name, Operator, Value};
use crate::source::FileId;

/// Feature, value, and the tags that have it.
const FEATURES: [(&str, &str, &[&str]); 20] = [
    ("Degree", "Pos", &["JJ", "RB"]),
    ("Degree", "Cmp", &["JJR", "RBR"]),
    ("Degree", "Sup", &["JJS", "RBS"]),
    ("Mood", "Ind", &["VBD", "VBP", "VBZ"]),
    ("NumType", "Card", &["CD"]),
    ("Number", "Sing", &["NN", "NNP", "VBZ"]),
    ("Number", "Plur", &["NNPS", "NNS"]),
    ("Person", "3", &["VBZ"]),
    ("Poss", "Yes", &["PRP$", "WP$"]),
    ("PronType", "Art", &["DT"]),
    ("PronType", "Prs", &["PRP", "PRP$"]),
    ("PronType", "Int", &["WDT", "WP", "WP$", "WRB"]),
    ("PronType", "Rel", &["WDT", "WP", "WP$", "WRB"]),
    ("Tense", "Past", &["VBD", "VBN"]),
    ("Tense", "Pres", &["VBG", "VBP", "VBZ"]),
    ("VerbForm", "Fin", &["MD", "VBD", "VBP", "VBZ"]),
    ("VerbForm", "Ger", &["VBG"]),
    ("VerbForm", "Inf", &["VB"]),
    ("VerbForm", "Part", &["VBG", "VBN"]),
    ("Foreign", "Yes", &["FW"]),
];

impl Checker<'_> {
    /// A test of a feature, as a test of the tags that have it.
    pub(super) fn feature(
        &mut self,
        file: FileId,
        name: &Name,
        operator: Operator,
        value: &Value,
    ) -> Option<TokenTest> {
        let feature = name.text.strip_prefix("morph.").unwrap_or(&name.text);
        let values: Vec<&str> = FEATURES.iter().filter(|(f, ..)| *f == feature).map(|(_, v, _)| *v).collect();
        if values.is_empty() {
            let mut known: Vec<String> = FEATURES.iter().map(|(f, ..)| format!("morph.{f}")).collect();
            known.dedup();
            let message = format!("English tags have no feature `{feature}`");
            let problem = Diagnostic::new(Code::UnknownAttribute, file, name.span, message)
                .note(format!("there are `{}`", known.join(" ")))
                .did_you_mean(&name.text, known.iter().map(String::as_str), name.span);
            self.problems.push(problem);
            return None;
        }
        let (Value::Text(text), Operator::Equal | Operator::NotEqual) = (value, operator) else {
            let message = "compare a feature with one of its values, using `=` or `!=`";
            self.problems.push(Diagnostic::new(Code::UnknownValue, file, name.span, message));
            return None;
        };
        let Some((.., tags)) = FEATURES.iter().find(|(f, v, _)| *f == feature && *v == text.text) else {
            let message = format!("`{feature}` is never `{}`", text.text);
            let problem = Diagnostic::new(Code::UnknownValue, file, text.span, message)
                .note(format!("it is `{}`", values.join("`, `")))
                .did_you_mean(&text.text, values.iter().copied(), text.span);
            self.problems.push(problem);
            return None;
        };
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let test = TokenTest::Attribute(Attribute::Tag, Comparison::In(tags));
        Some(if operator == Operator::NotEqual { TokenTest::Not(Box::new(test)) } else { test })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Xpos;

    #[test]
    fn every_tag_of_the_table_is_one_and_the_tags_are_sorted() {
        for (feature, value, tags) in FEATURES {
            assert!(tags.iter().all(|tag| Xpos::parse(tag).is_some()), "{feature}={value}");
            assert!(tags.windows(2).all(|pair| pair[0] < pair[1]), "{feature}={value}");
        }
    }
}
