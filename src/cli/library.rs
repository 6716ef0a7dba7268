//! The rules that are part of the program: `use std::nouns`.

/// The path of each file and its text.
pub(crate) const FILES: &[(&str, &str)] = &[("std::nouns", include_str!("../../rules/std/nouns.rules"))];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_library_is_part_of_the_program() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/std")).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut paths: Vec<String> =
            names.map(|name| format!("std::{}", name.trim_end_matches(".rules"))).collect();
        paths.sort();
        assert_eq!(FILES.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>(), paths);
    }
}
