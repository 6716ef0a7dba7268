//! Documents that other pipelines annotated, as they are read.
//!
//! `spacy.json` was written by spaCy 3.8 with `en_core_web_md` 3.8, as it is; the others follow the documentation.

use std::fmt::Write;
use std::sync::Arc;

use dateline::document::Document;
use dateline::read::{Problem, json};
use dateline::write::conllu;

fn read(text: &str) -> (Vec<Document>, Vec<Problem>) {
    json::documents(text, "story", &Arc::default())
}

#[test]
fn documents_of_other_pipelines_are_read_with_their_labels() {
    insta::glob!(".", "read/*.json", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (documents, problems) = read(&text);
        let mut shown = String::new();
        for problem in &problems {
            writeln!(shown, "! line {}: {}", problem.line, problem.message).unwrap();
        }
        for document in &documents {
            shown += &conllu::document(document);
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        insta::with_settings!({
            snapshot_path => "read/snapshots", snapshot_suffix => name, omit_expression => true,
            prepend_module_to_snapshot => false, input_file => path
        }, {
            insta::assert_snapshot!("conllu", shown.trim_end());
        });
    });
}

#[cfg(feature = "formats")]
#[test]
fn the_deepest_page_that_is_allowed_is_read_on_a_small_stack() {
    use dateline::read::html::{self, Extract, Readability, Trafilatura};

    let sentence =
        "<p>Dockers ended a strike on Monday, and ships 🚢 sailed again from the port of חיפה.</p>";
    let page = format!("<html><body>{}{}", "<div>".repeat(250), sentence.repeat(5));
    let extractors: [&dyn Extract; 2] = [&Trafilatura, &Readability];
    for extract in extractors {
        // a thread of rayon has 2 MiB
        let stack = std::thread::Builder::new().stack_size(1024 * 1024);
        std::thread::scope(|scope| {
            let read = || html::article(page.as_bytes(), None, "page", extract, &mut Vec::new());
            let article = stack.spawn_scoped(scope, read).unwrap().join().unwrap();
            assert!(article.is_some_and(|article| article.text.contains("Dockers")));
        });
    }
}
