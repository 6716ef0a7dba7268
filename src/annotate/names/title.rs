//! Titles in front of names: the name after one is a person; what precedes it is not part of that person's name.

use rustc_hash::FxHashSet;

use crate::document::{Document, Name, NameKind, TokenId, Word};
use crate::english::words::{self, Class};

/// Whether a lower-case word is a title that makes the name after it a person. *Market leader Samsung* is not a person,
/// so *leader* and other common nouns do not count.
pub fn is_title(document: &Document, lower: &str) -> bool {
    document.is(Class::Title, lower) && words::value(Class::Title, lower) != Some("common")
}

/// Whether a lower-case word is a rank in front of a title: *vice*, *deputy*.
fn is_rank(lower: &str) -> bool {
    words::value(Class::TitlePart, lower) == Some("rank")
}

/// Corrects the names of a document by the titles and dashes among them. Linear in its words.
pub fn refine(document: &Document, names: Vec<Name>) -> Vec<Name> {
    let lower = |token: TokenId| document.form(token).to_lowercase();
    let is_title = |token: TokenId| is_title(document, &lower(token));
    let mut refined: Vec<Name> = Vec::new();
    for mut name in names {
        if is_business(document, &name) {
            name = Name { tokens: name.tokens.start + 1..name.tokens.end, kind: NameKind::Organization };
        }
        split(document, &name, &mut refined);
    }
    let mut companies: Vec<Name> = Vec::new();
    for index in 0..refined.len() {
        let start = refined[index].tokens.start;
        let same_sentence = |token: TokenId| document.sentence_of(token) == document.sentence_of(start);
        let Some(title) = start.checked_sub(1).filter(|&token| same_sentence(token) && is_title(token))
        else {
            continue;
        };
        refined[index].kind = NameKind::Person;
        let free = |token: TokenId| {
            let at = refined.partition_point(|name| name.tokens.end <= token);
            // of the companies, which are found from left to right, the last is the nearest
            let near = [refined.get(at), companies.last()];
            !near.into_iter().flatten().any(|name| name.tokens.contains(&token))
        };
        let company = company_before(document, free, title);
        companies.extend(company.filter(|name| same_sentence(name.tokens.start)));
    }
    refined.extend(companies);
    refined.sort_by_key(|name| name.tokens.start);
    known_by_last_name(document, &mut refined);
    let parts = parts_of_persons(document, &refined);
    refined.extend(parts);
    refined.sort_by_key(|name| name.tokens.start);
    refined
}

/// A one-word name that is a person's last name, and not part of the name of a body or place, is that person.
fn known_by_last_name(document: &Document, names: &mut [Name]) {
    let form = |token: TokenId| document.tokens.form[token as usize];
    let whole =
        |name: &&Name, person: bool| name.tokens.len() > 1 && (name.kind == NameKind::Person) == person;
    let last: FxHashSet<Word> =
        names.iter().filter(|n| whole(n, true)).map(|n| form(n.tokens.end - 1)).collect();
    let others = names.iter().filter(|n| whole(n, false)).flat_map(|n| n.tokens.clone());
    let others: FxHashSet<Word> = others.map(form).collect();
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        let word = form(name.tokens.start);
        if last.contains(&word) && !others.contains(&word) {
            name.kind = NameKind::Person;
        }
    }
}

/// Capitalised words, not the first of a sentence, that are part of a person's whole name elsewhere in the document and
/// of no name here.
fn parts_of_persons(document: &Document, names: &[Name]) -> Vec<Name> {
    let whole = names.iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    let form = |token: TokenId| document.tokens.form[token as usize];
    let known: FxHashSet<Word> = whole.flat_map(|name| name.tokens.clone()).map(form).collect();
    let mut parts = Vec::new();
    let mut next = names.iter().peekable();
    for sentence in document.sentences.iter().filter(|_| !known.is_empty()) {
        for token in sentence.tokens.clone().skip(1) {
            while next.next_if(|name| name.tokens.end <= token).is_some() {}
            let named = next.peek().is_some_and(|name| name.tokens.contains(&token));
            let text = document.cased(token);
            let capital = text.chars().count() > 2 && text.starts_with(char::is_uppercase);
            if capital && !named && known.contains(&form(token)) {
                parts.push(Name { tokens: token..token + 1, kind: NameKind::Person });
            }
        }
    }
    parts
}

/// Whether the first word of a name begins its sentence and is the line of business of the company named after it.
fn is_business(document: &Document, name: &Name) -> bool {
    let first = name.tokens.start;
    let begins = document.sentences.get(document.sentence_of(first)).is_some_and(|s| s.tokens.start == first);
    let lower = document.form(first).to_lowercase();
    begins
        && name.kind == NameKind::Person
        && name.tokens.len() > 1
        && (lower.len() > 6 && lower.ends_with("maker") || document.is(Class::BusinessNoun, &lower))
}

/// The parts of a name, split at titles and at dashes with spaces around them.
fn split(document: &Document, name: &Name, names: &mut Vec<Name>) {
    let lower = |token: TokenId| document.form(token).to_lowercase();
    let loose = |token: TokenId| {
        let (before, after) = (token.saturating_sub(1) as usize, token as usize + 1);
        let columns = &document.tokens;
        let gap = |left: usize, right: usize| {
            columns.end.get(left).zip(columns.start.get(right)).is_none_or(|(end, start)| end < start)
        };
        matches!(document.form(token), "-" | "–" | "—" | "--")
            && gap(before, token as usize)
            && gap(token as usize, after)
    };
    let mut start = name.tokens.start;
    let mut parts = Vec::new();
    let mut titles = None;
    for token in name.tokens.clone() {
        let title =
            name.kind == NameKind::Person && token + 1 < name.tokens.end && is_title(document, &lower(token));
        if title || loose(token) {
            if title && token > start {
                titles = Some(document.is(Class::CorporateTitle, &lower(token)));
            }
            parts.push(start..token);
            start = token + 1;
        }
    }
    parts.push(start..name.tokens.end);
    let last = parts.len() - 1;
    for (index, mut tokens) in parts.into_iter().enumerate() {
        let mut kind = name.kind;
        // *Microsoft CEO Satya Nadella*: the part before the title is the person's employer, but *Ghanaian Finance* of
        // *Ghanaian Finance Minister* is part of the title
        if let Some(corporate) = titles.filter(|_| index < last) {
            kind = NameKind::Organization;
            while !tokens.is_empty() && is_rank(&lower(tokens.end - 1)) {
                tokens.end -= 1;
            }
            if !corporate || tokens.is_empty() || is_nationality(&lower(tokens.end - 1)) {
                continue;
            }
        }
        if tokens.len() > 1 && ends_organization(document, &lower(tokens.end - 1)) {
            kind = NameKind::Organization;
        }
        if !tokens.is_empty() {
            names.push(Name { tokens, kind });
        }
    }
}

/// Whether a word looks like the name of a people (*Korean*, *Japanese*, *Danish*, *French*, *Dutch*).
fn is_nationality(lower: &str) -> bool {
    words::entries(Class::PeopleEnding).any(|ending| lower.ends_with(ending))
}

/// Whether a lower-case word ends names of companies and bodies: *bank*, *inc.*.
fn ends_organization(document: &Document, lower: &str) -> bool {
    document.is(Class::OrganizationSuffix, lower)
        || document.is(Class::LegalForm, lower.trim_end_matches('.'))
}

/// The capitalised words before a corporate title that are free, in no name yet: *SK Telecom* of *SK Telecom CEO Park*.
fn company_before(document: &Document, free: impl Fn(TokenId) -> bool, title: TokenId) -> Option<Name> {
    let lower = |token: TokenId| document.form(token).to_lowercase();
    if !document.is(Class::CorporateTitle, &lower(title)) {
        return None;
    }
    let ranks = (0..title).rev().take_while(|&token| is_rank(&lower(token))).count() as TokenId;
    let end = title - ranks;
    let capital = |&token: &TokenId| document.cased(token).starts_with(char::is_uppercase) && free(token);
    let first = document.sentences.get(document.sentence_of(title)).map_or(0, |s| s.tokens.start);
    let start = (first..end).rev().take_while(capital).last()?;
    // the first word of a sentence has a capital for another reason, and a nationality is not a company
    let start = if start == first && end - start > 1 { start + 1 } else { start };
    (start > first && !is_nationality(&lower(end - 1)))
        .then_some(Name { tokens: start..end, kind: NameKind::Organization })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Article;

    fn refined(sentence: &str, names: &[(u32, u32, NameKind)]) -> Vec<String> {
        let article = Article { text: sentence.to_owned(), ..Article::default() };
        let mut document = Document::new(article, std::sync::Arc::default());
        let mut start = 0;
        for form in sentence.split(' ') {
            document.push_token(form, start..start + form.len());
            start += form.len() + 1;
        }
        let names = names.iter().map(|&(start, end, kind)| Name { tokens: start..end, kind });
        let refined = refine(&document, names.collect());
        refined.iter().map(|name| format!("{} {}", name.kind.as_str(), document.text(&name.tokens))).collect()
    }

    #[test]
    fn a_title_inside_a_name_cuts_the_company_off() {
        let names = refined("He met Norvik CEO Ada Brook .", &[(2, 6, NameKind::Person)]);
        assert_eq!(names, ["Organization Norvik", "Person Ada Brook"]);
    }

    #[test]
    fn a_portfolio_is_no_company() {
        let names = refined("He met Ghanaian Finance Minister Kwabena Asare .", &[(2, 7, NameKind::Person)]);
        assert_eq!(names, ["Person Kwabena Asare"]);
    }

    #[test]
    fn a_last_name_is_its_person() {
        let names =
            refined("We met Ada Brook . Brook left .", &[(2, 4, NameKind::Person), (5, 6, NameKind::Place)]);
        assert_eq!(names, ["Person Ada Brook", "Person Brook"]);
    }

    #[test]
    fn the_last_word_of_a_body_decides() {
        let names =
            refined("Kavkaz Bank met Ada Brook .", &[(0, 2, NameKind::Person), (3, 5, NameKind::Person)]);
        assert_eq!(names, ["Organization Kavkaz Bank", "Person Ada Brook"]);
    }

    #[test]
    fn what_follows_a_title_is_a_person_and_what_precedes_it_the_company() {
        let names = refined("He met Nord Telecom CEO Pak Jun-ho .", &[(5, 7, NameKind::Place)]);
        assert_eq!(names, ["Organization Nord Telecom", "Person Pak Jun-ho"]);
        let names = refined("He met South Korean President Pak .", &[(5, 6, NameKind::Place)]);
        assert_eq!(names, ["Person Pak"]);
    }

    #[test]
    fn a_business_before_a_name_is_no_first_name() {
        let names = refined("Chipmaker Helvion left .", &[(0, 2, NameKind::Person)]);
        assert_eq!(names, ["Organization Helvion"]);
    }

    #[test]
    fn a_dash_with_spaces_is_no_part_of_a_name() {
        let names = refined("The head of Norvik - Oslo 's largest firm .", &[(3, 6, NameKind::Organization)]);
        assert_eq!(names, ["Organization Norvik", "Organization Oslo"]);
    }
}
