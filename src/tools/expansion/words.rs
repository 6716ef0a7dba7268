//! The tests of a word of a tree pattern, as written.

use super::Sketch;
use crate::lang::check::types;
use crate::lang::ir::{
    Attribute, ClausePattern, Comparison, Given, Order, PredicateKind, Rule, Ruleset, Slot, SlotTest, Target,
    TokenClass, TokenTest,
};

/// The names of a rule's roles, types and lists.
pub(super) struct Words<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) rule: &'a Rule,
}

impl Words<'_> {
    /// The filler of a slot: `{agent}`, `{host: Place}`, `{_: @bank}`.
    pub(super) fn target(&self, slot: &Slot) -> String {
        let role = match (slot.role, self.rule.target) {
            (Some(role), Target::Event(event)) => {
                let roles = self.ruleset.events.get(event.index()).map(|event| &event.roles);
                roles.and_then(|roles| roles.get(role.index()))
            }
            _ => None,
        };
        let name = role.map_or("_", |role| &role.name);
        let narrowed = match &slot.test {
            SlotTest::Accepts(accepts) if role.is_some_and(|role| role.accepts == *accepts) => None,
            SlotTest::Except(_, excluded) => self.filter(excluded).map(|excluded| format!("!({excluded})")),
            test => self.filter(test),
        };
        narrowed.map_or_else(|| format!("{{{name}}}"), |narrowed| format!("{{{name}: {narrowed}}}"))
    }

    /// The filter of a slot; none for anything.
    fn filter(&self, test: &SlotTest) -> Option<String> {
        match test {
            SlotTest::Any => None,
            SlotTest::Accepts(accepts) => types(self.ruleset, accepts),
            SlotTest::List(list, _) => {
                self.ruleset.lists.get(list.index()).map(|list| format!("@{}", list.name))
            }
            SlotTest::Head(tests) => {
                Some(tests.iter().map(|test| self.word(test)).collect::<Vec<_>>().join(" | "))
            }
            SlotTest::Union(tests) => {
                let tests: Vec<String> = tests.iter().filter_map(|test| self.filter(test)).collect();
                Some(tests.join(" | "))
            }
            SlotTest::Except(test, _) => self.filter(test),
        }
    }

    /// A word of a pattern: unquoted, in quotes, or a test in brackets.
    fn word(&self, test: &TokenTest) -> String {
        match test {
            TokenTest::Word { written, .. } => written.clone(),
            TokenTest::Exact(text) => format!("'{text}'"),
            TokenTest::Any => "[]".to_owned(),
            test => format!("[{}]", self.test(test)),
        }
    }

    fn test(&self, test: &TokenTest) -> String {
        let all = |tests: &[TokenTest], sign: &str| {
            let parts = tests.iter().map(|test| self.test(test)).collect::<Vec<_>>();
            format!("({})", parts.join(sign))
        };
        match test {
            TokenTest::Any => "text ~ \"\"".to_owned(),
            TokenTest::Word { written, .. } => equal("lower", written),
            TokenTest::Exact(text) => equal("text", text),
            TokenTest::And(tests) => all(tests, " & "),
            TokenTest::Or(tests) => all(tests, " | "),
            TokenTest::Not(test) => format!("!({})", self.test(test)),
            TokenTest::Given { column, key, values, .. } => {
                let column = match column {
                    Given::Features => "morph",
                    Given::Misc => "misc",
                };
                any(&format!("{column}.{key}"), values)
            }
            TokenTest::Attribute(attribute, comparison) => {
                let attribute = name(*attribute);
                match comparison {
                    Comparison::In(values) => any(attribute, values),
                    Comparison::InList(list) => {
                        let list = self.ruleset.lists.get(list.index()).map_or("", |list| &list.name);
                        format!("{attribute} in @{list}")
                    }
                    Comparison::Matches(expression) => format!("{attribute} ~ \"{expression}\""),
                    Comparison::Ordered(order, number) => {
                        let order = match order {
                            Order::Less => "<",
                            Order::LessOrEqual => "<=",
                            Order::Greater => ">",
                            Order::GreaterOrEqual => ">=",
                        };
                        format!("{attribute} {order} {number}")
                    }
                    Comparison::Is(class) => class_test(*class).to_owned(),
                }
            }
        }
    }
}

fn name(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Text => "text",
        Attribute::Lower => "lower",
        Attribute::Lemma => "lemma",
        Attribute::Upos => "upos",
        Attribute::Tag => "tag",
        Attribute::Ent => "ent",
        Attribute::Shape => "shape",
        Attribute::Dep => "dep",
    }
}

fn class_test(class: TokenClass) -> &'static str {
    match class {
        TokenClass::Number => "like(num)",
        TokenClass::Url => "like(url)",
        TokenClass::Email => "like(email)",
        TokenClass::Date => "like(date)",
        TokenClass::Title => "is(title)",
        TokenClass::Upper => "is(upper)",
        TokenClass::First => "is(first)",
        TokenClass::Last => "is(last)",
        TokenClass::Begin => "is(begin)",
        TokenClass::Inside => "is(inside)",
    }
}

fn equal(attribute: &str, value: &str) -> String {
    let is_bare = value.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c)) && !value.is_empty();
    if is_bare { format!("{attribute}={value}") } else { format!("{attribute}=\"{value}\"") }
}

/// `lemma=visit`, or `(lemma=visit | lemma=tour)`.
fn any(attribute: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| equal(attribute, value)).collect();
    if let [value] = values.as_slice() { value.clone() } else { format!("({})", values.join(" | ")) }
}

/// `[lemma=pay | lemma=make]`.
pub(super) fn lemmas(lemmas: &[String]) -> String {
    format!("[{}]", any("lemma", lemmas))
}

/// The top of a tree pattern.
pub(super) struct Root {
    test: String,
    branches: Vec<String>,
}

impl Root {
    /// `tree [lemma=visit & upos=VERB] { nsubj {agent}; … }`.
    pub(super) fn with(&self, sketch: &Sketch) -> String {
        let tests: Vec<&str> = std::iter::once(&*self.test).chain(sketch.tests.iter().copied()).collect();
        let branches: Vec<&str> = sketch.branches.iter().chain(&self.branches).map(String::as_str).collect();
        match branches.is_empty() {
            true => format!("tree [{}]", tests.join(" & ")),
            false => format!("tree [{}] {{ {} }}", tests.join(" & "), branches.join("; ")),
        }
    }
}

/// The tops of a clause pattern's trees: its lemmas without another word, together; then each with one, a particle
/// (*take over*) or a word before the noun (*drone strike*).
pub(super) fn roots(pattern: &ClausePattern) -> Vec<Root> {
    let (single, joined): (Vec<String>, Vec<String>) =
        pattern.lemmas.iter().cloned().partition(|lemma| !lemma.contains(' '));
    let upos = match pattern.predicate {
        PredicateKind::Verb => "upos=VERB",
        PredicateKind::Noun => "upos=NOUN",
        PredicateKind::Adjective => "(upos=ADJ | upos=VERB)",
    };
    let is_noun = pattern.predicate == PredicateKind::Noun;
    let root = |lemmas: &[String], branch: String| Root {
        test: format!("{} & {upos}", any("lemma", lemmas)),
        branches: match is_noun {
            // a noun before a noun is part of its name
            true => vec!["!<compound|<nmod:desc [upos=NOUN]".to_owned(), branch],
            false => vec![branch],
        }
        .into_iter()
        .filter(|branch| !branch.is_empty())
        .collect(),
    };
    let mut roots = Vec::new();
    if !single.is_empty() {
        let branch = if pattern.predicate == PredicateKind::Verb { "!compound:prt" } else { "" };
        roots.push(root(&single, branch.to_owned()));
    }
    for lemma in &joined {
        let (before, last) = lemma.rsplit_once(' ').unwrap_or(("", lemma));
        let (first, after) = lemma.split_once(' ').unwrap_or((lemma, ""));
        let is_lower = |words: &str| {
            let words = words.split(' ').map(|word| format!("_ [{}]", equal("lower", word)));
            words.collect::<Vec<_>>().join("; ")
        };
        roots.push(match is_noun {
            true => root(&[last.to_owned()], is_lower(before)),
            false => root(&[first.to_owned()], format!("compound:prt|advmod [{}]", equal("lower", after))),
        });
    }
    roots
}
