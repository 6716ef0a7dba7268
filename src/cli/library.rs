//! The rules that are part of the program: the packs, which `run` takes where no rules are named, and what they use.

/// The path of each file and its text, by path: `use std::nouns`.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("business::acquire", include_str!("../../rules/business/acquire.rules")),
    ("business::agreement", include_str!("../../rules/business/agreement.rules")),
    ("business::cooperate", include_str!("../../rules/business/cooperate.rules")),
    ("business::found", include_str!("../../rules/business/found.rules")),
    ("business::interest", include_str!("../../rules/business/interest.rules")),
    ("business::invest", include_str!("../../rules/business/invest.rules")),
    ("business::launch", include_str!("../../rules/business/launch.rules")),
    ("business::personnel", include_str!("../../rules/business/personnel.rules")),
    ("conflict::attack", include_str!("../../rules/conflict/attack.rules")),
    ("diplomacy::meet", include_str!("../../rules/diplomacy/meet.rules")),
    ("diplomacy::travel", include_str!("../../rules/diplomacy/travel.rules")),
    ("diplomacy::visit", include_str!("../../rules/diplomacy/visit.rules")),
    ("justice::arrest", include_str!("../../rules/justice/arrest.rules")),
    ("justice::charge", include_str!("../../rules/justice/charge.rules")),
    ("people::die", include_str!("../../rules/people/die.rules")),
    ("politics::elect", include_str!("../../rules/politics/elect.rules")),
    ("politics::protest", include_str!("../../rules/politics/protest.rules")),
    ("press::statement", include_str!("../../rules/press/statement.rules")),
    ("std::cues", include_str!("../../rules/std/cues.rules")),
    ("std::nouns", include_str!("../../rules/std/nouns.rules")),
];

/// The files of phrases that they name, by path from the top of the library.
pub(crate) const LISTS: &[(&str, &str)] = &[
    ("rules/std/cues/attribution.tsv", include_str!("../../rules/std/cues/attribution.tsv")),
    ("rules/std/cues/cancelled.tsv", include_str!("../../rules/std/cues/cancelled.tsv")),
    ("rules/std/cues/conditional.tsv", include_str!("../../rules/std/cues/conditional.tsv")),
    ("rules/std/cues/generic.tsv", include_str!("../../rules/std/cues/generic.tsv")),
    ("rules/std/cues/negative.tsv", include_str!("../../rules/std/cues/negative.tsv")),
    ("rules/std/cues/planned.tsv", include_str!("../../rules/std/cues/planned.tsv")),
    ("rules/std/cues/possible.tsv", include_str!("../../rules/std/cues/possible.tsv")),
];

/// The folder whose files hold what others use.
const STD: &str = "std";

/// The names of the packs.
pub(crate) fn packs() -> Vec<&'static str> {
    let mut packs: Vec<&str> = FILES.iter().map(|(path, _)| pack(path)).filter(|pack| *pack != STD).collect();
    packs.dedup();
    packs
}

/// The pack of a file.
fn pack(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

/// The files of these packs, of all where none is named, as they are shown and read.
pub(crate) fn rules(packs: &[String]) -> Vec<(String, String)> {
    let wanted =
        |path: &str| pack(path) != STD && (packs.is_empty() || packs.iter().any(|name| name == pack(path)));
    let files = FILES.iter().filter(|(path, _)| wanted(path));
    files.map(|(path, text)| (shown(path), (*text).to_owned())).collect()
}

/// What a file of the library is called in messages and records.
pub(crate) fn shown(path: &str) -> String {
    format!("rules/{}.rules", path.replace("::", "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_library_is_part_of_the_program() {
        let mut paths = Vec::new();
        for folder in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap() {
            let folder = folder.unwrap().path();
            for file in std::fs::read_dir(&folder).unwrap() {
                let name = file.unwrap().file_name().into_string().unwrap();
                if !name.ends_with(".rules") {
                    continue;
                }
                let folder = folder.file_name().unwrap().to_str().unwrap();
                paths.push(format!("{folder}::{}", name.trim_end_matches(".rules")));
            }
        }
        paths.sort();
        assert_eq!(FILES.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>(), paths);
    }
}
