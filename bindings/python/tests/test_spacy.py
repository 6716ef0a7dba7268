"""The component of spaCy's pipelines."""

from __future__ import annotations

import json
import pickle

import pytest
import spacy
from spacy.tokens import Doc

import dateline

TEXT = "Zoë Brandt visited Norway on Monday."


@pytest.fixture
def nlp():
    return spacy.blank("en")


def annotated(vocab):
    """A document as a pipeline of spaCy annotates it, without a model."""
    words = ["Zoë", "Brandt", "visited", "Norway", "."]
    return Doc(
        vocab,
        words=words,
        spaces=[True, True, True, False, False],
        tags=["NNP", "NNP", "VBD", "NNP", "."],
        pos=["PROPN", "PROPN", "VERB", "PROPN", "PUNCT"],
        lemmas=["Zoë", "Brandt", "visit", "Norway", "."],
        heads=[1, 2, 2, 2, 2],
        deps=["compound", "nsubj", "ROOT", "dobj", "punct"],
        ents=["B-PERSON", "I-PERSON", "O", "B-GPE", "O"],
        sent_starts=[True, False, False, False, False],
    )


def test_a_pipeline_finds_events_without_an_import(nlp):
    nlp.add_pipe("dateline", config={"packs": ["diplomacy"]})
    (event,) = nlp(TEXT)._.events
    assert event == dateline.compile(packs="diplomacy").extract(TEXT)[0]
    assert TEXT[event.trigger.start : event.trigger.end] == "visited"
    assert nlp(TEXT).char_span(event.trigger.start, event.trigger.end).text == "visited"


def test_rules_of_ones_own_and_what_is_known_of_a_document(nlp):
    Doc.set_extension("day", default=None, force=True)
    Doc.set_extension("number", default=None, force=True)
    rules = 'event Stay { agent: Person; host?: Place }\nrule v -> Stay { "{agent} visited {host}" }'
    nlp.add_pipe("dateline", config={"rules": rules, "date": "day", "id": "number"})
    doc = nlp.make_doc(TEXT)
    doc._.day, doc._.number = "2026-03-12", 7
    (event,) = nlp(doc)._.events
    assert (event.type, event.id, event.time.value) == ("Stay", "7#11:Stay", "2026-03-09")


def test_rules_can_see_the_annotation_of_spacy(nlp):
    rules = dateline.compile(packs="diplomacy")
    doc = annotated(nlp.vocab)
    (event,) = rules.extract(dateline.from_spacy(doc), id="a", date="2026-03-12")
    assert (str(event), event.published) == ("Visit { agent: Zoë Brandt; place: Norway }", "2026-03-12")
    nlp.add_pipe("dateline", config={"packs": "diplomacy", "annotation": "spacy"})
    assert [str(event) for event in nlp.get_pipe("dateline")(doc)._.events] == [str(event)]
    with pytest.raises(ValueError, match='annotation is "dateline" or "spacy"'):
        spacy.blank("en").add_pipe("dateline", config={"annotation": "mine"})
    with pytest.raises(dateline.ReadError):
        rules.extract(dateline.Annotated(json.dumps({"tokens": [{"start": 0}], "text": "a"})))
    # of words alone Dateline finds the rest itself
    (event,) = rules.extract(dateline.from_spacy(spacy.blank("en")(TEXT)))
    assert event.type == "Visit"


def test_documents_with_events_travel(nlp):
    nlp.add_pipe("dateline", config={"packs": "diplomacy"})
    doc = nlp(TEXT)
    for again in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), pickle.loads(pickle.dumps(doc)), doc.copy()):
        assert again._.events == doc._.events
    events = [doc._.events for doc in nlp.pipe([TEXT, "It rained."] * 4, n_process=2)]
    assert [len(events) for events in events] == [1, 0] * 4
