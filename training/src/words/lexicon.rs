//! Fits the lexicon: counts readings, learns the edits of endings, keeps what they do not explain.

use super::irregular;
use super::treebank::{self, Document};
use crate::options::Options;
use dateline::document::{Upos, Xpos};
use dateline::english::lemma::{Case, Edit, Inflection, lower};
use dateline::english::lexicon::{LONGEST_ENDING, Lexicon};
use dateline::english::weights::{Weights, WeightsWriter};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

type Tag = (Upos, Xpos);
/// For a form in small letters and its tags: how often, and which lemma how often for which written form.
type Readings = BTreeMap<(String, Tag), Reading>;
/// Each class's edit of each ending.
type Rules = BTreeMap<(Inflection, String), Edit>;

#[derive(Clone, Debug, Default)]
struct Reading {
    count: usize,
    lemmas: BTreeMap<(String, String), usize>,
}

/// The treebanks differ in some lemmas; EWT, which the names of the tags follow, counts so many times as much.
const EWT_WEIGHT: usize = 4;
/// A form of the silver data is kept if it has a reading at least so often ...
const SILVER_COUNT: usize = 4;
/// ... and in at least this share of its occurrences.
const SILVER_SHARE: f64 = 0.1;

pub fn run(options: &Options) -> io::Result<()> {
    let data = options.path("data")?;
    let file = fit(&data)?;
    std::fs::write(options.path("output")?, &file)?;
    println!("lexicon: {} bytes", file.len());
    evaluate_with(&data, &file)
}

fn fit(data: &Path) -> io::Result<Vec<u8>> {
    let mut readings = Readings::new();
    let mut particles: BTreeSet<String> = BTreeSet::new();
    for (name, weight) in [("en_ewt-train", EWT_WEIGHT), ("en_gum_open-train", 1)] {
        let documents = treebank::read(&data.join(format!("ud/{name}.conllu")))?;
        count(&documents, weight, &mut readings);
        add_particles(&documents, &mut particles);
    }
    for entry in irregular::entries(irregular::PARTICLES) {
        if let [verb, list] = entry[..] {
            particles.extend(list.split(',').map(|particle| format!("{verb} {particle}")));
        }
    }
    add_irregular(&mut readings);
    mend_verbs(&mut readings);
    let rules = learn(&readings);
    add_silver(&std::fs::read_to_string(data.join("silver/voa_tags.tsv"))?, &mut readings);
    let mut forms = chosen(&readings);
    let lexicon = read(&write(forms.clone(), &rules, &particles))?;
    add_exceptions(&readings, &lexicon, &mut forms);
    Ok(write(forms, &rules, &particles))
}

fn count(documents: &[Document], weight: usize, readings: &mut Readings) {
    for word in documents.iter().flat_map(|d| d.sentences.iter().flatten()) {
        let open = !word.lemma.is_empty() && (word.lemma != "_" || word.form == "_") && word.xpos != Xpos::Gw;
        if open && !word.form.contains(char::is_whitespace) {
            let key = (lower(&word.form).into_owned(), (word.upos, word.xpos));
            let reading = readings.entry(key).or_default();
            reading.count += 1;
            *reading.lemmas.entry((word.form.clone(), word.lemma.clone())).or_default() += weight;
        }
    }
}

fn add_particles(documents: &[Document], particles: &mut BTreeSet<String>) {
    for sentence in documents.iter().flat_map(|d| &d.sentences) {
        for word in sentence.iter().filter(|word| word.relation == "compound:prt") {
            if let Some(verb) = word.head.checked_sub(1).and_then(|head| sentence.get(head))
                && verb.upos == Upos::Verb
            {
                particles.insert(format!("{} {}", verb.lemma, word.lemma));
            }
        }
    }
}

fn add_irregular(readings: &mut Readings) {
    let mut add = |form: &str, lemma: &str, tag: Tag| {
        let reading = readings.entry((form.to_owned(), tag)).or_default();
        if reading.lemmas.is_empty() {
            reading.lemmas.insert((form.to_owned(), lemma.to_owned()), 1);
        }
    };
    for entry in irregular::entries(irregular::VERBS) {
        if let [base, past, participle] = entry[..] {
            add(base, base, (Upos::Verb, Xpos::Vb));
            past.split('/').for_each(|form| add(form, base, (Upos::Verb, Xpos::Vbd)));
            participle.split('/').for_each(|form| add(form, base, (Upos::Verb, Xpos::Vbn)));
        }
    }
    irregular::REGULAR_VERBS.split_whitespace().for_each(|verb| add(verb, verb, (Upos::Verb, Xpos::Vb)));
    irregular::REGULAR_NOUNS.split_whitespace().for_each(|noun| add(noun, noun, (Upos::Noun, Xpos::Nn)));
    for entry in irregular::entries(irregular::NOUNS) {
        if let [singular, plural] = entry[..] {
            add(singular, singular, (Upos::Noun, Xpos::Nn));
            add(plural, singular, (Upos::Noun, Xpos::Nns));
        }
    }
}

/// Takes slips of the treebanks in the lemmas of verbs away: *lent* is of *lend* and not of *loan*, for the table says
/// so, and *leaned* of *lean* and not of *learn*, for it is written so.
fn mend_verbs(readings: &mut Readings) {
    let mut irregular: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in irregular::entries(irregular::VERBS) {
        if let [base, past, participle] = entry[..] {
            for form in past.split('/').chain(participle.split('/')) {
                irregular.entry(form).or_default().insert(base);
            }
        }
    }
    let bases: BTreeSet<String> = readings
        .keys()
        .filter(|(_, tag)| *tag == (Upos::Verb, Xpos::Vb))
        .map(|(form, _)| form.clone())
        .collect();
    for ((form, (upos, xpos)), reading) in readings.iter_mut() {
        let class = Inflection::of(*upos, *xpos);
        let is_past = matches!(class, Inflection::Past | Inflection::PastParticiple);
        if *upos != Upos::Verb || reading.lemmas.is_empty() {
            continue;
        }
        let right: BTreeSet<String> = match irregular.get(form.as_str()).filter(|_| is_past) {
            Some(bases) => bases.iter().map(|base| (*base).to_owned()).collect(),
            None => class.alternatives(form).into_iter().filter(|lemma| bases.contains(lemma)).collect(),
        };
        let Some(first) = right.first() else { continue };
        let (first, kept) = (first.clone(), reading.lemmas.len());
        reading.lemmas.retain(|(_, lemma), _| right.contains(lemma));
        if reading.lemmas.is_empty() && kept > 0 {
            reading.lemmas.insert((form.clone(), first), 1);
        }
    }
}

/// Adds forms of open classes that only the silver data have: their lemmas come by rule.
fn add_silver(text: &str, readings: &mut Readings) {
    let mut counts: BTreeMap<String, BTreeMap<Tag, usize>> = BTreeMap::new();
    for (form, xpos) in text.lines().filter_map(|line| line.split_once('\t')) {
        let Some(xpos) = Xpos::parse(xpos) else { continue };
        let upos = match xpos {
            Xpos::Nn | Xpos::Nns => Upos::Noun,
            Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => Upos::Verb,
            Xpos::Jj | Xpos::Jjr | Xpos::Jjs => Upos::Adj,
            Xpos::Rb | Xpos::Rbr | Xpos::Rbs => Upos::Adv,
            _ => continue,
        };
        if form.len() > 2 && form.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            *counts.entry(form.to_owned()).or_default().entry((upos, xpos)).or_default() += 1;
        }
    }
    let known: BTreeSet<String> = readings.keys().map(|(form, _)| form.clone()).collect();
    for (form, tags) in counts {
        let all: usize = tags.values().sum();
        for (tag, count) in tags {
            let frequent = count >= SILVER_COUNT && count as f64 >= SILVER_SHARE * all as f64;
            if frequent && !known.contains(&form) {
                readings.insert((form.clone(), tag), Reading { count: count / 4, ..Reading::default() });
            }
        }
    }
}

impl Reading {
    /// The edit that gives the most occurrences their lemma; on a tie the simpler one.
    fn edit(&self, default: Case) -> Option<Edit> {
        let mut right: BTreeMap<Edit, usize> = BTreeMap::new();
        for (form, lemma) in self.lemmas.keys() {
            for case in [default, Case::Keep, Case::Lower, Case::Title, Case::Upper] {
                let edit = Edit::between(form, lemma, case);
                let hits =
                    || self.lemmas.iter().filter(|((f, l), _)| edit.apply(f) == *l).map(|(_, n)| n).sum();
                let hits = right.get(&edit).copied().unwrap_or_else(hits);
                right.insert(edit, hits);
            }
        }
        let preferred = |edit: &Edit| (edit.case() == default, std::cmp::Reverse(edit.to_string().len()));
        right.into_iter().max_by_key(|(edit, hits)| (*hits, preferred(edit))).map(|(edit, _)| edit)
    }

    /// How many of the occurrences the edit (none: the form as the class writes it) gives their lemma.
    fn hits(&self, apply: impl Fn(&str) -> String) -> usize {
        self.lemmas.iter().filter(|((form, lemma), _)| apply(form) == *lemma).map(|(_, n)| n).sum()
    }
}

fn default_case(class: Inflection) -> Case {
    match class {
        Inflection::Proper | Inflection::ProperPlural => Case::Keep,
        _ => Case::Lower,
    }
}

/// Learns for each class the edits of endings, from the longest ending down to none: an ending has the edit that is
/// right for most forms, and is left out where a shorter ending says the same.
fn learn(readings: &Readings) -> Rules {
    let mut votes: BTreeMap<(Inflection, String), BTreeMap<Edit, usize>> = BTreeMap::new();
    for ((form, (upos, xpos)), reading) in readings {
        let class = Inflection::of(*upos, *xpos);
        let case = default_case(class);
        let Some(edit) = reading.edit(case).filter(|edit| edit.case() == case) else { continue };
        if !class.is_inflected() {
            continue;
        }
        for start in
            (0..=form.len()).filter(|&at| form.is_char_boundary(at) && form.len() - at <= LONGEST_ENDING)
        {
            let ending = form[start..].to_owned();
            *votes.entry((class, ending)).or_default().entry(edit.clone()).or_default() += 1;
        }
    }
    let mut rules = Rules::new();
    let mut endings: Vec<_> = votes.into_iter().collect();
    endings.sort_by_key(|((_, ending), _)| ending.len());
    for ((class, ending), edits) in endings {
        let support: usize = edits.values().sum();
        let Some((best, hits)) = edits.iter().max_by_key(|(edit, hits)| (**hits, std::cmp::Reverse(*edit)))
        else {
            continue;
        };
        let inherited = inherited(&rules, class, &ending);
        let inherited_hits = inherited.and_then(|edit| edits.get(edit)).copied().unwrap_or(0);
        let worth = inherited.is_none() || (*hits > inherited_hits && support >= 2);
        if worth && inherited != Some(best) {
            rules.insert((class, ending), best.clone());
        }
    }
    rules
}

/// The edit of the longest ending of this form that has one.
fn inherited<'a>(rules: &'a Rules, class: Inflection, form: &str) -> Option<&'a Edit> {
    let starts =
        (0..=form.len()).filter(|&at| form.is_char_boundary(at) && form.len() - at <= LONGEST_ENDING);
    starts.into_iter().find_map(|start| rules.get(&(class, form[start..].to_owned())))
}

/// The readings that are stored, by form: how often, and the edit of those that the lexicon without it gets wrong.
type Forms<'a> = BTreeMap<&'a str, Vec<(Tag, Option<Edit>, usize)>>;

fn chosen(readings: &Readings) -> Forms<'_> {
    let mut forms = Forms::new();
    for ((form, tag), reading) in readings {
        // Of names seen once nothing is to be learnt.
        let telling = reading.count != 1 || Inflection::of(tag.0, tag.1) != Inflection::Proper;
        if telling && !form.bytes().any(|b| b.is_ascii_digit()) {
            forms.entry(form).or_default().push((*tag, None, reading.count));
        }
    }
    forms
}

fn add_exceptions<'a>(readings: &'a Readings, lexicon: &Lexicon, forms: &mut Forms<'a>) {
    for ((form, tag), reading) in readings {
        let Some(edit) = reading.edit(default_case(Inflection::of(tag.0, tag.1))) else { continue };
        let by_rule = reading.hits(|written| lexicon.lemma(written, tag.0, tag.1).into_owned());
        if reading.hits(|written| edit.apply(written).into_owned()) > by_rule {
            let stored = forms.entry(form).or_default();
            stored.retain(|(t, ..)| t != tag);
            stored.push((*tag, Some(edit), reading.count));
        }
    }
}

fn write(mut forms: Forms, rules: &Rules, particles: &BTreeSet<String>) -> Vec<u8> {
    let mut tags: BTreeMap<Tag, usize> = BTreeMap::new();
    let mut edits: BTreeMap<Edit, usize> = BTreeMap::new();
    for (tag, edit, _) in forms.values().flatten() {
        *tags.entry(*tag).or_default() += 1;
        edit.iter().for_each(|edit| *edits.entry(edit.clone()).or_default() += 1);
    }
    rules.values().for_each(|edit| *edits.entry(edit.clone()).or_default() += 1);
    for (number, tag) in tags.values_mut().enumerate() {
        *tag = number;
    }
    for (number, edit) in edits.values_mut().enumerate() {
        *edit = number + 1;
    }

    let mut bytes = Vec::new();
    for readings in forms.values_mut() {
        readings.sort_by_key(|(tag, _, count)| (std::cmp::Reverse(*count), *tag));
        bytes.push(u8::try_from(readings.len()).expect("a form has fewer than 256 readings"));
        for (tag, edit, count) in readings {
            let edit = edit.as_ref().map_or(0, |edit| edits[edit]);
            bytes.push(u8::try_from(tags[tag]).expect("fewer than 256 pairs of tags"));
            bytes.extend(u16::try_from(edit).expect("fewer than 65,536 edits").to_le_bytes());
            bytes.extend(u16::try_from(*count).unwrap_or(u16::MAX).to_le_bytes());
        }
    }
    let lines =
        |items: Vec<String>| items.iter().flat_map(|item| [item, "\n"]).collect::<String>().into_bytes();
    let mut writer = WeightsWriter::default();
    writer.bytes("tags", lines(tags.keys().map(|(u, x)| format!("{u} {x}")).collect()));
    writer.bytes("edits", lines(edits.keys().map(Edit::to_string).collect()));
    writer.bytes("forms", lines(forms.keys().map(|form| (*form).to_owned()).collect()));
    writer.bytes("readings", bytes);
    let endings =
        rules.iter().map(|((class, ending), edit)| format!("{ending}\t{}\t{}", class.index(), edits[edit]));
    writer.bytes("endings", lines(endings.collect()));
    writer.bytes("particles", lines(particles.iter().cloned().collect()));
    writer.finish()
}

/// Prints the share of words of the development data that have the lemma of the treebank, given its tags.
pub fn evaluate(data: &Path) -> io::Result<()> {
    evaluate_with(data, &std::fs::read("models/english/lexicon.bin")?)
}

fn read(file: &[u8]) -> io::Result<Lexicon> {
    let invalid = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    Weights::read(file).and_then(|weights| Lexicon::read(&weights)).map_err(invalid)
}

fn evaluate_with(data: &Path, file: &[u8]) -> io::Result<()> {
    let lexicon = read(file)?;
    for name in ["en_ewt-dev", "en_gum_open-dev"] {
        let documents = treebank::read(&data.join(format!("ud/{name}.conllu")))?;
        let (mut right, mut all) = (0, 0);
        let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
        for word in documents.iter().flat_map(|d| d.sentences.iter().flatten()) {
            all += 1;
            let lemma = lexicon.lemma(&word.form, word.upos, word.xpos);
            if lemma == word.lemma {
                right += 1;
            } else {
                let line = format!("{} {} {}: {lemma}, not {}", word.form, word.upos, word.xpos, word.lemma);
                *wrong.entry(line).or_default() += 1;
            }
        }
        println!("lemmas {name}: {:.2} % of {all}", 100.0 * right as f64 / all as f64);
        if std::env::var_os("DATELINE_ERRORS").is_some() {
            let mut wrong: Vec<_> = wrong.into_iter().collect();
            wrong.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            wrong.iter().take(60).for_each(|(line, n)| println!("{n:4} {line}"));
        }
    }
    Ok(())
}
