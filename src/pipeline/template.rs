//! Templates, from their folder and nowhere else.

use std::fs;
use std::io;
use std::path::Path;

use super::PipelineError;
use crate::write::template::Template;

/// Reads a template; what it includes lies in its folder or below.
pub(super) fn open(path: &Path) -> Result<Template, PipelineError> {
    let whole = fs::canonicalize(path).map_err(PipelineError::file("read", path))?;
    let folder = whole.parent().map(Path::to_owned).unwrap_or_default();
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let load = move |name: &str| {
        let path = match fs::canonicalize(folder.join(name)) {
            Ok(path) if path.starts_with(&folder) => path,
            Ok(_) => {
                return Err(io::Error::other(format!("`{name}` is outside the folder of the template")));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unread(name, &error)),
        };
        fs::read_to_string(path).map(Some).map_err(|error| unread(name, &error))
    };
    Template::new(&name, load).map_err(PipelineError::format(None))
}

fn unread(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot read `{name}`: {error}"))
}
