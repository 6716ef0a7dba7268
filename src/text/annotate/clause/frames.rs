//! Predicates and the arguments that depend on them.

use super::tree::Tree;
use crate::text::document::clause::{
    Argument, Clause, Filler, Function, Link, Modality, Phrase, Polarity, PredicateKind, Tense, Via,
};
use crate::text::document::{Relation, Strings, TokenId, Upos, Word, Xpos};

/// Verbs that leave the meaning to their object (*pay a visit*, *hold talks*).
const LIGHT_VERBS: &[&str] = &[
    "conduct",
    "deliver",
    "do",
    "express",
    "give",
    "have",
    "hold",
    "issue",
    "launch",
    "lead",
    "lodge",
    "make",
    "mount",
    "offer",
    "open",
    "pay",
    "place",
    "reach",
    "receive",
    "show",
    "stage",
    "start",
    "take",
    "undertake",
];

/// Makes the clauses of a sentence: predicates with their direct arguments, each word's clause at `clauses[word]`.
pub(super) fn frames(tree: &Tree, phrases: &[Phrase], strings: &mut Vec<String>) -> Vec<Clause> {
    let heads: Vec<TokenId> = tree.words().filter(|&word| kind(tree, word).is_some()).collect();
    let mut clauses: Vec<Clause> = heads.iter().map(|&head| frame(tree, head, strings)).collect();
    let finder = Finder { tree, phrases, heads: &heads };
    for (index, clause) in clauses.iter_mut().enumerate() {
        finder.arguments(heads[index], clause, strings);
    }
    clauses
}

/// The kind of predicate that a word is, if it is one.
fn kind(tree: &Tree, word: TokenId) -> Option<PredicateKind> {
    if matches!(tree.relation(word), Relation::Flat | Relation::Fixed | Relation::Goeswith) {
        return None;
    }
    match tree.upos(word) {
        Upos::Verb if tree.relation(word) == Relation::Case => None,
        Upos::Verb => Some(PredicateKind::Verb),
        Upos::Noun => Some(PredicateKind::Noun),
        Upos::Adj => Some(PredicateKind::Adjective),
        Upos::Propn | Upos::Pron | Upos::Num => tree.first(word, Relation::Cop).map(|_| PredicateKind::Noun),
        _ => None,
    }
}

fn frame(tree: &Tree, head: TokenId, strings: &mut Vec<String>) -> Clause {
    let particle = tree.first(head, Relation::CompoundPrt);
    let mut lemma = tree.lemma(head).to_lowercase();
    if let Some(particle) = particle {
        lemma.push(' ');
        lemma.push_str(tree.lower(particle));
    }
    let end = particle.filter(|&particle| particle == head + 1).unwrap_or(head) + 1;
    let passive =
        tree.children(head).iter().any(|&c| {
            matches!(tree.relation(c), Relation::NsubjPass | Relation::AuxPass | Relation::CsubjPass)
        }) || tree.xpos(head) == Xpos::Vbn && matches!(tree.relation(head), Relation::Acl | Relation::Amod)
            || tree.xpos(head) == Xpos::Vbn && tree.first(head, Relation::OblAgent).is_some();
    Clause {
        head,
        kind: kind(tree, head).unwrap_or(PredicateKind::Verb),
        lemma: number(&lemma, strings),
        trigger: head..end,
        particle,
        light: None,
        copula: tree.first(head, Relation::Cop),
        passive,
        arguments: Vec::new(),
        parent: None,
        reported_by: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        tense: Tense::None,
        extent: tree.span(head),
    }
}

/// A place in the list of texts to be interned; [`intern`] turns it into a word when the tree is no longer looked at.
pub(super) fn number(text: &str, strings: &mut Vec<String>) -> Word {
    let index = strings.iter().position(|s| s == text).unwrap_or_else(|| {
        strings.push(text.to_owned());
        strings.len() - 1
    });
    Word(index as u32)
}

/// Replaces places in the list of texts by the document's words.
pub(super) fn intern(clauses: &mut [Clause], texts: &[String], strings: &mut Strings) {
    let words: Vec<Word> = texts.iter().map(|text| strings.intern(text)).collect();
    let word = |place: Word| words.get(place.0 as usize).copied().unwrap_or(Word::EMPTY);
    for clause in clauses {
        clause.lemma = word(clause.lemma);
        for argument in &mut clause.arguments {
            if let Function::Oblique(preposition) = &mut argument.function {
                *preposition = word(*preposition);
            }
        }
    }
}

struct Finder<'a> {
    tree: &'a Tree<'a>,
    phrases: &'a [Phrase],
    heads: &'a [TokenId],
}

impl Finder<'_> {
    fn phrase(&self, head: TokenId) -> Option<Filler> {
        self.phrases.binary_search_by_key(&head, |p| p.head).ok().map(|index| Filler::Phrase(index as u32))
    }

    fn clause(&self, head: TokenId) -> Option<Filler> {
        self.heads.binary_search(&head).ok().map(|index| Filler::Clause(index as u32))
    }

    /// Adds an argument and those coordinated with it.
    fn add(&self, clause: &mut Clause, function: Function, word: TokenId, as_clause: bool) {
        for (index, conjunct) in self.tree.conjuncts(word).enumerate() {
            let filler = if as_clause { self.clause(conjunct) } else { self.phrase(conjunct) };
            let via = if index == 0 { Via::Direct } else { Via::Conjunct };
            let steps = if index == 0 { 1 } else { 2 };
            clause.arguments.extend(filler.map(|filler| Argument { function, filler, via, steps }));
        }
    }

    fn arguments(&self, head: TokenId, clause: &mut Clause, strings: &mut Vec<String>) {
        let tree = self.tree;
        let passive = clause.passive;
        for &child in tree.children(head) {
            let oblique = |strings: &mut Vec<String>| {
                tree.preposition(child).map(|preposition| Function::Oblique(number(&preposition, strings)))
            };
            match tree.relation(child) {
                Relation::Nsubj if passive && clause.kind == PredicateKind::Verb => {
                    self.add(clause, Function::Object, child, false);
                }
                Relation::Nsubj | Relation::NsubjOuter => self.add(clause, Function::Subject, child, false),
                Relation::NsubjPass => self.add(clause, Function::Object, child, false),
                Relation::Obj if passive => self.add(clause, Function::Object, child, false),
                Relation::Obj => self.add(clause, Function::Object, child, false),
                Relation::Iobj => self.add(clause, Function::IndirectObject, child, false),
                Relation::OblAgent => self.add(clause, Function::Subject, child, false),
                Relation::Obl | Relation::Nmod => match oblique(strings) {
                    // an agent whose relation the parser did not refine
                    Some(_)
                        if passive
                            && tree.preposition(child).as_deref() == Some("by")
                            && clause.kind == PredicateKind::Verb =>
                    {
                        self.add(clause, Function::Subject, child, false);
                    }
                    Some(function) => self.add(clause, function, child, false),
                    None => self.add(clause, Function::Adverbial, child, false),
                },
                Relation::OblUnmarked | Relation::NmodUnmarked => {
                    self.add(clause, Function::Adverbial, child, false)
                }
                Relation::NmodPoss => self.add(clause, Function::Genitive, child, false),
                Relation::Compound | Relation::Amod if clause.kind == PredicateKind::Noun => {
                    self.add(clause, Function::Modifier, child, false);
                }
                Relation::Ccomp | Relation::Xcomp | Relation::Csubj => {
                    self.add(clause, Function::Complement, child, true);
                }
                Relation::Acl if clause.kind == PredicateKind::Noun && has_to(tree, child) => {
                    self.add(clause, Function::Complement, child, true);
                }
                Relation::Advcl if has_to(tree, child) => self.add(clause, Function::Purpose, child, true),
                Relation::Advcl | Relation::Acl => {
                    if let Some(function) = oblique(strings).filter(|_| tree.xpos(child) == Xpos::Vbg) {
                        self.add(clause, function, child, true);
                    }
                }
                Relation::Parataxis if is_quotation(tree, child, head) => {
                    self.add(clause, Function::Complement, child, true);
                }
                _ => {}
            }
        }
        if clause.kind == PredicateKind::Noun {
            clause.light = self.light(head);
        }
    }

    /// The light verb of a noun: *paid* of *paid a visit to Oslo*.
    fn light(&self, head: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        let verb = tree.head(head).filter(|&verb| tree.upos(verb) == Upos::Verb)?;
        let object = matches!(tree.relation(head), Relation::Obj | Relation::NsubjPass);
        (object && LIGHT_VERBS.contains(&tree.lemma(verb))).then_some(verb)
    }
}

/// Whether a clause is an infinitive with *to*.
pub(super) fn has_to(tree: &Tree, head: TokenId) -> bool {
    tree.with(head, &[Relation::Mark]).any(|mark| tree.xpos(mark) == Xpos::To || tree.lower(mark) == "to")
}

/// Whether a loose clause is what a verb of saying in front of or behind it reports.
fn is_quotation(tree: &Tree, child: TokenId, head: TokenId) -> bool {
    super::facets::is_speech(tree, head) && tree.first(child, Relation::Nsubj).is_some()
}

/// How a clause hangs in the one above it.
pub(super) fn link(tree: &Tree, head: TokenId) -> Link {
    match tree.relation(head) {
        Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::CsubjPass | Relation::CsubjOuter => {
            Link::Complement
        }
        Relation::AclRelcl | Relation::Acl => Link::Relative,
        Relation::Advcl | Relation::AdvclRelcl => {
            let conditional = |mark| matches!(tree.lower(mark), "if" | "unless" | "provided" | "once");
            if has_to(tree, head) {
                Link::Purpose
            } else if tree.with(head, &[Relation::Mark]).any(conditional) {
                Link::Condition
            } else {
                Link::Adverbial
            }
        }
        Relation::Conj => Link::Conjunct,
        Relation::Parataxis | Relation::List | Relation::Appos => Link::Beside,
        _ => Link::Nominal,
    }
}
