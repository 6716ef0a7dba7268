//! Objects: a verb has one direct and one indirect; a verb of naming also has its object's new name.

use super::{ROOT, Sentence};
use crate::document::{Relation, Upos};
use crate::english::words::Class;

impl Sentence<'_> {
    /// The first of two objects is indirect; the name that a verb of naming gives its object is an open complement.
    pub(super) fn objects(&mut self, verb: usize) {
        if self.upos[verb] != Upos::Verb {
            return;
        }
        let nominal = |word: &usize| matches!(self.upos[*word], Upos::Noun | Upos::Propn | Upos::Pron);
        let relations = [Relation::Obj, Relation::Iobj, Relation::Xcomp];
        let objects: Vec<usize> = self.children[verb]
            .iter()
            .copied()
            .filter(|&word| word > verb && relations.contains(&self.relations[word]))
            .filter(nominal)
            .collect();
        if !self.is(Class::NamingVerb, verb) {
            if let [first, second] = objects[..]
                && self.relations[first] == Relation::Obj
                && self.relations[second] == Relation::Obj
            {
                self.relations[first] = Relation::Iobj;
            }
            return;
        }
        let passive = self.has(verb, &[Relation::NsubjPass, Relation::AuxPass]);
        match objects[..] {
            [only] if passive => self.relations[only] = Relation::Xcomp,
            [first, second] if !passive => {
                self.relations[first] = Relation::Obj;
                self.relations[second] = Relation::Xcomp;
            }
            [only] => match self.name_before(only) {
                Some(name) => self.part(verb, name, only),
                None if self.upos[only] == Upos::Propn => self.relations[only] = Relation::Obj,
                None => {}
            },
            _ => {}
        }
    }

    /// The first word of a name that is attached to a common noun as part of a compound.
    fn name_before(&self, noun: usize) -> Option<usize> {
        let is_common = self.upos[noun] == Upos::Noun;
        let is_name = |s: &Self, word: usize| {
            word < noun
                && s.upos[word] == Upos::Propn
                && matches!(s.relations[word], Relation::Compound | Relation::Flat | Relation::NmodDesc)
        };
        self.child(noun, is_name).filter(|_| is_common)
    }

    /// *named Ada Brook chairwoman*: the name is the object, and the noun is what it is named.
    fn part(&mut self, verb: usize, name: usize, noun: usize) {
        for word in name + 1..noun {
            let inner = self.heads[word] == noun && self.upos[word] == Upos::Propn;
            if inner && self.heads[name] != ROOT {
                self.hang(word, name, Relation::Flat);
            }
        }
        self.hang(name, verb, Relation::Obj);
        self.relations[noun] = Relation::Xcomp;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sentence;
    use crate::document::{Relation, Upos, Xpos};
    use crate::english::words::Words;

    /// The heads (from 1, 0 for the root) and relations of a mended sentence.
    fn mended(words: &[(&str, &str, usize, &str)]) -> String {
        let upos: Vec<Upos> = words.iter().map(|w| Upos::parse(w.1).unwrap()).collect();
        let xpos = vec![Xpos::default(); words.len()];
        let mut heads: Vec<usize> = words.iter().map(|w| w.2.wrapping_sub(1)).collect();
        let mut relations: Vec<Relation> = words.iter().map(|w| Relation::parse(w.3).unwrap()).collect();
        let lower: Vec<&str> = words.iter().map(|w| w.0).collect();
        let lemma = lower.clone();
        Sentence::new((lower, lemma), (&upos, &xpos), (&mut heads, &mut relations), &Words::default()).mend();
        let parts =
            heads.iter().zip(&relations).map(|(h, r)| format!("{}:{}", h.wrapping_add(1), r.as_str()));
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_first_of_two_objects_is_indirect() {
        let words = [
            ("bank", "NOUN", 2, "nsubj"),
            ("grant", "VERB", 0, "root"),
            ("company", "NOUN", 2, "obj"),
            ("loan", "NOUN", 2, "obj"),
        ];
        assert_eq!(mended(&words), "2:nsubj 0:root 2:iobj 2:obj");
    }

    #[test]
    fn a_verb_of_naming_has_an_object_and_what_it_is_named() {
        let apart =
            [("name", "VERB", 0, "root"), ("ada", "PROPN", 1, "xcomp"), ("chairwoman", "NOUN", 1, "xcomp")];
        assert_eq!(mended(&apart), "0:root 1:obj 1:xcomp");
        let whole = [
            ("name", "VERB", 0, "root"),
            ("ada", "PROPN", 4, "compound"),
            ("brook", "PROPN", 2, "flat"),
            ("chairwoman", "NOUN", 1, "obj"),
        ];
        assert_eq!(mended(&whole), "0:root 1:obj 2:flat 1:xcomp");
        let passive = [
            ("ada", "PROPN", 2, "nsubj:pass"),
            ("name", "VERB", 0, "root"),
            ("chairwoman", "NOUN", 2, "obj"),
        ];
        assert_eq!(mended(&passive), "2:nsubj:pass 0:root 2:xcomp");
    }

    #[test]
    fn one_object_stays_one() {
        let words =
            [("name", "VERB", 0, "root"), ("steel", "NOUN", 3, "compound"), ("ship", "NOUN", 1, "obj")];
        assert_eq!(mended(&words), "0:root 3:compound 1:obj");
    }
}
