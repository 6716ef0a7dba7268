//! `dateline explain` and `explain-code`.

use serde_json::Value;

use super::{dateline, folder};

const RULES: &str = "event Visit { agent: Person  host: Organization }\n\
    rule visit -> Visit { \"{agent} visited {host}\" }\n\
    rule tour -> Visit { \"{agent} toured {host}\" }\n";

const ARTICLE: &str = "# newdoc id = trip\n# text = 박 visited Lee.\n\
    1\t박\t박\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-Person\n\
    2\tvisited\tvisit\tVERB\tVBD\t_\t0\troot\t_\t_\n\
    3\tLee\tLee\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No|NER=B-Person\n\
    4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

#[test]
fn a_near_miss_is_told_with_carets_under_the_sentence() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("trip.conllu", ARTICLE.as_bytes())]);
    let ended = dateline(folder.path(), "explain visit.rules --input trip.conllu", b"");
    let expected = "trip, sentence 0\n  \
        visit -> Visit: pattern 1 did not match\n    \
        \"{agent} visited {host}\"  (visit.rules:2)\n    \
        박 visited Lee.\n    \
        -- ------- ^^^\n    \
        + predicate      `visited` found, a verb, a form of `visit`\n    \
        + role `agent`   subject is `박`, a Person phrase (a name)\n    \
        ! role `host`    object is `Lee`, a Person phrase (a name), not an Organization\n      \
        `visited` has  subject = `박`; object = `Lee`\n  \
        (1 rule: no word of theirs occurs)\n\n";
    assert_eq!(ended.stdout, expected, "{}", ended.stderr);
    assert_eq!(ended.code, 0);
}

#[test]
fn a_chosen_rule_is_explained_even_where_no_word_of_it_occurs() {
    let folder = folder(&[("visit.rules", RULES.as_bytes())]);
    let ended = dateline(folder.path(), "explain visit.rules --rule tour --sentence Tourists", b"");
    let told = "the pattern wants a form of `tour`, a verb; there is no such word in this sentence; nearest: `Tourists`";
    assert!(ended.stdout.contains(told), "{}{}", ended.stdout, ended.stderr);
    let ended = dateline(folder.path(), "explain visit.rules --rule tuor --sentence Tourists", b"");
    assert_eq!((ended.code, &*ended.stderr), (2, "error: there is no rule `tuor`; did you mean `tour`?\n"));
}

#[test]
fn sentences_are_chosen_by_number_or_words() {
    let folder = folder(&[("visit.rules", RULES.as_bytes()), ("trip.conllu", ARTICLE.as_bytes())]);
    for sentence in ["0", "Visited"] {
        let arguments = format!("explain visit.rules --input trip.conllu --json --sentence {sentence}");
        let ended = dateline(folder.path(), &arguments, b"");
        let record: Value = serde_json::from_str(&ended.stdout).unwrap();
        let finding = &record["findings"][0];
        assert_eq!((&finding["rule"], &finding["reached"]), (&"visit".into(), &"predicate".into()));
        assert_eq!(
            (&finding["steps"][2]["sign"], &finding["steps"][2]["start"]),
            (&"failed".into(), &10.into())
        );
    }
    let ended = dateline(folder.path(), "explain visit.rules --input trip.conllu --sentence rain", b"");
    assert_eq!((ended.code, &*ended.stderr), (2, "error: no sentence has the words `rain`\n"));
}

#[test]
fn codes_are_explained() {
    let folder = folder(&[]);
    let ended = dateline(folder.path(), "explain-code d0203", b"");
    assert!(ended.stdout.starts_with("## D0203: an unknown type\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains("agent: Persn") && ended.stdout.contains("agent: Person"));
    let json = dateline(folder.path(), "explain-code D0203 --json", b"");
    assert_eq!(serde_json::from_str::<Value>(&json.stdout).unwrap()["code"], "D0203");
    let ended = dateline(folder.path(), "explain-code D0230", b"");
    assert_eq!(ended.code, 2);
    assert!(
        ended.stderr.starts_with("error: there is no code `D0230`; did you mean `D0"),
        "{}",
        ended.stderr
    );
}
