//! Treebanks in CoNLL-U.

use dateline::document::{Relation, Upos, Xpos};
use std::io;
use std::path::Path;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub forms: Vec<String>,
    pub tags: Vec<(Upos, Xpos)>,
    /// Head (from 1, 0 for the root) and relation of each word.
    pub arcs: Vec<(usize, Relation)>,
}

/// Reads the words of a treebank; multiword tokens and empty nodes are left out.
pub fn read(path: &Path) -> io::Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path)?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.forms.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns[0].contains(['-', '.']) {
                continue;
            }
            let word = word(&columns).ok_or_else(|| {
                let place = format!("{}:{}: not a word in CoNLL-U", path.display(), number + 1);
                io::Error::new(io::ErrorKind::InvalidData, place)
            })?;
            sentence.forms.push(columns[1].to_owned());
            sentence.tags.push(word.0);
            sentence.arcs.push(word.1);
        }
    }
    if !sentence.forms.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

type Word = ((Upos, Xpos), (usize, Relation));

fn word(columns: &[&str]) -> Option<Word> {
    let upos = Upos::parse(columns.get(3)?)?;
    let xpos = Xpos::parse(columns.get(4)?)?;
    let head = columns.get(6)?.parse().ok()?;
    let relation = Relation::parse_lenient(columns.get(7)?)?;
    Some(((upos, xpos), (head, relation)))
}

/// Writes sentences with the columns that [`read`] reads.
pub fn write(sentences: &[Sentence]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        for (i, form) in sentence.forms.iter().enumerate() {
            let ((upos, xpos), (head, relation)) = (sentence.tags[i], sentence.arcs[i]);
            text.push_str(&format!("{}\t{form}\t_\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_\n", i + 1));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written_and_ranges_are_left_out() {
        let text = "# text = Don't go\n\
            1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n\
            2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n\
            3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n";
        let path = std::env::temp_dir().join(format!("dateline-{}.conllu", std::process::id()));
        std::fs::write(&path, text).unwrap();
        let sentences = read(&path).unwrap();
        std::fs::write(&path, write(&sentences)).unwrap();
        let again = read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(sentences[0].forms, ["Do", "n't", "go"]);
        assert_eq!(sentences[0].arcs[1], (3, Relation::Advmod));
        assert_eq!(again[0].tags, sentences[0].tags);
        assert_eq!(again[0].arcs, sentences[0].arcs);
    }
}
