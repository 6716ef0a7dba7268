//! Repairs of trees that no English sentence has: parser errors that are visible without knowing the right tree. Each
//! repair names the words that decide it, and its result is still a tree.

mod objects;
mod second;
mod speech;
mod times;
pub mod unite;

use crate::document::{Relation, Upos, Xpos};
use crate::english::words::{Class, Words};

/// The root's head.
const ROOT: usize = usize::MAX;

/// The relations of subjects.
const SUBJECTS: &[Relation] = &[
    Relation::Nsubj,
    Relation::NsubjPass,
    Relation::NsubjOuter,
    Relation::Csubj,
    Relation::CsubjPass,
    Relation::Expl,
];

/// A sentence under repair. Words are numbered from its first; the root's head is [`usize::MAX`].
#[derive(Debug)]
pub struct Sentence<'a> {
    /// The words in lower case.
    pub lower: Vec<&'a str>,
    /// Their lemmas.
    pub lemma: Vec<&'a str>,
    /// Their parts of speech.
    pub upos: &'a [Upos],
    /// Their tags.
    pub xpos: &'a [Xpos],
    /// Their heads.
    pub heads: &'a mut [usize],
    /// Their relations.
    pub relations: &'a mut [Relation],
    /// The classes of words.
    words: &'a Words,
    /// The dependents of each word, in order.
    children: Vec<Vec<usize>>,
}

impl<'a> Sentence<'a> {
    /// A sentence with these words, lemmas, tags, heads and relations, all of one length, and these word classes.
    /// Linear.
    pub fn new(
        (lower, lemma): (Vec<&'a str>, Vec<&'a str>),
        (upos, xpos): (&'a [Upos], &'a [Xpos]),
        (heads, relations): (&'a mut [usize], &'a mut [Relation]),
        words: &'a Words,
    ) -> Sentence<'a> {
        let mut children = vec![Vec::new(); heads.len()];
        for (word, &head) in heads.iter().enumerate().filter(|(_, head)| **head != ROOT) {
            children[head].push(word);
        }
        Sentence { lower, lemma, upos, xpos, heads, relations, words, children }
    }

    /// Applies every repair once, from left to right. Linear in the words except for the rare trees that need repair.
    pub fn mend(&mut self) {
        for word in 0..self.heads.len() {
            self.lift_preposition(word);
            self.subject_before_verb(word);
            self.infinitive_of_verb(word);
            self.purpose_of_motion(word);
            self.possessor(word);
            self.told_clause(word);
            self.reported_clause(word);
            self.future_of_be(word);
            self.subject_after_for(word);
            self.object_of_both(word);
            self.speaker_who_adds(word);
            self.object_of_relative(word);
            self.subject_of_second_clause(word);
            self.object_before_second_clause(word);
            self.conjunct_of_object(word);
            self.objects(word);
            self.only_object(word);
        }
        for word in 0..self.heads.len() {
            self.day_of_speech(word);
            self.speaker(word);
            self.aside_of_speech(word);
            self.conjunct_of_speech(word);
        }
    }

    /// Attaches a word to another.
    fn hang(&mut self, word: usize, head: usize, relation: Relation) {
        self.relations[word] = relation;
        let old = std::mem::replace(&mut self.heads[word], head);
        if old == head {
            return;
        }
        if let Some(children) = self.children.get_mut(old) {
            children.retain(|&child| child != word);
        }
        if let Some(children) = self.children.get_mut(head) {
            let at = children.partition_point(|&child| child < word);
            children.insert(at, word);
        }
    }

    /// Whether the lemma of a word belongs to a class.
    fn is(&self, class: Class, word: usize) -> bool {
        self.words.is(class, self.lemma[word])
    }

    fn child(&self, head: usize, test: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        self.children[head].iter().copied().find(|&word| test(self, word))
    }

    fn has(&self, head: usize, relations: &[Relation]) -> bool {
        self.child(head, |s, word| relations.contains(&s.relations[word])).is_some()
    }

    fn is_finite(&self, word: usize) -> bool {
        self.upos[word] == Upos::Verb && matches!(self.xpos[word], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
    }

    /// *flew to Oslo to meet Berg*: an infinitive of a verb of motion gives the purpose and never completes the verb.
    fn purpose_of_motion(&mut self, word: usize) {
        let head = self.heads[word];
        let moves = head != ROOT && self.upos[head] == Upos::Verb && self.is(Class::MotionVerb, head);
        let is_infinitive =
            self.child(word, |s, child| s.relations[child] == Relation::Mark && s.lower[child] == "to");
        // *is going to visit*
        let is_future = moves && self.lemma[head] == "go" && self.xpos[head] == Xpos::Vbg;
        if self.relations[word] == Relation::Xcomp && moves && !is_future && is_infinitive.is_some() {
            self.relations[word] = Relation::Advcl;
        }
    }

    /// *with CEO Ada Brook*: a preposition belongs to the whole phrase, not to the title or the company inside it.
    fn lift_preposition(&mut self, word: usize) {
        if self.relations[word] != Relation::Case {
            return;
        }
        while let Some(&head) = self.heads.get(word).filter(|&&head| head != ROOT && head > word) {
            let inner =
                matches!(self.relations[head], Relation::Compound | Relation::NmodDesc | Relation::Flat);
            if !inner || self.heads[head] == ROOT {
                return;
            }
            self.hang(word, self.heads[head], Relation::Case);
        }
    }

    /// *Helvion plans to build*: a finite verb is never a noun; the name or noun attached to it from the left as part
    /// of a compound is its subject.
    fn subject_before_verb(&mut self, word: usize) {
        let head = self.heads[word];
        if head == ROOT || word > head || !self.is_finite(head) {
            return;
        }
        let inner = matches!(
            self.relations[word],
            Relation::Compound | Relation::NmodPoss | Relation::NmodDesc | Relation::Flat
        );
        // *Helvion said*: not a vocative
        let called = matches!(self.relations[word], Relation::Discourse | Relation::Vocative)
            && self.upos[word] == Upos::Propn
            && word + 1 == head;
        let inner = inner || called;
        let nominal = matches!(self.upos[word], Upos::Noun | Upos::Propn | Upos::Pron);
        let subjects = [Relation::Nsubj, Relation::NsubjPass, Relation::Csubj, Relation::NsubjOuter];
        if inner && nominal && self.xpos[word] != Xpos::PrpPoss && !self.has(head, &subjects) {
            self.relations[word] = Relation::Nsubj;
        }
    }

    /// *plans to visit*: an infinitive that modifies a verb is its complement.
    fn infinitive_of_verb(&mut self, word: usize) {
        let head = self.heads[word];
        if self.relations[word] == Relation::Acl
            && head != ROOT
            && self.upos[head] == Upos::Verb
            && self.has_to(word)
        {
            self.relations[word] = Relation::Xcomp;
        }
    }

    /// *Ada Brook's talks lasted*: a noun with *'s* belongs to the noun after it.
    fn possessor(&mut self, word: usize) {
        let head = self.heads[word];
        if head == ROOT || !matches!(self.relations[word], Relation::Nsubj | Relation::NsubjPass) {
            return;
        }
        let Some(mark) = self.child(word, |s, mark| mark > word && s.xpos[mark] == Xpos::Pos) else { return };
        let noun = (mark + 1..head)
            .find(|&noun| self.heads[noun] == head && self.relations[noun] == self.relations[word]);
        if let Some(noun) = noun {
            self.hang(word, noun, Relation::NmodPoss);
        }
    }

    fn has_to(&self, word: usize) -> bool {
        self.child(word, |s, mark| s.relations[mark] == Relation::Mark && s.xpos[mark] == Xpos::To).is_some()
    }

    /// *told reporters that Ghana was ready*, *said on Friday that Ghana was ready*: the clause is what was said; it
    /// describes neither the reporters nor the day.
    fn told_clause(&mut self, word: usize) {
        let listener = self.heads[word];
        if listener == ROOT || !matches!(self.relations[word], Relation::Acl | Relation::AclRelcl) {
            return;
        }
        let that = self.child(word, |s, mark| s.relations[mark] == Relation::Mark && s.lower[mark] == "that");
        let verb = self.heads[listener];
        let told = verb != ROOT
            && match self.relations[listener].universal() {
                Relation::Obj | Relation::Iobj => self.is(Class::TellingVerb, verb),
                // *announced on Friday that …*
                Relation::Obl => self.is(Class::ReportingVerb, verb),
                _ => false,
            }
            && !self.has(verb, &[Relation::Ccomp]);
        if that.is_some() && told && self.has(word, &[Relation::Nsubj, Relation::NsubjPass]) {
            self.hang(word, verb, Relation::Ccomp);
        }
    }

    /// *pointed out that Ghana was ready*: a *that* clause complements a verb of saying, whatever the parser says.
    fn reported_clause(&mut self, word: usize) {
        let verb = self.heads[word];
        if verb == ROOT || self.relations[word] != Relation::Advcl || self.has(verb, &[Relation::Ccomp]) {
            return;
        }
        let marks: Vec<&str> = self.children[word]
            .iter()
            .filter(|&&mark| self.relations[mark] == Relation::Mark)
            .map(|&mark| self.lower[mark])
            .collect();
        let out = |s: &Self| {
            s.child(verb, |s, out| s.lower[out] == "out" && s.relations[out] == Relation::CompoundPrt)
        };
        let reports = match self.lemma[verb] {
            "point" => out(self).is_some(),
            _ => self.is(Class::ReportingVerb, verb),
        };
        if marks == ["that"] && reports && word > verb {
            self.hang(word, verb, Relation::Ccomp);
        }
    }

    /// *waiting for talks to begin*: the subject of the infinitive is between *for* and *to*.
    fn subject_after_for(&mut self, word: usize) {
        if !self.has_to(word) || self.has(word, &[Relation::Nsubj, Relation::NsubjPass]) {
            return;
        }
        let mark = |s: &Self, word: &str, head: usize| {
            s.child(head, |s, mark| s.relations[mark] == Relation::Mark && s.lower[mark] == word)
        };
        let (Some(before), Some(to)) = (mark(self, "for", word), mark(self, "to", word)) else { return };
        let verb = self.heads[word];
        let between = (before + 1..to).find(|&noun| {
            self.heads[noun] == verb
                && matches!(self.relations[noun].universal(), Relation::Obl | Relation::Obj)
                && !self.has(noun, &[Relation::Case])
        });
        if let Some(noun) = between.filter(|_| verb != ROOT) {
            let passive = self.has(word, &[Relation::AuxPass]);
            self.hang(noun, word, if passive { Relation::NsubjPass } else { Relation::Nsubj });
        }
    }

    /// *they are to travel*: *be* before an infinitive is an auxiliary; its subject is the subject of the infinitive.
    fn future_of_be(&mut self, word: usize) {
        if self.upos[word] != Upos::Verb || !self.has_to(word) {
            return;
        }
        let be =
            self.child(word, |s, be| s.relations[be] == Relation::Cop && s.lower.get(be + 1) == Some(&"to"));
        let outer = self.child(word, |s, subject| s.relations[subject] == Relation::NsubjOuter);
        if let (Some(be), Some(subject)) = (be, outer) {
            self.relations[be] = Relation::Aux;
            self.relations[subject] = Relation::Nsubj;
        }
    }

    /// *arrested and questioned the student*: an object after two verbs with only *and* between them belongs to both.
    fn object_of_both(&mut self, word: usize) {
        let verb = self.heads[word];
        let joined = verb != ROOT
            && self.relations[word] == Relation::Conj
            && word == verb + 2
            && matches!(self.lower[verb + 1], "and" | "or")
            && self.upos[verb] == Upos::Verb
            && self.xpos[verb] == self.xpos[word]
            && !self.is(Class::MotionVerb, verb)
            && !self.is(Class::IntransitiveVerb, verb);
        let completed = [Relation::Obj, Relation::Ccomp, Relation::Xcomp, Relation::AuxPass];
        if !joined || self.has(verb, &completed) || self.has(word, &[Relation::AuxPass]) {
            return;
        }
        if let Some(object) =
            self.child(word, |s, object| object > word && s.relations[object] == Relation::Obj)
        {
            self.hang(object, verb, Relation::Obj);
        }
    }

    /// *KT said that MTS is interested, adding that …*: the speaker adds.
    fn speaker_who_adds(&mut self, word: usize) {
        let said = self.heads[word];
        let participle = self.xpos[word] == Xpos::Vbg && self.is(Class::AddingVerb, word);
        let apart = word > 0 && self.xpos[word - 1] == Xpos::Comma;
        if said == ROOT || !participle || !apart || self.relations[word] != Relation::Advcl {
            return;
        }
        let verb = self.heads[said];
        if self.relations[said] == Relation::Ccomp && verb != ROOT && self.upos[verb] == Upos::Verb {
            self.hang(word, verb, Relation::Advcl);
        }
    }

    /// *which Amsler founded*: if a relative pronoun and a noun after it are both subjects, the pronoun is the object.
    fn object_of_relative(&mut self, word: usize) {
        let head = self.heads[word];
        let relative = matches!(self.xpos[word], Xpos::Wdt | Xpos::Wp);
        if !relative
            || head == ROOT
            || self.relations[word] != Relation::Nsubj
            || self.has(head, &[Relation::Obj])
        {
            return;
        }
        let other = self.child(head, |s, other| other > word && s.relations[other] == Relation::Nsubj);
        if other.is_some() {
            self.relations[word] = Relation::Obj;
        }
    }

    /// *visited Nordwerk and Fjordbank*: a noun is coordinated with the object before it, not with the verb.
    fn conjunct_of_object(&mut self, word: usize) {
        let verb = self.heads[word];
        let nominal = matches!(self.upos[word], Upos::Noun | Upos::Propn);
        if verb == ROOT || !nominal || self.relations[word] != Relation::Conj || self.upos[verb] != Upos::Verb
        {
            return;
        }
        if self.has(word, &[Relation::Cop, Relation::Nsubj, Relation::NsubjPass, Relation::Aux]) {
            return;
        }
        let argument = |s: &Self, at: usize| {
            at > verb && at < word && matches!(s.relations[at], Relation::Obj | Relation::Obl)
        };
        let last = (verb..word).rev().find(|&at| self.heads[at] == verb && argument(self, at));
        if let Some(object) = last {
            self.hang(word, object, Relation::Conj);
        }
    }

    /// *will buy Norvik*: an indirect object needs a direct one; a single object is direct, except for the listener,
    /// beside whom the quotation may be.
    fn only_object(&mut self, word: usize) {
        let verb = self.heads[word];
        if self.relations[word] == Relation::Iobj
            && verb != ROOT
            && !self.is(Class::TellingVerb, verb)
            && !self.has(verb, &[Relation::Obj, Relation::Ccomp, Relation::Xcomp])
        {
            self.relations[word] = Relation::Obj;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Mends `word lemma UPOS XPOS head relation` rows and shows the heads and relations that changed.
    pub(super) fn mended(rows: &str) -> Vec<String> {
        mended_with_times(rows, &[])
    }

    /// The same for a sentence with times.
    pub(super) fn mended_with_times(rows: &str, times: &[std::ops::Range<usize>]) -> Vec<String> {
        let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split_whitespace().collect()).collect();
        let upos: Vec<Upos> = rows.iter().map(|row| Upos::parse(row[2]).unwrap()).collect();
        let xpos: Vec<Xpos> = rows.iter().map(|row| Xpos::parse(row[3]).unwrap()).collect();
        let head = |row: &Vec<&str>| row[4].parse::<usize>().unwrap().checked_sub(1).unwrap_or(ROOT);
        let mut heads: Vec<usize> = rows.iter().map(head).collect();
        let mut relations: Vec<Relation> = rows.iter().map(|row| Relation::parse(row[5]).unwrap()).collect();
        let before = (heads.clone(), relations.clone());
        let lower = rows.iter().map(|row| row[0]).collect();
        let lemma = rows.iter().map(|row| row[1]).collect();
        let words = Words::default();
        let mut sentence =
            Sentence::new((lower, lemma), (&upos, &xpos), (&mut heads, &mut relations), &words);
        sentence.part_from_times(times);
        sentence.mend();
        let changed = (0..rows.len()).filter(|&i| (heads[i], relations[i]) != (before.0[i], before.1[i]));
        let head = |i: usize| rows.get(heads[i]).map_or("-", |head| head[0]);
        changed.map(|i| format!("{} {} {}", rows[i][0], head(i), relations[i])).collect()
    }

    #[test]
    fn a_preposition_belongs_to_the_phrase_and_not_to_the_title_in_it() {
        let rows = "met meet VERB VBD 0 root\nwith with ADP IN 3 case\nceo ceo NOUN NN 4 nmod:desc\nada Ada PROPN NNP 1 obl";
        assert_eq!(mended(rows), ["with ada case"]);
    }

    #[test]
    fn a_name_before_a_finite_verb_is_its_subject() {
        let rows = "helvion Helvion PROPN NNP 2 compound\nplans plan VERB VBZ 0 root\nto to PART TO 4 mark\nbuild build VERB VB 2 acl";
        assert_eq!(mended(rows), ["helvion plans nsubj", "build plans xcomp"]);
        let rows = "helvion Helvion PROPN NNP 2 discourse\nsaid say VERB VBD 0 root";
        assert_eq!(mended(rows), ["helvion said nsubj"]);
        let rows = "helvion Helvion PROPN NNP 3 vocative\n, , PUNCT , 1 punct\ncome come VERB VB 0 root";
        assert_eq!(mended(rows), [""; 0]);
    }

    #[test]
    fn what_is_told_does_not_describe_the_listener() {
        let rows = "asare Asare PROPN NNP 2 nsubj\ntold tell VERB VBD 0 root\nreporters reporter NOUN NNS 2 obj\nthat that SCONJ IN 7 mark\nghana Ghana PROPN NNP 7 nsubj\nwas be AUX VBD 7 cop\nready ready ADJ JJ 3 acl:relcl";
        assert_eq!(mended(rows), ["ready told ccomp"]);
    }

    #[test]
    fn what_is_pointed_out_is_told() {
        let rows = "asare Asare PROPN NNP 2 nsubj\npointed point VERB VBD 0 root\nout out ADP RP 2 compound:prt\nthat that SCONJ IN 7 mark\nghana Ghana PROPN NNP 7 nsubj\nwas be AUX VBD 7 cop\nready ready ADJ JJ 2 advcl";
        assert_eq!(mended(rows), ["ready pointed ccomp"]);
        let rows = "asare Asare PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nso so ADV RB 7 mark\nthat that SCONJ IN 7 mark\nghana Ghana PROPN NNP 7 nsubj\nwas be AUX VBD 7 cop\nready ready ADJ JJ 2 advcl";
        assert_eq!(mended(rows), [""; 0]);
    }

    #[test]
    fn between_for_and_to_stands_a_subject() {
        let rows = "waiting wait VERB VBG 0 root\nfor for ADP IN 5 mark\ntalks talk NOUN NNS 1 obl\nto to PART TO 5 mark\nbegin begin VERB VB 1 advcl";
        assert_eq!(mended(rows), ["talks begin nsubj"]);
        let rows = "waiting wait VERB VBG 0 root\nfor for ADP IN 3 case\ntalks talk NOUN NNS 1 obl\nto to PART TO 5 mark\nbegin begin VERB VB 1 advcl";
        assert_eq!(mended(rows), [""; 0]);
    }

    #[test]
    fn to_be_before_an_infinitive_is_an_auxiliary() {
        let rows = "asare Asare PROPN NNP 4 nsubj:outer\nis be AUX VBZ 4 cop\nto to PART TO 4 mark\ntravel travel VERB VB 0 root";
        assert_eq!(mended(rows), ["asare travel nsubj", "is travel aux"]);
    }

    #[test]
    fn an_object_behind_two_verbs_is_that_of_both() {
        let rows = "police police NOUN NNS 2 nsubj\narrested arrest VERB VBD 0 root\nand and CCONJ CC 4 cc\nquestioned question VERB VBD 2 conj\nlind Lind PROPN NNP 4 obj";
        assert_eq!(mended(rows), ["lind arrested obj"]);
        let rows = "lind Lind PROPN NNP 2 nsubj\nresigned resign VERB VBD 0 root\nand and CCONJ CC 4 cc\njoined join VERB VBD 2 conj\nelm Elm PROPN NNP 4 obj";
        assert_eq!(mended(rows), [""; 0]);
    }

    #[test]
    fn a_possessor_is_no_second_subject() {
        let rows = "ada Ada PROPN NNP 4 nsubj\n's 's PART POS 1 case\ntalks talk NOUN NNS 4 nsubj\nlasted last VERB VBD 0 root";
        assert_eq!(mended(rows), ["ada talks nmod:poss"]);
    }

    #[test]
    fn the_speaker_adds_what_is_added() {
        let rows = "kt KT PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nmts MTS PROPN NNP 4 nsubj\nleft leave VERB VBD 2 ccomp\n, , PUNCT , 6 punct\nadding add VERB VBG 4 advcl";
        assert_eq!(mended(rows), ["adding said advcl"]);
    }

    #[test]
    fn a_relative_pronoun_before_a_subject_is_the_object() {
        let rows = "firm firm NOUN NN 0 root\nwhich which PRON WDT 4 nsubj\namsler Amsler PROPN NNP 4 nsubj\nfounded found VERB VBD 1 acl:relcl";
        assert_eq!(mended(rows), ["which founded obj"]);
    }

    #[test]
    fn a_noun_is_coordinated_with_the_object_and_not_with_the_verb() {
        let rows = "visited visit VERB VBD 0 root\nnordwerk Nordwerk PROPN NNP 1 obj\nand and CCONJ CC 4 cc\nfjordbank Fjordbank PROPN NNP 1 conj";
        assert_eq!(mended(rows), ["fjordbank nordwerk conj"]);
    }

    #[test]
    fn a_single_object_is_the_object_and_a_listener_is_none() {
        let rows = "she she PRON PRP 2 nsubj\nbought buy VERB VBD 0 root\nnorvik Norvik PROPN NNP 2 iobj";
        assert_eq!(mended(rows), ["norvik bought obj"]);
        assert!(mended(&rows.replace("buy", "tell")).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_tree_stays_a_tree(
            raw in prop::collection::vec((any::<usize>(), 0..WORDS.len(), any::<prop::sample::Index>()), 1..16),
            flip in any::<bool>(),
        ) {
            let n = raw.len();
            let place = |at: usize| if flip { n - 1 - at } else { at };
            // each word hangs on an earlier one, or, turned round, on a later one
            let mut heads = vec![ROOT; n];
            for (at, (head, ..)) in raw.iter().enumerate().skip(1) {
                heads[place(at)] = place(head % at);
            }
            let word = |at: usize| WORDS[raw[place(at)].1];
            let (upos, xpos): (Vec<Upos>, Vec<Xpos>) = (0..n).map(|at| (word(at).1, word(at).2)).unzip();
            let mut relations: Vec<Relation> = raw.iter().map(|(_, _, at)| *at.get(RELATIONS)).collect();
            let lemma = || (0..n).map(|at| word(at).0).collect();
            Sentence::new((lemma(), lemma()), (&upos, &xpos), (&mut heads, &mut relations), &Words::default())
            .mend();
            prop_assert_eq!(heads.iter().filter(|&&head| head == ROOT).count(), 1);
            for word in 0..n {
                let (mut at, mut steps) = (word, 0);
                while heads[at] != ROOT {
                    at = heads[at];
                    steps += 1;
                    prop_assert!(steps <= n, "a cycle at {}", word);
                }
            }
        }
    }

    const WORDS: &[(&str, Upos, Xpos)] = &[
        ("say", Upos::Verb, Xpos::Vbd),
        ("say", Upos::Verb, Xpos::Vbz),
        ("tell", Upos::Verb, Xpos::Vbn),
        ("rise", Upos::Verb, Xpos::Vbd),
        ("buy", Upos::Verb, Xpos::Vb),
        ("name", Upos::Verb, Xpos::Vbd),
        ("firm", Upos::Noun, Xpos::Nn),
        ("Oslo", Upos::Propn, Xpos::Nnp),
        (",", Upos::Punct, Xpos::Comma),
        ("''", Upos::Punct, Xpos::QuoteClose),
        ("to", Upos::Part, Xpos::To),
        ("that", Upos::Sconj, Xpos::In),
        ("which", Upos::Pron, Xpos::Wdt),
        ("'s", Upos::Part, Xpos::Pos),
    ];

    const RELATIONS: &[Relation] = &[
        Relation::Nsubj,
        Relation::NsubjPass,
        Relation::Ccomp,
        Relation::Conj,
        Relation::Acl,
        Relation::Appos,
        Relation::Parataxis,
        Relation::Advcl,
        Relation::Obj,
        Relation::Iobj,
        Relation::Case,
        Relation::Compound,
        Relation::Flat,
        Relation::Xcomp,
        Relation::Mark,
        Relation::AuxPass,
    ];

    #[test]
    fn a_right_tree_is_left_alone() {
        let rows = "asare Asare PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nhe he PRON PRP 4 nsubj\nleft leave VERB VBD 2 ccomp\nand and CCONJ CC 6 cc\nreturned return VERB VBD 4 conj";
        assert!(mended(rows).is_empty());
    }
}
