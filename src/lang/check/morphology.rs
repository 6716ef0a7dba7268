//! `morph.X` and `misc.KEY`: what another tool says of a word.
//!
//! `morph.X` is a feature of Universal Dependencies. Where the input gives features they decide; for a word without any,
//! the Penn tag does, as far as it tells the feature: `morph.Number=Plur` is then `tag=NNS | tag=NNPS`. `misc.KEY` is
//! anything that the input says of a word besides: the MISC column of CoNLL-U, extensions of spaCy.

use super::Checker;
use super::token_test::signed;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Given, TokenTest};
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

/// The features of Universal Dependencies that no English tag tells.
const OTHERS: [&str; 16] = [
    "Abbr",
    "Animacy",
    "Aspect",
    "Case",
    "Definite",
    "Deixis",
    "Evident",
    "ExtPos",
    "Gender",
    "NounClass",
    "Polarity",
    "Polite",
    "Reflex",
    "Style",
    "Typo",
    "Voice",
];

/// Further values of the features in the table, which only the input can give.
const OTHER_VALUES: [(&str, &[&str]); 8] = [
    ("Mood", &["Cnd", "Imp", "Sub"]),
    ("NumType", &["Dist", "Frac", "Mult", "Ord", "Range"]),
    ("Number", &["Coll", "Dual", "Ptan"]),
    ("Person", &["0", "1", "2", "4"]),
    ("PronType", &["Dem", "Emp", "Exc", "Ind", "Neg", "Rcp", "Tot"]),
    ("Tense", &["Fut", "Imp", "Pqp"]),
    ("VerbForm", &["Conv", "Gdv", "Sup", "Vnoun"]),
    ("Degree", &["Abs", "Dim", "Equ"]),
];

impl Checker<'_> {
    /// A test of a feature.
    pub(super) fn feature(
        &mut self,
        file: FileId,
        name: &Name,
        operator: Operator,
        value: &Value,
    ) -> Option<TokenTest> {
        let feature = name.text.strip_prefix("morph.").unwrap_or(&name.text);
        let by_tag: Vec<&str> = FEATURES.iter().filter(|(f, ..)| *f == feature).map(|(_, v, _)| *v).collect();
        if by_tag.is_empty() && !OTHERS.contains(&feature) {
            let mut names: Vec<&str> = FEATURES.iter().map(|(f, ..)| *f).chain(OTHERS).collect();
            names.sort_unstable();
            names.dedup();
            let known: Vec<String> = names.iter().map(|name| format!("morph.{name}")).collect();
            let message = format!("there is no feature `{feature}`");
            let problem = Diagnostic::new(Code::UnknownAttribute, file, name.span, message)
                .note(format!("the features are `{}`", known.join(" ")))
                .did_you_mean(&name.text, known.iter().map(String::as_str), name.span);
            self.problems.push(problem);
            return None;
        }
        let values = self.values(file, name, operator, value)?;
        if let (Value::Text(text), false) = (value, by_tag.is_empty()) {
            let others = OTHER_VALUES.iter().filter(|(f, _)| *f == feature).flat_map(|(_, values)| *values);
            let known: Vec<&str> = by_tag.iter().chain(others).copied().collect();
            if !known.contains(&&*text.text) {
                let message = format!("`{feature}` is never `{}`", text.text);
                let problem = Diagnostic::new(Code::UnknownValue, file, text.span, message)
                    .note(format!("it is `{}`", known.join("`, `")))
                    .did_you_mean(&text.text, known.iter().copied(), text.span);
                self.problems.push(problem);
                return None;
            }
        }
        let told = FEATURES.iter().filter(|(f, v, _)| *f == feature && values.iter().any(|value| value == v));
        let mut tags: Vec<String> =
            told.flat_map(|(.., tags)| tags.iter().map(|tag| (*tag).to_owned())).collect();
        tags.sort();
        let key = feature.to_owned();
        Some(signed(operator, TokenTest::Given { column: Given::Features, key, values, tags }))
    }

    /// A test of something else that another tool says of a word.
    pub(super) fn misc(
        &mut self,
        file: FileId,
        key: &str,
        operator: Operator,
        value: &Value,
    ) -> Option<TokenTest> {
        let name = Name { text: format!("misc.{key}"), ..Name::default() };
        let values = self.values(file, &name, operator, value)?;
        let test = TokenTest::Given { column: Given::Misc, key: key.to_owned(), values, tags: Vec::new() };
        Some(signed(operator, test))
    }

    /// The values that are asked for: one, or the entries of a list.
    fn values(
        &mut self,
        file: FileId,
        name: &Name,
        operator: Operator,
        value: &Value,
    ) -> Option<Vec<String>> {
        match (value, operator) {
            (Value::Text(text), Operator::Equal | Operator::NotEqual) => Some(vec![text.text.clone()]),
            (Value::List(list), Operator::In | Operator::NotIn | Operator::Equal | Operator::NotEqual) => {
                let list = self.list(file, list)?;
                let entries = &self.ruleset.lists[list.index()].entries;
                let mut values: Vec<String> = entries.iter().map(|entry| entry.tokens.concat()).collect();
                values.sort();
                values.dedup();
                Some(values)
            }
            (Value::Text(Name { span, .. }) | Value::List(Name { span, .. }), _) => {
                let message = format!("compare `{}` with one of its values, using `=` or `!=`", name.text);
                self.problems.push(Diagnostic::new(Code::UnknownValue, file, *span, message));
                None
            }
        }
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
