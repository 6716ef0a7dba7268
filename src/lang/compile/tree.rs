//! Tree patterns over interned words and relation masks.

use super::automaton::Automaton;
use super::clause::FillerTest;
use crate::document::Vocabulary;
use crate::lang::ir::{Node, PatternId, RoleId, SlotTest, TreeBranch, TreeNode, TreeStep, WordOrder};

/// A tree pattern ready to be matched.
#[derive(Debug)]
pub struct TreePlan {
    pub(crate) pattern: PatternId,
    pub(crate) root: NodePlan,
    /// The words in every match, in any order: only required parts count.
    pub(crate) anchors: Automaton,
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
        let mut anchors = Vec::new();
        required(root, &mut anchors);
        let anchors = Automaton::compile(&Node::Sequence(anchors), vocabulary);
        let mut compiler = Compiler { vocabulary, places: 0, words: Vec::new() };
        let root = compiler.node(root);
        TreePlan { pattern, root, anchors, words: compiler.words }
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

/// The tests that every match passes somewhere.
fn required(node: &TreeNode, anchors: &mut Vec<Node>) {
    match &node.test {
        SlotTest::Head(tests) => {
            anchors.push(Node::Alternatives(tests.iter().cloned().map(Node::Token).collect()));
        }
        SlotTest::List(list, _) => anchors.push(Node::List(*list)),
        SlotTest::Accepts(_) | SlotTest::Union(_) | SlotTest::Except(..) | SlotTest::Any => {}
    }
    anchors.extend(node.words.clone());
    for branch in node.branches.iter().filter(|branch| !branch.absent && !branch.optional) {
        required(&branch.node, anchors);
    }
}
