//! Two clauses that *and* joins: *Brandt visited Norway **and Okoye visited Turkey***. A parser reads the second subject as
//! coordinated with the first object.

use super::{ROOT, SUBJECTS, Sentence};
use crate::document::{Relation, Upos};

impl Sentence<'_> {
    /// A noun between *and* and a finite verb without a subject is the subject, and nothing to which the first verb is said
    /// to have been done.
    pub(super) fn subject_of_second_clause(&mut self, word: usize) {
        let verb = self.heads[word];
        let is_second = matches!(self.relations[word], Relation::Conj | Relation::Ccomp);
        if verb == ROOT || verb > word || !is_second || !self.is_finite(word) || self.has(word, SUBJECTS) {
            return;
        }
        let own = |s: &Self, at: usize| {
            s.heads[at] == word
                && matches!(s.relations[at], Relation::Aux | Relation::AuxPass | Relation::Advmod)
        };
        let mut last = word - 1;
        while last > verb && own(self, last) {
            last -= 1;
        }
        let mut noun = last;
        while self.relations[noun] != Relation::Conj {
            noun = self.heads[noun];
            if noun == ROOT || noun > last || noun <= verb {
                return;
            }
        }
        let object = self.heads[noun];
        let is_noun = matches!(self.upos[noun], Upos::Noun | Upos::Propn | Upos::Pron);
        if object == ROOT || object <= verb || object > noun || !is_noun {
            return;
        }
        // *visited Oslo and Bergen and left*: a conjunction right before the verb joins the verb
        let is_cc = |s: &Self, at: usize| s.relations[at] == Relation::Cc && at > object;
        let conjunction = self.child(noun, is_cc).or_else(|| self.child(word, is_cc));
        let Some(conjunction) = conjunction.filter(|&conjunction| conjunction < noun) else { return };
        let passive = self.has(word, &[Relation::AuxPass]);
        self.hang(noun, word, if passive { Relation::NsubjPass } else { Relation::Nsubj });
        self.hang(conjunction, word, Relation::Cc);
        let first = self.heads[object];
        if first != ROOT && first < word && self.upos[first] == Upos::Verb {
            self.hang(word, first, Relation::Conj);
        }
    }

    /// *visited **Norway** and Holm resigned*: what stands before *and* in a subject, right behind a verb without an object,
    /// is that verb's object.
    pub(super) fn object_before_second_clause(&mut self, word: usize) {
        let subject = self.child(word, |s, at| s.relations[at] == Relation::Nsubj && at < word);
        let Some(subject) = subject else { return };
        let Some(conjunction) = self.child(subject, |s, at| s.relations[at] == Relation::Cc && at < subject)
        else {
            return;
        };
        let Some(object) = conjunction.checked_sub(1).filter(|&at| self.heads[at] == subject) else { return };
        let Some(verb) = object.checked_sub(1) else { return };
        let is_noun = matches!(self.upos[object], Upos::Noun | Upos::Propn);
        let is_first = self.is_finite(verb) && self.heads[word] == verb && !self.has(verb, &[Relation::Obj]);
        if is_noun
            && is_first
            && matches!(self.relations[object], Relation::Compound | Relation::Nmod | Relation::Flat)
        {
            self.hang(object, verb, Relation::Obj);
            self.hang(conjunction, word, Relation::Cc);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;

    fn seen(rows: &str) -> Vec<String> {
        mended(&format!(
            "oak Oak PROPN NNP 2 nsubj\nsaw see VERB VBD 0 root\noslo Oslo PROPN NNP 2 obj\n{rows}"
        ))
    }

    #[test]
    fn between_and_and_a_finite_verb_stands_its_subject() {
        let rows = "and and CCONJ CC 5 cc\nelm Elm PROPN NNP 3 conj\nsaw see VERB VBD 2 conj\nbergen Bergen PROPN NNP 6 obj";
        assert_eq!(seen(rows), ["and saw cc", "elm saw nsubj"]);
        let rows = "and and CCONJ CC 8 cc\nthe the DET DT 6 det\nmayor mayor NOUN NN 3 conj\nlater later ADV RB 8 advmod\nleft leave VERB VBD 2 conj";
        assert_eq!(seen(rows), ["mayor left nsubj"]);
    }

    #[test]
    fn a_verb_with_a_conjunction_or_a_subject_of_its_own_has_all_it_needs() {
        let rows = "and and CCONJ CC 5 cc\nbergen Bergen PROPN NNP 3 conj\nand and CCONJ CC 7 cc\nleft leave VERB VBD 2 conj";
        assert!(seen(rows).is_empty());
        let rows = "and and CCONJ CC 5 cc\nbergen Bergen PROPN NNP 3 conj\n, , PUNCT , 8 punct\nhe he PRON PRP 8 nsubj\nleft leave VERB VBD 2 conj";
        assert!(seen(rows).is_empty());
        let rows = "and and CCONJ CC 5 cc\nbergen Bergen PROPN NNP 3 conj\n, , PUNCT , 7 punct\nleft leave VERB VBD 2 conj";
        assert!(seen(rows).is_empty());
    }

    #[test]
    fn what_stands_before_and_behind_a_verb_is_its_object() {
        let rows = "oak Oak PROPN NNP 2 nsubj\nsaw see VERB VBD 0 root\noslo Oslo PROPN NNP 5 compound\nand and CCONJ CC 5 cc\nelm Elm PROPN NNP 6 nsubj\nleft leave VERB VBD 2 conj";
        assert_eq!(mended(rows), ["oslo saw obj", "and left cc"]);
        let rows = "oak Oak PROPN NNP 3 compound\nand and CCONJ CC 3 cc\nelm Elm PROPN NNP 4 nsubj\nleft leave VERB VBD 0 root";
        assert!(mended(rows).is_empty());
    }
}
