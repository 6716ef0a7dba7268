//! Polarity, modality and tense of clauses.

use super::arguments::Builder;
use super::tree::{Node, Tree};
use super::words;
use crate::text::document::clause::{Link, Modality, Polarity, PredicateKind, Tense};
use crate::text::document::{ClauseId, Relation, Upos, Xpos};

/// The three facets of a clause that words set.
#[derive(Clone, Copy, Debug, Default)]
struct Facets {
    polarity: Polarity,
    modality: Modality,
    tense: Tense,
}

/// What the auxiliaries and the form of a verb say.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    modality: Modality,
    tense: Tense,
    finite: bool,
    has_auxiliary: bool,
}

impl Builder<'_> {
    /// Sets the facets of every clause, from the top of the tree down.
    pub(super) fn set_facets(&mut self) {
        for index in 0..self.tree.order.len() {
            let node = self.tree.order[index];
            if let Some(id) = self.main[node] {
                let is_noun = self.clauses[id as usize].kind == PredicateKind::Noun;
                let stands_alone = is_noun && self.clauses[id as usize].copula.is_none();
                let facets =
                    if stands_alone { self.noun_facets(id, node) } else { self.verb_facets(id, node) };
                self.set(id, facets);
            }
            if let Some(id) = self.noun[node].filter(|_| self.noun[node] != self.main[node]) {
                let facets = self.noun_facets(id, node);
                self.set(id, facets);
            }
        }
        // A light verb may stand below its noun (*visits made by …*).
        for id in 0..self.clauses.len() {
            let light = self.clauses[id]
                .light
                .and_then(|light| self.clauses.binary_search_by_key(&light, |c| c.head).ok());
            if let Some(light) = light {
                let denied = self.clauses[id].polarity;
                let own = self.clauses[id].modality;
                let verb = self.facets_of(light as ClauseId);
                let polarity = if denied == Polarity::Negative { denied } else { verb.polarity };
                self.set(id as ClauseId, Facets { polarity, modality: stronger(own, verb.modality), ..verb });
            }
        }
    }

    fn set(&mut self, id: ClauseId, facets: Facets) {
        let clause = &mut self.clauses[id as usize];
        (clause.polarity, clause.modality, clause.tense) = (facets.polarity, facets.modality, facets.tense);
    }

    fn facets_of(&self, id: ClauseId) -> Facets {
        let clause = &self.clauses[id as usize];
        Facets { polarity: clause.polarity, modality: clause.modality, tense: clause.tense }
    }

    fn verb_facets(&self, id: ClauseId, node: Node) -> Facets {
        let tree = self.tree;
        let form = form(tree, node);
        let parent = self.clauses[id as usize].parent;
        let above = parent.map(|(parent, _)| self.facets_of(parent)).unwrap_or_default();
        let mut facets = Facets { polarity: Polarity::Positive, modality: form.modality, tense: form.tense };
        match parent {
            Some((governor, Link::Complement)) => facets = self.complement(governor, node, form, facets),
            Some((_, Link::Purpose)) => {
                facets.modality = stronger(Modality::Planned, above.modality);
                facets.tense = above.tense;
            }
            Some((_, Link::Conjunct)) if !form.finite && !form.has_auxiliary => {
                let is_contrast = tree.children_by(node, Relation::Cc).any(|cc| tree.lower(cc) == "but");
                let polarity = if is_contrast { facets.polarity } else { above.polarity };
                facets = Facets { polarity, ..above };
            }
            Some((_, Link::Condition)) => facets.modality = Modality::Conditional,
            Some((_, Link::Adverbial | Link::Nominal)) if !form.finite => {
                facets.modality = stronger(facets.modality, above.modality);
                facets.tense = if self.clauses[id as usize].passive { Tense::Past } else { above.tense };
            }
            Some((_, Link::Relative)) if !form.finite => {
                let is_past = self.clauses[id as usize].passive && !tree.is_infinitive(node);
                facets.tense = if is_past { Tense::Past } else { above.tense };
            }
            _ => {}
        }
        if is_negated(tree, node) {
            facets.polarity = match facets.polarity {
                Polarity::Positive => Polarity::Negative,
                Polarity::Negative if parent.is_some_and(|(_, link)| link == Link::Complement) => {
                    Polarity::Positive
                }
                Polarity::Negative => Polarity::Negative,
            };
        }
        if self.has_condition(node) && form.tense != Tense::Past {
            facets.modality = stronger(facets.modality, Modality::Conditional);
        }
        if facets.modality == Modality::Asserted && is_habitual(tree, node) {
            facets.modality = Modality::Generic;
        }
        let is_imperative = parent.is_none() && tree.xpos(node) == Xpos::Vb && !form.has_auxiliary;
        if is_imperative && !tree.has(node, Relation::Nsubj) {
            facets.modality = stronger(facets.modality, Modality::Possible);
        }
        facets
    }

    /// What a governor says of the clause that completes it.
    fn complement(&self, governor: ClauseId, node: Node, form: Form, mut facets: Facets) -> Facets {
        let tree = self.tree;
        let above = self.facets_of(governor);
        let anchor = self.predicates[governor as usize].anchor;
        let lemma = tree.full_lemma(anchor);
        let denies = words::is(words::NEGATIVE, lemma);
        if form.finite {
            if tree.marks(node).any(|mark| matches!(mark, "if" | "whether")) {
                facets.modality = stronger(facets.modality, Modality::Possible);
            }
            if denies && above.polarity == Polarity::Positive {
                facets.polarity = Polarity::Negative;
            }
            if let Some(modality) = finite_modality(lemma) {
                facets.modality = stronger(facets.modality, modality);
            }
            return facets;
        }
        let modality = match lemma {
            "go" if tree.xpos(anchor) == Xpos::Vbg => Modality::Planned,
            "use" if tree.xpos(anchor) == Xpos::Vbd => Modality::Generic,
            "have" if tree.is_infinitive(node) => Modality::Possible,
            _ if words::is(words::PLANNED, lemma) => Modality::Planned,
            _ if words::is(words::POSSIBLE, lemma) => Modality::Possible,
            _ if words::is(words::CANCELLED, lemma) => Modality::Cancelled,
            _ => Modality::Asserted,
        };
        facets.modality = stronger(stronger(facets.modality, modality), above.modality);
        facets.polarity = if denies { flipped(above.polarity) } else { above.polarity };
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

    fn noun_facets(&self, id: ClauseId, node: Node) -> Facets {
        let tree = self.tree;
        let parent = self.clauses[id as usize].parent;
        let above = parent.map(|(parent, _)| self.facets_of(parent)).unwrap_or_default();
        let mut facets = Facets { polarity: Polarity::Positive, ..above };
        if let Some((governor, link)) = parent {
            let anchor = self.predicates[governor as usize].anchor;
            let lemma = tree.full_lemma(anchor);
            let is_object = matches!(tree.relation(node), Relation::Obj | Relation::NsubjPass)
                || tree.relation(node) == Relation::Nsubj && self.clauses[governor as usize].passive
                || tree.relation(node) == Relation::Obl && tree.marker(node) == "for";
            let is_topic = tree.relation(node) == Relation::Nmod
                && matches!(tree.marker(node), "for" | "of" | "to" | "on");
            if link == Link::Conjunct {
                facets.polarity = above.polarity;
            } else if is_object || is_topic {
                let full = match tree.relation(node) {
                    Relation::Obl => [lemma, " for"].concat(),
                    _ => lemma.to_owned(),
                };
                if is_object && words::is(words::NEGATIVE, &full) {
                    facets.polarity = flipped(above.polarity);
                }
                if let Some(modality) = object_modality(&full) {
                    facets.modality = stronger(facets.modality, modality);
                }
            }
        }
        for child in tree.children_by(node, Relation::Amod) {
            if let Some(modality) =
                object_modality(tree.lemma(child)).or_else(|| object_modality(tree.lower(child)))
            {
                facets.modality = stronger(facets.modality, modality);
            }
        }
        if is_none(tree, node) || tree.marker(node) == "without" {
            facets.polarity = Polarity::Negative;
        }
        facets
    }

    /// Whether a clause depends on another: *…, if they agree*.
    fn has_condition(&self, node: Node) -> bool {
        let tree = self.tree;
        tree.children_by(node, Relation::Advcl)
            .any(|child| tree.marks(child).any(|mark| mark != "once" && words::is(words::CONDITIONS, mark)))
    }
}

fn flipped(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Positive => Polarity::Negative,
        Polarity::Negative => Polarity::Positive,
    }
}

/// The one of two modalities that takes more away from a fact.
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

/// What a finite complement is under verbs and adjectives that do not tell a fact.
fn finite_modality(lemma: &str) -> Option<Modality> {
    match lemma {
        "expect" | "plan" => Some(Modality::Planned),
        "ask" | "demand" | "fear" | "hope" | "insist" | "likely" | "possible" | "propose" | "recommend"
        | "request" | "suggest" | "unlikely" | "urge" | "want" | "wish" | "hopeful" => {
            Some(Modality::Possible)
        }
        _ => None,
    }
}

/// What an eventive noun is as the object of a verb, the topic of a noun, or after an adjective.
fn object_modality(lemma: &str) -> Option<Modality> {
    match lemma {
        "arrange" | "expect" | "intend" | "plan" | "planned" | "pledge" | "prepare" | "promise"
        | "schedule" | "scheduled" | "upcoming" | "forthcoming" | "expected" => Some(Modality::Planned),
        "call for" | "consider" | "contemplate" | "demand" | "explore" | "hope for" | "possible"
        | "potential" | "proposal" | "propose" | "proposed" | "push for" | "recommend" | "request"
        | "seek" | "suggest" | "threat" | "threaten" | "want" | "possibility" | "hope" | "call" => {
            Some(Modality::Possible)
        }
        _ if words::is(words::CANCELLED, lemma) => Some(Modality::Cancelled),
        _ => None,
    }
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
        let first = !form.has_auxiliary;
        form.has_auxiliary = true;
        is_perfect |= matches!(lower, "have" | "'ve" | "’ve") && !first;
        let (modality, tense) = match (lower, tree.xpos(auxiliary)) {
            ("will" | "'ll" | "’ll" | "wo" | "shall" | "sha" | "would" | "'d" | "’d", Xpos::Md) => {
                (Modality::Planned, Tense::Future)
            }
            ("can" | "ca", Xpos::Md) => (Modality::Possible, Tense::Present),
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
    if !form.has_auxiliary {
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

/// Whether a word of the clause denies it.
fn is_negated(tree: &Tree, node: Node) -> bool {
    use Relation as R;
    tree.children(node).iter().any(|&child| match tree.relation(child).universal() {
        R::Advmod => {
            words::is(words::NOT, tree.lower(child))
                || tree.lower(child) == "longer" && is_negated(tree, child)
        }
        R::Mark => tree.lower(child) == "without",
        R::Cc => matches!(tree.lower(child), "nor" | "neither"),
        R::Det => tree.lower(child) == "no" && tree.has(node, R::Cop),
        R::Nsubj | R::Obj => is_none(tree, child),
        _ => false,
    })
}

/// Whether a noun phrase is of nothing: *no visit*, *nobody*.
fn is_none(tree: &Tree, node: Node) -> bool {
    words::is(words::NOBODY, tree.lower(node))
        || tree.children_by(node, Relation::Det).any(|det| matches!(tree.lower(det), "no" | "neither"))
}

/// Whether a clause says that something happens again and again.
fn is_habitual(tree: &Tree, node: Node) -> bool {
    tree.children(node).iter().any(|&child| match tree.relation(child).universal() {
        Relation::Advmod => words::is(words::HABITUAL, tree.lower(child)),
        Relation::Obl | Relation::Nmod => {
            tree.upos(child) == Upos::Noun
                && words::is(words::TIMES, tree.lemma(child))
                && tree
                    .children_by(child, Relation::Det)
                    .any(|det| matches!(tree.lower(det), "each" | "every"))
        }
        _ => false,
    })
}
