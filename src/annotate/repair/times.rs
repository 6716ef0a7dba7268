//! Times behind objects: *visited **Oslo** two weeks ago*, *bought the **mill** late Wednesday*. A parser that has read
//! *Oslo weeks* or *mill Wednesday* as one noun is told where the time starts.

use std::ops::Range;

use super::{ROOT, Sentence};
use crate::document::{Relation, Upos};
use crate::english::words::Class;

impl Sentence<'_> {
    /// Gives the verb the noun that stands between it and a time, and the time. Linear in the words.
    pub fn part_from_times(&mut self, times: &[Range<usize>]) {
        for time in times {
            let outside = |word: &usize| !time.contains(&self.heads[*word]);
            let Some(top) = time.clone().find(outside) else { continue };
            let Some(before) = time.start.checked_sub(1) else { continue };
            let verb = self.heads[top];
            if verb == ROOT || verb >= time.start || self.upos[verb] != Upos::Verb || verb == before {
                continue;
            }
            let hangs = |s: &Self, word: usize, from: usize| {
                let head = s.heads[word];
                time.contains(&head) || (from..time.start).contains(&head)
            };
            let mut start = time.start;
            while start > verb + 1 && hangs(self, start - 1, start) {
                start -= 1;
            }
            match start < time.start {
                true => self.noun_before(start..time.start, time, verb, top),
                false => self.object_before(before, verb, top),
            }
        }
    }

    /// Hangs the words before a time, which hang on words of it, on the verb.
    fn noun_before(&mut self, words: Range<usize>, time: &Range<usize>, verb: usize, top: usize) {
        let noun = words.end - 1;
        let is_noun = matches!(self.upos[noun], Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num);
        let is_phrase =
            words.clone().all(|word| !matches!(self.upos[word], Upos::Punct | Upos::Verb | Upos::Aux));
        if !is_noun || !is_phrase {
            return;
        }
        let preposition = words.clone().any(|word| self.upos[word] == Upos::Adp);
        let has_object = self.has(verb, &[Relation::AuxPass, Relation::NsubjPass])
            || self.child(verb, |s, word| s.relations[word] == Relation::Obj && word < words.start).is_some();
        if !preposition && has_object {
            return;
        }
        for word in words.start..noun {
            if time.contains(&self.heads[word]) {
                self.hang(word, noun, self.relations[word]);
            }
        }
        self.hang(noun, verb, if preposition { Relation::Obl } else { Relation::Obj });
        self.free(top, verb);
    }

    /// *visited **Norway** last quarter*: of what was read as two objects the time is none.
    fn object_before(&mut self, before: usize, verb: usize, top: usize) {
        let receives = self.is(Class::DitransitiveVerb, verb) || self.is(Class::ListenerVerb, verb);
        if self.relations[top] != Relation::Obj || receives {
            return;
        }
        let object = self.child(verb, |s, word| {
            matches!(s.relations[word], Relation::Iobj | Relation::Obj) && word > verb && word <= before
        });
        if let Some(object) = object {
            self.hang(object, verb, Relation::Obj);
            self.free(top, verb);
        }
    }

    /// Makes a time no argument of the verb.
    fn free(&mut self, top: usize, verb: usize) {
        let relation =
            if self.relations[top] == Relation::Advmod { Relation::Advmod } else { Relation::OblUnmarked };
        self.hang(top, verb, relation);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended_with_times;

    /// The changes to the tree of *oak saw …* with these rows behind, where the last two are a time.
    fn seen(rows: &str) -> Vec<String> {
        let rows = format!("oak Oak PROPN NNP 2 nsubj\nsaw see VERB VBD 0 root\n{rows}");
        let count = rows.lines().count();
        mended_with_times(&rows, std::slice::from_ref(&(count - 2..count)))
    }

    #[test]
    fn a_noun_before_a_time_is_the_object() {
        let rows = "oslo Oslo PROPN NNP 5 compound\ntwo two NUM CD 5 nummod\nweeks week NOUN NNS 2 obj";
        assert_eq!(seen(rows), ["oslo saw obj", "weeks saw obl:unmarked"]);
        let rows = "the the DET DT 6 det\nmill mill NOUN NN 6 compound\nlate late ADJ JJ 6 amod\nfriday Friday PROPN NNP 2 obl:unmarked";
        assert_eq!(seen(rows), ["the mill det", "mill saw obj"]);
        let rows = "oslo Oslo PROPN NNP 2 iobj\nlast last ADJ JJ 5 amod\nweek week NOUN NN 2 obj";
        assert_eq!(seen(rows), ["oslo saw obj", "week saw obl:unmarked"]);
        let rows = "oslo Oslo PROPN NNP 2 obj\nlast last ADJ JJ 5 amod\nweek week NOUN NN 2 obj";
        assert_eq!(seen(rows), ["week saw obl:unmarked"]);
        let rows = "in in ADP IN 6 case\noslo Oslo PROPN NNP 6 compound\nlast last ADJ JJ 6 amod\nweek week NOUN NN 2 obl";
        assert_eq!(seen(rows), ["in oslo case", "oslo saw obl", "week saw obl:unmarked"]);
    }

    #[test]
    fn a_time_that_is_the_only_object_stays_one() {
        let rows = "last last ADJ JJ 4 amod\nweek week NOUN NN 2 obj";
        assert!(seen(rows).is_empty());
    }

    #[test]
    fn what_already_has_an_object_gets_no_second() {
        let rows = "it it PRON PRP 2 obj\nbell bell NOUN NN 6 compound\nlate late ADJ JJ 6 amod\nfriday Friday PROPN NNP 2 obl:unmarked";
        assert!(seen(rows).is_empty());
    }
}
