//! `dateline events`, and the page that it writes.

use std::path::Path;

use serde_json::Value;

use super::{dateline, folder};

const RULES: &str = "## Somebody goes\n## somewhere.\nevent Trip {\n    agent: Person   ## who goes\n    \
    ## what they\n    ## go to see\n    goal?: Place | Phrase\n    hour?: Date # no doc\n}\n\n\
    ## A journey for pleasure.\nevent Tour: Trip {}\n\n\
    rule tour -> Tour { \"{agent} toured {goal}\" }\n\
    test \"[agent: Anna Brandt] toured [goal: Oslo].\" => Tour\n\
    test \"[agent: Anna Brandt] will tour [goal: Oslo].\" => Tour { modality: planned }\n\
    test \"Anna Brandt took *a* bus.\" => nothing\n";

#[test]
fn events_are_described_with_their_roles_and_examples() {
    let folder = folder(&[("trip.rules", RULES.as_bytes())]);
    let ended = dateline(folder.path(), "events trip.rules", b"");
    let expected = "\n## Tour\n\nA journey for pleasure.\n\nMade by the rules in `trip.rules`.\n\nA kind of Trip.\n\n\
        | role | | fillers | how many |\n|---|---|---|---|\n\
        | `agent` | who goes | Person | one |\n\
        | `goal` | what they go to see | Place, Phrase | at most one |\n\
        | `hour` |  | Date | at most one |\n\nExamples:\n\n\
        - Anna Brandt toured Oslo.\\\n  `Tour { agent: Anna Brandt; goal: Oslo }`\n\
        - Anna Brandt will tour Oslo.\\\n  `Tour { agent: Anna Brandt; goal: Oslo }` (modality: planned)\n\n\
        Nothing is found in:\n\n- Anna Brandt took \\*a\\* bus.\n";
    assert!(ended.stdout.contains(expected), "{}{}", ended.stdout, ended.stderr);
    let described: Value =
        serde_json::from_str(&dateline(folder.path(), "events trip.rules --format json", b"").stdout)
            .unwrap();
    assert_eq!(described[1]["name"], "Trip");
    assert_eq!(described[1]["doc"], "Somebody goes\nsomewhere.");
    assert_eq!(described[1]["subtypes"], serde_json::json!(["Tour"]));
}

/// `DATELINE_DOCS=update cargo test page_of_the_events` writes the page.
#[test]
fn the_page_of_the_events_is_what_the_packs_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/events.md");
    let page = dateline(root, "events", b"").stdout;
    if std::env::var_os("DATELINE_DOCS").is_some_and(|value| value == "update") {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let old = "docs/events.md is old; write it with `DATELINE_DOCS=update cargo test --test all page_of_the_events`";
    assert!(written == page, "{old}");
    // every type and every role says what it is
    let described: Value = serde_json::from_str(&dateline(root, "events --format json", b"").stdout).unwrap();
    for event in described.as_array().unwrap() {
        let documented = |thing: &Value| thing["doc"].as_str().is_some_and(|doc| !doc.is_empty());
        assert!(documented(event), "{}", event["name"]);
        for role in event["roles"].as_array().unwrap() {
            assert!(documented(role), "{} of {}", role["name"], event["name"]);
        }
        assert!(!event["examples"].as_array().unwrap().is_empty(), "{}", event["name"]);
    }
}
