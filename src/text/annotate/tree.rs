//! Trees.

/// The number of classes of distances.
pub const DISTANCES: usize = 24;

/// The class of the distance between a head (0: the root) and its dependent.
#[inline]
#[must_use]
pub fn distance(head: usize, dependent: usize) -> usize {
    if head == 0 {
        return 11;
    }
    let class = match head.abs_diff(dependent) {
        near @ 0..=4 => near,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    };
    if head < dependent { class } else { class + 12 }
}
