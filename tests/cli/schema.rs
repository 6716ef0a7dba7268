//! `dateline schema`, `completions`, `man`, and what every command's help has.

use serde_json::{Map, Value, json};

use super::query::TRIPS;
use super::{dateline, folder};

/// Where a value is not as its schema says. Of JSON Schema it knows what ours use; another word fails the test. Keys that
/// the schema does not name are told too: every field is to be documented.
fn violations(value: &Value, schema: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(name) => root.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let known = [
        "$ref",
        "$defs",
        "$schema",
        "title",
        "description",
        "version",
        "format",
        "default",
        "type",
        "enum",
        "minimum",
        "anyOf",
        "items",
        "properties",
        "required",
        "additionalProperties",
    ];
    for word in schema.as_object().unwrap_or(&Map::new()).keys() {
        assert!(known.contains(&word.as_str()), "the schema has `{word}`");
    }
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |wanted: &Value| wanted == name || (wanted == "number" && name == "integer");
    let fits = match &schema["type"] {
        Value::Null => true,
        Value::Array(types) => types.iter().any(is),
        wanted => is(wanted),
    };
    let listed = schema["enum"].as_array().is_none_or(|values| values.contains(value));
    let large =
        schema["minimum"].as_f64().is_none_or(|least| value.as_f64().is_none_or(|value| value >= least));
    let any = schema["anyOf"].as_array().is_none_or(|schemas| {
        schemas.iter().any(|schema| {
            let mut found = Vec::new();
            violations(value, schema, root, at, &mut found);
            found.is_empty()
        })
    });
    if !(fits && listed && large && any) {
        found.push(format!("{at}: {value}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        violations(item, &schema["items"], root, &format!("{at}/{index}"), found);
    }
    if schema["type"] == "object" {
        for required in schema["required"].as_array().into_iter().flatten() {
            if value.get(required.as_str().unwrap()).is_none() {
                found.push(format!("{at}: lacks {required}"));
            }
        }
        for (key, inner) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{key}");
            match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Object(other)) => {
                    violations(inner, &Value::Object(other.clone()), root, &at, found);
                }
                (Value::Null, _) => found.push(format!("{at}: is not in the schema")),
                (property, _) => violations(inner, property, root, &at, found),
            }
        }
    }
}

fn schema(of: &str) -> Value {
    let ended = dateline(folder(&[]).path(), &format!("schema {of}"), b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    serde_json::from_str(&ended.stdout).unwrap()
}

fn wrong(value: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    violations(value, schema, schema, "", &mut found);
    found
}

#[test]
fn events_are_as_their_schema_says() {
    let schema = schema("events");
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles");
    let ended = dateline(folder(&[]).path(), &format!("run --input {articles}"), b"");
    let events: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(events.len() > 50);
    for event in &events {
        assert_eq!(wrong(event, &schema), [] as [&str; 0], "{event}");
    }
    // everything that may be left out is there somewhere
    let has =
        |path: &str| events.iter().any(|event| event.pointer(path).is_some_and(|value| !value.is_null()));
    for path in ["/time/value", "/place/start", "/source/verb", "/roles/agent/0/title", "/roles/agent/0/name"]
    {
        assert!(has(path), "{path}");
    }
}

#[test]
fn what_is_no_event_is_found_out() {
    let schema = schema("events");
    let folder = folder(&[("trips.conllu", TRIPS.as_bytes())]);
    let ended = dateline(folder.path(), "run --input trips.conllu", b"");
    let event: Value = serde_json::from_str(ended.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(wrong(&event, &schema), [] as [&str; 0]);
    let with = |key: &str, value: Value| {
        let mut event = event.clone();
        event[key] = value;
        wrong(&event, &schema).len()
    };
    assert_eq!(with("sentence", json!(-1)), 1);
    assert_eq!(with("modality", json!("perhaps")), 1);
    assert_eq!(with("time", json!({"text": "Friday"})), 1);
    assert_eq!(with("surprise", json!(true)), 1);
    assert_eq!(with("roles", json!({"agent": {"text": "Park"}})), 1);
}

#[test]
fn articles_are_as_their_schema_says() {
    let schema = schema("documents");
    let article = json!({"id": 7, "title": null, "date": "2019-05-20", "text": "It rained."});
    assert_eq!(wrong(&article, &schema), [] as [&str; 0]);
    assert_eq!(wrong(&json!({"id": "x"}), &schema), [": lacks \"text\""]);
    let read = dateline(folder(&[]).path(), "annotate -", article.to_string().as_bytes());
    assert!(read.stdout.starts_with("# newdoc id = 7\n"), "{}", read.stdout);
}

#[test]
fn shells_complete_every_command_and_every_command_has_a_page() {
    let help = dateline(folder(&[]).path(), "help", b"").stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() > 10, "{help}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = dateline(folder(&[]).path(), &format!("completions {shell}"), b"").stdout;
        let missing: Vec<_> = commands.iter().filter(|command| !script.contains(**command)).collect();
        assert!(missing.is_empty(), "{shell}: {missing:?}");
    }
    let folder = folder(&[]);
    let ended = dateline(folder.path(), "man --output pages", b"");
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
    for command in commands {
        let page =
            std::fs::read_to_string(folder.path().join(format!("pages/dateline-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
        let help = dateline(folder.path(), &format!("{command} --help"), b"").stdout;
        assert!(help.contains("\nExamples:\n  dateline "), "the help of `{command}` has no examples");
        assert!(page.contains("Examples:"), "{command}");
    }
}
