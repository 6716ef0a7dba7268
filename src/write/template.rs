//! Any text, by a template in the language of Jinja2.
//!
//! A template is rendered once a document, over `document`, `events` and `entities`. The templates beside it named
//! `NAME.head.EXT` and `NAME.tail.EXT` are rendered once, before and after all documents.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error as Fault, ErrorKind, Value, context};

use super::{Error, Extraction, Form};

/// Returns the text of a template by its name; none if it does not exist.
pub trait Load: Fn(&str) -> io::Result<Option<String>> + Send + Sync + 'static {}

impl<T: Fn(&str) -> io::Result<Option<String>> + Send + Sync + 'static> Load for T {}

/// A template with all that it includes.
pub struct Template {
    environment: Environment<'static>,
    name: String,
}

impl Template {
    /// Reads a template. Values in HTML or XML (by the end of its name) are escaped.
    ///
    /// # Errors
    /// If it does not exist or has mistakes; the error has file and line.
    pub fn new(name: &str, load: impl Load) -> Result<Template, Error> {
        let mut environment = Environment::new();
        environment.set_loader(move |name| {
            load(name).map_err(|error| Fault::new(ErrorKind::InvalidOperation, error.to_string()))
        });
        let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(|fault| error(&fault))?);
        environment.get_template(name).map_err(|fault| error(&fault))?;
        Ok(Template { environment, name: name.to_owned() })
    }

    /// Renders the template beside this one for a part of the output.
    fn beside(&self, part: &str, out: &mut Vec<u8>) -> Result<(), Error> {
        let name = match self.name.rsplit_once('.') {
            Some((stem, end)) => format!("{stem}.{part}.{end}"),
            None => format!("{}.{part}", self.name),
        };
        match self.environment.get_template(&name) {
            Ok(template) => {
                let text = template.render(context! {}).map_err(|fault| error(&fault))?;
                out.extend_from_slice(text.as_bytes());
                Ok(())
            }
            Err(fault) if fault.kind() == ErrorKind::TemplateNotFound => Ok(()),
            Err(fault) => Err(error(&fault)),
        }
    }
}

impl Form for Template {
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.beside("head", out)
    }

    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        let article = extraction.document.map(|document| &document.article);
        let sentences = extraction.document.map(|document| {
            let sentences = document.sentences.iter();
            sentences.map(|sentence| document.text(&sentence.tokens).to_owned()).collect::<Vec<_>>()
        });
        let about = context! {
            id => extraction.doc,
            title => article.and_then(|article| article.title.as_deref()),
            published => article.and_then(|article| article.date.as_deref()),
            source => article.and_then(|article| article.source.as_deref()),
            author => article.and_then(|article| article.author.as_deref()),
            url => article.and_then(|article| article.url.as_deref()),
            text => article.map(|article| article.text.as_str()),
            sentences,
        };
        let template = self.environment.get_template(&self.name).map_err(|fault| error(&fault))?;
        let scope = context! {
            document => about,
            events => Value::from(Serde(extraction.events)),
            entities => Value::from(Serde(extraction.entities)),
        };
        let text = template.render(scope).map_err(|fault| error(&fault))?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.beside("tail", out)
    }

    fn needs_entities(&self) -> bool {
        true
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// `page.html:3: unknown filter: …`
fn error(fault: &Fault) -> Error {
    let place = match (fault.name(), fault.line()) {
        (Some(name), Some(line)) => format!("{name}:{line}: "),
        (Some(name), None) => format!("{name}: "),
        _ => String::new(),
    };
    let what = fault
        .detail()
        .map_or_else(|| fault.kind().to_string(), |detail| format!("{}: {detail}", fault.kind()));
    Error::new(format_args!("{place}{what}"))
}
