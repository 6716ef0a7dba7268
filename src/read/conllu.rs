//! CoNLL-U: annotated text as the treebanks of Universal Dependencies write it
//! (<https://universaldependencies.org/format.html>).
//!
//! Trees in the relations of CLEAR are turned into Universal Dependencies, as those of spaCy's own format are.
//!
//! MISC has names and quantities as `NER=B-Person`, `NER=I-Person`, `NER=B-Money`, `NER=O`. The text of an article is
//! made of the words and their `SpaceAfter`; sentences are joined by a space and paragraphs by a blank line.

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use memchr::{memchr_iter, memmem};

use super::tree::{self, Arc as Dependency, Word as Dependent};
use super::{Problem, clear};
use crate::document::{
    Article, Document, Layer, NO_HEAD, Name, NameKind, Quantity, QuantityKind, Relation, TokenId, Upos,
    Vocabulary, Word, Xpos,
};

/// A text whose relations are those of CLEAR has one that is no other's among its first lines.
const FIRST_LINES: usize = 1000;

/// Reads the documents of a CoNLL-U text, and reports its problems. Linear in the text.
///
/// A text without `# newdoc` is one document with the given name as its id. Sentences get layer `Tags` if UPOS is
/// given, `Tree` if the heads form a tree with one root, and `Names` if any word of the text has `NER=`.
pub fn documents(text: &str, name: &str, vocabulary: &Arc<Vocabulary>) -> (Vec<Document>, Vec<Problem>) {
    let names_one = |line: &str| {
        !line.starts_with('#') && line.rsplit('\t').next().is_some_and(|misc| feature(misc, "NER").is_some())
    };
    let has_names = memmem::find(text.as_bytes(), b"NER=").is_some() && text.lines().any(names_one);
    let relation = |line: &str| line.split('\t').nth(7).is_some_and(clear::is_clear);
    let mut reader = Reader {
        name,
        vocabulary,
        has_names,
        clear: text.lines().take(FIRST_LINES).any(relation),
        unknown: IndexMap::new(),
        documents: Vec::new(),
        problems: Vec::new(),
        rows: Vec::new(),
        surfaces: Vec::new(),
        paragraph: false,
    };
    let mut start = 0;
    for (index, end) in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).enumerate() {
        reader.line(index + 1, text[start..end].trim_end_matches('\r'));
        start = end + 1;
    }
    reader.finish_sentence();
    for (message, (line, count)) in reader.unknown {
        let often = if count > 1 { format!(" ({count} times)") } else { String::new() };
        reader.problems.push(Problem { line, message: message + &often });
    }
    reader.problems.sort_by_key(|problem| problem.line);
    (reader.documents, reader.problems)
}

/// The value of a key in a column of `key=value|…`.
fn feature<'a>(column: &'a str, key: &str) -> Option<&'a str> {
    column.split('|').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
}

/// The type that a label gives to a stretch of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name(NameKind),
    Quantity(QuantityKind),
}

impl Kind {
    fn parse(label: &str) -> Option<Kind> {
        NameKind::parse(label).map(Kind::Name).or_else(|| QuantityKind::parse(label).map(Kind::Quantity))
    }
}

/// A word of the current sentence.
struct Row<'a> {
    line: usize,
    columns: [&'a str; 10],
}

/// A multiword line of the current sentence: `1-2`.
struct Surface<'a> {
    words: Range<usize>,
    form: &'a str,
    space: bool,
}

struct Reader<'a> {
    name: &'a str,
    vocabulary: &'a Arc<Vocabulary>,
    has_names: bool,
    /// Whether its trees are in the relations of CLEAR.
    clear: bool,
    /// What is said of labels that nobody knows: each with its first line, and how often.
    unknown: IndexMap<String, (usize, usize)>,
    documents: Vec<Document>,
    problems: Vec<Problem>,
    rows: Vec<Row<'a>>,
    surfaces: Vec<Surface<'a>>,
    paragraph: bool,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { line, message: message.into() });
    }

    fn unknown(&mut self, line: usize, message: String) {
        self.unknown.entry(message).or_insert((line, 0)).1 += 1;
    }

    fn line(&mut self, number: usize, line: &'a str) {
        if line.trim_start().is_empty() {
            self.finish_sentence();
        } else if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim());
        } else {
            self.word(number, line);
        }
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = match comment.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (comment, ""),
        };
        match key {
            "newdoc" | "newdoc id" => {
                self.finish_sentence();
                let id = if value.is_empty() { self.name } else { value };
                self.start_document(id.to_owned());
            }
            "newpar" | "newpar id" => {
                self.finish_sentence();
                self.paragraph = true;
            }
            "date" | "meta::date" => self.document().article.date = Some(value.to_owned()),
            "meta::source" => self.document().article.source = Some(value.to_owned()),
            "title" | "meta::title" => self.document().article.title = Some(value.to_owned()),
            _ => {}
        }
    }

    fn start_document(&mut self, id: String) {
        let article = Article { id, ..Article::default() };
        self.documents.push(Document::annotated(article, self.vocabulary.clone()));
        self.paragraph = false;
    }

    /// The current document; the whole text is one until a `# newdoc`.
    fn document(&mut self) -> &mut Document {
        if self.documents.is_empty() {
            self.start_document(self.name.to_owned());
        }
        let last = self.documents.len() - 1;
        &mut self.documents[last]
    }

    fn word(&mut self, number: usize, line: &'a str) {
        let mut columns = ["_"; 10];
        let (mut count, mut start) = (0, 0);
        for end in memchr_iter(b'\t', line.as_bytes()).chain([line.len()]) {
            if let Some(column) = columns.get_mut(count) {
                *column = &line[start..end];
            }
            (count, start) = (count + 1, end + 1);
        }
        if count != columns.len() {
            self.problem(
                number,
                "a word has 10 columns with tabs between them; the line was read as far as it goes",
            );
        }
        let [id, form, ..] = columns;
        if form.is_empty() || count < 2 {
            return self.problem(number, "the word has no form; the line was skipped");
        }
        if id.contains('.') {
            return; // an empty node of the enhanced graph
        }
        if let Some((first, last)) = id.split_once('-') {
            let space = feature(columns[9], "SpaceAfter") != Some("No");
            return match (first.parse::<usize>(), last.parse::<usize>()) {
                (Ok(first), Ok(last)) if first == self.rows.len() + 1 && last >= first => {
                    self.surfaces.push(Surface { words: first - 1..last, form, space });
                }
                _ => self.problem(
                    number,
                    format!("the range {id} does not start at the next word; it was skipped"),
                ),
            };
        }
        if id.parse() != Ok(self.rows.len() + 1) {
            let wanted = self.rows.len() + 1;
            self.problem(number, format!("the word's number is {id} where {wanted} was expected"));
        }
        self.rows.push(Row { line: number, columns });
    }

    fn finish_sentence(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let surfaces = std::mem::take(&mut self.surfaces);
        if rows.is_empty() {
            return;
        }
        self.append_words(&rows, &surfaces);
        let first = self.document().tokens.len() - rows.len();
        self.append_given(&rows, first);
        self.append_tags(&rows, first);
        self.append_tree(&rows, first);
        if self.has_names {
            self.append_names(&rows, first);
        }
    }

    fn append_words(&mut self, rows: &[Row], surfaces: &[Surface]) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let document = self.document();
        if !document.article.text.is_empty() {
            let joint = if paragraph { "\n\n" } else { " " };
            document.article.text.push_str(joint);
        }
        document.start_sentence();
        let mut surfaces = surfaces.iter().peekable();
        let mut index = 0;
        while index < rows.len() {
            let start = document.article.text.len();
            let space = match surfaces.next_if(|surface| surface.words.start == index) {
                Some(surface) => {
                    document.article.text.push_str(surface.form);
                    let words = &rows[index..surface.words.end.min(rows.len())];
                    let whole: String = words.iter().map(|row| row.columns[1]).collect();
                    let mut at = start;
                    for row in words {
                        let form = row.columns[1];
                        let bytes = match whole == surface.form {
                            true => at..at + form.len(),
                            false => start..start + surface.form.len(),
                        };
                        at = bytes.end;
                        document.push_token(form, bytes);
                    }
                    index += words.len();
                    surface.space
                }
                None => {
                    let row = &rows[index];
                    document.article.text.push_str(row.columns[1]);
                    document.push_token(row.columns[1], start..start + row.columns[1].len());
                    index += 1;
                    feature(row.columns[9], "SpaceAfter") != Some("No")
                }
            };
            if space && index < rows.len() {
                document.article.text.push(' ');
            }
        }
    }

    /// The columns FEATS and MISC, as they are.
    fn append_given(&mut self, rows: &[Row<'a>], first: usize) {
        let document = self.document();
        for (index, row) in rows.iter().enumerate() {
            let mut given = |text: &'a str| match text {
                "_" | "" => Word::EMPTY,
                text => document.strings.intern(text),
            };
            document.tokens.features[first + index] = given(row.columns[5]);
            document.tokens.misc[first + index] = given(row.columns[9]);
        }
    }

    fn append_tags(&mut self, rows: &[Row], first: usize) {
        if rows.iter().all(|row| row.columns[3] == "_") {
            return;
        }
        for (index, row) in rows.iter().enumerate() {
            let [_, form, lemma, upos, xpos, ..] = row.columns;
            let known = Upos::parse(upos);
            if known.is_none() {
                self.unknown(row.line, format!("{upos} is no universal part of speech; it was read as X"));
            }
            let tag = match xpos {
                "" => Some(Xpos::None),
                _ => Xpos::parse(xpos),
            };
            if tag.is_none() {
                self.unknown(row.line, format!("{xpos} is no tag of the Penn Treebank; it was left out"));
            }
            let document = self.document();
            let lemma = match lemma {
                // for the annotator to find
                "_" | "" if form != "_" => Word::EMPTY,
                _ => document.strings.intern(lemma),
            };
            let token = first + index;
            document.tokens.upos[token] = known.unwrap_or_default();
            document.tokens.xpos[token] = tag.unwrap_or_default();
            document.tokens.lemma[token] = lemma;
        }
        self.add_layer(Layer::Tags);
    }

    fn append_tree(&mut self, rows: &[Row<'a>], first: usize) {
        if rows.iter().all(|row| row.columns[6] == "_") {
            return;
        }
        let heads = match heads(rows) {
            Ok(heads) => heads,
            Err(problem) => return self.problems.push(problem),
        };
        let arcs = rows.iter().zip(heads).map(|(row, head)| Dependency { head, label: row.columns[7] });
        let mut arcs: Vec<Dependency> = arcs.collect();
        if self.clear {
            if rows.len() > clear::LONGEST {
                let message =
                    format!("the sentence has more than {} words; it is left without a tree", clear::LONGEST);
                return self.problem(rows[0].line, message);
            }
            let known = |text: &'a str| Some(text).filter(|text| *text != "_");
            let word = |row: &Row<'a>| {
                let [_, form, lemma, upos, xpos, ..] = row.columns;
                Dependent {
                    form,
                    lemma: known(lemma),
                    upos: known(upos),
                    xpos: known(xpos),
                    ..Dependent::default()
                }
            };
            let words: Vec<Dependent> = rows.iter().map(word).collect();
            clear::convert(&words, &mut arcs);
        }
        for (index, (row, &Dependency { head, label })) in rows.iter().zip(&arcs).enumerate() {
            // the root of CLEAR is written in capitals
            let relation = match head {
                None if self.clear => Some(Relation::Root),
                _ => Relation::parse_lenient(label),
            };
            if relation.is_none() {
                self.unknown(
                    row.line,
                    format!("{label} is no relation of Universal Dependencies or CLEAR; it was read as dep"),
                );
            }
            let token = first + index;
            let document = self.document();
            document.tokens.head[token] = head.map_or(NO_HEAD, |head| (first + head) as TokenId);
            document.tokens.relation[token] = relation.unwrap_or_default();
        }
        self.add_layer(Layer::Tree);
    }

    fn append_names(&mut self, rows: &[Row], first: usize) {
        let mut open: Option<(Range<TokenId>, Kind)> = None;
        for (index, row) in rows.iter().enumerate() {
            let token = (first + index) as TokenId;
            let label = feature(row.columns[9], "NER").unwrap_or("O");
            let (begins, kind) = match label.split_once('-') {
                Some((place, kind)) => (place != "I", Kind::parse(kind)),
                None => (true, None),
            };
            if kind.is_none() && label != "O" {
                self.unknown(row.line, format!("NER={label} is no name that is known; it was left out"));
            }
            match (&mut open, kind) {
                (Some((tokens, of)), Some(kind)) if !begins && *of == kind => tokens.end = token + 1,
                _ => {
                    let next = kind.map(|kind| (token..token + 1, kind));
                    let finished = std::mem::replace(&mut open, next);
                    self.append_mention(finished);
                }
            }
        }
        self.append_mention(open);
        self.add_layer(Layer::Names);
    }

    fn append_mention(&mut self, mention: Option<(Range<TokenId>, Kind)>) {
        let document = self.document();
        match mention {
            Some((tokens, Kind::Name(kind))) => document.names.push(Name { tokens, kind }),
            Some((tokens, Kind::Quantity(kind))) => document.quantities.push(Quantity { tokens, kind }),
            None => {}
        }
    }

    fn add_layer(&mut self, layer: Layer) {
        if let Some(sentence) = self.document().sentences.last_mut() {
            sentence.layers = sentence.layers.with(layer);
        }
    }
}

/// The heads of a sentence by index, none for the root, if they are a tree with one root.
fn heads(rows: &[Row]) -> Result<Vec<Option<usize>>, Problem> {
    let problem = |row: &Row, what: &str| Problem {
        line: row.line,
        message: format!("{what}; the sentence is left without a tree"),
    };
    let mut heads = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let head =
            row.columns[6].parse::<usize>().ok().filter(|&head| head <= rows.len() && head != index + 1);
        let Some(head) = head else {
            return Err(problem(
                row,
                &format!("the head {} is not another word of the sentence", row.columns[6]),
            ));
        };
        heads.push(head.checked_sub(1));
    }
    if let Some((word, what)) = tree::fault(&heads) {
        return Err(problem(&rows[word], what));
    }
    Ok(heads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Document>, Vec<Problem>) {
        documents(&text.replace(' ', "\t").replace('~', " "), "file", &Arc::default())
    }

    #[test]
    fn words_make_the_text_and_contractions_stand_in_it() {
        let (documents, problems) = read(
            "1-2 Don't _ _ _ _ _ _ _ _\n1 Do do AUX VBP _ 3 aux _ _\n2 n't not PART RB _ 3 advmod _ _\n\
             3 go go VERB VB _ 0 root _ SpaceAfter=No\n4 . . PUNCT . _ 3 punct _ _\n\n\
             #~newpar\n1-2 gonna _ _ _ _ _ _ _ _\n1 going go VERB VBG _ 0 root _ _\n2 to to PART TO _ 1 xcomp _ _\n",
        );
        let document = &documents[0];
        assert_eq!(problems, []);
        assert_eq!(document.article.text, "Don't go.\n\ngonna");
        assert_eq!(
            (document.text(&(1..2)), document.text(&(4..5)), document.text(&(5..6))),
            ("n't", "gonna", "gonna")
        );
        assert_eq!(document.tokens.head[..4], [2, 2, NO_HEAD, 2]);
    }

    #[test]
    fn comments_start_documents_and_tell_their_date_and_title() {
        let (documents, _) = read(
            "#~newdoc~id~=~a\n#~meta::date~=~2019-05-20\n#~title~=~News\n1 Go go VERB VB _ 0 root _ _\n\n\
             #~newdoc~id~=~b\n1 Go _ VERB VB _ 0 root _ _\n",
        );
        let ids: Vec<_> = documents.iter().map(|d| d.article.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(documents[0].article.date.as_deref(), Some("2019-05-20"));
        assert_eq!(documents[0].article.title.as_deref(), Some("News"));
        // the annotator finds the lemma that is missing
        assert_eq!((documents[0].lemma(0), documents[1].lemma(0)), ("go", ""));
    }

    #[test]
    fn names_are_read_from_misc() {
        let (documents, problems) = read(
            "1 Ann Ann PROPN NNP _ 0 root _ NER=B-Person\n2 Oak Oak PROPN NNP _ 1 flat _ NER=I-PER\n\
             3 Oslo Oslo PROPN NNP _ 1 dep _ NER=B-LOC\n4 x x X _ _ 1 dep _ NER=B-THING\n",
        );
        let names: Vec<_> = documents[0].names.iter().map(|n| (n.tokens.clone(), n.kind)).collect();
        assert_eq!(names, [(0..2, NameKind::Person), (2..3, NameKind::Place)]);
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn a_sentence_whose_heads_are_no_tree_is_left_without_one() {
        for (heads, line) in
            [(["2", "1"], 2), (["0", "0"], 2), (["0", "9"], 2), (["0", "_"], 2), (["1", "0"], 1)]
        {
            let rows: String = heads
                .iter()
                .enumerate()
                .map(|(i, head)| format!("{} w w NOUN NN _ {head} dep _ _\n", i + 1))
                .collect();
            let (documents, problems) = read(&rows);
            assert!(!documents[0].sentences[0].layers.has(Layer::Tree), "{heads:?}");
            assert_eq!(problems.len(), 1, "{heads:?}");
            assert!(problems[0].line == line || heads == ["2", "1"]);
        }
    }

    #[test]
    fn relations_of_clear_become_those_of_universal_dependencies() {
        let (documents, problems) = read(
            "1 Ann Ann PROPN NNP _ 2 nsubj _ _\n2 lived live VERB VBD _ 0 ROOT _ _\n3 in in ADP IN _ 2 prep _ _\n\
             4 Oslo Oslo PROPN NNP _ 3 pobj _ _\n",
        );
        let tokens = &documents[0].tokens;
        assert_eq!(problems, []);
        assert_eq!(tokens.head, [1, NO_HEAD, 3, 1]);
        assert_eq!(tokens.relation, [Relation::Nsubj, Relation::Root, Relation::Case, Relation::Obl]);
    }

    #[test]
    fn a_label_that_nobody_knows_is_told_once() {
        let (_, problems) = read("1 a a X _ _ 2 odd _ _\n2 b b X _ _ 0 root _ _\n3 c c X _ _ 2 odd _ _\n");
        let told: Vec<_> = problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect();
        let message = "odd is no relation of Universal Dependencies or CLEAR; it was read as dep (2 times)";
        assert_eq!(told, [(1, message)]);
    }

    #[test]
    fn labels_that_nobody_knows_are_told_and_not_dropped() {
        let (documents, problems) = read("1 Go go VORB VX _ 0 rooot _ _\n");
        assert_eq!(problems.len(), 3);
        assert_eq!(documents[0].tokens.upos, [Upos::X]);
        assert_eq!(documents[0].tokens.relation, [Relation::Dep]);
    }
}
