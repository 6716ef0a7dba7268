//! Tags and trees from trained networks, one or several together.

use super::examples::{Example, Labels};
use super::heads::{self, Scored};
use super::model::{Item, Model};
use super::tensor::add;
use crate::conllu::Sentence;
use dateline::annotate::parser::decode::{self, Scores};
use dateline::document::Relation;

/// Annotates sentences with what the models together think most probable (mean of their logarithms), in two threads.
pub fn annotate(models: &[Model], labels: &Labels, sentences: &[Vec<String>]) -> Vec<Sentence> {
    let (one, other) = sentences.split_at(sentences.len() / 2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| annotate_part(models, labels, one));
        let other = annotate_part(models, labels, other);
        let mut done = one.join().expect("annotation does not panic");
        done.extend(other);
        done
    })
}

fn annotate_part(models: &[Model], labels: &Labels, sentences: &[Vec<String>]) -> Vec<Sentence> {
    let mut done = Vec::new();
    for chunk in sentences.chunks(512) {
        let items: Vec<Item> = chunk.iter().map(|forms| Example::plain(forms).item().clone()).collect();
        let scored: Vec<Vec<Scored>> = models.iter().map(|model| model.score(&items)).collect();
        for (i, forms) in chunk.iter().enumerate() {
            let views: Vec<&Scored> = scored.iter().map(|scored| &scored[i]).collect();
            done.push(decide(models, labels, forms.clone(), &views));
        }
    }
    done
}

fn decide(models: &[Model], labels: &Labels, forms: Vec<String>, views: &[&Scored]) -> Sentence {
    let together = |part: fn(&Scored) -> &[f32]| {
        let mut sum = part(views[0]).to_vec();
        views[1..].iter().for_each(|view| add(&mut sum, part(view)));
        sum
    };
    let tags = together(|scored| &scored.tags);
    let tags = tags.chunks_exact(labels.tags.len()).map(|scores| labels.tags[best(scores)]).collect();
    let arcs = together(|scored| &scored.arcs);
    let heads = decode::heads(Scores::new(&arcs, forms.len()).expect("a score for every arc"));
    let relation = |(i, head): (usize, usize)| {
        if head == 0 {
            return (0, Relation::Root);
        }
        let mut sum = vec![0.0; labels.relations.len()];
        for (model, view) in models.iter().zip(views) {
            add(&mut sum, &heads::score_relations(model, view, head, i + 1));
        }
        (head, labels.relations[best(&sum)])
    };
    let arcs = heads.into_iter().enumerate().map(relation).collect();
    Sentence { forms, tags, arcs }
}

fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}
