//! How sure events are: a logistic regression of whether events are right over what their shapes are made of.
//!
//! Annotated articles tell whether an event is right. Treebanks tell, of many more, whether the tree was: an event is
//! right there if the treebank's tree gives it as well. What the tree does to an event is the same in both; how often
//! they are right is not, so that each has its own constant, and that of the articles is the one in use.

use crate::options::Options;
use crate::words::treebank;
use dateline::annotate::{Annotate, Annotator};
use dateline::document::{Article, Document, Layer, NO_HEAD, Relation, Vocabulary};
use dateline::extract::confidence::{Clarity, Confidence, Finder, Shape};
use dateline::extract::{Event, extract};
use dateline::lang::check::{Package, check, load};
use dateline::lang::compile::Program;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

/// The treebanks whose trees are asked.
const DEVELOPMENT: [&str; 2] = ["en_ewt-dev", "en_gum_open-dev"];
const STEPS: usize = 4000;
const RATE: f64 = 0.5;
/// How strongly the weights are held near zero.
const RIDGE: f64 = 0.01;

/// Prints the table of `extract::confidence` from annotated articles (`--gold FILE`) and rules (`--rules DIR`).
pub fn run(options: &Options) -> io::Result<()> {
    let english = Annotator::english().map_err(wrong)?;
    let program = program(&options.path("rules")?, &english)?;
    let mut told: Vec<(Shape, bool)> = Vec::new();
    for line in fs::read_to_string(options.path("gold")?)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line).map_err(wrong)?;
        let text = |field: &str| gold[field].as_str().map(str::to_owned);
        let article = Article {
            id: text("id").unwrap_or_default(),
            title: text("title"),
            date: text("date"),
            text: text("text").unwrap_or_default(),
            ..Article::default()
        };
        let mut document = english.document(article, &Arc::clone(program.vocabulary()));
        let events = extract(&program, &mut document, &english, &mut ()).map_err(wrong)?;
        told.extend(events.iter().map(|event| (event.shape, is_right(event, &gold))));
    }
    let annotated = told.len();
    let mut rows: Vec<Row> =
        told.iter().map(|(shape, right)| Row { shape: *shape, right: *right, tree_only: false }).collect();
    rows.extend(by_trees(&options.path("data")?, &program, &english)?);
    let weights = fit(&rows);
    for finder in [Finder::Verb, Finder::Noun, Finder::Words] {
        for resolved in [false, true] {
            let shapes = [Clarity::Doubtful, Clarity::Fair, Clarity::Clear].map(|tree| Shape {
                finder,
                tree,
                resolved,
                guessed: false,
            });
            let behind = |shape: Shape| rows.iter().filter(|row| row.shape == shape).count();
            let pooled = pooled(&shapes.map(|shape| (sure(&weights, shape, false), behind(shape))));
            for (shape, pooled) in shapes.into_iter().zip(pooled) {
                let of: Vec<bool> =
                    told.iter().filter(|(s, _)| *s == shape).map(|(_, right)| *right).collect();
                let right = of.iter().filter(|right| **right).count();
                let trees: Vec<&Row> = rows[annotated..].iter().filter(|row| row.shape == shape).collect();
                let true_trees = trees.iter().filter(|row| row.right).count();
                let fitted = (100.0 * sure(&weights, shape, false)).round();
                let pooled = (100.0 * pooled).round();
                let Confidence(now) = shape.confidence();
                println!(
                    "{shape:?}: {right} of {} right, {true_trees} of {} by their trees, fitted {fitted}, \
                     pooled {pooled}, in use {now}",
                    of.len(),
                    trees.len()
                );
            }
        }
    }
    println!("weights {weights:.3?} of {} events", told.len());
    Ok(())
}

/// Values with how many events stand behind each, made to rise: neighbours that are out of order take their mean by
/// events, since a clearer tree is no worse. The table in use has these.
fn pooled(values: &[(f64, usize)]) -> Vec<f64> {
    // the sum of values, the events behind them, and how many values share them
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for &(value, events) in values {
        let weight = events.max(1) as f64;
        blocks.push((value * weight, weight, 1));
        while let [.., (low, few, one), (high, more, other)] = blocks[..]
            && low / few > high / more
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push((low + high, few + more, one + other));
        }
    }
    blocks.into_iter().flat_map(|(sum, weight, count)| std::iter::repeat_n(sum / weight, count)).collect()
}

/// Whether an annotated event has its type and trigger, and an argument for each of its fillers.
fn is_right(event: &Event, gold: &Value) -> bool {
    let overlap = |span: &Value, start: usize, end: usize| {
        let at = |field: &str| span[field].as_u64().unwrap_or(0) as usize;
        at("end").min(end).saturating_sub(at("start").max(start))
    };
    let events = gold["events"].as_array().into_iter().flatten();
    let same = |other: &&Value| {
        other["type"] == event.kind.as_str()
            && overlap(&other["trigger"], event.trigger.start, event.trigger.end) > 0
    };
    events.into_iter().filter(same).any(|other| {
        let arguments: Vec<&Value> = other["args"].as_array().into_iter().flatten().collect();
        event.roles.iter().all(|(role, fillers)| {
            fillers.iter().all(|filler| {
                arguments.iter().any(|argument| {
                    let of = argument["end"].as_u64().unwrap_or(0) - argument["start"].as_u64().unwrap_or(0);
                    let shorter = (filler.span.end - filler.span.start).min(of as usize);
                    let common = overlap(argument, filler.span.start, filler.span.end);
                    argument["role"] == role.as_str() && common > 0 && 2 * common >= shorter
                })
            })
        })
    })
}

/// An event whose worth is known.
struct Row {
    shape: Shape,
    right: bool,
    /// Whether only its tree was judged.
    tree_only: bool,
}

/// The events of treebanks as the annotator parses them, each right if the treebank's tree gives it, too.
fn by_trees(data: &Path, program: &Program, english: &Annotator) -> io::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for name in DEVELOPMENT {
        for gold in treebank::read(&data.join(format!("ud/{name}.conllu")))? {
            let events = |given: bool| {
                let mut document = with_words(&gold, Arc::clone(program.vocabulary()));
                if given {
                    give_trees(&gold, &mut document, english);
                }
                extract(program, &mut document, english, &mut ()).map_err(wrong)
            };
            let wanted: BTreeSet<String> = events(true)?.iter().map(outline).collect();
            let found = events(false)?;
            let row = |event: &Event| Row {
                shape: event.shape,
                right: wanted.contains(&outline(event)),
                tree_only: true,
            };
            rows.extend(found.iter().map(row));
        }
    }
    Ok(rows)
}

/// An event's type, trigger and fillers.
fn outline(event: &Event) -> String {
    let roles = event.roles.iter().map(|(role, fillers)| {
        let spans: Vec<_> = fillers.iter().map(|filler| (filler.span.start, filler.span.end)).collect();
        format!("{role}{spans:?}")
    });
    format!("{}@{} {}", event.kind, event.trigger.start, roles.collect::<Vec<_>>().join(" "))
}

fn with_words(gold: &treebank::Document, vocabulary: Arc<Vocabulary>) -> Document {
    let article = Article { id: gold.id.clone(), text: gold.text.clone(), ..Article::default() };
    let mut document = Document::new(article, vocabulary);
    for sentence in &gold.sentences {
        document.start_sentence();
        for word in sentence {
            document.push_token(&word.form, word.span.clone());
        }
    }
    document
}

/// Fills tags and trees with those of the treebank.
fn give_trees(gold: &treebank::Document, document: &mut Document, english: &Annotator) {
    for (number, sentence) in gold.sentences.iter().enumerate() {
        let _ = english.fill(document, number, Layer::Names);
        let first = document.sentences[number].tokens.start;
        for (at, word) in sentence.iter().enumerate() {
            let token = first as usize + at;
            document.tokens.lemma[token] = document.strings.intern(&word.lemma);
            document.tokens.upos[token] = word.upos;
            document.tokens.xpos[token] = word.xpos;
            document.tokens.head[token] =
                word.head.checked_sub(1).map_or(NO_HEAD, |head| first + head as u32);
            document.tokens.relation[token] = Relation::parse(&word.relation).unwrap_or_default();
        }
        let layers = &mut document.sentences[number].layers;
        *layers = layers.with(Layer::Tags).with(Layer::Tree);
    }
}

const FEATURES: usize = 7;

fn features(shape: Shape, tree_only: bool) -> [f64; FEATURES] {
    let is = |yes: bool| f64::from(u8::from(yes));
    [
        1.0,
        is(shape.finder == Finder::Noun),
        is(shape.finder == Finder::Words),
        is(shape.tree == Clarity::Doubtful),
        is(shape.tree == Clarity::Fair),
        is(shape.resolved && !tree_only),
        is(tree_only),
    ]
}

fn sure(weights: &[f64; FEATURES], shape: Shape, tree_only: bool) -> f64 {
    let score: f64 = features(shape, tree_only).iter().zip(weights).map(|(x, w)| x * w).sum();
    1.0 / (1.0 + (-score).exp())
}

fn fit(rows: &[Row]) -> [f64; FEATURES] {
    let mut weights = [0.0; FEATURES];
    for _ in 0..STEPS {
        let mut slope = weights.map(|weight| RIDGE * weight);
        slope[0] = 0.0;
        for Row { shape, right, tree_only } in rows {
            let error = sure(&weights, *shape, *tree_only) - f64::from(u8::from(*right));
            for (slope, x) in slope.iter_mut().zip(features(*shape, *tree_only)) {
                *slope += error * x / rows.len().max(1) as f64;
            }
        }
        weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= RATE * slope);
    }
    weights
}

/// A folder of rules, which are the shipped ones.
struct Folder(PathBuf);

impl Package for Folder {
    fn file(&self, path: &str) -> Option<(String, String)> {
        let name = format!("{}.rules", path.replace("::", "/"));
        fs::read_to_string(self.0.join(&name)).ok().map(|text| (name, text))
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, rule_file: &str, file: &str) -> io::Result<String> {
        let path = self.0.join(rule_file).with_file_name(file);
        fs::read_to_string(path)
    }
}

fn program(folder: &Path, english: &Annotator) -> io::Result<Program> {
    let mut files = Vec::new();
    for pack in fs::read_dir(folder)? {
        let pack = pack?.path();
        for file in fs::read_dir(&pack)?.collect::<io::Result<Vec<_>>>()? {
            if let Ok(name) = file.path().strip_prefix(folder)
                && name.extension().is_some_and(|extension| extension == "rules")
            {
                files.push((name.to_string_lossy().into_owned(), fs::read_to_string(file.path())?));
            }
        }
    }
    files.sort();
    let package = Folder(folder.to_owned());
    let (sources, files, _) = load(files, &package);
    let (ruleset, _) = check(&files, &sources, &english.lexicon, &package);
    Ok(Program::compile(&ruleset))
}

fn wrong(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
