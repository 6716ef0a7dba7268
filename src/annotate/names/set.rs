//! Names that rules put over those of the recogniser.

use std::ops::Range;

use crate::document::{Name, TokenId};

/// Non-overlapping names by position. A new name replaces the names that it touches.
#[derive(Debug)]
pub(super) struct NameSet {
    names: Vec<Name>,
}

impl NameSet {
    /// The names, by position.
    pub(super) fn new(names: Vec<Name>) -> NameSet {
        NameSet { names }
    }

    /// The names, by position.
    pub(super) fn into_names(self) -> Vec<Name> {
        self.names
    }

    /// The names, by position.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    fn range(&self, tokens: &Range<TokenId>) -> Range<usize> {
        let from = self.names.partition_point(|name| name.tokens.end <= tokens.start);
        let to = self.names.partition_point(|name| name.tokens.start < tokens.end);
        from..to.max(from)
    }

    /// The names that share a token with these. O(log names).
    pub(super) fn over(&self, tokens: &Range<TokenId>) -> impl Iterator<Item = &Name> {
        self.names[self.range(tokens)].iter()
    }

    /// The name that covers a token. O(log names).
    pub(super) fn at(&self, token: TokenId) -> Option<&Name> {
        self.over(&(token..token + 1)).next()
    }

    /// Adds a name in place of those that share a token with it. Linear in the names behind it.
    pub(super) fn put(&mut self, name: Name) {
        let range = self.range(&name.tokens);
        self.names.splice(range, [name]);
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
        let ranges: Vec<_> = overlay.names().iter().map(|name| name.tokens.clone()).collect();
        assert_eq!(ranges, [1..5, 5..6, 6..7]);
    }
}
