//! How words would be written in running text: *OSLO TALKS FAIL* and *Oslo Talks Fail* are *Oslo talks fail*.
//!
//! Lines in capitals and headlines in title case are read as if they were running text. The case of a word comes from
//! the rest of the document, else from how texts usually write it, else from its readings in the lexicon. Forms stay as
//! they are; only the column `cased` changes (truecasing: Lita et al. 2003).

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::recognizer::Names;
use crate::document::{Document, TokenId, Upos, Word};
use crate::english::lexicon::Lexicon;
use crate::english::words::{self, Class};

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// As usual.
    Running,
    /// All in capitals.
    Capitals,
    /// Every longer word has a capital.
    Title,
}

/// Sets how running text would write the words of sentences in capitals or title case. Linear in the words.
pub fn restore(document: &mut Document, names: &Names, lexicon: &Lexicon) {
    let mut changes: Vec<(TokenId, String)> = Vec::new();
    for token in 0..document.tokens.len() as TokenId {
        let form = document.form(token);
        if let Some(whole) = words::value(Class::WireAbbreviation, form) {
            changes.push((token, whole.to_owned()));
        }
    }
    let sentences = document.sentences.iter();
    let styles: Vec<Style> =
        sentences.map(|sentence| style(sentence.tokens.clone().map(|token| document.form(token)))).collect();
    if styles.iter().all(|style| *style == Style::Running) {
        return write(document, changes);
    }
    let memory = Memory::of(document, &styles);
    for (sentence, style) in document.sentences.iter().zip(&styles) {
        if *style == Style::Running {
            continue;
        }
        let (mut first, mut previous) = (true, "");
        for token in sentence.tokens.clone() {
            let form = document.form(token);
            let is_word = form.starts_with(char::is_alphabetic);
            let cased = match memory.written(document, token) {
                Some(known) if !first => Some(known.to_owned()),
                Some(known) => Some(capitalised(known)),
                None if first && *style == Style::Title => None,
                None => guess(form, previous, *style, first, names, lexicon),
            };
            first &= !is_word;
            previous = form;
            changes.extend(cased.filter(|cased| cased != form).map(|cased| (token, cased)));
        }
    }
    write(document, changes);
}

fn write(document: &mut Document, changes: Vec<(TokenId, String)>) {
    for (token, cased) in changes {
        document.tokens.cased[token as usize] = document.strings.intern(&cased);
    }
}

fn style<'a>(forms: impl Iterator<Item = &'a str>) -> Style {
    let (mut words, mut capitals, mut small, mut large) = (0, 0, 0, 0);
    for form in forms.filter(|form| form.starts_with(char::is_alphabetic)) {
        words += 1;
        capitals += usize::from(!form.contains(char::is_lowercase));
        if form.starts_with(char::is_uppercase) {
            large += usize::from(form.len() > 3);
        } else {
            small += usize::from(!words::is(Class::SmallInHeadlines, form));
        }
    }
    match () {
        () if words >= 3 && capitals == words => Style::Capitals,
        () if large >= 3 && small == 0 => Style::Title,
        () => Style::Running,
    }
}

/// How a document writes words in running text.
struct Memory {
    /// For each lower-case word, its capitalised form, and how much more often that occurs than the lower-case one.
    words: FxHashMap<Word, (Word, i32)>,
    /// Pairs of neighbours that are both written with a capital.
    pairs: FxHashSet<(Word, Word)>,
}

impl Memory {
    fn of(document: &Document, styles: &[Style]) -> Memory {
        let mut memory = Memory { words: FxHashMap::default(), pairs: FxHashSet::default() };
        let columns = &document.tokens;
        let running = document.sentences.iter().zip(styles).filter(|(_, style)| **style == Style::Running);
        for (sentence, _) in running {
            let mut last = None;
            // the first word has a capital for another reason
            for token in sentence.tokens.clone().skip(1) {
                let at = token as usize;
                let (form, lower) = (columns.form[at], columns.lower[at]);
                let text = document.form(token);
                let large = text.starts_with(char::is_uppercase);
                if !text.starts_with(char::is_alphabetic) {
                    last = None;
                    continue;
                }
                let (written, votes) = memory.words.entry(lower).or_insert((form, 0));
                *votes += if large { 1 } else { -1 };
                if large {
                    *written = form;
                }
                if let Some(last) = last.filter(|_| large) {
                    memory.pairs.insert((last, lower));
                }
                last = large.then_some(lower);
            }
        }
        memory
    }

    /// How the document writes a word elsewhere: in the same name, or by itself.
    fn written<'a>(&self, document: &'a Document, token: TokenId) -> Option<&'a str> {
        let at = token as usize;
        let lower = &document.tokens.lower;
        let &(form, votes) = self.words.get(lower.get(at)?)?;
        let pair = |left: usize, right: usize| {
            lower
                .get(left)
                .zip(lower.get(right))
                .is_some_and(|(&left, &right)| self.pairs.contains(&(left, right)))
        };
        let named = votes > 0 || (at > 0 && pair(at - 1, at)) || pair(at, at + 1);
        Some(document.strings.text(if named { form } else { lower[at] }))
    }
}

/// How texts would write a word after another; none if unchanged.
fn guess(
    form: &str,
    previous: &str,
    style: Style,
    first: bool,
    names: &Names,
    lexicon: &Lexicon,
) -> Option<String> {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().count() > 1 && !letters.any(char::is_lowercase);
    // an acronym within a headline, or one with points
    let dotted = form.trim_end_matches('.').contains('.');
    let address = form.contains(['@', '/', '_']);
    if dotted || address || (style == Style::Title && (upper || form.starts_with(char::is_lowercase))) {
        return None;
    }
    let lower = form.to_lowercase();
    if form.starts_with(['\'', '\u{2019}']) || matches!(lower.as_str(), "n't" | "n’t") {
        return Some(lower);
    }
    let flags = names.word(&lower);
    let usually_small = match flags.casing() {
        0 => is_common(&lower, lexicon),
        casing => casing <= 2,
    };
    // *Tom Hill* is no hill
    let given = names.word(&previous.to_lowercase());
    let named = flags.is_family_name() && given.is_given_name() && given.casing() > 2;
    let small = usually_small && !named;
    if small && !first {
        return Some(lower);
    }
    let acronym = !small && form.chars().count() <= 4 && flags.lists() == 0;
    (style == Style::Capitals && upper && !acronym).then(|| capitalised(&lower))
}

/// Whether the treebanks have a word, or its lemma, more often as something other than a name.
fn is_common(lower: &str, lexicon: &Lexicon) -> bool {
    let votes = |word: &str| -> i64 {
        let seen = lexicon.analyses(word).into_iter();
        seen.map(|a| if a.upos == Upos::Propn { -i64::from(a.count) } else { i64::from(a.count) }).sum()
    };
    match votes(lower) {
        0 => lexicon.analyses(lower).iter().any(|a| a.lemma != lower && votes(&a.lemma) > 0),
        votes => votes > 0,
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use crate::annotate::Annotator;
    use crate::document::Article;
    use std::sync::{Arc, LazyLock};

    static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().unwrap());

    fn cased(text: &str) -> String {
        let document =
            ENGLISH.document(Article { text: text.to_owned(), ..Article::default() }, &Arc::default());
        let words = document.sentences[0].tokens.clone().map(|token| document.cased(token));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn common_words_of_a_line_in_capitals_are_small() {
        assert_eq!(cased("THE MINISTERS MEET IN LONDON ON MONDAY"), "The ministers meet in London on Monday");
        assert_eq!(cased("THEY DIDN'T SEE IRAN'S PLAN"), "They did n't see Iran 's plan");
        assert_eq!(cased("THE U.S. AND NORVIK'S HEAD TALK"), "The U.S. and Norvik 's head talk");
    }

    #[test]
    fn common_words_of_a_title_are_small() {
        assert_eq!(cased("Ministers Meet in London for New Talks"), "Ministers meet in London for new talks");
    }

    #[test]
    fn a_last_name_that_is_a_common_word_stays_large() {
        assert_eq!(cased("Minister Tom Hill Resigns After Report"), "Minister Tom Hill resigns after report");
    }

    #[test]
    fn running_text_stays_as_it_is() {
        for text in ["Ada Brook met Tom Hill in Oslo .", "NATO talks failed .", "FAILED TALKS", ""] {
            let document =
                ENGLISH.document(Article { text: text.to_owned(), ..Article::default() }, &Arc::default());
            assert_eq!(document.tokens.cased, document.tokens.form);
        }
    }

    #[test]
    fn the_short_units_of_wires_are_whole_words() {
        assert_eq!(cased("It paid 3 mln dlrs for 5 pct ."), "It paid 3 million dollars for 5 percent .");
    }

    #[test]
    fn the_document_knows_how_its_names_are_written() {
        assert_eq!(
            cased("BANK OF HILL OPENS\n\nThe Bank of Hill said the bank would open."),
            "Bank of Hill opens"
        );
    }
}
