//! Tree patterns over interned words and relation masks.

use super::automaton::Automaton;
use super::clause::FillerTest;
use crate::document::Vocabulary;
use crate::lang::ir::{Node, PatternId, RoleId, SlotTest, TreeBranch, TreeNode, TreeStep};

/// A tree pattern ready to be matched.
#[derive(Debug)]
pub struct TreePlan {
    pub(crate) pattern: PatternId,
    pub(crate) root: NodePlan,
    /// The words in every match, in any order: only required parts count.
    pub(crate) anchors: Automaton,
}

/// A word of the pattern, with its branches.
#[derive(Debug)]
pub struct NodePlan {
    pub(crate) role: Option<RoleId>,
    pub(crate) trigger: bool,
    pub(crate) test: FillerTest,
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
    pub(crate) steps: Vec<StepPlan>,
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
        TreePlan { pattern, root: node(root, vocabulary, &mut 0), anchors }
    }
}

fn node(from: &TreeNode, vocabulary: &mut Vocabulary, place: &mut usize) -> NodePlan {
    let test = FillerTest::compile(&from.test, vocabulary);
    let branches = from.branches.iter().map(|from| branch(from, vocabulary, place)).collect();
    NodePlan { role: from.role, trigger: from.trigger, test, branches }
}

fn branch(from: &TreeBranch, vocabulary: &mut Vocabulary, place: &mut usize) -> BranchPlan {
    let own = *place;
    *place += 1;
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
        steps: steps.collect(),
        node: node(&from.node, vocabulary, place),
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
    for branch in node.branches.iter().filter(|branch| !branch.absent && !branch.optional) {
        required(&branch.node, anchors);
    }
}
