//! The best sequence of labels: where names begin and end, and of which kind they are.

/// O, and for each kind of name B (begin), I (inside), E (end), S (single).
pub const LABELS: usize = 13;
/// The label of a word outside all names.
pub const OUTSIDE: usize = 0;
/// The label before the first word: a separate row in the table of transitions.
pub const START: usize = LABELS;

/// Scores of a label after a label; the row [`START`] is for the first word.
pub type Transitions = [[i32; LABELS]; LABELS + 1];

/// The kind of the name that a label is part of.
pub fn kind(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|label| label / 4)
}

/// The label of a position in a name of this many words.
pub fn label(kind: usize, at: usize, length: usize) -> usize {
    let place = match (at, length) {
        (_, 1) => 3,
        (0, _) => 0,
        (at, length) if at + 1 == length => 2,
        _ => 1,
    };
    1 + 4 * kind + place
}

/// Whether a name goes on after this label.
fn is_open(label: usize) -> bool {
    label != OUTSIDE && (label - 1) % 4 < 2
}

/// Whether a name can begin with this label, or the label is outside all names.
fn is_first(label: usize) -> bool {
    label == OUTSIDE || matches!((label - 1) % 4, 0 | 3)
}

/// Whether a label can follow another.
fn may_follow(previous: usize, next: usize) -> bool {
    if is_open(previous) { !is_first(next) && kind(previous) == kind(next) } else { is_first(next) }
}

/// The labels, and as many more as make whole vectors; those never win.
const LANES: usize = 16;

/// A score that no sequence reaches, and the sum of two such still is a number.
const NEVER: i32 = i32::MIN / 4;

/// The scores of the labels that can follow each label.
fn following(transitions: &Transitions) -> [[i32; LANES]; LABELS] {
    let score = |previous: usize, next: usize| match next < LABELS && may_follow(previous, next) {
        true => transitions[previous][next],
        false => NEVER,
    };
    std::array::from_fn(|previous| std::array::from_fn(|next| score(previous, next)))
}

/// The valid label sequence with the highest sum of word and transition scores, in which every name is whole (Viterbi
/// 1967). Linear in the number of words.
pub fn best(scores: &[[i32; LABELS]], transitions: &Transitions) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut sums = [NEVER; LABELS];
    for label in (0..LABELS).filter(|&label| is_first(label)) {
        sums[label] = first[label] + transitions[START][label];
    }
    let following = following(transitions);
    let mut back: Vec<[u8; LANES]> = Vec::with_capacity(scores.len());
    for word in &scores[1..] {
        let (mut next, mut from) = ([i32::MIN; LANES], [0i32; LANES]);
        for (previous, (sum, following)) in (0..).zip(sums.iter().zip(&following)) {
            // whole vectors are compared, and the better ones kept
            for label in 0..LANES {
                let score = sum + following[label];
                let is_better = score > next[label];
                next[label] = if is_better { score } else { next[label] };
                from[label] = if is_better { previous } else { from[label] };
            }
        }
        for (next, score) in next.iter_mut().zip(word) {
            *next += score;
        }
        // Only differences matter: without the common part, no sentence is too long for the numbers.
        let top = next[..LABELS].iter().copied().max().unwrap_or_default();
        sums = std::array::from_fn(|label| if next[label] > NEVER { next[label] - top } else { NEVER });
        back.push(from.map(|label| label as u8));
    }
    let closed = (0..LABELS).filter(|&label| !is_open(label));
    let mut label = closed.rev().max_by_key(|&label| sums[label]).unwrap_or(OUTSIDE);
    let mut labels = vec![label];
    for from in back.iter().rev() {
        label = usize::from(from[label]);
        labels.push(label);
    }
    labels.reverse();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_whole_even_if_a_single_word_scores_for_its_middle() {
        let mut scores = [[0; LABELS]; 3];
        scores[1][label(0, 1, 3)] = 10;
        assert_eq!(best(&scores, &[[0; LABELS]; LABELS + 1]), [1, 2, 3]);
        let mut single = [[0; LABELS]; 1];
        single[0][label(1, 0, 2)] = 10;
        single[0][label(1, 0, 1)] = 1;
        assert_eq!(best(&single, &[[0; LABELS]; LABELS + 1]), [label(1, 0, 1)]);
    }

    #[test]
    fn a_very_long_sentence_does_not_overflow() {
        let scores = vec![[30_000; LABELS]; 200_000];
        assert_eq!(best(&scores, &[[30_000; LABELS]; LABELS + 1]).len(), scores.len());
    }

    #[test]
    fn no_words_have_no_labels() {
        assert!(best(&[], &[[0; LABELS]; LABELS + 1]).is_empty());
    }
}
