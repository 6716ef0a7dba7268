"""Times spaCy's matchers on the sets of rules and the text that `cargo bench --bench peers -- --write FOLDER` wrote.

Prints a line for each set: its name, the milliseconds to load it, the nanoseconds a token and the number of matches.
"""

import json
import re
import sys
import time
from pathlib import Path

import spacy
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc

ATTRIBUTES = {"lemma": "LEMMA", "lower": "LOWER", "upos": "POS", "ent": "ENT_TYPE"}


def sentences(path, vocab):
    """A document for each sentence: patterns cross none."""
    docs, rows = [], []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        columns = line.split("\t")
        if columns[0].isdigit():
            rows.append(columns)
        elif not line and rows:
            iob = [re.search(r"NER=([^|]*)", row[9]).group(1) for row in rows]
            heads = [int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows)]
            docs.append(
                Doc(
                    vocab,
                    words=[row[1] for row in rows],
                    lemmas=[row[2].lower() for row in rows],
                    pos=[row[3] for row in rows],
                    heads=heads,
                    deps=[row[7] for row in rows],
                    ents=iob,
                )
            )
            rows = []
    return docs


def element(word):
    tests = {}
    for attribute, values in word["tests"]:
        tests[ATTRIBUTES[attribute]] = values[0] if len(values) == 1 else {"IN": values}
    least, most = word["least"], word["most"]
    if (least, most) != (1, 1):
        plain = {(0, 1): "?", (0, None): "*", (1, None): "+"}
        tests["OP"] = plain.get((least, most), "{%s,%s}" % (least, "" if most is None else most))
    return tests


def child(*relations):
    tests = {"DEP": {"IN": list(relations)}}
    return {"LEFT_ID": "v", "REL_OP": ">", "RIGHT_ID": relations[0], "RIGHT_ATTRS": tests}


def load(rules, vocab):
    if rules["kind"] == "tokens":
        matcher = Matcher(vocab)
        greedy = {} if rules["all"] else {"greedy": "LONGEST"}
        for number, words in enumerate(rules["patterns"]):
            matcher.add(f"r{number}", [[element(word) for word in words]], **greedy)
    elif rules["kind"] == "trees":
        matcher = DependencyMatcher(vocab)
        for number, verb in enumerate(rules["verbs"]):
            top = {"RIGHT_ID": "v", "RIGHT_ATTRS": {"LEMMA": verb, "POS": "VERB"}}
            matcher.add(f"r{number}", [[top, child("nsubj", "nsubj:pass", "nsubj:outer"), child("obj")]])
    else:
        matcher = PhraseMatcher(vocab, attr="LOWER")
        matcher.add("phrases", [Doc(vocab, words=words) for words in rules["phrases"]])
    return matcher


def main():
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    nlp = spacy.blank("en")
    docs = sentences(folder / "text.conllu", nlp.vocab)
    tokens = sum(len(doc) for doc in docs)
    for path in sorted(folder.glob("*.json")):
        start = time.process_time_ns()
        matcher = load(json.loads(path.read_text()), nlp.vocab)
        loaded = time.process_time_ns() - start
        best, count = None, 0
        for _ in range(rounds):
            start = time.process_time_ns()
            count = sum(len(matcher(doc)) for doc in docs)
            took = time.process_time_ns() - start
            best = took if best is None else min(best, took)
        print(path.stem, loaded // 1_000_000, best // tokens, count, sep="\t", flush=True)


main()
