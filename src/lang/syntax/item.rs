//! Items: builds the tree from the grammar's pairs.

use super::ast::{
    Addition, Entity, Event, Expectation, Expected, Fragment, Item, ItemKind, List, Name, Pattern,
    PatternKind, Role, Rule as RuleItem, Test, Text,
};
use super::name::name;
use super::{Pair, Reader, Rule, parts, span};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn item(&mut self, pair: Pair<'_>) -> Option<Item> {
        let start = pair.as_span().start();
        let (mut allows, mut last) = (Vec::new(), None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::allowance => allows.extend(parts(part).map(|code| name(&code))),
                _ => last = Some(part),
            }
        }
        let pair = last?;
        let whole = span(&pair);
        let trimmed = Span::new(start, self.trimmed(&pair).end);
        let kind = match pair.as_rule() {
            Rule::use_item => ItemKind::Use(name(&parts(pair).next()?)),
            Rule::entity_item => ItemKind::Entity(self.entity(pair)?),
            Rule::event_item => ItemKind::Event(self.event(pair)?),
            Rule::list_item => ItemKind::List(self.list(pair)?),
            Rule::cue_item => ItemKind::Cue(self.addition(pair)?),
            Rule::words_item => ItemKind::Words(self.addition(pair)?),
            Rule::let_item => ItemKind::Let(self.fragment(pair)?),
            Rule::rule_item => ItemKind::Rule(self.rule(pair)?),
            Rule::test_item => ItemKind::Test(self.test_item(pair)?),
            _ => {
                self.unread(whole);
                return None;
            }
        };
        Some(Item { doc: self.doc_above(start), allows, span: trimmed, kind })
    }

    /// The place of a pair without the space and comments after it, which the grammar reads in search of a part that may
    /// be missing.
    fn trimmed(&self, pair: &Pair<'_>) -> Span {
        let comments = pair.clone().into_inner().flatten().filter(|inner| inner.as_rule() == Rule::COMMENT);
        let comments: Vec<Span> = comments.map(|comment| span(&comment)).collect();
        let mut whole = span(pair);
        loop {
            let space = |c: char| c.is_whitespace() || c == '\u{FEFF}';
            whole.end = whole.start + whole.of(self.text).trim_end_matches(space).len();
            match comments
                .iter()
                .rev()
                .find(|comment| comment.of(self.text).trim_end().len() + comment.start == whole.end)
            {
                Some(comment) => whole.end = comment.start,
                None => return whole,
            }
        }
    }

    /// The `##` comments on the lines above.
    fn doc_above(&self, start: usize) -> String {
        let above = self.text.get(..start).unwrap_or_default();
        let line = above.rfind('\n').map_or(0, |at| at + 1);
        if !above[line..].trim().is_empty() {
            return String::new();
        }
        let lines = above[..line].lines().rev().map(str::trim);
        let mut doc: Vec<&str> = lines.map_while(|line| line.strip_prefix("##")).map(str::trim).collect();
        doc.reverse();
        doc.join("\n")
    }

    /// The `##` comment after a role, on its line.
    fn doc_beside(&self, pair: &Pair<'_>) -> String {
        // the text read may contain comments
        let own = pair.as_str().split('#').next().unwrap_or_default().trim_end();
        let after = self.text.get(pair.as_span().start() + own.len()..).unwrap_or_default();
        let line = after.lines().next().unwrap_or_default().trim();
        line.strip_prefix("##").map_or(String::new(), |doc| doc.trim().to_owned())
    }

    fn entity(&mut self, pair: Pair<'_>) -> Option<Entity> {
        let mut entity = None;
        for part in parts(pair) {
            match (part.as_rule(), &mut entity) {
                (Rule::name, _) => {
                    entity = Some(Entity { name: self.camel_name(&part), base: None, members: Vec::new() });
                }
                (Rule::subtype, Some(entity)) => entity.base = parts(part).next().map(|pair| name(&pair)),
                (Rule::union, Some(entity)) => entity.members = self.names(part),
                _ => self.unread(span(&part)),
            }
        }
        entity
    }

    fn event(&mut self, pair: Pair<'_>) -> Option<Event> {
        let mut event = None;
        let open = pair.as_str().find('{').map(|at| pair.as_span().start() + at);
        for part in parts(pair) {
            match (part.as_rule(), &mut event) {
                (Rule::name, _) => {
                    event = Some(Event { name: self.camel_name(&part), base: None, roles: Vec::new() });
                }
                (Rule::subtype, Some(event)) => event.base = parts(part).next().map(|pair| name(&pair)),
                (Rule::role, Some(event)) => event.roles.extend(self.role(part)),
                (Rule::compat_open, _) => self.open_brace(open),
                _ => self.unread(span(&part)),
            }
        }
        event
    }

    fn role(&mut self, pair: Pair<'_>) -> Option<Role> {
        let above = self.doc_above(pair.as_span().start());
        let doc = if above.is_empty() { self.doc_beside(&pair) } else { above };
        let whole = span(&pair);
        let mut role = None;
        for part in parts(pair) {
            match (part.as_rule(), &mut role) {
                (Rule::name, _) => {
                    let name = self.snake_name(&part);
                    role = Some(Role { doc: doc.clone(), name, least: 1, most: Some(1), types: Vec::new() });
                }
                (Rule::quantity, Some(role)) => {
                    (role.least, role.most) = match part.as_str().trim() {
                        "?" => (0, Some(1)),
                        "+" => (1, None),
                        "*" => (0, None),
                        _ => parts(part).next().map_or((1, Some(1)), |range| self.range(range, 0)),
                    };
                }
                (Rule::types, Some(role)) => role.types = self.names(part),
                (Rule::compat_equal, _) => self.other_equal(&part, "a role has `:` before its type", ":"),
                (Rule::compat_quantity, _) => self.late_quantity(&part, whole),
                _ => self.unread(span(&part)),
            }
        }
        role
    }

    /// The bounds of `{2,5}`, which is `base` bytes into the file.
    pub(super) fn range(&mut self, pair: Pair<'_>, base: usize) -> (u32, Option<u32>) {
        let whole = span(&pair).shifted(base);
        let (mut least, mut most, mut comma) = (None, None, false);
        for part in parts(pair) {
            let number = part.as_str().parse().ok();
            match part.as_rule() {
                Rule::number => least = number,
                Rule::upper => most = number,
                Rule::comma => comma = true,
                _ => self.unread(span(&part)),
            }
        }
        let most = if comma { most } else { least };
        let least = least.unwrap_or(0);
        if most.is_some_and(|most| most < least || most == 0) {
            let message = format!("the range `{}` allows nothing", whole.of(self.text));
            self.report(Code::BadRange, whole, message);
            return (least, Some(least.max(1)));
        }
        (least, most)
    }

    fn open_brace(&mut self, open: Option<usize>) {
        let Some(open) = open else { return };
        let message = "this `{` is never closed";
        let end = self.item_end(open);
        let problem = Diagnostic::new(Code::UnclosedBracket, self.file, Span::new(open, open + 1), message)
            .also(self.file, Span::at(end), "the block seems to end here")
            .guess(Span::at(end), "\n}", "close the block");
        self.problems.push(problem);
    }

    /// The end of the text before the next item.
    fn item_end(&self, from: usize) -> usize {
        let mut end = from;
        for line in self.text[from..].split_inclusive('\n') {
            if end > from && super::nesting::starts_item(line) {
                break;
            }
            end += line.len();
        }
        let mut text = self.text[from..end].trim_end();
        // The doc comment of the next item is not part of this one.
        while let Some(line) = text.lines().next_back()
            && line.trim_start().starts_with('#')
        {
            text = text[..text.len() - line.len()].trim_end();
        }
        from + text.len()
    }

    fn list(&mut self, pair: Pair<'_>) -> Option<List> {
        let mut list = None;
        for part in parts(pair) {
            match (part.as_rule(), &mut list) {
                (Rule::name, _) => {
                    let name = self.snake_name(&part);
                    list = Some(List { name, makes: None, entries: Vec::new(), from: None });
                }
                (Rule::list_type, Some(list)) => {
                    list.makes = parts(part).find(|p| p.as_rule() == Rule::name).map(|pair| name(&pair));
                }
                (Rule::entries, Some(list)) => list.entries = self.entry_list(part),
                (Rule::from, Some(list)) => list.from = self.file_named(part),
                _ => self.unread(span(&part)),
            }
        }
        list
    }

    fn addition(&mut self, pair: Pair<'_>) -> Option<Addition> {
        let mut added = None;
        for part in parts(pair) {
            match (part.as_rule(), &mut added) {
                (Rule::name, _) => {
                    added = Some(Addition { kind: name(&part), entries: Vec::new(), from: None });
                }
                (Rule::entries, Some(added)) => added.entries = self.entry_list(part),
                (Rule::from, Some(added)) => added.from = self.file_named(part),
                _ => self.unread(span(&part)),
            }
        }
        added
    }

    /// The entries after `=`.
    fn entry_list(&mut self, pair: Pair<'_>) -> Vec<Text> {
        let mut entries = Vec::new();
        for part in parts(pair) {
            match part.as_rule() {
                Rule::compat_colon => self.colon(&part),
                Rule::entry => entries.extend(self.entry(part)),
                _ => self.unread(span(&part)),
            }
        }
        entries
    }

    /// The file after `from`.
    fn file_named(&mut self, pair: Pair<'_>) -> Option<Text> {
        parts(pair).next().map(|pair| self.quoted_text(&pair))
    }

    fn colon(&mut self, pair: &Pair<'_>) {
        let problem = Diagnostic::new(Code::OtherSign, self.file, span(pair), "a list has `=`, not `:`")
            .note("`list name : Type = …` makes mentions of a type");
        let sign = self.spaced(pair.as_span().start(), "=");
        self.problems.push(problem.fix(span(pair), sign, "write `=`"));
    }

    /// A sign at its new place, with white space before it.
    fn spaced(&self, place: usize, sign: &str) -> String {
        let before = self.text.get(..place).unwrap_or_default();
        if before.ends_with(char::is_whitespace) { sign.to_owned() } else { format!(" {sign}") }
    }

    fn entry(&mut self, pair: Pair<'_>) -> Option<Text> {
        let part = parts(pair).next()?;
        if part.as_rule() != Rule::free {
            return Some(self.quoted_text(&part));
        }
        let whole = span(&part);
        let text = part.as_str();
        match text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
            Some(inner) => {
                Some(Text { raw: inner.to_owned(), span: Span::new(whole.start + 1, whole.end - 1) })
            }
            None => Some(Text { raw: text.to_owned(), span: whole }),
        }
    }

    fn rule(&mut self, pair: Pair<'_>) -> Option<RuleItem> {
        let open = pair.as_str().find('{').map(|at| pair.as_span().start() + at);
        let mut names = Vec::new();
        let (mut patterns, mut trees, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut also, mut blocks, mut block_trees) = (Vec::new(), Vec::new(), Vec::new());
        let (mut settings, mut overrides, mut within) = (Vec::new(), Vec::new(), None);
        let mut number = 0;
        for part in parts(pair) {
            match part.as_rule() {
                Rule::name if names.is_empty() => names.push(self.snake_name(&part)),
                Rule::name => names.push(name(&part)),
                Rule::compat_arrow => self.wrong_arrow(&part),
                Rule::compat_key => self.keyed(&part),
                Rule::clause_text | Rule::token_text | Rule::both_text => {
                    number += 1;
                    patterns.extend(self.pattern_text(part, number));
                }
                Rule::all_pattern => {
                    number += 1;
                    let all = parts(part.clone()).find(|p| p.as_rule() == Rule::kw_all).map(|p| span(&p));
                    for part in parts(part).filter(|part| part.as_rule() != Rule::kw_all) {
                        match part.as_rule() {
                            Rule::tree_text => self.all_of_a_tree(all),
                            _ => {
                                let pattern = self.pattern_text(part, number);
                                patterns.extend(pattern.map(|pattern| Pattern { all, ..pattern }));
                            }
                        }
                    }
                }
                Rule::tree_text => {
                    number += 1;
                    trees.extend(self.tree(&part, number));
                }
                Rule::also_clause => {
                    also.extend(parts(part).filter_map(|part| self.pattern_text(part, 0)));
                }
                Rule::unless_clause => {
                    for part in parts(part) {
                        match part.as_rule() {
                            Rule::tree_text => block_trees.extend(self.tree(&part, 0)),
                            _ => blocks.extend(self.pattern_text(part, 0)),
                        }
                    }
                }
                Rule::where_clause => {
                    conditions.extend(parts(part).filter_map(|test| self.condition(test)));
                }
                Rule::set_clause => {
                    settings.extend(parts(part).filter_map(|setting| self.facet(setting)));
                }
                Rule::overrides_clause => {
                    overrides.extend(parts(part).map(|part| name(&part)));
                }
                Rule::within_clause => within = parts(part).next().map(|part| name(&part)),
                Rule::compat_bare => self.bare(&part),
                Rule::compat_foreign => self.foreign_line(&part),
                Rule::compat_comment => self.other_comment(&part),
                Rule::compat_separator => self.separator(&part),
                Rule::compat_open => self.open_brace(open),
                _ => self.unread(span(&part)),
            }
        }
        let target = names.pop()?;
        let name = names.pop()?;
        Some(RuleItem {
            name,
            target,
            patterns,
            trees,
            also,
            conditions,
            blocks,
            block_trees,
            settings,
            overrides,
            within,
        })
    }

    /// Reports `all` before a tree pattern, which is already tried at every word.
    fn all_of_a_tree(&mut self, all: Option<Span>) {
        let place = all.unwrap_or_default();
        let problem = Diagnostic::new(Code::NoMeaning, self.file, place, "`all` has no meaning here")
            .label("a tree pattern is already tried at every word");
        self.problems.push(problem);
    }

    /// A clause or token pattern; none if it has a mistake.
    fn pattern_text(&mut self, pair: Pair<'_>, number: u32) -> Option<Pattern> {
        match pair.as_rule() {
            Rule::clause_text => self.clause_text(pair, number),
            Rule::token_text => self.token_text(&pair, number),
            Rule::both_text => {
                let all: Vec<_> = parts(pair).map(|part| self.token_text(&part, number)).collect();
                let mut all = all.into_iter().collect::<Option<Vec<Pattern>>>()?.into_iter();
                let first = all.next()?;
                let also: Vec<Pattern> = all.collect();
                let span = also.last().map_or(first.span, |last| first.span.to(last.span));
                Some(Pattern { span, both: also.into_iter().map(|pattern| pattern.body).collect(), ..first })
            }
            _ => {
                self.unread(span(&pair));
                None
            }
        }
    }

    fn fragment(&mut self, pair: Pair<'_>) -> Option<Fragment> {
        let (mut name, mut pattern) = (None, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::name => name = Some(self.snake_name(&part)),
                Rule::compat_colon => self.other_equal(&part, "a part of patterns has `=` before it", "="),
                Rule::token_text => pattern = self.token_text(&part, 0),
                _ => self.unread(span(&part)),
            }
        }
        Some(Fragment { name: name?, pattern: pattern? })
    }

    fn token_text(&mut self, pair: &Pair<'_>, number: u32) -> Option<Pattern> {
        let whole = span(pair);
        let inner = Span::new(whole.start + 1, whole.end - 1);
        let body = self.pattern(whole, inner, PatternKind::Tokens)?;
        Some(Pattern { number, span: whole, kind: PatternKind::Tokens, all: None, body, both: Vec::new() })
    }

    fn wrong_arrow(&mut self, pair: &Pair<'_>) {
        let written = pair.as_str().trim();
        let start = pair.as_span().start();
        let message = match written {
            "" => "the arrow between the rule's name and its type is missing".to_owned(),
            _ => format!("`{written}` instead of the arrow `->`"),
        };
        let place = Span::new(start, start + written.len());
        let replacement = self.spaced(start, if written.is_empty() { "-> " } else { "->" });
        let problem = Diagnostic::new(Code::MissingArrow, self.file, place, message)
            .label("a rule says what it makes after an arrow");
        self.problems.push(problem.fix(place, replacement, "write `->`"));
    }

    fn keyed(&mut self, pair: &Pair<'_>) {
        let place = span(pair);
        let message = format!("`{}` before a pattern", pair.as_str().trim());
        let problem = Diagnostic::new(Code::KeyedPattern, self.file, place, message)
            .label("a pattern has no key")
            .note("Dateline finds the trigger itself: it is the predicate of the clause");
        self.problems.push(problem.fix(place, "", "leave the key out"));
    }

    fn clause_text(&mut self, pair: Pair<'_>, number: u32) -> Option<Pattern> {
        let whole = span(&pair);
        let part = parts(pair).next()?;
        let inner =
            if part.as_rule() == Rule::compat_unclosed {
                let (length, certain) = unclosed(part.as_str());
                let end = whole.start + length;
                let place = Span::new(whole.start, whole.start + 1);
                let line = Span::at(whole.start + part.as_str().trim_end().len());
                let problem =
                    Diagnostic::new(Code::UnclosedQuote, self.file, place, "this quote is never closed")
                        .also(self.file, line, "the line ends here");
                let problem = problem.fix(Span::at(end), "\"", "close the quote");
                self.problems.push(problem.certain_if(certain));
                Span::new(whole.start + 1, end)
            } else {
                self.quoted_text(&part).span
            };
        let body = self.pattern(whole, inner, PatternKind::Clause)?;
        Some(Pattern { number, span: whole, kind: PatternKind::Clause, all: None, body, both: Vec::new() })
    }

    fn bare(&mut self, pair: &Pair<'_>) {
        let start = pair.as_span().start();
        let text = pair.as_str().trim_end();
        let place = Span::new(start, start + text.len());
        let problem = Diagnostic::new(
            Code::Unexpected,
            self.file,
            place,
            "a pattern must be in quotes or between slashes",
        );
        let problem = problem.fix(place, format!("\"{text}\""), "put quotes around it");
        // without a slot it may be anything, and a comment does not belong in it
        self.problems.push(problem.certain_if(text.contains('{') && !text.contains('#')));
    }

    pub(super) fn other_equal(&mut self, sign: &Pair<'_>, message: &str, meant: &str) {
        let problem = Diagnostic::new(Code::OtherSign, self.file, span(sign), message);
        self.problems.push(problem.fix(span(sign), meant, format!("write `{meant}`")));
    }

    fn test_item(&mut self, pair: Pair<'_>) -> Option<Test> {
        let (mut text, mut expect, mut date, mut todo) = (None, None, None, false);
        let mut by = None;
        for part in parts(pair) {
            match part.as_rule() {
                Rule::kw_todo => todo = true,
                Rule::text | Rule::compat_curly => text = Some(self.quoted_text(&part)),
                Rule::by => by = parts(part).next().map(|part| name(&part)),
                Rule::given => date = parts(part).find_map(|part| self.value(part)),
                Rule::compat_test_arrow => {
                    self.other_equal(&part, "a test has `=>` before what it expects", "=>")
                }
                Rule::expectation => expect = parts(part).next().and_then(|part| self.expectation(part)),
                _ => self.unread(span(&part)),
            }
        }
        Some(Test { text: text?, expect: expect?, by, date, todo })
    }

    fn expectation(&mut self, pair: Pair<'_>) -> Option<Expectation> {
        match pair.as_rule() {
            Rule::nothing => Some(Expectation::Nothing),
            Rule::unexpected => parts(pair).next().map(|part| Expectation::Not(name(&part))),
            Rule::all_expected => {
                Some(Expectation::Events(parts(pair).filter_map(|part| self.expected(part)).collect()))
            }
            _ => {
                self.unread(span(&pair));
                None
            }
        }
    }

    fn expected(&mut self, pair: Pair<'_>) -> Option<Expected> {
        let (mut event, mut facets) = (None, Vec::new());
        for part in parts(pair) {
            match part.as_rule() {
                Rule::name => event = Some(name(&part)),
                Rule::facets => facets.extend(parts(part).filter_map(|facet| self.facet(facet))),
                _ => self.unread(span(&part)),
            }
        }
        Some(Expected { event: event?, facets })
    }

    fn facet(&mut self, pair: Pair<'_>) -> Option<(Name, Name)> {
        let (mut facet, mut value) = (None, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::name => facet = Some(name(&part)),
                Rule::compat_equal => self.other_equal(&part, "a facet has `:` before its value", ":"),
                Rule::compat_colon => self.other_equal(&part, "a facet is set with `=`", "="),
                Rule::facet_value => value = parts(part).find_map(|part| self.value(part)),
                _ => self.unread(span(&part)),
            }
        }
        Some((facet?, value?))
    }

    /// A date, a name or a text in quotes.
    fn value(&mut self, pair: Pair<'_>) -> Option<Name> {
        match pair.as_rule() {
            Rule::date | Rule::name => Some(name(&pair)),
            Rule::text | Rule::compat_curly => {
                let text = self.quoted_text(&pair);
                Some(Name { text: text.value(), span: text.span })
            }
            _ => {
                self.unread(span(&pair));
                None
            }
        }
    }
}

/// The length of the text of an unclosed quote, up to a brace of the surrounding block, and whether this is certain.
fn unclosed(text: &str) -> (usize, bool) {
    let mut open = 0usize;
    let brace = text.find(|c| match c {
        '{' => {
            open += 1;
            false
        }
        '}' if open > 0 => {
            open -= 1;
            false
        }
        _ => c == '}',
    });
    let inner = text[..brace.unwrap_or(text.len())].trim_end();
    // the quote may also have swallowed a comment, or the text after a pattern
    let after = ["#", " also ", " where ", " unless ", " set ", " overrides ", " within "];
    (inner.len(), inner.len() > 1 && open == 0 && !after.iter().any(|sign| inner.contains(sign)))
}
