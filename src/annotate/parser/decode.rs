//! From scores of arcs to a tree.
//!
//! In most sentences, the best head of each word gives a tree. Where it does not, Eisner's algorithm (1996) finds the
//! best projective tree; about one English tree in seventy is not projective, and most of those are trees already.

/// Scores of arcs: row `d - 1` holds the scores of the heads 0 (the root) to `n` of word `d`.
#[derive(Clone, Copy, Debug)]
pub struct Scores<'a> {
    scores: &'a [f32],
    words: usize,
}

impl<'a> Scores<'a> {
    /// Scores of `words` × (`words` + 1) arcs; `None` if their number differs.
    #[must_use]
    pub fn new(scores: &'a [f32], words: usize) -> Option<Scores<'a>> {
        (scores.len() == words * (words + 1)).then_some(Scores { scores, words })
    }

    fn of(&self, dependent: usize) -> &'a [f32] {
        let width = self.words + 1;
        &self.scores[(dependent - 1) * width..dependent * width]
    }

    /// The score of one arc; words are numbered from 1.
    #[must_use]
    pub fn arc(&self, head: usize, dependent: usize) -> f32 {
        self.of(dependent)[head]
    }

    /// How much better a head is than the best other head; negative if the tree had to take a worse one.
    #[must_use]
    pub fn margin(&self, head: usize, dependent: usize) -> f32 {
        let others = self.of(dependent).iter().enumerate().filter(|(h, _)| *h != head && *h != dependent);
        let best = others.map(|(_, score)| *score).fold(f32::MIN, f32::max);
        self.arc(head, dependent) - best
    }
}

/// The head of each word, 0 for the one root. Linear time in the number of arcs if the best heads form a tree,
/// otherwise cubic time in the number of words.
#[must_use]
pub fn heads(scores: Scores) -> Vec<usize> {
    let greedy: Vec<usize> = (1..=scores.words)
        .map(|dependent| {
            let heads = (0..=scores.words).filter(|head| *head != dependent);
            heads.fold(None, |best, head| match best {
                Some(best) if scores.arc(head, dependent) <= scores.arc(best, dependent) => Some(best),
                _ => Some(head),
            })
        })
        .map(Option::unwrap_or_default)
        .collect();
    if is_tree(&greedy) { greedy } else { eisner(scores) }
}

/// Whether heads (from 1, 0 for the root) form a tree with exactly one root. The empty sentence does.
#[must_use]
pub fn is_tree(heads: &[usize]) -> bool {
    let words = heads.len();
    if words == 0 {
        return true;
    }
    if heads.iter().filter(|h| **h == 0).count() != 1 || heads.iter().any(|h| *h > words) {
        return false;
    }
    // Each word is visited once: 0 means not seen yet, otherwise the number of the walk that reached it.
    let mut seen = vec![0; words + 1];
    for start in 1..=words {
        let mut word = start;
        while word != 0 && seen[word] == 0 {
            seen[word] = start;
            word = heads[word - 1];
        }
        if word != 0 && seen[word] == start {
            return false;
        }
    }
    true
}

/// The cost of an arc from the root, high enough that the best tree has only one.
const ROOT_COST: f32 = 10_000.0;

/// A span of the sentence in Eisner's chart.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// Whether the word at the start, and not the one at the end, is the head of the span.
    forward: bool,
    /// Whether the word at the other end has all its dependents on this side.
    complete: bool,
}

/// The best projective tree with one root.
fn eisner(scores: Scores) -> Vec<usize> {
    let n = scores.words + 1;
    let cell = |start: usize, end: usize, forward: bool| 2 * (start * n + end) + usize::from(forward);
    let mut complete = vec![f32::MIN; 2 * n * n];
    let mut incomplete = vec![f32::MIN; 2 * n * n];
    let mut complete_split = vec![0; 2 * n * n];
    let mut incomplete_split = vec![0; 2 * n * n];
    for i in 0..n {
        complete[cell(i, i, false)] = 0.0;
        complete[cell(i, i, true)] = 0.0;
    }
    let best = |splits: std::ops::Range<usize>, score: &dyn Fn(usize) -> f32| {
        let start = splits.start;
        splits.fold((f32::MIN, start), |best, split| {
            let score = score(split);
            if score > best.0 { (score, split) } else { best }
        })
    };
    for length in 1..n {
        for start in 0..n - length {
            let end = start + length;
            let joined = |k: usize| complete[cell(start, k, true)] + complete[cell(k + 1, end, false)];
            let (score, split) = best(start..end, &joined);
            let cost = if start == 0 { ROOT_COST } else { 0.0 };
            incomplete[cell(start, end, true)] = score + scores.arc(start, end) - cost;
            incomplete_split[cell(start, end, true)] = split;
            if start > 0 {
                incomplete[cell(start, end, false)] = score + scores.arc(end, start);
                incomplete_split[cell(start, end, false)] = split;
                let left = |k: usize| complete[cell(start, k, false)] + incomplete[cell(k, end, false)];
                let (score, split) = best(start..end, &left);
                complete[cell(start, end, false)] = score;
                complete_split[cell(start, end, false)] = split;
            }
            let right = |k: usize| incomplete[cell(start, k, true)] + complete[cell(k, end, true)];
            let (score, split) = best(start + 1..end + 1, &right);
            complete[cell(start, end, true)] = score;
            complete_split[cell(start, end, true)] = split;
        }
    }
    let mut heads = vec![0; scores.words];
    let mut open = vec![Span { start: 0, end: scores.words, forward: true, complete: true }];
    while let Some(Span { start, end, forward, complete }) = open.pop() {
        if start == end {
            continue;
        }
        let here = cell(start, end, forward);
        match (complete, forward) {
            (true, true) => {
                let split = complete_split[here];
                open.push(Span { start, end: split, forward, complete: false });
                open.push(Span { start: split, end, forward, complete: true });
            }
            (true, false) => {
                let split = complete_split[here];
                open.push(Span { start, end: split, forward, complete: true });
                open.push(Span { start: split, end, forward, complete: false });
            }
            (false, _) => {
                let (head, dependent) = if forward { (start, end) } else { (end, start) };
                heads[dependent - 1] = head;
                let split = incomplete_split[here];
                open.push(Span { start, end: split, forward: true, complete: true });
                open.push(Span { start: split + 1, end, forward: false, complete: true });
            }
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentence() -> impl Strategy<Value = (usize, Vec<f32>)> {
        (0usize..9).prop_flat_map(|n| (Just(n), proptest::collection::vec(-20.0f32..20.0, n * (n + 1))))
    }

    proptest! {
        #[test]
        fn whatever_the_scores_the_heads_are_a_tree_with_one_root((n, scores) in sentence()) {
            let scores = Scores::new(&scores, n).unwrap();
            prop_assert!(is_tree(&heads(scores)));
            prop_assert!(is_tree(&eisner(scores)));
        }
    }

    #[test]
    fn a_cycle_of_best_heads_is_broken_where_it_costs_least() {
        // Each word scores best under the other: 1 under 2 by 5 to 4, 2 under 1 by 5 to 0.
        let scores = [4.0, 0.0, 5.0, 0.0, 5.0, 0.0];
        assert_eq!(heads(Scores::new(&scores, 2).unwrap()), [0, 1]);
    }

    #[test]
    fn heads_are_told_from_trees() {
        assert!(is_tree(&[]));
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[0, 0]), "two roots");
        assert!(!is_tree(&[2, 1, 0]), "a cycle");
        assert!(!is_tree(&[0, 7]), "a head outside");
    }
}
