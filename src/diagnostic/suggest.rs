//! Suggests the known name that was meant.

/// The known name with the smallest edit distance to the written one, if it is near enough; on a tie the alphabetically
/// first. Linear in the number of names, quadratic in their length.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    meant(written, known).map(|(name, _)| name)
}

/// The name that [`nearest`] gives, and whether it is certain: it is one slip away, and no other is near.
pub fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, bool)> {
    let folded = |name: &str| name.to_lowercase().chars().take(64).collect::<String>();
    let written = folded(written);
    let length = written.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let known = known.into_iter().map(|name| (strsim::osa_distance(&written, &folded(name)), name));
    let mut near: Vec<(usize, &str)> = known.filter(|(distance, _)| *distance <= limit).collect();
    near.sort_unstable();
    near.dedup();
    let (distance, name) = *near.first()?;
    let slip = distance == 0 || distance == 1 && length >= SHORT;
    Some((name, near.len() == 1 && slip))
}

/// If one letter of a shorter word differs, it is just as likely another word.
const SHORT: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_mended_and_another_word_is_not() {
        let known = ["agent", "host", "place"];
        assert_eq!(nearest("agnet", known), Some("agent"));
        assert_eq!(nearest("hosts", known), Some("host"));
        assert_eq!(nearest("Place", known), Some("place"));
        assert_eq!(nearest("victim", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn only_one_slip_that_no_other_name_explains_is_certain() {
        assert_eq!(meant("agnet", ["agent", "host"]), Some(("agent", true)));
        assert_eq!(meant("hosts", ["host", "hosta"]), Some(("host", false)));
        assert_eq!(meant("plase", ["place", "phase"]), Some(("phase", false)));
        assert_eq!(meant("ogr", ["org"]), Some(("org", false)));
        assert_eq!(meant("ORG", ["org"]), Some(("org", true)));
        assert_eq!(meant("purchaser", ["purchases", "purchased"]), Some(("purchased", false)));
    }
}
