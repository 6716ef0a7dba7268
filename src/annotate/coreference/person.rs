//! What a document says about a person next to the name: the title, the affiliation, and from them the gender.

use std::ops::Range;

use crate::annotate::names::title;
use crate::document::{Document, Entity, Gender, NameKind, TokenId};
use crate::english::words::{self, Class};

/// Finds the titles, the affiliation and the gender of a person. Linear in the names.
pub(super) fn describe(document: &Document, entity: &mut Entity) {
    let first_names: Vec<Option<Gender>> = entity
        .names
        .iter()
        .map(|&index| &document.names[index as usize].tokens)
        .filter(|tokens| tokens.len() > 1)
        .map(|tokens| gender(Class::GivenName, &document.form(tokens.start).to_lowercase()))
        .collect();
    let mut told: Vec<Gender> = first_names.into_iter().flatten().collect();
    for index in entity.names.clone() {
        let name = document.names[index as usize].tokens.clone();
        let sentence = document.sentences.get(document.sentence_of(name.start));
        let sentence = sentence.map_or(name.clone(), |sentence| sentence.tokens.clone());
        let before = title_before(document, sentence.start..name.start);
        let mut titles = Vec::new();
        if let Some(title) = before {
            let own = title.start.checked_sub(1).filter(|&at| at >= sentence.start);
            entity.affiliation = entity.affiliation.or_else(|| own.and_then(|at| affiliation(document, at)));
            titles.push(title);
        }
        if let Some((title, of)) = title_after(document, name.end..sentence.end) {
            entity.affiliation = entity.affiliation.or(of);
            titles.push(title);
        }
        for title in titles {
            let words = title.clone().map(|token| plain(document, token));
            told.extend(words.filter_map(|word| gender(Class::GenderedTitle, &word)));
            if !title.clone().all(|token| document.is(Class::Honorific, &plain(document, token))) {
                entity.titles.push(title);
            }
        }
    }
    // contradictory genders give none
    entity.gender = told.first().copied().filter(|first| told.iter().all(|gender| gender == first));
}

/// The gender that a class gives for a word.
fn gender(class: Class, word: &str) -> Option<Gender> {
    match words::value(class, word)? {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        _ => None,
    }
}

fn plain(document: &Document, token: TokenId) -> String {
    document.form(token).to_lowercase().replace('.', "")
}

/// The title at the end of these tokens: *Prime Minister*, *Secretary of State*.
fn title_before(document: &Document, tokens: Range<TokenId>) -> Option<Range<TokenId>> {
    let mut start = tokens.end;
    while start > tokens.start {
        let word = document.form(start - 1).to_lowercase();
        if title::is_title(document, &word) || start < tokens.end && document.is(Class::TitlePart, &word) {
            start -= 1;
        } else if start == tokens.end
            && word == "state"
            && tokens.len() > 2
            && document.form(start - 2) == "of"
        {
            start -= 2;
        } else {
            break;
        }
    }
    (start < tokens.end).then_some(start..tokens.end)
}

/// The title after a name and a comma, and the name it is linked to: *, the chief executive of Norvik*.
fn title_after(document: &Document, tokens: Range<TokenId>) -> Option<(Range<TokenId>, Option<u32>)> {
    let at = tokens.start;
    if at >= tokens.end || document.form(at) != "," {
        return None;
    }
    let form = |token: TokenId| document.form(token).to_lowercase();
    let article = at + 1 < tokens.end && (form(at + 1) == "its" || words::is(Class::Article, &form(at + 1)));
    let mut start = at + 1 + TokenId::from(article);
    let affiliated = (start < tokens.end)
        .then(|| name_from(document, start))
        .flatten()
        .filter(|&name| document.names[name as usize].kind != NameKind::Person);
    if let Some(name) = affiliated {
        start = document.names[name as usize].tokens.end;
        start += TokenId::from(start < tokens.end && matches!(document.form(start), "'s" | "’s"));
    }
    let mut end = start;
    while end < tokens.end
        && (title::is_title(document, &form(end)) || document.is(Class::TitlePart, &form(end)))
    {
        end += 1;
    }
    if end == start || !title::is_title(document, &form(end - 1)) {
        return None;
    }
    let after = end < tokens.end && words::is(Class::TitlePreposition, document.form(end));
    let after = after.then(|| end + 1).map(|at| at + TokenId::from(form(at) == "the"));
    let of = after.filter(|&at| at < tokens.end).and_then(|at| name_from(document, at));
    Some((start..end, affiliated.or(of)))
}

/// The organisation or place whose name ends with this token, or before this token if it is *'s*.
fn affiliation(document: &Document, last: TokenId) -> Option<u32> {
    let last = if matches!(document.form(last), "'s" | "’s") { last.checked_sub(1)? } else { last };
    let index = document.names.partition_point(|name| name.tokens.end <= last);
    let name = document.names.get(index)?;
    let fits = name.tokens.end == last + 1 && matches!(name.kind, NameKind::Organization | NameKind::Place);
    fits.then_some(index as u32)
}

/// The name that starts with this token.
fn name_from(document: &Document, first: TokenId) -> Option<u32> {
    let index = document.names.partition_point(|name| name.tokens.start < first);
    document.names.get(index).filter(|name| name.tokens.start == first).map(|_| index as u32)
}
