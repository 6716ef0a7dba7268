//! Names: a [recogniser](recognizer) finds them; then knowledge of titles, acronyms, nationalities, facilities and
//! products completes, corrects and adds to them.

mod acronym;
mod extend;
mod facility;
pub mod nationality;
mod product;
pub mod recognizer;
pub(super) mod set;
pub mod title;

use self::recognizer::Names;
use self::set::NameSet;
use super::dateline;
use crate::document::{Document, Name, NameKind};

/// Fills the names and the acronyms of a document. Linear in its words.
pub(super) fn find(document: &mut Document, recognizer: &Names) {
    let sentences: Vec<Vec<&str>> =
        document.sentences.iter().map(|s| s.tokens.clone().map(|t| document.cased(t)).collect()).collect();
    let found = recognizer.tag_document(&sentences);
    let starts = document.sentences.iter().map(|sentence| sentence.tokens.start);
    let names = starts.zip(found).flat_map(|(start, names)| {
        names.into_iter().map(move |name| Name {
            tokens: start + name.tokens.start..start + name.tokens.end,
            kind: name.kind,
        })
    });
    let mut names = title::refine(document, names.collect());
    for name in &mut names {
        if dateline::is_agency(document.text(&name.tokens)) {
            name.kind = NameKind::Organization;
        }
    }
    let mut names = NameSet::new(names);
    extend::extend(document, &mut names);
    document.acronyms = acronym::add(document, &mut names);
    product::add(document, &mut names);
    facility::add(document, &mut names);
    nationality::add(document, &mut names);
    document.names = names.into_names();
}
