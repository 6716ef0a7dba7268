//! Sets of rules of one kind, in any number, as Dateline and other tools write them.
//!
//! Each is made of the corpus that it runs over: its verbs by frequency, its phrases in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};

/// A word of a token pattern.
pub struct Word {
    /// Attributes and what they must be, one of several.
    tests: Vec<(&'static str, Vec<String>)>,
    least: u32,
    /// None for any number.
    most: Option<u32>,
}

/// Rules of one kind.
pub enum Set {
    /// A token pattern each.
    Tokens {
        /// The words of each.
        patterns: Vec<Vec<Word>>,
        /// Whether every span counts.
        all: bool,
    },
    /// For each verb a pattern of it, its subject and its object.
    Trees(Vec<String>),
    /// Phrases.
    Phrases(Vec<Vec<String>>),
}

/// What the rules of a set are made of.
pub struct Corpus {
    /// The lemmas of its verbs, the most frequent first, then made-up ones without end.
    verbs: Vec<String>,
    /// Its distinct phrases of one to four words, in order.
    phrases: Vec<Vec<String>>,
    names: &'static str,
}

/// A word that passes tests of attributes, each with its values between bars.
fn word(tests: &[(&'static str, &str)]) -> Word {
    let values = |value: &str| value.split('|').map(str::to_owned).collect();
    Word {
        tests: tests.iter().map(|&(attribute, value)| (attribute, values(value))).collect(),
        least: 1,
        most: Some(1),
    }
}

impl Word {
    fn times(self, least: u32, most: Option<u32>) -> Word {
        Word { least, most, ..self }
    }

    fn text(&self) -> String {
        let mut tests = Vec::new();
        for (attribute, values) in &self.tests {
            let either: Vec<String> = values.iter().map(|value| format!("{attribute}={value}")).collect();
            tests.push(if either.len() == 1 { either.concat() } else { format!("({})", either.join(" | ")) });
        }
        let times = match (self.least, self.most) {
            (1, Some(1)) => String::new(),
            (0, Some(1)) => "?".to_owned(),
            (0, None) => "*".to_owned(),
            (_, None) => "+".to_owned(),
            (least, Some(most)) => format!("{{{least},{most}}}"),
        };
        format!("[{}]{times}", tests.join(" & "))
    }

    fn json(&self) -> Value {
        json!({ "tests": self.tests, "least": self.least, "most": self.most })
    }
}

impl Corpus {
    /// Of the columns of CoNLL-U; rules will look for names of this type.
    pub fn new(text: &str, names: &'static str) -> Corpus {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut phrases = Vec::new();
        let mut known = BTreeSet::new();
        let mut words: Vec<&str> = Vec::new();
        for line in text.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            match columns.as_slice() {
                [id, form, lemma, upos, ..] if id.parse::<u32>().is_ok() => {
                    words.push(form);
                    let is_plain = lemma.bytes().all(|byte| byte.is_ascii_lowercase());
                    if *upos == "VERB" && is_plain {
                        *counts.entry(lemma).or_default() += 1;
                    }
                }
                _ => words.clear(),
            }
            let is_plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
            let length = 1 + phrases.len() % 4;
            if let Some(start) = words.len().checked_sub(length)
                && words[start..].iter().all(is_plain)
            {
                let phrase: Vec<String> = words[start..].iter().map(|word| (*word).to_owned()).collect();
                if known.insert(phrase.clone()) {
                    phrases.push(phrase);
                }
            }
        }
        let mut verbs: Vec<(&str, usize)> = counts.into_iter().collect();
        verbs.sort_by_key(|&(verb, count)| (std::cmp::Reverse(count), verb));
        Corpus { verbs: verbs.into_iter().map(|(verb, _)| verb.to_owned()).collect(), phrases, names }
    }

    fn verbs(&self, count: usize) -> Vec<String> {
        let made_up = (0..).map(|number| format!("zz{}", letters(number)));
        self.verbs.iter().cloned().chain(made_up).take(count).collect()
    }

    /// Ten token patterns of the common kinds: runs of tags, optional words, gaps, names beside words.
    pub fn ten(&self, all: bool) -> Set {
        let (any, noun, verb, name) = (
            || word(&[]),
            || word(&[("upos", "NOUN")]),
            || word(&[("upos", "VERB")]),
            || word(&[("upos", "PROPN")]),
        );
        let patterns = vec![
            vec![word(&[("upos", "ADJ")]).times(1, None), noun(), word(&[("lower", "of")])],
            vec![
                word(&[("lemma", "be"), ("upos", "AUX")]),
                word(&[("upos", "ADV")]).times(0, Some(2)),
                word(&[("upos", "ADJ")]),
            ],
            vec![
                word(&[("ent", self.names)]),
                word(&[("upos", "AUX")]).times(0, Some(1)),
                word(&[("lemma", "say|tell|announce")]),
            ],
            vec![word(&[("lemma", "go|come|travel")]), word(&[("lower", "to")]), name().times(1, None)],
            vec![word(&[("upos", "NUM")]), noun()],
            vec![word(&[("lemma", "have"), ("upos", "VERB")]), any().times(0, Some(3)), noun()],
            vec![
                word(&[("lower", "the")]),
                word(&[("upos", "ADJ")]).times(0, Some(1)),
                noun(),
                word(&[("lower", "in")]),
                name(),
            ],
            vec![
                word(&[("lemma", "make|take")]),
                any().times(0, Some(4)),
                word(&[("lemma", "decision|place|part")]),
            ],
            vec![name().times(1, None), word(&[("lower", "and")]), name().times(1, None)],
            vec![word(&[("lemma", "want|try|plan")]), word(&[("lower", "to")]), verb()],
        ];
        Set::Tokens { patterns, all }
    }

    /// For so many verbs, the verb and a name within six words behind it.
    pub fn verb_rules(&self, count: usize, all: bool) -> Set {
        let pattern = |verb: String| {
            vec![
                Word {
                    tests: vec![("lemma", vec![verb]), ("upos", vec!["VERB".to_owned()])],
                    least: 1,
                    most: Some(1),
                },
                word(&[]).times(0, Some(6)),
                word(&[("ent", self.names)]),
            ]
        };
        Set::Tokens { patterns: self.verbs(count).into_iter().map(pattern).collect(), all }
    }

    /// For so many verbs, the verb with its subject and its object.
    pub fn tree_rules(&self, count: usize) -> Set {
        Set::Trees(self.verbs(count))
    }

    /// So many phrases, those that the corpus lacks made up.
    pub fn phrases(&self, count: usize) -> Set {
        let made_up = (0..).map(|number: usize| {
            let first = letters(number);
            (0..1 + number % 4).map(|place| format!("{first}{}", letters(place))).collect()
        });
        // as many again are made up, so that not every phrase is there
        let real = self.phrases.iter().take(count / 2).cloned();
        Set::Phrases(real.chain(made_up).take(count).collect())
    }
}

/// A number in letters.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}

impl Set {
    /// As Dateline's rules.
    pub fn text(&self) -> String {
        let mut text = String::new();
        match self {
            Set::Tokens { patterns, all } => {
                for (number, pattern) in patterns.iter().enumerate() {
                    let words: Vec<String> = pattern.iter().map(Word::text).collect();
                    let all = if *all { "all " } else { "" };
                    let words = words.join(" ");
                    let _ = write!(
                        text,
                        "event E{number} {{ it?: Phrase }}\nrule r{number} -> E{number} {{ {all}/ {{trigger: {words}}} / }}\n"
                    );
                }
            }
            Set::Trees(verbs) => {
                text += "event E { it?: Phrase }\n";
                for (number, verb) in verbs.iter().enumerate() {
                    let _ = writeln!(
                        text,
                        "rule r{number} -> E {{ tree {{trigger: [lemma={verb} & upos=VERB]}} {{ nsubj []  obj [] }} }}"
                    );
                }
            }
            Set::Phrases(phrases) => {
                let phrases: Vec<String> = phrases.iter().map(|words| words.join(" ")).collect();
                text +=
                    "event E { it?: Phrase }\nrule r -> E { all / {trigger: @phrases} / }\nlist phrases = ";
                text += &phrases.join("\n    | ");
                text.push('\n');
            }
        }
        text
    }

    /// For other tools.
    pub fn json(&self) -> Value {
        match self {
            Set::Tokens { patterns, all } => {
                let patterns: Vec<Vec<Value>> =
                    patterns.iter().map(|words| words.iter().map(Word::json).collect()).collect();
                json!({ "kind": "tokens", "all": all, "patterns": patterns })
            }
            Set::Trees(verbs) => json!({ "kind": "trees", "verbs": verbs }),
            Set::Phrases(phrases) => json!({ "kind": "phrases", "phrases": phrases }),
        }
    }
}
