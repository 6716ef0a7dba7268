#!/usr/bin/env python3
"""Dateline beside spaCy: the same rules over the same annotated text, in one table.

    python3 benches/peers/run.py FILE.conllu

Fetches spaCy from PyPI into target/peers. Both are timed on one thread in CPU time, the best of some rounds, without
loading; counts of matches stand beside the times. spaCy is slow on the largest sets: `--rounds 1` is enough for those.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "peers"
SPACY = "3.8.18"


def lines(command):
    print("$", *command, file=sys.stderr)
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    rows = [line.split("\t") for line in output.splitlines()]
    return {row[0]: [int(cell) for cell in row[1:]] for row in rows if len(row) == 4 and row[1].isdigit()}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file", help="annotated text in CoNLL-U, of Universal Dependencies")
    arguments.add_argument("--rounds", default="3")
    arguments.add_argument("--only", help="sets whose names start so", default="T")
    arguments = arguments.parse_args()
    python = FOLDER / "python" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", FOLDER / "python"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"spacy=={SPACY}"], check=True)
    sets = FOLDER / "sets"
    for old in sets.glob("*.json"):
        old.unlink()
    bench = ["cargo", "bench", "--locked", "--bench", "peers", "--"]
    choice = [str(Path(arguments.file).resolve()), "--only", arguments.only]
    subprocess.run([*bench, *choice, "--write", str(sets)], cwd=ROOT, check=True)
    ours = lines([*bench, *choice, "--rounds", arguments.rounds])
    theirs = lines([str(python), "benches/peers/spacy_sets.py", str(sets), arguments.rounds])
    print(f"| set | Dateline, ns a token | spaCy {SPACY} | times | matches | theirs | loading, ms | theirs |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, (load, time, count) in ours.items():
        their_load, their_time, their_count = theirs[name]
        print(f"| {name} | {time} | {their_time} | {their_time / max(time, 1):.0f} ×", end=" ")
        print(f"| {count} | {their_count} | {load} | {their_load} |")


main()
