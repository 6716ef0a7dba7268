"""Reads a Parquet file and an SQLite database with the software of others, and compares them with JSON Lines.

check.py TEXTS EVENTS.jsonl EVENTS.parquet EVENTS.sqlite

TEXTS is a JSON object from the ids of documents to their texts. Exits with 1 and says why where something differs.
"""

import json
import sqlite3
import sys

import pyarrow.parquet

FACETS = ["id", "type", "rule", "pattern", "at", "doc", "sentence", "polarity", "modality", "tense", "confidence"]
FILLER = ["text", "start", "end", "type", "name", "title", "affiliation", "id", "event", "unit"]


def same(what, ours, theirs):
    if ours != theirs:
        sys.exit(f"{what}: {ours!r} is in the JSON Lines, {theirs!r} in the other")


def fillers(event):
    return [(role, filler) for role, all in event["roles"].items() for filler in all]


def amount(filler):
    value = filler.get("value")
    return (value, None) if isinstance(value, (int, float)) else (None, value)


def parquet(events, path):
    file = pyarrow.parquet.ParquetFile(path)
    rows = file.read().to_pylist()
    same("rows of the Parquet file", len(events), len(rows))
    for event, row in zip(events, rows):
        about = f"Parquet, {event['id']}"
        for name in FACETS:
            same(f"{about}, {name}", event[name], row[name])
        for name in ["trigger", "extent", "place", "time"]:
            same(f"{about}, {name}", event[name], row[name])
        for name in ["published", "same_as", "polarity_cue", "modality_cue"]:
            same(f"{about}, {name}", event.get(name), row[name])
        sources, source = [], event["source"]
        while source:
            sources.append((source["text"], source["start"], source["verb"], source["cue"], source.get("entities", [])))
            source = source.get("by")
        named = [(s["text"], s["start"], s["verb"], s["cue"], s["entities"]) for s in row["sources"]]
        same(f"{about}, sources", sources, named)
        same(f"{about}, fillers", len(fillers(event)), len(row["arguments"]))
        for (role, filler), argument in zip(fillers(event), row["arguments"]):
            same(f"{about}, role", role, argument["role"])
            for name in FILLER:
                same(f"{about}, {role}, {name}", filler.get(name), argument[name])
            same(f"{about}, {role}, value", amount(filler), (argument["amount"], argument["value"]))
            same(f"{about}, {role}, entities", filler.get("entities", []), argument["entities"])
            same(f"{about}, {role}, attributes", filler.get("attributes", {}), dict(argument["attributes"]))
        same(f"{about}, mentions", [m["id"] for m in event.get("mentions", [])], [m["id"] for m in row["mentions"]])


def sqlite(texts, events, path):
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    same("integrity", ["ok"], [row[0] for row in base.execute("PRAGMA integrity_check")])
    same("foreign keys", [], list(base.execute("PRAGMA foreign_key_check")))
    same("documents", texts, {row["id"]: row["text"] for row in base.execute("SELECT id, text FROM documents")})
    rows = {row["id"]: row for row in base.execute("SELECT * FROM events")}
    same("rows of the database", [event["id"] for event in events], list(rows))
    seen = list(base.execute("SELECT * FROM what_happened"))
    same("rows of the view", len(events), len(seen))
    same("sentences", 0, base.execute("SELECT count(*) FROM what_happened WHERE sentence IS NULL").fetchone()[0])
    for event in events:
        row, about = rows[event["id"]], f"SQLite, {event['id']}"
        same(f"{about}, record", event, json.loads(row["record"]))
        for name in ["type", "rule", "sentence", "polarity", "modality", "tense", "confidence"]:
            same(f"{about}, {name}", event[name], row[name])
        trigger = (row["trigger"], row["trigger_start"], row["trigger_end"])
        same(f"{about}, trigger", tuple(event["trigger"].values()), trigger)
        same(f"{about}, time", (event["time"] or {}).get("value"), row["time_value"])
        arguments = list(base.execute("SELECT * FROM arguments WHERE event = ? ORDER BY number", [event["id"]]))
        same(f"{about}, fillers", len(fillers(event)), len(arguments))
        for (role, filler), argument in zip(fillers(event), arguments):
            theirs = (argument["role"], argument["text"], argument["start"], argument["end"], argument["name"])
            same(f"{about}, {role}", (role, filler["text"], filler["start"], filler["end"], filler.get("name")), theirs)
            same(f"{about}, {role}, value", amount(filler), (argument["amount"], argument["value"]))
    # as a query would find them
    for what, query in {
        "triggers": "SELECT trigger, substr(text, trigger_start + 1, trigger_end - trigger_start) "
        "FROM events JOIN documents ON documents.id = document",
        "fillers": "SELECT a.text, substr(d.text, a.start + 1, a.end - a.start) "
        "FROM arguments a JOIN events e ON e.id = a.event JOIN documents d ON d.id = e.document",
        "mentions": "SELECT m.text, substr(d.text, m.start + 1, m.end - m.start) "
        "FROM mentions m JOIN entities e ON e.id = m.entity JOIN documents d ON d.id = e.document",
    }.items():
        for ours, theirs in base.execute(query):
            same(what, ours, theirs)
    unknown = base.execute(
        "SELECT count(*) FROM argument_entities WHERE entity NOT IN (SELECT id FROM entities)"
    ).fetchone()[0]
    same("entities of fillers that are in no list", 0, unknown)


def main():
    texts, lines, columns, base = sys.argv[1:]
    with open(texts, encoding="utf-8") as file:
        texts = json.load(file)
    with open(lines, encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    for event in events:
        text = texts[event["doc"]]
        for span in [event["trigger"], *(filler for _, filler in fillers(event))]:
            same("JSON Lines", span["text"], text[span["start"] : span["end"]])
    parquet(events, columns)
    sqlite(texts, events, base)
    print(f"{len(events)} events are the same")


main()
