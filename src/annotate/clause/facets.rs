//! Polarity, modality and tense of clauses.

use super::arguments::Builder;
use super::tree::{Node, Tree};
use crate::document::clause::{Link, PredicateKind};
use crate::document::cue::{Cue, Governed};
use crate::document::{ClauseId, Modality, Polarity, Relation, Tense, Upos, Xpos};
use crate::english::words::Class;

/// The three facets of a clause that words set, and the words that set them where the verb form did not.
#[derive(Clone, Copy, Debug, Default)]
struct Facets {
    polarity: Polarity,
    polarity_by: Option<Node>,
    modality: Modality,
    modality_by: Option<Node>,
    tense: Tense,
}

/// What the auxiliaries and the form of a verb express.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    modality: Modality,
    tense: Tense,
    finite: bool,
    /// The first auxiliary.
    auxiliary: Option<Node>,
}

impl Facets {
    /// Keeps the less factual modality, and the word that gives it.
    fn weaken(&mut self, modality: Modality, by: Option<Node>) {
        if stronger(self.modality, modality) != self.modality {
            (self.modality, self.modality_by) = (modality, by);
        }
    }

    /// Denies the clause, or affirms it if it was denied.
    fn flip(&mut self, by: Node) {
        self.polarity = flipped(self.polarity);
        self.polarity_by = Some(by).filter(|_| self.polarity == Polarity::Negative);
    }

    fn with_polarity_of(self, other: Facets) -> Facets {
        Facets { polarity: other.polarity, polarity_by: other.polarity_by, ..self }
    }

    /// Applies a cue to what it governs. A denied cancellation leaves a plan; what is called off does not happen.
    fn take(&mut self, cue: Cue, by: Node, above: Polarity) {
        if cue.negative {
            self.flip(by);
        }
        match cue.modality {
            Some(Modality::Cancelled) if above == Polarity::Negative => {
                (self.polarity, self.polarity_by) = (Polarity::Positive, None);
                self.weaken(Modality::Planned, Some(by));
            }
            Some(Modality::Cancelled) => {
                (self.polarity, self.polarity_by) = (Polarity::Negative, Some(by));
                self.weaken(Modality::Cancelled, Some(by));
            }
            Some(modality) => self.weaken(modality, Some(by)),
            None => {}
        }
    }
}

impl Builder<'_> {
    /// Sets the facets of every clause, from the top of the tree down.
    pub(super) fn set_facets(&mut self) {
        let mut facets = vec![Facets::default(); self.clauses.len()];
        for index in 0..self.tree.order.len() {
            let node = self.tree.order[index];
            if let Some(id) = self.main[node] {
                let is_noun = self.clauses[id.index()].kind == PredicateKind::Noun;
                let stands_alone = is_noun && self.clauses[id.index()].copula.is_none();
                facets[id.index()] = match stands_alone {
                    true => self.noun_facets(&facets, id, node),
                    false => self.verb_facets(&facets, id, node),
                };
            }
            if let Some(id) = self.noun[node].filter(|_| self.noun[node] != self.main[node]) {
                facets[id.index()] = self.noun_facets(&facets, id, node);
            }
        }
        // A light verb may be below its noun (*visits made by …*).
        for id in 0..self.clauses.len() {
            let light = self.clauses[id]
                .light
                .and_then(|light| self.clauses.binary_search_by_key(&light, |c| c.head).ok());
            if let Some(light) = light {
                let (own, verb) = (facets[id], facets[light]);
                let mut both =
                    if own.polarity == Polarity::Negative { verb.with_polarity_of(own) } else { verb };
                both.weaken(own.modality, own.modality_by);
                facets[id] = both;
            }
        }
        for (clause, facets) in self.clauses.iter_mut().zip(facets) {
            let word = |node: Option<Node>| node.map(|node| self.tree.token(node));
            (clause.polarity, clause.modality, clause.tense) =
                (facets.polarity, facets.modality, facets.tense);
            let denied = clause.polarity == Polarity::Negative;
            clause.polarity_cue = word(facets.polarity_by.filter(|_| denied));
            let weakened = clause.modality != Modality::Asserted;
            clause.modality_cue = word(facets.modality_by.filter(|_| weakened));
        }
    }

    fn verb_facets(&self, known: &[Facets], id: ClauseId, node: Node) -> Facets {
        let tree = self.tree;
        let form = form(tree, node);
        let parent = self.clauses[id.index()].parent;
        let above = parent.map(|(parent, _)| known[parent.index()]).unwrap_or_default();
        let is_weak = form.modality != Modality::Asserted;
        let mut facets = Facets {
            modality: form.modality,
            modality_by: form.auxiliary.filter(|_| is_weak),
            tense: form.tense,
            ..Facets::default()
        };
        match parent {
            Some((governor, Link::Complement)) => {
                facets = self.complement(above, governor, node, form, facets)
            }
            Some((governor, Link::Purpose)) => {
                // *is waiting for talks to begin*: a clause apart from its governor may still complete it
                let anchor = self.predicates[governor.index()].anchor;
                facets.take(tree.cue(tree.full_lemma(anchor), Governed::Infinitive), anchor, above.polarity);
                facets.weaken(Modality::Planned, tree.child_by(node, Relation::Mark));
                facets.weaken(above.modality, above.modality_by);
                facets.tense = above.tense;
            }
            Some((_, Link::Conjunct)) if !form.finite && form.auxiliary.is_none() => {
                let is_contrast = tree.children_by(node, Relation::Cc).any(|cc| tree.lower(cc) == "but");
                facets = if is_contrast { above.with_polarity_of(facets) } else { above };
            }
            Some((_, Link::Condition)) => {
                let mark = tree.child_by(node, Relation::Mark);
                facets.weaken(Modality::Conditional, mark);
            }
            Some((governor, Link::Adverbial | Link::Nominal)) if !form.finite => {
                let cue = self.cue_before_gerund(governor, node);
                facets.take(cue, self.predicates[governor.index()].anchor, above.polarity);
                facets.weaken(above.modality, above.modality_by);
                facets.tense = if self.clauses[id.index()].passive { Tense::Past } else { above.tense };
            }
            Some((_, Link::Relative)) if !form.finite => {
                let is_past = self.clauses[id.index()].passive && !tree.is_infinitive(node);
                facets.tense = if is_past { Tense::Past } else { above.tense };
            }
            _ => {}
        }
        if let Some(word) = denial(tree, node) {
            match facets.polarity {
                Polarity::Negative if parent.is_none_or(|(_, link)| link != Link::Complement) => {}
                _ => facets.flip(word),
            }
        }
        if let Some(condition) = self.condition(node).filter(|_| form.tense != Tense::Past) {
            facets.weaken(Modality::Conditional, Some(condition));
        }
        if let Some((modality, adverb)) = self.adverb(node)
            && (modality != Modality::Generic || facets.modality == Modality::Asserted)
        {
            facets.weaken(modality, Some(adverb));
        }
        let is_imperative = parent.is_none() && tree.xpos(node) == Xpos::Vb && form.auxiliary.is_none();
        if is_imperative && !tree.has(node, Relation::Nsubj) {
            facets.weaken(Modality::Possible, None);
        }
        facets
    }

    /// What a governor says of a gerund after its preposition: *barred from entering*.
    fn cue_before_gerund(&self, governor: ClauseId, node: Node) -> Cue {
        let tree = self.tree;
        let marker = tree.clause_marker(node);
        let is_gerund = |at: Node| tree.xpos(at) == Xpos::Vbg;
        // *about being chased*
        let passive = || tree.child_by(node, Relation::AuxPass).is_some_and(is_gerund);
        if marker.is_empty() || !(is_gerund(node) || passive()) {
            return Cue::default();
        }
        let lemma = tree.full_lemma(self.predicates[governor.index()].anchor);
        tree.cue(&[lemma, " ", marker].concat(), Governed::Infinitive)
    }

    /// The verb that dismisses a noun with what it tells: ***dismissed** reports that*.
    fn dismissal(&self, noun: ClauseId, lemma: &str) -> Option<Node> {
        let (verb, _) = self.clauses[noun.index()].parent?;
        let anchor = self.predicates[verb.index()].anchor;
        let dismisses = self.tree.is(Class::DismissingVerb, self.tree.lemma(anchor));
        (dismisses && self.tree.is(Class::FactWord, lemma)).then_some(anchor)
    }

    /// What a governor says of the clause that completes it.
    fn complement(&self, above: Facets, governor: ClauseId, node: Node, form: Form, own: Facets) -> Facets {
        let tree = self.tree;
        let anchor = self.predicates[governor.index()].anchor;
        let lemma = tree.full_lemma(anchor);
        let mut facets = own;
        if form.finite {
            let doubt = tree
                .children_by(node, Relation::Mark)
                .find(|&mark| matches!(tree.lower(mark), "if" | "whether"));
            if doubt.is_some() {
                facets.weaken(Modality::Possible, doubt);
            }
            let cue = tree.cue(lemma, Governed::Finite);
            if cue.negative && above.polarity == Polarity::Positive {
                facets.flip(anchor);
            }
            // *there is no evidence that*, *it is not true that*, *dismissed reports that*
            let is_fact = tree.is(Class::FactWord, lemma) && above.polarity == Polarity::Negative;
            let denied = above.polarity_by.filter(|_| is_fact).or_else(|| self.dismissal(governor, lemma));
            if let Some(word) = denied {
                facets.flip(word);
            }
            if let Some(modality) = cue.modality {
                facets.weaken(modality, Some(anchor));
            }
            return facets;
        }
        let mut cue = tree.cue(lemma, Governed::Infinitive);
        if !tree.is_infinitive(node) && !tree.clause_marker(node).is_empty() {
            let behind = self.cue_before_gerund(governor, node);
            cue = if behind == Cue::default() { cue } else { behind };
        }
        cue.modality = match lemma {
            "go" if tree.xpos(anchor) == Xpos::Vbg => Some(Modality::Planned),
            "use" if tree.xpos(anchor) == Xpos::Vbd => Some(Modality::Generic),
            "have" if tree.is_infinitive(node) => Some(Modality::Possible),
            // whoever was able to do it did it
            "able" if above.tense == Tense::Past && above.modality == Modality::Asserted => None,
            _ => cue.modality,
        };
        facets = facets.with_polarity_of(above);
        facets.take(cue, anchor, above.polarity);
        // *too ill to travel*
        let too = tree.children_by(anchor, Relation::Advmod).find(|&child| tree.lower(child) == "too");
        if let Some(too) = too.filter(|_| above.polarity == Polarity::Positive) {
            facets.flip(too);
        }
        facets.weaken(above.modality, above.modality_by);
        let is_perfect = tree.is_infinitive(node)
            && tree.children_by(node, Relation::Aux).any(|auxiliary| tree.lower(auxiliary) == "have");
        facets.tense = match (above.tense, facets.modality) {
            _ if is_perfect => Tense::Past,
            (tense, _) if matches!(lemma, "appear" | "seem") => tense,
            (Tense::Present, Modality::Planned | Modality::Possible) => Tense::Future,
            (tense, _) => tense,
        };
        facets
    }

    fn noun_facets(&self, known: &[Facets], id: ClauseId, node: Node) -> Facets {
        let tree = self.tree;
        let parent = self.clauses[id.index()].parent;
        let above = parent.map(|(parent, _)| known[parent.index()]).unwrap_or_default();
        let mut facets = Facets { tense: above.tense, ..Facets::default() };
        if let Some((governor, link)) = parent {
            let anchor = self.predicates[governor.index()].anchor;
            let lemma = tree.full_lemma(anchor);
            let relation = tree.relation(node);
            let marker = tree.marker(node);
            let is_object = matches!(relation, Relation::Obj | Relation::NsubjPass)
                || relation == Relation::Nsubj && self.clauses[governor.index()].passive
                || relation == Relation::Obl && !marker.is_empty();
            let is_topic = relation == Relation::Nmod && !marker.is_empty();
            if link == Link::Conjunct {
                facets = Facets { tense: facets.tense, ..above };
            } else if is_object || is_topic {
                let full = match marker.is_empty() {
                    true => lemma.to_owned(),
                    false => [lemma, " ", marker].concat(),
                };
                // *a **proposal** for talks*: the noun alone decides
                let bare = is_topic && tree.is(Class::TopicPreposition, marker);
                let cue = match tree.cue(&full, Governed::Noun) {
                    cue if cue == Cue::default() && bare => tree.cue(lemma, Governed::Noun),
                    cue => cue,
                };
                if cue.negative {
                    facets = facets.with_polarity_of(above);
                }
                facets.take(cue, anchor, above.polarity);
            }
            if self.happens_with(id, governor, node) {
                facets.weaken(above.modality, above.modality_by);
            }
            // whoever goes somewhere for talks has not had them
            let for_it = relation == Relation::Obl && marker == "for" && tree.is(Class::MotionVerb, lemma);
            if for_it && !tree.is(Class::JourneyNoun, tree.lemma(node)) {
                facets.weaken(Modality::Planned, tree.child_by(node, Relation::Case));
            }
        }
        let condition = tree.cue(tree.marker(node), Governed::Noun).modality == Some(Modality::Conditional);
        if condition && above.tense != Tense::Past {
            facets.weaken(Modality::Conditional, tree.child_by(node, Relation::Case));
        }
        for child in tree.children_by(node, Relation::Amod) {
            let cue = match tree.cue(tree.lemma(child), Governed::Noun) {
                cue if cue == Cue::default() => tree.cue(tree.lower(child), Governed::Noun),
                cue => cue,
            };
            facets.take(Cue { negative: false, ..cue }, child, Polarity::Positive);
        }
        if let Some(word) = none_of(tree, node) {
            (facets.polarity, facets.polarity_by) = (Polarity::Negative, Some(word));
        }
        if tree.marker(node) == "without" {
            let word = tree.child_by(node, Relation::Case).or(Some(node));
            (facets.polarity, facets.polarity_by) = (Polarity::Negative, word);
        }
        facets
    }

    /// Whether an eventive noun shares time, place and certainty with its governor: a verb makes it happen, or
    /// something happens in its course. The effects that a merger will have do not make the merger a plan.
    fn happens_with(&self, id: ClauseId, governor: ClauseId, node: Node) -> bool {
        let tree = self.tree;
        let governor = &self.predicates[governor.index()];
        let lemma = tree.full_lemma(governor.anchor);
        let is_verb = governor.kind == PredicateKind::Verb;
        match tree.relation(node) {
            _ if self.clauses[id.index()].light.is_some() => true,
            Relation::Obj | Relation::Nsubj | Relation::NsubjPass => {
                is_verb && tree.is(Class::HappeningVerb, lemma)
            }
            Relation::Obl => {
                is_verb
                    && (tree.is(Class::AdjunctPreposition, tree.marker(node))
                        || tree.is(Class::HappeningVerb, lemma))
            }
            Relation::Root | Relation::Conj | Relation::Appos => true,
            _ => false,
        }
    }

    /// The conjunction of a clause on which another depends: *…, **if** they agree*.
    fn condition(&self, node: Node) -> Option<Node> {
        let tree = self.tree;
        let is_condition = |mark: &Node| tree.lower(*mark) != "once" && tree.is_condition(tree.lower(*mark));
        tree.children_by(node, Relation::Advcl)
            .find_map(|child| tree.children_by(child, Relation::Mark).find(is_condition))
    }

    /// What an adverb says of its clause: *usually*.
    fn adverb(&self, node: Node) -> Option<(Modality, Node)> {
        let tree = self.tree;
        tree.children(node).iter().find_map(|&child| match tree.relation(child).universal() {
            Relation::Advmod => {
                let modality = tree.cue(tree.lower(child), Governed::Noun).modality?;
                Some((modality, child))
            }
            Relation::Obl | Relation::Nmod => {
                let is_time = tree.upos(child) == Upos::Noun && tree.is_time(child);
                let each = |det: &Node| matches!(tree.lower(*det), "each" | "every");
                let det = tree.children_by(child, Relation::Det).find(each).filter(|_| is_time)?;
                Some((Modality::Generic, det))
            }
            _ => None,
        })
    }
}

fn flipped(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Positive => Polarity::Negative,
        Polarity::Negative => Polarity::Positive,
    }
}

/// The less factual of two modalities.
fn stronger(a: Modality, b: Modality) -> Modality {
    let rank = |modality| match modality {
        Modality::Asserted => 0,
        Modality::Generic => 1,
        Modality::Planned => 2,
        Modality::Possible => 3,
        Modality::Conditional => 4,
        Modality::Cancelled => 5,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Reads auxiliaries and the verb's form.
fn form(tree: &Tree, node: Node) -> Form {
    let mut form = Form::default();
    let mut is_perfect = false;
    let auxiliaries =
        tree.children(node).iter().copied().filter(|&child| {
            matches!(tree.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
        });
    let is_infinitive = tree.is_infinitive(node);
    for auxiliary in auxiliaries {
        let lower = tree.lower(auxiliary);
        let first = form.auxiliary.is_none();
        form.auxiliary = form.auxiliary.or(Some(auxiliary));
        is_perfect |= tree.value(Class::Auxiliary, lower) == Some("have") && !first;
        let (modality, tense) = match (tree.value(Class::Modal, lower), tree.xpos(auxiliary)) {
            (Some("will"), Xpos::Md) => (Modality::Planned, Tense::Future),
            (Some("can"), Xpos::Md) => (Modality::Possible, Tense::Present),
            (_, Xpos::Md) => (Modality::Possible, Tense::Future),
            (_, Xpos::Vbd) => (Modality::Asserted, Tense::Past),
            (_, Xpos::Vbz | Xpos::Vbp) if tree.lemma(auxiliary) == "have" => {
                (Modality::Asserted, Tense::Past)
            }
            // *is to visit*
            (_, Xpos::Vbz | Xpos::Vbp) if is_infinitive && tree.relation(auxiliary) == Relation::Aux => {
                (Modality::Planned, Tense::Future)
            }
            (_, Xpos::Vbz | Xpos::Vbp) => (Modality::Asserted, Tense::Present),
            _ => continue,
        };
        if first {
            (form.modality, form.tense, form.finite) = (modality, tense, true);
        }
    }
    if is_perfect && form.modality == Modality::Possible {
        form.tense = Tense::Past;
    }
    if form.auxiliary.is_none() {
        let tense = match tree.xpos(node) {
            Xpos::Vbd => Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
            _ => None,
        };
        form.finite = tense.is_some();
        form.tense = tense.unwrap_or_default();
    }
    form
}

/// The word that denies the clause.
fn denial(tree: &Tree, node: Node) -> Option<Node> {
    use Relation as R;
    tree.children(node).iter().copied().find_map(|child| {
        let this = |denies: bool| denies.then_some(child);
        match tree.relation(child).universal() {
            // *not only*
            R::Advmod if tree.is(Class::Negator, tree.lower(child)) => this(!is_only(tree, child)),
            R::Advmod if tree.lower(child) == "longer" => denial(tree, child),
            R::Mark | R::Case => this(tree.is(Class::DenyingPreposition, tree.clause_marker(node))),
            R::Cc => match tree.lower(child) {
                "nor" | "neither" => Some(child),
                // *left **rather** than visit Oslo*
                "rather" => this(tree.relation(node) == R::Conj),
                _ => None,
            },
            R::Det => this(tree.lower(child) == "no" && tree.has(node, R::Cop)),
            R::Nsubj | R::Obj => none_of(tree, child),
            // *At **no** time did Park visit Oslo*
            R::Obl => none_of(tree, child).filter(|_| is_inverted(tree, node, child)),
            _ => None,
        }
    })
}

/// Whether an auxiliary stands between the word and the subject of its verb.
fn is_inverted(tree: &Tree, verb: Node, word: Node) -> bool {
    let auxiliary = tree.child_by(verb, Relation::Aux).filter(|&auxiliary| auxiliary > word);
    let subject = tree.children_by(verb, Relation::Nsubj).last();
    auxiliary.zip(subject).is_some_and(|(auxiliary, subject)| auxiliary < subject)
}

/// Whether *not* precedes *only* or *just*, and so denies nothing.
fn is_only(tree: &Tree, not: Node) -> bool {
    let next = not + 1;
    next < tree.len() && tree.is(Class::FocusAdverb, tree.lower(next))
}

/// The word that makes a noun phrase negative: *no visit*, *nobody*, *neither Park nor Chua*, *not a single visit*. *No
/// wonder* and *no doubt* deny nothing.
fn none_of(tree: &Tree, node: Node) -> Option<Node> {
    let own = tree.is(Class::NegativePronoun, tree.lower(node)).then_some(node);
    let denies = |&child: &Node| match tree.relation(child) {
        Relation::Det => {
            matches!(tree.lower(child), "no" | "neither") && !tree.is(Class::CertainNoun, tree.lower(node))
        }
        Relation::CcPreconj | Relation::Cc => tree.lower(child) == "neither",
        Relation::Advmod => tree.lower(child) == "not" && tree.counts_none(child),
        _ => false,
    };
    own.or_else(|| tree.children(node).iter().copied().find(denies))
}
