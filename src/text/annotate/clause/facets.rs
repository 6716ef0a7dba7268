//! Polarity, modality, tense and source of clauses.

use super::tree::Tree;
use crate::text::document::clause::{Clause, ClauseId, Link, Modality, Polarity, PredicateKind, Tense};
use crate::text::document::{Relation, TokenId, Upos, Xpos};

/// Verbs that report what somebody says.
const SPEECH: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "affirm",
    "allege",
    "announce",
    "argue",
    "assert",
    "assure",
    "claim",
    "comment",
    "conclude",
    "concede",
    "confirm",
    "declare",
    "deny",
    "disclose",
    "emphasize",
    "estimate",
    "explain",
    "hint",
    "indicate",
    "insist",
    "maintain",
    "mention",
    "note",
    "observe",
    "point out",
    "pledge",
    "predict",
    "promise",
    "reaffirm",
    "recall",
    "reiterate",
    "remark",
    "report",
    "respond",
    "reveal",
    "say",
    "state",
    "stress",
    "suggest",
    "tell",
    "testify",
    "threaten",
    "vow",
    "warn",
    "write",
];

const PLANS: &[&str] = &[
    "agree", "aim", "arrange", "choose", "decide", "expect", "intend", "mean", "opt", "plan", "pledge",
    "prepare", "promise", "schedule", "set", "vow",
];

const HOPES: &[&str] = &[
    "ask", "attempt", "bid", "consider", "demand", "hope", "invite", "look", "offer", "propose", "seek",
    "try", "urge", "want", "wish", "want",
];

const REFUSALS: &[&str] = &["decline", "fail", "forget", "refuse", "deny"];

const CANCELS: &[&str] =
    &["abandon", "block", "call off", "cancel", "drop", "postpone", "scrap", "shelve", "veto"];

/// Whether a verb reports what somebody says.
pub(super) fn is_speech(tree: &Tree, word: TokenId) -> bool {
    SPEECH.contains(&tree.lemma(word))
}

/// Sets the facets of the clauses, from the top of the tree down, so that those below inherit.
pub(super) fn set(tree: &Tree, clauses: &mut [Clause], order: &[usize]) {
    for &index in order {
        let own = own(tree, &clauses[index]);
        let above = clauses[index].parent.map(|(parent, link)| (&clauses[parent as usize], link));
        let (polarity, modality, tense) = match above {
            Some((above, link)) => inherit(tree, &clauses[index], own, above, link),
            None => (own.0, own.1.unwrap_or_default(), own.2),
        };
        let reported_by =
            clauses[index].parent.and_then(|(parent, link)| reporter(tree, clauses, parent, link));
        let clause = &mut clauses[index];
        (clause.polarity, clause.modality, clause.tense) = (polarity, modality, tense);
        clause.reported_by = reported_by;
    }
}

type Facets = (Polarity, Option<Modality>, Tense);

/// What a clause's own words say.
fn own(tree: &Tree, clause: &Clause) -> Facets {
    let carrier = clause.head;
    let (mut polarity, mut modality, mut tense) = (Polarity::Positive, None, Tense::None);
    match tree.xpos(carrier) {
        Xpos::Vbd => tense = Tense::Past,
        Xpos::Vbz | Xpos::Vbp => tense = Tense::Present,
        _ => {}
    }
    for &child in tree.children(carrier) {
        let lower = tree.lower(child);
        match tree.relation(child) {
            Relation::Advmod | Relation::Det | Relation::CcPreconj
                if matches!(lower, "not" | "n't" | "never" | "no") =>
            {
                let only = tree
                    .document
                    .tokens
                    .lower
                    .get(child as usize + 1)
                    .is_some_and(|&w| tree.document.strings.text(w) == "only");
                if !only {
                    polarity = Polarity::Negative;
                }
            }
            Relation::Advmod
                if matches!(lower, "usually" | "often" | "always" | "regularly" | "typically") =>
            {
                modality = Some(Modality::Generic);
            }
            Relation::Mark | Relation::Case if lower == "without" => polarity = Polarity::Negative,
            Relation::Mark if matches!(lower, "if" | "unless") => modality = Some(Modality::Conditional),
            Relation::Aux | Relation::AuxPass | Relation::Cop => match lower {
                "will" | "'ll" | "shall" | "wo" => {
                    (modality, tense) = (Some(Modality::Planned), Tense::Future)
                }
                "may" | "might" | "could" | "can" | "should" | "must" => {
                    modality = Some(Modality::Possible);
                    tense = Tense::Present;
                }
                "would" => {
                    modality = Some(Modality::Planned);
                    tense = Tense::Future;
                }
                "was" | "were" | "had" | "did" => tense = Tense::Past,
                "has" | "have" | "'ve" => tense = Tense::Past,
                _ if tense == Tense::None => tense = Tense::Present,
                _ => {}
            },
            _ => {}
        }
    }
    (polarity, modality, tense)
}

fn inherit(
    tree: &Tree,
    clause: &Clause,
    own: Facets,
    above: &Clause,
    link: Link,
) -> (Polarity, Modality, Tense) {
    let (mut polarity, mut modality, mut tense) = (own.0, own.1, own.2);
    let lemma = lemma(tree, above);
    let finite = tense != Tense::None;
    let speech = SPEECH.contains(&lemma.as_str());
    let nominal = clause.kind != PredicateKind::Verb && link == Link::Nominal;
    if !finite {
        tense = above.tense;
        let governed = link == Link::Complement || nominal;
        if governed && (clause.light == Some(above.head) || !speech) {
            if modality.is_none()
                && above.modality != Modality::Asserted
                && above.modality != Modality::Generic
            {
                modality = Some(above.modality);
            }
            if above.polarity == Polarity::Negative
                && (clause.light == Some(above.head) || link == Link::Complement)
            {
                polarity = Polarity::Negative;
            }
        }
        if link == Link::Complement || nominal {
            let plain = |list: &[&str]| list.contains(&lemma.as_str());
            if plain(PLANS) && link == Link::Complement {
                modality = Some(Modality::Planned);
            } else if plain(HOPES) {
                modality = modality.or(Some(Modality::Possible));
            } else if plain(REFUSALS) && link == Link::Complement {
                polarity = Polarity::Negative;
            } else if plain(CANCELS)
                && nominal
                && !matches!(tree.relation(clause.head), Relation::Obl | Relation::Nsubj)
            {
                modality = Some(Modality::Cancelled);
                polarity = Polarity::Negative;
            }
        }
        if link == Link::Purpose {
            modality = modality.or(Some(Modality::Planned));
        }
    }
    if link == Link::Conjunct {
        modality = modality.or((!finite || above.modality != Modality::Asserted && own.2 == above.tense)
            .then_some(above.modality));
        if !finite && tree.upos(clause.head) == Upos::Verb && above.polarity == Polarity::Negative {
            polarity = Polarity::Negative;
        }
    }
    (polarity, modality.unwrap_or_default(), tense)
}

fn lemma(tree: &Tree, clause: &Clause) -> String {
    let mut lemma = tree.lemma(clause.head).to_owned();
    if let Some(particle) = clause.particle {
        lemma.push(' ');
        lemma.push_str(tree.lower(particle));
    }
    lemma
}

/// The clause of saying that reports a clause: the one above it, or the one that reports that one.
fn reporter(tree: &Tree, clauses: &[Clause], parent: ClauseId, link: Link) -> Option<ClauseId> {
    let above = &clauses[parent as usize];
    let speech = above.kind == PredicateKind::Verb && SPEECH.contains(&lemma(tree, above).as_str());
    let content = matches!(link, Link::Complement | Link::Beside);
    if speech && content { Some(parent) } else { above.reported_by }
}
