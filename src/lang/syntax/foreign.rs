//! Notation from other tools and languages, and its equivalent in Dateline.

use super::ast::Name;
use super::name::name;
use super::{Pair, Reader, Rule, parts, span};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The tools whose notation is recognised: its signs, and Dateline's notation for it.
const TOOLS: [(&str, &[&str], &str); 4] = [
    (
        "spaCy",
        &[
            "\"LOWER\"",
            "\"LEMMA\"",
            "\"ENT_TYPE\"",
            "\"POS\"",
            "\"TEXT\"",
            "\"ORTH\"",
            "\"OP\"",
            "\"TAG\"",
            "\"label\"",
            "\"RIGHT_ID\"",
        ],
        "in a token pattern `{\"LOWER\": \"visited\"}` is `[lower=visited]`, `{\"LEMMA\": \"visit\"}` the word \
         `visit`, `{\"ENT_TYPE\": \"PERSON\"}` a slot like `{agent}`, and `\"OP\": \"?\"` is `( … )?`",
    ),
    (
        "TokensRegex",
        &["[{", "ruleType", "$("],
        "in a token pattern `[{lemma:visit}]` is the word `visit`, `[{word:visited}]` is `[text=visited]`, and \
         `[{ner:PERSON}]+` a slot like `{agent}`",
    ),
    (
        "JAPE",
        &["Phase:", "Input:", "Options:", "Rule:", "Macro:", "Imports:", "Token.string"],
        "a rule is `rule visit -> Visit { … }`; a phase needs no name, since Dateline sees which rules feed others",
    ),
    (
        "Odin",
        &[
            "- name", "name:", "priority", "type:", "pattern:", "trigger", "unit:", "label:", "vars:",
            "rules:", "action:", "keep:", "nsubj", "dobj",
        ],
        "a rule is `rule visit -> Visit { \"{agent} visited {host}\" }`: the predicate is the trigger, the slots are \
         the arguments, and there are no priorities",
    ),
];

/// The tool whose notation a text uses, and Dateline's notation for it.
fn tool(text: &str) -> Option<(&'static str, &'static str)> {
    let found = TOOLS.iter().find(|(_, signs, _)| signs.iter().any(|sign| text.contains(sign)));
    found.map(|(tool, _, note)| (*tool, *note))
}

impl Reader<'_> {
    /// The names of `Person | Organization`, also with `or` between them.
    pub(super) fn names(&mut self, pair: Pair<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        for part in parts(pair) {
            if part.as_rule() == Rule::compat_or {
                let problem = Diagnostic::new(Code::OtherSign, self.file, span(&part), "`or` between types");
                self.problems.push(problem.fix(span(&part), "|", "write `|`"));
            } else {
                names.push(name(&part));
            }
        }
        names
    }

    /// `host: Person?`
    pub(super) fn late_quantity(&mut self, sign: &Pair<'_>, role: Span) {
        let place = span(sign);
        let before = Span::new(role.start, place.start).of(self.text).trim_end();
        let message = format!("`{}` after the type", sign.as_str());
        let mut problem = Diagnostic::new(Code::OtherSign, self.file, place, message)
            .label("the number of fillers goes after the name of the role");
        if let Some((name, types)) = before.split_once(':') {
            let mended = format!("{}{}:{types}", name.trim_end(), sign.as_str());
            problem = problem.fix(Span::new(role.start, place.end), mended, "put it after the name");
        }
        self.problems.push(problem);
    }

    /// `;` after an item, `,` after a pattern.
    pub(super) fn separator(&mut self, sign: &Pair<'_>) {
        let place = span(sign);
        let message = format!("`{}` does not belong here", sign.as_str());
        let problem = Diagnostic::new(Code::OtherSign, self.file, place, message)
            .label("no sign separates items or patterns");
        self.problems.push(problem.fix(place, "", "leave it out"));
    }

    /// `// …` and `/* … */`.
    pub(super) fn other_comment(&mut self, comment: &Pair<'_>) {
        let whole = span(comment);
        let text = comment.as_str();
        let message = "a comment in the style of another language";
        let place = Span::new(whole.start, whole.start + 2);
        let problem =
            Diagnostic::new(Code::OtherSign, self.file, place, message).label("comments start with `#`");
        self.problems.push(if text.starts_with("//") {
            problem.fix(place, "#", "write `#`")
        } else {
            let lines = text.trim_start_matches("/*").trim_end_matches("*/").trim().lines();
            let lines: Vec<String> =
                lines.map(|line| format!("# {}", line.trim_start_matches([' ', '*']))).collect();
            // text after it would become part of the comment
            let behind = self.text.get(whole.end..).and_then(|rest| rest.lines().next());
            let alone = behind.is_none_or(|rest| rest.trim().is_empty());
            problem.fix(whole, lines.join("\n"), "start each line with `#`").certain_if(alone)
        });
    }

    /// A line in a rule that some other tool would understand.
    pub(super) fn foreign_line(&mut self, line: &Pair<'_>) {
        let text = line.as_str().trim_end();
        let start = line.as_span().start();
        let place = Span::new(start, start + text.len());
        if let Some(inner) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
            let problem = Diagnostic::new(Code::OtherSign, self.file, place, "a pattern in single quotes")
                .label("patterns go in double quotes")
                .note("inside a pattern, single quotes mark exact words: `'MOU'`");
            self.problems.push(problem.fix(place, format!("\"{inner}\""), "write double quotes"));
            return;
        }
        // consecutive lines are one mistake
        if let Some(label) =
            self.problems.last_mut().filter(|p| p.code == Code::OtherTool).and_then(|p| p.labels.first_mut())
            && self.text.get(label.span.end..start).is_some_and(|between| between.trim().is_empty())
        {
            label.span = label.span.to(place);
            return;
        }
        let problem = match tool(text) {
            Some((tool, note)) => self.other_tool(place, tool, note),
            None => Diagnostic::new(Code::OtherTool, self.file, place, "this is not a pattern")
                .label("a rule contains only patterns and conditions")
                .note("write a pattern in quotes or between slashes: `\"{agent} visited {host}\"`"),
        };
        self.problems.push(problem);
    }

    /// An item that some other tool would understand, `base` bytes into the file.
    pub(super) fn foreign_item(&self, text: &str, base: usize) -> Option<Diagnostic> {
        let (tool, note) = tool(text)?;
        let line = text.lines().next()?.trim_end();
        Some(self.other_tool(Span::new(base, base + line.len()), tool, note))
    }

    /// A pattern that has `[{`, or slots in other brackets.
    pub(super) fn foreign_pattern(&self, text: &str, base: usize) -> Option<Diagnostic> {
        if let Some(open) = text.find("[{") {
            let close = text[open..].find("}]").map_or(text.len(), |at| open + at + 2);
            let (tool, note) = tool(&text[open..close])?;
            return Some(self.other_tool(Span::new(base + open, base + close), tool, note));
        }
        let open = text.find('<')?;
        let name = text[open + 1..].split('>').next().filter(|name| !name.is_empty())?;
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        let place = Span::new(base + open, base + open + name.len() + 2);
        let message = format!("`<{name}>` is not a slot");
        let problem = Diagnostic::new(Code::OtherSign, self.file, place, message).label("slots go in braces");
        Some(problem.fix(place, format!("{{{name}}}"), format!("write `{{{name}}}`")))
    }

    fn other_tool(&self, place: Span, tool: &str, note: &str) -> Diagnostic {
        let message = format!("this is written for {tool}");
        Diagnostic::new(Code::OtherTool, self.file, place, message)
            .label("Dateline uses a different notation")
            .note(note)
    }
}
