//! `dateline report`.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use super::query::TRIPS;
use super::{dateline, folder};

const RULES: &str = "event Visit { agent: Person  host: Person }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\n\
    rule invite -> Visit { \"{host} invited {agent}\" }\n";

fn page(article: &str) -> String {
    let article = serde_json::json!({ "id": "x\"><script>alert(1)</script>", "title": "<b>T</b>\u{202e}", "date": "2024-05-12",
        "url": "javascript:alert(1)", "text": article });
    let line = article.to_string();
    let folder = folder(&[("trip.rules", RULES.as_bytes()), ("news.jsonl", line.as_bytes())]);
    let ended = dateline(folder.path(), "report trip.rules --input news.jsonl", b"");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout
}

fn data(page: &str) -> Value {
    let start = page.find("id=\"data\">").unwrap() + 10;
    let end = start + page[start..].find("</script>").unwrap();
    serde_json::from_str(&page[start..end]).unwrap()
}

#[test]
fn a_page_is_written_whole_and_the_same_each_time() {
    let folder = folder(&[("trip.rules", RULES.as_bytes()), ("trips.conllu", TRIPS.as_bytes())]);
    let run = |jobs: &str| {
        let arguments = format!("report trip.rules --input trips.conllu --output out.html --jobs {jobs}");
        let ended = dateline(folder.path(), &arguments, b"");
        assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
        std::fs::read_to_string(folder.path().join("out.html")).unwrap()
    };
    let page = run("1");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{page}");
    assert_eq!(page, run("2"));
}

#[test]
fn every_link_and_label_of_a_page_leads_to_an_id_that_is_there_once() {
    let page = page(
        "Anna Park visited Bo Lee on Monday. It snowed.\n\nBo Lee invited Anna Park, who visited Cy Day.",
    );
    let ids: Vec<String> = Regex::new(r#" id="([^"]+)""#)
        .unwrap()
        .captures_iter(&page)
        .map(|found| found[1].to_owned())
        .collect();
    let known: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(ids.len(), known.len(), "an id stands twice");
    let links = Regex::new(r##"(?:href="#|aria-labelledby="|list=")([^"]+)""##).unwrap();
    for link in links.captures_iter(&page) {
        assert!(known.contains(&link[1]), "{} leads nowhere", &link[1]);
    }
    let data = data(&page);
    let events = data["events"].as_array().unwrap();
    assert!(!events.is_empty());
    for event in events {
        let id = event["id"].as_str().unwrap();
        assert!(known.contains(id) && page.contains(&format!("href=\"#{id}\"")), "{id}");
        assert_eq!(event["day"].as_str().unwrap().get(..4), Some("2024"));
    }
    assert!(page.contains("trip.rules:2") && page.contains("{agent} visited {host}"), "the rule is shown");
}

#[test]
fn nothing_in_an_article_is_markup_or_script_on_the_page() {
    let hostile = "Anna Park visited Bo Lee</script><script>alert(2)</script><img src=x onerror=alert(3)>\u{1b}[31m\u{202e}\u{2066}. \
        Anna Park visited \"Bo' Lee\" {{ 7 * 7 }} {% raw %} <!-- .";
    let page = page(hostile);
    assert_eq!(page.matches("<script").count(), 2, "the page's own");
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<img") && !page.contains("<b>T") && !page.contains("<!--"));
    assert!(!page.contains("javascript:"), "a link that is none of the web is left out");
    assert!(page.contains("{{ 7 * 7 }}"), "what looks like a template is text");
    let active = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!page.contains(active));
    data(&page);
}

#[test]
fn a_page_asks_nothing_of_a_network_and_has_its_landmarks() {
    let page = page("Anna Park visited Bo Lee.");
    for part in [
        "default-src 'none'",
        "<html lang=\"en\">",
        "<main>",
        "<nav aria-label",
        "role=\"search\"",
        "aria-live",
        "prefers-reduced-motion",
        "@media print",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    let loads = Regex::new(r#"(?i)<link|<iframe|<img|@import|url\([^#]|\ssrc=|https?://"#).unwrap();
    assert_eq!(loads.find(&page).map(|found| found.as_str()), None);
}

/// The page as it is read, without its style, script and data, and the data by itself.
#[test]
fn a_page_of_a_small_article_is_as_it_was() {
    let page = page("Anna Park visited Bo Lee on Monday.\n\nBo Lee invited Cy Day, he said.");
    let body = &page[page.find("<body").unwrap()..page.find("<script").unwrap()];
    let data = serde_json::to_string_pretty(&data(&page)).unwrap();
    insta::assert_snapshot!(format!("{body}\n{data}"));
}

#[test]
fn articles_without_events_make_a_page_too() {
    let page = page("It snowed.");
    assert!(page.contains("0 events in 1 article") && page.contains("It snowed."), "{page}");
    assert!(page.contains("No event has a date."));
}
