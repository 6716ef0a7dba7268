//! `dateline run`, `check` and `test`.

use serde_json::Value;

use super::{dateline, folder};

const RULES: &str = "## A visit.\n\
    event Visit { agent+: Person  host?: Person | Place }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\n\
    test \"[agent: Park] visited [host: Lee].\" => Visit { tense: past }\n";

/// Annotated, so that what is found does not depend on the model.
const ARTICLE: &str = "# newdoc id = trip\n# date = 2019-05-20\n# text = 박 visited Lee.\n\
    1\t박\t박\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvisited\tvisit\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    3\tLee\tLee\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No|NER=B-Person\n\
    4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

#[test]
fn events_are_written_a_line_each_or_as_an_array() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("trip.conllu", ARTICLE.as_bytes())]);
    let lines = dateline(folder.path(), "run visit.rules --input trip.conllu", b"");
    assert_eq!(lines.code, 0, "{}", lines.stderr);
    assert_eq!(lines.stdout.lines().count(), 1);
    let event: Value = serde_json::from_str(&lines.stdout).unwrap();
    assert_eq!((&event["type"], &event["at"]), (&"Visit".into(), &"visit.rules:3".into()));
    assert_eq!(event["roles"]["host"][0]["start"], 10);
    assert!(lines.stderr.starts_with("1 document, 4 words, 1 event, none skipped, "), "{}", lines.stderr);
    let array = dateline(folder.path(), "run visit.rules --input trip.conllu --format json", b"");
    assert_eq!(array.stdout, format!("[\n{}\n]\n", lines.stdout.trim_end()));
    let none = dateline(folder.path(), "run visit.rules --input - --format json", b"It rained.");
    assert_eq!((none.code, none.stdout.as_str()), (0, "[]\n"));
}

#[test]
fn a_table_is_aligned_whatever_the_script() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("trip.conllu", ARTICLE.as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input trip.conllu --format table", b"");
    let space = " ".repeat(44);
    let expected = format!(
        "trip · 2019-05-20\nVisit  visited  agent: 박{space}박 visited Lee.\n                host: Lee\n\n",
    );
    assert_eq!(ended.stdout, expected);
}

#[test]
fn rules_with_mistakes_are_told_and_the_others_run() {
    let broken = format!("{RULES}rule odd -> Vist {{ \"{{agent}} left\" }}\n");
    let folder = folder(&[("visit.rules", broken.as_bytes()), ("trip.conllu", ARTICLE.as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input trip.conllu", b"");
    assert_eq!((ended.code, ended.stdout.lines().count()), (1, 1));
    assert!(ended.stderr.contains("unknown event `Vist`"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "check visit.rules", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (1, "1 rule, 1 test, 1 error, 0 warnings\n"));
    assert!(ended.stdout.contains(" --> visit.rules:5:13\n"), "{}", ended.stdout);
    let ended = dateline(folder.path(), "check visit.rules --json", b"");
    let problem: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(
        (&problem["severity"], &problem["places"][0]["start"]["column"]),
        (&"error".into(), &13.into())
    );
    assert_eq!(problem["fix"]["replacement"], "Visit");
}

#[test]
fn annotated_input_without_a_layer_that_a_rule_needs_is_told() {
    let bare = "1\tPark\tPark\tPROPN\t_\t_\t_\t_\t_\t_\n2\tvisited\tvisit\tVERB\t_\t_\t_\t_\t_\t_\n\n";
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("bare.conllu", bare.as_bytes())]);
    let ended = dateline(folder.path(), "run visit.rules --input bare.conllu", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    assert!(
        ended.stderr.contains("in `bare` sentence 0 has no names, which a rule needs; skipped\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn documents_of_spacy_give_events_as_files_lines_or_stdin() {
    let spacy = include_bytes!("../read/spacy.json");
    let lines = [
        &spacy[..],
        b"\n{\"text\": \"Anna Park visited Baltic Steel.\", \"id\": \"text\"}\n{\"tokens\": [{}]}\n",
    ]
    .concat();
    let rules =
        b"event Arrest { who: Person  by: Phrase }\nrule arrest -> Arrest { \"{by} arrested {who}\" }\n";
    let folder = folder(&[("arrest.rules", rules), ("a.json", spacy), ("b.jsonl", &lines)]);
    for (arguments, input, docs) in
        [("a.json", &b""[..], &["a"][..]), ("b.jsonl", b"", &["b-1"]), ("-", spacy, &["stdin-1"])]
    {
        let ended = dateline(folder.path(), &format!("run arrest.rules --input {arguments}"), input);
        let events: Vec<serde_json::Value> =
            ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(events.iter().map(|event| event["doc"].as_str().unwrap()).collect::<Vec<_>>(), docs);
        assert_eq!(events[0]["roles"]["who"][0]["text"], "Norwegian Foreign Minister Kari Lund");
        let told = "b.jsonl:3: in `b-3`, missing field `start` at line 1 column 14; skipped\n";
        assert_eq!(ended.stderr.contains(told), arguments == "b.jsonl", "{}", ended.stderr);
    }
}

#[test]
fn test_sentences_that_fail_are_told_with_what_was_found() {
    let tests = "event Visit { agent+: Person  host?: Person }\n\
        rule visit -> Visit { / {agent: 'Park'} 'met' {host: 'Lee'} / }\n\
        test \"[agent: Park] met [host: Lee].\" => Visit\n\
        test \"[agent: Park] met Lee.\" => Visit { polarity: negative }\n\
        test \"[agent: Park] slept.\" => Visit\n\
        test \"Park met Lee.\" => nothing\n\
        test \"Park met Lee.\" => not Visit\n";
    let folder = folder(&[("met.rules", tests.as_bytes())]);
    let ended = dateline(folder.path(), "test met.rules", b"");
    let expected = "ok      met.rules:3: Park met Lee.\n\
        wrong   met.rules:4: Park met Lee.\n        \
            expected: Visit { agent: Park; polarity: negative }\n        \
            found:    Visit { agent: Park; host: Lee }\n        \
            `host` should not be `Lee`\n        \
            `polarity` should be `negative`, not `positive`\n\
        {matched}\
        missing met.rules:5: Park slept.\n        \
            expected: Visit { agent: Park }\n        \
            found:    nothing\n        \
            visit -> Visit: pattern 1 did not match\n          \
            / {agent: 'Park'} 'met' {host: 'Lee'} /  (met.rules:2)\n          \
            Park slept.\n          \
            ---- ^^^^^\n          \
            + tokens  `Park` found\n          \
            ! tokens  exactly `met` should follow, not `slept`; `slept` is read as a verb (VBD), a form of `sleep`\n\
        noisy   met.rules:6: Park met Lee.\n        \
            expected: nothing\n        \
            found:    Visit { agent: Park; host: Lee }\n\
        {matched}\
        noisy   met.rules:7: Park met Lee.\n        \
            expected: not Visit\n        \
            found:    Visit { agent: Park; host: Lee }\n\
        {matched}";
    let matched = "        visit -> Visit: pattern 1 matched\n          \
        / {agent: 'Park'} 'met' {host: 'Lee'} /  (met.rules:2)\n          \
        Park met Lee.\n          ------------\n          \
        + tokens        `Park met Lee` matches\n          \
        + role `agent`  is `Park`\n          \
        + role `host`   is `Lee`\n            event         a Visit, positive, asserted, past\n";
    let expected = expected.replace("{matched}", matched);
    assert_eq!(ended.stdout, expected, "{}", ended.stderr);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, "5 tests: 1 ok, 1 missing, 1 wrong, 2 noisy\n"));
    let json = dateline(folder.path(), "test met.rules --json", b"");
    let verdicts =
        json.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["verdict"].clone());
    assert_eq!(verdicts.collect::<Vec<_>>(), ["ok", "wrong", "missing", "noisy", "noisy"]);
}

#[test]
fn files_that_rules_use_are_found_beside_them() {
    let files: &[(&str, &[u8])] = &[
        (
            "in/visit.rules",
            b"use people\nrule met -> Meet { / {who: @staff} 'met' / }\ntest \"[who: aides] met.\" => Meet\n",
        ),
        ("in/people.rules", b"event Meet { who: Phrase }\nlist staff from \"staff.tsv\"\n"),
        ("in/staff.tsv", "\u{feff}aides\nenvoys\n".as_bytes()),
    ];
    let folder = folder(files);
    for rules in ["in/visit.rules", "in"] {
        let ended = dateline(folder.path(), &format!("test {rules}"), b"");
        assert_eq!(ended.stdout, "ok      in/visit.rules:3: aides met.\n", "{}", ended.stderr);
    }
}

#[test]
fn the_library_is_part_of_the_program() {
    let folder = folder(&[("my.rules", b"use std::nouns\nuse std::nuns\n")]);
    let ended = dateline(folder.path(), "check my.rules", b"");
    assert!(ended.stdout.contains("there is no file `std::nuns`"), "{}", ended.stdout);
    assert!(ended.stdout.contains("did you mean `std::nouns`?"), "{}", ended.stdout);
    assert!(ended.stderr.ends_with(" 1 error, 0 warnings\n"), "{}\n{}", ended.stdout, ended.stderr);
}

#[test]
fn the_rules_of_the_readme_work_as_it_says() {
    let readme = include_str!("../../README.md");
    let rules = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let folder = folder(&[("readme.rules", rules.as_bytes())]);
    let ended = dateline(folder.path(), "test readme.rules", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "1 test: 1 ok\n"), "{}", ended.stdout);
    let sentences = b"Microsoft was visited by Anna Brandt.\n\nAnna Brandt, who visited Microsoft, left.\n\n\
        Anna Brandt hopes to visit Microsoft.\n\nAfter visiting Microsoft, Anna Brandt left.\n";
    let ended = dateline(folder.path(), "run readme.rules --input -", sentences);
    let events: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<u64> = events.iter().map(|event| event["sentence"].as_u64().unwrap()).collect();
    assert_eq!(found, [0, 1, 2, 3], "{}", ended.stdout);
    assert!(
        events.iter().all(|event| event["roles"]["agent"][0]["text"] == "Anna Brandt"),
        "{}",
        ended.stdout
    );
}

#[test]
fn without_rules_nothing_is_run() {
    let folder = folder(&[("none.rules", b"# nothing yet\n"), ("a.txt", b"It rained.")]);
    let ended = dateline(folder.path(), "run none.rules --input a.txt", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (2, "error: there is no rule to run\n"));
    assert_eq!(dateline(folder.path(), "run nowhere --input a.txt", b"").code, 2);
    assert_eq!(dateline(folder.path(), "check nowhere", b"").code, 2);
}

const NO_ARTICLES: &str =
    "error: no articles are named: give files or folders, or name them in a `dateline.toml`\n";

#[test]
fn a_rule_file_behind_the_articles_is_a_rule_file() {
    let files =
        [("visit.rules", RULES.as_bytes()), ("trip.conllu", ARTICLE.as_bytes()), ("r/visit.rules", b"")];
    let folder = folder(&files);
    let before = dateline(folder.path(), "run visit.rules --input trip.conllu", b"");
    let behind = dateline(folder.path(), "run --input trip.conllu visit.rules", b"");
    assert_eq!((behind.code, behind.stdout), (0, before.stdout));
    // a folder may hold anything: it is not taken for rules, and not passed over
    let ended = dateline(folder.path(), "run --input trip.conllu r", b"");
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""));
    assert!(ended.stderr.contains("`dateline run r --input …`"), "{}", ended.stderr);
    let ended = dateline(folder.path(), "run --input visit.rules", b"");
    assert_eq!((ended.code, ended.stderr.as_str()), (2, NO_ARTICLES));
    let ended = dateline(folder.path(), "annotate visit.rules", b"");
    let told = "error: `visit.rules` is a rule file; articles are wanted here\n";
    assert_eq!((ended.code, ended.stderr.as_str()), (2, told));
}
