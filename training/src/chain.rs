//! All models, one after another, each with the settings that were chosen for it.

use crate::options::Options;
use crate::{network, words};
use std::io;
use std::path::Path;

type Step = fn(&Options) -> io::Result<()>;

/// What is done, with which options, and the file it makes: those that begin with `work/` are needed on the way only.
const STEPS: [(Step, &str, &str); 7] = [
    (words::lexicon::run, "", "lexicon.bin"),
    (words::sentences::run, "", "sentences.bin"),
    (words::names::run, "", "names.bin"),
    (
        network::teach,
        "--width 256 --reach 256 --first 192 --second 192 --dropout 40 --epochs 12 --silver-passes 2 --seed 11 --batch 1500",
        "work/wide.bin",
    ),
    (
        network::teach,
        "--width 128 --reach 128 --first 128 --second 160 --dropout 28 --epochs 10 --silver-passes 2 --seed 21",
        "work/narrow.bin",
    ),
    (network::grow, "--teachers work/wide.bin,work/narrow.bin", "work/news.conllu"),
    (
        network::run,
        "--trees work/news.conllu --epochs 13 --silver-passes 3 --dropout 25 --first 128 --second 160 --seed 2",
        "network.bin",
    ),
];

/// Trains every model into the folder `--output`; teachers and their trees go into the folder `--work`.
pub fn run(options: &Options) -> io::Result<()> {
    let (data, output, work) = (options.path("data")?, options.path("output")?, options.path("work")?);
    std::fs::create_dir_all(&output)?;
    std::fs::create_dir_all(&work)?;
    for (step, settings, file) in STEPS {
        step(&Options::read(arguments(settings, file, [&data, &output, &work]).into_iter())?)?;
    }
    Ok(())
}

/// The command line of a step.
fn arguments(settings: &str, file: &str, [data, output, work]: [&Path; 3]) -> Vec<String> {
    let path = |name: &str| match name.strip_prefix("work/") {
        Some(name) => work.join(name).display().to_string(),
        None => output.join(name).display().to_string(),
    };
    let value = |word: &str| {
        let is_file = word.starts_with("work/");
        if is_file { word.split(',').map(path).collect::<Vec<_>>().join(",") } else { word.to_owned() }
    };
    let mut arguments: Vec<String> = settings.split_whitespace().map(value).collect();
    let ends = [("--data", data.display().to_string()), ("--output", path(file))];
    arguments.extend(ends.into_iter().flat_map(|(name, value)| [name.to_owned(), value]));
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_on_the_way_lie_in_their_own_folder() {
        let folders = [Path::new("data"), Path::new("models"), Path::new("made")];
        assert_eq!(
            arguments("--teachers work/a.bin,work/b.bin", "work/news.conllu", folders).join(" "),
            "--teachers made/a.bin,made/b.bin --data data --output made/news.conllu"
        );
        assert_eq!(
            arguments("--seed 2", "network.bin", folders).join(" "),
            "--seed 2 --data data --output models/network.bin"
        );
    }

    #[test]
    fn what_a_step_reads_was_made_before() {
        let mut made = Vec::new();
        for (_, settings, file) in STEPS {
            for word in settings.split([' ', ',']).filter(|word| word.starts_with("work/")) {
                assert!(made.contains(&word), "{word} is not there yet");
            }
            made.push(file);
        }
    }
}
