//! The rules that are part of the program: the packs, which `run` takes if no rules are named, and the files they use.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;

use crate::lang::check::Package;

/// The path of each file and its text, by path: `use std::nouns`.
const FILES: &[(&str, &str)] = &[
    ("business::acquire", include_str!("../rules/business/acquire.rules")),
    ("business::agreement", include_str!("../rules/business/agreement.rules")),
    ("business::cooperate", include_str!("../rules/business/cooperate.rules")),
    ("business::found", include_str!("../rules/business/found.rules")),
    ("business::interest", include_str!("../rules/business/interest.rules")),
    ("business::invest", include_str!("../rules/business/invest.rules")),
    ("business::launch", include_str!("../rules/business/launch.rules")),
    ("business::personnel", include_str!("../rules/business/personnel.rules")),
    ("conflict::attack", include_str!("../rules/conflict/attack.rules")),
    ("diplomacy::meet", include_str!("../rules/diplomacy/meet.rules")),
    ("diplomacy::travel", include_str!("../rules/diplomacy/travel.rules")),
    ("diplomacy::visit", include_str!("../rules/diplomacy/visit.rules")),
    ("justice::arrest", include_str!("../rules/justice/arrest.rules")),
    ("justice::charge", include_str!("../rules/justice/charge.rules")),
    ("people::die", include_str!("../rules/people/die.rules")),
    ("politics::elect", include_str!("../rules/politics/elect.rules")),
    ("politics::protest", include_str!("../rules/politics/protest.rules")),
    ("press::statement", include_str!("../rules/press/statement.rules")),
    ("std::cues", include_str!("../rules/std/cues.rules")),
    ("std::nouns", include_str!("../rules/std/nouns.rules")),
    ("std::things", include_str!("../rules/std/things.rules")),
];

/// The files of phrases that they name, by path from the top of the library.
const LISTS: &[(&str, &str)] = &[
    ("rules/std/cues/attribution.tsv", include_str!("../rules/std/cues/attribution.tsv")),
    ("rules/std/cues/cancelled.tsv", include_str!("../rules/std/cues/cancelled.tsv")),
    ("rules/std/cues/conditional.tsv", include_str!("../rules/std/cues/conditional.tsv")),
    ("rules/std/cues/generic.tsv", include_str!("../rules/std/cues/generic.tsv")),
    ("rules/std/cues/negative.tsv", include_str!("../rules/std/cues/negative.tsv")),
    ("rules/std/cues/planned.tsv", include_str!("../rules/std/cues/planned.tsv")),
    ("rules/std/cues/possible.tsv", include_str!("../rules/std/cues/possible.tsv")),
];

/// The folder of the files that others use.
const STD: &str = "std";

/// Rule files by path, which `use std::nouns` finds, and the files of phrases that they name.
///
/// ```
/// use dateline::Library;
///
/// let library = Library::shipped().file("mine::verbs", "list visiting = visit, tour\n");
/// assert!(library.packs().contains(&"diplomacy") && library.packs().contains(&"mine"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// By path.
    files: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    /// By path from the top of the library.
    lists: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
}

impl Library {
    /// The library that is part of the program: the packs and what they use.
    pub fn shipped() -> Library {
        let map = |entries: &[(&'static str, &'static str)]| {
            entries.iter().map(|&(path, text)| (path.into(), text.into())).collect()
        };
        Library { files: map(FILES), lists: map(LISTS) }
    }

    /// The library with this rule file added or replaced at this path: `mine::verbs`.
    #[must_use]
    pub fn file(mut self, path: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Library {
        self.files.insert(path.into(), text.into());
        self
    }

    /// The library with one more file of phrases, named from its top: `rules/mine/verbs.tsv`.
    #[must_use]
    pub fn list(mut self, path: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Library {
        self.lists.insert(path.into(), text.into());
        self
    }

    /// The names of the packs, in alphabetical order.
    pub fn packs(&self) -> Vec<&str> {
        let mut packs: Vec<&str> =
            self.files.keys().map(|path| pack(path)).filter(|pack| *pack != STD).collect();
        packs.dedup();
        packs
    }

    /// The names and texts of the rule files of these packs, or of all packs if none is named.
    ///
    /// # Errors
    /// If one of the packs does not exist.
    pub fn rules<T: AsRef<str>>(&self, packs: &[T]) -> Result<Vec<(String, String)>, UnknownPack> {
        let known = self.packs();
        if let Some(unknown) = packs.iter().find(|name| !known.contains(&name.as_ref())) {
            let known = known.into_iter().map(str::to_owned).collect();
            return Err(UnknownPack { name: unknown.as_ref().to_owned(), known });
        }
        let wanted = |pack: &str| packs.is_empty() || packs.iter().any(|name| name.as_ref() == pack);
        Ok(self.rules_of(wanted))
    }

    /// The names and texts of the rule files of all packs.
    pub(crate) fn all_rules(&self) -> Vec<(String, String)> {
        self.rules_of(|_| true)
    }

    fn rules_of(&self, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let files = self.files.iter().filter(|(path, _)| pack(path) != STD && wanted(pack(path)));
        files.map(|(path, text)| (shown(path), text.to_string())).collect()
    }
}

impl Package for Library {
    fn file(&self, path: &str) -> Option<(String, String)> {
        Some((shown(path), self.files.get(path)?.to_string()))
    }

    fn paths(&self) -> Vec<String> {
        self.files.keys().map(|path| path.to_string()).collect()
    }

    fn list(&self, rule_file: &str, file: &str) -> io::Result<String> {
        let folder = rule_file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = self.lists.get(format!("{folder}/{file}").as_str());
        text.map(|text| text.to_string())
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no such file"))
    }
}

/// A pack that a library does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownPack {
    /// The requested name.
    pub name: String,
    /// The names of the existing packs.
    pub known: Vec<String>,
}

impl fmt::Display for UnknownPack {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "there is no pack `{}`; there are {}", self.name, self.known.join(", "))
    }
}

impl std::error::Error for UnknownPack {}

/// The pack of a file.
fn pack(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

/// The name of a library file in messages and records.
fn shown(path: &str) -> String {
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
