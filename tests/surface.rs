//! What the library offers, as a list of which a change is seen in review.
//!
//! The scanner reads lines as rustfmt writes them, from `src/lib.rs` on. It enters private modules as well: a lint sees to it
//! that what is `pub` in them can be reached. What macros declare (the labels, ids and facets of `document`) and what
//! `derive` adds is not in the list.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the scanner is: at the top of a file, or in a block of one of these kinds.
enum Block {
    Top,
    /// An `impl` of a type, or a `struct` whose fields may be public: only what is `pub` counts.
    Some(String),
    /// An `enum` or a `trait`: everything in it is public.
    All(String),
    /// Tests, macros and implementations of traits: nothing counts.
    Skip,
}

/// The items of a module and of those in it, each with its path.
fn items(module: &str, file: &Path, found: &mut Vec<String>) {
    let text = fs::read_to_string(file).unwrap();
    let folder = match file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "mod") => file.parent().unwrap().to_owned(),
        _ => file.with_extension(""),
    };
    let mut block = Block::Top;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == "}" {
            block = Block::Top;
            continue;
        }
        let (indent, code) = (line.len() - line.trim_start().len(), line.trim());
        if code.is_empty() || code.starts_with(['/', '#', '}', ')']) {
            continue;
        }
        let opens = |line: &str| line.ends_with('{');
        match &block {
            Block::Top if indent == 0 => {
                let name = code.strip_prefix("pub mod ").or(code.strip_prefix("mod "));
                if let Some(name) = name.and_then(|name| name.strip_suffix(';')) {
                    let inner = [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")];
                    let inner = inner.iter().find(|path| path.is_file()).unwrap();
                    items(&format!("{module}::{name}"), inner, found);
                    continue;
                }
                let whole = if code.starts_with("pub ") || code.starts_with("impl") {
                    signature(code, &mut lines)
                } else {
                    code.to_owned()
                };
                let name = name_of(&whole);
                if code.starts_with("pub ") {
                    found.push(format!("{module}: {}", shown(&whole)));
                }
                block = match code.split(' ').find(|word| !word.starts_with("pub")) {
                    _ if !opens(&whole) => Block::Top,
                    Some("struct") if code.starts_with("pub ") => Block::Some(format!("{module}::{name}")),
                    Some("enum" | "trait") if code.starts_with("pub ") => {
                        Block::All(format!("{module}::{name}"))
                    }
                    Some(word) if word.starts_with("impl") && !whole.contains(" for ") => {
                        Block::Some(format!("{module}::{name}"))
                    }
                    _ => Block::Skip,
                };
            }
            Block::Some(owner) if indent == 4 && code.starts_with("pub ") => {
                found.push(format!("{owner}: {}", shown(&signature(code, &mut lines))));
            }
            Block::All(owner) if indent == 4 => {
                found.push(format!("{owner}: {}", shown(&signature(code, &mut lines))));
            }
            _ => {}
        }
    }
}

/// A signature on one line: it ends where its body begins, or its brackets are closed.
fn signature<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut whole = first.to_owned();
    let open = |text: &str| {
        let count = |signs: [char; 2]| text.matches(signs).count();
        count(['(', '[']) > count([')', ']'])
            || text.ends_with(['=', ',']) && text.starts_with("pub use")
            || text.starts_with("pub use") && text.contains('{') && !text.contains('}')
    };
    while open(&whole) {
        let Some(next) = lines.next().map(str::trim).filter(|next| !next.starts_with("//")) else { break };
        let space =
            if whole.ends_with(['(', '{', '[']) || next.starts_with([')', ']', '}']) { "" } else { " " };
        whole = whole + space + next;
    }
    whole
}

/// What of a signature is to be seen: no body, no mark at its end.
fn shown(whole: &str) -> &str {
    let whole = whole.trim_end_matches(['{', ',', ';', ' ']);
    // a value is no part of what is offered
    whole.split_once(" = ").filter(|_| whole.contains("const ")).map_or(whole, |(before, _)| before)
}

/// The name that a declaration gives, or the type that an `impl` is of.
fn name_of(whole: &str) -> String {
    let words = whole.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let of_impl = whole.starts_with("impl").then(|| {
        let rest = match whole.strip_prefix("impl<") {
            // behind the parameters
            Some(rest) => rest.split_once("> ").map_or(rest, |(_, of)| of),
            None => &whole["impl".len()..],
        };
        rest.trim().split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').next().unwrap_or_default()
    });
    let keywords =
        ["pub", "crate", "in", "super", "const", "unsafe", "struct", "enum", "trait", "type", "fn", "static"];
    let declared = words.into_iter().find(|word| !keywords.contains(word)).unwrap_or_default();
    of_impl.unwrap_or(declared).to_owned()
}

#[test]
fn what_the_library_offers_is_as_it_was_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lib: PathBuf = root.join("src/lib.rs");
    let mut found = Vec::new();
    items("dateline", &lib, &mut found);
    found.sort();
    insta::assert_snapshot!("offered", found.join("\n"));
}
