//! `dateline repl`: try out patterns and texts, one line after the other.

mod bench;
mod lines;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use dateline::lang::syntax::ItemWord;

use self::bench::Bench;
use self::lines::{COMMANDS, Lines};
use super::Verdict;
use super::reporter::Reporter;
use super::session::Session;
use dateline::display::one_line;

/// Try out patterns, rules and sentences, one line after the other
///
/// Each line is a pattern, an item of a rule file (`rule`, `event`, `list`, `cue`, `words`, `entity`, `use`), a command that starts with a
/// colon, or otherwise a text. After each of them the matches in the text are shown or, where there are none, how far
/// the pattern came. `:help` tells the commands; the Tab key completes them, and the names of types, lists and rules.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  dateline repl
  dateline repl --use my-lists.rules --input story.txt
  printf '%s\\n' 'Park acquired KT.' '{a} acquired {b}' | dateline repl")]
pub(crate) struct Repl {
    /// Rules to start with: files (.rules) and folders of them
    #[arg(long = "use", num_args = 1.., value_name = "RULES")]
    uses: Vec<PathBuf>,
    /// Articles to start with: files (.txt, .md, .jsonl, .conllu, .json) and folders
    #[arg(long, short, num_args = 1.., value_name = "ARTICLES")]
    input: Vec<PathBuf>,
}

/// The kind of a line.
#[derive(Debug, PartialEq, Eq)]
enum Line<'a> {
    Nothing,
    /// A command and its arguments.
    Command(&'a str, &'a str),
    Item(&'a str),
    Pattern(&'a str),
    Text(&'a str),
}

impl Line<'_> {
    fn read(line: &str) -> Line<'_> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Line::Nothing;
        }
        if line.starts_with(':') {
            let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            return Line::Command(command, rest.trim());
        }
        if is_item(line) {
            return Line::Item(line);
        }
        let quoted =
            line.len() > 1 && line.starts_with('"') && line.ends_with('"') && line.matches('"').count() == 2;
        let starts = ["/", "tree [", "tree {", "all /"].iter().any(|start| line.starts_with(start));
        if quoted || starts || line.contains('{') { Line::Pattern(line) } else { Line::Text(line) }
    }
}

/// Whether a line is an item: *use of force* is none.
fn is_item(line: &str) -> bool {
    let Some((word, rest)) = line.split_once(char::is_whitespace) else { return false };
    let rest = rest.trim();
    match ItemWord::of(word) {
        Some(ItemWord::Use) => !rest.contains(char::is_whitespace) && !rest.ends_with('.'),
        Some(ItemWord::Rule | ItemWord::Event) => rest.contains('{'),
        Some(ItemWord::List | ItemWord::Cue | ItemWord::Words | ItemWord::Let | ItemWord::Entity) => {
            rest.contains(['=', ':']) || rest.contains(" from \"") || !rest.contains(' ')
        }
        // an item is tested on the typed text, and a line has no item below it
        Some(ItemWord::Allow | ItemWord::Test | ItemWord::Todo) | None => false,
    }
}

impl Repl {
    pub(crate) fn run(self) -> anyhow::Result<Verdict> {
        let reporter = Reporter::quiet();
        let mut out = anstream::stdout();
        let mut bench = Bench::new(Session::new()?, self.uses);
        if !self.input.is_empty() {
            bench.load(&self.input, &reporter)?;
        }
        let mut lines = Lines::open()?;
        if lines.is_seen() {
            writeln!(out, "A pattern, an item of a rule file, or a text; :help tells more.")?;
        }
        bench.run(&mut out)?;
        while let Some(line) = lines.next(&bench.names())? {
            let result = match Line::read(&line) {
                Line::Nothing => Ok(()),
                Line::Command(":quit" | ":q", _) => break,
                Line::Command(command, rest) => command_line(&mut bench, command, rest, &reporter, &mut out),
                Line::Item(item) => bench.item(item, &mut out),
                Line::Pattern(pattern) => bench.pattern(pattern, &mut out),
                Line::Text(text) => bench.text(text, &mut out),
            };
            // one failed line does not end the session
            if let Err(error) = result {
                if super::is_closed_pipe(&error) {
                    return Err(error);
                }
                writeln!(out, "error: {}", one_line(&format!("{error:#}")))?;
            }
        }
        lines.close();
        Ok(Verdict::Fine)
    }
}

fn command_line(
    bench: &mut Bench,
    command: &str,
    rest: &str,
    reporter: &Reporter,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let files = || rest.split_whitespace().map(PathBuf::from).collect::<Vec<_>>();
    match command {
        ":load" | ":rules" | ":text" | ":date" | ":drop" if rest.is_empty() => {
            let wanted =
                COMMANDS.iter().find(|(name, _, _)| *name == command).map_or("", |(_, after, _)| after);
            anyhow::bail!("write `{command} {wanted}`")
        }
        ":load" => {
            bench.load(&files(), reporter)?;
            bench.run(out)
        }
        ":text" => bench.text(rest, out),
        ":date" => bench.date(rest, out),
        ":rules" => bench.rules(files(), out),
        ":items" => Ok(bench.items().iter().try_for_each(|item| writeln!(out, "{item}"))?),
        ":drop" => bench.drop(rest, out),
        ":explain" => bench.explain(Some(rest).filter(|rule| !rule.is_empty()), out),
        ":help" => Ok(help(out)?),
        _ => {
            let known = COMMANDS.iter().map(|(name, _, _)| *name);
            match dateline::diagnostic::nearest(command, known) {
                Some(other) => anyhow::bail!("there is no `{command}`; did you mean `{other}`?"),
                None => anyhow::bail!("there is no `{command}`; `:help` tells what there is"),
            }
        }
    }
}

fn help(out: &mut impl Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<20}look for a pattern in the text",
        "{{a}} acquired {{b}}".replace("{{", "{").replace("}}", "}")
    )?;
    writeln!(out, "{:<20}add an item of a rule file, in place of one of that name", "list thing = a | b")?;
    writeln!(out, "{:<20}take any other line as the text", "Park acquired KT.")?;
    for (command, rest, what) in COMMANDS {
        writeln!(out, "{:<20}{what}", format!("{command} {rest}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_by_how_it_looks() {
        for line in ["{a} met {b}", "\"visited\"", "/ 'met' /", "tree [lemma=meet]", "all / 'a' /"] {
            assert_eq!(Line::read(line), Line::Pattern(line));
        }
        for line in [
            "use std::nouns",
            "rule r -> E { \"{a} met\" }",
            "list x = a | b",
            "entity City : Place",
            "event E {}",
        ] {
            assert_eq!(Line::read(line), Line::Item(line));
        }
        for line in [
            "\"We won,\" he said.",
            "use of force is rare.",
            "event of the year",
            "list the things",
            "Park met Lee.",
        ] {
            assert_eq!(Line::read(line), Line::Text(line));
        }
        assert_eq!(Line::read(" :load  a b "), Line::Command(":load", "a b"));
        assert_eq!(Line::read("# nothing"), Line::Nothing);
    }
}
