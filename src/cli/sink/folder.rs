//! A format that is a folder of files. The folder appears whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use dateline::write::{self, Extraction, Part};
use tempfile::TempDir;

use super::{Sink, Start};
use crate::cli::output;

/// A folder of files.
pub(crate) struct Folder {
    form: Box<dyn write::Folder>,
    temporary: TempDir,
    path: PathBuf,
}

impl Folder {
    pub(crate) fn open(path: &Path, form: Box<dyn write::Folder>, start: Start) -> anyhow::Result<Folder> {
        let shown = path.display();
        if start != Start::Whole {
            bail!(
                "`--resume` cannot go on with `{shown}`: in its format what comes depends on all that was; write .jsonl \
                 with `--resume`, and run without it for the folder"
            );
        }
        match fs::read_dir(path) {
            Ok(mut entries) => ensure!(
                entries.next().is_none(),
                "cannot write `{shown}`: the folder is not empty; delete it first, or name another"
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot write `{shown}`")),
        }
        let temporary = output::temporary_folder(path).with_context(|| format!("cannot write `{shown}`"))?;
        let mut folder = Folder { form, temporary, path: path.to_owned() };
        let head = folder.form.head();
        folder.append(head)?;
        Ok(folder)
    }

    fn append(&self, parts: Vec<Part>) -> anyhow::Result<()> {
        for Part { file, text } in parts {
            let path = self.temporary.path().join(&file);
            let opened = OpenOptions::new().append(true).create(true).open(path);
            let written = opened.and_then(|mut opened| opened.write_all(text.as_bytes()));
            written.with_context(|| format!("cannot write `{}`", self.path.join(file).display()))?;
        }
        Ok(())
    }
}

impl Sink for Folder {
    fn document(&mut self, extraction: &Extraction) -> anyhow::Result<()> {
        let parts = self.form.document(extraction)?;
        self.append(parts)
    }

    fn mark(&mut self) -> anyhow::Result<u64> {
        Ok(0)
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        let tail = self.form.tail();
        self.append(tail)?;
        // an empty folder gives way
        let _ = fs::remove_dir(&self.path);
        fs::rename(self.temporary.path(), &self.path)
            .with_context(|| format!("cannot write `{}`", self.path.display()))?;
        let _ = self.temporary.keep();
        Ok(())
    }
}
