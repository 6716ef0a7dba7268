//! The tagger and parser: one network, trained by backpropagation written out by hand.
//!
//! Three steps make the weights: [`teach`] trains wide networks, [`grow`] parses raw news with several of them
//! together, and [`run`] trains the small network on the treebanks and on these trees.

pub mod annotate;
pub mod examples;
mod heads;
mod layers;
pub mod model;
mod optimiser;
mod quantise;
mod storage;
mod tensor;
pub mod training;

use crate::conllu::{self, Sentence};
use crate::evaluate::agreement;
use crate::options::Options;
use dateline::document::Xpos;
use examples::{Example, Labels};
use model::Model;
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

/// The treebanks that are learnt from.
fn gold(data: &Path) -> io::Result<Vec<Sentence>> {
    let mut sentences = treebank(data, "en_ewt-train")?;
    sentences.extend(treebank(data, "en_gum_open-train")?);
    Ok(sentences)
}

/// Trains the network and writes its weights, in integers.
pub fn run(options: &Options) -> io::Result<()> {
    let (model, labels) = train(options)?;
    std::fs::write(options.path("output")?, quantise::quantise(&model, &labels))
}

/// Trains a network and writes its weights as they are.
pub fn teach(options: &Options) -> io::Result<()> {
    let (model, _) = train(options)?;
    std::fs::write(options.path("output")?, storage::write(&model))
}

/// Writes the trees that teachers give to the sentences of news of which only the tags are known.
pub fn grow(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    let labels = Labels::collect(&gold(&data)?);
    let teachers = options.text("teachers").unwrap_or_default().split(',');
    let teachers = teachers.map(|path| storage::read(&std::fs::read(path)?, &labels));
    let teachers = teachers.collect::<io::Result<Vec<Model>>>()?;
    for name in DEVELOPMENT {
        let sentences = treebank(&data, name)?;
        measure(name, &teachers, &labels, &sentences);
    }
    let news: Vec<Vec<String>> = tagged(&data)?.into_iter().map(|(forms, _)| forms).collect();
    let trees = annotate::annotate(&teachers, &labels, &news);
    std::fs::write(options.path("output")?, conllu::write(&trees))
}

fn measure(name: &str, models: &[Model], labels: &Labels, sentences: &[Sentence]) {
    let forms: Vec<_> = sentences.iter().map(|s| s.forms.clone()).collect();
    let found = annotate::annotate(models, labels, &forms);
    eprintln!("  {name}: {}", agreement(sentences, &found));
}

fn train(options: &Options) -> io::Result<(Model, Labels)> {
    let data = options.path("data")?;
    let sentences = gold(&data)?;
    let labels = Labels::collect(&sentences);
    let mut examples: Vec<Example> = sentences.iter().map(|s| Example::gold(s, &labels)).collect();
    examples.retain(|e| e.len() <= LONGEST);
    let boundary = examples.len();
    match options.text("trees") {
        Some(trees) => {
            examples.extend(conllu::read(Path::new(trees))?.iter().map(|s| Example::gold(s, &labels)))
        }
        None => {
            let silver = tagged(&data)?.into_iter();
            examples.extend(silver.map(|(forms, xpos)| Example::tagged(forms, &xpos, &labels)));
        }
    }
    examples.retain(|e| e.len() <= LONGEST);
    examples::count_words(&mut examples);
    let (gold, silver) = examples.split_at(boundary);
    let width = options.number("width", 128)?;
    let settings = Settings {
        width,
        reach: options.number("reach", width / 2)?,
        states: [options.number("first", width)?, options.number("second", 5 * width / 4)?],
        epochs: options.number("epochs", 13)?,
        seed: options.number("seed", 1)? as u64,
        rate: options.number("rate", 2000)? as f32 * 1e-6,
        dropout: options.number("dropout", 25)? as f32 * 0.01,
        batch: options.number("batch", 1000)?,
    };
    let passes = options.number("silver-passes", 3)?;
    eprintln!("{settings:?}, {} tags, {} relations", labels.tags.len(), labels.relations.len());
    let development = DEVELOPMENT.iter().map(|name| treebank(&data, name)).collect::<io::Result<Vec<_>>>()?;
    let last = settings.epochs;
    let model = training::train(settings, &labels, gold, silver, passes, |epoch, model| {
        if epoch % 4 == 0 || epoch == last {
            for (name, sentences) in DEVELOPMENT.iter().zip(&development) {
                measure(name, std::slice::from_ref(model), &labels, sentences);
            }
        }
    });
    Ok((model, labels))
}

/// The words of a sentence and their tags, as far as we know them.
type Tagged = (Vec<String>, Vec<Option<Xpos>>);

/// Sentences of news, of which each line is a word and its `Xpos`.
fn tagged(data: &Path) -> io::Result<Vec<Tagged>> {
    let text = std::fs::read_to_string(data.join("silver/voa_tags.tsv"))?;
    let sentences = text.split("\n\n").map(|sentence| {
        let words = sentence.lines().filter_map(|line| line.split_once('\t'));
        words.map(|(form, xpos)| (form.to_owned(), Xpos::parse(xpos))).unzip()
    });
    Ok(sentences.filter(|(forms, _): &Tagged| !forms.is_empty()).collect())
}
