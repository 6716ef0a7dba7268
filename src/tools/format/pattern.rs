//! Patterns: the text between quotes, between slashes or in the braces of a tree.

use crate::lang::syntax::ast::{
    Alternatives, Element, ElementKind, Filter, Name, Operator, Pattern, PatternKind, Repeat, Slot,
    TokenTest, Tree, TreeBranch, TreeNode, TreeStep, Value,
};

use super::{WIDTH, as_it_is, fill};

/// Writes patterns; some of their content is only in the text.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    /// The text of the file.
    pub(super) text: &'a str,
}

impl Writer<'_> {
    /// A pattern indented by `indent` columns, with the words `unless` or `all` `before` it.
    pub(super) fn pattern(self, before: &str, pattern: &Pattern, indent: usize) -> String {
        match pattern.kind {
            PatternKind::Clause => format!("{before}\"{}\"", self.alternatives(&pattern.body, " | ")),
            PatternKind::Tokens if has_comment(pattern.span.of(self.text)) => {
                format!("{before}{}", as_it_is(pattern.span.of(self.text)))
            }
            PatternKind::Tokens => {
                let mut chunks = self.tokens(&format!("{before}/ "), &pattern.body);
                pattern.both.iter().for_each(|other| chunks.extend(self.tokens("& / ", other)));
                fill(&chunks, indent, &" ".repeat(indent + before.len() + 2))
            }
        }
    }

    /// The chunks of a token pattern, with its slashes.
    fn tokens(self, before: &str, body: &Alternatives) -> Vec<String> {
        let mut chunks: Vec<String> = Vec::new();
        for (number, sequence) in body.iter().enumerate() {
            let mut words = self.words(sequence);
            if number > 0 {
                match words.first_mut() {
                    Some(first) => first.insert_str(0, "| "),
                    None => words.push("|".to_owned()),
                }
            }
            chunks.extend(words);
        }
        if let Some(first) = chunks.first_mut() {
            first.insert_str(0, before);
        }
        if let Some(last) = chunks.last_mut() {
            last.push_str(" /");
        }
        chunks
    }

    /// A tree pattern indented by `indent` columns.
    pub(super) fn tree(self, before: &str, tree: &Tree, indent: usize) -> String {
        if has_comment(tree.span.of(self.text)) {
            return format!("{before}{}", as_it_is(tree.span.of(self.text)));
        }
        format!("{before}tree {}", self.node(&tree.root, indent, indent + before.len() + 5))
    }

    /// A word of a tree and its branches: one branch stays on the line if there is room, several get a line each.
    fn node(self, node: &TreeNode, indent: usize, column: usize) -> String {
        let target = node.target.as_ref().map(|target| self.element(target)).unwrap_or_default();
        let space = if target.is_empty() { "" } else { " " };
        match node.branches.as_slice() {
            [] => target,
            [only] => {
                let head = format!("{target}{space}{{ ");
                let line = format!("{head}{} }}", self.branch(only, indent, column + head.chars().count()));
                if line.contains('\n') || column + line.chars().count() > WIDTH {
                    format!("{target}{space}{}", self.block(&node.branches, indent))
                } else {
                    line
                }
            }
            branches => format!("{target}{space}{}", self.block(branches, indent)),
        }
    }

    fn block(self, branches: &[TreeBranch], indent: usize) -> String {
        let (inner, outer) = (" ".repeat(indent + 4), " ".repeat(indent));
        let lines =
            branches.iter().map(|branch| format!("{inner}{}\n", self.branch(branch, indent + 4, indent + 4)));
        format!("{{\n{}{outer}}}", lines.collect::<String>())
    }

    fn branch(self, branch: &TreeBranch, indent: usize, column: usize) -> String {
        let absent = if branch.absent { "!" } else { "" };
        let often = match (branch.optional, branch.chain) {
            (true, _) => "?",
            (_, Some(0)) => "*",
            (_, Some(_)) => "+",
            _ => "",
        };
        let steps = branch.steps.iter().map(step).collect::<Vec<_>>().join("|");
        let steps = if branch.steps.len() > 1 && !often.is_empty() { format!("({steps})") } else { steps };
        let order = branch.order.map(|order| format!("{} ", order.as_str())).unwrap_or_default();
        let named = branch.named.as_ref().map(|name| format!("={}", name.text)).unwrap_or_default();
        let head = format!("{absent}{order}{steps}{often}{named}");
        let node = self.node(&branch.node, indent, column + head.chars().count() + 1);
        if node.is_empty() { head } else { format!("{head} {node}") }
    }

    fn alternatives(self, body: &Alternatives, or: &str) -> String {
        let sequences: Vec<String> = body.iter().map(|sequence| self.words(sequence).join(" ")).collect();
        sequences.join(or).trim().to_owned()
    }

    /// The body of a group or slot: `a|b` where it is made of words, `{a} | {b}` where there is more to read.
    fn inner(self, body: &Alternatives) -> String {
        let simple = body.iter().flatten().all(|element| {
            matches!(
                element.kind,
                ElementKind::Word(_)
                    | ElementKind::Clitic(_)
                    | ElementKind::Mark(_)
                    | ElementKind::Exact(_)
                    | ElementKind::List(_)
            )
        });
        self.alternatives(body, if simple { "|" } else { " | " })
    }

    /// The parts between possible line breaks.
    fn words(self, sequence: &[Element]) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut before: Option<&Element> = None;
        for element in sequence {
            let written = self.element(element);
            match (before, words.last_mut()) {
                (Some(before), Some(word)) if self.joined(before, element) => word.push_str(&written),
                _ => words.push(written),
            }
            before = Some(element);
        }
        words
    }

    /// Whether two parts have no space between them. Punctuation keeps its spacing: `U.S.` is not `U. S.`
    fn joined(self, left: &Element, right: &Element) -> bool {
        let mark = |element: &Element| matches!(element.kind, ElementKind::Mark(_) | ElementKind::Clitic(_));
        match (&left.kind, &right.kind) {
            (ElementKind::Slot(_), ElementKind::Clitic(_)) => true,
            // `'s's` would be the exact word `s`
            (ElementKind::Clitic(_), ElementKind::Clitic(_)) => false,
            _ => (mark(left) || mark(right)) && left.span.end == right.span.start,
        }
    }

    fn element(self, element: &Element) -> String {
        let kind = match &element.kind {
            ElementKind::Word(word) | ElementKind::Clitic(word) | ElementKind::Mark(word) => word.clone(),
            ElementKind::Exact(text) => format!("'{text}'"),
            ElementKind::List(list) => format!("@{}", list.text),
            ElementKind::Test(None) => "[]".to_owned(),
            ElementKind::Test(Some(test)) => format!("[{}]", self.test(test)),
            ElementKind::Slot(slot) => self.slot(slot),
            ElementKind::Group(body) => format!("({})", self.inner(body)),
            ElementKind::Ahead { negative, body } => {
                format!("{}({})", if *negative { "!" } else { "&" }, self.inner(body))
            }
            ElementKind::Gap(bounds) => format!("...{}", bounds.map(range).unwrap_or_default()),
            ElementKind::Start => "^".to_owned(),
            ElementKind::End => "$".to_owned(),
        };
        kind + &element.repeat.map(repeat).unwrap_or_default()
    }

    fn slot(self, slot: &Slot) -> String {
        let each = if slot.each { "each " } else { "" };
        let filter =
            slot.filter.as_ref().map_or(String::new(), |filter| format!(": {}", self.filter(filter)));
        let demand = if slot.demanded.is_some() { "!" } else { "" };
        format!("{each}{{{}{demand}{filter}}}", slot.name.text)
    }

    fn filter(self, filter: &Filter) -> String {
        match filter {
            Filter::Types(types) => names(types, " | "),
            Filter::List(list) => format!("@{}", list.text),
            Filter::Union(filters) => {
                filters.iter().map(|filter| self.filter(filter)).collect::<Vec<_>>().join(" | ")
            }
            Filter::Except(filter) => match &**filter {
                Filter::Types(types) if types.len() == 1 => format!("!{}", self.filter(filter)),
                Filter::List(_) => format!("!{}", self.filter(filter)),
                _ => format!("!({})", self.filter(filter)),
            },
            Filter::Pattern(body) => self.inner(body),
        }
    }

    fn test(self, test: &TokenTest) -> String {
        match test {
            TokenTest::And(tests) => self.tests(tests, " & "),
            TokenTest::Or(tests) => self.tests(tests, " | "),
            TokenTest::Not(test) => format!("!{}", self.closed(test)),
            TokenTest::Class(class) => {
                let before = self.text.get(..class.span.start).unwrap_or_default().trim_end();
                let before = before.strip_suffix('(').unwrap_or(before).trim_end();
                let kind = if before.ends_with("like") { "like" } else { "is" };
                format!("{kind}({})", class.text)
            }
            TokenTest::Compare { attribute, operator, value } => {
                let sign = match operator {
                    Operator::Equal | Operator::NotEqual => operator.as_str().to_owned(),
                    other => format!(" {} ", other.as_str()),
                };
                let value = match value {
                    Value::Text(text) => text.span.of(self.text).to_owned(),
                    Value::List(list) => format!("@{}", list.text),
                };
                format!("{}{sign}{value}", attribute.text)
            }
        }
    }

    fn tests(self, tests: &[TokenTest], sign: &str) -> String {
        let tests = tests.iter().map(|test| match test {
            // `&` binds closer than `|`
            TokenTest::And(_) if sign == " | " => self.test(test),
            TokenTest::Not(_) => self.test(test),
            _ => self.closed(test),
        });
        tests.collect::<Vec<_>>().join(sign)
    }

    /// A test in a form that is safe beside any other.
    fn closed(self, test: &TokenTest) -> String {
        match test {
            TokenTest::And(_) | TokenTest::Or(_) | TokenTest::Not(_) => format!("({})", self.test(test)),
            _ => self.test(test),
        }
    }
}

/// Names with a sign between them.
pub(super) fn names(names: &[Name], sign: &str) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(sign)
}

/// Whether a pattern may have a comment inside; then it is left unchanged.
fn has_comment(pattern: &str) -> bool {
    pattern.contains('#')
}

fn step(TreeStep { up, relation, cases }: &TreeStep) -> String {
    let up = if *up { "<" } else { "" };
    let cases = if cases.is_empty() { String::new() } else { format!("({})", cases.join("|")) };
    format!("{up}{}{cases}", relation.text)
}

fn repeat(repeat: Repeat) -> String {
    let lazy = if repeat.lazy { "?" } else { "" };
    format!("{}{lazy}", quantity(repeat.least, repeat.most).unwrap_or_else(|| range(repeat)))
}

/// `?`, `*` or `+`.
pub(super) fn quantity(least: u32, most: Option<u32>) -> Option<String> {
    let sign = match (least, most) {
        (0, Some(1)) => "?",
        (0, None) => "*",
        (1, None) => "+",
        _ => return None,
    };
    Some(sign.to_owned())
}

/// `{2}` · `{2,}` · `{0,3}`
pub(super) fn range(repeat: Repeat) -> String {
    match (repeat.least, repeat.most) {
        (least, Some(most)) if least == most => format!("{{{least}}}"),
        (least, Some(most)) => format!("{{{least},{most}}}"),
        (least, None) => format!("{{{least},}}"),
    }
}
