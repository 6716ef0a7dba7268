//! How well the annotator agrees with the treebanks and names that it is measured on.

use crate::conllu::Sentence;
use crate::measures::{Measures, Score, Word, Words};
use crate::network::{DEVELOPMENT, treebank};
use crate::options::Options;
use crate::words::treebank::{self as documents, Document as Gold};
use dateline::annotate::network::Network;
use dateline::annotate::parser::Parser;
use dateline::annotate::tag::Tagger;
use dateline::annotate::{Annotate, Annotator};
use dateline::document::{Article, Document, Layer, NO_HEAD, Name, NameKind, Relation, TokenId};
use dateline::english::weights::{Weights, WeightsError};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fmt, hint, io};

/// Treebanks, and the start of the names of those of their documents that are measured.
const PARTS: [(&str, &str); 3] =
    [("en_ewt-dev", ""), ("en_gum_open-dev", ""), ("en_gum_open-dev", "GUM_news")];

/// Prints the measures of CoNLL 2018 of the annotator as it is built, on raw text and on the treebank's words, and how
/// well it finds names; with `--weights` how a network does on the treebank's words by itself.
pub fn run(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    if options.text("weights").is_some() || options.text("treebanks").is_some() {
        return run_network(options, &data);
    }
    let english = Annotator::english().map_err(wrong)?;
    println!("{:40}{}", "F, in per cent", Measures::NAMES.map(|name| format!("{name:>10}")).concat());
    for (name, start) in PARTS {
        let mut gold = documents::read(&data.join(format!("ud/{name}.conllu")))?;
        gold.retain(|document| document.id.starts_with(start));
        let (mut raw, mut words) = (Measures::default(), Measures::default());
        for gold in &gold {
            let wanted = wanted(gold);
            let compare = |mut document: Document| {
                fill(&english, &mut document, Layer::Tree);
                Measures::compare(&wanted, &found(&document))
            };
            raw.add(compare(english.document(article(gold), &Default::default())));
            words.add(compare(with_given_words(gold)));
        }
        println!("{:40}{raw}", format!("{name} {start} raw text"));
        println!("{:40}{words}", format!("{name} {start} its own words"));
    }
    evaluate_names(&english, &data)
}

fn article(gold: &Gold) -> Article {
    Article { id: gold.id.clone(), text: gold.text.clone(), ..Article::default() }
}

/// A document with the words and sentences of a treebank, and nothing else.
fn with_given_words(gold: &Gold) -> Document {
    let mut document = Document::new(article(gold), Default::default());
    for sentence in &gold.sentences {
        document.start_sentence();
        for word in sentence {
            document.push_token(&word.form, word.span.clone());
        }
    }
    document
}

fn fill(english: &Annotator, document: &mut Document, layer: Layer) {
    for sentence in 0..document.sentences.len() {
        // our own annotator lacks no layer
        let _ = english.fill(document, sentence, layer);
    }
}

/// How many characters that are no white space stand before each byte of a text.
fn characters(text: &str) -> Vec<usize> {
    let mut counts = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += usize::from(!c.is_whitespace());
        counts[at + 1..=at + c.len_utf8()].fill(count);
    }
    counts
}

/// What a treebank says of a document.
fn wanted(gold: &Gold) -> Words {
    let characters = characters(&gold.text);
    let mut words = Words::default();
    for sentence in &gold.sentences {
        let first = words.words.len();
        words.sentences.push(first);
        words.words.extend(sentence.iter().map(|word| {
            let bytes = word.token.as_ref().unwrap_or(&word.span);
            Word {
                form: word.form.to_lowercase(),
                span: characters[bytes.start]..characters[bytes.end],
                multiword: word.token.is_some(),
                lemma: word.lemma.clone(),
                upos: word.upos.to_string(),
                xpos: word.xpos.to_string(),
                head: word.head.checked_sub(1).map(|head| first + head),
                relation: universal(&word.relation),
            }
        }));
    }
    words
}

/// What the annotator says of a document. Words of one span are those of a token that does not spell them.
fn found(document: &Document) -> Words {
    let characters = characters(&document.article.text);
    let columns = &document.tokens;
    let span = |token: usize| Some((*columns.start.get(token)?, *columns.end.get(token)?));
    let words = (0..columns.len()).map(|token| Word {
        form: document.form(token as TokenId).to_lowercase(),
        span: characters[columns.start[token] as usize]..characters[columns.end[token] as usize],
        multiword: span(token) == span(token + 1) || token > 0 && span(token) == span(token - 1),
        lemma: document.lemma(token as TokenId).to_owned(),
        upos: columns.upos[token].to_string(),
        xpos: columns.xpos[token].to_string(),
        head: (columns.head[token] != NO_HEAD).then_some(columns.head[token] as usize),
        relation: match columns.head[token] {
            NO_HEAD => Relation::Root.to_string(),
            _ => universal(columns.relation[token].as_str()),
        },
    });
    let sentences = document.sentences.iter().map(|sentence| sentence.tokens.start as usize);
    Words { words: words.collect(), sentences: sentences.collect() }
}

fn universal(relation: &str) -> String {
    relation.split(':').next().unwrap_or_default().to_owned()
}

/// Prints how well names are found in the treebank's words, a document at once, each right if all of it is.
fn evaluate_names(english: &Annotator, data: &Path) -> io::Result<()> {
    let labels = name_labels(&data.join("ner/uner_ewt-dev.tsv"))?;
    let mut scores: BTreeMap<NameKind, Score> = BTreeMap::new();
    for gold in documents::read(&data.join("ud/en_ewt-dev.conllu"))? {
        let mut document = with_given_words(&gold);
        fill(english, &mut document, Layer::Names);
        for (index, sentence) in gold.sentences.iter().enumerate() {
            let forms: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
            let Some(wanted) = labels.get(&forms.join(" ")) else { continue };
            let tokens = document.sentences[index].tokens.clone();
            let shifted = |name: &Name| Name {
                tokens: name.tokens.start - tokens.start..name.tokens.end - tokens.start,
                kind: name.kind,
            };
            let found: Vec<Name> = document.names_in(&tokens).iter().map(shifted).collect();
            for kind in [NameKind::Person, NameKind::Organization, NameKind::Place] {
                let of = |names: &[Name]| names.iter().filter(|name| name.kind == kind).cloned().collect();
                let (found, wanted): (Vec<Name>, Vec<Name>) = (of(&found), of(wanted));
                let right = found.iter().filter(|name| wanted.contains(name)).count();
                let score = Score { right, found: found.len(), wanted: wanted.len() };
                scores.entry(kind).or_default().add(score);
            }
        }
    }
    let mut all = Score::default();
    scores.values().for_each(|score| all.add(*score));
    println!("\nnames of UNER in en_ewt-dev, its own words");
    for (what, score) in scores.iter().map(|(kind, score)| (kind.as_str(), score)).chain([("all", &all)]) {
        let Score { right, found, wanted } = score;
        println!("{what:20} F {:.2}, {right} right of {found} found and {wanted} wanted", score.f());
    }
    Ok(())
}

/// The names of each sentence by its words: those of the treebank stand in another order.
fn name_labels(path: &Path) -> io::Result<BTreeMap<String, Vec<Name>>> {
    let text = std::fs::read_to_string(path)?;
    let blocks = text.split("\n\n").map(|block| {
        let rows = block.lines().filter_map(|line| line.split_once('\t'));
        let (forms, labels): (Vec<&str>, Vec<&str>) = rows.unzip();
        (forms.join(" "), names(&labels))
    });
    Ok(blocks.collect())
}

/// The names that labels `B-PER I-PER O` tell.
fn names(labels: &[&str]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let token = index as TokenId;
        let Some((place, kind)) = label.split_once('-') else { continue };
        let Some(kind) = NameKind::parse(kind) else { continue };
        match names.last_mut() {
            Some(name) if place == "I" && name.tokens.end == token && name.kind == kind => {
                name.tokens.end += 1
            }
            _ => names.push(Name { tokens: token..token + 1, kind }),
        }
    }
    names
}

/// Prints the agreement of a network with treebanks, on their own words and sentences.
fn run_network(options: &Options, data: &Path) -> io::Result<()> {
    let network = network(options)?;
    let names = options.text("treebanks").map_or(DEVELOPMENT.to_vec(), |names| names.split(',').collect());
    for name in names {
        let gold = treebank(data, name)?;
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
    Network::read(&Weights::read(bytes).map_err(wrong)?).map_err(wrong)
}

fn wrong(error: WeightsError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
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
