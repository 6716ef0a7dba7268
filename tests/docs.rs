//! The pages for readers are true: what they show of rules is checked and tested, what they show of a terminal is run.
//!
//! A page is read from top to bottom. Its fenced blocks mean, by the words after the fence:
//!
//! - `rules`: rules that must be without problems and pass their tests; `rules more` adds to those of the block above
//! - `rules NAME`, `text NAME`, `tsv NAME`, `json NAME`: the content of a file from here on
//! - `console`: lines `$ command` and what the command writes (standard output, then standard error); a line `? N` right
//!   after the command tells its exit code if that is not 0, and a line `...` stands for any lines; seconds (`0.02 s`)
//!   are not compared
//!
//! `DATELINE_DOCS=update cargo test docs` writes what the commands really write into the pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dateline::diagnostic::Code;

/// A fenced block of a page.
struct Block {
    /// The words after the fence.
    info: Vec<String>,
    /// The line of the page on which its text starts, from 0.
    line: usize,
    text: Vec<String>,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let info = info.split_whitespace().map(str::to_owned).collect();
                open = Some(Block { info, line: number + 1, text: Vec::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text.push(line.to_owned()),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

/// A command of a `console` block, as the page shows it.
struct Shown {
    command: String,
    code: i32,
    output: Vec<String>,
}

fn commands(block: &Block) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for line in &block.text {
        if let Some(command) = line.strip_prefix("$ ") {
            shown.push(Shown { command: command.to_owned(), code: 0, output: Vec::new() });
        } else if let Some(last) = shown.last_mut() {
            match line.strip_prefix("? ") {
                Some(code) if last.output.is_empty() => last.code = code.parse().unwrap(),
                _ => last.output.push(line.clone()),
            }
        }
    }
    assert!(!shown.is_empty(), "a console block without a command");
    shown
}

/// Runs a command line as a user's shell does.
fn run(command: &str, folder: &Path) -> (i32, Vec<String>) {
    let programs = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let ended = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        // there `dateline test` keeps nothing for review
        .env_remove("CI")
        .output()
        .unwrap();
    let mut output = String::from_utf8(ended.stdout).unwrap();
    output += &String::from_utf8(ended.stderr).unwrap();
    (ended.status.code().unwrap(), output.lines().map(|line| line.trim_end().to_owned()).collect())
}

/// Whether the output is as shown, where `...` stands for any lines.
fn agrees(shown: &[String], output: &[String]) -> bool {
    match shown.split_first() {
        None => output.is_empty(),
        Some((line, rest)) if line == "..." => {
            (0..=output.len()).any(|skipped| agrees(rest, &output[skipped..]))
        }
        Some((line, rest)) => {
            let same = |other: &str| without_seconds(other) == without_seconds(line);
            output.split_first().is_some_and(|(first, others)| same(first) && agrees(rest, others))
        }
    }
}

/// A line without how long something took.
fn without_seconds(line: &str) -> String {
    regex::Regex::new(r"\d+\.\d+ s\b").unwrap().replace_all(line, "… s").into_owned()
}

/// What is wrong with rules in the folder of a page's files, and which of their tests fail.
fn problems_of(rules: &[String], folder: &Path) -> Vec<String> {
    fs::write(folder.join("page.rules"), rules.join("\n") + "\n").unwrap();
    let mut problems = Vec::new();
    for command in ["dateline check page.rules", "dateline test page.rules"] {
        let (code, output) = run(command, folder);
        if code != 0 || (command.contains("check") && output.iter().any(|line| line.contains("[D0"))) {
            problems.push(format!("$ {command}\n? {code}\n{}", output.join("\n")));
        }
    }
    problems
}

/// Reads a page; the problems found, and the page as it should be.
fn read(page: &str, root: Option<&Path>) -> (Vec<String>, String) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = root.unwrap_or(temporary.path());
    let mut problems = Vec::new();
    let mut rules: Vec<String> = Vec::new();
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let mut shift = 0isize;
    for block in blocks(page) {
        let info: Vec<&str> = block.info.iter().map(String::as_str).collect();
        match info.as_slice() {
            ["console"] => {
                let mut now = Vec::new();
                for shown in commands(&block) {
                    let (code, output) = run(&shown.command, folder);
                    now.push(format!("$ {}", shown.command));
                    if code != 0 {
                        now.push(format!("? {code}"));
                    }
                    if code == shown.code && agrees(&shown.output, &output) {
                        now.extend(shown.output);
                    } else {
                        problems.push(format!("$ {}\n? {code}\n{}", shown.command, output.join("\n")));
                        now.extend(output);
                    }
                }
                let start = block.line.checked_add_signed(shift).unwrap();
                shift += now.len() as isize - block.text.len() as isize;
                lines.splice(start..start + block.text.len(), now);
            }
            // lines before it keep their numbers, so that problems name the lines of the page
            ["rules"] | ["rules", "more"] => {
                if info.len() == 1 {
                    rules.clear();
                }
                rules.resize(block.line, String::new());
                rules.extend(block.text);
                problems.extend(problems_of(&rules, temporary.path()));
            }
            [_, name] if root.is_none() => {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.text.join("\n") + "\n").unwrap();
            }
            _ => {}
        }
    }
    (problems, lines.join("\n") + "\n")
}

/// Every page below `docs/`.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages.extend(self::pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    pages
}

#[test]
fn what_the_pages_show_is_what_happens() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var("DATELINE_DOCS").is_ok_and(|value| value == "update");
    let mut found = Vec::new();
    let docs = pages(&root.join("docs")).into_iter().map(|path| (path, None));
    for (path, folder) in docs.chain([(root.join("README.md"), Some(root))]) {
        let page = fs::read_to_string(&path).unwrap();
        let (problems, now) = read(&page, folder);
        let shown = path.strip_prefix(root).unwrap().display();
        found.extend(problems.iter().map(|problem| format!("{shown}: {problem}")));
        if update && now != page {
            fs::write(&path, now).unwrap();
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n\n"));
}

#[test]
fn types_cues_and_formats_are_told_as_they_are_declared() {
    use dateline::lang::ir::BuiltInType;
    let told = |code: Code, name: &str| {
        let words = code.explanation().replace(['`', '(', ')'], " ");
        assert!(words.split(' ').any(|word| word == name), "{code} does not name {name}");
    };
    BuiltInType::all().for_each(|kind| told(Code::UnknownType, kind.as_str()));
    dateline::document::CueKind::all().for_each(|kind| told(Code::UnknownCue, kind.as_str()));
    let output = include_str!("../docs/output.md");
    for format in dateline::write::Format::ALL.iter().filter(|format| format.name() != "template") {
        assert!(output.contains(&format!("`{}`", format.name())), "{}", format.name());
    }
    let formats = include_str!("../docs/formats.md");
    for format in dateline::read::Format::ALL {
        assert!(formats.contains(&format!("`{}`", format.name())), "{}", format.name());
    }
}

#[test]
fn facets_are_told_as_they_are_declared() {
    use dateline::document::{Facet, Modality, Polarity, Tense};
    fn rows(facet: Facet, values: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<String> {
        values.map(|(word, meaning)| format!("| `{facet}` | `{word}` | {meaning} |")).collect()
    }
    let declared = [
        rows(Facet::Polarity, Polarity::ALL.iter().map(|value| (value.as_str(), value.meaning()))),
        rows(Facet::Modality, Modality::ALL.iter().map(|value| (value.as_str(), value.meaning()))),
        rows(Facet::Tense, Tense::ALL.iter().map(|value| (value.as_str(), value.meaning()))),
    ];
    let page = include_str!("../docs/facets.md");
    let table: Vec<&str> = page
        .lines()
        .skip_while(|line| *line != "| facet | value | what it says |")
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(table, declared.concat());
    let explained = [Code::UnknownFacet, Code::BadFacet].map(|code| code.explanation().replace('`', " "));
    let events = include_str!("../docs/events.md");
    for word in [Facet::Polarity, Facet::Modality].into_iter().flat_map(Facet::words) {
        assert!(events.contains(&format!("`{word}`")), "docs/events.md does not name {word}");
    }
    for facet in Facet::ALL {
        assert!(page.contains(&format!("| `{facet}` |")), "{facet}");
        assert!(explained[0].split(' ').any(|word| word == facet.as_str()), "D0402 does not name {facet}");
        for &value in facet.words() {
            assert!(explained[1].split(' ').any(|word| word == value), "D0403 does not name {value}");
        }
    }
}

#[test]
fn a_page_that_is_wrong_is_found_out() {
    let wrong = "```console\n$ echo one && echo two\none\nthree\n```\n";
    assert_eq!(read(wrong, None).0.len(), 1);
    assert_eq!(read(wrong, None).1, wrong.replace("three", "two"));
    assert!(read("```console\n$ echo one && echo two\n...\ntwo\n```\n", None).0.is_empty());
    assert_eq!(read("```rules\nlist a = b\n```\n", None).0.len(), 1);
    assert!(
        read("```text a/b.txt\nx\n```\n\n```console\n$ cat a/b.txt && exit 3\n? 3\nx\n```\n", None)
            .0
            .is_empty()
    );
}
