//! Token patterns and the tests of single tokens.

use super::{Accepts, ListId, RoleId};

/// A part of a token pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One token.
    Token(TokenTest),
    /// An entry of a list, the longest one first; the last word in any inflection.
    List(ListId),
    /// A mention of a type, or a noun phrase that starts here.
    Mention(Accepts),
    /// What the part matches fills a role.
    Role(RoleId, Box<Node>),
    /// What the part matches has a name (`trigger` is the event's trigger, `itself` the mention that a rule makes).
    Capture(String, Box<Node>),
    /// One after the other; empty matches nothing.
    Sequence(Vec<Node>),
    /// Any of them.
    Alternatives(Vec<Node>),
    /// A repetition.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// The minimal number of times.
        least: u32,
        /// The maximal number of times; none for any number.
        most: Option<u32>,
        /// Whether captures inside should be as short as possible.
        lazy: bool,
    },
    /// Any tokens, from `least` to `most`, none of which starts a new clause.
    Gap {
        /// The minimal number.
        least: u32,
        /// The maximal number.
        most: u32,
    },
    /// The start of the sentence.
    Start,
    /// The end of the sentence.
    End,
    /// The same tokens match all of them. Only a whole pattern is one.
    Both(Vec<Node>),
    /// A part that must, or must not, follow here.
    Ahead {
        /// Whether it must not.
        negative: bool,
        /// What.
        node: Box<Node>,
    },
}

/// The maximal number of instructions of a token pattern.
pub const MOST_INSTRUCTIONS: usize = 4096;

impl Node {
    /// How many instructions it is compiled to; those of look-aheads count, too.
    pub fn instructions(&self) -> usize {
        let all =
            |nodes: &[Node]| nodes.iter().fold(0_usize, |sum, node| sum.saturating_add(node.instructions()));
        match self {
            Node::Token(_) | Node::List(_) | Node::Mention(_) | Node::Start | Node::End => 1,
            Node::Role(_, node) | Node::Capture(_, node) => node.instructions().saturating_add(2),
            Node::Sequence(nodes) | Node::Both(nodes) => all(nodes),
            Node::Alternatives(nodes) => all(nodes).saturating_add(2 * nodes.len()),
            Node::Repeat { node, least, most, .. } => repeated(node.instructions(), *least, *most),
            Node::Gap { least, most } => repeated(1, *least, Some(*most)),
            Node::Ahead { node, .. } => node.instructions().saturating_add(2),
        }
    }
}

fn repeated(size: usize, least: u32, most: Option<u32>) -> usize {
    let must = size.saturating_mul(least as usize);
    let may = most.map_or(1, |most| most.saturating_sub(least)) as usize;
    must.saturating_add(size.saturating_add(2).saturating_mul(may))
}

/// A test of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenTest {
    /// Any token.
    Any,
    /// A word of the rule without quotes: any inflection of one of these lemmas with one of these parts of
    /// speech (written as in treebanks; empty for any), in any case.
    Word {
        /// The word as written, in lower case: it matches so regardless of tags and lemmas.
        written: String,
        /// `(lemma, part of speech)`, sorted.
        lemmas: Vec<(String, crate::document::Upos)>,
    },
    /// Exactly these characters.
    Exact(String),
    /// An attribute compared with a value.
    Attribute(Attribute, Comparison),
    /// Something that another tool says of the token has one of these values.
    Given {
        /// Where it says so.
        column: Given,
        /// Its name.
        key: String,
        /// The values, sorted.
        values: Vec<String>,
        /// The Penn tags that tell the same of a token of which the tool says nothing.
        tags: Vec<String>,
    },
    /// All of them.
    And(Vec<TokenTest>),
    /// Any of them.
    Or(Vec<TokenTest>),
    /// Not this.
    Not(Box<TokenTest>),
}

/// Where another tool says something of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Among the features of Universal Dependencies: `morph.Case`.
    Features,
    /// Anywhere else: `misc.KEY`.
    Misc,
}

/// An attribute of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The word as written.
    Text,
    /// The word in lower case.
    Lower,
    /// The dictionary form.
    Lemma,
    /// The universal part of speech.
    Upos,
    /// The Penn Treebank tag.
    Tag,
    /// The type of the mention that the token is in; empty for none.
    Ent,
    /// The word's outline: `Xxxx`, `dd`.
    Shape,
    /// The relation to its head.
    Dep,
}

/// How an attribute is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal to one of these, sorted.
    In(Vec<String>),
    /// In a list, as a phrase of one token.
    InList(ListId),
    /// A regular expression is found in it.
    Matches(String),
    /// A number that is less or more than this one, written in decimals.
    Ordered(Order, String),
    /// Is a token of this kind: `num url email date title upper first last`.
    Is(TokenClass),
}

/// How two numbers are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as written: `< <= > >=`
pub enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Order::Less => "<",
            Order::LessOrEqual => "<=",
            Order::Greater => ">",
            Order::GreaterOrEqual => ">=",
        }
    }

    /// Whether two numbers are so.
    pub(crate) fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Order::Less => left < right,
            Order::LessOrEqual => left <= right,
            Order::Greater => left > right,
            Order::GreaterOrEqual => left >= right,
        }
    }
}

/// A kind of token, recognised by its outline or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are those of the language
pub enum TokenClass {
    Number,
    Url,
    Email,
    Date,
    Title,
    Upper,
    First,
    Last,
    Begin,
    Inside,
}
