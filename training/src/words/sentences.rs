//! Fits the borders of sentences and measures those of words and sentences.

use super::segments::{self, Score};
use super::treebank::{self, Document};
use crate::options::Options;
use crate::random::Random;
use dateline::annotate::sentence::{Gap, Gaps, SentenceSplitter};
use dateline::annotate::token::tokens;
use dateline::english::weights::{Weights, WeightsWriter};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

const BITS: usize = 17;
const EPOCHS: usize = 4;
/// The widths of broken lines.
const WIDTHS: [usize; 4] = [65, 72, 80, 100];
const SEED: u64 = 1;
/// A gap must be right by so much, or the weights move.
const MARGIN: f32 = 10.0;

/// The features of a gap and whether a sentence ends there.
struct Example {
    features: Vec<u32>,
    ends: bool,
}

pub fn run(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    let mut examples = Vec::new();
    for name in ["en_ewt-train", "en_gum_open-train"] {
        for (number, document) in
            treebank::read(&data.join(format!("ud/{name}.conllu")))?.into_iter().enumerate()
        {
            add_examples(&document, &mut examples);
            // Texts come without empty lines, too, and in lines that a program has broken.
            add_examples(&document.with_breaks("  "), &mut examples);
            add_examples(&document.with_breaks(" \n"), &mut examples);
            add_examples(&document.wrapped(WIDTHS[number % WIDTHS.len()]), &mut examples);
        }
    }
    let mut writer = WeightsWriter::default();
    writer.i8s("weights", &quantised(&fit(examples)));
    let file = writer.finish();
    std::fs::write(options.path("output")?, &file)?;
    println!("sentences: {} bytes", file.len());
    evaluate_with(&data, &file)
}

fn add_examples(document: &Document, examples: &mut Vec<Example>) {
    let ends: BTreeSet<usize> = segments::sentences(document).into_iter().map(|(_, end)| end).collect();
    let gaps = Gaps::new(&document.text, tokens(&document.text));
    let mut first = 0;
    let mut features = Vec::new();
    for next in 1..=gaps.tokens.len() {
        let kind = gaps.kind(next);
        let ends = kind == Gap::Border || ends.contains(&gaps.tokens[next - 1].end);
        if kind == Gap::Open {
            gaps.features(first, next, &mut features);
            let mask = (1 << BITS) - 1;
            examples.push(Example { features: features.iter().map(|f| (f & mask) as u32).collect(), ends });
        }
        if ends {
            first = next;
        }
    }
}

/// The averaged perceptron with a margin (Collins 2002; Krauth and Mézard 1987).
fn fit(mut examples: Vec<Example>) -> Vec<f32> {
    let mut weights = vec![0f32; 1 << BITS];
    let mut sums = vec![0f32; 1 << BITS];
    let mut random = Random::new(SEED, 0);
    let mut time = 1.0;
    for _ in 0..EPOCHS {
        random.shuffle(&mut examples);
        for example in &examples {
            let score: f32 = example.features.iter().map(|&f| weights[f as usize]).sum();
            let sign = if example.ends { 1.0 } else { -1.0 };
            if score * sign <= MARGIN {
                for &f in &example.features {
                    weights[f as usize] += sign;
                    sums[f as usize] += sign * time;
                }
            }
            time += 1.0;
        }
    }
    weights.iter().zip(&sums).map(|(weight, sum)| weight - sum / time).collect()
}

fn quantised(weights: &[f32]) -> Vec<i8> {
    let largest = weights.iter().fold(0f32, |largest, w| largest.max(w.abs()));
    weights.iter().map(|w| (w / largest * 127.0).round() as i8).collect()
}

pub fn evaluate(data: &Path) -> io::Result<()> {
    evaluate_with(data, &std::fs::read("models/english/sentences.bin")?)
}

fn evaluate_with(data: &Path, file: &[u8]) -> io::Result<()> {
    let invalid = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    let splitter =
        Weights::read(file).and_then(|weights| SentenceSplitter::read(&weights)).map_err(invalid)?;
    for (name, genre) in [("en_ewt", ""), ("en_gum_open", ""), ("en_gum_open", "GUM_news")] {
        let mut documents = treebank::read(&data.join(format!("ud/{name}-dev.conllu")))?;
        documents.retain(|document| document.id.starts_with(genre));
        for (breaks, white) in [("empty lines", "\n\n"), ("newlines", " \n"), ("spaces", "  ")] {
            println!("{name}-dev {genre}, paragraphs separated by {breaks}");
            evaluate_on(documents.iter().map(|document| document.with_breaks(white)), &splitter);
        }
        println!("{name}-dev {genre}, paragraphs separated by empty lines, in lines of 76");
        evaluate_on(documents.iter().map(|document| document.wrapped(76)), &splitter);
    }
    Ok(())
}

fn evaluate_on(documents: impl Iterator<Item = Document>, splitter: &SentenceSplitter) {
    let (mut words, mut sentences) = (Score::default(), Score::default());
    let (mut wrong_words, mut wrong) = (BTreeMap::new(), BTreeMap::new());
    for document in documents {
        let text = &document.text;
        let cut = splitter.sentences(text);
        let found = cut.iter().flat_map(|sentence| &sentence.tokens).map(|t| (t.start, t.end)).collect();
        let wanted = segments::words(&document);
        words.add(&found, &wanted);
        segments::differences(text, &found, &wanted, &mut wrong_words);
        let found: BTreeSet<_> = cut.iter().map(|sentence| (sentence.start, sentence.end)).collect();
        let wanted = segments::sentences(&document);
        sentences.add(&found, &wanted);
        note_borders(text, &found, &wanted, &mut wrong);
    }
    for (what, score, wrong) in [("words", words, wrong_words), ("sentences", sentences, wrong)] {
        let (f, p, r) = (score.f(), score.precision(), score.recall());
        println!("  {what}: F {f:.2} P {p:.2} R {r:.2} of {}", score.wanted);
        if std::env::var_os("DATELINE_ERRORS").is_some() {
            let mut wrong: Vec<_> = wrong.into_iter().collect();
            wrong.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            wrong.iter().take(40).for_each(|(line, n)| println!("{n:4} {line}"));
        }
    }
}

/// Notes the surroundings of ends of sentences that were missed or made up.
fn note_borders(
    text: &str,
    found: &BTreeSet<(usize, usize)>,
    wanted: &BTreeSet<(usize, usize)>,
    counts: &mut BTreeMap<String, usize>,
) {
    let ends =
        |spans: &BTreeSet<(usize, usize)>| -> BTreeSet<usize> { spans.iter().map(|(_, end)| *end).collect() };
    let (found, wanted) = (ends(found), ends(wanted));
    for &end in found.symmetric_difference(&wanted) {
        let start = text.floor_char_boundary(end.saturating_sub(40));
        let after = text.ceil_char_boundary((end + 30).min(text.len()));
        let kind = if wanted.contains(&end) { "missed" } else { "made up" };
        let line = format!("{kind}: {} ¶ {}", &text[start..end], &text[end..after]);
        *counts.entry(line.replace('\n', "⏎")).or_default() += 1;
    }
}
