//! How well tags and trees agree with a treebank, on its own words and sentences.

use crate::conllu::Sentence;
use crate::network::{DEVELOPMENT, treebank};
use crate::options::Options;
use dateline::text::annotate::network::Network;
use dateline::text::annotate::tag::Tagger;
use dateline::text::annotate::tree::Parser;
use dateline::text::annotate::weights::{Weights, WeightsError};
use std::time::{Duration, Instant};
use std::{fmt, hint, io};

/// Prints the agreement of the weights, as the annotator runs them, with the treebanks they are measured on.
pub fn run(options: &Options) -> io::Result<()> {
    let network = network(options)?;
    let data = options.path("data")?;
    let names = options.text("treebanks").map_or(DEVELOPMENT.to_vec(), |names| names.split(',').collect());
    for name in names {
        let gold = treebank(&data, name)?;
        let found: Vec<Sentence> = gold.iter().map(|sentence| annotate(&network, sentence)).collect();
        println!("{name}: {}", agreement(&gold, &found));
    }
    Ok(())
}

/// Prints how many words a second one thread tags and parses.
pub fn speed(options: &Options) -> io::Result<()> {
    let mut loading = Duration::MAX;
    let bytes = std::fs::read(weights_path(options))?;
    for _ in 0..10 {
        let start = Instant::now();
        hint::black_box(read(&bytes)?);
        loading = loading.min(start.elapsed());
    }
    println!("loading {:.1} ms", loading.as_secs_f64() * 1e3);
    let network = read(&bytes)?;
    let data = options.path("data")?;
    let sentences = treebank(&data, DEVELOPMENT[1])?;
    let sentences: Vec<Vec<&str>> =
        sentences.iter().map(|s| s.forms.iter().map(String::as_str).collect()).collect();
    let words: usize = sentences.iter().map(Vec::len).sum();
    let best = |work: &dyn Fn(&[&str])| {
        let once = |_| {
            let start = Instant::now();
            sentences.iter().for_each(|forms| work(forms));
            start.elapsed()
        };
        let time = (0..10).map(once).min().unwrap_or_default();
        words as f64 / time.as_secs_f64()
    };
    let (tagger, parser) = (Tagger::new(&network), Parser::new(&network));
    let tags = best(&|forms| drop(hint::black_box(tagger.tag(forms))));
    let both = best(&|forms| {
        let encoding = network.encode(forms);
        hint::black_box(tagger.tag_encoded(&encoding));
        hint::black_box(parser.parse_encoded(&encoding));
    });
    println!("tags {tags:.0} words a second, tags and trees {both:.0} words a second, best of 10 runs");
    Ok(())
}

fn weights_path(options: &Options) -> String {
    options.text("weights").unwrap_or("models/english/network.bin").to_owned()
}

fn network(options: &Options) -> io::Result<Network> {
    read(&std::fs::read(weights_path(options))?)
}

fn read(bytes: &[u8]) -> io::Result<Network> {
    let wrong = |error: WeightsError| io::Error::new(io::ErrorKind::InvalidData, error.to_string());
    Network::read(&Weights::read(bytes).map_err(wrong)?).map_err(wrong)
}

fn annotate(network: &Network, sentence: &Sentence) -> Sentence {
    let forms: Vec<&str> = sentence.forms.iter().map(String::as_str).collect();
    let encoding = network.encode(&forms);
    let arcs = Parser::new(network).parse_encoded(&encoding);
    Sentence {
        forms: sentence.forms.clone(),
        tags: Tagger::new(network).tag_encoded(&encoding),
        arcs: arcs.iter().map(|arc| (arc.head as usize, arc.relation)).collect(),
    }
}

/// Counts of words, and of those that are right in each respect.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreement {
    words: usize,
    upos: usize,
    xpos: usize,
    heads: usize,
    arcs: usize,
    full_arcs: usize,
}

/// Compares sentence by sentence, word by word.
pub fn agreement(gold: &[Sentence], found: &[Sentence]) -> Agreement {
    let mut total = Agreement::default();
    for (gold, found) in gold.iter().zip(found) {
        for i in 0..gold.forms.len() {
            let (tag, other) = (gold.tags[i], found.tags[i]);
            let (arc, other_arc) = (gold.arcs[i], found.arcs[i]);
            let head = arc.0 == other_arc.0;
            total.words += 1;
            total.upos += usize::from(tag.0 == other.0);
            total.xpos += usize::from(tag.1 == other.1);
            total.heads += usize::from(head);
            total.arcs += usize::from(head && arc.1.universal() == other_arc.1.universal());
            total.full_arcs += usize::from(arc == other_arc);
        }
    }
    total
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        write!(
            f,
            "UPOS {:.2}  XPOS {:.2}  UAS {:.2}  LAS {:.2}  LAS with subtypes {:.2}  ({} words)",
            share(self.upos),
            share(self.xpos),
            share(self.heads),
            share(self.arcs),
            share(self.full_arcs),
            self.words
        )
    }
}
