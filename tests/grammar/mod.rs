//! From rule text to its tree: `tests/grammar/*.rules`, each with the tree that it must give.

mod outline;
mod robust;

use std::fs;
use std::path::Path;

use dateline::lang::syntax::parse;
use dateline::source::FileId;

use self::outline::outline;
use crate::expansion::assert_case;

/// The cases of a folder with their names, by name.
pub(crate) fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut cases: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rules"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

#[test]
fn good_files_give_their_trees() {
    for (name, text) in cases("grammar") {
        let (file, problems) = parse(FileId(0), &text);
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        assert_case!(name, format!("{text}\n=====\n\n{}", outline(&text, &file)));
    }
}
