//! A format that is a folder of files. The folder appears whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Sink, Start};
use crate::pipeline::{PipelineError, output};
use crate::write::{self, Extraction, Part};

/// A folder of files.
pub(super) struct Folder {
    form: Box<dyn write::Folder + Send>,
    temporary: TempDir,
    path: PathBuf,
}

impl Folder {
    pub(super) fn open(
        path: &Path,
        form: Box<dyn write::Folder + Send>,
        start: Start,
    ) -> Result<Folder, PipelineError> {
        if start != Start::Whole {
            return Err(PipelineError::CannotResume { path: path.to_owned(), can_be_merged: false });
        }
        match fs::read_dir(path) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(PipelineError::NotEmpty(path.to_owned()));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(PipelineError::file("write", path)(error)),
        }
        let temporary = output::temporary_folder(path).map_err(PipelineError::file("write", path))?;
        let mut folder = Folder { form, temporary, path: path.to_owned() };
        let head = folder.form.head();
        folder.append(head)?;
        Ok(folder)
    }

    fn append(&self, parts: Vec<Part>) -> Result<(), PipelineError> {
        for Part { file, text } in parts {
            let path = self.temporary.path().join(&file);
            let opened = OpenOptions::new().append(true).create(true).open(path);
            let written = opened.and_then(|mut opened| opened.write_all(text.as_bytes()));
            written.map_err(PipelineError::file("write", &self.path.join(file)))?;
        }
        Ok(())
    }
}

impl Sink for Folder {
    fn document(&mut self, extraction: &Extraction) -> Result<(), PipelineError> {
        let parts = self.form.document(extraction).map_err(PipelineError::format(Some(&self.path)))?;
        self.append(parts)
    }

    fn mark(&mut self) -> Result<u64, PipelineError> {
        Ok(0)
    }

    fn finish(mut self: Box<Self>) -> Result<(), PipelineError> {
        let tail = self.form.tail();
        self.append(tail)?;
        // an empty folder gives way
        let _ = fs::remove_dir(&self.path);
        let placed = fs::rename(self.temporary.path(), &self.path);
        placed.map_err(PipelineError::file("write", &self.path))?;
        let _ = self.temporary.keep();
        Ok(())
    }
}
