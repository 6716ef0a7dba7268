//! Describes the meaning of a clause pattern in words.

use crate::lang::ir::{
    Accepts, Attribute, ClausePattern, Comparison, Need, PredicateKind, Rule, Ruleset, Slot, SlotFunction,
    SlotTest, Target, TokenTest,
};

/// A sentence like `predicate visit (verb); subject -> agent: Person | Organization; optional to -> place: Place`.
pub fn describe(ruleset: &Ruleset, rule: &Rule, pattern: &ClausePattern) -> String {
    let kind = match pattern.predicate {
        PredicateKind::Verb => "verb",
        PredicateKind::Noun => "noun",
        PredicateKind::Adjective => "adjective",
    };
    let mut parts = vec![format!("predicate {} ({kind})", pattern.lemmas.join(" | "))];
    if !pattern.light.is_empty() {
        parts.push(format!("with {}", pattern.light.join(" | ")));
    }
    parts.extend(pattern.slots.iter().map(|slot| describe_slot(ruleset, rule, slot)));
    parts.join("; ")
}

fn describe_slot(ruleset: &Ruleset, rule: &Rule, slot: &Slot) -> String {
    let functions: Vec<String> = slot.functions.iter().map(function).collect();
    let optional = match slot.need {
        Need::Filler => "",
        Need::NoMisfit | Need::Evidence => "expected ",
        Need::Nothing => "optional ",
    };
    let role = match (slot.role, rule.target) {
        (Some(role), Target::Event(event)) => {
            let roles = ruleset.events.get(event.index()).map(|event| &event.roles);
            roles.and_then(|roles| roles.get(role.index())).map_or("?", |role| &role.name)
        }
        _ => "_",
    };
    let test = describe_test(ruleset, &slot.test).map_or(String::new(), |test| format!(": {test}"));
    format!("{optional}{} -> {role}{test}", functions.join(" or "))
}

/// What a slot takes; none for anything.
fn describe_test(ruleset: &Ruleset, test: &SlotTest) -> Option<String> {
    match test {
        SlotTest::Any => None,
        SlotTest::Accepts(accepts) => types(ruleset, accepts),
        SlotTest::List(list, accepts) => {
            let list = ruleset.lists.get(list.index()).map_or("?", |list| &list.name);
            let types = types(ruleset, accepts).map_or(String::new(), |types| format!(" & {types}"));
            Some(format!("@{list}{types}"))
        }
        SlotTest::Head(tests) => Some(tests.iter().map(word).collect::<Vec<_>>().join(" | ")),
        SlotTest::Union(tests) => {
            let tests: Vec<String> = tests.iter().filter_map(|test| describe_test(ruleset, test)).collect();
            Some(tests.join(" | "))
        }
        SlotTest::Except(test, excluded) => {
            let excluded = describe_test(ruleset, excluded).unwrap_or_default();
            let test = describe_test(ruleset, test).map_or(String::new(), |test| format!("{test} & "));
            Some(format!("{test}!({excluded})"))
        }
    }
}

fn function(function: &SlotFunction) -> String {
    match function {
        SlotFunction::Subject => "subject".to_owned(),
        SlotFunction::Object => "object".to_owned(),
        SlotFunction::IndirectObject => "indirect object".to_owned(),
        SlotFunction::Predicative => "predicative".to_owned(),
        SlotFunction::Complement => "complement".to_owned(),
        SlotFunction::Purpose => "purpose".to_owned(),
        SlotFunction::Oblique(prepositions) => format!("\"{}\"", prepositions.join("|")),
        SlotFunction::OfNoun(lemmas) if lemmas.is_empty() => "\"of\" of a noun".to_owned(),
        SlotFunction::OfNoun(lemmas) => format!("\"of\" of {}", lemmas.join("|")),
        SlotFunction::PossessorOf(lemmas) => format!("possessor of {}", lemmas.join("|")),
        SlotFunction::Modifier => "modifier".to_owned(),
        SlotFunction::Adverbial => "adverbial".to_owned(),
    }
}

/// The names of what is accepted: entities, events, then the rest.
pub(crate) fn accepted<'r>(ruleset: &'r Ruleset, accepts: &'r Accepts) -> impl Iterator<Item = &'r str> {
    let entities = accepts.entities.iter().filter_map(|id| ruleset.types.get(id.index()));
    let events = accepts.events.iter().filter_map(|id| ruleset.events.get(id.index()));
    let (entities, events) = (entities.map(|t| t.name.as_str()), events.map(|e| e.name.as_str()));
    entities.chain(events).chain(accepts.shapes())
}

/// `Person | Organization`; none where nothing is accepted.
pub(crate) fn types(ruleset: &Ruleset, accepts: &Accepts) -> Option<String> {
    let names: Vec<&str> = accepted(ruleset, accepts).collect();
    if names.is_empty() { None } else { Some(names.join(" | ")) }
}

fn word(test: &TokenTest) -> String {
    match test {
        TokenTest::Word { written, .. } => written.clone(),
        TokenTest::Exact(text) => format!("'{text}'"),
        TokenTest::Attribute(attribute, comparison) => {
            let attribute = match attribute {
                Attribute::Text => "text",
                Attribute::Lower => "lower",
                Attribute::Lemma => "lemma",
                Attribute::Upos => "upos",
                Attribute::Tag => "tag",
                Attribute::Ent => "ent",
                Attribute::Shape => "shape",
                Attribute::Dep => "dep",
            };
            match comparison {
                Comparison::In(values) => format!("[{attribute}={}]", values.join("|")),
                _ => format!("[{attribute}…]"),
            }
        }
        _ => "[…]".to_owned(),
    }
}
