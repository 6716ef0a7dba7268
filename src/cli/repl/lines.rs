//! Lines: from a terminal with history and completion, or unchanged from a file or pipe.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use dateline::lang::syntax::ItemWord;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context, Editor, Helper};

/// A command: its form, its arguments, and its effect.
pub(super) const COMMANDS: [(&str, &str, &str); 9] = [
    (":load", "FILES", "take articles as the text"),
    (":text", "TEXT", "take this as the text, whatever it starts with"),
    (":date", "2019-05-20", "give the text a date"),
    (":rules", "FILES", "take rule files, too"),
    (":items", "", "show the items that were typed"),
    (":drop", "NAME", "forget an item that was typed"),
    (":explain", "[RULE]", "say how far the last pattern, or a rule, came in each sentence"),
    (":help", "", "show this"),
    (":quit", "", "end, as Ctrl-D does"),
];

/// The source of lines.
pub(super) enum Lines {
    /// A terminal.
    Typed(Box<Editor<Completions, DefaultHistory>>),
    /// A file or pipe.
    Written(io::Lines<io::BufReader<io::Stdin>>),
}

impl Lines {
    pub(super) fn open() -> anyhow::Result<Lines> {
        if !io::stdin().is_terminal() {
            return Ok(Lines::Written(io::BufReader::new(io::stdin()).lines()));
        }
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .history_ignore_space(true)
            .auto_add_history(true)
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Completions::default()));
        if let Some(path) = history() {
            // there is none the first time
            let _ = editor.load_history(&path);
        }
        Ok(Lines::Typed(Box::new(editor)))
    }

    /// Whether the input is a terminal.
    pub(super) fn is_seen(&self) -> bool {
        matches!(self, Lines::Typed(_))
    }

    /// The next line, or lines up to the end of a block in braces; none at the end. Completes these names.
    pub(super) fn next(&mut self, names: &[String]) -> anyhow::Result<Option<String>> {
        match self {
            Lines::Typed(editor) => {
                if let Some(completions) = editor.helper_mut() {
                    completions.names = names.to_vec();
                }
                loop {
                    match editor.readline("> ") {
                        Ok(line) => return Ok(Some(line)),
                        // Ctrl-C discards the line
                        Err(ReadlineError::Interrupted) => {}
                        Err(ReadlineError::Eof) => return Ok(None),
                        Err(error) => return Err(error.into()),
                    }
                }
            }
            Lines::Written(lines) => {
                let Some(line) = lines.next().transpose()? else { return Ok(None) };
                let mut all = line;
                while is_open(&all) {
                    let Some(line) = lines.next().transpose()? else { break };
                    all.push('\n');
                    all += &line;
                }
                Ok(Some(all))
            }
        }
    }

    /// Saves the history for the next time.
    pub(super) fn close(self) {
        let (Lines::Typed(mut editor), Some(path)) = (self, history()) else { return };
        if let Some(folder) = path.parent() {
            // failure to save the history is ignored
            let _ = fs::create_dir_all(folder)
                .and_then(|()| editor.save_history(&path).map_err(io::Error::other));
        }
    }
}

/// The file of the history, in the usual folder for such files.
fn history() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let state = state.or_else(|| Some(std::env::home_dir()?.join(".local/state")))?;
    Some(state.join("dateline/history"))
}

/// Whether a block of an item or a tree pattern continues; an empty line always ends it.
fn is_open(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_block = matches!(ItemWord::of(first), Some(ItemWord::Rule | ItemWord::Event)) || first == "tree";
    let depth = text.matches('{').count() as i64 - text.matches('}').count() as i64;
    is_block && depth > 0 && !text.ends_with("\n")
}

/// Completes commands, files, items, and the names of types, lists and rules.
#[derive(Default)]
pub(super) struct Completions {
    names: Vec<String>,
    files: FilenameCompleter,
}

impl Completions {
    /// The start byte of the word before the cursor, and its completions.
    fn words(&self, line: &str) -> (usize, Vec<String>) {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        let start = line
            .rfind(|c| !is_word(c))
            .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
        let word = line.get(start..).unwrap_or_default();
        // a type may follow its colon directly: `{a:Per`
        let (start, word) = match word.rsplit_once(':') {
            Some((before, name)) if start > 0 => (start + before.len() + 1, name),
            _ => (start, word),
        };
        let first: Vec<&str> = if start == 0 {
            COMMANDS.iter().map(|(name, _, _)| *name).chain(ItemWord::texts()).chain(["tree"]).collect()
        } else {
            Vec::new()
        };
        let names = first.into_iter().chain(self.names.iter().map(String::as_str));
        let fits = names.filter(|name| !word.is_empty() && name.starts_with(word));
        (start, fits.map(str::to_owned).collect())
    }
}

impl Completer for Completions {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        if line.starts_with(":load ") || line.starts_with(":rules ") {
            return self.files.complete(line, at, context);
        }
        let (start, words) = self.words(line.get(..at).unwrap_or(line));
        let pair = |word: String| Pair { display: word.clone(), replacement: word };
        Ok((start, words.into_iter().map(pair).collect()))
    }
}

impl Validator for Completions {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if is_open(context.input()) {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

impl Hinter for Completions {
    type Hint = String;
}

impl Highlighter for Completions {}

impl Helper for Completions {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_items_and_names_are_completed() {
        let names = ["Person", "Percent", "person_noun", "visit"].map(str::to_owned).to_vec();
        let completions = Completions { names, ..Completions::default() };
        let words = |line: &str| completions.words(line);
        assert_eq!(words(":lo"), (0, vec![":load".into()]));
        assert_eq!(words("ru"), (0, vec!["rule".into()]));
        assert_eq!(words("{a: Pers"), (4, vec!["Person".into()]));
        assert_eq!(words("{é:Per"), (4, vec!["Person".into(), "Percent".into()]));
        assert_eq!(words("{a} met @per"), (9, vec!["person_noun".into()]));
        assert_eq!(words(":explain vi"), (9, vec!["visit".into()]));
        assert_eq!(words("{a} "), (4, Vec::new()));
    }

    #[test]
    fn a_block_goes_on_to_its_last_brace_or_an_empty_line() {
        assert!(is_open("rule r -> E {"));
        assert!(is_open("tree [lemma=go] {\n nsubj {a}"));
        assert!(!is_open("rule r -> E { \"{a} left\" }"));
        assert!(!is_open("rule r -> E {\n"));
        assert!(!is_open("{a left"));
    }
}
