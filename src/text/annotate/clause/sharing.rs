//! Arguments that a clause shares with others: relative clauses, control and raising, coordination, light verbs.
//!
//! The cases are those of PredPatt (White et al. 2016) and of Enhanced Universal Dependencies.

use super::facets::is_speech;
use super::frames::{has_to, link};
use super::tree::Tree;
use crate::text::document::clause::{
    Argument, Clause, ClauseId, Filler, Function, Link, Phrase, PhraseKind, PredicateKind, Via,
};
use crate::text::document::{Relation, TokenId, Upos, Xpos};

/// Verbs whose object is not the subject of their infinitive.
const SUBJECT_CONTROL: &[&str] = &["promise", "threaten", "vow", "offer", "use"];

/// Hangs every clause in the one above it, and shares arguments from the top of the tree down.
pub(super) fn share(tree: &Tree, phrases: &[Phrase], clauses: &mut [Clause]) {
    let heads: Vec<TokenId> = clauses.iter().map(|c| c.head).collect();
    for index in 0..clauses.len() {
        clauses[index].parent = parent(tree, &heads, clauses[index].head);
    }
    for index in by_depth(clauses) {
        relative(tree, phrases, clauses, index);
        control(tree, clauses, index);
        coordination(tree, clauses, index);
        light_verb(tree, clauses, index);
        support(tree, phrases, clauses, index);
        clauses[index].arguments.sort_by_key(|argument| (argument.function, argument.steps));
    }
}

/// The clause above a word, and how the word's clause hangs in it.
fn parent(tree: &Tree, heads: &[TokenId], head: TokenId) -> Option<(ClauseId, Link)> {
    let (mut word, mut last) = (tree.head(head)?, head);
    for _ in tree.words() {
        if let Ok(index) = heads.binary_search(&word) {
            let link = if last == head { link(tree, head) } else { Link::Nominal };
            return Some((index as ClauseId, link));
        }
        last = word;
        word = tree.head(word)?;
    }
    None
}

/// The clauses from the top of the tree down.
pub(super) fn by_depth(clauses: &[Clause]) -> Vec<usize> {
    let mut depth = vec![0usize; clauses.len()];
    for (index, depth) in depth.iter_mut().enumerate() {
        let mut at = clauses[index].parent;
        while let Some((parent, _)) = at.filter(|_| *depth <= clauses.len()) {
            *depth += 1;
            at = clauses[parent as usize].parent;
        }
    }
    let mut order: Vec<usize> = (0..clauses.len()).collect();
    order.sort_by_key(|&index| (depth[index], index));
    order
}

fn has(clause: &Clause, function: Function) -> bool {
    clause.arguments.iter().any(|argument| argument.function == function)
}

fn phrase_at(phrases: &[Phrase], head: TokenId) -> Option<Filler> {
    phrases.binary_search_by_key(&head, |p| p.head).ok().map(|index| Filler::Phrase(index as u32))
}

/// A relative clause or participle takes the noun that it describes for the argument that it lacks.
fn relative(tree: &Tree, phrases: &[Phrase], clauses: &mut [Clause], index: usize) {
    let clause = &mut clauses[index];
    let head = clause.head;
    let full = tree.relation(head) == Relation::AclRelcl;
    if !(full || tree.relation(head) == Relation::Acl && tree.upos(head) == Upos::Verb) {
        return;
    }
    let Some(noun) = tree.head(head) else { return };
    // the noun, and what it is coordinated with, where the clause follows the last conjunct
    let Some(filler) = phrase_at(phrases, noun) else { return };
    let argument = |function| Argument { function, filler, via: Via::Relative, steps: 2 };
    if full {
        // a relative pronoun gives its place to the noun
        let pronoun = clause.arguments.iter().position(|argument| match argument.filler {
            Filler::Phrase(id) => phrases[id as usize].kind == PhraseKind::Relative,
            Filler::Clause(_) => false,
        });
        if let Some(place) = pronoun {
            let function = clause.arguments[place].function;
            clause.arguments[place] = argument(function);
        } else if tree.children(head).iter().any(|&c| matches!(tree.xpos(c), Xpos::Wrb)) {
            // where, when: no argument
        } else if !has(clause, Function::Subject) && !clause.passive {
            clause.arguments.push(argument(Function::Subject));
        } else if !has(clause, Function::Object) {
            clause.arguments.push(argument(Function::Object));
        }
        return;
    }
    match tree.xpos(head) {
        Xpos::Vbg if !has(clause, Function::Subject) => clause.arguments.push(argument(Function::Subject)),
        Xpos::Vbn | Xpos::Vbd if !has(clause, Function::Object) => {
            clause.arguments.push(argument(Function::Object));
        }
        _ => {}
    }
}

/// An infinitive or participle takes its subject from the clause above.
fn control(tree: &Tree, clauses: &mut [Clause], index: usize) {
    let head = clauses[index].head;
    let relation = tree.relation(head);
    let wanted = if clauses[index].passive { Function::Object } else { Function::Subject };
    if has(&clauses[index], wanted) {
        return;
    }
    let infinitive = has_to(tree, head);
    let nominal = relation == Relation::Acl && infinitive;
    let shares = match relation {
        Relation::Xcomp => true,
        Relation::Advcl => infinitive || matches!(tree.xpos(head), Xpos::Vbg | Xpos::Vbn),
        _ => nominal,
    };
    let Some((parent, _)) = clauses[index].parent.filter(|_| shares) else { return };
    let parent = &clauses[parent as usize];
    // *KT said that …, adding that …*: whoever hangs the participle low, it is the speaker who adds
    let speaker = parent.parent.filter(|(_, link)| {
        *link == Link::Complement && relation == Relation::Advcl && !infinitive && is_speech(tree, head)
    });
    if let Some((speaker, _)) =
        speaker.filter(|&(speaker, _)| is_speech(tree, clauses[speaker as usize].head))
    {
        clauses[index].parent = Some((speaker, Link::Adverbial));
        take(clauses, index, Function::Subject, wanted, Via::Control);
        return;
    }
    let object = relation == Relation::Xcomp
        && !SUBJECT_CONTROL.contains(&tree.lemma(parent.head))
        && (has(parent, Function::Object) || has(parent, Function::IndirectObject));
    let from = if object {
        if has(parent, Function::Object) { Function::Object } else { Function::IndirectObject }
    } else if nominal && has(parent, Function::Genitive) {
        Function::Genitive
    } else {
        Function::Subject
    };
    take(clauses, index, from, wanted, Via::Control);
}

/// A coordinated verb takes the subject of the first one, if it has none.
fn coordination(tree: &Tree, clauses: &mut [Clause], index: usize) {
    let head = clauses[index].head;
    if tree.relation(head) != Relation::Conj
        || clauses[index].kind == PredicateKind::Noun && tree.first(head, Relation::Cop).is_none()
    {
        return;
    }
    let Some((parent, _)) = clauses[index].parent else { return };
    let wanted = if clauses[index].passive { Function::Object } else { Function::Subject };
    if !has(&clauses[index], wanted) && !has(&clauses[index], Function::Subject) {
        let from = if clauses[parent as usize].passive { Function::Object } else { Function::Subject };
        take(clauses, index, from, wanted, Via::Coordination);
    }
    // *bought and sold shares*: the first verb shares the object of the last
    let (first, last) = (&clauses[parent as usize], &clauses[index]);
    let verbs = first.kind == PredicateKind::Verb
        && last.kind == PredicateKind::Verb
        && !first.passive
        && !last.passive;
    let adjacent = last.head <= first.head + 2;
    if verbs && adjacent && !has(first, Function::Object) && has(last, Function::Object) {
        let objects: Vec<Argument> =
            last.arguments.iter().filter(|a| a.function == Function::Object).copied_shared(Via::Coordination);
        clauses[parent as usize].arguments.extend(objects);
    }
}

/// Copies of arguments, as shared.
trait CopiedShared {
    fn copied_shared(self, via: Via) -> Vec<Argument>;
}

impl<'a, I: Iterator<Item = &'a Argument>> CopiedShared for I {
    fn copied_shared(self, via: Via) -> Vec<Argument> {
        self.map(|argument| Argument { via, steps: argument.steps.saturating_add(1), ..argument.clone() })
            .collect()
    }
}

/// Takes the arguments of a function from the clause above.
fn take(clauses: &mut [Clause], index: usize, from: Function, to: Function, via: Via) {
    let Some((parent, _)) = clauses[index].parent else { return };
    let source = clauses[parent as usize].arguments.iter().filter(|a| a.function == from);
    let mut taken = source.copied_shared(via);
    taken.iter_mut().for_each(|argument| argument.function = to);
    clauses[index].arguments.extend(taken);
}

/// The noun of a light verb takes the verb's subject and obliques; an eventive noun in an adverbial the subject of
/// the clause that it modifies.
fn light_verb(tree: &Tree, clauses: &mut [Clause], index: usize) {
    if clauses[index].kind != PredicateKind::Noun {
        return;
    }
    let head = clauses[index].head;
    let heads_at = |word: TokenId| clauses.binary_search_by_key(&word, |c| c.head).ok();
    if let Some(verb) = clauses[index].light.and_then(heads_at) {
        let shared = |a: &&Argument| {
            matches!(
                a.function,
                Function::Subject | Function::Oblique(_) | Function::Adverbial | Function::Purpose
            )
        };
        let own = clauses[index].clone();
        let taken = clauses[verb].arguments.iter().filter(shared).copied_shared(Via::Direct);
        let news = taken.into_iter().filter(|a| !own.arguments.iter().any(|b| b.filler == a.filler));
        let news: Vec<Argument> = news.collect();
        clauses[index].arguments.extend(news);
    } else if matches!(tree.relation(head), Relation::Obl)
        && !has(&clauses[index], Function::Subject)
        && !has(&clauses[index], Function::Genitive)
    {
        let event = matches!(
            tree.preposition(head).as_deref(),
            Some("during" | "on" | "after" | "before" | "for" | "in" | "at")
        );
        if event {
            take(clauses, index, Function::Subject, Function::Subject, Via::Adjunct);
        }
    }
}

/// *visits made by A to B*: the noun takes the arguments of the participle that describes it.
fn support(tree: &Tree, phrases: &[Phrase], clauses: &mut [Clause], index: usize) {
    const SUPPORT: &[&str] =
        &["make", "pay", "hold", "conduct", "launch", "carry out", "stage", "take", "give", "have"];
    let clause = &clauses[index];
    if clause.kind != PredicateKind::Verb || !SUPPORT.contains(&tree.lemma(clause.head)) {
        return;
    }
    if !matches!(tree.relation(clause.head), Relation::Acl | Relation::AclRelcl) {
        return;
    }
    let noun = tree.head(clause.head).and_then(|noun| clauses.binary_search_by_key(&noun, |c| c.head).ok());
    let Some(noun) = noun.filter(|&noun| clauses[noun].kind == PredicateKind::Noun) else { return };
    let own = phrase_at(phrases, clauses[noun].head);
    let shared = |a: &&Argument| {
        Some(a.filler) != own
            && matches!(a.function, Function::Subject | Function::Oblique(_) | Function::Adverbial)
    };
    let taken = clause.arguments.iter().filter(shared).copied_shared(Via::Direct);
    let light = clause.head;
    clauses[noun].arguments.extend(taken);
    clauses[noun].light = Some(light);
}
