//! The shipped rules on whole articles, with the shipped models: what a reader of the bundled stories gets.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dateline::annotate::Annotate;
use dateline::document::Layer;
use dateline::extract::same;
use dateline::read::plain;
use dateline::tools::verify::{Programs, Verdict, verify};
use dateline::{Annotator, Article, Event, Extractor, Library, Rules};
use proptest::prelude::*;

use crate::extract::show;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::shipped(&ENGLISH));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(&RULES, &ENGLISH));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn events(article: Article) -> Vec<Event> {
    EXTRACTOR.events(article).expect("the annotator has every layer")
}

/// The bundled articles, by name.
fn articles() -> Vec<Article> {
    let entries = std::fs::read_dir(root().join("tests/articles")).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| article(path)).collect()
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
        let document = EXTRACTOR.document(article.clone());
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
    assert!(RULES.problems().is_empty(), "{:#?}", RULES.problems());
    let programs = Programs::new(RULES.ruleset(), EXTRACTOR.program());
    let tests = RULES.ruleset().tests.iter();
    let failed: Vec<_> = tests
        .map(|test| (test, verify(test, &programs, &ENGLISH).expect("the annotator has every layer")))
        .filter(|(_, report)| report.verdict != Verdict::Ok)
        .map(|(test, report)| (&test.text, report))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn layers_on_demand_give_what_all_layers_at_once_give() {
    // which layers a sentence needs depends on the other rules: so also each pack alone, and words without trees
    let packs = Library::shipped();
    let alone = packs.packs().into_iter().map(|pack| Rules::builder().packs(&[pack]).expect("it is there"));
    let words = "event Said { who: Person | Organization }\n\nrule said -> Said {\n    / {who} [lemma=say & !dep=conj] /\n    \
                 / [lemma=tell & upos=VERB] ...{0,3} {who} /\n}\n";
    let alone = alone.chain([Rules::builder().source("words.rules", words)]);
    let alone = alone.map(|rules| Extractor::new(&rules.build(&ENGLISH), &ENGLISH));
    let extractors: Vec<Extractor> = alone.chain([EXTRACTOR.clone()]).collect();
    for article in articles() {
        for extractor in &extractors {
            let mut eager = extractor.document(article.clone());
            for sentence in 0..eager.sentences.len() {
                ENGLISH.fill(&mut eager, sentence, Layer::Clauses).expect("the annotator has every layer");
            }
            let eager = extractor.extract(&mut eager).expect("the annotator has every layer");
            let lazy = extractor.events(article.clone()).expect("the annotator has every layer");
            assert_eq!(lazy, eager, "{}", article.id);
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_library_a_thread_and_the_command_give_the_same_json() {
    fn lines(extractor: &Extractor) -> String {
        let events =
            articles().into_iter().flat_map(|article| extractor.events(article).expect("it has every layer"));
        events.map(|event| serde_json::to_string(&event).expect("an event makes JSON") + "\n").collect()
    }
    let here = lines(&EXTRACTOR);
    let there = EXTRACTOR.clone();
    let there = std::thread::spawn(move || lines(&there)).join().expect("the thread ends");
    let command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["run", "--input", "tests/articles"])
        .current_dir(root())
        .output()
        .expect("the command runs");
    let command = String::from_utf8(command.stdout).expect("it writes UTF-8");
    assert!(here.lines().count() >= 12);
    assert_eq!(there, here);
    assert_eq!(command, here);
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
    for article in articles() {
        let events = events(article);
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
