//! Rule files as written: every name and pattern has its place, and nothing is resolved.

use std::fmt;

use super::word::ItemWord;
use crate::source::{FileId, Span};

/// A rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Which file it is.
    pub id: FileId,
    /// The items that could be read, in order.
    pub items: Vec<Item>,
    /// Whether something in it could not be read.
    pub broken: bool,
    /// The places of the comments, with `#`, in order; comments inside broken items are left out.
    pub comments: Vec<Span>,
}

/// An item: the unit of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The text of the `##` comments above it, without the signs.
    pub doc: String,
    /// The codes of the warnings that it may give (`allow D0210`).
    pub allows: Vec<Name>,
    /// All of it, without comments above.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// A kind of item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `use std::time`
    Use(Name),
    /// `entity …`
    Entity(Entity),
    /// `event …`
    Event(Event),
    /// `list …`
    List(List),
    /// `cue …`
    Cue(Addition),
    /// `words …`
    Words(Addition),
    /// `let …`
    Let(Fragment),
    /// `rule …`
    Rule(Rule),
    /// `test …`
    Test(Test),
}

impl ItemKind {
    /// The word that it starts with.
    pub fn word(&self) -> ItemWord {
        match self {
            ItemKind::Use(_) => ItemWord::Use,
            ItemKind::Entity(_) => ItemWord::Entity,
            ItemKind::Event(_) => ItemWord::Event,
            ItemKind::List(_) => ItemWord::List,
            ItemKind::Cue(_) => ItemWord::Cue,
            ItemKind::Words(_) => ItemWord::Words,
            ItemKind::Let(_) => ItemWord::Let,
            ItemKind::Rule(_) => ItemWord::Rule,
            ItemKind::Test(test) if test.todo => ItemWord::Todo,
            ItemKind::Test(_) => ItemWord::Test,
        }
    }
}

/// A name and its place.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.text, self.span)
    }
}

/// A text in quotes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text between the quotes, as written.
    pub raw: String,
    /// Its place, without the quotes.
    pub span: Span,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.raw, self.span)
    }
}

impl Text {
    /// The text with escapes resolved: `\"` is a quote and `\\` a backslash; other backslashes stay.
    pub fn value(&self) -> String {
        let mut value = String::with_capacity(self.raw.len());
        let mut chars = self.raw.chars().peekable();
        while let Some(c) = chars.next() {
            let escaped = if c == '\\' { chars.next_if(|next| matches!(next, '"' | '\\')) } else { None };
            value.push(escaped.unwrap_or(c));
        }
        value
    }
}

/// `entity City : Place` or `entity Actor = Person | Organization`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name.
    pub name: Name,
    /// What it is a kind of.
    pub base: Option<Name>,
    /// The members, if it is a union.
    pub members: Vec<Name>,
}

/// `event Visit : Base { role… }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub name: Name,
    /// What it is a kind of.
    pub base: Option<Name>,
    /// Its own roles.
    pub roles: Vec<Role>,
}

/// `agent+: Person | Organization`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The text of the `##` comments above it.
    pub doc: String,
    /// Its name.
    pub name: Name,
    /// How many fillers at least.
    pub least: u32,
    /// How many at most; none for any number.
    pub most: Option<u32>,
    /// Its types.
    pub types: Vec<Name>,
}

/// `list agreement = MOU | deal`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its name.
    pub name: Name,
    /// The type of the mentions that it makes.
    pub makes: Option<Name>,
    /// Its entries.
    pub entries: Vec<Text>,
    /// The file that contains its entries instead.
    pub from: Option<Text>,
}

/// An addition to a shipped list: `cue planned = be on track to do`, `words title = harbourmaster`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The kind of cues or the class of words.
    pub kind: Name,
    /// The phrases or words.
    pub entries: Vec<Text>,
    /// The file that contains them instead.
    pub from: Option<Text>,
}

/// `let price = / … /`: a part of token patterns with a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Its name.
    pub name: Name,
    /// What it stands for.
    pub pattern: Pattern,
}

/// `rule visit -> Visit { … }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: Name,
    /// The type that it makes.
    pub target: Name,
    /// Its patterns; those that could not be read are left out.
    pub patterns: Vec<Pattern>,
    /// Its tree patterns; those that could not be read are left out.
    pub trees: Vec<Tree>,
    /// The optional parts that all its clause patterns have besides (`also`); they have no numbers.
    pub also: Vec<Pattern>,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// The patterns that block its matches; they have no numbers.
    pub blocks: Vec<Pattern>,
    /// The tree patterns that block its matches.
    pub block_trees: Vec<Tree>,
    /// The facets that it sets, each with its value.
    pub settings: Vec<(Name, Name)>,
    /// The rules that it overrides.
    pub overrides: Vec<Name>,
    /// How many sentences before and after may fill its roles (`within 1 sentence`), as written.
    pub within: Option<Name>,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its number among the written patterns of its rule, from 1.
    pub number: u32,
    /// All of it, its quotes or slashes included.
    pub span: Span,
    /// Whether it is a clause pattern or a token pattern.
    pub kind: PatternKind,
    /// The place of the word `all` before it, if it is there.
    pub all: Option<Span>,
    /// Its content.
    pub body: Alternatives,
    /// The content of further token patterns that the same words must match.
    pub both: Vec<Alternatives>,
}

/// How a pattern is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternKind {
    /// `"…"`
    Clause,
    /// `/…/`
    Tokens,
}

/// A tree pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Its number among the written patterns of its rule, from 1.
    pub number: u32,
    /// All of it.
    pub span: Span,
    /// The word at its top.
    pub root: TreeNode,
}

/// A word of a tree pattern and its branches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// What the word is; none for any.
    pub target: Option<Element>,
    /// Its branches.
    pub branches: Vec<TreeBranch>,
}

/// `nsubj {agent}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeBranch {
    /// All of it.
    pub span: Span,
    /// Whether there must be no such word.
    pub absent: bool,
    /// Whether it may be missing (`rel?`).
    pub optional: bool,
    /// How many steps at least, if it is a chain of steps (`rel*`, `rel+`).
    pub chain: Option<u8>,
    /// Where the word stands, seen from the one that it hangs on (`before rel`).
    pub order: Option<WordOrder>,
    /// How the word is reached: by any of these.
    pub steps: Vec<TreeStep>,
    /// The name under which the filler tells the relation (`nsubj|obj=part {who}`).
    pub named: Option<Name>,
    /// The word.
    pub node: TreeNode,
}

/// Where a word stands, seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as written
pub enum WordOrder {
    Before,
    After,
    Next,
}

impl WordOrder {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            WordOrder::Before => "before",
            WordOrder::After => "after",
            WordOrder::Next => "next",
        }
    }
}

/// `obl(in|at)`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeStep {
    /// Whether it leads to the head (`<rel`).
    pub up: bool,
    /// The relation, or `_`.
    pub relation: Name,
    /// The case markers of which the dependent must have one; empty for any or none.
    pub cases: Vec<String>,
}

/// `a | b`: any of these sequences.
pub type Alternatives = Vec<Vec<Element>>;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// Its place, its quantifier included.
    pub span: Span,
    /// How often it may occur, if not once.
    pub repeat: Option<Repeat>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// At least.
    pub least: u32,
    /// At most; none for any number.
    pub most: Option<u32>,
    /// Whether as seldom as possible.
    pub lazy: bool,
}

/// A kind of part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementKind {
    /// A word, in any inflection.
    Word(String),
    /// A clitic (`'s`), joined to the word before it.
    Clitic(String),
    /// A mark of punctuation.
    Mark(String),
    /// `'MOU'`: exactly these characters.
    Exact(String),
    /// `@agreement`
    List(Name),
    /// `[lemma=sign]`; none for `[]`.
    Test(Option<TokenTest>),
    /// `{agent: Person}`
    Slot(Slot),
    /// `( … )`
    Group(Alternatives),
    /// `...{0,3}`
    Gap(Option<Repeat>),
    /// `^`
    Start,
    /// `$`
    End,
    /// `&( … )` or `!( … )`
    Ahead {
        /// Whether it must not follow.
        negative: bool,
        /// What.
        body: Alternatives,
    },
}

/// `{agent}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The role, or `_`.
    pub name: Name,
    /// Its filter.
    pub filter: Option<Filter>,
    /// Whether `each` is written before it.
    pub each: bool,
    /// The `!` after its name: a match must fill it, even if the role may be missing.
    pub demanded: Option<Span>,
}

/// The filter of a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// `Person | Organization`
    Types(Vec<Name>),
    /// `@agreement`
    List(Name),
    /// Types, lists and words together: `Organization | @business | 'the unit'`.
    Union(Vec<Filter>),
    /// `!Person`: none of these.
    Except(Box<Filter>),
    /// Anything else.
    Pattern(Alternatives),
}

/// A test of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenTest {
    /// All of them.
    And(Vec<TokenTest>),
    /// Any of them.
    Or(Vec<TokenTest>),
    /// Not this.
    Not(Box<TokenTest>),
    /// `is(title)` or `like(num)`
    Class(Name),
    /// `lemma=sign`
    Compare {
        /// `lemma`
        attribute: Name,
        /// `=`
        operator: Operator,
        /// With what.
        value: Value,
    },
}

/// An operator of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as written
pub enum Operator {
    Equal,
    NotEqual,
    Matches,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}

impl Operator {
    /// As it is written in a test of a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Matches => "~",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::In => "in",
            Operator::NotIn => "not in",
        }
    }
}

/// The right side of a comparison of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(Name),
    /// `@list`
    List(Name),
}

/// `agent != host` or `agent in @list`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The left side.
    pub left: Operand,
    /// How the sides are compared; `in` and `not in` have a list or a choice on the right side.
    pub operator: Operator,
    /// The right side.
    pub right: Operand,
    /// All of it.
    pub span: Span,
}

/// A side of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A role, a facet, or a word that is the value of one.
    Name(Name),
    /// `document.source`
    Property {
        /// `document`
        of: Name,
        /// `source`
        name: Name,
    },
    /// A text in quotes.
    Text(Text),
    /// A number with its unit, or a date, as written.
    Quantity(Name),
    /// `@list`
    List(Name),
    /// `(asserted, planned)`: any of these.
    Choice(Vec<Operand>, Span),
}

impl Operand {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Operand::Name(name) | Operand::List(name) | Operand::Quantity(name) => name.span,
            Operand::Property { of, name } => of.span.to(name.span),
            Operand::Text(text) => text.span,
            Operand::Choice(_, span) => *span,
        }
    }
}

/// `test "…" => …` or `todo test "…" => …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The sentence, its marks included.
    pub text: Text,
    /// The expected events.
    pub expect: Expectation,
    /// The rule, or the event whose rules, that it is run against; none for all rules.
    pub by: Option<Name>,
    /// The date of the document.
    pub date: Option<Name>,
    /// Whether it is known to fail.
    pub todo: bool,
}

/// The events that a test sentence must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Each of these, and no other.
    Events(Vec<Expected>),
    /// No event.
    Nothing,
    /// No event of this type.
    Not(Name),
}

/// An event that a test sentence must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its type.
    pub event: Name,
    /// The facets that it must have, each with its value.
    pub facets: Vec<(Name, Name)>,
}
