//! Noun phrases: where each begins and ends, and which word heads it.

use std::ops::Range;

use super::tree::{Node, Tree};
use crate::document::clause::PhraseKind;
use crate::document::{NameKind, Phrase, PhraseId, Relation, Upos, Xpos};
use crate::english::words::Class;

/// The phrases of a sentence, and the nodes that represent them.
pub(super) struct Phrases {
    /// In the order of their heads.
    pub list: Vec<Phrase>,
    /// The phrase that a node heads in the tree; a name and the title that represents it in the tree share one.
    pub of: Vec<Option<PhraseId>>,
    /// The node that represents each phrase in the tree.
    pub nodes: Vec<Node>,
    /// Where each phrase lies, in nodes.
    pub spans: Vec<Spans>,
}

/// How far a node's phrase reaches.
#[derive(Clone, Debug)]
pub(super) struct Spans {
    /// Without prepositional phrases.
    pub narrow: Range<Node>,
    /// With prepositional phrases.
    pub core: Range<Node>,
    /// With its conjuncts too.
    whole: Range<Node>,
}

impl Phrases {
    /// Finds the phrases; relative pronouns with an antecedent are not phrases. Linear except for sorting.
    pub(super) fn new(tree: &Tree, antecedents: &[Option<Node>]) -> Phrases {
        let mut spans: Vec<Option<Spans>> = vec![None; tree.len()];
        for &node in tree.order.iter().rev() {
            spans[node] = Some(reach(tree, node, &spans));
        }
        let spans: Vec<Spans> = spans.into_iter().flatten().collect();
        let mut heads: Vec<(Node, Node)> = Vec::new(); // head of the phrase, node in the tree
        let mut merged: Vec<(Node, Node)> = Vec::new();
        let mut taken = vec![false; tree.len()];
        for &node in &tree.order {
            if taken[node] || antecedents[node].is_some() || !heads_phrase(tree, node) {
                continue;
            }
            taken[node] = true;
            let person = person_inside(tree, node, &spans[node].narrow).filter(|&person| !taken[person]);
            heads.push((person.unwrap_or(node), node));
            // Nodes between the two in the tree, and the other words of a name, head no phrases.
            let between = std::iter::successors(person, |&at| tree.head(at).filter(|&head| head != node));
            let name = tree.name_range(person.unwrap_or(node)).unwrap_or(node..node);
            for part in between.take(super::tree::REACH).chain(name) {
                if !std::mem::replace(&mut taken[part], true) {
                    merged.push((part, node));
                }
            }
        }
        heads.sort_unstable();
        let mut of = vec![None; tree.len()];
        for (index, &(_, node)) in heads.iter().enumerate() {
            of[node] = Some(PhraseId::at(index));
        }
        for (part, node) in merged {
            of[part] = of[node];
        }
        let phrase = |&(head, node): &(Node, Node)| Phrase {
            head: tree.token(head),
            core: tree.token_range(&spans[node].core),
            narrow: tree.token_range(&spans[node].narrow),
            kind: kind(tree, head),
            title: None,
            affiliation: None,
            appositions: Vec::new(),
            described_by: Vec::new(),
        };
        Phrases {
            list: heads.iter().map(phrase).collect(),
            of,
            nodes: heads.iter().map(|&(_, node)| node).collect(),
            spans: heads.iter().map(|&(_, node)| spans[node].clone()).collect(),
        }
    }
}

/// Whether a node heads a noun phrase.
fn heads_phrase(tree: &Tree, node: Node) -> bool {
    use Relation as R;
    let relation = tree.relation(node);
    if matches!(
        relation,
        R::Flat | R::Fixed | R::Goeswith | R::Case | R::Mark | R::Cc | R::Det | R::Aux | R::Cop
    ) {
        return false;
    }
    match tree.upos(node) {
        Upos::Noun | Upos::Propn => true,
        Upos::Pron => relation != R::Expl,
        Upos::Num | Upos::Sym => relation != R::Nummod,
        // *Chinese visit*
        Upos::Adj if relation == R::Amod => tree.lemma(node).chars().next().is_some_and(char::is_uppercase),
        // *the poor*
        Upos::Adj | Upos::Det | Upos::X => {
            matches!(relation.universal(), R::Nsubj | R::Obj | R::Iobj | R::Nmod | R::Appos)
                || relation.universal() == R::Obl && tree.has(node, R::Det)
        }
        _ => false,
    }
}

fn kind(tree: &Tree, node: Node) -> PhraseKind {
    match tree.upos(node) {
        _ if tree.name(node).is_some() => PhraseKind::Name,
        Upos::Propn => PhraseKind::Name,
        Upos::Pron if tree.is_wh(node) && tree.lower(node) != "that" => PhraseKind::Relative,
        Upos::Pron | Upos::Det => PhraseKind::Pronoun,
        _ => PhraseKind::Common,
    }
}

/// How far the phrase of a node reaches. The phrases of its dependents are known.
fn reach(tree: &Tree, node: Node, known: &[Option<Spans>]) -> Spans {
    use Relation as R;
    let extent = tree.extent(node);
    if matches!(tree.upos(node), Upos::Verb | Upos::Aux) {
        return Spans { narrow: node..node + 1, core: extent.clone(), whole: extent };
    }
    let children = tree.children(node);
    let split = children.partition_point(|&child| child < node);
    let (left, right) = children.split_at(split);

    let mut start = node;
    let mut touched = node;
    for &child in left.iter().rev() {
        if tree.extent(child).end < touched {
            break;
        }
        touched = touched.min(tree.extent(child).start);
        match tree.relation(child) {
            R::Punct if is_border(tree, child) => break,
            R::Punct => {}
            R::Det
            | R::DetPredet
            | R::Amod
            | R::Nummod
            | R::Compound
            | R::Flat
            | R::NmodPoss
            | R::NmodDesc
            | R::Nmod
            | R::NmodUnmarked
            | R::Goeswith => start = start.min(tree.extent(child).start),
            _ => break,
        }
    }

    let (mut narrow, mut core, mut open) = (node + 1, node + 1, true);
    let mut conjuncts = None;
    let mut touched = node + 1;
    for (index, &child) in right.iter().enumerate() {
        let child_extent = tree.extent(child);
        let whole = known[child].as_ref().map_or(child..child + 1, |spans| spans.whole.clone());
        let tight = child_extent.start <= core;
        // *the firm (Oslo)*
        let is_cut_off = tree.relation(child) != R::Conj && is_border(tree, child_extent.start);
        // Words of other phrases come between: *Talks were held between …*.
        if child_extent.start > touched && tree.relation(child) != R::Conj {
            break;
        }
        touched = touched.max(child_extent.end);
        match tree.relation(child) {
            _ if is_cut_off => break,
            R::Punct => {}
            R::Flat | R::Goeswith | R::Compound | R::Nummod | R::NmodDesc | R::Fixed | R::Amod | R::Det => {
                core = core.max(child_extent.end);
            }
            R::NmodUnmarked if tree.upos(node) == Upos::Propn && tight => core = core.max(whole.end),
            // *the company Nimbus*
            R::Appos if tight && whole.start <= core => core = core.max(whole.end),
            R::Nmod if !tree.marker(child).is_empty() => {
                open = false;
                core = core.max(whole.end);
                if whole.end < child_extent.end {
                    break;
                }
            }
            R::Conj => {
                conjuncts = Some(index);
                break;
            }
            _ => break,
        }
        if open {
            narrow = core;
        }
    }
    let (narrow, core) = match tree.name_range(node) {
        // A name is one unit, wherever the tree attaches its parts.
        Some(name) if name.start < narrow && name.end > start => {
            start = start.min(name.start);
            (narrow.max(name.end), core.max(name.end))
        }
        _ => (narrow, core),
    };
    let mut whole = core;
    for &child in conjuncts.map_or(&[][..], |index| &right[index..]) {
        if tree.relation(child) == R::Conj {
            whole = known[child].as_ref().map_or(whole, |spans| whole.max(spans.whole.end));
        }
    }
    // An article before the conjuncts of a hyphenated or quoted phrase leaves its punctuation outside.
    while start < node && tree.upos(start) == Upos::Punct {
        start += 1;
    }
    Spans { narrow: start..narrow, core: start..core, whole: start..whole }
}

/// Whether a punctuation mark ends the core of a phrase.
fn is_border(tree: &Tree, node: Node) -> bool {
    matches!(tree.xpos(node), Xpos::Comma | Xpos::Colon | Xpos::Lrb | Xpos::Rrb | Xpos::Period)
        || matches!(tree.form(node), "," | "–" | "—" | "(" | ")" | "[" | "]" | ";" | ":")
}

/// The person whose name follows a title or an organisation that the tree treats as the head.
fn person_inside(tree: &Tree, node: Node, narrow: &Range<Node>) -> Option<Node> {
    if tree.is_named(node, NameKind::Person) || tree.upos(node) == Upos::Pron {
        return None;
    }
    let first = (node + 1..narrow.end).find(|&at| tree.is_named(at, NameKind::Person))?;
    let name = tree.name_range(first)?;
    if name.end > narrow.end {
        return None;
    }
    let top = name.clone().find(|&at| tree.head(at).is_none_or(|head| !name.contains(&head)))?;
    // It must be attached to the phrase directly and not inside a modifier (*the party Ann Oak's friends …*).
    let mut at = top;
    for _ in 0..super::tree::REACH {
        match tree.head(at) {
            _ if tree.relation(at) == Relation::NmodPoss => return None,
            Some(head) if head == node => return Some(top),
            Some(head) => at = head,
            None => return None,
        }
    }
    None
}

/// Finds titles, affiliations and appositions.
pub(super) fn describe_persons(tree: &Tree, phrases: &mut Phrases) {
    for id in 0..phrases.list.len() {
        if is_person(tree, phrases, id) {
            describe_by_surroundings(tree, phrases, id, |at| is_title(tree, at) && !is_honorific(tree, at));
        }
    }
    for id in 0..phrases.list.len() {
        let appositions: Vec<PhraseId> = tree
            .children_by(phrases.nodes[id], Relation::Appos)
            .filter(|&child| tree.upos(child) != Upos::Num) // an age
            .filter_map(|child| phrases.of[child])
            .filter(|&apposition| apposition.index() != id)
            .collect();
        for &other in &appositions {
            describe_by_apposition(tree, phrases, id, other.index());
        }
        phrases.list[id].appositions = appositions;
    }
    for id in 0..phrases.list.len() {
        if phrases.list[id].title.is_none() && is_person(tree, phrases, id) {
            describe_by_surroundings(tree, phrases, id, |at| is_title(tree, at));
        }
    }
}

/// *Nimbus CEO Ann Oak*, *CEO Ann Oak of Nimbus*
fn describe_by_surroundings(tree: &Tree, phrases: &mut Phrases, id: usize, is_title: impl Fn(Node) -> bool) {
    let node = phrases.nodes[id];
    let head = (phrases.list[id].head - tree.token(0)) as Node;
    let name_start = tree.name_range(head).map_or(head, |name| name.start);
    let start = phrases.spans[id].narrow.start;
    let title = (start..name_start).rev().find(|&at| is_title(at));
    let title = title.map(|at| title_start(tree, start, at)..at + 1);
    // Without a title and a layer of names, the words around a proper name say nothing about it.
    if title.is_none() && tree.name(head).is_none() {
        return;
    }
    let before = start..title.as_ref().map_or(name_start, |title| title.start);
    let affiliation = affiliation_before(tree, before)
        .or_else(|| affiliation_after(tree, phrases, node))
        .or_else(|| affiliation_after(tree, phrases, head));
    set(tree, &mut phrases.list[id], title, affiliation);
}

/// *Ann Oak, CEO of Nimbus*, *the CEO of Nimbus, Ann Oak*
fn describe_by_apposition(tree: &Tree, phrases: &mut Phrases, id: usize, other: usize) {
    let (person, post) = match is_title(tree, phrases.nodes[other]) {
        true => (id, other),
        false => (other, id),
    };
    let node = phrases.nodes[post];
    if is_person(tree, phrases, person) && is_title(tree, node) {
        let start = phrases.spans[post].narrow.start;
        let title = title_start(tree, start, node)..node + 1;
        let affiliation =
            affiliation_before(tree, start..title.start).or_else(|| affiliation_after(tree, phrases, node));
        set(tree, &mut phrases.list[person], Some(title.clone()), affiliation.clone());
        // *the new minister, Ann Oak*: the phrase denotes the person
        if post == id {
            set(tree, &mut phrases.list[post], Some(title), affiliation);
        }
    }
}

fn is_honorific(tree: &Tree, node: Node) -> bool {
    tree.is(Class::Honorific, tree.lower(node))
}

fn set(tree: &Tree, phrase: &mut Phrase, title: Option<Range<Node>>, affiliation: Option<Range<Node>>) {
    if phrase.title.is_none() {
        phrase.title = title.map(|title| tree.token_range(&title));
    }
    if phrase.affiliation.is_none() {
        phrase.affiliation = affiliation.map(|affiliation| tree.token_range(&affiliation));
    }
}

/// Whether a phrase may name a person: by the layer of names, or if that has nothing, as a proper name.
fn is_person(tree: &Tree, phrases: &Phrases, id: usize) -> bool {
    let head = (phrases.list[id].head - tree.token(0)) as Node;
    match tree.name(head) {
        Some(name) => name.kind == NameKind::Person,
        None => tree.upos(head) == Upos::Propn,
    }
}

/// Whether a word before a name is a title, or a common noun that says what the person is.
fn is_title(tree: &Tree, node: Node) -> bool {
    tree.is(Class::Title, &tree.lemma(node).to_lowercase())
        || tree.upos(node) == Upos::Noun && tree.relation(node) == Relation::NmodDesc
}

/// Where the title that ends with this word begins.
fn title_start(tree: &Tree, from: Node, last: Node) -> Node {
    let belongs = |at: Node| {
        tree.name(at).is_none()
            && (tree.is(Class::TitlePart, tree.lower(at))
                || tree.is(Class::Title, &tree.lemma(at).to_lowercase())
                || tree.upos(at) == Upos::Noun && tree.relation(at) == Relation::Compound)
    };
    let mut start = last;
    while start > from && belongs(start - 1) {
        start -= 1;
    }
    start
}

/// The last organisation or place named in these nodes, else the proper name at their end.
fn affiliation_before(tree: &Tree, nodes: Range<Node>) -> Option<Range<Node>> {
    let last =
        |kind| nodes.clone().rev().find(|&at| tree.is_named(at, kind)).and_then(|at| tree.name_range(at));
    let named = last(NameKind::Organization).or_else(|| last(NameKind::Place));
    if named.is_some() {
        return named.map(|name| name.start.max(nodes.start)..name.end.min(nodes.end));
    }
    let is_proper =
        |at: &Node| tree.upos(*at) == Upos::Propn && tree.name(*at).is_none() && !is_title(tree, *at);
    let end = nodes.clone().rev().find(is_proper)? + 1;
    let start = (nodes.start..end).rev().take_while(is_proper).last()?;
    Some(start..end)
}

/// The organisation or place in *CEO of Nimbus*.
fn affiliation_after(tree: &Tree, phrases: &Phrases, node: Node) -> Option<Range<Node>> {
    let child = tree.children(node).iter().copied().find(|&child| {
        child > node
            && matches!(tree.relation(child), Relation::Nmod)
            && tree.is(Class::AffiliationPreposition, tree.marker(child))
            && (tree.upos(child) == Upos::Propn || tree.name(child).is_some())
            && !tree.is_named(child, NameKind::Person)
    })?;
    let id = phrases.of[child]?.index();
    let narrow = &phrases.spans[id].narrow;
    let start = narrow.clone().find(|&at| tree.upos(at) != Upos::Det).unwrap_or(narrow.start);
    Some(start..narrow.end)
}
