//! The dependency tree of one sentence, for the steps of this folder.

use std::ops::Range;

use crate::document::cue::{Cue, Governed};
use crate::document::{
    Document, Modality, Name, NameKind, Relation, Strings, TokenId, Tokens, Upos, Word, Xpos,
};
use crate::english::calendar;
use crate::english::words::{self, Class, LONGEST_PREPOSITION};

/// The index of a token in its sentence.
pub(super) type Node = usize;

/// How far a search goes up or down the tree: no construction reaches further, and the cost stays linear.
pub(super) const REACH: usize = 8;

/// The most arguments of a clause, and the most members of a coordination, that are kept.
pub(super) const MOST_ARGUMENTS: usize = 64;

/// A sentence's tree with what the steps look up repeatedly. It is a forest, whatever the heads were.
pub(super) struct Tree<'a> {
    base: TokenId,
    strings: &'a Strings,
    tokens: &'a Tokens,
    names: &'a [Name],
    name_of: Vec<Option<u32>>,
    heads: Vec<Option<Node>>,
    child_starts: Vec<u32>,
    child_list: Vec<Node>,
    /// The nodes, each after its head.
    pub order: Vec<Node>,
    extents: Vec<Range<Node>>,
    /// The preposition of a phrase or gerund, the empty word where there is none.
    pub markers: Vec<Word>,
    /// For a noun or adverb inside a multiword preposition: the phrase that this governs, and the preposition.
    pub bridges: Vec<Option<(Node, Word)>>,
    /// The lemma with the particle.
    pub lemmas: Vec<Word>,
    /// The particle of a verb.
    pub particles: Vec<Option<Node>>,
    /// The word that fills a gap of place.
    pub in_word: Word,
    /// The word *to*, interned.
    pub to_word: Word,
}

impl<'a> Tree<'a> {
    /// The tree of a sentence. Words that only this layer creates are interned first.
    pub(super) fn new(document: &'a mut Document, tokens: Range<TokenId>) -> Tree<'a> {
        let base = tokens.start;
        let count = tokens.len();
        let local = |token: TokenId| tokens.contains(&token).then(|| (token - base) as Node);
        let mut heads: Vec<Option<Node>> = (0..count)
            .map(|node| document.tokens.head.get(node + base as usize).and_then(|&head| local(head)))
            .collect();
        let (child_starts, child_list) = children_of(&heads);
        let order = order(&mut heads, &child_starts, &child_list);
        // A broken cycle lost an edge.
        let (child_starts, child_list) = children_of(&heads);
        let extents = extents(&heads, &order);

        let tree = Tree {
            base,
            strings: &document.strings,
            tokens: &document.tokens,
            names: &[],
            name_of: Vec::new(),
            heads,
            child_starts,
            child_list,
            order,
            extents,
            markers: Vec::new(),
            bridges: Vec::new(),
            lemmas: Vec::new(),
            particles: Vec::new(),
            in_word: Word::EMPTY,
            to_word: Word::EMPTY,
        };
        let particles: Vec<Option<Node>> = (0..count).map(|node| tree.find_particle(node)).collect();
        let mut found: Vec<Option<Marker>> = (0..count).map(|node| tree.find_marker(node)).collect();
        let lemmas: Vec<Option<String>> = (0..count)
            .map(|node| {
                particles[node].map(|particle| [tree.lemma(node), " ", tree.lower(particle)].concat())
            })
            .collect();
        let Tree { heads, child_starts, child_list, order, extents, .. } = tree;

        let in_word = document.strings.intern("in");
        let to_word = document.strings.intern("to");
        let mut bridges = vec![None; count];
        for (node, marker) in found.iter_mut().enumerate() {
            if let Some((bridge, preposition)) = marker.as_mut().and_then(|marker| marker.bridge.take()) {
                bridges[bridge] = Some((node, document.strings.intern(&preposition)));
            }
        }
        let mut intern = |text: Option<String>| text.map(|text| document.strings.intern(&text));
        let markers =
            found.into_iter().map(|marker| intern(marker.map(|m| m.text)).unwrap_or_default()).collect();
        let own = |node: usize| document.tokens.lemma.get(node + base as usize).copied().unwrap_or_default();
        let lemmas =
            lemmas.into_iter().enumerate().map(|(n, l)| intern(l).unwrap_or_else(|| own(n))).collect();

        let document: &'a Document = document;
        let names = document.names_in(&tokens);
        let mut name_of = vec![None; count];
        for (index, name) in names.iter().enumerate() {
            for token in name.tokens.clone() {
                if let Some(slot) = local(token).and_then(|node| name_of.get_mut(node)) {
                    *slot = Some(index as u32);
                }
            }
        }
        let (strings, tokens) = (&document.strings, &document.tokens);
        Tree {
            base,
            strings,
            tokens,
            names,
            name_of,
            heads,
            child_starts,
            child_list,
            order,
            extents,
            markers,
            bridges,
            lemmas,
            particles,
            in_word,
            to_word,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The document's number of a node.
    pub(super) fn token(&self, node: Node) -> TokenId {
        self.base + node as TokenId
    }

    /// The document's numbers of a range of nodes.
    pub(super) fn token_range(&self, nodes: &Range<Node>) -> Range<TokenId> {
        self.token(nodes.start)..self.token(nodes.end)
    }

    fn index(&self, node: Node) -> usize {
        self.base as usize + node
    }

    pub(super) fn head(&self, node: Node) -> Option<Node> {
        self.heads[node]
    }

    pub(super) fn relation(&self, node: Node) -> Relation {
        self.tokens.relation[self.index(node)]
    }

    pub(super) fn upos(&self, node: Node) -> Upos {
        self.tokens.upos[self.index(node)]
    }

    pub(super) fn xpos(&self, node: Node) -> Xpos {
        self.tokens.xpos[self.index(node)]
    }

    pub(super) fn lower(&self, node: Node) -> &'a str {
        self.strings.text(self.tokens.lower[self.index(node)])
    }

    /// The word in small letters.
    pub(super) fn lower_word(&self, node: Node) -> Word {
        self.tokens.lower[self.index(node)]
    }

    pub(super) fn form(&self, node: Node) -> &'a str {
        self.strings.text(self.tokens.form[self.index(node)])
    }

    pub(super) fn lemma(&self, node: Node) -> &'a str {
        self.strings.text(self.tokens.lemma[self.index(node)])
    }

    /// The lemma with the particle.
    pub(super) fn full_lemma(&self, node: Node) -> &'a str {
        self.strings.text(self.lemmas[node])
    }

    pub(super) fn marker(&self, node: Node) -> &'a str {
        self.strings.text(self.markers[node])
    }

    /// The preposition before a clause. The one in *is in Oslo* belongs to the place, not to the clause.
    pub(super) fn clause_marker(&self, node: Node) -> &'a str {
        match self.has(node, Relation::Cop) && self.has(node, Relation::Case) {
            true => "",
            false => self.marker(node),
        }
    }

    pub(super) fn text(&self, word: Word) -> &'a str {
        self.strings.text(word)
    }

    pub(super) fn name(&self, node: Node) -> Option<&'a Name> {
        self.names.get(self.name_of[node]? as usize)
    }

    pub(super) fn is_named(&self, node: Node, kind: NameKind) -> bool {
        self.name(node).is_some_and(|name| name.kind == kind)
    }

    /// The part of the name covering a node that is in the sentence, as nodes.
    pub(super) fn name_range(&self, node: Node) -> Option<Range<Node>> {
        let name = self.name(node)?;
        let start = name.tokens.start.saturating_sub(self.base) as Node;
        let end = name.tokens.end.saturating_sub(self.base) as Node;
        Some(start..end.min(self.len()))
    }

    /// What the phrase says about what it governs.
    pub(super) fn cue(&self, phrase: &str, governed: Governed) -> Cue {
        self.strings.shared().cues().get(phrase, governed)
    }

    /// Whether a word, or several separated by spaces, belongs to a class: of the shipped words or those of the rules.
    pub(super) fn is(&self, class: Class, word: &str) -> bool {
        self.strings.shared().words().is(class, word)
    }

    /// The value of a word in a class.
    pub(super) fn value(&self, class: Class, word: &str) -> Option<&'static str> {
        words::value(class, word)
    }

    /// Whether a noun names an event, by its lemma: the word lists or its ending decide.
    pub(super) fn is_event(&self, lemma: &str) -> bool {
        let ends = |ending| lemma.ends_with(ending);
        self.is(Class::EventNoun, lemma) || lemma.len() > 6 && (ends("tion") || ends("sion") || ends("ment"))
    }

    /// Whether it is a noun of time, or the name of a month or a day of the week.
    pub(super) fn is_time(&self, node: Node) -> bool {
        let (lemma, lower) = (self.lemma(node), self.lower(node));
        let is_name = || calendar::month(lower).is_some() || calendar::weekday(lower).is_some();
        self.is(Class::TimeNoun, lemma) || lemma.starts_with(char::is_uppercase) && is_name()
    }

    /// Whether a verb reports, by its lemma.
    pub(super) fn is_speech(&self, lemma: &str) -> bool {
        self.cue(lemma, Governed::Noun).attribution
    }

    /// Whether a conjunction starts a condition.
    pub(super) fn is_condition(&self, mark: &str) -> bool {
        self.cue(mark, Governed::Noun).modality == Some(Modality::Conditional)
    }

    /// The dependents of a node, in text order.
    pub(super) fn children(&self, node: Node) -> &[Node] {
        let (from, to) = (self.child_starts[node] as usize, self.child_starts[node + 1] as usize);
        &self.child_list[from..to]
    }

    /// The dependents by this relation, in text order.
    pub(super) fn children_by(&self, node: Node, relation: Relation) -> impl Iterator<Item = Node> + '_ {
        self.children(node).iter().copied().filter(move |&child| self.relation(child) == relation)
    }

    pub(super) fn child_by(&self, node: Node, relation: Relation) -> Option<Node> {
        self.children_by(node, relation).next()
    }

    pub(super) fn has(&self, node: Node, relation: Relation) -> bool {
        self.child_by(node, relation).is_some()
    }

    /// The range from the first to the last node of a subtree.
    pub(super) fn extent(&self, node: Node) -> Range<Node> {
        self.extents[node].clone()
    }

    /// The marks of a clause (*that*, *if*, *to*, *by*), in small letters.
    pub(super) fn marks(&self, node: Node) -> impl Iterator<Item = &'a str> + '_ {
        self.children_by(node, Relation::Mark).map(|mark| self.lower(mark))
    }

    /// Whether it is an infinitive with *to*.
    pub(super) fn is_infinitive(&self, node: Node) -> bool {
        self.children_by(node, Relation::Mark)
            .any(|mark| matches!(self.lower(mark), "to" | "na") && self.xpos(node) != Xpos::Vbg)
    }

    /// The members of a coordination from the first on, at most a bounded number.
    pub(super) fn conjuncts(&self, node: Node) -> Vec<Node> {
        let mut members = vec![node];
        let mut next = 0;
        while next < members.len() && members.len() < MOST_ARGUMENTS {
            members.extend(self.children_by(members[next], Relation::Conj));
            next += 1;
        }
        members.truncate(MOST_ARGUMENTS);
        members.retain(|&member| !self.is_denied(member));
        members
    }

    /// Whether a noun is mentioned only to be excluded: *Oslo **but not Bergen***, ***not Bergen** but Oslo*.
    fn is_denied(&self, node: Node) -> bool {
        let denies = |adverb: Node| {
            let goes_on = |next: &str| self.is(Class::FocusAdverb, next);
            self.lower(adverb) == "not"
                && !(adverb + 1 < self.len() && goes_on(self.lower(adverb + 1)))
                && !self.counts_none(adverb)
        };
        self.is_nominal(node)
            && !self.has(node, Relation::Cop)
            && self.children_by(node, Relation::Advmod).any(|child| child < node && denies(child))
    }

    /// Whether *not* before a noun means none of it: *not a single visit*, *not one visit*.
    pub(super) fn counts_none(&self, not: Node) -> bool {
        let lower = |at: Node| if at < self.len() { self.lower(at) } else { "" };
        lower(not + 1) == "one" || matches!(lower(not + 1), "a" | "an") && lower(not + 2) == "single"
    }

    pub(super) fn is_nominal(&self, node: Node) -> bool {
        matches!(self.upos(node), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym)
    }

    /// Whether it is a relative or interrogative word: *who*, *which*, *whose*, *where*.
    pub(super) fn is_wh(&self, node: Node) -> bool {
        matches!(self.xpos(node), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb)
            || self.is(Class::RelativePronoun, self.lower(node))
    }

    fn find_particle(&self, node: Node) -> Option<Node> {
        if !matches!(self.upos(node), Upos::Verb | Upos::Noun) {
            return None;
        }
        // parsers read *passed away* as a verb with an adverb
        let adverb = || self.children_by(node, Relation::Advmod).find(|&child| child == node + 1);
        let away =
            || adverb().filter(|&child| self.value(Class::Particle, self.lower(child)) == Some("adverb"));
        self.child_by(node, Relation::CompoundPrt).or_else(away)
    }

    /// The preposition of a phrase or gerund, and the longer one that it ends, if the tree attaches that elsewhere.
    fn find_marker(&self, node: Node) -> Option<Marker> {
        let (first, text) = self.find_cases(node)?;
        let Some((bridge, joined)) = self.longer_preposition(node, first, &text) else {
            return Some(Marker { text, bridge: None });
        };
        // *worked together with Oslo* is *worked with Oslo*, too
        let is_both = text == "with" && self.heads[node] != Some(bridge);
        match self.upos(bridge) {
            Upos::Adv | Upos::Adp | Upos::Sconj if !is_both => Some(Marker { text: joined, bridge: None }),
            _ => Some(Marker { text, bridge: Some((bridge, joined)) }),
        }
    }

    /// The preposition attached to a phrase, gerund or other clause, and its first word.
    fn find_cases(&self, node: Node) -> Option<(Node, String)> {
        let with_fixed = |case: Node| {
            let fixed = self.children_by(case, Relation::Fixed).map(|child| self.lower(child));
            std::iter::once(self.lower(case)).chain(fixed).collect::<Vec<_>>().join(" ")
        };
        let is_possessive =
            |case: Node| self.xpos(case) == Xpos::Pos || matches!(self.lower(case), "'s" | "’s" | "'" | "’");
        let mut cases = self.children_by(node, Relation::Case).filter(|&case| !is_possessive(case));
        if let Some(first) = cases.next() {
            let text = with_fixed(first);
            let mut joined = text.clone();
            for case in cases.take(LONGEST_PREPOSITION) {
                joined = [&joined, " ", &*with_fixed(case)].concat();
                if self.is(Class::Preposition, &joined) {
                    return Some((first, joined));
                }
            }
            return Some((first, text));
        }
        let is_clause =
            matches!(self.relation(node).universal(), Relation::Advcl | Relation::Acl | Relation::Conj)
                && !self.is_nominal(node)
                && (self.xpos(node) == Xpos::Vbg || self.has(node, Relation::Cop));
        let is_preposition = |&mark: &Node| {
            matches!(self.upos(mark), Upos::Adp | Upos::Adv | Upos::Sconj | Upos::Verb)
                && self.is(Class::GerundPreposition, self.lower(mark))
        };
        let mark = self.children_by(node, Relation::Mark).find(is_preposition).filter(|_| is_clause)?;
        Some((mark, with_fixed(mark)))
    }

    /// The multiword preposition that ends with the preposition of a phrase. The word before, a noun or adverb in the
    /// tree, heads the phrase or is attached beside it (*on **behalf** of Oslo*, ***ahead** of the talks*), and has no
    /// words around it other than those of the preposition.
    fn longer_preposition(&self, node: Node, first: Node, last: &str) -> Option<(Node, String)> {
        let bridge = first.checked_sub(1)?;
        let (head, start) = (self.heads[node]?, self.extents[bridge].start);
        let is_near = head == bridge || self.heads[bridge] == Some(head);
        let is_word = !matches!(self.upos(bridge), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Punct);
        let is_short = first - start < LONGEST_PREPOSITION;
        let is_closed = self.children(bridge).iter().all(|&child| child < bridge || child == node);
        if !(is_near && is_word && is_short && is_closed)
            || self.heads[bridge].is_some_and(|verb| self.find_particle(verb) == Some(bridge))
        {
            return None;
        }
        let words = (start..first).map(|at| self.lower(at)).chain([last]);
        let joined = words.collect::<Vec<_>>().join(" ");
        self.is(Class::Preposition, &joined).then_some((bridge, joined))
    }
}

/// The preposition of a phrase.
struct Marker {
    text: String,
    /// The noun or adverb between the phrase and its governor, and the preposition that the two form.
    bridge: Option<(Node, String)>,
}

/// Concatenated lists of children, and where each starts.
fn children_of(heads: &[Option<Node>]) -> (Vec<u32>, Vec<Node>) {
    let mut starts = vec![0u32; heads.len() + 1];
    for &head in heads.iter().flatten() {
        starts[head + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    let mut next = starts.clone();
    let mut list = vec![0; starts[heads.len()] as usize];
    for (node, head) in heads.iter().enumerate() {
        if let Some(head) = *head {
            list[next[head] as usize] = node;
            next[head] += 1;
        }
    }
    (starts, list)
}

/// The nodes, each after its head; a cycle is cut at its first node.
fn order(heads: &mut [Option<Node>], starts: &[u32], list: &[Node]) -> Vec<Node> {
    let mut order = Vec::with_capacity(heads.len());
    let mut seen = vec![false; heads.len()];
    let mut next = 0;
    let roots: Vec<Node> = (0..heads.len()).filter(|&node| heads[node].is_none()).collect();
    for root in roots.into_iter().chain(0..heads.len()) {
        if seen[root] {
            continue;
        }
        heads[root] = None;
        seen[root] = true;
        order.push(root);
        while next < order.len() {
            let node = order[next];
            next += 1;
            for &child in &list[starts[node] as usize..starts[node + 1] as usize] {
                if !seen[child] {
                    seen[child] = true;
                    order.push(child);
                }
            }
        }
    }
    order
}

fn extents(heads: &[Option<Node>], order: &[Node]) -> Vec<Range<Node>> {
    let mut extents: Vec<Range<Node>> = (0..heads.len()).map(|node| node..node + 1).collect();
    for &node in order.iter().rev() {
        if let Some(head) = heads[node] {
            let (start, end) = (extents[node].start, extents[node].end);
            extents[head].start = extents[head].start.min(start);
            extents[head].end = extents[head].end.max(end);
        }
    }
    extents
}
