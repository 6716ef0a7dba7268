//! Time expressions and their values, read from a table of expressions and from `docs/time.md`.

use std::sync::LazyLock;

use dateline::annotate::Annotator;
use dateline::annotate::time::{self, Direction};
use dateline::document::{Article, Document};
use proptest::prelude::*;

static ENGLISH: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().expect("the weights are whole"));

/// The words alone decide: neither tags nor names are filled.
fn read(text: &str) -> Document {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let mut document = ENGLISH.document(article, &Default::default());
    for sentence in 0..document.sentences.len() {
        time::times(&mut document, sentence);
    }
    document
}

/// The expressions in a text with their values (`-` for none).
fn found(text: &str, date: Option<&str>, direction: Direction) -> String {
    let document = read(text);
    let shown = document.times.iter().map(|time| {
        let value = time::value(&time.meaning, date, direction);
        format!("{} = {}", document.text(&time.tokens), value.as_deref().unwrap_or("-"))
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn value(text: &str, date: Option<&str>, direction: Direction) -> String {
    let document = read(text);
    let values = document
        .times
        .iter()
        .map(|time| time::value(&time.meaning, date, direction).unwrap_or("none".into()));
    values.collect::<Vec<_>>().join("; ")
}

#[test]
fn the_table_on_the_page_is_true() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/time.md")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    assert!(rows.len() > 40);
    for row in &rows[2..] {
        let direction = if row[1] == "future" { Direction::Future } else { Direction::Past };
        assert_eq!(
            value(&format!("They met {}.", row[0]), Some("2019-05-20"), direction),
            row[2],
            "{}",
            row[0]
        );
    }
}

/// Words in a story of Thursday, 14 May 2026, and what they are for a past, a future and no clause.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("Friday", "2026-05-08", "2026-05-15", "2026-05-08"),
    ("Thursday", "2026-05-14", "2026-05-14", "2026-05-14"),
    ("last Thursday", "2026-05-07", "2026-05-07", "2026-05-07"),
    ("next Thursday", "2026-05-21", "2026-05-21", "2026-05-21"),
    ("this Friday", "2026-05-08", "2026-05-15", "2026-05-15"),
    ("the weekend", "2026-W19-WE", "2026-W20-WE", "2026-W19-WE"),
    ("May 20", "2025-05-20", "2026-05-20", "2026-05-20"),
    ("Dec. 3", "2025-12-03", "2026-12-03", "2025-12-03"),
    ("January", "2026-01", "2027-01", "2026-01"),
    ("Christmas", "2025-12-25", "2026-12-25", "2025-12-25"),
    ("last March", "2026-03", "2026-03", "2026-03"),
    ("next June", "2026-06", "2026-06", "2026-06"),
    ("the third quarter", "2025-Q3", "2026-Q3", "2026-Q3"),
    ("soon", "-", "FUTURE_REF", "FUTURE_REF"),
];

#[test]
fn the_tense_decides_which_day_is_meant() {
    for (text, past, future, unknown) in TABLE {
        let told = |direction| {
            let found = found(&format!("It was {text}."), Some("2026-05-14"), direction);
            found.rsplit(" = ").next().unwrap_or_default().to_owned()
        };
        let values = [told(Direction::Past), told(Direction::Future), told(Direction::Unknown)];
        assert_eq!(values, [*past, *future, *unknown], "{text}");
    }
}

/// Sentences of a past clause in a story of Thursday, 14 May 2026, and what is found in them.
#[rustfmt::skip]
const FOUND: &[(&str, &str)] = &[
    ("They met today.", "today = 2026-05-14"),
    ("They met tonight.", "tonight = 2026-05-14"),
    ("They met last night.", "last night = 2026-05-13"),
    ("They met this morning.", "this morning = 2026-05-14"),
    ("They met yesterday afternoon.", "yesterday afternoon = 2026-05-13"),
    ("Tomorrow they meet.", "Tomorrow = 2026-05-15"),
    ("They met on Tuesday, May 12.", "Tuesday, May 12 = 2026-05-12"),
    ("They met on Friday, May 17, 2019, in Oslo.", "Friday, May 17, 2019 = 2019-05-17"),
    ("They met on the 5th of May 2019.", "the 5th of May 2019 = 2019-05-05"),
    ("They met on May 5th.", "May 5th = 2026-05-05"),
    ("They met on Sept. 3, 2020.", "Sept. 3, 2020 = 2020-09-03"),
    ("They met on 30 February 2019.", "30 February 2019 = -"),
    ("They met on 5/6/2019.", "5/6/2019 = -"),
    ("They met on 17/5/2019.", "17/5/2019 = 2019-05-17"),
    ("They met in May.", "May = 2026-05"),
    ("They met in May 2019.", "May 2019 = 2019-05"),
    ("They met in May of last year.", "May of last year = 2025-05"),
    ("They met in early March.", "early March = 2026-03"),
    ("They met in mid-April.", "mid-April = 2026-04"),
    ("They met in late 2006.", "late 2006 = 2006"),
    ("They met in mid-2019.", "mid-2019 = 2019"),
    ("They have met since 2015.", "2015 = 2015"),
    ("They met in 1066.", "1066 = 1066"),
    ("It was the 2019 deal.", "2019 = 2019"),
    ("They met last year.", "last year = 2025"),
    ("They met this week.", "this week = 2026-W20"),
    ("They meet next month.", "next month = 2026-06"),
    ("They met last quarter.", "last quarter = 2026-Q1"),
    ("They met earlier this year.", "earlier this year = 2026"),
    ("They met later in the day.", "later in the day = 2026-05-14"),
    ("They met at the beginning of the week.", "the beginning of the week = 2026-W20"),
    ("They met at the end of March.", "the end of March = 2026-03"),
    ("They met in the first week of May.", "the first week of May = 2026-05"),
    ("They met in the last three months of 2018.", "the last three months of 2018 = 2018"),
    ("They met in the fourth quarter of last year.", "the fourth quarter of last year = 2025-Q4"),
    ("They met in Q2 2019.", "Q2 2019 = 2019-Q2"),
    ("Third-quarter profit fell.", "Third-quarter = 2025-Q3"),
    ("They met in H1 2019.", "H1 2019 = 2019-H1"),
    ("They met in the summer of 2019.", "the summer of 2019 = 2019-SU"),
    ("They met last winter.", "last winter = 2025-WI"),
    ("They met in the spring.", "the spring = 2026-SP"),
    ("They met in FY2019.", "FY2019 = FY2019"),
    ("They met in the third quarter of fiscal 2019.", "the third quarter of fiscal 2019 = FY2019-Q3"),
    ("They met this fiscal year.", "this fiscal year = -"),
    ("They met in the '90s.", "the '90s = 199"),
    ("They met in the early 1980s.", "the early 1980s = 198"),
    ("They met in the nineties.", "the nineties = 199"),
    ("They met in the 21st century.", "the 21st century = 20"),
    ("They met over the past two weeks.", "the past two weeks = 2026-W18/2026-W20"),
    ("They met over the past year.", "the past year = 2025/2026"),
    ("They met in recent years.", "recent years = PAST_REF"),
    ("They met over the past few years.", "the past few years = PAST_REF"),
    ("They met three years ago.", "three years ago = 2023"),
    ("They met a week ago.", "a week ago = 2026-W19"),
    ("They met twenty-five years ago.", "twenty-five years ago = 2001"),
    ("They meet two weeks from now.", "two weeks from now = 2026-W22"),
    ("They met for two and a half years.", "two and a half years = P2.5Y"),
    ("They met for half an hour.", "half an hour = PT0.5H"),
    ("They met for several days.", "several days = -"),
    ("They met for 90 minutes.", "90 minutes = PT90M"),
    ("They meet every Monday.", "every Monday = P1W"),
    ("They meet every two years.", "every two years = P2Y"),
    ("They meet weekly.", "weekly = P1W"),
    ("They met at 3 p.m. on Monday.", "3 p.m. on Monday = 2026-05-11T15:00"),
    ("They met on Monday at 9:15 a.m. GMT.", "Monday at 9:15 a.m. GMT = 2026-05-11T09:15Z"),
    ("They met at noon.", "noon = T12:00"),
    ("They met at 1430 GMT.", "1430 GMT = T14:30Z"),
    ("They met at 12 a.m. today.", "12 a.m. today = 2026-05-14T00:00"),
    ("They met on New Year's Day.", "New Year's Day = 2026-01-01"),
    ("They met on Labor Day.", "Labor Day = 2025-09-01"),
    ("They met on Good Friday.", "Good Friday = 2026-04-03"),
    ("They met on the Fourth of July.", "the Fourth of July = 2025-07-04"),
    ("They met on Thanksgiving 2018.", "Thanksgiving 2018 = 2018-11-22"),
    ("They met during Ramadan.", "Ramadan = -"),
    ("They met two days after the vote.", "two days = -"),
    ("They met a day later.", "a day later = -"),
    ("They met the same day.", "the same day = -"),
    ("They met that week.", "that week = -"),
    ("They met from 2015 to 2018.", "2015 to 2018 = 2015/2018"),
    ("They met between March and April.", "March and April = 2026-03/2026-04"),
    ("They met on 1-5 May.", "1-5 May = 2026-05-01/2026-05-05"),
    ("They met from Monday to Wednesday.", "Monday to Wednesday = 2026-05-11/2026-05-13"),
    ("They met from November to January.", "November to January = 2025-11/2026-01"),
    ("They met from May 1 to June 5, 2019.", "May 1 to June 5, 2019 = 2019-05-01/2019-06-05"),
    ("It was Friday's visit.", "Friday = 2026-05-08"),
    ("It was a Tuesday meeting.", "Tuesday = 2026-05-12"),
    ("They met by year-end.", "year-end = 2026"),
    // near misses
    ("They may meet.", ""),
    ("May said that she met them.", ""),
    ("The soldiers march on.", ""),
    ("They came second.", ""),
    ("A second man met them.", ""),
    ("The 2000 people met.", ""),
    ("It killed 2000 people.", ""),
    ("They paid 1,984 dollars.", ""),
    ("The sun rose over them.", ""),
    ("It is a 30-year bond.", ""),
    ("He is a 30-year-old man.", ""),
    ("He is 30 years old.", ""),
    ("They mar it.", ""),
    ("They fall.", ""),
    ("Prices fall in the city.", ""),
    ("The spring broke.", ""),
    ("A quarter of them met.", ""),
    ("They won 3:2.", ""),
    ("They like the new plan.", ""),
    ("The good man met them.", ""),
    ("They met in room 2019.", ""),
    ("This is the last one.", ""),
    ("They met the next man.", ""),
    ("They took the first half of the money.", ""),
    ("He is an august man.", ""),
    ("I am 5.", ""),
];

#[test]
fn expressions_are_found_with_their_values_and_what_looks_like_one_is_not() {
    let wrong: Vec<String> = FOUND
        .iter()
        .filter_map(|(text, expected)| {
            let found = found(text, Some("2026-05-14"), Direction::Past);
            (found != *expected).then(|| format!("{text}\n   found {found}\n  wanted {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_relative_has_no_value_without_the_day_of_the_document() {
    for text in [
        "yesterday",
        "last week",
        "in March",
        "on Friday",
        "the past three days",
        "on Christmas",
        "this year",
    ] {
        assert_eq!(value(&format!("They met {text}."), None, Direction::Past), "none", "{text}");
    }
    assert_eq!(value("They met in March 2019.", None, Direction::Past), "2019-03");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_day_makes_any_expression_panic(year in 1..=9999i16, month in 1..=12i8, day in 1..=31i8, edge in 0..4usize) {
        let date = match edge {
            0 => "0001-01-01".to_owned(),
            1 => "9999-12-31".to_owned(),
            2 => format!("{year:04}-02-29"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        };
        let text: String = FOUND.iter().map(|(text, _)| format!("{text}\n\n")).collect();
        let document = read(&text);
        for time in &document.times {
            for direction in [Direction::Past, Direction::Future, Direction::Unknown] {
                let _ = time::value(&time.meaning, Some(&date), direction);
            }
        }
    }

    #[test]
    fn no_words_make_the_grammar_panic(words in prop::collection::vec(prop::sample::select(vec![
        "the", "last", "May", "5", "-", "2019", ",", "of", "quarter", "first", "half", "and", "a", "fiscal", "FY", "'90s",
        "9999", "to", "Monday", "at", "3", "p.m.", "New", "Year", "ago", "weeks", "next", "coming", "24:61", "UTC", "+", "é",
    ]), 0..24)) {
        for time in &read(&words.join(" ")).times {
            let _ = time::value(&time.meaning, Some("2019-05-20"), Direction::Future);
        }
    }
}
