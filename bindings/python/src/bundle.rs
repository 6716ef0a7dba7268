//! All texts that rules come from, so that they can be pickled and made again on another machine without their files.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

use dateline::lang::check::Package;
use dateline::{Annotator, Rules};
use serde::{Deserialize, Serialize};

/// The texts of rules, and whatever `use` and lists found beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Bundle {
    /// The name and text of each rule file.
    texts: Vec<(String, String)>,
    /// What `use` found: the path in the rules, and the name and text of the file.
    files: Vec<(String, String, String)>,
    /// The files of phrases: the rule file, the name that it has for it, and the text.
    lists: Vec<(String, String, String)>,
}

impl Bundle {
    /// Checks rules, and keeps what they were made of.
    pub(crate) fn check(
        texts: Vec<(String, String)>,
        package: &dyn Package,
        annotator: &Annotator,
    ) -> (Bundle, Rules) {
        let recorder = Recorder { package, files: RefCell::default(), lists: RefCell::default() };
        let rules = Rules::check(texts.clone(), &recorder, annotator);
        let files = recorder.files.into_inner().into_iter().map(|(path, (name, text))| (path, name, text));
        let lists = recorder.lists.into_inner().into_iter().map(|((rules, file), text)| (rules, file, text));
        (Bundle { texts, files: files.collect(), lists: lists.collect() }, rules)
    }

    /// The rules, made again.
    pub(crate) fn rules(&self, annotator: &Annotator) -> Rules {
        Rules::check(self.texts.clone(), self, annotator)
    }

    /// As text.
    pub(crate) fn to_json(&self) -> String {
        // strings always make JSON
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From that text; none if it is another.
    pub(crate) fn from_json(json: &str) -> Option<Bundle> {
        serde_json::from_str(json).ok()
    }

    /// A hash for dicts and sets.
    pub(crate) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        Hash::hash(self, &mut hasher);
        hasher.finish()
    }
}

impl Package for Bundle {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let (_, name, text) = self.files.iter().find(|(known, ..)| known == path)?;
        Some((name.clone(), text.clone()))
    }

    fn paths(&self) -> Vec<String> {
        self.files.iter().map(|(path, ..)| path.clone()).collect()
    }

    fn list(&self, rule_file: &str, file: &str) -> io::Result<String> {
        let found = self.lists.iter().find(|(rules, known, _)| rules == rule_file && known == file);
        let missing = || io::Error::new(io::ErrorKind::NotFound, "there is no such file");
        found.map(|(.., text)| text.clone()).ok_or_else(missing)
    }
}

/// A package that keeps what it was asked for and had.
struct Recorder<'a> {
    package: &'a dyn Package,
    files: RefCell<BTreeMap<String, (String, String)>>,
    lists: RefCell<BTreeMap<(String, String), String>>,
}

impl Package for Recorder<'_> {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let found = self.package.file(path)?;
        self.files.borrow_mut().insert(path.to_owned(), found.clone());
        Some(found)
    }

    fn paths(&self) -> Vec<String> {
        self.package.paths()
    }

    fn list(&self, rule_file: &str, file: &str) -> io::Result<String> {
        let text = self.package.list(rule_file, file)?;
        self.lists.borrow_mut().insert((rule_file.to_owned(), file.to_owned()), text.clone());
        Ok(text)
    }
}
