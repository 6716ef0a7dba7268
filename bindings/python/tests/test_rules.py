"""Rules: where they come from, what is wrong with them, and how they travel."""

from __future__ import annotations

import copy
import pickle

import pytest
from conftest import ROOT, command

import dateline

VISIT = """
## A visit.
event Visit { agent+: Person; host+: Person | Organization }
rule calls -> Visit { "{agent} visited {host}" }
test "[agent: Anna Brandt] visited [host: Leo Marsh]." => Visit
test "Anna Brandt met Leo Marsh." => nothing
"""
SENTENCE = "Anna Brandt visited Leo Marsh."


def test_rules_come_from_texts_files_folders_and_packs(tmp_path):
    path = tmp_path / "mine.rules"
    path.write_text(VISIT, encoding="utf-8")
    for rules in (
        dateline.compile(VISIT),
        dateline.compile(path),
        dateline.compile(str(path)),
        dateline.compile(tmp_path),
        dateline.compile({"mine.rules": VISIT}),
    ):
        assert [str(event) for event in rules.extract(SENTENCE)] == ["Visit { agent: Anna Brandt; host: Leo Marsh }"]
    assert dateline.compile({"a.rules": VISIT}).extract(SENTENCE)[0].at == "a.rules:4"
    assert {event["name"] for event in dateline.compile(packs="diplomacy").events} == {"Meet", "Travel", "Visit"}
    assert dateline.packs() == ["business", "conflict", "diplomacy", "justice", "people", "politics", "press"]
    both = dateline.compile(VISIT.replace("Visit", "Call"), packs=["diplomacy"])
    assert {"Call", "Visit"} <= {event["name"] for event in both.events}


def test_what_cannot_be_found_is_told(tmp_path):
    with pytest.raises(OSError, match="cannot read `nothing.rules`"):
        dateline.compile("nothing.rules")
    with pytest.raises(OSError, match="there are no rules"):
        dateline.compile(tmp_path)
    with pytest.raises(ValueError, match="there is no pack `sport`; there are business"):
        dateline.compile(packs="sport")


def test_errors_are_told_as_in_the_terminal(tmp_path):
    text = 'rule visit -> Vist { "{agent} visited {host}" }\nevent Visit { agent: Person }\n'
    with pytest.raises(dateline.RuleError) as caught:
        dateline.compile({"mine.rules": text})
    first = caught.value.diagnostics[0]
    assert (first.code, first.severity, first.file, first.line, first.column) == ("D0206", "error", "mine.rules", 1, 15)
    assert first.help == "did you mean `Visit`?"
    (tmp_path / "mine.rules").write_text(text, encoding="utf-8")
    shown = command("check", "mine.rules", cwd=tmp_path)
    told = shown.stdout + shown.stderr
    for diagnostic in caught.value.diagnostics:
        assert str(diagnostic) in told and str(diagnostic) in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.diagnostics == caught.value.diagnostics and str(again) == str(caught.value)
    assert issubclass(dateline.RuleError, dateline.DatelineError)


def test_without_strictness_rules_with_errors_are_left_out():
    rules = dateline.compile(VISIT + '\nrule broken -> Nothing { "{a} met {b}" }\n', strict=False)
    assert len(rules.extract(SENTENCE)) == 1
    assert [diagnostic.severity for diagnostic in rules.diagnostics] == ["error"]


def test_warnings_are_told():
    rules = dateline.compile(VISIT + "\nlist unused = a, b\n")
    assert [warning.severity for warning in rules.warnings] == ["warning"] * len(rules.warnings)
    assert rules.warnings and rules.warnings == rules.diagnostics


def test_event_types_are_described():
    (visit,) = dateline.compile(VISIT).events
    assert (visit["name"], visit["doc"]) == ("Visit", "A visit.")
    agent, host = visit["roles"]
    assert (agent["name"], agent["types"], agent["least"], agent["most"]) == ("agent", ["Person"], 1, None)
    assert set(host["types"]) == {"Person", "Organization"}


def test_rules_can_be_pickled_without_their_files(tmp_path):
    (tmp_path / "verbs.rules").write_text("list visiting = visit, tour\n", encoding="utf-8")
    (tmp_path / "hosts.tsv").write_text("Leo Marsh\n", encoding="utf-8")
    path = tmp_path / "mine.rules"
    path.write_text(
        "use verbs::visiting\nuse std::nouns\nlist hosts = file hosts.tsv\n"
        'event Visit { agent+: Person; host+: Person }\nrule v -> Visit { "{agent} {visiting} {host}" }\n',
        encoding="utf-8",
    )
    rules = dateline.compile(path, strict=False)
    pickled = pickle.dumps(rules)
    for file in tmp_path.iterdir():
        file.unlink()
    again = pickle.loads(pickled)
    assert again == rules and hash(again) == hash(rules) and len({rules, again}) == 1
    assert [str(problem) for problem in again.diagnostics] == [str(problem) for problem in rules.diagnostics]
    assert again.extract(SENTENCE) == rules.extract(SENTENCE)
    assert again != dateline.compile(VISIT)
    assert copy.deepcopy(rules) == rules


def test_packs_can_be_pickled(rules, articles):
    again = pickle.loads(pickle.dumps(rules))
    assert again == rules == dateline.compile()
    assert list(again.extract_many(articles)) == list(rules.extract_many(articles))


def test_test_sentences_are_run(tmp_path):
    results = dateline.compile(VISIT).test()
    assert [(result.ok, result.verdict, result.at) for result in results] == [
        (True, "ok", "<string>:5"),
        (True, "ok", "<string>:6"),
    ]
    (result,) = dateline.compile(
        'event Visit { agent+: Person }\nrule v -> Visit { "{agent} visited {host}" }\n'
        'test "[agent: Anna Brandt] left." => Visit\n',
        strict=False,
    ).test()
    assert (result.ok, result.verdict, result.found) == (False, "missing", [])


def test_explanations_are_those_of_the_command(tmp_path):
    (tmp_path / "mine.rules").write_text(VISIT, encoding="utf-8")
    text = "Anna Brandt visited. Leo Marsh was visited by Anna Brandt."
    rules = dateline.compile({"mine.rules": VISIT})
    shown = command("explain", "mine.rules", "--sentence", text, cwd=tmp_path)
    assert str(rules.explain(text)) == shown.stdout
    assert [sentence["sentence"] for sentence in rules.explain(text).sentences] == [0, 1]
    assert "visited" in str(rules.explain(text, rule="calls"))
    with pytest.raises(ValueError, match="there is no rule `vist`"):
        rules.explain(text, rule="vist")


def test_the_shipped_rules_are_those_of_the_repository(rules):
    assert dateline.compile(ROOT / "rules").events == rules.events
