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
pub const fn kind(label: usize) -> Option<usize> {
    match label.checked_sub(1) {
        Some(label) => Some(label / 4),
        None => None,
    }
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
const fn is_open(label: usize) -> bool {
    label != OUTSIDE && (label - 1) % 4 < 2
}

/// Whether a name can begin with this label, or the label is outside all names.
const fn is_first(label: usize) -> bool {
    label == OUTSIDE || matches!((label - 1) % 4, 0 | 3)
}

/// Whether a label can follow another: inside a name only one of its own kind.
const fn may_follow(previous: usize, next: usize) -> bool {
    if !is_open(previous) {
        return is_first(next);
    }
    let same = matches!((kind(previous), kind(next)), (Some(one), Some(other)) if one == other);
    same && !is_first(next)
}

/// The labels that can precede each label, in order, and their number.
const BEFORE: [([usize; LABELS], usize); LABELS] = before();

const fn before() -> [([usize; LABELS], usize); LABELS] {
    let mut all = [([0; LABELS], 0); LABELS];
    let mut next = 0;
    while next < LABELS {
        let mut previous = 0;
        while previous < LABELS {
            if may_follow(previous, next) {
                all[next].0[all[next].1] = previous;
                all[next].1 += 1;
            }
            previous += 1;
        }
        next += 1;
    }
    all
}

/// The valid label sequence with the highest sum of word and transition scores, in which every name is whole (Viterbi
/// 1967). Linear in the number of words.
pub fn best(scores: &[[i32; LABELS]], transitions: &Transitions) -> Vec<usize> {
    const NEVER: i32 = i32::MIN / 4;
    let Some(first) = scores.first() else { return Vec::new() };
    let mut sums = [NEVER; LABELS];
    for label in (0..LABELS).filter(|&label| is_first(label)) {
        sums[label] = first[label] + transitions[START][label];
    }
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for word in &scores[1..] {
        let (mut next, mut from) = ([NEVER; LABELS], [0u8; LABELS]);
        for (label, (before, count)) in BEFORE.iter().enumerate() {
            for &previous in before.iter().take(*count).filter(|previous| sums[**previous] > NEVER) {
                let score = sums[previous] + transitions[previous][label] + word[label];
                if score > next[label] {
                    next[label] = score;
                    from[label] = previous as u8;
                }
            }
        }
        // Only differences matter: without the common part, no sentence is too long for the numbers.
        let top = next.iter().copied().max().unwrap_or_default();
        sums = next.map(|sum| if sum > NEVER { sum - top } else { NEVER });
        back.push(from);
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
