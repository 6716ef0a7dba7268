//! Why a pattern was not even tried: its words, and similar words in the sentence.

use std::collections::BTreeSet;

use super::clause::is_of_kind;
use super::{Explainer, Finding, Reached, words};
use crate::diagnostic::nearest;
use crate::document::TokenId;
use crate::document::clause::PredicateKind;
use crate::english::words::{Class, is};
use crate::lang::ir::{
    Attribute, ClausePattern, Comparison, Node, Pattern, PatternKind, Rule, SlotTest, TokenTest, TreeNode,
};

impl Explainer<'_> {
    /// The result of a pattern without any finding.
    pub(super) fn untried(&self, rule: &Rule, pattern: &Pattern) -> Finding {
        let mut finding = self.blank(rule, pattern, self.view().tokens.start);
        match &pattern.kind {
            PatternKind::Clause(clause) => self.without_predicate(&mut finding, clause),
            PatternKind::Tokens(node) => self.without_tokens(&mut finding, node),
            PatternKind::Tree(root) => self.without_tokens(&mut finding, &Node::Sequence(tests(root))),
        }
        finding
    }

    /// The rules that none of these findings is about, and the word of whose predicate is in the sentence but read as something
    /// else: of each its first pattern with such a word.
    pub(super) fn misread(&self, findings: &[Finding]) -> Vec<Finding> {
        let view = self.view();
        let mut lemmas = Vec::new();
        view.tokens.clone().for_each(|token| {
            self.annotator.candidates(view.document.form(token), &mut lemmas);
        });
        let lemmas: BTreeSet<String> = lemmas.into_iter().map(|lemma| lemma.to_lowercase()).collect();
        let mut spoken: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        let mut misread = Vec::new();
        for (rule, pattern) in self.patterns.iter().filter(|(_, pattern)| pattern.number > 0) {
            let PatternKind::Clause(clause) = &pattern.kind else { continue };
            let first = |lemma: &String| lemma.split(' ').next().is_some_and(|word| lemmas.contains(word));
            if spoken.contains(rule.name.as_str()) || !clause.lemmas.iter().any(first) {
                continue;
            }
            let finding = self.untried(rule, pattern);
            if finding.reached == Reached::Reading {
                spoken.insert(&rule.name);
                misread.push(finding);
            }
        }
        misread
    }

    /// The verbs of the sentence that no pattern of these rules has, in their order.
    pub(super) fn unknown_verbs(&self, chosen: impl Fn(&Rule) -> bool) -> Vec<String> {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for (_, pattern) in self.patterns.iter().filter(|(rule, _)| chosen(rule)) {
            match &pattern.kind {
                PatternKind::Clause(clause) => {
                    let heads = clause.lemmas.iter().filter_map(|lemma| lemma.split(' ').next());
                    known.extend(heads.chain(clause.light.iter().map(String::as_str)).map(str::to_owned));
                }
                PatternKind::Tokens(node) => lemmas_of(node, &mut known),
                PatternKind::Tree(root) => lemmas_of(&Node::Sequence(tests(root)), &mut known),
            }
        }
        let document = self.view().document;
        let clauses =
            self.view().clauses().clauses.iter().filter(|clause| clause.kind == PredicateKind::Verb);
        let mut verbs: Vec<String> = Vec::new();
        for clause in clauses {
            let verb = document.lemma(clause.head).to_lowercase();
            if !is(Class::Auxiliary, &verb) && !known.contains(&verb) && !verbs.contains(&verb) {
                verbs.push(verb);
            }
        }
        verbs
    }

    fn without_predicate(&self, finding: &mut Finding, pattern: &ClausePattern) {
        let kind = words::kind(pattern.predicate);
        let lemmas = words::any_of(pattern.lemmas.iter().map(|lemma| format!("`{lemma}`")));
        let wanted = format!("the pattern wants a form of {lemmas}, {kind}");
        // the word is there, but has another reading
        for lemma in &pattern.lemmas {
            let (verb, particle) =
                lemma.split_once(' ').map_or((lemma.as_str(), None), |(v, p)| (v, Some(p)));
            let Some(token) = self.view().tokens.clone().find(|&token| self.may_be(token, verb)) else {
                continue;
            };
            let reading = self.words.reading(token);
            let document = self.view().document;
            let is = document.lemma(token).to_lowercase() == verb;
            let fits = is && is_of_kind(pattern.predicate, document.tokens.upos[token as usize]);
            let why = match particle {
                Some(particle) if fits => format!("but not with `{particle}`, which belongs to the verb"),
                _ if fits => "but it is no predicate in this sentence".to_owned(),
                _ => format!("not {kind}"),
            };
            let text = format!("{reading}, {why}; {wanted}");
            finding.reached = if fits && particle.is_some() { Reached::Word } else { Reached::Reading };
            finding.trigger = token;
            finding.fail("predicate", text, self.words.bytes(&(token..token + 1)));
            return;
        }
        let firsts = pattern.lemmas.iter().filter_map(|lemma| lemma.split(' ').next());
        let nearest = self.nearest(firsts);
        finding.fail("predicate", format!("{wanted}; there is no such word in this sentence{nearest}"), None);
    }

    /// Whether some reading of a word is a form of a lemma.
    fn may_be(&self, token: TokenId, lemma: &str) -> bool {
        let document = self.view().document;
        if document.lemma(token).to_lowercase() == lemma {
            return true;
        }
        let mut candidates = Vec::new();
        self.annotator.candidates(document.form(token), &mut candidates);
        candidates.iter().any(|candidate| candidate.to_lowercase() == lemma)
    }

    /// `; nearest: \`visitor\``.
    fn nearest<'b>(&self, mut wanted: impl Iterator<Item = &'b str>) -> String {
        let document = self.view().document;
        let forms: Vec<&str> = self.view().tokens.clone().map(|token| document.form(token)).collect();
        let long = |form: &&str| form.chars().count() > 2;
        let found = wanted.find_map(|word| {
            // *visitor* is as near to *visit* as a typing error
            let grows = |form: &&str| word.chars().count() > 3 && form.to_lowercase().starts_with(word);
            let related = forms.iter().copied().find(grows);
            related.or_else(|| nearest(word, forms.iter().copied().filter(long)))
        });
        found.map_or(String::new(), |form| format!("; nearest: `{form}`"))
    }

    fn without_tokens(&self, finding: &mut Finding, node: &Node) {
        let mut wanted = Vec::new();
        literals(node, &mut wanted);
        let mut all =
            self.view().tokens.clone().flat_map(|token| wanted.iter().map(move |&word| (token, word)));
        if let Some((token, word)) = all.find(|(token, word)| self.may_be(*token, word)) {
            let text =
                format!("{}; the pattern wants another form or kind of `{word}`", self.words.reading(token));
            finding.reached = Reached::Word;
            finding.trigger = token;
            finding.fail("tokens", text, self.words.bytes(&(token..token + 1)));
            return;
        }
        let nearest = self.nearest(wanted.iter().copied());
        let shown = words::any_of(wanted.iter().map(|word| format!("`{word}`")));
        let text = format!("nothing of the pattern is in this sentence; its words: {shown}{nearest}");
        finding.fail("tokens", text, None);
    }
}

/// The words of a tree pattern.
fn tests(node: &TreeNode) -> Vec<Node> {
    let own = match &node.test {
        SlotTest::Head(tests) => tests.iter().cloned().map(Node::Token).collect(),
        _ => Vec::new(),
    };
    let own = own.into_iter().chain(node.words.clone());
    let present = node.branches.iter().filter(|branch| !branch.absent);
    own.chain(present.flat_map(|branch| tests(&branch.node))).collect()
}

/// Every test of a word in a pattern, in its order, those of look-aheads left out.
fn each_test<'n>(node: &'n Node, take: &mut impl FnMut(&'n TokenTest)) {
    match node {
        Node::Token(test) => each_part(test, take),
        Node::Role(_, inner) | Node::Capture(_, inner) => each_test(inner, take),
        Node::Repeat { node, .. } => each_test(node, take),
        Node::Sequence(nodes) | Node::Alternatives(nodes) | Node::Both(nodes) => {
            nodes.iter().for_each(|node| each_test(node, take));
        }
        Node::List(_)
        | Node::Mention(_)
        | Node::Gap { .. }
        | Node::Start
        | Node::End
        | Node::Ahead { .. } => {}
    }
}

fn each_part<'n>(test: &'n TokenTest, take: &mut impl FnMut(&'n TokenTest)) {
    match test {
        TokenTest::And(tests) | TokenTest::Or(tests) => tests.iter().for_each(|test| each_part(test, take)),
        test => take(test),
    }
}

/// Adds the lemmas of the words of a token pattern.
fn lemmas_of(node: &Node, known: &mut BTreeSet<String>) {
    each_test(node, &mut |test| match test {
        TokenTest::Word { lemmas, .. } => known.extend(lemmas.iter().map(|(lemma, _)| lemma.to_lowercase())),
        TokenTest::Attribute(Attribute::Lemma, Comparison::In(values)) => {
            known.extend(values.iter().map(|value| value.to_lowercase()));
        }
        _ => {}
    });
}

/// The words of a token pattern, each once.
fn literals<'n>(node: &'n Node, words: &mut Vec<&'n str>) {
    each_test(node, &mut |test| match test {
        TokenTest::Word { written: word, .. } | TokenTest::Exact(word) if !words.contains(&word.as_str()) => {
            words.push(word);
        }
        TokenTest::Attribute(Attribute::Lemma, Comparison::In(lemmas)) => {
            words.extend(lemmas.iter().map(String::as_str));
        }
        _ => {}
    });
}
