//! Names that are of one thing, and near misses.

use super::*;
use crate::document::{Acronym, Article, Gender};

/// The canonical names of the names of a text of whole words, in which they are marked as `[P Jane Doe]`, `[O …]` and
/// `[L …]`; lines are sentences.
fn named(text: &str) -> (Vec<String>, Document) {
    let plain: Vec<&str> =
        text.split([' ', '\n']).filter(|word| !matches!(*word, "[P" | "[O" | "[L")).collect();
    let article = Article { text: plain.join(" ").replace(']', ""), ..Article::default() };
    let mut document = Document::new(article, std::sync::Arc::default());
    let (mut start, mut open) = (0, None);
    for line in text.lines() {
        document.start_sentence();
        for word in line.split(' ') {
            let at = document.tokens.len() as u32;
            match word {
                "[P" => open = Some((at, NameKind::Person)),
                "[O" => open = Some((at, NameKind::Organization)),
                "[L" => open = Some((at, NameKind::Place)),
                _ => {
                    let form = word.trim_end_matches(']');
                    document.push_token(form, start..start + form.len());
                    start += form.len() + 1;
                }
            }
            if let (true, Some((from, kind))) = (word.ends_with(']'), open) {
                document.names.push(Name { tokens: from..document.tokens.len() as u32, kind });
            }
        }
    }
    resolve(&mut document);
    let canonical = |of: &Option<EntityId>| {
        of.map_or_else(String::new, |id| document.entities.list[id.index()].name.clone())
    };
    (document.entities.of.iter().map(canonical).collect(), document)
}

fn assert_named(text: &str, names: &[&str]) {
    assert_eq!(named(text).0, names, "{text}");
}

#[test]
fn a_last_name_is_the_person_introduced_before() {
    assert_named(
        "[P Ada Brook] met [P Ivo Tarn] .\n[P Brook] left .",
        &["Ada Brook", "Ivo Tarn", "Ada Brook"],
    );
    assert_named("[P Pak Jun-ho] came .\n[P Pak] left .", &["Pak Jun-ho", "Pak Jun-ho"]);
    assert_named("[P Brook] left .\n[P Ada Brook] runs it .", &["Ada Brook", "Ada Brook"]);
    assert_named("[P Ada J. Brook] left .\n[P Ada Brook] came .", &["Ada J. Brook", "Ada J. Brook"]);
}

#[test]
fn a_last_name_that_two_have_is_nobody_else() {
    let both = "[P Ada Brook] met [P Ivo Brook] .\n[P Brook] left .";
    assert_named(both, &["Ada Brook", "Ivo Brook", "Brook"]);
    // but who alone is known so far is meant
    let one = "[P Ada Brook] came .\n[P Brook] left .\n[P Ivo Brook] stayed .";
    assert_named(one, &["Ada Brook", "Ada Brook", "Ivo Brook"]);
}

#[test]
fn a_short_form_is_the_company() {
    assert_named("[O Norvik Corp.] rose .\n[O Norvik] fell .", &["Norvik", "Norvik"]);
    assert_named("[O Tarn Telecom] rose .\n[O Tarn Telecoms] fell .", &["Tarn Telecom", "Tarn Telecom"]);
    let whole = "[O Kestrel Airways] rose .\n[O Kestrel] fell .";
    assert_named(whole, &["Kestrel Airways", "Kestrel Airways"]);
    assert_named("[O Kestrel] fell .\n[O Kestrel Group] rose .", &["Kestrel Group", "Kestrel Group"]);
}

#[test]
fn a_unit_is_not_the_company() {
    assert_named("[O Norvik] rose .\n[O Norvik Energy] fell .", &["Norvik", "Norvik Energy"]);
    assert_named("[O Norvik Denmark] rose .\n[O Norvik] fell .", &["Norvik Denmark", "Norvik"]);
    let two = "[O Tarn Energy] and [O Tarn Systems] rose .\n[O Tarn] fell .";
    assert_named(two, &["Tarn Energy", "Tarn Systems", "Tarn"]);
}

#[test]
fn an_acronym_is_the_name_whose_initials_it_has() {
    let one = "[O Kolm TeleSystems Group] rose .\n[O KTS] fell .";
    assert_named(one, &["Kolm TeleSystems Group", "Kolm TeleSystems Group"]);
    let with_form = "[O Tarn Electronics] rose .\n[O T.E.] fell .";
    assert_named(with_form, &["Tarn Electronics", "Tarn Electronics"]);
    let two = "[O Tarn Electronics] and [O Tarn Energy] rose .\n[O TE] fell .";
    assert_named(two, &["Tarn Electronics", "Tarn Energy", "TE"]);
    assert_named("[L Tarn East] shook .\n[O TE] fell .", &["Tarn East", "TE"]);
}

#[test]
fn an_acronym_in_brackets_is_its_name() {
    let (_, mut document) = named("[O Kolm Office of Envoys] ( [O KOLM] ) rose .\n[O KOLM] fell .");
    let word = document.tokens.form[5];
    document.acronyms.push(Acronym { word, tokens: 0..4 });
    resolve(&mut document);
    assert_eq!(document.entities.list.len(), 1);
}

#[test]
fn a_person_has_the_titles_beside_the_name() {
    let (_, document) = named(
        "[O Norvik] chief executive [P Kell Brook] met Mrs. [P Tarn] .\n[P Ori Kolm] , president of [L Oria] , left .",
    );
    let told = |at: usize| {
        let entity = &document.entities.list[at];
        let titles: Vec<&str> = entity.titles.iter().map(|title| document.text(title)).collect();
        let of = entity.affiliation.map(|name| document.text(&document.names[name as usize].tokens));
        (entity.name.as_str(), titles, of, entity.gender)
    };
    assert_eq!(told(1), ("Kell Brook", vec!["chief executive"], Some("Norvik"), None));
    assert_eq!(told(2), ("Tarn", vec![], None, Some(Gender::Female)));
    assert_eq!(told(3), ("Ori Kolm", vec!["president"], Some("Oria"), None));
}
