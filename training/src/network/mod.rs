//! The tagger and parser: one network, trained by backpropagation written out by hand.

pub mod annotate;
pub mod examples;
mod heads;
mod layers;
pub mod model;
mod optimiser;
mod quantise;
mod tensor;
pub mod training;

use crate::conllu::{self, Sentence};
use crate::evaluate::agreement;
use crate::options::Options;
use dateline::text::document::Xpos;
use examples::{Example, Labels};
use std::io;
use std::path::Path;
use training::Settings;

/// Sentences longer than this are not learnt from.
const LONGEST: usize = 120;

/// Treebanks by the name of their files.
pub fn treebank(data: &Path, name: &str) -> io::Result<Vec<Sentence>> {
    conllu::read(&data.join("ud").join(format!("{name}.conllu")))
}

/// The treebanks that the network is measured on while it is trained.
pub const DEVELOPMENT: [&str; 2] = ["en_ewt-dev", "en_gum_open-dev"];

/// Trains a network and writes its weights.
pub fn run(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    let mut sentences = treebank(&data, "en_ewt-train")?;
    sentences.extend(treebank(&data, "en_gum_open-train")?);
    let labels = Labels::collect(&sentences);
    let mut gold: Vec<Example> = sentences.iter().map(|s| Example::gold(s, &labels)).collect();
    let mut silver = tagged(&data.join("silver/voa_tags.tsv"), &labels)?;
    silver.truncate(options.number("silver", silver.len())?);
    gold.retain(|e| e.len() <= LONGEST);
    silver.retain(|e| e.len() <= LONGEST);
    let boundary = gold.len();
    gold.append(&mut silver);
    let mut examples = gold;
    examples::count_words(&mut examples);
    let (gold, silver) = examples.split_at(boundary);
    let width = options.number("width", 128)?;
    let settings = Settings {
        width,
        states: [options.number("first", width)?, options.number("second", width)?],
        epochs: options.number("epochs", 16)?,
        seed: options.number("seed", 1)? as u64,
        rate: options.number("rate", 2000)? as f32 * 1e-6,
        dropout: options.number("dropout", 25)? as f32 * 0.01,
        batch: options.number("batch", 1000)?,
    };
    eprintln!("{settings:?}, {} tags, {} relations", labels.tags.len(), labels.relations.len());
    let development = DEVELOPMENT.iter().map(|name| treebank(&data, name)).collect::<io::Result<Vec<_>>>()?;
    let last = settings.epochs;
    let passes = options.number("silver-passes", 3)?;
    let model = training::train(settings, &labels, gold, silver, passes, |epoch, model| {
        if epoch % 4 == 0 || epoch == last {
            for (name, sentences) in DEVELOPMENT.iter().zip(&development) {
                let forms: Vec<_> = sentences.iter().map(|s| s.forms.clone()).collect();
                let found = annotate::annotate(std::slice::from_ref(model), &labels, &forms);
                eprintln!("  {name}: {}", agreement(sentences, &found));
            }
        }
    });
    std::fs::write(options.path("output")?, quantise::quantise(&model, &labels))
}

/// Reads sentences of which each line is a word and its `Xpos`.
fn tagged(path: &Path, labels: &Labels) -> io::Result<Vec<Example>> {
    let text = std::fs::read_to_string(path)?;
    let sentences = text.split("\n\n").map(|sentence| {
        let words = sentence.lines().filter_map(|line| line.split_once('\t'));
        let (forms, xpos): (Vec<String>, Vec<_>) =
            words.map(|(form, xpos)| (form.to_owned(), Xpos::parse(xpos))).unzip();
        Example::tagged(forms, &xpos, labels)
    });
    Ok(sentences.filter(|e| e.len() > 0).collect())
}
