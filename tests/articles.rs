//! The shipped rules on whole articles, with the shipped models: what a reader of the bundled stories gets.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dateline::annotate::{Annotate, Annotator};
use dateline::document::{Article, Layer};
use dateline::extract::{Event, extract, same};
use dateline::lang::check::{Package, check, load};
use dateline::lang::compile::Program;
use dateline::lang::ir::Ruleset;
use dateline::read::plain;
use dateline::tools::verify::{Verdict, verify};
use proptest::prelude::*;

use crate::extract::show;

/// The folder `rules`.
struct Shipped;

impl Package for Shipped {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let name = format!("rules/{}.rules", path.replace("::", "/"));
        std::fs::read_to_string(root().join(&name)).ok().map(|text| (name, text))
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, rule_file: &str, file: &str) -> std::io::Result<String> {
        let path = root().join(rule_file).with_file_name(file);
        std::fs::read_to_string(path)
    }
}

struct Library {
    english: Annotator,
    ruleset: Ruleset,
    program: Program,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let english = Annotator::english().expect("the weights are whole");
    let mut names = Vec::new();
    rule_files(&root().join("rules"), &mut names);
    names.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(root().join(&name)).expect("the file was listed");
        (name, text)
    };
    let (sources, files, mut problems) = load(names.into_iter().map(read).collect(), &Shipped);
    let (ruleset, found) = check(&files, &sources, &english.lexicon, &Shipped);
    problems.extend(found);
    assert!(problems.is_empty(), "{problems:#?}");
    let program = Program::compile(&ruleset);
    Library { english, ruleset, program }
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rule files in a folder and those below it, named from the root with slashes.
fn rule_files(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path: PathBuf = entry.expect("the entry can be read").path();
        if path.is_dir() {
            rule_files(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rules") {
            let name = path.strip_prefix(root()).expect("it is below the root");
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

fn events(article: Article) -> Vec<Event> {
    let Library { english, program, .. } = &*LIBRARY;
    let mut document = english.document(article, program.vocabulary());
    extract(program, &mut document, english, &mut ()).expect("the annotator has every layer")
}

fn article(path: &Path) -> Article {
    let bytes = std::fs::read(path).expect("the article was listed");
    let (article, problems) = plain::article(&bytes, &path.file_stem().unwrap_or_default().to_string_lossy());
    assert!(problems.is_empty(), "{problems:#?}");
    article
}

#[test]
fn bundled_articles_give_their_events() {
    insta::glob!("articles/*.txt", |path| {
        let mut story = String::new();
        let mut last = None;
        let article = article(path);
        let document = LIBRARY.english.document(article.clone(), LIBRARY.program.vocabulary());
        for event in events(article) {
            if last.replace(event.sentence) != Some(event.sentence) {
                let sentence = document.text(&document.sentences[event.sentence].tokens);
                writeln!(story, "\n{}", sentence.split_whitespace().collect::<Vec<_>>().join(" "))
                    .expect("strings take all");
            }
            show(&event, &mut story);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_suffix(path.file_stem().unwrap_or_default().to_string_lossy());
        settings.set_snapshot_path("articles/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("article", story.trim_start()));
    });
}

#[test]
fn the_test_sentences_of_the_shipped_rules_pass() {
    let Library { english, ruleset, program } = &*LIBRARY;
    let failed: Vec<_> = ruleset
        .tests
        .iter()
        .map(|test| (test, verify(test, program, english).expect("the annotator has every layer")))
        .filter(|(_, report)| report.verdict != Verdict::Ok)
        .map(|(test, report)| (&test.text, report))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn layers_on_demand_give_what_all_layers_at_once_give() {
    let Library { english, program, .. } = &*LIBRARY;
    let mut checked = 0;
    for entry in std::fs::read_dir(root().join("tests/articles")).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let mut eager = english.document(article(&path), program.vocabulary());
        for sentence in 0..eager.sentences.len() {
            english.fill(&mut eager, sentence, Layer::Clauses).expect("the annotator has every layer");
        }
        let eager = extract(program, &mut eager, english, &mut ()).expect("the annotator has every layer");
        assert_eq!(events(article(&path)), eager, "{}", path.display());
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn offsets_count_characters_of_the_original_text() {
    let text = "🎉 “Zoë Brandt visited Nordwerk AG in Zürich,” said the minister – 東京 agreed.";
    let article = Article { id: "emoji".into(), text: text.into(), ..Article::default() };
    let found = events(article);
    assert!(found.iter().any(|event| event.kind == "Visit"), "{found:#?}");
    let cut = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
    for event in &found {
        assert_eq!(cut(event.trigger.start, event.trigger.end), event.trigger.text);
        for filler in event.roles.values().flatten() {
            assert_eq!(cut(filler.span.start, filler.span.end), filler.span.text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}") {
        events(Article { text, ..Article::default() });
    }

    #[test]
    fn no_order_of_the_words_of_news_is_too_strange(words in prop::collection::vec(prop::sample::select(vec![
        "Brandt", "visited", "signed", "an", "agreement", "with", "the", "company", "said", "that", "which", "and", ",",
        ".", "–", "(", ")", "\u{201c}", "\u{201d}", "CEO", "of", "to", "talks", "held", "not", "'s", "by", "was", "Oslo", "in", "\n\n", "it", "-",
    ]), 0..80)) {
        events(Article { text: words.join(" "), ..Article::default() });
    }
}

#[test]
fn events_are_read_as_they_are_written() {
    let mut read = 0;
    for entry in std::fs::read_dir(root().join("tests/articles")).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let events = events(article(&path));
        for event in events.iter().chain(&same::merge(events.clone())) {
            let line = serde_json::to_string(event).expect("an event makes JSON");
            let again: Event = serde_json::from_str(&line).expect("it is an event");
            assert_eq!(serde_json::to_string(&again).expect("an event makes JSON"), line);
            assert_eq!(
                (&again.roles, &again.time, &again.mentions),
                (&event.roles, &event.time, &event.mentions)
            );
            read += 1;
            let other = line.replace("\"tense\":\"past\"", "\"tense\":\"perfect\"");
            assert!(other == line || serde_json::from_str::<Event>(&other).is_err());
        }
    }
    assert!(read >= 24, "{read}");
}
