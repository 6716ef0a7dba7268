//! CoNLL-U (<https://universaldependencies.org/format.html>), with offsets and names in MISC.
//!
//! `start_char` and `end_char` count Unicode scalar values from the start of the article's text, as in Stanza; names
//! are written as `NER=B-Person`. A word with a clitic (*don't*, *Park's*) gets the line of a multiword token.

use std::fmt::Write;
use std::ops::Range;

use crate::document::{Document, Layer, NO_HEAD, Sentence, TokenId, Xpos};
use crate::source::OffsetMap;

/// Writes a document. Layers that it lacks are left blank (`_`). Linear in the text.
///
/// A document without words gives an empty string: the format cannot hold it.
pub fn document(document: &Document) -> String {
    let offsets = OffsetMap::new(&document.article.text);
    let mut writer = Writer { document, offsets, out: String::new() };
    let mut end = 0;
    let mut number = 0;
    for sentence in &document.sentences {
        if sentence.tokens.is_empty() {
            continue;
        }
        if number == 0 {
            writer.head();
        }
        number += 1;
        let bytes = document.bytes(&sentence.tokens);
        let between = document.article.text.get(end..bytes.start).unwrap_or_default();
        if number == 1 || between.matches('\n').count() > 1 {
            writer.out.push_str("# newpar\n");
        }
        end = bytes.end;
        writer.sentence(sentence, number);
    }
    writer.out
}

struct Writer<'a> {
    document: &'a Document,
    offsets: OffsetMap,
    out: String,
}

impl Writer<'_> {
    fn head(&mut self) {
        let article = &self.document.article;
        self.comment("newdoc id", &article.id);
        let about = [("title", &article.title), ("date", &article.date), ("url", &article.url)];
        for (key, value) in about {
            if let Some(value) = value {
                self.comment(&format!("meta::{key}"), value);
            }
        }
    }

    /// A comment; the value is brought onto one line.
    fn comment(&mut self, key: &str, value: &str) {
        let value =
            value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty());
        self.line(format_args!("# {key} = {}\n", value.collect::<Vec<_>>().join(" ")));
    }

    fn line(&mut self, line: std::fmt::Arguments) {
        // writing to a string never fails
        let _ = self.out.write_fmt(line);
    }

    fn sentence(&mut self, sentence: &Sentence, number: usize) {
        let words = self.words(&sentence.tokens);
        self.comment("sent_id", &format!("{}-{number}", self.document.article.id));
        let mut text = String::new();
        for word in &words {
            text.extend(word.clone().map(|token| self.document.form(token)));
            if self.space_after(word.end - 1) {
                text.push(' ');
            }
        }
        self.comment("text", &text);
        for word in &words {
            if word.len() > 1 {
                self.multiword(word, sentence.tokens.start);
            }
            for token in word.clone() {
                self.token(token, sentence, word.len() > 1);
            }
        }
        self.out.push('\n');
    }

    /// The tokens grouped by orthographic word.
    fn words(&self, tokens: &Range<TokenId>) -> Vec<Range<TokenId>> {
        let mut words: Vec<Range<TokenId>> = Vec::new();
        for token in tokens.clone() {
            match words.last_mut() {
                Some(word) if self.hangs_on(token) => word.end = token + 1,
                _ => words.push(token..token + 1),
            }
        }
        words
    }

    /// Whether a token continues the word of the one before it: a clitic, or half of *cannot*.
    fn hangs_on(&self, token: TokenId) -> bool {
        let form = self.document.form(token);
        let before = self.document.form(token - 1);
        if self.space_after(token - 1)
            || !before.ends_with(char::is_alphanumeric) && !before.ends_with(is_apostrophe)
        {
            return false;
        }
        let letters = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
        let clitic = form.strip_prefix(is_apostrophe);
        let negation = form.split_once(is_apostrophe).is_some_and(|(n, t)| letters(n) && letters(t));
        match clitic {
            Some("") => self.document.tokens.xpos.get(token as usize) == Some(&Xpos::Pos),
            Some(rest) => letters(rest),
            None => negation || (letters(form) && letters(before)),
        }
    }

    fn multiword(&mut self, word: &Range<TokenId>, first: TokenId) {
        let form: String = word.clone().map(|token| self.document.form(token)).collect();
        let (from, to) = (word.start - first + 1, word.end - first);
        let misc = self.misc(word, false, None);
        self.line(format_args!("{from}-{to}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"));
    }

    fn token(&mut self, token: TokenId, sentence: &Sentence, inside: bool) {
        let document = self.document;
        let index = token as usize;
        let tokens = &document.tokens;
        let tagged = sentence.layers.has(Layer::Tags);
        let (upos, xpos) =
            if tagged { (tokens.upos[index].as_str(), tokens.xpos[index].as_str()) } else { ("_", "_") };
        let lemma = Some(document.lemma(token)).filter(|lemma| !lemma.is_empty()).unwrap_or("_");
        let (head, relation) = match tokens.head[index] {
            _ if !sentence.layers.has(Layer::Tree) => ("_".to_owned(), "_"),
            NO_HEAD => ("0".to_owned(), tokens.relation[index].as_str()),
            head => ((head - sentence.tokens.start + 1).to_string(), tokens.relation[index].as_str()),
        };
        let misc = self.misc(&(token..token + 1), inside, Some(token));
        let id = token - sentence.tokens.start + 1;
        let form = document.form(token);
        self.line(format_args!("{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}\n"));
    }

    fn misc(&self, tokens: &Range<TokenId>, inside: bool, named: Option<TokenId>) -> String {
        let bytes = self.document.bytes(tokens);
        let (start, end) = (self.offsets.scalar(bytes.start), self.offsets.scalar(bytes.end));
        let mut misc = format!("start_char={start}|end_char={end}");
        if !inside && !self.space_after(tokens.end - 1) {
            misc.push_str("|SpaceAfter=No");
        }
        if let Some(token) = named
            && let Some(name) = self.document.name_at(token)
        {
            let position = if name.tokens.start == token { "B" } else { "I" };
            let _ = write!(misc, "|NER={position}-{}", name.kind.as_str());
        } else if let Some(token) = named
            && let Some(quantity) = self.document.quantity_at(token)
        {
            let position = if quantity.tokens.start == token { "B" } else { "I" };
            let _ = write!(misc, "|NER={position}-{}", quantity.kind.as_str());
        }
        misc
    }

    /// Whether white space, or the end of the text, follows a token.
    fn space_after(&self, token: TokenId) -> bool {
        let tokens = &self.document.tokens;
        let end = tokens.end.get(token as usize);
        end != tokens.start.get(token as usize + 1)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Article, Name, NameKind, Relation, Upos, Vocabulary};
    use std::sync::Arc;

    /// A document of tokens that are written with `|` where no space stands between them, `/` between sentences.
    fn written(marked: &str) -> Document {
        let text = marked.replace(['|'], "").replace(" / ", "\n\n");
        let article = Article { id: "n 1".into(), text: text.clone(), ..Article::default() };
        let mut document = Document::new(article, Arc::new(Vocabulary::default()));
        let mut at = 0;
        document.start_sentence();
        for word in marked.split([' ', '|']) {
            if word == "/" {
                document.start_sentence();
                continue;
            }
            let start = at + text[at..].find(word).unwrap();
            at = start + word.len();
            document.push_token(word, start..at);
        }
        document
    }

    fn column(text: &str, number: usize) -> Vec<&str> {
        let lines = text.lines().filter(|line| line.contains('\t'));
        lines.map(|line| line.split('\t').nth(number).unwrap()).collect()
    }

    #[test]
    fn contractions_are_multiword_tokens_and_other_neighbours_are_not() {
        let out = document(&written("They ca|n’t see Park|'s plan for $|5|bn Seoul|-|based can|not|."));
        assert!(out.contains("# text = They can’t see Park's plan for $5bn Seoul-based cannot.\n"));
        let ids: Vec<&str> = column(&out, 0).into_iter().filter(|id| id.contains('-')).collect();
        assert_eq!(ids, ["2-3", "5-6", "15-16"]);
        assert!(out.contains("2-3\tcan’t\t_\t_\t_\t_\t_\t_\t_\tstart_char=5|end_char=10\n2\tca\t"));
        assert!(out.contains("9\t$\t_\t_\t_\t_\t_\t_\t_\tstart_char=31|end_char=32|SpaceAfter=No\n"));
    }

    #[test]
    fn offsets_count_unicode_scalar_values() {
        let out = document(&written("🇰🇷 é here"));
        assert_eq!(
            column(&out, 9),
            ["start_char=0|end_char=2", "start_char=3|end_char=4", "start_char=5|end_char=9"]
        );
    }

    #[test]
    fn every_paragraph_and_sentence_says_so() {
        let out = document(&written("It rained / It snowed"));
        let comments: Vec<&str> = out.lines().filter(|line| line.starts_with('#')).collect();
        let expected = [
            "# newdoc id = n 1",
            "# newpar",
            "# sent_id = n 1-1",
            "# text = It rained",
            "# newpar",
            "# sent_id = n 1-2",
            "# text = It snowed",
        ];
        assert_eq!(comments, expected);
        assert_eq!(document(&Document::new(Article::default(), Arc::default())), "");
    }

    #[test]
    fn layers_are_written_where_they_are_known() {
        let mut known = written("Park Ki left / She did");
        known.names.push(Name { tokens: 0..2, kind: NameKind::Person });
        known.sentences[0].layers = known.sentences[0].layers.with(Layer::Tags).with(Layer::Tree);
        known.tokens.upos[2] = Upos::Verb;
        known.tokens.xpos[2] = Xpos::Vbd;
        known.tokens.lemma[2] = known.strings.intern("leave");
        known.tokens.relation[2] = Relation::Root;
        known.tokens.head[0] = 2;
        known.tokens.relation[0] = Relation::Nsubj;
        let out = document(&known);
        assert!(out.contains("1\tPark\t_\tX\t_\t_\t3\tnsubj\t_\tstart_char=0|end_char=4|NER=B-Person\n"));
        assert!(
            out.contains(
                "|NER=I-Person\n3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tstart_char=8|end_char=12\n"
            )
        );
        assert!(out.contains("1\tShe\t_\t_\t_\t_\t_\t_\t_\t"));
    }
}
