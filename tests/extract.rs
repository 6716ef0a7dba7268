//! The engine on sentences annotated by hand: rules and trees in, events out, and no model in between.
//!
//! A case is a pair of files in `tests/extract/`: a few rules, and CoNLL-U. Documents whose id starts with `nothing-`
//! are near misses.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use dateline::annotate::Annotator;
use dateline::annotate::{Annotate, AnnotateError};
use dateline::document::{Article, Document, Layer, Layers};
use dateline::extract::event::{Filler, Span};
use dateline::extract::{Event, Recorder, extract};
use dateline::lang::check::{Package, check, load};
use dateline::lang::compile::Program;
use dateline::read::conllu;
use proptest::prelude::*;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

/// The folder of the cases, for lists that stand in files.
struct Cases;

impl Package for Cases {
    fn file(&self, _: &str) -> Option<(String, String)> {
        None
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, _: &str, file: &str) -> std::io::Result<String> {
        std::fs::read_to_string(folder().join(file))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract")
}

/// The program of some rule files, in which nothing may be wrong.
pub(crate) fn program(files: Vec<(String, String)>) -> Program {
    let (sources, files, mut problems) = load(files, &Cases);
    let (ruleset, found) = check(&files, &sources, &ENGLISH.lexicon, &Cases);
    problems.extend(found);
    assert!(problems.is_empty(), "{problems:#?}");
    Program::compile(&ruleset)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn documents(conllu: &str, program: &Program) -> Vec<Document> {
    let (documents, problems) = conllu::documents(conllu, "case", program.vocabulary());
    assert!(problems.is_empty(), "{problems:#?}");
    documents
}

fn events(program: &Program, document: &mut Document) -> Vec<Event> {
    extract(program, document, &*ENGLISH, &mut ()).expect("the trees are given")
}

#[test]
fn every_construction_gives_its_events_and_its_near_misses_give_none() {
    let mut astray = Vec::new();
    insta::glob!("extract/*.rules", |path| {
        let program = program(vec![("case.rules".to_owned(), read(path))]);
        let mut story = read(path).trim_end().to_owned() + "\n";
        for mut document in documents(&read(&path.with_extension("conllu")), &program) {
            let found = events(&program, &mut document);
            let id = &document.article.id;
            writeln!(story, "\n{id}\n  {}", document.article.text).expect("strings take all");
            found.iter().for_each(|event| show(event, &mut story));
            if found.is_empty() != id.starts_with("nothing-") {
                astray.push(format!("{}: {id}", path.display()));
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_suffix(path.file_stem().unwrap_or_default().to_string_lossy());
        settings.set_snapshot_path("extract/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("events", story));
    });
    assert!(
        astray.is_empty(),
        "events where there should be none, or none where there should be: {astray:#?}"
    );
}

#[test]
fn two_each_in_a_tree_give_an_event_for_every_pair() {
    let rules = r#"
event Pair { first: Person  second: Person }
rule met -> Pair { tree met { nsubj each {first}  obj each {second} } }
rule stood -> Pair { tree stood { obl each {first}  obl each {second} } }"#;
    let (sources, files, _) = load(vec![("case.rules".to_owned(), rules.to_owned())], &Cases);
    // a warning says that the events may be many
    let (ruleset, _) = check(&files, &sources, &ENGLISH.lexicon, &Cases);
    let program = Program::compile(&ruleset);
    let pairs = |rows: &[&str]| {
        let mut documents = documents(&(rows.join("\n").replace(' ', "\t") + "\n\n"), &program);
        let found = events(&program, &mut documents[0]);
        let text = |event: &Event, role: &str| event.roles[role][0].span.text.clone();
        found.iter().map(|event| text(event, "first") + " " + &text(event, "second")).collect::<Vec<_>>()
    };
    let met = [
        "1 Ann Ann PROPN NNP _ 2 nsubj _ NER=B-Person",
        "2 met meet VERB VBD _ 0 root _ _",
        "3 Leo Leo PROPN NNP _ 2 obj _ NER=B-Person",
        "4 and and CCONJ CC _ 5 cc _ _",
        "5 Kim Kim PROPN NNP _ 3 conj _ NER=B-Person",
    ];
    assert_eq!(pairs(&met), ["Ann Leo", "Ann Kim"]);
    let stood = [
        "1 We we PRON PRP _ 2 nsubj _ NER=O",
        "2 stood stand VERB VBD _ 0 root _ _",
        "3 by by ADP IN _ 4 case _ _",
        "4 Leo Leo PROPN NNP _ 2 obl _ NER=B-Person",
        "5 with with ADP IN _ 6 case _ _",
        "6 Kim Kim PROPN NNP _ 2 obl _ NER=B-Person",
    ];
    assert_eq!(pairs(&stood), ["Leo Kim", "Kim Leo"]);
    assert!(pairs(&met[..2]).is_empty());
}

#[test]
fn words_without_any_layer_are_annotated_and_others_are_not() {
    let rules = r#"
event Visit { agent: Person  place: Place }
rule visit -> Visit { "{agent} visited {place}" }"#;
    let program = program(vec![("case.rules".to_owned(), rules.to_owned())]);
    let words = ["Anna", "Brandt", "visited", "Oslo", "."];
    let rows = |second: &str| {
        let row = |(n, word): (usize, &&str)| {
            let misc = if n == 1 { second } else { "_" };
            format!("{}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n", n + 1)
        };
        words.iter().enumerate().map(row).collect::<String>() + "\n"
    };
    let found = |rows: &str| {
        let mut document = documents(rows, &program).remove(0);
        extract(&program, &mut document, &*ENGLISH, &mut ())
    };
    let visit = found(&rows("_")).expect("our annotator finds all layers");
    assert_eq!(visit[0].to_string(), "Visit { agent: Anna Brandt; place: Oslo }");
    let named = found(&rows("NER=B-Person"));
    assert!(matches!(named, Err(AnnotateError::MissingLayer { layer: Layer::Tags, .. })), "{named:?}");
}

#[test]
fn lemmas_that_another_tool_has_not_given_are_found() {
    let rules = r#"
event Visit { agent: Person  host: Person }
rule visit -> Visit { "{agent} visited {host}" }"#;
    let program = program(vec![("case.rules".to_owned(), rules.to_owned())]);
    let found = |tag: &str| {
        let rows = [
            "1 Brandt _ PROPN _ _ 2 nsubj _ NER=B-Person".to_owned(),
            format!("2 visited _ VERB {tag} _ 0 root _ _"),
            "3 Okoye _ PROPN _ _ 2 obj _ NER=B-Person".to_owned(),
        ];
        let mut documents = documents(&(rows.join("\n").replace(' ', "\t") + "\n\n"), &program);
        events(&program, &mut documents[0]).len()
    };
    assert_eq!((found("VBD"), found("_")), (1, 1));
}

/// Writes an event as a reader would note it down; what is as usual is left out.
pub(crate) fn show(event: &Event, story: &mut String) {
    let facets = [event.tense.as_str(), event.polarity.as_str(), event.modality.as_str()].into_iter();
    let facets = facets.filter(|facet| !matches!(*facet, "none" | "positive" | "asserted"));
    let facets: String = facets.map(|facet| format!(" {facet}")).collect();
    writeln!(story, "    {} «{}»{facets}", event.kind, event.trigger.text).expect("strings take all");
    for (role, fillers) in &event.roles {
        for filler in fillers {
            writeln!(story, "      {role}: {}", note(filler)).expect("strings take all");
        }
    }
    let circumstance = |name: &str, span: &Option<Span>| {
        span.as_ref().map_or_else(String::new, |span| format!("      [{name}] {}\n", span.text))
    };
    if let Some(time) = &event.time {
        let value = time.value.as_ref().map_or_else(String::new, |value| format!(" = {value}"));
        writeln!(story, "      [time] {}{value}", time.span.text).expect("strings take all");
    }
    *story += &circumstance("place", &event.place);
    if let Some(source) = &event.source {
        let name = source.name.iter().filter(|name| **name != source.span.text);
        let name: String = name.map(|name| format!(" = {name}")).collect();
        writeln!(story, "      [source] {}{name}, {}", source.span.text, source.verb)
            .expect("strings take all");
        let above = std::iter::successors(source.by.as_ref(), |by| by.by.as_ref());
        above.for_each(|by| {
            writeln!(story, "      [source of that] {}, {}", by.span.text, by.verb)
                .expect("strings take all");
        });
    }
    if let Some(first) = &event.same_as {
        writeln!(story, "      [same as] {first}").expect("strings take all");
    }
}

fn note(filler: &Filler) -> String {
    let mut note = format!("{} ({}", filler.span.text, filler.kind);
    let parts = [
        ("=", &filler.name),
        ("title", &filler.title),
        ("of", &filler.affiliation),
        ("id", &filler.id),
        ("event", &filler.event),
    ];
    for (word, part) in parts {
        if let Some(part) = part.as_ref().filter(|part| **part != filler.span.text) {
            note += &format!("; {word} {part}");
        }
    }
    for (key, value) in &filler.attributes {
        note += &format!("; {key}={value}");
    }
    if let Some(value) = &filler.value {
        note += &format!("; {value} {}", filler.unit.as_deref().unwrap_or_default());
    }
    if filler.alternative {
        note += "; one of several";
    }
    if let Some(sentence) = filler.sentence {
        note += &format!("; in sentence {sentence}");
    }
    note.trim_end().to_owned() + ")"
}

/// The items of a rule file; in these files each starts a line with its word.
fn items(rules: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in rules.lines() {
        let starts = ["entity ", "event ", "list ", "rule "].iter().any(|word| line.starts_with(word));
        match items.last_mut().filter(|_| !starts) {
            Some(item) => *item += line,
            None => items.push(line.to_owned()),
        }
        items.last_mut().expect("just pushed").push('\n');
    }
    items
}

/// The events of a case as JSON, without the places of their rules.
fn output(files: Vec<(String, String)>, conllu: &str) -> String {
    let program = program(files);
    let mut all: Vec<Event> =
        documents(conllu, &program).iter_mut().flat_map(|document| events(&program, document)).collect();
    all.iter_mut().for_each(|event| event.at.clear());
    serde_json::to_string(&all).expect("events are JSON")
}

/// Cases in which several rules speak of the same words.
const SHARED: [&str; 11] = [
    "an-event-for-each-filler",
    "events-feed-rules",
    "events-of-one-trigger-merge",
    "events-stand-in-a-total-order",
    "every-span",
    "greedy-and-lazy",
    "inherited-roles",
    "mentions-feed-rules",
    "recursion-over-growing-spans",
    "rules-that-override-others",
    "unless",
];

fn shuffled() -> impl Strategy<Value = (PathBuf, Vec<(String, String)>)> {
    let case = prop::sample::select(SHARED.to_vec());
    case.prop_flat_map(move |case| {
        let path = folder().join(case);
        let items = items(&read(&path.with_extension("rules")));
        let files = prop::collection::vec(0..3usize, items.len());
        (Just(path), Just(items).prop_shuffle(), files)
    })
    .prop_map(|(path, items, places)| {
        let mut files = vec![String::new(); 3];
        items.iter().zip(places).for_each(|(item, place)| files[place] += item);
        let named = files.into_iter().enumerate().map(|(index, text)| (format!("{index}.rules"), text));
        (path, named.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rules_and_of_files_changes_no_byte((path, files) in shuffled()) {
        let conllu = read(&path.with_extension("conllu"));
        let whole = vec![("0.rules".to_owned(), read(&path.with_extension("rules")))];
        let expected = output(whole, &conllu);
        prop_assert!(expected.len() > 2, "no events");
        prop_assert_eq!(output(files.clone(), &conllu), expected.clone());
        prop_assert_eq!(output(files.into_iter().rev().collect(), &conllu), expected);
    }
}

/// Counts what the English annotator is asked for.
#[derive(Default)]
struct Counter {
    fills: AtomicUsize,
}

impl Annotate for Counter {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError> {
        self.fills.fetch_add(1, Ordering::Relaxed);
        ENGLISH.fill(document, sentence, layer)
    }

    fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        ENGLISH.candidates(form, lemmas);
    }
}

fn article(text: &str, program: &Program) -> Document {
    let article = Article { id: "a".to_owned(), text: text.to_owned(), ..Article::default() };
    ENGLISH.document(article, &Arc::clone(program.vocabulary()))
}

fn visits() -> Program {
    let rules = "event Visit { agent: Person }\nrule visit -> Visit { \"{agent} visited {_}\" }\n";
    program(vec![("visit.rules".to_owned(), rules.to_owned())])
}

#[test]
fn a_document_without_a_trigger_is_neither_tagged_nor_parsed() {
    let program = visits();
    let mut document = article("The rain stopped at noon. The old market opened and people came.", &program);
    let (counter, mut recorder) = (Counter::default(), Recorder::default());
    let events = extract(&program, &mut document, &counter, &mut recorder).expect("English has every layer");
    assert_eq!(events, []);
    assert_eq!(counter.fills.into_inner(), 0);
    assert_eq!(recorder.skipped, [0, 1]);
    assert!(recorder.attempts.is_empty());
    assert!(document.sentences.iter().all(|sentence| sentence.layers == Layers::NONE));
}

#[test]
fn a_sentence_without_a_trigger_is_not_parsed_beside_one_that_has_a_trigger() {
    let program = visits();
    let mut document = article("The rain stopped at noon. Anna Smith visited the old market.", &program);
    let mut recorder = Recorder::default();
    extract(&program, &mut document, &*ENGLISH, &mut recorder).expect("English has every layer");
    assert_eq!(recorder.skipped, [0]);
    let parsed: Vec<bool> = document.sentences.iter().map(|s| s.layers.has(Layer::Tree)).collect();
    assert_eq!(parsed, [false, true]);
    assert_eq!(recorder.attempts.len(), 1);
}
