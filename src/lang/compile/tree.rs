//! Tree patterns over interned words and relation masks.

use super::anchor::Anchor;
use super::automaton::Automaton;
use super::clause::FillerTest;
use crate::document::Vocabulary;
use crate::lang::ir::{Node, PatternId, RoleId, SlotTest, TreeBranch, TreeNode, TreeStep, WordOrder};

/// A tree pattern ready to be matched.
#[derive(Debug)]
pub struct TreePlan {
    pub(crate) pattern: PatternId,
    pub(crate) root: NodePlan,
    /// Words one of which is in every match; none if unknown.
    pub(crate) words_needed: Option<Anchor>,
    /// Where its top may be, by what is in every match; none if unknown.
    pub(crate) anchor: Option<Anchor>,
    /// The token patterns in it, by the numbers of their nodes.
    pub(crate) words: Vec<Automaton>,
}

/// A word of the pattern, with its branches.
#[derive(Debug)]
pub struct NodePlan {
    pub(crate) role: Option<RoleId>,
    pub(crate) trigger: bool,
    pub(crate) test: FillerTest,
    /// The number of the token pattern whose matches it heads.
    pub(crate) words: Option<usize>,
    pub(crate) branches: Vec<BranchPlan>,
}

/// How a word is reached.
#[derive(Debug)]
pub struct BranchPlan {
    /// Its index in the pattern, depth first.
    pub(crate) place: usize,
    pub(crate) absent: bool,
    pub(crate) optional: bool,
    pub(crate) chain: Option<u8>,
    pub(crate) order: Option<WordOrder>,
    pub(crate) steps: Vec<StepPlan>,
    /// The attribute of the filler that tells the relation.
    pub(crate) named: Option<String>,
    pub(crate) node: NodePlan,
}

/// One edge.
#[derive(Debug)]
pub struct StepPlan {
    pub(crate) up: bool,
    /// One bit per relation.
    pub(crate) relations: u64,
    pub(crate) cases: Vec<String>,
}

impl TreePlan {
    pub(super) fn compile(pattern: PatternId, root: &TreeNode, vocabulary: &mut Vocabulary) -> TreePlan {
        let words_needed = required(root, true, vocabulary);
        // of the words, that at the top tells the place best
        let is_itself = root.role.is_none(); // else it may stand for its copula
        let top = own(root, false, vocabulary).filter(|anchor| is_itself && anchor.most.is_some());
        let anchor = Anchor::rarer(top, required(root, false, vocabulary));
        let mut compiler = Compiler { vocabulary, places: 0, words: Vec::new() };
        let root = compiler.node(root);
        TreePlan { pattern, root, words_needed, anchor, words: compiler.words }
    }
}

struct Compiler<'v> {
    vocabulary: &'v mut Vocabulary,
    /// The number of branches so far.
    places: usize,
    words: Vec<Automaton>,
}

impl Compiler<'_> {
    fn node(&mut self, from: &TreeNode) -> NodePlan {
        let test = FillerTest::compile(&from.test, self.vocabulary);
        let words = from.words.as_ref().map(|words| {
            self.words.push(Automaton::compile(words, self.vocabulary));
            self.words.len() - 1
        });
        let branches = from.branches.iter().map(|from| self.branch(from)).collect();
        NodePlan { role: from.role, trigger: from.trigger, test, words, branches }
    }

    fn branch(&mut self, from: &TreeBranch) -> BranchPlan {
        let own = self.places;
        self.places += 1;
        let steps = from.steps.iter().map(|TreeStep { up, relations, cases }| StepPlan {
            up: *up,
            relations: match relations.as_slice() {
                [] => u64::MAX,
                relations => relations.iter().fold(0, |mask, relation| mask | 1 << *relation as u32),
            },
            cases: cases.clone(),
        });
        BranchPlan {
            place: own,
            absent: from.absent,
            optional: from.optional,
            chain: from.chain,
            order: from.order,
            steps: steps.collect(),
            named: from.named.clone(),
            node: self.node(&from.node),
        }
    }
}

/// What a word of the text has that stands for a word of the pattern; none if unknown. `words`: only words and lists.
fn own(node: &TreeNode, words: bool, vocabulary: &mut Vocabulary) -> Option<Anchor> {
    let test = match &node.test {
        SlotTest::Head(tests) => Anchor::of_tests(tests, words, vocabulary),
        // what has a role may be in the list under another name, elsewhere in the document
        SlotTest::List(list, _) if words || node.role.is_none() => {
            Anchor::of(&Node::List(*list), words, vocabulary)
        }
        SlotTest::List(..)
        | SlotTest::Accepts(_)
        | SlotTest::Union(_)
        | SlotTest::Except(..)
        | SlotTest::Any => None,
    };
    let around =
        node.words.as_ref().and_then(|node| Anchor::of(node, words, vocabulary)).map(Anchor::anywhere);
    Anchor::rarer(test, around)
}

/// What every match has in some of its words, wherever they stand; only required parts count.
fn required(node: &TreeNode, words: bool, vocabulary: &mut Vocabulary) -> Option<Anchor> {
    let own = own(node, words, vocabulary).map(Anchor::anywhere);
    let branches = node.branches.iter().filter(|branch| !branch.absent && !branch.optional);
    branches.fold(own, |rarest, branch| Anchor::rarer(rarest, required(&branch.node, words, vocabulary)))
}
