//! `dateline repl`, with lines that were written before.

use super::query::TRIPS;
use super::{dateline, folder};

/// What the lines give, over two annotated documents.
fn answers(lines: &str) -> String {
    let folder =
        folder(&[("trips.conllu", TRIPS.as_bytes()), ("lists.rules", b"list capital = Oslo | Paris\n")]);
    let ended = dateline(folder.path(), "repl", lines.as_bytes());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    ended.stdout
}

#[test]
fn patterns_are_looked_for_in_the_text_whichever_comes_first() {
    let matches = "oslo:0: [a: Brandt] *visits* [b: Oslo].\n";
    assert_eq!(answers(":load trips.conllu\n{a} visited {b: Place}\n"), matches);
    let early = "there is no text yet: type a sentence, or `:load FILE`\n";
    assert_eq!(answers("\"{a} visited {b: Place}\"\n:load trips.conllu\n"), format!("{early}{matches}"));
}

#[test]
fn items_are_added_replaced_shown_and_dropped() {
    let lines = ":load trips.conllu\nevent Visit { who: Person  where: Place }\nrule visit -> Visit {\n\
        \"{who} visited {where}\"\n}\nlist place = Oslo\nlist place = Rome\n:items\n{a} visited {b: @place}\n:drop visit\n:quit\nnever read\n";
    let visit = "oslo:0: Visit: [who: Brandt] *visits* [where: Oslo].\n";
    let found = answers(lines);
    let items = "event Visit { who: Person  where: Place }\nrule visit -> Visit {\n\"{who} visited {where}\"\n}\nlist place = Rome\n";
    assert_eq!(found.matches(visit).count(), 4, "{found}");
    assert!(found.contains(items), "{found}");
    assert!(
        found.contains("query -> Query: pattern 1 did not match\n  \"{a} visited {b: @place}\"  (typed)\n"),
        "{found}"
    );
    assert!(!found.contains("never"), "{found}");
}

#[test]
fn rule_files_can_be_taken_and_rules_explained() {
    let found = answers(
        ":load trips.conllu\n:rules lists.rules\n{a} visited {b: @capital}\n:explain\n:explain quary\n",
    );
    assert!(found.contains("oslo:0: [a: Brandt] *visits* [b: Oslo].\n"), "{found}");
    assert!(found.contains("seoul, sentence 0\n  query -> Query: pattern 1 did not match\n"), "{found}");
    assert!(found.ends_with("error: there is no rule `quary`; did you mean `query`?\n"), "{found}");
}

#[test]
fn a_mistake_is_told_and_leaves_everything_as_it_was() {
    let found = answers(
        ":load trips.conllu\n{a} visited {b: Place}\n{a} visited {b: Plaec}\nlist x = \nrule x -> Y { \"{a} left\" }\n:lod x\n:load none.txt\n:date soon\n",
    );
    assert!(
        found.starts_with("oslo:0: [a: Brandt] *visits* [b: Oslo].\nerror[D0203]: unknown type `Plaec`\n"),
        "{found}"
    );
    assert!(found.contains(" --> pattern:1:18\n"), "{found}");
    assert!(found.contains("error[D0206]: unknown event `Y`\n"), "{found}");
    assert!(found.contains("the item was not taken\n"), "{found}");
    assert!(found.contains("error: there is no `:lod`; did you mean `:load`?\n"), "{found}");
    assert!(found.contains("error: cannot read `none.txt`"), "{found}");
    assert!(
        found.ends_with("error: the date `soon` was not understood; write it as 2019-05-20\n"),
        "{found}"
    );
}

#[test]
fn the_date_of_the_text_counts_for_its_times() {
    let lines = "event E { a: Phrase }\nrule e -> E { / {a: 'Park'} 'left' / }\nPark left.\n:date 2019-05-20\n:text Park left.\n";
    assert_eq!(answers(lines), "0: E: [a: Park] *left*.\n".repeat(3));
}
