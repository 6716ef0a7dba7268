"""Events from Python are those of the command, and offsets slice the strings of the caller."""

from __future__ import annotations

import datetime
import json
import pickle

import pytest
from conftest import ARTICLES, command

import dateline


def test_events_are_those_of_the_command_to_the_byte(rules, articles, lines):
    found = [
        event.to_json()
        for article in articles
        for event in rules.extract(article.text, id=article.id, date=article.date, title=article.title)
    ]
    assert found == lines


def test_many_articles_give_their_events_in_order_whatever_the_threads(rules, articles, lines):
    for threads in (1, 2, 7):
        found = rules.extract_many(articles, threads=threads)
        assert [event.to_json() for events in found for event in events] == lines


def test_the_console_script_is_the_command(lines):
    ended = command("--no-project", "run", "--input", ARTICLES)
    assert (ended.returncode, ended.stdout.splitlines()) == (0, lines)
    assert command("--version").stdout == f"dateline {dateline.__version__}\n"
    assert command("run", "--nonsense").returncode == 2


def test_a_dict_is_the_json(rules, articles, records):
    found = [event.to_dict() for events in rules.extract_many(articles) for event in events]
    assert found == records


def test_fields_are_those_of_the_dict(rules, articles):
    seen = set()
    for event in (event for events in rules.extract_many(articles) for event in events):
        record = event.to_dict()
        for name in ("id", "type", "rule", "pattern", "at", "doc", "sentence", "polarity", "modality", "tense"):
            assert getattr(event, name) == record[name]
        assert event.published == record.get("published")
        assert event.confidence == record["confidence"]
        assert event.extent == (record["extent"]["start"], record["extent"]["end"])
        assert list(event.roles) == list(record["roles"])
        for role, fillers in event.roles.items():
            for filler, written in zip(fillers, record["roles"][role], strict=True):
                for name, value in written.items():
                    assert getattr(filler, name) == value
                    seen.add(name)
        if event.time is not None:
            assert (event.time.text, event.time.value) == (record["time"]["text"], record["time"]["value"])
        if event.source is not None:
            assert (event.source.text, event.source.verb) == (record["source"]["text"], record["source"]["verb"])
    assert {"text", "start", "end", "type", "name", "entities", "title"} <= seen


def test_offsets_slice_the_string(rules, articles):
    for article in articles:
        for event in rules.extract(article.text, date=article.date):
            spans = [event.trigger, event.time, event.place, event.source, event.context, event.modality_cue]
            spans += [filler for fillers in event.roles.values() for filler in fillers]
            for span in spans:
                if span is not None:
                    assert article.text[span.start : span.end] == span.text


@pytest.mark.parametrize("before", ["", "Zoë — 🚢 ", "\ud83d ", "a\x00b ", "\ud83d\ude00 "])
def test_offsets_hold_whatever_stands_before(rules, before):
    text = before + "Anna Brandt visited Norway on Monday."
    (event,) = [event for event in rules.extract(text) if event.type == "Visit"]
    assert text[event.trigger.start : event.trigger.end] == "visited"
    assert [text[filler.start : filler.end] for filler in event.roles["agent"]] == ["Anna Brandt"]


def test_lone_surrogates_are_replaced(rules):
    (event,) = rules.extract("Anna \ud800Brandt visited Norway.", id="a\udfffb")
    assert event.doc == "a\ufffdb"
    assert "\ud800" not in event.to_json()


@pytest.mark.parametrize(
    "date",
    [
        "2026-03-12",
        "12 March 2026",
        "Thu, 12 Mar 2026 07:51:00 GMT",
        "20260312",
        "1773273600",
        1773273600,
        1773273600.5,
        datetime.date(2026, 3, 12),
        datetime.datetime(2026, 3, 12, 7, 51, tzinfo=datetime.timezone.utc),
    ],
)
def test_dates_are_read_as_in_files(rules, date):
    (event,) = rules.extract("Anna Brandt visited Norway on Monday.", date=date)
    assert (event.published, event.time.value) == ("2026-03-12", "2026-03-09")


def test_a_date_that_is_none_is_an_error(rules):
    with pytest.raises(dateline.ReadError, match="the date `soon` was not understood; write it as 2019-05-20"):
        rules.extract("Anna Brandt visited Norway.", date="soon")
    for nothing in (None, "", float("nan")):
        assert rules.extract("Anna Brandt visited Norway.", date=nothing)[0].published is None
    with pytest.raises(TypeError, match="not list"):
        rules.extract("Anna Brandt visited Norway.", date=[1])
    with pytest.raises(TypeError):
        rules.extract(b"Anna Brandt visited Norway.")


def test_texts_without_words_have_no_events(rules):
    assert rules.extract("") == rules.extract(" \n\t") == []
    assert list(rules.extract_many(["", "Anna Brandt visited Norway."]))[0] == []


def test_events_can_be_pickled_compared_and_hashed(rules):
    (event,) = rules.extract("Anna Brandt visited Norway.", id="a")
    again = pickle.loads(pickle.dumps(event))
    assert again == event and hash(again) == hash(event) and len({event, again}) == 1
    assert (again.context, again.to_json()) == (event.context, event.to_json())
    assert event != rules.extract("Anna Brandt visited Norway.", id="b")[0] and event != "a"
    assert dateline.Event.from_json(event.to_json()) == event
    with pytest.raises(ValueError, match="missing field"):
        dateline.Event.from_json("{}")


def test_an_event_shows_itself(rules):
    text = "It <rained>. Anna Brandt & Leo Marsh visited Norway on Monday, Oslo said."
    event = rules.extract(text, date="2026-03-12")[0]
    assert str(event).startswith("Visit { agent: ") and repr(event) == f"<Event {event}>"
    html = event._repr_html_()
    assert "Anna Brandt &amp; Leo Marsh" in "".join(html.split("<mark")[0:1]) or "&amp;" in html
    assert "visited" in html and "<mark" in html and html.count("<mark") == html.count("</mark>")
    assert "rained" not in html
    assert "Visit" in dateline.Event.from_json(event.to_json())._repr_html_()


def test_what_the_annotator_sees(rules):
    text = "Zoë Brandt visited Oslo. She left."
    seen = rules.annotate(text, id="a")
    assert seen["doc"] == "a" and len(seen["sentences"]) == 2
    for sentence in seen["sentences"]:
        for token in sentence["tokens"]:
            assert text[token["start"] : token["end"]] == token["text"]
    assert [(name["text"], name["type"]) for name in seen["names"]][0] == ("Zoë Brandt", "Person")
    path_of = {token["text"]: token["lemma"] for token in seen["sentences"][0]["tokens"]}
    assert path_of["visited"] == "visit"


def test_annotation_is_that_of_the_command(rules, tmp_path):
    (tmp_path / "a.txt").write_text("Anna Brandt visited Oslo.", encoding="utf-8")
    ended = command("annotate", "--format", "jsonl", "a.txt", cwd=tmp_path)
    assert rules.annotate("Anna Brandt visited Oslo.", id="a") == json.loads(ended.stdout)


def test_folders_of_articles_are_read_as_by_the_command(tmp_path, articles):
    assert [article.id for article in articles] == sorted(path.stem for path in ARTICLES.glob("*.txt"))
    assert sum(article.date is not None for article in articles) > 5
    (tmp_path / "news.jsonl").write_text('{"text": "It rained.", "id": 7, "publisher": "The Gull"}\n[\n', encoding="utf-8")
    with pytest.warns(UserWarning, match="news.jsonl:3: "):
        (article,) = dateline.read(tmp_path)
    assert article == dateline.Article("It rained.", id="7", source="The Gull")
    with pytest.raises(OSError, match="cannot read"):
        dateline.read(tmp_path / "nothing.txt")
