//! `dateline new`.

use super::{dateline, folder};

#[test]
fn a_new_project_is_without_mistakes_in_style_and_passes_its_tests() {
    let folder = folder(&[]);
    let ended = dateline(folder.path(), "new mine", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
    let mine = folder.path().join("mine");
    for (command, told) in [
        ("check", "1 rule, 4 tests, 0 errors, 0 warnings\n"),
        ("fmt --check", ""),
        ("fix --check", "0 mistakes would be mended in 0 files\n"),
        ("test", "4 tests: 4 ok; 1 article: 1 ok\n"),
    ] {
        let command = if command == "check" { "check ." } else { command };
        let ended = dateline(&mine, command, b"");
        assert_eq!((ended.code, ended.stderr.as_str()), (0, told), "{command}\n{}", ended.stdout);
    }
    // every pattern of it is shown at work
    assert_eq!(dateline(&mine, "test --min-coverage 100", b"").code, 0);
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&mine), [".gitignore", "README.md", "rules", "tests"]);
    assert_eq!(names(folder.path()), ["mine"]);
}

#[test]
fn an_empty_folder_is_filled_and_any_other_is_left_alone() {
    let folder = folder(&[("full/notes.txt", b"mine"), ("file", b"")]);
    for name in ["full", "file", "full/notes.txt"] {
        let ended = dateline(folder.path(), &format!("new {name}"), b"");
        assert_eq!(ended.code, 2);
        assert!(ended.stderr.contains("name a folder that is"), "{}", ended.stderr);
    }
    assert_eq!(std::fs::read_dir(folder.path().join("full")).unwrap().count(), 1);
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert_eq!(dateline(&empty, "new .", b"").code, 0);
    assert_eq!(dateline(&empty, "test", b"").code, 0);
}
