//! Documents that other pipelines annotated, as they are read.
//!
//! `spacy.json` was written by spaCy 3.8 with `en_core_web_md` 3.8, as it is; the others follow the documentation.

use std::fmt::Write;
use std::sync::Arc;

use dateline::text::document::Document;
use dateline::text::read::{Problem, json};
use dateline::text::write::conllu;

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
