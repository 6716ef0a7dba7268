//! Runs in parts: one machine or several, many files, killed and gone on with.

use std::fs;
use std::path::Path;

use super::corpus::{RULES, corpus, run_in_pieces, without_time};
use super::{Ended, dateline, folder};

/// A folder with rules and files of articles, of a few articles each, and a list of the files.
fn archive(files: usize, articles: usize) -> tempfile::TempDir {
    let folder = folder(&[("visit.rules", RULES.as_bytes())]);
    fs::create_dir(folder.path().join("news")).unwrap();
    let corpus = corpus(files * articles);
    let lines: Vec<&str> = corpus.lines().collect();
    let mut names = Vec::new();
    for (number, lines) in lines.chunks(articles).enumerate() {
        let name = format!("news/{number:03}.jsonl");
        fs::write(folder.path().join(&name), lines.join("\n") + "\n").unwrap();
        names.push(name);
    }
    fs::write(folder.path().join("files.txt"), names.join("\n") + "\n").unwrap();
    folder
}

fn run(folder: &Path, arguments: &str) -> Ended {
    dateline(folder, &format!("run visit.rules --files-from files.txt {arguments}"), b"")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The lines of a manifest.
fn listed(folder: &Path, name: &str) -> Vec<serde_json::Value> {
    read(folder, name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn files_are_taken_from_a_list() {
    let folder = archive(3, 20);
    let path = folder.path();
    let whole = dateline(path, "run visit.rules --input news", b"");
    assert_eq!(run(path, "").stdout, whole.stdout);
    let list = read(path, "files.txt");
    let piped = dateline(path, "run visit.rules --files-from -", list.as_bytes());
    assert_eq!(piped.stdout, whole.stdout);
    fs::write(path.join("files.txt"), "news/000.jsonl\nnews/gone.jsonl\n").unwrap();
    let ended = run(path, "");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("error: cannot read `news/gone.jsonl`"), "{}", ended.stderr);
}

#[test]
fn parts_make_the_whole_and_are_listed() {
    let folder = archive(12, 20);
    let path = folder.path();
    let whole = run(path, "--output whole.jsonl");
    let parted = run(path, "--parts events --part-size 10K");
    assert_eq!(without_time(&parted.stderr), without_time(&whole.stderr));
    let parts = listed(path, "events/manifest.jsonl");
    assert!((2..12).contains(&parts.len()), "{}", parts.len());
    let sum = |field: &str| parts.iter().map(|part| part[field].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("bytes") as usize, read(path, "whole.jsonl").len());
    assert_eq!(sum("events") as usize, read(path, "whole.jsonl").lines().count());
    let input: Vec<&str> = parts
        .iter()
        .flat_map(|part| part["input"].as_array().unwrap())
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(input, read(path, "files.txt").lines().collect::<Vec<_>>());
    let merged = dateline(path, "merge events --output merged.jsonl", b"");
    assert_eq!((merged.code, merged.stderr.as_str()), (0, ""));
    assert_eq!(read(path, "merged.jsonl"), read(path, "whole.jsonl"));
}

#[test]
fn a_shard_of_parts_reads_only_its_own_files() {
    let folder = archive(12, 20);
    let path = folder.path();
    run(path, "--output whole.jsonl");
    for shard in 1..=4 {
        let mine = |number: usize| number % 4 == shard - 1;
        let names: Vec<String> = read(path, "files.txt").lines().map(str::to_owned).collect();
        let texts: Vec<String> = names.iter().map(|name| read(path, name)).collect();
        // as long as it was, and nothing that could be read without a word
        for (name, text) in
            names.iter().zip(&texts).enumerate().filter(|(n, _)| !mine(*n)).map(|(_, both)| both)
        {
            fs::write(path.join(name), "[".repeat(text.len())).unwrap();
        }
        let ended = run(path, &format!("--parts events --part-size 1 --shard {shard}/4"));
        let others = names.iter().enumerate().filter(|(number, _)| !mine(*number));
        for (_, name) in others {
            assert!(!ended.stderr.contains(name.as_str()), "{}", ended.stderr);
        }
        names.iter().zip(&texts).for_each(|(name, text)| fs::write(path.join(name), text).unwrap());
        assert_eq!(listed(path, &format!("events/manifest-{shard}-of-4.jsonl")).len(), 3);
        let merged = dateline(path, "merge events --output merged.jsonl", b"");
        if shard < 4 {
            assert_eq!(merged.code, 2);
            assert_eq!(merged.stderr, format!("error: part {} of 12 is missing in `events`\n", shard + 1));
        }
    }
    assert_eq!(read(path, "merged.jsonl"), read(path, "whole.jsonl"));
}

#[test]
fn parts_that_were_killed_go_on_to_the_same_bytes() {
    let folder = archive(30, 50);
    let path = folder.path();
    let whole = run(path, "--output whole.jsonl");
    let said = run_in_pieces(path, "run visit.rules --files-from files.txt --parts events --part-size 1");
    // the last run tells only what it has read itself, and counts all
    assert_eq!(said.lines().last(), without_time(&whole.stderr).lines().last());
    dateline(path, "merge events --output merged.jsonl", b"");
    assert_eq!(read(path, "merged.jsonl"), read(path, "whole.jsonl"));
}

#[test]
fn only_what_is_not_listed_or_not_there_is_made_again() {
    let folder = archive(6, 20);
    let path = folder.path();
    run(path, "--parts events --part-size 1");
    let manifest = read(path, "events/manifest.jsonl");
    let merged = || dateline(path, "merge events", b"").stdout;
    let whole = merged();

    let ended = run(path, "--parts events --part-size 1");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("`events`: the folder is not empty"), "{}", ended.stderr);

    // a line was cut by a kill, and a part was lost
    fs::write(path.join("events/manifest.jsonl"), &manifest[..manifest.len() - 9]).unwrap();
    fs::remove_file(path.join("events/part-00002.jsonl")).unwrap();
    let ended = run(path, "--parts events --part-size 1 --resume");
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert_eq!(listed(path, "events/manifest.jsonl").len(), 7);
    assert_eq!(merged(), whole);

    fs::write(path.join("events/part-00003.jsonl"), "").unwrap();
    let ended = dateline(path, "merge events", b"");
    assert_eq!(
        (ended.code, ended.stderr.as_str()),
        (2, "error: `events/part-00003.jsonl` is not what its run wrote\n")
    );

    fs::write(path.join("visit.rules"), RULES.replace("visited", "toured")).unwrap();
    let ended = run(path, "--parts events --part-size 1 --resume");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("is of another run: input, rules, options"), "{}", ended.stderr);
}
