//! News as it comes: datelines, quotations, dashes, tickers, capitals, strange characters.
//!
//! `*.txt` have a problem each; their words and sentences are kept exactly. What stands on models is told by events that
//! must be found, whatever else the models make of the text.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use dateline::annotate::Annotator;
use dateline::document::{Article, Document};
use dateline::extract::{Event, extract};
use dateline::lang::compile::Program;
use proptest::prelude::*;

const RULES: &str = r#"
event Buy { buyer: Phrase  target: Phrase }
event Visit { guest: Phrase  place: Phrase }
event Tell { listener: Phrase }
rule buy -> Buy { "{buyer} bought {target}" }
rule visit -> Visit { "{guest} visited {place}" }
rule tell -> Tell { "{listener} was told that {_}" }
"#;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

static PROGRAM: LazyLock<Program> =
    LazyLock::new(|| crate::extract::program(vec![("news.rules".to_owned(), RULES.to_owned())]));

fn document(text: &str) -> Document {
    let article = Article { id: "a".to_owned(), text: text.to_owned(), ..Article::default() };
    ENGLISH.document(article, &Arc::clone(PROGRAM.vocabulary()))
}

fn events(text: &str) -> Vec<Event> {
    extract(&PROGRAM, &mut document(text), &*ENGLISH, &mut ()).expect("English has every layer")
}

/// The events of a text, each in a line: *Buy buyer Helvion target Norvik*.
fn told(text: &str) -> Vec<String> {
    let note = |event: &Event| {
        let fillers = event.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |f| (role, f)));
        let roles: String = fillers.map(|(role, filler)| format!(" {role} {}", filler.span.text)).collect();
        let source =
            event.source.as_ref().map_or_else(String::new, |source| format!(" by {}", source.span.text));
        format!("{}{roles}{source}", event.kind)
    };
    events(text).iter().map(note).collect()
}

fn assert_told(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|&(text, expected)| (text, told(text).join("; "), expected))
        .filter(|(_, found, expected)| found != expected)
        .collect();
    assert!(wrong.is_empty(), "text, found, expected: {wrong:#?}");
}

#[test]
fn words_and_sentences_of_news_are_cut_as_a_reader_would() {
    insta::glob!("*.txt", |path| {
        let document = document(&std::fs::read_to_string(path).expect("the file was listed"));
        let mut cut = String::new();
        for sentence in &document.sentences {
            let words: Vec<&str> = sentence.tokens.clone().map(|token| document.form(token)).collect();
            writeln!(cut, "{}", words.join("|")).expect("strings take all");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_suffix(path.file_stem().unwrap_or_default().to_string_lossy());
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("words", cut));
    });
}

#[test]
fn a_dateline_does_not_disturb_the_sentence_after_it() {
    for dateline in [
        "WASHINGTON (AP) —",
        "LONDON, May 17 (Reuters) -",
        "SEOUL, South Korea (AP) _",
        "BEIJING, Nov. 3 (Xinhua) --",
        "PORT-AU-PRINCE, Haiti (AP) —",
        "OSLO --",
        "Oslo (Kyodo) –",
        "Oslo (CNN)",
        "(Reuters) -",
        "By Ada Brook\nPARIS/BERLIN, June 5 (AFP) –",
    ] {
        let text = format!("{dateline} Helvion bought Norvik on Monday.");
        assert_eq!(told(&text), ["Buy buyer Helvion target Norvik"], "{text}");
    }
}

#[test]
fn lines_around_the_news_tell_nothing() {
    for line in [
        "Read more: Helvion bought Norvik",
        "(Adds that Helvion bought Norvik)",
        "Copyright 2019 The Oslo Star.",
        "Reporting by Ada Brook, who visited Oslo; Editing by Tom Hill",
        "By Ada Brook and Tom Hill",
        "Subscribe to our newsletter.",
    ] {
        assert!(told(line).is_empty(), "{line}: {:?}", told(line));
    }
}

#[test]
fn an_aside_does_not_disturb_the_sentence_around_it() {
    for aside in [
        "—the founder of Helvion—",
        " — the founder of Helvion — ",
        " – the founder of Helvion – ",
        " -- the founder of Helvion -- ",
        " - the founder of Helvion - ",
        " (the founder of Helvion) ",
        " [the founder of Helvion] ",
        " (NYSE: HLV) ",
        " <HLV.O> ",
    ] {
        let text = format!("Ada Brook{aside}visited Oslo on Monday.");
        assert_eq!(told(&text), ["Visit guest Ada Brook place Oslo"], "{text}");
    }
}

#[test]
fn lines_in_capitals_and_in_title_case_are_read_as_running_text() {
    assert_told(&[
        ("THE MINISTER VISITED OSLO ON MONDAY.", "Visit guest THE MINISTER place OSLO"),
        (
            "ADA BROOK BOUGHT THE FIRM, THE COMPANY SAID.",
            "Buy buyer ADA BROOK target THE FIRM by THE COMPANY",
        ),
        ("The Foreign Minister Visited Oslo on Monday", "Visit guest The Foreign Minister place Oslo"),
    ]);
}

#[test]
fn a_headline_is_written_as_the_rest_of_the_document_writes_its_words() {
    let document = document(
        "NORTH SEA OIL BUYS SHIPS\n\nThe head of North Sea Oil said it had bought ships in the north.",
    );
    let headline = document.sentences[0].tokens.clone();
    let cased: Vec<&str> = headline.clone().map(|token| document.cased(token)).collect();
    assert_eq!(cased, ["North", "Sea", "Oil", "buys", "ships"]);
    assert_eq!(document.text(&headline), "NORTH SEA OIL BUYS SHIPS");
}

#[test]
fn who_speaks_is_told_apart_from_who_acts() {
    assert_told(&[
        ("Helvion has bought Norvik, a spokesman said.", "Buy buyer Helvion target Norvik by a spokesman"),
        ("Helvion, the company said, bought Norvik.", "Buy buyer Helvion target Norvik by the company"),
        ("“Helvion bought Norvik,” Ada Brook said.", "Buy buyer Helvion target Norvik by Ada Brook"),
        ("The man was hauled in and told that the firm was closed.", "Tell listener The man"),
    ]);
}

#[test]
fn strange_characters_are_no_part_of_what_is_looked_up_but_of_the_text() {
    assert_told(&[
        ("Hel\u{ad}vion bou\u{ad}ght Norvik.", "Buy buyer Hel\u{ad}vion target Norvik"),
        (
            "\u{feff}Helvion\u{a0}bought\u{2009}Norvik\u{200b}.",
            "Buy buyer \u{feff}Helvion target Norvik\u{200b}",
        ),
        ("\u{200f}Helvion\u{200e} bought Norvik. 👩‍👩‍👧", "Buy buyer \u{200f}Helvion\u{200e} target Norvik"),
    ]);
}

#[test]
fn spans_of_events_count_characters_of_the_original_text() {
    let text = "🇰🇷 • «Hel\u{ad}vion» bought\u{a0}Norvik 👩‍👩‍👧‍👦.\r\n\r\nOSLO (AP) — Zoë visited Zürich.";
    let found = events(text);
    assert!(!found.is_empty());
    for event in found {
        for span in event.roles.values().flatten().map(|filler| &filler.span).chain([&event.trigger]) {
            let cut: String = text.chars().skip(span.start).take(span.end - span.start).collect();
            assert_eq!(cut, span.text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_words_of_any_text_lie_in_it_in_order_and_apart(
        text in "(\\PC|[A-Za-z0-9 .,'\"()<>@#/&-]|\r?\n|[•—–“”‘’„«»]|[\u{a0}\u{ad}\u{200b}\u{200d}\u{200f}\u{2009}\u{feff}]|👩|🇰|n't){0,60}"
    ) {
        let document = document(&text);
        let invisible = |c: &char| "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}".contains(*c);
        let mut end = 0;
        for token in 0..document.tokens.len() as u32 {
            let bytes = document.bytes(&(token..token + 1));
            prop_assert!(bytes.start >= end && bytes.end > bytes.start);
            end = bytes.end;
            let surface = text.get(bytes).expect("the borders of words are borders of characters");
            let form = document.form(token);
            let visible = |text: &str| text.chars().filter(|c| !invisible(c)).collect::<String>();
            prop_assert_eq!(visible(form), visible(surface));
        }
        let all: Vec<u32> = document.sentences.iter().flat_map(|sentence| sentence.tokens.clone()).collect();
        prop_assert_eq!(all, (0..document.tokens.len() as u32).collect::<Vec<_>>());
    }
}
