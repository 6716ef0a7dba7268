//! Items: the elements at the top of a file.

use super::pattern::{Writer, names, quantity, range};
use super::{Row, RowKind, WIDTH, as_it_is, comment_text, fill, lines, width, with_comments};
use crate::lang::syntax::ast::{
    Condition, Entity, Event, Expectation, Expected, Item, ItemKind, Name, Operand, Operator, Repeat, Role,
    Rule, Test, Text,
};
use crate::source::Span;

/// The indentation of blocks and broken lines.
const INDENT: usize = 4;

/// An item as one row. `comments` are those inside of it; if one is in the middle of a line, the item is left
/// unchanged.
pub(super) fn written(text: &str, item: &Item, comments: &[Span]) -> Row {
    let (written, block) = match &item.kind {
        ItemKind::Use(path) => (plain(format!("use {}", path.text), comments), false),
        ItemKind::Entity(written) => (plain(entity(written), comments), false),
        ItemKind::Event(written) => (event(text, item.span, written, comments), !written.roles.is_empty()),
        ItemKind::List(written) => {
            let makes = written.makes.iter().map(|makes| format!(" : {}", makes.text)).collect::<String>();
            let head = format!("list {}{makes}", written.name.text);
            (list(text, item.span, &head, &written.entries, written.from.as_ref(), comments), false)
        }
        ItemKind::Cue(written) => {
            let head = format!("cue {}", written.kind.text);
            (list(text, item.span, &head, &written.entries, written.from.as_ref(), comments), false)
        }
        ItemKind::Words(written) => {
            let head = format!("words {}", written.kind.text);
            (list(text, item.span, &head, &written.entries, written.from.as_ref(), comments), false)
        }
        ItemKind::Let(fragment) => {
            let head = format!("let {} = ", fragment.name.text);
            (plain(Writer { text }.pattern(&head, &fragment.pattern, 0), comments), false)
        }
        ItemKind::Rule(written) => (rule(text, item.span, written, comments), true),
        ItemKind::Test(written) => (plain(test(text, written), comments), false),
    };
    let kind = if block { RowKind::Block } else { RowKind::Line };
    let allows = match item.allows.as_slice() {
        [] => String::new(),
        codes => format!("allow {}\n", names(codes, ", ")),
    };
    let written = written.map(|written| allows + &written);
    Row::new(item.span, written.unwrap_or_else(|| as_it_is(item.span.of(text))), kind)
}

/// An item without places for comments.
fn plain(written: String, comments: &[Span]) -> Option<String> {
    comments.is_empty().then_some(written)
}

fn entity(entity: &Entity) -> String {
    let base = entity.base.iter().map(|base| format!(" : {}", base.text)).collect::<String>();
    let head = format!("entity {}{base}", entity.name.text);
    if entity.members.is_empty() {
        return head;
    }
    broken(format!("{head} ="), &entity.members.iter().map(|name| name.text.clone()).collect::<Vec<_>>())
}

/// `head a | b`, over several lines if it is long.
fn broken(head: String, entries: &[String]) -> String {
    let mut chunks: Vec<String> = Vec::with_capacity(entries.len());
    for (number, entry) in entries.iter().enumerate() {
        chunks.push(if number == 0 { format!("{head} {entry}") } else { format!("| {entry}") });
    }
    fill(&chunks, 0, &" ".repeat(INDENT))
}

fn event(text: &str, span: Span, event: &Event, comments: &[Span]) -> Option<String> {
    let base = event.base.iter().map(|base| format!(" : {}", base.text)).collect::<String>();
    let head = format!("event {}{base}", event.name.text);
    if event.roles.is_empty() {
        return plain(head, comments);
    }
    let counted = |role: &Role| {
        let how_many = Repeat { least: role.least, most: role.most, lazy: false };
        let sign = if (role.least, role.most) == (1, Some(1)) { Some(String::new()) } else { None };
        let sign = sign.or_else(|| quantity(role.least, role.most)).unwrap_or_else(|| range(how_many));
        format!("{}{sign}:", role.name.text)
    };
    let column = event.roles.iter().map(|role| width(&counted(role))).max().unwrap_or(0);
    let rows = event.roles.iter().map(|role| {
        let end = role.types.last().map_or(role.name.span.end, |last| last.span.end);
        let line = format!("{:column$} {}", counted(role), names(&role.types, " | "));
        Row::new(Span::new(role.name.span.start, end), line, RowKind::Line)
    });
    let named = event.base.as_ref().map_or(event.name.span.end, |base| base.span.end);
    block(text, span, &head, named, rows.collect(), comments, true)
}

/// `head { … }` with a row a line. `named` is the end of the old head, before its brace; none if a comment is in the
/// middle of something.
fn block(
    text: &str,
    span: Span,
    head: &str,
    named: usize,
    mut rows: Vec<Row>,
    comments: &[Span],
    aligned: bool,
) -> Option<String> {
    let open = named + Span::new(named, span.end).of(text).find('{')? + 1;
    let torn = |comment: &Span| {
        comment.start < open
            || rows.iter().any(|row| row.span.start < comment.start && comment.start < row.span.end)
    };
    if comments.iter().any(torn) {
        return None;
    }
    rows.sort_by_key(|row| row.span.start);
    let (beside, comments) = match comments.split_first() {
        Some((first, rest))
            if Span::new(open, first.start).of(text).trim().is_empty()
                && !Span::new(open, first.start).of(text).contains('\n') =>
        {
            (format!("  {}", comment_text(first.of(text))), rest)
        }
        _ => (String::new(), comments),
    };
    if rows.is_empty() && comments.is_empty() && beside.is_empty() {
        return Some(format!("{head} {{}}"));
    }
    let rows = with_comments(text, rows, comments);
    Some(format!("{head} {{{beside}\n{}}}", lines(&rows, text, INDENT, aligned)))
}

/// `head = a | b` or `head from "file"`; entries between two comments are filled together.
fn list(
    text: &str,
    span: Span,
    head: &str,
    entries: &[Text],
    from: Option<&Text>,
    comments: &[Span],
) -> Option<String> {
    if let Some(from) = from {
        return plain(format!("{head} from \"{}\"", from.raw), comments);
    }
    let equals = span.start + span.of(text).find('=')?;
    if comments.first().is_some_and(|comment| comment.start < equals) {
        return None;
    }
    let head = format!("{head} =");
    let mut written = String::new();
    let mut waiting: Vec<String> = Vec::new();
    let mut comments = comments.iter().peekable();
    let mut end = equals + 1;
    let flush = |entries: &mut Vec<String>, written: &mut String| {
        let margin = " ".repeat(INDENT);
        if written.is_empty() {
            written.push_str(&broken(head.clone(), entries));
        } else if !entries.is_empty() {
            let chunks: Vec<String> = entries.iter().map(|entry| format!("| {entry}")).collect();
            written.push_str(&format!("\n{margin}{}", fill(&chunks, INDENT, &margin)));
        }
        if written.is_empty() {
            written.push_str(&head);
        }
        entries.clear();
    };
    for entry in entries {
        let (entry, span) = quoted(text, entry);
        while let Some(comment) = comments.next_if(|comment| comment.start < span.start) {
            flush(&mut waiting, &mut written);
            let beside = !Span::new(end, comment.start).of(text).contains('\n');
            written.push_str(if beside { "  " } else { "\n    " });
            written.push_str(&comment_text(comment.of(text)));
            end = comment.end;
        }
        waiting.push(entry);
        end = span.end;
    }
    flush(&mut waiting, &mut written);
    comments.next().is_none().then_some(written)
}

/// An entry with its quotes, and its place.
fn quoted(text: &str, entry: &Text) -> (String, Span) {
    let wide = Span::new(entry.span.start.saturating_sub(1), entry.span.end + 1);
    let outer = wide.of(text);
    let has = |quote: char| outer.len() >= 2 && outer.starts_with(quote) && outer.ends_with(quote);
    if has('"') || has('\'') { (outer.to_owned(), wide) } else { (entry.raw.clone(), entry.span) }
}

fn rule(text: &str, span: Span, rule: &Rule, comments: &[Span]) -> Option<String> {
    let writer = Writer { text };
    let mut rows = Vec::new();
    let mut line = |span: Span, written: String| rows.push(Row::new(span, written, RowKind::Line));
    for pattern in &rule.patterns {
        let (from, before) = pattern.all.map_or((pattern.span, ""), |all| (all, "all "));
        line(from.to(pattern.span), writer.pattern(before, pattern, INDENT));
    }
    for tree in &rule.trees {
        line(tree.span, writer.tree("", tree, INDENT));
    }
    for parts in &rule.also {
        line(from_word(text, "also", parts.span)?, writer.pattern("also ", parts, INDENT));
    }
    for block in &rule.blocks {
        line(from_word(text, "unless", block.span)?, writer.pattern("unless ", block, INDENT));
    }
    for block in &rule.block_trees {
        line(from_word(text, "unless", block.span)?, writer.tree("unless ", block, INDENT));
    }
    let conditions = rule.conditions.iter().map(|each| (each.span, condition(text, each)));
    for (span, conditions) in clauses(text, "where", conditions)? {
        line(span, format!("where {}", conditions.join(" and ")));
    }
    let settings = rule.settings.iter().map(|(facet, value)| {
        (facet.span.to(value.span), format!("{} = {}", facet.text, value_text(text, value)))
    });
    for (span, settings) in clauses(text, "set", settings)? {
        line(span, format!("set {}", settings.join(", ")));
    }
    let others = rule.overrides.iter().map(|name| (name.span, name.text.clone()));
    for (span, others) in clauses(text, "overrides", others)? {
        line(span, format!("overrides {}", others.join(", ")));
    }
    if let Some(within) = &rule.within {
        let unit = if within.text == "1" { "sentence" } else { "sentences" };
        let before = from_word(text, "within", within.span)?;
        let after = text.get(within.span.end..)?;
        let end = after.find("sentence").map(|at| within.span.end + at)?;
        let end = end + text[end..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - end);
        line(before.to(Span::at(end)), format!("within {} {unit}", within.text));
    }
    let head = format!("rule {} -> {}", rule.name.text, rule.target.text);
    block(text, span, &head, rule.target.span.end, rows, comments, false)
}

/// The parts of a rule after `word`, each with its own parts: the tree has them all in one list.
fn clauses(
    text: &str,
    word: &str,
    parts: impl Iterator<Item = (Span, String)>,
) -> Option<Vec<(Span, Vec<String>)>> {
    let mut clauses: Vec<(Span, Vec<String>)> = Vec::new();
    for (span, part) in parts {
        match (from_word(text, word, span), clauses.last_mut()) {
            (Some(whole), _) => clauses.push((whole, vec![part])),
            (None, Some((whole, parts))) => {
                *whole = whole.to(span);
                parts.push(part);
            }
            (None, None) => return None,
        }
    }
    Some(clauses)
}

/// The place together with the word right before it.
fn from_word(text: &str, word: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start)?.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    before.ends_with(word).then(|| Span::new(before.len() - word.len(), span.end))
}

fn condition(text: &str, condition: &Condition) -> String {
    let Condition { left, operator, right, .. } = condition;
    let sign = match operator {
        // the one sign for it in brackets
        Operator::Equal => "==",
        other => other.as_str(),
    };
    format!("{} {sign} {}", operand(text, left), operand(text, right))
}

fn operand(text: &str, side: &Operand) -> String {
    match side {
        Operand::Name(name) | Operand::Quantity(name) => name.text.clone(),
        Operand::Property { of, name } => format!("{}.{}", of.text, name.text),
        Operand::Text(value) => quoted(text, value).0,
        Operand::List(list) => format!("@{}", list.text),
        Operand::Choice(choice, _) => {
            let choice: Vec<String> = choice.iter().map(|one| operand(text, one)).collect();
            format!("({})", choice.join(", "))
        }
    }
}

/// The value of a facet, in its quotes if it has any.
fn value_text(text: &str, value: &Name) -> String {
    let written = Text { raw: value.span.of(text).to_owned(), span: value.span };
    quoted(text, &written).0
}

/// `Visit { modality: planned }`
fn expected(text: &str, expected: &Expected) -> String {
    let event = expected.event.text.clone();
    if expected.facets.is_empty() {
        return event;
    }
    let facets = expected.facets.iter();
    let facets = facets.map(|(facet, value)| format!("{}: {}", facet.text, value_text(text, value)));
    format!("{event} {{ {} }}", facets.collect::<Vec<_>>().join(", "))
}

fn test(text: &str, test: &Test) -> String {
    let expected = match &test.expect {
        Expectation::Nothing => "nothing".to_owned(),
        Expectation::Not(event) => format!("not {}", event.text),
        Expectation::Events(events) => {
            events.iter().map(|each| expected(text, each)).collect::<Vec<_>>().join(" and ")
        }
    };
    let todo = if test.todo { "todo " } else { "" };
    let by = test.by.iter().map(|by| format!(" by {}", by.text)).collect::<String>();
    let line = format!("{todo}test \"{}\"{by} => {expected}", test.text.raw);
    let Some(date) = &test.date else { return line };
    let given = format!("given date {}", value_text(text, date));
    if width(&line) + 1 + width(&given) <= WIDTH {
        format!("{line} {given}")
    } else {
        format!("{line}\n{}{given}", " ".repeat(INDENT))
    }
}
