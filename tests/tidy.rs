//! The source itself: layers import one way, and what the project promises of its code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dateline::english::words::{self, Class};
use regex::Regex;

/// Which layers a layer may name, itself aside. A module belongs to the longest entry that it starts with.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("display", &[]),
    ("diagnostic", &["source"]),
    ("label", &[]),
    ("english", &["label"]),
    ("document", &["source", "label", "english"]),
    ("annotate", &["source", "english", "document"]),
    ("read", &["source", "english", "document"]),
    ("lang::ir", &["document", "english"]),
    ("lang::syntax", &["source", "diagnostic"]),
    (
        "lang::check",
        &["source", "diagnostic", "lang::syntax", "lang::ir", "document", "english", "annotate::token"],
    ),
    ("lang::compile", &["source", "lang::ir", "document", "english"]),
    ("extract", &["source", "lang::ir", "lang::compile", "document", "english", "annotate"]),
    ("write", &["source", "display", "document", "lang::ir", "extract"]),
    ("library", &["lang::check"]),
    ("rules", &["source", "diagnostic", "lang", "library", "annotate"]),
    ("extractor", &["rules", "lang::compile", "document", "annotate", "extract"]),
    ("pipeline", &["extractor", "document", "annotate", "extract", "read", "write"]),
    (
        "tools",
        &["source", "display", "diagnostic", "lang", "document", "english", "annotate", "read", "extract"],
    ),
    (
        "cli",
        &[
            "source",
            "display",
            "diagnostic",
            "lang",
            "document",
            "english",
            "annotate",
            "read",
            "extract",
            "write",
            "pipeline",
            "tools",
            // its own module of this name, too
            "rules",
        ],
    ),
];

/// Crates that only some modules may name.
const CRATES: &[(&str, &[&str])] = &[
    ("pest", &["lang::syntax"]),
    ("pest_derive", &["lang::syntax"]),
    ("annotate_snippets", &["diagnostic"]),
    ("schemars", &["document::facet", "extract::event", "read", "cli"]),
    (
        "serde",
        &[
            "document::facet",
            "extract::confidence",
            "extract::entity",
            "extract::event",
            "pipeline",
            "read",
            "tools::describe",
            "tools::report",
            "tools::score",
            "write",
            "cli",
        ],
    ),
    ("serde_json", &["extract::event", "pipeline", "read", "tools", "write", "cli"]),
    ("anstream", &["cli"]),
    ("anyhow", &["cli"]),
    ("chardetng", &["read::charset"]),
    ("clap", &["cli"]),
    ("csv", &["read::csv", "pipeline::articles", "write"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("dom_smoothie", &["read::html"]),
    ("encoding_rs", &["read::charset"]),
    ("fearless_simd", &["annotate::network", "annotate::parser"]),
    ("flate2", &["read::unpack", "read::warc"]),
    ("ignore", &["cli"]),
    ("indicatif", &["cli"]),
    ("memchr", &["read"]),
    ("minijinja", &["tools::report", "write::template"]),
    ("parquet", &["read::parquet", "pipeline::articles", "write"]),
    ("quick_xml", &["read::feed", "write"]),
    ("rusqlite", &["read::sqlite", "pipeline", "write"]),
    ("notify", &["cli"]),
    ("notify_debouncer_full", &["cli"]),
    ("rayon", &["pipeline", "cli"]),
    ("rustyline", &["cli"]),
    ("strsim", &["diagnostic"]),
    ("tempfile", &["pipeline", "cli"]),
    ("terminal_size", &["cli"]),
    ("toml", &["cli::project"]),
    ("trafilatura", &["read::html"]),
    ("unicode_segmentation", &["display"]),
    ("unicode_width", &["display", "tools::snapshot", "write::table", "cli"]),
    ("whatlang", &["read::language"]),
    ("zstd", &["read::unpack", "read::warc"]),
];

/// Modules that may use each other in a circle with a neighbour, and why.
const CIRCLES: &[&str] = &[];

/// What the library leaves to the pipeline: files, clocks, threads.
const FILES_AND_THREADS: &[&str] = &["std::fs", "std::time", "std::thread"];
/// What it leaves to the commands: the environment, the network, the terminal.
const OUTSIDE: &[&str] = &["std::env", "std::net", "std::process"];
const PRINTING: &[&str] = &["println!", "eprintln!", "print!", "eprint!", "dbg!"];

/// Files of more lines are too long.
const LONGEST: usize = 600;
/// Files that may be longer, and why.
const LONG: &[(&str, &str)] = &[];

/// Where more than three words of English may stand in a row outside of `data/english`, and why.
const NO_ENGLISH: &[(&str, &str)] = &[
    ("src/cli/", "names of columns, formats and items"),
    ("src/pipeline/articles.rs", "names of columns"),
    ("src/read/", "keys of JSON, fields of headers, tags of HTML, labels of CLEAR"),
    ("src/tools/score/spans.rs", "keys of JSON"),
    ("src/write/", "names of columns"),
];

/// A file of the source.
struct File {
    /// From the root of the repository, with `/` between folders.
    path: String,
    text: String,
}

impl File {
    /// Its module in the library or the binary: `read` for `src/text/read/mod.rs`.
    fn module(&self) -> String {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        inner.replace('/', "::")
    }

    /// Its code, without comments and its unit tests.
    fn quoting_code(&self) -> String {
        let code =
            pattern(r"#\[cfg\(test\)\]\n(?:pub\(crate\) )?mod ").split(&self.text).next().unwrap_or_default();
        pattern(r"(?m)(?:^\s*| )//.*$").replace_all(code, "").replace(r#"'"'"#, "''")
    }

    /// Its code, without comments, what stands in quotes, and its unit tests.
    fn code(&self) -> String {
        let code = self.quoting_code();
        pattern(r#""(?:[^"\\]|\\(?s:.))*""#).replace_all(&code, r#""""#).into_owned()
    }

    /// Every path that it names, those of this crate from its root: `document::Upos`, `std::fs::read`.
    fn paths(&self) -> BTreeSet<String> {
        let code = self.code();
        let mut paths = BTreeSet::new();
        for capture in pattern(r"(?m)^\s*(?:pub(?:\([a-z]+\))? )?use ([^;]+);").captures_iter(&code) {
            expand("", &capture[1].split_whitespace().collect::<Vec<_>>().join(" "), &mut paths);
        }
        let inline = pattern(r"\b[a-z_][a-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)+");
        paths.extend(inline.find_iter(&code).map(|path| path.as_str().to_owned()));
        paths.into_iter().map(|path| self.absolute(&path)).collect()
    }

    fn absolute(&self, path: &str) -> String {
        let module = self.module();
        let mut parents: Vec<&str> = module.split("::").collect();
        let mut rest = path;
        if let Some(path) = rest.strip_prefix("crate::").or_else(|| rest.strip_prefix("dateline::")) {
            return path.to_owned();
        }
        if let Some(path) = rest.strip_prefix("self::") {
            return format!("{module}::{path}");
        }
        while let Some(path) = rest.strip_prefix("super::") {
            parents.pop();
            rest = path;
        }
        if rest.len() == path.len() {
            return path.to_owned();
        }
        parents.push(rest);
        parents.join("::")
    }
}

/// The paths of a `use` tree.
fn expand(prefix: &str, tree: &str, paths: &mut BTreeSet<String>) {
    let tree = tree.trim();
    let Some((head, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        paths.insert(format!("{prefix}{path}"));
        return;
    };
    let prefix = format!("{prefix}{head}");
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    let mut depth = 0;
    let parts = inner.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).for_each(|part| expand(&prefix, part, paths));
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder of the repository, in order of their paths.
fn files_in(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(path.strip_prefix(root()).unwrap().to_str().unwrap()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn rust_in(folders: &[&str]) -> Vec<File> {
    let paths = folders.iter().flat_map(|folder| files_in(folder));
    let rust = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let files: Vec<File> = rust
        .map(|path| File {
            path: path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    assert!(!files.is_empty());
    files
}

fn library_and_cli() -> Vec<File> {
    let files = rust_in(&["src"]);
    files.into_iter().filter(|file| !matches!(file.path.as_str(), "src/lib.rs" | "src/main.rs")).collect()
}

fn is_in(module: &str, layer: &str) -> bool {
    module.strip_prefix(layer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Fails with a list of what was found.
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn layers_import_one_way() {
    let mut found = Vec::new();
    for file in library_and_cli() {
        let module = file.module();
        let layer = LAYERS.iter().find(|(layer, _)| is_in(&module, layer));
        let Some((layer, allowed)) = layer else {
            // a folder of layers has nothing but their `mod` lines
            if !LAYERS.iter().any(|(layer, _)| layer.starts_with(&format!("{module}::"))) {
                found.push(format!("{}: belongs to no layer of tests/tidy.rs", file.path));
            }
            continue;
        };
        for path in file.paths() {
            let tops: BTreeSet<&str> =
                LAYERS.iter().map(|(layer, _)| layer.split("::").next().unwrap_or(layer)).collect();
            let is_ours = tops.iter().any(|top| is_in(&path, top) && path != *top);
            let is_allowed = is_in(&path, layer) || allowed.iter().any(|layer| is_in(&path, layer));
            if is_ours && !is_allowed {
                found.push(format!("{}: {layer} must not use {path}", file.path));
            }
        }
    }
    assert_none(&found);
}

/// A parent and its children may use each other: the parent is the door to all of them. Neighbours may not.
#[test]
fn neighbours_do_not_use_each_other_in_circles() {
    // for each module, which of its children use which others
    let mut uses: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for file in library_and_cli() {
        let module = file.module();
        for path in file.paths() {
            let (mut here, mut there) = (module.split("::"), path.split("::"));
            let mut parent = Vec::new();
            while let (Some(own), Some(other)) = (here.next(), there.next()) {
                if own != other {
                    let children = uses.entry(parent.join("::")).or_default();
                    children.entry(own.to_owned()).or_default().insert(other.to_owned());
                    break;
                }
                parent.push(own);
            }
        }
    }
    let mut found = Vec::new();
    for (parent, children) in uses.iter().filter(|(parent, _)| !CIRCLES.contains(&parent.as_str())) {
        for (from, direct) in children {
            let mut open: Vec<&String> = direct.iter().collect();
            let mut reached = BTreeSet::new();
            while let Some(next) = open.pop() {
                if reached.insert(next) {
                    open.extend(children.get(next).into_iter().flatten());
                }
            }
            if reached.contains(from) {
                found.push(format!("{parent}: `{from}` uses {direct:?}, and one of these uses `{from}`"));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn crates_are_named_only_where_they_belong() {
    let mut found = Vec::new();
    for file in library_and_cli() {
        for path in file.paths() {
            for (name, places) in CRATES {
                let allowed = places.iter().any(|place| is_in(&file.module(), place));
                // a module of ours may have the name of a crate
                if is_in(&path, name) && path != *name && !allowed {
                    found.push(format!("{}: {path}", file.path));
                }
            }
        }
    }
    assert_none(&found);
}

#[test]
fn the_library_reads_no_file_clock_or_environment_and_prints_nothing() {
    let mut found = Vec::new();
    for file in library_and_cli().iter().filter(|file| !file.path.starts_with("src/cli/")) {
        let pipeline: &[&str] = if file.path.starts_with("src/pipeline/") { &[] } else { FILES_AND_THREADS };
        let forbidden = |path: &String| OUTSIDE.iter().chain(pipeline).any(|outside| is_in(path, outside));
        found.extend(file.paths().into_iter().filter(forbidden).map(|path| format!("{}: {path}", file.path)));
        let code = file.code();
        let printing = PRINTING.iter().filter(|print| code.contains(**print));
        found.extend(printing.map(|print| format!("{}: {print}", file.path)));
    }
    assert_none(&found);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough_to_read() {
    let mut found = Vec::new();
    for file in rust_in(&["src", "tests", "training", "benches"]) {
        let lines = file.text.lines().count();
        let long = LONG.iter().any(|(path, _)| *path == file.path);
        if (lines > LONGEST) != long {
            found.push(format!(
                "{}: {lines} lines; {LONGEST} are allowed, or a reason in tests/tidy.rs",
                file.path
            ));
        }
        if !file.text.starts_with("//!") {
            found.push(format!("{}: does not start with `//!`", file.path));
        }
        let name = Path::new(&file.path).file_stem().unwrap().to_str().unwrap();
        if ["util", "utils", "common", "helper", "helpers", "misc"].contains(&name) {
            found.push(format!("{}: a name that says nothing", file.path));
        }
    }
    assert_none(&found);
}

#[test]
fn nothing_is_left_for_later() {
    // put together, so that this file does not hold them
    let later =
        [concat!("to", "do!"), concat!("un", "implemented!"), concat!("#[ig", "nore"), concat!("FIX", "ME")];
    let mut found = Vec::new();
    for file in rust_in(&["src", "tests", "training", "benches"]) {
        let here = later.iter().filter(|word| file.text.contains(**word));
        found.extend(here.map(|word| format!("{}: {word}", file.path)));
    }
    assert_none(&found);
}

#[test]
fn every_snapshot_was_accepted_and_belongs_to_a_test() {
    let mut found = Vec::new();
    for path in ["src", "tests", "training", "benches"].iter().flat_map(|folder| files_in(folder)) {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        if shown.ends_with(".snap.new") || shown.ends_with(".pending-snap") {
            found.push(format!("{shown}: not accepted"));
        } else if path.starts_with(root().join("src/cli/new")) {
            // those of a new project are Dateline's own; `tests/cli/new.rs` runs them
        } else if shown.ends_with(".snap") && !belongs_to_a_test(&path) {
            found.push(format!("{shown}: no test makes it"));
        }
    }
    assert_none(&found);
}

/// Whether the test that a snapshot tells as its source is there, and so is its case: a file of the same name beside
/// the folder of snapshots, the input that it tells, or a name in the source.
fn belongs_to_a_test(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    let head = || text.lines().skip(1).take_while(|line| *line != "---");
    let field = |key: &str| {
        head().find_map(|line| line.strip_prefix(key)).map(|value| root().join(value.trim_matches('"')))
    };
    let Some(Ok(source)) = field("source: ").map(fs::read_to_string) else { return false };
    if let Some(input) = field("input_file: ") {
        return input.exists();
    }
    let file = path.file_stem().unwrap().to_str().unwrap();
    let cases = path.parent().and_then(Path::parent).unwrap();
    let mut beside = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path());
    let name = file.rsplit("__").next().unwrap_or_default().split('@').next().unwrap_or_default();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    beside.any(|case| case.is_file() && case.file_stem().is_some_and(|stem| stem == file))
        || source.contains(name)
}

#[test]
fn lists_of_english_words_stand_in_data_english() {
    let english = dateline::Annotator::english().unwrap();
    let quoted = pattern(r#""([^"\n]*)""#);
    let row = pattern(r#"(?:"[^"\n]*"\s*[,|]\s*){3,}"[^"\n]*""#);
    let letters = pattern(r"^[a-z][a-z '.-]*$");
    let is_word = |word: &str| {
        letters.is_match(word)
            && (english.lexicon.knows(word) || Class::ALL.iter().any(|class| words::is(*class, word)))
    };
    let mut found = Vec::new();
    for file in library_and_cli().iter().filter(|file| !file.path.starts_with("src/english/")) {
        let code = file.quoting_code();
        for row in row.find_iter(&code) {
            let all: Vec<&str> =
                quoted.captures_iter(row.as_str()).map(|word| word.get(1).unwrap().as_str()).collect();
            let known = all.iter().filter(|word| is_word(word)).count();
            if known > 3 && 2 * known > all.len() {
                found.push((file.path.clone(), all.join(" ")));
            }
        }
    }
    let stands_in = |place: &str| found.iter().any(|(path, _)| path.starts_with(place));
    let places = || NO_ENGLISH.iter().map(|(place, _)| *place);
    let idle = places().filter(|place| !stands_in(place));
    let astray = found.iter().filter(|(path, _)| !places().any(|place| path.starts_with(place)));
    let astray = astray.map(|(path, words)| format!("{path}: {words}"));
    assert_none(&astray.chain(idle.map(|place| format!("{place}: needs no exception"))).collect::<Vec<_>>());
}

#[test]
fn use_trees_are_read_to_their_last_branch() {
    let text =
        "use crate::a::{self, b::{C, d as e}, f};\nuse super::super::ir::X;\nfn f() { crate::g::h(); }\n";
    let file = File { path: "src/lang/check/load.rs".into(), text: text.into() };
    let paths: Vec<String> = file.paths().into_iter().collect();
    let expected = ["a::b::C", "a::b::d", "a::f", "a::self", "g::h", "lang::ir::X"];
    assert!(expected.iter().all(|path| paths.iter().any(|found| found == path)), "{paths:?}");
}
