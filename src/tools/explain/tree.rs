//! How far a tree pattern got at a word.

use super::{Explainer, Finding, words};
use crate::extract::Outcome;
use crate::lang::ir::{Rule, SlotTest, Target, TokenTest, TreeBranch, TreeNode, TreeStep, WordOrder};

impl Explainer<'_> {
    /// The steps of a tree pattern: its first word, and the branch that failed.
    pub(super) fn tree(&self, finding: &mut Finding, rule: &Rule, root: &TreeNode, outcome: &Outcome) {
        let view = self.view();
        let trigger = finding.trigger;
        let bytes = self.words.bytes(&(trigger..trigger + 1));
        finding.hold("word", self.words.reading(trigger), bytes);
        let at = |place: &usize| nth(root, *place, &mut 0);
        match outcome {
            Outcome::NoBranch(place) => {
                let Some(branch) = at(place) else { return };
                let below = view.tokens.clone().filter(|&t| view.document.tokens.head[t as usize] == trigger);
                let has = below.map(|token| {
                    let relation = view.document.tokens.relation[token as usize].as_str();
                    format!("{relation} `{}`", view.document.form(token))
                });
                let has: Vec<String> = has.collect();
                let text = format!(
                    "no word is reached by `{}` that is {}",
                    steps(branch),
                    wanted(self, rule, &branch.node)
                );
                finding.fail(format!("`{}`", steps(branch)), text, None);
                let has = if has.is_empty() { "nothing".to_owned() } else { has.join(", ") };
                finding.note(format!("below `{}`", view.document.form(trigger)), has, None);
            }
            Outcome::Forbidden(place, token) => {
                let Some(branch) = at(place) else { return };
                let text = format!("`{}` is there, and must not be", view.document.form(*token));
                finding.fail(format!("`!{}`", steps(branch)), text, self.words.bytes(&(*token..*token + 1)));
            }
            Outcome::TooManySteps => {
                let text =
                    format!("rule `{}` took more steps than a sentence may cost and was given up", rule.name);
                finding.fail("cost", text, None);
            }
            _ => {}
        }
    }
}

/// The branch of this number, depth first.
fn nth<'n>(node: &'n TreeNode, wanted: usize, next: &mut usize) -> Option<&'n TreeBranch> {
    for branch in &node.branches {
        if *next == wanted {
            return Some(branch);
        }
        *next += 1;
        if let Some(found) = nth(&branch.node, wanted, next) {
            return Some(found);
        }
    }
    None
}

/// `nsubj|nsubj:pass`, `obl(in)`, `<obj`.
fn steps(branch: &TreeBranch) -> String {
    let step = |TreeStep { up, relations, cases }: &TreeStep| {
        let relations: Vec<&str> = relations.iter().map(|relation| relation.as_str()).collect();
        let relations = if relations.is_empty() { "_".to_owned() } else { relations.join("|") };
        let up = if *up { "<" } else { "" };
        match cases.is_empty() {
            true => format!("{up}{relations}"),
            false => format!("{up}{relations}({})", cases.join("|")),
        }
    };
    let order = match branch.order {
        Some(WordOrder::Before) => "before ",
        Some(WordOrder::After) => "after ",
        Some(WordOrder::Next) => "next ",
        None => "",
    };
    format!("{order}{}", branch.steps.iter().map(step).collect::<Vec<_>>().join("|"))
}

/// The test of a word of the pattern, in words.
fn wanted(explainer: &Explainer, rule: &Rule, node: &TreeNode) -> String {
    let role = node.role.and_then(|role| match rule.target {
        Target::Event(event) => explainer
            .words
            .ruleset
            .events
            .get(event.index())?
            .roles
            .get(role.index())
            .map(|role| role.name.as_str()),
        Target::Entity(_) => None,
    });
    let fills = role.map_or(String::new(), |role| format!(" for the role `{role}`"));
    let what = match &node.test {
        SlotTest::Head(tests) => words::any_of(tests.iter().map(|test| match test {
            TokenTest::Word { written, .. } => format!("a form of `{written}`"),
            TokenTest::Exact(text) => format!("`{text}`"),
            _ => "as its test in brackets says".to_owned(),
        })),
        SlotTest::List(list, _) => {
            let list = explainer.words.ruleset.lists.get(list.index());
            format!("in `@{}`", list.map_or("?", |list| &list.name))
        }
        SlotTest::Accepts(_) | SlotTest::Union(_) | SlotTest::Except(..) => "of a type that fits".to_owned(),
        SlotTest::Any if node.words.is_some() => "at the head of the words in the pattern".to_owned(),
        SlotTest::Any => "anything".to_owned(),
    };
    what + &fills
}
