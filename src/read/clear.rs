//! Trees in the relations of CLEAR, as spaCy's English pipelines write them, turned into Universal Dependencies.
//!
//! CLEAR (Choi and Palmer, *Guidelines for the Clear Style Constituent to Dependency Conversion*, 2012) makes
//! prepositions and the verb *be* heads; Universal Dependencies attaches them to the content word.
//! `docs/pre-annotated.md` has the table of the conversion of each label.

use super::tree::{Arc, Word};
use crate::english::words::{self, Class};

/// Labels that only CLEAR has: a document with one of them is converted.
const ONLY_CLEAR: &[&str] = &[
    "acomp",
    "agent",
    "attr",
    "auxpass",
    "complm",
    "csubjpass",
    "dative",
    "dobj",
    "hmod",
    "infmod",
    "intj",
    "meta",
    "neg",
    "nn",
    "npadvmod",
    "nsubjpass",
    "num",
    "number",
    "oprd",
    "partmod",
    "pcomp",
    "pobj",
    "poss",
    "possessive",
    "preconj",
    "predet",
    "prep",
    "prt",
    "purpcl",
    "quantmod",
    "rcmod",
    "relcl",
];

/// Whether a relation exists in CLEAR but not in Universal Dependencies.
pub(super) fn is_clear(label: &str) -> bool {
    ONLY_CLEAR.binary_search(&label).is_ok()
}

/// Longer sentences, in words, are not converted: the work grows with the square of the length.
pub(super) const LONGEST: usize = 1000;

/// Converts the arcs of a sentence, which are a tree, in the order of the words. O(words²).
pub(super) fn convert<'a>(words: &[Word<'a>], arcs: &mut [Arc<'a>]) {
    let order = from_the_leaves(arcs);
    let mut tree = Tree { words, arcs };
    tree.coordinate();
    // a dependent is converted before its head
    for node in order {
        tree.turn(node);
    }
    for node in 0..words.len() {
        tree.rename(node);
    }
}

/// The words, each before its head.
fn from_the_leaves(arcs: &[Arc]) -> Vec<usize> {
    let mut children = vec![Vec::new(); arcs.len()];
    let mut order: Vec<usize> = Vec::with_capacity(arcs.len());
    for (node, arc) in arcs.iter().enumerate() {
        match arc.head {
            Some(head) => children[head].push(node),
            None => order.push(node),
        }
    }
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        order.append(&mut children[node]);
        next += 1;
    }
    order.reverse();
    order
}

struct Tree<'a, 'b> {
    words: &'b [Word<'a>],
    arcs: &'b mut [Arc<'a>],
}

impl<'a> Tree<'a, '_> {
    fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let is_child = move |child: &usize| self.arcs[*child].head == Some(node);
        (0..self.arcs.len()).filter(is_child)
    }

    fn child_by(&self, node: usize, labels: &[&str]) -> Option<usize> {
        self.children(node).find(|&child| labels.contains(&self.arcs[child].label))
    }

    fn upos(&self, node: usize) -> &'a str {
        self.words[node].upos.unwrap_or_default()
    }

    fn is_nominal(&self, node: usize) -> bool {
        matches!(self.upos(node), "NOUN" | "PROPN" | "PRON" | "NUM" | "SYM")
    }

    fn is_be(&self, node: usize) -> bool {
        let form = self.words[node].form.to_ascii_lowercase();
        self.words[node].lemma == Some("be") || words::is(Class::FormOfBe, &form.replace('’', "'"))
    }

    /// Attaches a conjunction to the conjunct that follows it, and every conjunct to the first.
    fn coordinate(&mut self) {
        for node in 0..self.arcs.len() {
            let Some(head) = self.arcs[node].head.filter(|&head| head < node) else { continue };
            let is_conjunct = |&child: &usize| child > node && self.arcs[child].label == "conj";
            let next = self.children(head).find(is_conjunct);
            if self.arcs[node].label == "cc" && next.is_some() {
                self.arcs[node].head = next;
            }
        }
        for node in 0..self.arcs.len() {
            while self.arcs[node].label == "conj"
                && let Some(head) = self.arcs[node].head
                && self.arcs[head].label == "conj"
                && let Some(above) = self.arcs[head].head
            {
                self.arcs[node].head = Some(above);
            }
        }
    }

    /// Replaces a word in the tree by one of its children; its other children move along, except for those before
    /// `kept`.
    fn promote(&mut self, node: usize, child: usize, label: &'a str, kept: Option<usize>) {
        let others: Vec<usize> =
            self.children(node).filter(|&other| kept.is_none_or(|kept| other > kept)).collect();
        for other in others {
            self.arcs[other].head = Some(child);
        }
        self.arcs[child] = self.arcs[node];
        self.arcs[node] = Arc { head: Some(child), label };
    }

    fn turn(&mut self, node: usize) {
        match self.arcs[node].label {
            "prep" | "agent" | "pcomp" => self.turn_preposition(node),
            "dative" | "conj" | "advmod" | "ROOT" | "root" | "amod" | "acomp" | "mark"
                if self.upos(node) == "ADP" || self.child_by(node, &["pobj"]).is_some() =>
            {
                self.turn_preposition(node);
            }
            _ => {}
        }
        if self.is_be(node) && !matches!(self.arcs[node].label, "aux" | "auxpass" | "cop" | "aux:pass") {
            self.turn_copula(node);
        }
        self.turn_currency(node);
    }

    /// *in* → *Oslo* becomes *Oslo* → *in*; a clause after a preposition gets it as its mark.
    fn turn_preposition(&mut self, node: usize) {
        let label = self.arcs[node].label;
        let noun = self.child_by(node, &["pobj"]);
        let is_preposition = matches!(label, "prep" | "agent") || self.upos(node) == "ADP";
        let Some(object) = noun.or_else(|| self.child_by(node, &["pcomp"])).or_else(|| {
            // *according to Berg*: the inner preposition was inverted already
            is_preposition.then(|| self.children(node).find(|&child| self.is_turned(child)))?
        }) else {
            if matches!(label, "prep" | "agent") {
                self.arcs[node].label = if self.is_below_nominal(node) { "nmod" } else { "obl" };
            }
            return;
        };
        let is_clause = noun.is_none() && matches!(self.upos(object), "VERB" | "AUX")
            || self.children(object).any(|child| {
                matches!(self.arcs[child].label, "nsubj" | "nsubjpass" | "csubj" | "cop" | "auxpass")
            });
        let below_nominal = self.is_below_nominal(node);
        self.promote(node, object, if is_clause { "mark" } else { "case" }, None);
        let place = &mut self.arcs[object].label;
        *place = match (label, is_clause, below_nominal) {
            ("agent", false, _) => "obl:agent",
            ("prep" | "agent", true, true) => "acl",
            ("prep" | "agent", true, false) => "advcl",
            ("prep", false, true) => "nmod",
            ("prep" | "dative" | "advmod" | "mark", false, _) => "obl",
            _ => label,
        };
    }

    fn is_below_nominal(&self, node: usize) -> bool {
        self.arcs[node].head.is_some_and(|head| self.is_nominal(head))
    }

    /// Whether it is a phrase whose preposition is already below it.
    fn is_turned(&self, node: usize) -> bool {
        matches!(self.arcs[node].label, "obl" | "nmod" | "obl:agent")
            && self.child_by(node, &["case"]).is_some()
    }

    /// *is* → *operator* becomes *operator* → *is*; so does *is* → *in Paris*. Not for existential *there is*.
    fn turn_copula(&mut self, node: usize) {
        if let Some(expletive) = self.child_by(node, &["expl"]) {
            let is_there = self.words[expletive].form.eq_ignore_ascii_case("there");
            if let Some(attribute) = self.child_by(node, &["attr"]).filter(|_| is_there) {
                self.arcs[attribute].label = "nsubj";
                return;
            }
        }
        let after = |labels: &[&str]| {
            let of_these = |child: &usize| labels.contains(&self.arcs[*child].label);
            self.children(node).filter(of_these).max_by_key(|&child| (child > node, std::cmp::Reverse(child)))
        };
        let is_place = |&child: &usize| {
            let form = self.words[child].form.to_ascii_lowercase();
            self.arcs[child].label == "advmod" && words::is(Class::LocativeAdverb, &form)
        };
        let has_complement = self.child_by(node, &["ccomp", "xcomp", "oprd"]).is_some();
        let has_subject = self.child_by(node, &["nsubj", "csubj"]).is_some();
        let place = || {
            let phrase = self.children(node).find(|&child| child > node && self.is_turned(child));
            phrase.or_else(|| self.children(node).find(is_place)).filter(|_| has_subject && !has_complement)
        };
        if let Some(predicate) = after(&["attr", "acomp"]).or_else(place) {
            self.promote(node, predicate, "cop", None);
        }
    }

    /// *million* → *$* becomes *$* → *million*.
    fn turn_currency(&mut self, node: usize) {
        let sign = self.children(node).find(|&child| {
            self.words[child].xpos == Some("$") && matches!(self.arcs[child].label, "quantmod" | "nmod")
        });
        if let Some(sign) = sign.filter(|&sign| sign < node && self.words[node].xpos == Some("CD")) {
            self.promote(node, sign, "nummod", Some(node));
        }
    }

    /// The remaining relations are renamed in place.
    fn rename(&mut self, node: usize) {
        let of_nominal = self.is_below_nominal(node) && self.child_by(self.head(node), &["cop"]).is_none();
        let label = &mut self.arcs[node].label;
        *label = match *label {
            "nsubjpass" => "nsubj:pass",
            "csubjpass" => "csubj:pass",
            "auxpass" => "aux:pass",
            "aux" if self.words[node].xpos == Some("TO") => "mark",
            "dobj" => "obj",
            "dative" => "iobj",
            "attr" | "acomp" | "oprd" => "xcomp",
            "relcl" | "rcmod" => "acl:relcl",
            "infmod" | "partmod" => "acl",
            "purpcl" => "advcl",
            "complm" => "mark",
            "poss" => "nmod:poss",
            "possessive" => "case",
            "prt" => "compound:prt",
            "neg" | "quantmod" => "advmod",
            "npadvmod" if of_nominal => "nmod:unmarked",
            "npadvmod" | "tmod" => "obl:unmarked",
            "nn" | "number" | "hmod" => "compound",
            "num" => "nummod",
            "preconj" => "cc:preconj",
            "predet" => "det:predet",
            "intj" => "discourse",
            "meta" => "dep",
            "pcomp" | "pobj" => "obl",
            other => other,
        };
        if *label == "nmod" && self.child_by(node, &["case"]).is_none() && node < self.head(node) {
            self.arcs[node].label = "compound";
        }
    }

    /// The head of a word; the root itself for the root.
    fn head(&self, node: usize) -> usize {
        self.arcs[node].head.unwrap_or(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree;
    use proptest::prelude::*;

    /// Converts words of form, part of speech, head from 1 and label; each as `form<head:label`.
    fn converted(sentence: &str) -> String {
        let rows: Vec<[&str; 4]> = sentence
            .split_whitespace()
            .map(|row| row.split('/').collect::<Vec<_>>().try_into().unwrap())
            .collect();
        let xpos = |form: &str| match form {
            "$" => Some("$"),
            "3" | "million" => Some("CD"),
            "to" => Some("TO"),
            _ => None,
        };
        let words: Vec<Word> = rows
            .iter()
            .map(|[form, upos, ..]| Word { form, upos: Some(upos), xpos: xpos(form), ..Word::default() })
            .collect();
        let head = |head: &str| head.parse::<usize>().unwrap().checked_sub(1);
        let mut arcs: Vec<Arc> = rows.iter().map(|[.., at, label]| Arc { head: head(at), label }).collect();
        convert(&words, &mut arcs);
        assert_eq!(tree::fault(&arcs.iter().map(|arc| arc.head).collect::<Vec<_>>()), None);
        let shown = words
            .iter()
            .zip(&arcs)
            .filter_map(|(word, arc)| Some(format!("{}<{}:{}", word.form, words[arc.head?].form, arc.label)));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_preposition_hangs_on_its_noun_which_modifies_a_verb_or_a_noun() {
        assert_eq!(
            converted(
                "Ann/PROPN/2/nsubjpass seen/VERB/0/ROOT by/ADP/2/agent king/NOUN/3/pobj of/ADP/4/prep Spain/PROPN/5/pobj in/ADP/2/prep Oslo/PROPN/7/pobj"
            ),
            "Ann<seen:nsubj:pass by<king:case king<seen:obl:agent of<Spain:case Spain<king:nmod in<Oslo:case Oslo<seen:obl"
        );
        assert_eq!(
            converted("gave/VERB/0/ROOT her/PRON/1/dative tea/NOUN/1/dobj to/ADP/1/dative Ann/PROPN/4/pobj"),
            "her<gave:iobj tea<gave:obj to<Ann:case Ann<gave:obl"
        );
        assert_eq!(
            converted("left/VERB/0/ROOT because/SCONJ/1/prep of/ADP/2/pcomp rain/NOUN/3/pobj"),
            "because<rain:case of<rain:case rain<left:obl"
        );
        assert_eq!(
            converted("left/VERB/0/ROOT according/VERB/1/prep to/ADP/2/prep Ann/PROPN/3/pobj"),
            "according<Ann:case to<Ann:case Ann<left:obl"
        );
    }

    #[test]
    fn a_preposition_without_a_noun_takes_a_clause_as_its_mark_or_is_stranded() {
        assert_eq!(
            converted("left/VERB/0/ROOT without/ADP/1/prep saying/VERB/2/pcomp why/ADV/3/advmod"),
            "without<saying:mark saying<left:advcl why<saying:advmod"
        );
        assert_eq!(
            converted("plan/NOUN/0/ROOT for/ADP/1/prep leaving/VERB/2/pcomp"),
            "for<leaving:mark leaving<plan:acl"
        );
        assert_eq!(
            converted("house/NOUN/0/ROOT he/PRON/3/nsubj lived/VERB/1/relcl in/ADP/3/prep"),
            "he<lived:nsubj lived<house:acl:relcl in<lived:obl"
        );
        assert_eq!(
            converted("man/NOUN/0/ROOT to/ADP/5/prep whom/PRON/2/pobj she/PRON/5/nsubj wrote/VERB/1/relcl"),
            "to<whom:case whom<wrote:obl she<wrote:nsubj wrote<man:acl:relcl"
        );
    }

    #[test]
    fn conjuncts_hang_on_the_first_and_a_conjunction_on_the_next() {
        assert_eq!(
            converted("Ann/PROPN/5/nsubj Bo/PROPN/1/conj and/CCONJ/2/cc Cy/PROPN/2/conj left/VERB/0/ROOT"),
            "Ann<left:nsubj Bo<Ann:conj and<Cy:cc Cy<Ann:conj"
        );
        assert_eq!(
            converted(
                "went/VERB/0/ROOT to/ADP/1/prep Oslo/PROPN/2/pobj or/CCONJ/2/cc to/ADP/2/conj Rome/PROPN/5/pobj"
            ),
            "to<Oslo:case Oslo<went:obl or<Rome:cc to<Rome:case Rome<Oslo:conj"
        );
    }

    #[test]
    fn what_is_said_with_be_is_the_predicate() {
        assert_eq!(
            converted("Ann/PROPN/5/nsubj who/PRON/3/nsubj is/AUX/1/relcl rich/ADJ/3/acomp left/VERB/0/ROOT"),
            "Ann<left:nsubj who<rich:nsubj is<rich:cop rich<Ann:acl:relcl"
        );
        assert_eq!(
            converted(
                "he/PRON/2/nsubj was/AUX/0/ROOT in/ADP/2/prep Rome/PROPN/3/pobj on/ADP/2/prep Monday/PROPN/5/pobj"
            ),
            "he<Rome:nsubj was<Rome:cop in<Rome:case on<Monday:case Monday<Rome:obl"
        );
        assert_eq!(
            converted(
                "there/PRON/2/expl is/VERB/0/ROOT a/DET/4/det man/NOUN/2/attr in/ADP/2/prep Rome/PROPN/5/pobj"
            ),
            "there<is:expl a<man:det man<is:nsubj in<Rome:case Rome<is:obl"
        );
        assert_eq!(
            converted("she/PRON/2/nsubj became/VERB/0/ROOT mayor/NOUN/2/attr"),
            "she<became:nsubj mayor<became:xcomp"
        );
    }

    #[test]
    fn a_sign_of_money_has_its_number() {
        assert_eq!(
            converted(
                "paid/VERB/0/ROOT $/SYM/4/quantmod 3/NUM/4/compound million/NUM/1/dobj today/NOUN/1/npadvmod"
            ),
            "$<paid:obj 3<million:compound million<$:nummod today<paid:obl:unmarked"
        );
    }

    #[test]
    fn the_labels_are_sorted() {
        assert!(ONLY_CLEAR.is_sorted());
    }

    const LABELS: &[&str] = &[
        "prep", "pobj", "pcomp", "agent", "dative", "attr", "acomp", "conj", "cc", "quantmod", "expl",
        "nsubj", "ccomp", "relcl", "advmod", "nmod", "npadvmod", "aux",
    ];

    proptest! {
        #[test]
        fn whatever_the_labels_a_tree_stays_a_tree(
            rows in prop::collection::vec((
                any::<prop::sample::Index>(),
                prop::sample::select(LABELS),
                prop::sample::select(&["in", "is", "to", "$", "3", "there", "Ann"][..]),
                prop::sample::select(&["ADP", "NOUN", "VERB", "AUX", "NUM", "SYM"][..]),
            ), 1..20),
            turn in any::<prop::sample::Index>(),
        ) {
            // the words of a tree that grew from the left, turned around
            let count = rows.len();
            let by = turn.index(count);
            let place = |node: usize| (node + by) % count;
            let mut sentence = vec![String::new(); count];
            for (node, (head, label, form, upos)) in rows.iter().enumerate() {
                let head = if node == 0 { 0 } else { place(head.index(node)) + 1 };
                sentence[place(node)] = format!("{form}/{upos}/{head}/{label}");
            }
            converted(&sentence.join(" "));
        }
    }
}
