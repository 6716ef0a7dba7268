//! `dateline annotate`.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::{dateline, folder};

fn nowhere() -> tempfile::TempDir {
    folder(&[])
}

#[test]
fn words_and_offsets_are_written_as_conllu() {
    let text = "title: Trips\ndate: 2019-05-20\n\nThe “café” can’t open. It rained.";
    let ended = dateline(nowhere().path(), "annotate -", text.as_bytes());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "1 document, none skipped\n"));
    let head = "# newdoc id = stdin\n# meta::title = Trips\n# meta::date = 2019-05-20\n# newpar\n\
                # sent_id = stdin-1\n# text = The “café” can’t open.\n1\tThe\t";
    assert!(ended.stdout.starts_with(head), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n5-6\tcan’t\t_\t_\t_\t_\t_\t_\t_\tstart_char=11|end_char=16\n5\tca\t"));
    assert!(ended.stdout.contains("\tstart_char=17|end_char=21|SpaceAfter=No\n8\t.\t"));
    assert!(ended.stdout.ends_with("\tstart_char=32|end_char=33\n\n"), "{}", ended.stdout);
}

#[test]
fn words_in_json_can_be_cut_out_of_the_text_by_their_offsets() {
    let ended =
        dateline(nowhere().path(), "annotate - --format json", "🇰🇷 Café owners met.\n\nThey ate.".as_bytes());
    let documents: Value = serde_json::from_str(&ended.stdout).unwrap();
    let document = &documents[0];
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let sentences = document["sentences"].as_array().unwrap();
    assert_eq!(sentences.len(), 2);
    for token in sentences.iter().flat_map(|sentence| sentence["tokens"].as_array().unwrap()) {
        let offset = |key: &str| token[key].as_u64().unwrap() as usize;
        let cut: String = text[offset("start")..offset("end")].iter().collect();
        assert_eq!(token["text"], cut);
    }
    assert_eq!(sentences[1]["tokens"][1]["head"], 0);
}

#[test]
fn articles_of_folders_come_in_the_order_of_their_paths_whatever_the_number_of_threads() {
    let line = |n: usize| format!("{{\"text\": \"Storm {n} passed. It rained.\", \"id\": {n}}}\n");
    let lines: String = (0..40).map(line).collect();
    let files: &[(&str, &[u8])] = &[
        ("in/b/c.txt", b"It hailed."),
        ("in/a.jsonl", lines.as_bytes()),
        ("in/b.md", b"It snowed."),
        ("in/.x.txt", b"No."),
    ];
    let folder = folder(files);
    let one = dateline(folder.path(), "annotate in --format jsonl --jobs 1", b"");
    let ids: Vec<String> =
        one.stdout.lines().map(|line| line.split('"').nth(3).unwrap().to_owned()).collect();
    let numbers = (0..40).map(|n| n.to_string());
    assert_eq!(ids, numbers.chain(["b/c".to_owned(), "b".to_owned()]).collect::<Vec<_>>());
    let three = dateline(folder.path(), "annotate in --format jsonl --jobs 3", b"");
    assert_eq!(one.stdout, three.stdout);
    assert_eq!(one.stderr, "42 documents, none skipped\n");
}

#[test]
fn what_is_skipped_is_told_and_the_rest_is_read() {
    let files: &[(&str, &[u8])] = &[
        ("in/bad.jsonl", b"{\"text\": \"One.\"}\n{\"body\": 1}\nnot json\n"),
        ("in/empty.txt", b" \n"),
        ("in/page.pdf", b"<p>No.</p>"),
        ("in/raw.txt", b"It r\xe4ined.\0"),
    ];
    let folder = folder(files);
    let ended = dateline(folder.path(), "annotate in --format jsonl", b"");
    assert_eq!(ended.code, 1);
    assert_eq!(ended.stdout.lines().count(), 2);
    let told = "in: skipped 1 file of another kind: 1 .pdf\n\
                in/bad.jsonl:2: the object has no text where one should be; the line was skipped\n\
                in/bad.jsonl:3: not JSON: expected ident, at column 2; the line was skipped\n\
                in/empty.txt:1: `empty` has no text; skipped\n\
                in/raw.txt:1: 1 byte was not UTF-8, replaced by U+FFFD\n\
                in/raw.txt:1: 1 NUL character was replaced by U+FFFD\n\
                2 documents, 4 skipped (1 of another kind, 1 empty, 2 malformed)\n";
    assert_eq!(ended.stderr, told);
}

#[test]
fn without_input_nothing_is_run() {
    let folder = folder(&[("in/page.pdf", b"<p>No.</p>")]);
    let ended = dateline(folder.path(), "annotate nowhere", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
    assert!(ended.stderr.starts_with("error: cannot read `nowhere`: "), "{}", ended.stderr);
    let ended = dateline(folder.path(), "annotate in", b"");
    assert_eq!(ended.code, 2);
    assert!(
        ended
            .stderr
            .contains("error: there are no articles in `in`; looked for .txt, .md, .jsonl, .ndjson, .json"),
        "{}",
        ended.stderr
    );
    assert_eq!(dateline(folder.path(), "annotate", b"").code, 2);
    assert_eq!(dateline(folder.path(), "annotate in --format xml", b"").code, 2);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = folder(&[("in.txt", b"It rained."), ("old.conllu", b"old")]);
    let ended = dateline(folder.path(), "annotate in.txt --output old.conllu", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""));
    let written = std::fs::read_to_string(folder.path().join("old.conllu")).unwrap();
    assert_eq!(written, dateline(folder.path(), "annotate in.txt", b"").stdout);
    assert_eq!(dateline(folder.path(), "annotate in.txt --output none/new.conllu", b"").code, 2);
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["in.txt", "old.conllu"]);
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_command_quietly() {
    let lines = "{\"text\": \"It rained on the plain and in the hills.\"}\n".repeat(3_000);
    let folder = folder(&[("in.jsonl", lines.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["annotate", "in.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
