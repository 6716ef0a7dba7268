//! The checked rules: names are resolved, types known, patterns analysed, and sugar removed.
//!
//! Made by `lang::check`, read by `lang::compile`. Everything is in a fixed order (declarations by name, patterns as
//! written), so the order of files and items cannot change any later result.

mod built_in;
mod condition;
mod sentence;
mod tokens;

use std::collections::BTreeSet;

pub use self::built_in::BuiltInType;
pub use self::condition::{Comparing, Condition, Operand, Property, Term};
pub use self::sentence::{Expectation, Expected, Mark, Test};
pub use self::tokens::{Attribute, Comparison, Given, MOST_INSTRUCTIONS, Node, Order, TokenClass, TokenTest};
pub use crate::document::clause::PredicateKind;
use crate::document::id::id;
use crate::document::{CueKind, Setting};
use crate::english::words::{Class, Words};

id!(
    /// An entity type.
    TypeId
);
id!(
    /// An event type.
    EventId
);
id!(
    /// A list.
    ListId
);
id!(
    /// A rule, by its place among the rules.
    RuleId
);
id!(
    /// A pattern, by its place among the patterns of all rules, those that block included.
    PatternId
);
id!(
    /// A role, by its place in its event's roles.
    RoleId
);

/// All rules of a run.
#[derive(Clone, Debug, Default)]
pub struct Ruleset {
    /// Entity types: the built-in ones in the order of [`BuiltInType::all`], then the declared ones by name.
    pub types: Vec<EntityType>,
    /// Event types by name.
    pub events: Vec<EventType>,
    /// Lists by name.
    pub lists: Vec<List>,
    /// The additions of the rules to the shipped lists.
    pub added: Added,
    /// Rules by name, then by place.
    pub rules: Vec<Rule>,
    /// Tests in the order of files and lines.
    pub tests: Vec<Test>,
}

/// The additions of rules to the shipped lists. They also affect how texts are annotated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The phrases that set facets; those of kind `asserted` first, then by kind and phrase.
    pub cues: Vec<(CueKind, String)>,
    /// The words of open classes, by class and entry.
    pub words: Vec<(Class, String)>,
}

impl Added {
    /// The classes of words: the shipped ones with the additions.
    pub fn words(&self) -> Words {
        let mut words = Words::default();
        self.words.iter().for_each(|(class, entry)| words.add(*class, entry));
        words
    }
}

/// The place of something in a file, for records and messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file as it was named, with `/` between folders.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// An entity type.
#[derive(Clone, Debug)]
pub struct EntityType {
    /// `City`.
    pub name: String,
    /// The text of its `##` comments.
    pub doc: String,
    /// All types of a thing of this type: the type itself, its supertypes and the unions that contain it.
    pub is: BTreeSet<TypeId>,
}

/// An event type.
#[derive(Clone, Debug)]
pub struct EventType {
    /// `Visit`.
    pub name: String,
    /// The text of its `##` comments.
    pub doc: String,
    /// All event types of an event of this type, itself included.
    pub is: BTreeSet<EventId>,
    /// Its roles, those of its base first.
    pub roles: Vec<Role>,
}

/// A role of an event.
#[derive(Clone, Debug)]
pub struct Role {
    /// `agent`.
    pub name: String,
    /// The text of its `##` comments.
    pub doc: String,
    /// The minimal number of fillers for an event to be reported.
    pub least: u32,
    /// The maximal number of fillers; none for any number.
    pub most: Option<u32>,
    /// The types that may fill it.
    pub accepts: Accepts,
}

/// The names of what may fill a role and is neither an entity nor an event.
pub const SHAPES: &[&str] = &["Phrase", "Clause", "Word"];

/// What a slot or role takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepts {
    /// Things of one of these types (or of a type that is one of them).
    pub entities: BTreeSet<TypeId>,
    /// Any noun phrase.
    pub phrase: bool,
    /// A clause.
    pub clause: bool,
    /// Any single word, whatever its part of speech.
    pub word: bool,
    /// Events of one of these types (or of a type that is one of them).
    pub events: BTreeSet<EventId>,
}

impl Accepts {
    /// The names of the [`SHAPES`] among what is taken.
    pub fn shapes(&self) -> impl Iterator<Item = &str> {
        let taken = [self.phrase, self.clause, self.word];
        SHAPES.iter().copied().zip(taken).filter(|(_, is)| *is).map(|(name, _)| name)
    }
}

/// A list of words and phrases.
#[derive(Clone, Debug)]
pub struct List {
    /// `agreement`.
    pub name: String,
    /// The text of its `##` comments.
    pub doc: String,
    /// The type of the mentions that it makes, if it makes any.
    pub makes: Option<TypeId>,
    /// Its entries in order.
    pub entries: Vec<Entry>,
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The phrase, tokenized as the annotator tokenizes text.
    pub tokens: Vec<String>,
    /// The same as tools see it that cut texts at spaces only, where they see something else.
    pub uncut: Vec<Vec<String>>,
    /// The canonical name, where one is given.
    pub name: Option<String>,
    /// The id in the user's own register, where one is given.
    pub id: Option<String>,
    /// Other `key=value` attributes, in order.
    pub attributes: Vec<(String, String)>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `visit`.
    pub name: String,
    /// The text of its `##` comments.
    pub doc: String,
    /// What a match makes.
    pub target: Target,
    /// The types of what its patterns look for, present or absent.
    pub looks_for: BTreeSet<Target>,
    /// Its patterns in written order; a written pattern with alternatives may give several.
    pub patterns: Vec<Pattern>,
    /// The conditions on a match.
    pub conditions: Vec<Condition>,
    /// The patterns that block a match whose extent overlaps one of theirs; they fill no roles.
    pub blocks: Vec<Pattern>,
    /// The facets that its events have, regardless of their clauses.
    pub settings: Vec<Setting>,
    /// The rules, by name, whose matches give way to those of this one where their extents overlap.
    pub overrides: Vec<String>,
    /// Whether the sentence before or after may fill optional roles that its matches leave empty.
    pub within: bool,
    /// When it is applied: after all rules of the strata with lower numbers, whose mentions and events it may use.
    pub stratum: u32,
    /// Whether it uses what rules of its own stratum make, so that the stratum is applied repeatedly until it adds
    /// nothing.
    pub recursive: bool,
    /// Its place.
    pub at: Location,
}

/// The role of the mention's slot in a pattern of a rule that makes an entity.
pub const ITSELF: RoleId = RoleId(0);

/// What a match makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An event.
    Event(EventId),
    /// A mention of an entity.
    Entity(TypeId),
}

/// One pattern of a rule.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Its number among the written patterns of its rule, from 1.
    pub number: u32,
    /// The pattern as written.
    pub source: String,
    /// Its place.
    pub at: Location,
    /// The roles with a separate event for each filler.
    pub each: Vec<RoleId>,
    /// Whether every span counts, not only the leftmost longest ones (`all`).
    pub all: bool,
    /// What it matches.
    pub kind: PatternKind,
}

/// What a pattern matches.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// `"…"`: a clause, whatever its word order.
    Clause(ClausePattern),
    /// `/…/`: a sequence of tokens.
    Tokens(Node),
    /// `tree …`: a part of the dependency tree.
    Tree(TreeNode),
}

/// A word of a tree pattern and its branches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// The role that it fills.
    pub role: Option<RoleId>,
    /// Whether it is the event's trigger.
    pub trigger: bool,
    /// What it must be.
    pub test: SlotTest,
    /// The words that it must head.
    pub words: Option<Node>,
    /// Its branches, in the order of the pattern.
    pub branches: Vec<TreeBranch>,
}

/// How a word of a tree pattern is reached from the one above it in the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeBranch {
    /// Whether there must be no such word.
    pub absent: bool,
    /// Whether it may be missing.
    pub optional: bool,
    /// The minimal number of steps, if any number of them may follow each other.
    pub chain: Option<u8>,
    /// Where the word stands, seen from the one that it hangs on.
    pub order: Option<WordOrder>,
    /// The alternative steps.
    pub steps: Vec<TreeStep>,
    /// The attribute of the filler that tells the relation by which it was found.
    pub named: Option<String>,
    /// The word.
    pub node: TreeNode,
}

/// Where a word stands, seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordOrder {
    /// Somewhere before it.
    Before,
    /// Somewhere after it.
    After,
    /// Right after it.
    Next,
}

/// One edge of the dependency tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeStep {
    /// Whether it leads from a dependent to its head.
    pub up: bool,
    /// The relations that it may have, with subtypes kept apart; empty for any.
    pub relations: Vec<crate::document::Relation>,
    /// The case markers (lower case; `because of`) of which the dependent must have one; empty for any or none.
    pub cases: Vec<String>,
}

/// A clause pattern: a predicate and its slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClausePattern {
    /// The part of speech of the predicate.
    pub predicate: PredicateKind,
    /// The lemmas that it may have, each with its particle (`take over`), sorted.
    pub lemmas: Vec<String>,
    /// The lemmas that its light verb may have (*paid a visit*), sorted; empty if the pattern has none, and then the
    /// text may have any or none.
    pub light: Vec<String>,
    /// Its arguments, in the order of the pattern.
    pub slots: Vec<Slot>,
}

/// A slot of a clause pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The functions that its filler may have; the first is preferred.
    pub functions: Vec<SlotFunction>,
    /// What becomes of a match without a filler that fits.
    pub need: Need,
    /// Whether it also takes what is not known to be of another type: an unresolved pronoun, a noun that nobody knows.
    pub open: bool,
    /// The role of its filler; none for `{_}` and for words of the pattern.
    pub role: Option<RoleId>,
    /// What the filler must be.
    pub test: SlotTest,
}

impl Slot {
    /// Whether it is no part of a `( … )?`.
    pub fn is_required(&self) -> bool {
        self.need != Need::Nothing
    }
}

/// What a match needs of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A filler that fits.
    Filler,
    /// A filler that fits, or no argument at all: one of another type tells another sense (*the sale of tickets*).
    NoMisfit,
    /// Nothing, but what fits counts as evidence: a subject does not decide the sense (*The earthquake killed five*).
    Evidence,
    /// Nothing: it is part of a `( … )?`.
    Nothing,
}

/// The grammatical function of a slot. See `document::clause::Function` for the functions of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotFunction {
    /// The subject of a verb, or the agent of a noun (*Park's visit*, *the visit by Park*, *of Park* if no slot of
    /// the pattern takes *of*).
    Subject,
    /// The object of a verb.
    Object,
    /// The indirect object of a verb (*gave {recipient} {thing}*), or its *to* phrase.
    IndirectObject,
    /// What the object (for *become*, the subject) is named or becomes.
    Predicative,
    /// A complement clause or infinitive.
    Complement,
    /// A purpose infinitive.
    Purpose,
    /// A phrase with one of these prepositions (lower case; `because of`).
    Oblique(Vec<String>),
    /// The *of* phrase of another argument whose noun has one of these lemmas (any if there are none): *on charges **of
    /// fraud***.
    OfNoun(Vec<String>),
    /// Whose another argument is, with one of these lemmas: *quashed **Weil's** conviction*, *the conviction of Weil*.
    PossessorOf(Vec<String>),
    /// A word before a noun.
    Modifier,
    /// A phrase of time or measure without a preposition.
    Adverbial,
}

/// What the filler of a slot must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotTest {
    /// Something of these types.
    Accepts(Accepts),
    /// A phrase that is headed by an entry of a list and is of one of these types.
    List(ListId, Accepts),
    /// A phrase whose head is one of these words.
    Head(Vec<TokenTest>),
    /// What passes any of these.
    Union(Vec<SlotTest>),
    /// What passes the first test and not the second.
    Except(Box<SlotTest>, Box<SlotTest>),
    /// Any phrase or clause.
    Any,
}
