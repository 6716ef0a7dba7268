//! `dateline read`: every format to the same articles.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::{dateline, folder};

/// Articles with all that a format could spoil.
fn articles() -> Vec<Value> {
    vec![
        json!({"id": "a-1", "title": "Storm 🌊, “again”", "date": "2019-05-20", "source": "Hafenblatt; Ost", "author": "Anna Brandt, دانا",
               "url": "https://hafen.example/7?a=1&b=2", "language": "en", "text": "It \"rained\" 🌧, twice;\tthen\u{a0}not.\r\n\r\nهطل المطر على الميناء 🇰🇷.\n"}),
        json!({"id": "2", "title": null, "date": null, "source": null, "author": null, "url": null, "language": null,
               "text": "\"Quoted\", she said.\n  Indented: 👨‍👩‍👧 עברית.\u{fffd}"}),
        json!({"id": "c", "title": "=1+1", "date": "1987-06-01", "source": null, "author": "O'Neil", "url": null, "language": null, "text": "'; DROP TABLE documents; --"}),
    ]
}

fn lines(articles: &[Value]) -> String {
    articles.iter().map(|article| format!("{article}\n")).collect()
}

/// What `dateline read` writes to stdout.
fn read(folder: &Path, arguments: &str) -> Vec<Value> {
    let ended = dateline(folder, &format!("read {arguments}"), b"");
    assert_eq!(ended.code, 0, "{arguments}: {}", ended.stderr);
    ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).unwrap()
}

#[test]
fn tables_of_every_format_are_read_back_to_the_same_articles() {
    let articles = articles();
    let folder = folder(&[("in.jsonl", lines(&articles).as_bytes())]);
    assert_eq!(read(folder.path(), "in.jsonl"), articles);
    let formats = ["jsonl", "csv", "tsv"].into_iter();
    let formats = formats.chain(cfg!(feature = "parquet").then_some("parquet"));
    for format in formats.chain(cfg!(feature = "sqlite").then_some("sqlite")) {
        let ended = dateline(folder.path(), &format!("read in.jsonl --output out.{format}"), b"");
        assert_eq!((ended.code, ended.stderr.as_str()), (0, "3 articles, none skipped\n"), "{format}");
        assert_eq!(read(folder.path(), &format!("out.{format}")), articles, "{format}");
        let table = std::fs::read(folder.path().join(format!("out.{format}"))).unwrap();
        for (name, packed) in [("packed.gz", gzip(&table)), ("packed.zst", zstd(&table))] {
            std::fs::write(folder.path().join(format!("{format}.{name}")), packed).unwrap();
            let packed = read(folder.path(), &format!("{format}.{name} --input-format {format}"));
            assert_eq!(packed, articles, "{format}.{name}");
        }
        let ended = dateline(folder.path(), &format!("read - --input-format {format}"), &zstd(&table));
        assert_eq!(ended.stdout, lines(&articles), "{format} on stdin: {}", ended.stderr);
    }
}

#[test]
fn packed_files_are_read_as_what_is_in_them() {
    let text = "date: 2019-05-20\n\nIt rained 🌧.\n".as_bytes();
    let (first, second) = text.split_at(20);
    let members = [gzip(first), gzip(second)].concat();
    let frames = [zstd(first), zstd(second)].concat();
    let folder = folder(&[
        ("in/a.txt.gz", &members),
        ("in/b.md.zst", &frames),
        ("in/c.gz", &gzip(b"{\"text\": \"It snowed.\"}\n")),
        ("in/d.txt", &gzip(b"It hailed.")),
        ("in/e.tar.gz", &gzip(b"no")),
    ]);
    let ended = dateline(folder.path(), "read in", b"");
    let found: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |article: &Value| (article["id"].clone(), article["date"].clone(), article["text"].clone());
    let expected = [
        (json!("a"), json!("2019-05-20"), json!("It rained 🌧.\n")),
        (json!("b"), json!("2019-05-20"), json!("It rained 🌧.\n")),
        (json!("c-1"), Value::Null, json!("It snowed.")),
        (json!("d"), Value::Null, json!("It hailed.")),
    ];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(ended.stderr.starts_with("in: skipped 1 file of another kind: 1 .tar\n"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "read -", &gzip(b"It hailed."));
    assert!(ended.stdout.contains("\"text\":\"It hailed.\""), "{}", ended.stdout);
}

#[test]
fn what_was_read_of_a_broken_file_is_kept() {
    let lines: String = (0..5000)
        .map(|n| format!("{{\"text\": \"Storm {n}, {}.\", \"id\": {n}}}\n", n * 7919 % 104729))
        .collect();
    for (name, packed) in [("in.jsonl.gz", gzip(lines.as_bytes())), ("in.jsonl.zst", zstd(lines.as_bytes()))]
    {
        let folder =
            folder(&[(name, &packed[..packed.len() * 3 / 4]), ("cut.txt.gz", &gzip(lines.as_bytes())[..30])]);
        let ended = dateline(folder.path(), &format!("read {name}"), b"");
        assert_eq!(ended.code, 1);
        let count = ended.stdout.lines().count();
        assert!((1000..5000).contains(&count), "{name}: {count}");
        let told = format!("{name}:{}: the ", count + 1);
        assert!(ended.stderr.starts_with(&told), "{}", ended.stderr);
        assert!(ended.stderr.contains("the lines before were read\n"), "{}", ended.stderr);
        let ended = dateline(folder.path(), "read cut.txt.gz", b"");
        assert_eq!(ended.code, 1);
        assert!(
            ended.stderr.contains("cut.txt.gz: the gzip data is broken: it ends too early"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn what_unpacks_to_more_than_a_document_may_have_is_told() {
    let bomb = zstd(&vec![b' '; 80 << 20]);
    let folder =
        folder(&[("bomb.txt.zst", &bomb), ("bomb.jsonl.zst", &bomb), ("a.txt", b"It rained and rained.")]);
    let ended = dateline(folder.path(), "read bomb.txt.zst bomb.jsonl.zst", b"");
    let told = "bomb.txt.zst: larger than 64 MiB; skipped\n\
                bomb.jsonl.zst:1: the line is longer than 64 MiB; skipped\n\
                0 articles, 2 skipped (2 too large)\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (1, told));
    let ended = dateline(folder.path(), "read a.txt --max-document 10", b"");
    assert!(ended.stderr.starts_with("a.txt: larger than 10 bytes; skipped\n"), "{}", ended.stderr);
    assert_eq!(dateline(folder.path(), "read a.txt --max-document 10X", b"").code, 2);
}

#[test]
fn keys_are_mapped_and_those_that_nothing_has_are_told_once() {
    let dump = "{\"body\": \"It rained.\", \"meta\": {\"when\": 1558310400}, \"nr\": 7}\n{\"body\": \"It snowed.\", \"nr\": 8}\n";
    let folder = folder(&[("dump.jsonl", dump.as_bytes()), ("t.csv", b"nr;prose\n1;It rained.\n")]);
    let ended =
        dateline(folder.path(), "read dump.jsonl --map text=body,date=meta.when,id=nr,title=head.line", b"");
    assert_eq!(ended.code, 0);
    let found: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&found[0]["id"], &found[0]["date"], &found[1]["id"]),
        (&json!("7"), &json!("2019-05-20"), &json!("8"))
    );
    assert_eq!(ended.stderr, "`--map`: nothing that was read has `head.line`\n2 articles, none skipped\n");
    let ended = dateline(folder.path(), "read dump.jsonl --map text=body,headline=nr", b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("articles have no `headline`; they have `text`, `id`"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "read t.csv", b"");
    let told = "t.csv: no column is known to have the text; the columns are `nr`, `prose`: `--map text=COLUMN` tells which one; skipped\n";
    assert!(ended.stderr.starts_with(told), "{}", ended.stderr);
    assert_eq!(read(folder.path(), "t.csv --map text=prose,id=nr")[0]["text"], "It rained.");
}

#[test]
fn files_of_json_hold_articles_too() {
    let one = "{\n  \"maintext\": \"It rained.\",\n  \"date_publish\": \"2019-05-20 07:51:00\"\n}\n";
    let several =
        "[{\"text\": \"It snowed.\"},\n {\"nothing\": 1},\n {\"text\": \"It hailed.\", \"id\": \"h\"}]";
    let folder = folder(&[("one.json", one.as_bytes()), ("several.json", several.as_bytes())]);
    let ended = dateline(folder.path(), "read one.json several.json", b"");
    let ids: Vec<Value> =
        ended.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, [json!("one"), json!("several-1"), json!("h")]);
    assert!(ended.stderr.starts_with("several.json:2: the object has no `text`"), "{}", ended.stderr);
}

#[test]
fn damaged_tables_are_told_and_never_crash() {
    let articles = articles();
    let folder = folder(&[("in.jsonl", lines(&articles).as_bytes())]);
    let formats =
        [cfg!(feature = "parquet").then_some("parquet"), cfg!(feature = "sqlite").then_some("sqlite")];
    for format in formats.into_iter().flatten() {
        dateline(folder.path(), &format!("read in.jsonl --output whole.{format}"), b"");
        let table = std::fs::read(folder.path().join(format!("whole.{format}"))).unwrap();
        let mut state = 7u64;
        for round in 0..24 {
            let mut damaged = table.clone();
            for _ in 0..=round {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let place = (state >> 33) as usize % damaged.len();
                damaged[place] = (state >> 20) as u8;
            }
            if round % 4 == 3 {
                damaged.truncate(table.len() * 2 / 3);
            }
            std::fs::write(folder.path().join(format!("damaged.{format}")), &damaged).unwrap();
            let ended = dateline(folder.path(), &format!("read damaged.{format}"), b"");
            assert!(matches!(ended.code, 0 | 1), "{format} {round}: {}", ended.stderr);
            assert!(!ended.stderr.contains("panicked"), "{format} {round}: {}", ended.stderr);
        }
    }
}

#[test]
fn an_output_of_no_known_format_is_an_error() {
    let folder = folder(&[("a.txt", b"It rained.")]);
    let ended = dateline(folder.path(), "read a.txt --output a.docx", b"");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("articles cannot be written to `a.docx`"), "{}", ended.stderr);
}

#[test]
fn pages_feeds_and_archives_are_known_by_extension_and_by_content() {
    let more = "The harbour master said that the ships would sail when the wind had turned, and that nobody was hurt. ".repeat(3);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Storm - Hafenblatt</title><meta property=\"og:title\" content=\"Storm\">\
         <meta property=\"article:published_time\" content=\"2019-05-20T07:51:00Z\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>Storm</h1><p>It rained 🌧 on the port of Gdynia for two days. {more}</p>\
         <p>Ships waited in the bay (هطل المطر) until the storm had passed, and sailed again. {more}</p></article></body></html>"
    );
    let feed = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Hafenblatt</title><item><title>Storm 🌊</title>\
        <guid>s-7</guid><pubDate>Mon, 20 May 2019 07:51:00 GMT</pubDate><description>It rained. هطل المطر.</description></item></channel></rss>";
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let record = |kind: &str, block: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Target-URI: https://hafen.example/s\r\n\
             WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let archive = record("response", &answer) + &record("request", "GET / HTTP/1.1\r\n\r\n");
    let dump = json!({"html": &page, "id": "p", "url": "https://hafen.example/p"}).to_string();
    let folder = folder(&[
        ("page.html", page.as_bytes()),
        ("page.bin", page.as_bytes()),
        ("feed.xml", feed.as_bytes()),
        ("feed.bin", feed.as_bytes()),
        ("crawl.warc.gz", &gzip(archive.as_bytes())),
        ("crawl.bin", archive.as_bytes()),
        ("dump.jsonl", dump.as_bytes()),
    ]);
    let whole = read(folder.path(), "page.html").remove(0);
    assert_eq!(
        (&whole["title"], &whole["date"], &whole["language"]),
        (&json!("Storm"), &json!("2019-05-20"), &json!("en"))
    );
    let text = whole["text"].as_str().unwrap();
    assert!(text.starts_with("It rained 🌧 on the port") && text.contains("(هطل المطر)"), "{text}");
    assert_eq!(read(folder.path(), "page.bin")[0]["text"], text);
    assert_eq!(read(folder.path(), "page.html --html fast")[0]["text"], text);
    assert_eq!(read(folder.path(), "dump.jsonl")[0]["text"], text);
    for feed in ["feed.xml", "feed.bin"] {
        let article = &read(folder.path(), feed)[0];
        assert_eq!((&article["id"], &article["date"]), (&json!("s-7"), &json!("2019-05-20")), "{feed}");
        assert_eq!(
            (&article["source"], &article["text"]),
            (&json!("Hafenblatt"), &json!("It rained. هطل المطر.\n"))
        );
    }
    for crawl in ["crawl.warc.gz", "crawl.bin"] {
        let article = &read(folder.path(), crawl)[0];
        assert_eq!(
            (&article["id"], &article["url"]),
            (&json!("7"), &json!("https://hafen.example/s")),
            "{crawl}"
        );
        assert_eq!((&article["date"], &article["text"]), (&json!("2019-05-20"), &json!(text)));
    }
    let ended = dateline(folder.path(), "read crawl.bin", b"");
    assert!(ended.stderr.contains("skipped 1 record of another kind: 1 request"), "{}", ended.stderr);
}

#[test]
fn articles_in_other_languages_are_skipped_and_counted() {
    let french = "Le ministère des ports a déclaré lundi que la grève était terminée et que les navires pouvaient de nouveau \
                  entrer dans le port, après deux semaines de négociations avec les syndicats.";
    let lines = [json!({"text": french, "language": "en"}), json!({"text": "Park visited Oslo on Monday."})];
    let folder = folder(&[("in.jsonl", lines.map(|line| format!("{line}\n")).concat().as_bytes())]);
    let told = "1 article, 1 skipped (1 in another language)\n";
    let ended = dateline(folder.path(), "read in.jsonl", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, told));
    assert_eq!(read(folder.path(), "in.jsonl --language any").len(), 2);
    let ended = dateline(folder.path(), "annotate in.jsonl --format jsonl", b"");
    assert_eq!(
        (ended.stdout.lines().count(), ended.stderr.as_str()),
        (1, "1 document, 1 skipped (1 in another language)\n")
    );
}
