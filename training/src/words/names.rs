//! Fits the recogniser of names.

use super::clusters;
use super::invented::invented;
use super::organisations;
use super::segments::Score;
use super::treebank;
use crate::options::Options;
use crate::random::Random;
use dateline::annotate::feature;
use dateline::annotate::names::recognizer::decode::{self, LABELS, START, Transitions};
use dateline::annotate::names::recognizer::features::{features, traits};
use dateline::annotate::names::recognizer::words::{Flags, LONGEST_LISTED, WordTable, fingerprint, joined};
use dateline::annotate::names::recognizer::{Names, spans};
use dateline::document::{Name, NameKind};
use dateline::english::weights::{Weights, WeightsWriter};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

const SEED: u64 = 1;
/// Clusters of words, for words that occur at least so often, after so many rounds of exchanges.
const CLUSTERS: usize = 127;
const LEAST: usize = 10;
const ROUNDS: usize = 5;
const LISTS: [&str; 5] = ["LAST", "FIRST", "CITY", "COUNTRY", "ADM1"];

/// How the recogniser is fitted.
struct Recipe {
    /// Logarithm of the number of rows that features are hashed into.
    bits: usize,
    epochs: usize,
    /// Epochs with silver sentences; the remaining ones are gold only.
    silver_epochs: usize,
    /// Updates by silver sentences, in percent of those by gold ones.
    silver: usize,
    /// What a wrong label costs while training, in percent of an update.
    cost: usize,
    /// The same of the label of a word outside all names where a name is.
    missing: usize,
    /// Features left out at random while training, in percent.
    dropout: usize,
    /// Sentences that are repeated with invented names, in percent.
    invented: usize,
    /// How many models, each from its own seed, are averaged.
    models: usize,
}

/// Words and their labels.
pub struct Sentence {
    pub forms: Vec<String>,
    pub labels: Vec<usize>,
    pub silver: bool,
}

pub fn run(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    let recipe = Recipe {
        bits: options.number("bits", 17)?,
        epochs: options.number("epochs", 8)?,
        silver_epochs: options.number("silver-epochs", 2)?,
        silver: options.number("silver", 50)?,
        cost: options.number("cost", 60)?,
        missing: options.number("missing", 120)?,
        dropout: options.number("dropout", 10)?,
        invented: options.number("invented", 15)?,
        models: options.number("models", 16)?,
    };
    let mut sentences = read(&data.join("ner/uner_ewt-train.tsv"), false)?;
    let held_out = match options.text("fold") {
        Some(_) => Some(hold_out(&mut sentences, options.number("fold", 0)?)),
        None => None,
    };
    sentences.extend(read(&data.join("ner/wikigold.tsv"), false)?);
    sentences.extend(read(&data.join("silver/voa_ner.tsv"), true)?);
    let (fingerprints, flags) =
        word_table(&sentences, &std::fs::read_to_string(data.join("gazetteer/names.tsv"))?);
    let mut writer = WeightsWriter::default();
    writer.u32s("fingerprints", &fingerprints);
    writer.u32s("flags", &flags.iter().map(|flags| flags.0).collect::<Vec<_>>());
    let table =
        WordTable::new(fingerprints, flags).ok_or_else(|| io::Error::other("fingerprints out of order"))?;
    let mut random = Random::new(SEED, u64::MAX);
    let others: Vec<Sentence> =
        sentences
            .iter()
            .filter_map(|sentence| {
                if random.below(100) < recipe.invented { invented(sentence, &mut random) } else { None }
            })
            .collect();
    sentences.extend(others);
    let mut average = Average::new(1 << recipe.bits);
    for stream in 0..recipe.models {
        average.add(&fit(&sentences, &table, &recipe, stream as u64));
    }
    average.write(&mut writer);
    let file = writer.finish();
    std::fs::write(options.path("output")?, &file)?;
    println!("names: {} bytes", file.len());
    match held_out {
        Some(sentences) => score(&read_names(&file)?, &sentences, &data.join("ud/en_ewt-train.conllu")),
        None => evaluate_with(&data, &file),
    }
}

/// Takes a fifth out of the sentences, for cross-validation.
fn hold_out(sentences: &mut Vec<Sentence>, fold: usize) -> Vec<Sentence> {
    let size = sentences.len().div_ceil(5);
    let start = (fold * size).min(sentences.len());
    let end = (start + size).min(sentences.len());
    sentences.drain(start..end).collect()
}

impl Sentence {
    fn words(&self) -> Vec<&str> {
        self.forms.iter().map(String::as_str).collect()
    }
}

/// Reads sentences of words and labels B-, I- and O.
fn read(path: &Path, silver: bool) -> io::Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path)?;
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    Ok(blocks.map(|block| sentence(block, silver)).collect())
}

fn sentence(block: &str, silver: bool) -> Sentence {
    let rows: Vec<(&str, &str)> = block.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut labels = vec![decode::OUTSIDE; rows.len()];
    let mut start = 0;
    while start < rows.len() {
        let mut end = start + 1;
        if let Some(kind) = rows[start].1.strip_prefix("B-").and_then(kind_of) {
            while end < rows.len() && rows[end].1.strip_prefix("I-").and_then(kind_of) == Some(kind) {
                end += 1;
            }
            for (at, label) in labels[start..end].iter_mut().enumerate() {
                *label = decode::label(kind, at, end - start);
            }
        }
        start = end;
    }
    Sentence { forms: rows.iter().map(|(form, _)| (*form).to_owned()).collect(), labels, silver }
}

fn kind_of(text: &str) -> Option<usize> {
    ["PER", "ORG", "LOC"].iter().position(|kind| *kind == text)
}

/// The table of words: how they are written in the sentences, and the lists of names.
fn word_table(sentences: &[Sentence], lists: &str) -> (Vec<u32>, Vec<Flags>) {
    let mut table: BTreeMap<u32, u32> = BTreeMap::new();
    let hash = |word: &str| feature::text(&word.to_lowercase());
    for line in lists.lines() {
        let Some((list, name)) = line.split_once('\t') else { continue };
        let Some(bit) = LISTS.iter().position(|l| *l == list) else { continue };
        add_name(&mut table, &name.split(' ').map(hash).collect::<Vec<_>>(), 1 << bit);
    }
    let mut cases: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for form in sentences.iter().flat_map(|sentence| sentence.forms.iter().skip(1)) {
        let (small, large) = cases.entry(hash(form)).or_default();
        *if form.starts_with(char::is_uppercase) { large } else { small } += 1;
    }
    for (word, (small, large)) in cases {
        let all = small + large;
        let casing = match 100 * small / all {
            _ if all < 3 => continue,
            95.. => 1,
            50.. => 2,
            5.. => 3,
            _ => 4,
        };
        *table.entry(fingerprint(word)).or_default() |= casing << 6;
    }
    let texts: Vec<Vec<u64>> =
        sentences.iter().map(|s| s.forms.iter().map(|form| hash(form)).collect()).collect();
    for (word, cluster) in clusters::clusters(&texts, CLUSTERS, LEAST, ROUNDS) {
        *table.entry(fingerprint(word)).or_default() |= u32::from(cluster) << 9;
    }
    for name in organisations::ORGANISATIONS.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty())
    {
        add_name(&mut table, &name.split(' ').map(hash).collect::<Vec<_>>(), 1 << 17);
    }
    for (bit, words) in [(19, organisations::HEADS), (20, organisations::TITLES)] {
        for word in words.split_whitespace() {
            *table.entry(fingerprint(hash(word))).or_default() |= 1 << bit;
        }
    }
    table.into_iter().map(|(fingerprint, flags)| (fingerprint, Flags(flags))).unzip()
}

/// Gives a name of one word or several these bits, unless it is long.
fn add_name(table: &mut BTreeMap<u32, u32>, words: &[u64], bits: u32) {
    if words.len() <= LONGEST_LISTED {
        *table.entry(fingerprint(joined(words.iter().copied()))).or_default() |= bits;
        if words.len() > 1 {
            *table.entry(fingerprint(words[0])).or_default() |= 0x20;
        }
    }
}

/// Weights while they are fitted, and their sums over time for the average.
struct Model {
    rows: Vec<[i32; LABELS]>,
    row_sums: Vec<[i64; LABELS]>,
    transitions: Transitions,
    transition_sums: [[i64; LABELS]; LABELS + 1],
    time: i64,
}

/// An update of full weight; scores are counted in hundredths of it.
const STEP: i32 = 100;

fn fit(sentences: &[Sentence], table: &WordTable, recipe: &Recipe, stream: u64) -> Model {
    let size = 1 << recipe.bits;
    let mut model = Model {
        rows: vec![[0; LABELS]; size],
        row_sums: vec![[0; LABELS]; size],
        transitions: [[0; LABELS]; LABELS + 1],
        transition_sums: [[0; LABELS]; LABELS + 1],
        time: 1,
    };
    let mut random = Random::new(SEED, stream);
    for epoch in 0..recipe.epochs {
        let with_silver = epoch < recipe.silver_epochs;
        let mut order: Vec<&Sentence> = sentences.iter().filter(|s| with_silver || !s.silver).collect();
        random.shuffle(&mut order);
        let mut wrong = 0;
        for sentence in &order {
            wrong += usize::from(model.learn(sentence, table, recipe, &mut random));
        }
        eprintln!("model {}, epoch {}: {wrong} of {} sentences wrong", stream + 1, epoch + 1, order.len());
    }
    model
}

impl Model {
    /// Moves the weights if the best labels are not those of the sentence.
    fn learn(
        &mut self,
        sentence: &Sentence,
        table: &WordTable,
        recipe: &Recipe,
        random: &mut Random,
    ) -> bool {
        let forms = sentence.words();
        let traits = traits(&forms, table);
        let mask = self.rows.len() as u64 - 1;
        let mut hashes = Vec::new();
        let mut words: Vec<Vec<u32>> = Vec::with_capacity(forms.len());
        let mut scores = Vec::with_capacity(forms.len());
        for (i, &gold) in sentence.labels.iter().enumerate() {
            features(&traits, i, &mut hashes);
            hashes.retain(|_| random.below(100) >= recipe.dropout);
            let rows: Vec<u32> = hashes.iter().map(|hash| (hash & mask) as u32).collect();
            let mut score = [recipe.cost as i32; LABELS];
            score[decode::OUTSIDE] = recipe.missing as i32;
            score[gold] = 0;
            for row in rows.iter().map(|&row| &self.rows[row as usize]) {
                score.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
            }
            words.push(rows);
            scores.push(score);
        }
        let found = decode::best(&scores, &self.transitions);
        self.time += 1;
        if found == sentence.labels {
            return false;
        }
        let step = if sentence.silver { STEP * recipe.silver as i32 / 100 } else { STEP };
        let (mut gold_before, mut found_before) = (START, START);
        for (i, (&gold, &found)) in sentence.labels.iter().zip(&found).enumerate() {
            if gold != found {
                for &row in &words[i] {
                    self.add(row as usize, gold, step);
                    self.add(row as usize, found, -step);
                }
            }
            if (gold_before, gold) != (found_before, found) {
                self.add_transition(gold_before, gold, step);
                self.add_transition(found_before, found, -step);
            }
            (gold_before, found_before) = (gold, found);
        }
        true
    }

    fn add(&mut self, row: usize, label: usize, step: i32) {
        self.rows[row][label] += step;
        self.row_sums[row][label] += i64::from(step) * self.time;
    }

    fn add_transition(&mut self, before: usize, label: usize, step: i32) {
        self.transitions[before][label] += step;
        self.transition_sums[before][label] += i64::from(step) * self.time;
    }
}

/// The mean of several models, each of which is the mean over its time.
struct Average {
    rows: Vec<[f64; LABELS]>,
    transitions: [[f64; LABELS]; LABELS + 1],
}

impl Average {
    fn new(size: usize) -> Average {
        Average { rows: vec![[0.0; LABELS]; size], transitions: [[0.0; LABELS]; LABELS + 1] }
    }

    fn add(&mut self, model: &Model) {
        let time = model.time as f64;
        let sets = self.rows.iter_mut().zip(model.rows.iter().zip(&model.row_sums));
        let transitions =
            self.transitions.iter_mut().zip(model.transitions.iter().zip(&model.transition_sums));
        for (means, (weights, sums)) in sets.chain(transitions) {
            for (mean, (weight, sum)) in means.iter_mut().zip(weights.iter().zip(sums)) {
                *mean += f64::from(*weight) - *sum as f64 / time;
            }
        }
    }

    /// Writes the weights in units such that nearly all fit into a byte.
    fn write(&self, writer: &mut WeightsWriter) {
        let mut sizes: Vec<f64> = self.rows.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let unit = sizes.iter().rev().nth(sizes.len() / 2000).map_or(1.0, |size| size / 127.0);
        let byte = |w: &f64| (w / unit).round().clamp(-127.0, 127.0) as i8;
        writer.i8s("rows", &self.rows.iter().flatten().map(byte).collect::<Vec<_>>());
        let number = |w: &f64| (w / unit).round() as i16;
        writer.i16s("transitions", &self.transitions.iter().flatten().map(number).collect::<Vec<_>>());
    }
}

/// The sentences by document: one begins with the words with which one begins in the treebank of the same text.
fn documents<'a>(sentences: &'a [Sentence], treebank: &Path) -> io::Result<Vec<&'a [Sentence]>> {
    let treebank = treebank::read(treebank)?;
    let firsts: BTreeSet<String> = treebank
        .iter()
        .filter_map(|document| document.sentences.first())
        .map(|sentence| sentence.iter().map(|word| word.form.as_str()).collect())
        .collect();
    let starts: Vec<usize> =
        (1..sentences.len()).filter(|&at| firsts.contains(&sentences[at].forms.concat())).collect();
    let borders: Vec<usize> = [0].into_iter().chain(starts).chain([sentences.len()]).collect();
    Ok(borders.windows(2).map(|pair| &sentences[pair[0]..pair[1]]).collect())
}

type Key = (u32, u32, NameKind);

fn keys(names: &[Name]) -> BTreeSet<Key> {
    names.iter().map(|name| (name.tokens.start, name.tokens.end, name.kind)).collect()
}

pub fn evaluate(data: &Path) -> io::Result<()> {
    evaluate_with(data, &std::fs::read("models/english/names.bin")?)
}

fn evaluate_with(data: &Path, file: &[u8]) -> io::Result<()> {
    let sentences = read(&data.join("ner/uner_ewt-dev.tsv"), false)?;
    score(&read_names(file)?, &sentences, &data.join("ud/en_ewt-dev.conllu"))
}

fn read_names(file: &[u8]) -> io::Result<Names> {
    let names = Weights::read(file).and_then(|weights| Names::read(&weights));
    names.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Prints precision and recall of exact spans by kind, sentence by sentence and with the memory of the document.
fn score(names: &Names, sentences: &[Sentence], treebank: &Path) -> io::Result<()> {
    let documents = documents(sentences, treebank)?;
    let alone: Vec<Vec<Name>> = sentences.iter().map(|sentence| names.tag(&sentence.words())).collect();
    print_scores("sentences", sentences, &alone);
    let mut together = Vec::new();
    for document in documents {
        together.extend(names.tag_document(&document.iter().map(Sentence::words).collect::<Vec<_>>()));
    }
    print_scores("documents", sentences, &together);
    Ok(())
}

fn print_scores(what: &str, sentences: &[Sentence], tagged: &[Vec<Name>]) {
    let mut scores: BTreeMap<NameKind, Score> = BTreeMap::new();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for (sentence, names) in sentences.iter().zip(tagged) {
        let (found, wanted) = (keys(names), keys(&spans(&sentence.labels)));
        for kind in [NameKind::Person, NameKind::Organization, NameKind::Place] {
            let of = |names: &BTreeSet<Key>| names.iter().filter(|n| n.2 == kind).copied().collect();
            scores.entry(kind).or_default().add(&of(&found), &of(&wanted));
        }
        for name in found.symmetric_difference(&wanted) {
            let what = if found.contains(name) { "made up" } else { "missed" };
            let words = &sentence.forms[name.0 as usize..name.1 as usize];
            *wrong.entry(format!("{what} {:?}: {}", name.2, words.join(" "))).or_default() += 1;
        }
    }
    let line = |name: &str, score: &Score| {
        let (f, p, r) = (score.f(), score.precision(), score.recall());
        println!(
            "names in {what}, {name}: F {f:.2} P {p:.2} R {r:.2}, {} of {} found, {} wanted",
            score.right, score.found, score.wanted
        );
    };
    let mut all = Score::default();
    for (kind, score) in &scores {
        line(&format!("{kind:?}"), score);
        all.sum(*score);
    }
    line("all", &all);
    if std::env::var_os("DATELINE_ERRORS").is_some() {
        let mut wrong: Vec<_> = wrong.into_iter().collect();
        wrong.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        wrong.iter().take(60).for_each(|(line, n)| println!("{n:4} {line}"));
    }
}
