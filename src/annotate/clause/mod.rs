//! Clauses and noun phrases of a sentence, from its tags, names and tree.
//!
//! One job per file: `tree` walks the tree, `phrase` finds noun phrases, `predicate` the words that have a clause,
//! `arguments` their dependents, `sharing` the arguments they share, `light` what verbs lend to nouns, `link` how
//! clauses attach and who reports them, `facets` what is affirmed, planned or past.

mod arguments;
mod describe;
mod facets;
mod light;
mod link;
mod phrase;
mod predicate;
mod sharing;
mod tree;

pub use describe::describe;

use crate::document::clause::{Filler, Function};
use crate::document::{Clause, ClauseId, Clauses, Document, Layer, Modality, Polarity, Tense, TokenId};
use arguments::Builder;
use phrase::Phrases;
use predicate::Predicate;
use tree::{Node, Tree};

/// Fills the layer `Clauses` of a sentence that has tags and a tree; does nothing for one that lacks them.
///
/// The result is defined for any tree: heads outside the sentence and cycles are cut. The words that the clauses need
/// (multiword prepositions, verbs with particles) are interned in the document. Linear in the sentence except for
/// sorting.
pub fn clauses(document: &mut Document, sentence: usize) {
    let Some(layers) = document.sentences.get(sentence).map(|s| s.layers) else {
        return;
    };
    if !layers.has(Layer::Tags) || !layers.has(Layer::Tree) {
        return;
    }
    let tokens = document.sentences[sentence].tokens.clone();
    let clauses = build(&Tree::new(document, tokens));
    let sentence = &mut document.sentences[sentence];
    sentence.clauses = clauses;
    sentence.layers = sentence.layers.with(Layer::Clauses);
}

fn build(tree: &Tree) -> Clauses {
    let antecedents = sharing::antecedents(tree);
    let mut phrases = Phrases::new(tree, &antecedents);
    phrase::describe_persons(tree, &mut phrases);
    let predicates = predicate::predicates(tree, &phrases);

    let mut main = vec![None; tree.len()];
    let mut noun = vec![None; tree.len()];
    for (id, predicate) in predicates.iter().enumerate() {
        use crate::document::clause::PredicateKind::Noun;
        let slot = if predicate.kind == Noun { &mut noun } else { &mut main };
        slot[predicate.anchor] = Some(ClauseId::at(id));
    }
    for node in 0..tree.len() {
        main[node] = main[node].or(noun[node]);
    }
    sharing::describe_phrases(tree, &main, &mut phrases);

    let mut builder = Builder {
        tree,
        phrases: &phrases,
        clauses: predicates.iter().map(|predicate| empty_clause(tree, predicate)).collect(),
        surface: vec![Function::Subject; predicates.len()],
        predicates: &predicates,
        main,
        noun,
        antecedents: &antecedents,
    };
    builder.set_surfaces();
    for &node in &tree.order {
        builder.direct_arguments(node);
        builder.shared_arguments(node);
        builder.quoted_argument(node);
    }
    for &node in &tree.order {
        if let Some(id) = builder.main[node] {
            builder.lend_to_nouns(id);
        }
    }
    builder.link_clauses();
    builder.attribute_clauses();
    builder.set_facets();

    let mut clauses = builder.clauses;
    let position = |filler: Filler| match filler {
        Filler::Phrase(phrase) => (phrases.nodes[phrase.index()], 0),
        Filler::Clause(clause) => (predicates[clause.index()].anchor, 1),
    };
    for clause in &mut clauses {
        clause.arguments.sort_by_key(|argument| (rank(argument.function), position(argument.filler)));
    }
    Clauses { clauses, phrases: phrases.list }
}

/// The order of functions in a clause. Prepositions are in text order, whatever their word numbers.
fn rank(function: Function) -> u8 {
    match function {
        Function::Subject => 0,
        Function::Object => 1,
        Function::IndirectObject => 2,
        Function::Complement => 3,
        Function::Genitive => 4,
        Function::Modifier => 5,
        Function::Oblique(_) => 6,
        Function::Purpose => 7,
        Function::Adverbial => 8,
    }
}

fn empty_clause(tree: &Tree, predicate: &Predicate) -> Clause {
    let Predicate { anchor, head, kind, copula, passive } = *predicate;
    let is_own = anchor == head;
    let particle = tree.particles[anchor].filter(|_| is_own);
    let trigger = match particle {
        Some(particle) if particle == head + 1 => head..particle + 1,
        _ => head..head + 1,
    };
    Clause {
        head: tree.token(head),
        kind,
        lemma: if is_own { tree.lemmas[anchor] } else { tree.lemmas[head] },
        trigger: tree.token_range(&trigger),
        particle: particle.map(|particle| tree.token(particle)),
        light: None,
        copula: copula.map(|copula: Node| tree.token(copula)),
        passive,
        arguments: Vec::new(),
        parent: None,
        reported_by: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        tense: Tense::None,
        polarity_cue: None,
        modality_cue: None,
        extent: extent(tree, anchor),
    }
}

/// The words of a clause without punctuation marks at its ends.
fn extent(tree: &Tree, node: Node) -> std::ops::Range<TokenId> {
    use crate::document::Upos;
    let mut extent = tree.extent(node);
    while extent.start < node && tree.upos(extent.start) == Upos::Punct {
        extent.start += 1;
    }
    while extent.end > node + 1 && tree.upos(extent.end - 1) == Upos::Punct {
        extent.end -= 1;
    }
    tree.token_range(&extent)
}
