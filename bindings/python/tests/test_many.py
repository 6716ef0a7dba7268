"""Many articles: lazily, in order, on threads, while other Python threads run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice

import pytest

import dateline

SENTENCE = "Anna Brandt visited Leo Marsh on Monday."


def test_articles_are_texts_mappings_or_objects(rules):
    given = [
        SENTENCE,
        {"text": SENTENCE, "id": 7, "date": "2026-03-12", "other": object()},
        dateline.Article(SENTENCE, id="a", date="2026-03-12"),
    ]
    found = [[(event.doc, event.published) for event in events] for events in rules.extract_many(given)]
    assert found == [[("", None)], [("7", "2026-03-12")], [("a", "2026-03-12")]]
    for nothing in (7, {"body": "a"}, {"text": None}):
        with pytest.raises(TypeError, match="text|str"):
            list(rules.extract_many([nothing]))


def test_an_endless_iterable_is_read_as_far_as_needed(rules):
    taken = 0

    def articles():
        nonlocal taken
        for number in count():
            taken = number + 1
            yield {"text": SENTENCE, "id": number}

    found = [events[0].doc for events in islice(rules.extract_many(articles(), threads=2), 300)]
    assert found == [str(number) for number in range(300)]
    assert taken < 1000


def test_what_the_iterable_raises_comes_after_the_articles_before(rules):
    def articles():
        yield SENTENCE
        raise KeyError("gone")

    results = rules.extract_many(articles())
    assert len(next(results)) == 1
    with pytest.raises(KeyError, match="gone"):
        next(results)


def test_an_article_that_cannot_be_read_is_told_in_its_place(rules):
    articles = [{"text": SENTENCE, "id": number, "date": "soon" if number == 1 else None} for number in range(3)]
    results = rules.extract_many(articles)
    assert next(results)[0].doc == "0"
    with pytest.raises(dateline.ReadError, match="`soon`"):
        next(results)
    assert next(results)[0].doc == "2"
    with pytest.warns(UserWarning, match="`soon`"):
        found = list(rules.extract_many(articles, errors="warn"))
    assert [events[0].doc for events in found] == ["0", "1", "2"]
    with pytest.raises(ValueError, match="errors is"):
        rules.extract_many([], errors="ignore")
    with pytest.raises(ValueError, match="threads is at least 1"):
        rules.extract_many([], threads=0)


def test_other_threads_run_meanwhile(rules):
    text = " ".join([SENTENCE] * 3000)
    begun, ended = threading.Event(), threading.Event()

    def work():
        begun.set()
        rules.extract(text)
        ended.set()

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait()
    # a thread that kept the interpreter would let this one run again only at the end
    turns = 0
    while not ended.wait(0.001):
        turns += 1
    worker.join()
    assert turns > 10


def test_rules_may_be_used_by_many_threads(rules, articles, lines):
    def events(article):
        return rules.extract(article.text, id=article.id, date=article.date)

    with ThreadPoolExecutor(4) as pool:
        found = [event.to_json() for events in pool.map(events, articles * 3) for event in events]
    assert found == lines * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_it():
    program = (
        "import dateline, itertools, sys\n"
        "rules = dateline.compile()\n"
        f"articles = itertools.repeat({SENTENCE!r})\n"
        "try:\n"
        "    for number, events in enumerate(rules.extract_many(articles)):\n"
        "        if number == 0: print('started', flush=True)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "started\n"
        os.kill(process.pid, signal.SIGINT)
        told, _ = process.communicate(timeout=60)
        assert (told, process.returncode) == ("stopped\n", 0)
