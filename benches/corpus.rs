//! Documents a second and peak memory of `dateline run` over a corpus, by format of its input and its output.
//!
//! The corpus is the bundled stories, again and again under other ids. Peak memory is the system's high-water mark of the
//! process (`VmHWM`), looked up every few milliseconds, so it is known on Linux only.

#![allow(clippy::unwrap_used)] // a bench that cannot start fails

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each story is there.
const TIMES: usize = 100;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let documents = write_corpus(&path.join("news.jsonl"));
    for format in ["csv", "parquet", "sqlite"] {
        dateline(path, &format!("read news.jsonl --output news.{format}"));
    }
    println!("{documents} documents");
    println!("| input | output | documents a second | peak memory |\n| --- | --- | --- | --- |");
    for input in ["news.jsonl", "news.csv", "news.parquet", "news.sqlite", "pages"] {
        if input == "pages" {
            write_pages(&path.join("pages"));
        }
        report(path, documents, input, "events.jsonl");
    }
    for output in ["csv", "parquet", "sqlite", "graphml", "prodigy.jsonl"] {
        report(path, documents, "news.jsonl", &format!("events.{output}"));
    }
}

/// The bundled stories with their texts.
fn stories() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect()
}

/// Writes the corpus in JSON Lines; how many documents it has.
fn write_corpus(path: &Path) -> usize {
    let mut lines = String::new();
    let stories = stories();
    for time in 0..TIMES {
        for (name, text) in &stories {
            let record = serde_json::json!({ "id": format!("{name}-{time}"), "text": text });
            writeln!(lines, "{record}").unwrap();
        }
    }
    fs::write(path, lines).unwrap();
    stories.len() * TIMES
}

/// Writes the corpus in pages.
fn write_pages(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for time in 0..TIMES {
        for (name, text) in stories() {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            let paragraphs = escaped.trim().replace("\n\n", "</p>\n<p>");
            let page = format!(
                "<!doctype html><html lang=en><head><title>{name}</title></head><body><nav><a href=/>Home</a></nav>\
                 <article><h1>{name}</h1>\n<p>{paragraphs}</p></article><footer>Terms of use</footer></body></html>"
            );
            fs::write(folder.join(format!("{name}-{time}.html")), page).unwrap();
        }
    }
}

fn report(folder: &Path, documents: usize, input: &str, output: &str) {
    let start = Instant::now();
    let peak = dateline(folder, &format!("run --input {input} --output {output}"));
    let rate = documents as f64 / start.elapsed().as_secs_f64();
    println!(
        "| {input} | {output} | {rate:.0} | {} |",
        peak.map_or("?".to_owned(), |kib| format!("{} MiB", kib / 1024))
    );
}

/// Runs `dateline` to its end; the most memory that it took, in KiB.
fn dateline(folder: &Path, arguments: &str) -> Option<u64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = None;
    let status = loop {
        let about = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success(), "dateline {arguments}");
    peak
}
