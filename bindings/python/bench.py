"""Measures the package beside the command and spaCy, in one run over the same texts.

    python bench.py PROGRAM [ROUNDS]

`PROGRAM` is the command as built without Python (``target/release/dateline``). The texts are the bundled stories, `ROUNDS`
times over (10). spaCy is measured with whichever English model is installed, else left out with a word. Prints a table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import dateline

STORIES = Path(__file__).resolve().parents[2] / "tests" / "articles"


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """The least seconds of three runs, and what they count."""
    best, count = float("inf"), 0
    for _ in range(3):
        start = time.perf_counter()
        count = work()
        best = min(best, time.perf_counter() - start)
    return best, count


def stall(rules: dateline.Rules, text: str) -> float:
    """The longest time in seconds for which another thread was kept waiting while a long text was read."""
    done = threading.Event()
    worker = threading.Thread(target=lambda: (rules.extract(text), done.set()))
    worker.start()
    longest, last = 0.0, time.perf_counter()
    while not done.is_set():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    worker.join()
    return longest


def main(program: str, rounds: int) -> None:
    """Measure, and print."""
    stories = [
        {"id": f"{story.id}-{number}", "date": story.date, "text": story.text}
        for number in range(rounds)
        for story in dateline.read(STORIES)
    ]
    start = time.perf_counter()
    rules = dateline.compile()
    compiled = time.perf_counter() - start
    rows: list[tuple[str, float, int]] = []

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        path.write_text("".join(json.dumps(story) + "\n" for story in stories), encoding="utf-8")
        for threads in (1, 2):
            arguments = [program, "--no-project", "run", "--input", str(path), "--jobs", str(threads)]

            def command(arguments: list[str] = arguments) -> int:
                return subprocess.run(arguments, capture_output=True, check=True).stdout.count(b"\n")

            def package(threads: int = threads) -> int:
                return sum(len(events) for events in rules.extract_many(stories, threads=threads))

            rows.append((f"the command, {threads} thread{'s' * (threads > 1)}", *timed(command)))
            rows.append((f"extract_many, {threads} thread{'s' * (threads > 1)}", *timed(package)))
    rows.append(("extract, one after the other", *timed(lambda: sum(len(rules.extract(**story)) for story in stories))))

    nlp = spacy_pipeline()
    if nlp is None:
        print("spaCy: no English model is installed; left out", file=sys.stderr)
    else:
        from spacy.matcher import DependencyMatcher

        matcher = DependencyMatcher(nlp.vocab)
        matcher.add("visit", [[
            {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": ["visit", "meet", "sign", "acquire"]}}},
            {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": "nsubj"}},
            {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "dobj"}},
        ]])
        texts = [str(story["text"]) for story in stories]
        name = f"spaCy {nlp.meta['lang']}_{nlp.meta['name']} and a matcher of four verbs"
        rows.append((name, *timed(lambda: sum(len(matcher(doc)) for doc in nlp.pipe(texts)))))

    words = sum(len(str(story["text"]).split()) for story in stories)
    print(f"{len(stories)} stories, {words} words; compile: {compiled:.3f} s")
    print("| what | seconds | stories a second | found | found a second |\n| --- | --- | --- | --- | --- |")
    for name, seconds, count in rows:
        print(f"| {name} | {seconds:.2f} | {len(stories) / seconds:.0f} | {count} | {count / seconds:.0f} |")
    long = " ".join(str(story["text"]) for story in stories)
    print(f"the longest wait of another thread while {len(long.split())} words were read: {stall(rules, long) * 1e3:.1f} ms")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def spacy_pipeline():  # type: ignore[no-untyped-def]
    """An English pipeline of spaCy, if there is one."""
    try:
        import spacy
    except ImportError:
        return None
    for name in ("en_core_web_md", "en_core_web_sm"):
        if spacy.util.is_package(name):
            return spacy.load(name)
    return None


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10)
