//! Equality of names.

/// The names in a text, separated by `;`.
pub(super) fn several(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Whether two lists have the same names, in any order. Case, *the*, a possessive, and quotes and full stops around a
/// name are ignored.
pub(super) fn same<'a>(
    marked: impl IntoIterator<Item = &'a String>,
    found: impl IntoIterator<Item = &'a String>,
) -> bool {
    sorted(marked) == sorted(found)
}

fn sorted<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().map(|name| plain(name)).collect();
    names.sort();
    names.dedup();
    names
}

fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let marks = |c: char| c.is_whitespace() || ".,\"“”'".contains(c);
    let name = lower.trim_matches(marks);
    let name = name.strip_suffix("'s").unwrap_or(name);
    let name = name.strip_prefix("the ").unwrap_or(name);
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_case_possessives_and_order_do_not_make_another_name() {
        let same = |marked: &str, found: &str| super::same(&several(marked), &several(found));
        assert!(same("the Liberal Party", "Liberal party"));
        assert!(same("Oslo; Baltic Steel", "Baltic Steel’s;Oslo"));
        assert!(same("Northgate Inc.", "Northgate Inc"));
        assert!(!same("Oslo; Baltic Steel", "Oslo"));
        assert!(!same("Anna Brandt", ""));
    }
}
