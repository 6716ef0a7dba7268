//! Treebanks in CoNLL-U with what the network has no use for: lemmas, documents, paragraphs and spaces.

use dateline::document::{Upos, Xpos};
use std::io;
use std::ops::Range;
use std::path::Path;

/// A syntactic word.
#[derive(Clone, Debug)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub xpos: Xpos,
    /// Number of the head in the sentence, from 1; 0 for the root.
    pub head: usize,
    pub relation: String,
    /// The word's bytes in the text of its document.
    pub span: Range<usize>,
    /// Whether it is one of the words of a multiword token, and where that starts and ends.
    pub token: Option<Range<usize>>,
}

/// A document and the text that its words stand in.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub id: String,
    /// Words separated by spaces unless `SpaceAfter=No`, paragraphs by a blank line.
    pub text: String,
    pub sentences: Vec<Vec<Word>>,
}

impl Document {
    /// The document with other white space, of two bytes, between its paragraphs.
    pub fn with_breaks(&self, white: &str) -> Document {
        Document { text: self.text.replace("\n\n", white), ..self.clone() }
    }
}

impl Document {
    /// The document in lines of at most so many bytes, where its words allow it.
    pub fn wrapped(&self, width: usize) -> Document {
        let mut text = self.text.clone().into_bytes();
        let (mut line, mut space) = (0, None);
        for at in 0..text.len() {
            if text[at] == b'\n' {
                (line, space) = (at + 1, None);
            } else if let Some(last) = space.filter(|_| at - line > width) {
                text[last] = b'\n';
                (line, space) = (last + 1, None);
            }
            if text[at] == b' ' {
                space = Some(at);
            }
        }
        Document { text: String::from_utf8(text).unwrap_or_default(), ..self.clone() }
    }
}

/// Reads a treebank.
///
/// The text of a document is rebuilt from the surface tokens: after each one a space unless it has `SpaceAfter=No`,
/// between sentences the space of the last token, between paragraphs (`newpar`) a blank line. Words of a multiword
/// token that spell its surface have spans of their own, others all have that of the token.
pub fn read(path: &Path) -> io::Result<Vec<Document>> {
    let content = std::fs::read_to_string(path)?;
    let mut documents: Vec<Document> = Vec::new();
    for block in content.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let comment = |name: &str| block.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
        if comment("newdoc").is_some() || documents.is_empty() {
            let id = comment("newdoc id = ").unwrap_or_default().to_owned();
            documents.push(Document { id, ..Document::default() });
        } else if comment("newpar").is_some()
            && let Some(document) = documents.last_mut()
        {
            document.text.truncate(document.text.trim_end().len());
            document.text.push_str("\n\n");
        }
        if let Some(document) = documents.last_mut() {
            let sentence = sentence(block, &mut document.text).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, format!("not a sentence: {block}"))
            })?;
            document.sentences.push(sentence);
        }
    }
    Ok(documents)
}

fn sentence(block: &str, text: &mut String) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut multiword: Option<(usize, Range<usize>, bool)> = None;
    let mut token = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, relation, _, misc] = columns[..] else { return None };
        let spaced = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if id.contains('.') {
            continue;
        }
        if let Some((_, last)) = id.split_once('-') {
            let start = text.len();
            text.push_str(form);
            token = Some(start..text.len());
            multiword = Some((last.parse().ok()?, start..text.len(), spaced));
            continue;
        }
        let number: usize = id.parse().ok()?;
        let span = match &mut multiword {
            Some((_, rest, _)) if text[rest.clone()].starts_with(form) => {
                let start = rest.start;
                rest.start += form.len();
                start..rest.start
            }
            Some((_, rest, _)) => rest.clone(),
            None => {
                let start = text.len();
                text.push_str(form);
                start..text.len()
            }
        };
        match multiword {
            Some((last, _, spaced_after)) if last == number => {
                text.push_str(if spaced_after { " " } else { "" });
                multiword = None;
            }
            None if spaced => text.push(' '),
            _ => {}
        }
        words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::parse(upos)?,
            xpos: Xpos::parse(xpos)?,
            head: head.parse().ok()?,
            relation: relation.to_owned(),
            span,
            token: token.clone(),
        });
        token = token.filter(|_| multiword.is_some());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_inside_a_multiword_token_have_spans_of_their_own() {
        let mut text = String::new();
        let block = "1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            1\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\
            3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_";
        let words = super::sentence(block, &mut text).unwrap();
        assert_eq!(text, "can't. ");
        let spans: Vec<&str> = words.iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(spans, ["ca", "n't", "."]);
    }
}
