//! Names that rules put over those of the recogniser.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Name, TokenId};

/// Non-overlapping names by position. A new name replaces the names that it touches.
#[derive(Debug)]
pub(super) struct NameSet {
    /// By their first tokens.
    names: BTreeMap<TokenId, Name>,
}

impl NameSet {
    /// The names, none of which overlap.
    pub(super) fn new(names: Vec<Name>) -> NameSet {
        NameSet { names: names.into_iter().map(|name| (name.tokens.start, name)).collect() }
    }

    /// The names, by position.
    pub(super) fn into_names(self) -> Vec<Name> {
        self.names.into_values().collect()
    }

    /// The names, by position.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.names.values()
    }

    /// The names that share a token with these. O(log names).
    pub(super) fn over(&self, tokens: &Range<TokenId>) -> impl Iterator<Item = &Name> {
        let before = self.names.range(..tokens.start).next_back();
        let before = before.filter(|(_, name)| name.tokens.end > tokens.start);
        let from = before.map_or(tokens.start, |(start, _)| *start);
        self.names.range(from..tokens.end.max(from)).map(|(_, name)| name)
    }

    /// The name that covers a token. O(log names).
    pub(super) fn at(&self, token: TokenId) -> Option<&Name> {
        self.over(&(token..token + 1)).next()
    }

    /// Adds a name in place of those that share a token with it. O(log names).
    pub(super) fn put(&mut self, name: Name) {
        let touched: Vec<TokenId> = self.over(&name.tokens).map(|name| name.tokens.start).collect();
        for start in touched {
            self.names.remove(&start);
        }
        self.names.insert(name.tokens.start, name);
    }
}

#[cfg(test)]
pub(in crate::annotate) mod tests {
    use super::*;
    use crate::document::{Article, Document, NameKind};

    /// A document of one sentence whose words are parted by spaces.
    pub(in crate::annotate) fn document(sentence: &str) -> Document {
        let article = Article { text: sentence.to_owned(), ..Article::default() };
        let mut document = Document::new(article, std::sync::Arc::default());
        let mut start = 0;
        for form in sentence.split(' ') {
            document.push_token(form, start..start + form.len());
            start += form.len() + 1;
        }
        document
    }

    /// The names of a sentence after a step.
    pub(in crate::annotate::names) fn found(
        sentence: &str,
        names: &[(u32, u32, NameKind)],
        step: impl Fn(&Document, &mut NameSet),
    ) -> Vec<String> {
        let document = document(sentence);
        let names = names.iter().map(|&(start, end, kind)| Name { tokens: start..end, kind });
        let mut overlay = NameSet::new(names.collect());
        step(&document, &mut overlay);
        let names = overlay.into_names().into_iter();
        names.map(|name| format!("{} {}", name.kind.as_str(), document.text(&name.tokens))).collect()
    }

    #[test]
    fn what_is_put_takes_the_place_of_what_it_touches() {
        let name = |tokens, kind| Name { tokens, kind };
        let mut overlay = NameSet::new(vec![
            name(0..2, NameKind::Person),
            name(3..4, NameKind::Place),
            name(6..7, NameKind::Place),
        ]);
        overlay.put(name(1..5, NameKind::Facility));
        overlay.put(name(5..6, NameKind::Product));
        let ranges: Vec<_> = overlay.names().map(|name| name.tokens.clone()).collect();
        assert_eq!(ranges, [1..5, 5..6, 6..7]);
    }
}
