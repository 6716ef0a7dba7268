//! `dateline.toml`: the rules, packs and articles of a project, for commands that are given none, and how severe its warnings
//! are.
//!
//! Only the command reads it: in the working folder, else in the nearest folder above.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::diagnostic::{Code, Severity, nearest};
use serde::Deserialize;

const NAME: &str = "dateline.toml";

/// What the file may say.
const KEYS: [&str; 4] = ["input", "packs", "rules", "severities"];

/// What the file says, paths as seen from the working folder; empty where there is no file.
#[derive(Debug, Default)]
pub(crate) struct Project {
    rules: Vec<PathBuf>,
    packs: Vec<String>,
    input: Vec<PathBuf>,
    /// The severity of each code that has another one; none if it is not told.
    severities: BTreeMap<Code, Option<Severity>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    rules: Vec<PathBuf>,
    packs: Vec<String>,
    input: Vec<PathBuf>,
    severities: BTreeMap<String, String>,
}

impl Project {
    /// The project of the working folder.
    pub(crate) fn find() -> anyhow::Result<Project> {
        let here = std::env::current_dir().context("the working folder cannot be read")?;
        let mut up = PathBuf::new();
        for folder in here.ancestors() {
            if folder.join(NAME).is_file() {
                return Project::read(&up);
            }
            up.push("..");
        }
        Ok(Project::default())
    }

    fn read(folder: &Path) -> anyhow::Result<Project> {
        let path = folder.join(NAME);
        let shown = path.display();
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{shown}`"))?;
        let malformed = || format!("`{shown}` is malformed");
        let table: toml::Table = toml::from_str(&text).with_context(malformed)?;
        if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            bail!("`{shown}`: there is no key `{unknown}`{}", guess(unknown, &KEYS));
        }
        let written: Written = toml::from_str(&text).with_context(malformed)?;
        let severities = written.severities.iter().map(|(code, severity)| graded(code, severity));
        let severities = severities.collect::<anyhow::Result<_>>().with_context(|| format!("`{shown}`"))?;
        let below = |paths: Vec<PathBuf>| paths.into_iter().map(|path| folder.join(path)).collect();
        let Written { rules, packs, input, .. } = written;
        Ok(Project { rules: below(rules), packs, input: below(input), severities })
    }

    /// Takes the rules and packs of the project where none are named.
    pub(crate) fn complete_rules(&self, rules: &mut Vec<PathBuf>, packs: &mut Vec<String>) {
        if rules.is_empty() && packs.is_empty() {
            rules.clone_from(&self.rules);
            packs.clone_from(&self.packs);
        }
    }

    /// Takes the articles of the project where none are named.
    pub(crate) fn complete_input(&self, input: &mut Vec<PathBuf>) {
        if input.is_empty() {
            input.clone_from(&self.input);
        }
    }

    /// The severities that differ from the usual ones.
    pub(crate) fn severities(&self) -> &BTreeMap<Code, Option<Severity>> {
        &self.severities
    }
}

/// A code and its severity. What is an error stays one: its item does not work.
fn graded(code: &str, severity: &str) -> anyhow::Result<(Code, Option<Severity>)> {
    let Some(&known) = Code::ALL.iter().find(|known| known.as_str() == code) else {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        bail!("there is no code `{code}`{}", guess(code, &codes));
    };
    if known.severity() == Severity::Error {
        bail!("`{code}` ({}) is an error and stays one", known.title());
    }
    let severity = match severity {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "hint" => Some(Severity::Hint),
        "off" => None,
        other => {
            let levels = ["error", "hint", "off", "warning"];
            bail!("`{code}` cannot be `{other}`{}", guess(other, &levels));
        }
    };
    Ok((known, severity))
}

/// `; did you mean \`rules\`?`, or what there is.
fn guess(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(meant) => format!("; did you mean `{meant}`?"),
        None => format!("; there are {}", known.join(", ")),
    }
}
