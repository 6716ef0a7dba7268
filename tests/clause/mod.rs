//! Clauses of hand-annotated sentences, one construction a file.

use std::sync::Arc;

use dateline::annotate::clause;
use dateline::document::{Document, Layer, NO_HEAD, Relation, Upos, Xpos};
use dateline::read::conllu;
use proptest::prelude::*;

#[test]
fn each_construction_gives_the_clauses_that_a_linguist_would_see() {
    insta::glob!(".", "*.conllu", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (mut documents, problems) = conllu::documents(&text, name, &Arc::default());
        assert_eq!(problems, []);
        let mut shown = String::new();
        for document in &mut documents {
            for sentence in 0..document.sentences.len() {
                clause::clauses(document, sentence);
                let tokens = document.sentences[sentence].tokens.clone();
                let clauses = clause::describe(document, sentence);
                shown += &format!("{}\n\n{clauses}\n", document.text(&tokens));
            }
        }
        insta::with_settings!({
            snapshot_suffix => name, omit_expression => true, prepend_module_to_snapshot => false, input_file => path
        }, {
            insta::assert_snapshot!("clauses", shown.trim_end());
        });
    });
}

/// A document of one sentence with any labels and any heads, cycles and other sentences' tokens included.
fn any_tree() -> impl Strategy<Value = Document> {
    let token = (
        prop::sample::select(Upos::ALL),
        prop::sample::select(Xpos::ALL),
        prop::sample::select(Relation::ALL),
        prop::sample::select(
            &[
                "say", "pay", "visit", "to", "by", "who", "that", "no", "if", "CEO", "and", "in", "Oak",
                "promise",
            ][..],
        ),
        prop::option::weighted(0.9, any::<prop::sample::Index>()),
    );
    prop::collection::vec(token, 0..60).prop_map(|tokens| {
        let mut document = Document::new(Default::default(), Arc::default());
        document.start_sentence();
        let count = tokens.len();
        for (upos, xpos, relation, form, head) in tokens {
            let id = document.push_token(form, 0..0) as usize;
            document.tokens.upos[id] = upos;
            document.tokens.xpos[id] = xpos;
            document.tokens.relation[id] = relation;
            document.tokens.lemma[id] = document.tokens.form[id];
            document.tokens.head[id] = head.map_or(NO_HEAD, |head| head.index(count + 2) as u32);
        }
        document.sentences[0].layers = document.sentences[0].layers.with(Layer::Tags).with(Layer::Tree);
        document
    })
}

proptest! {
    #[test]
    fn any_tree_gives_clauses_and_none_panics(document in any_tree()) {
        let (mut first, mut second) = (document.clone(), document);
        clause::clauses(&mut first, 0);
        clause::clauses(&mut second, 0);
        let found = &first.sentences[0].clauses;
        prop_assert_eq!(found, &second.sentences[0].clauses);
        prop_assert!(found.clauses.windows(2).all(|pair| pair[0].head < pair[1].head));
        prop_assert!(found.phrases.windows(2).all(|pair| pair[0].head < pair[1].head));
        let end = first.tokens.len() as u32;
        for phrase in &found.phrases {
            prop_assert!(phrase.core.start <= phrase.narrow.start && phrase.narrow.end <= phrase.core.end);
            prop_assert!(phrase.core.contains(&phrase.head) && phrase.core.end <= end);
        }
        for clause in &found.clauses {
            prop_assert!(clause.extent.start <= clause.head && clause.head < clause.extent.end.min(end));
            prop_assert!(clause.parent.is_none_or(|(parent, _)| parent.index() < found.clauses.len()));
        }
        clause::describe(&first, 0);
    }
}

#[test]
fn a_tree_that_is_one_long_chain_is_as_good_as_any() {
    for relation in [Relation::Xcomp, Relation::Conj, Relation::AclRelcl, Relation::Nmod] {
        let mut document = Document::new(Default::default(), Arc::default());
        document.start_sentence();
        for index in 0..100_000u32 {
            let id = document.push_token("visit", 0..0) as usize;
            document.tokens.upos[id] = if index % 2 == 0 { Upos::Verb } else { Upos::Noun };
            document.tokens.relation[id] = relation;
            document.tokens.head[id] = index.checked_sub(1).unwrap_or(NO_HEAD);
        }
        document.sentences[0].layers = document.sentences[0].layers.with(Layer::Tags).with(Layer::Tree);
        clause::clauses(&mut document, 0);
        assert!(!document.sentences[0].clauses.clauses.is_empty());
    }
}
