"""Batches of Arrow, and tables of pandas, Polars and DuckDB."""

from __future__ import annotations

import datetime
import json
import re

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ARTICLES, command

import dateline
from dateline.spark import extractor


def table(articles, kind=pa.string()):
    return pa.record_batch(
        {
            "id": pa.array([article.id for article in articles]),
            "date": pa.array([article.date for article in articles]),
            "text": pa.array([article.text for article in articles], kind),
        }
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The events of the bundled articles in Parquet, as the command writes them."""
    path = tmp_path_factory.mktemp("written") / "events.parquet"
    assert command("--no-project", "run", "--input", ARTICLES, "--output", path).returncode == 0
    return pq.read_table(path)


def test_the_schema_is_that_of_our_parquet_and_error(rules, written):
    schema = pa.schema(rules.schema)
    assert rules.schema.names == [*written.schema.names, "error"]
    assert schema.field("error") == pa.field("error", pa.string())
    for field in written.schema:
        # of a map only the key is never null, of all else nothing
        plain = lambda kind: re.sub(r" not null| \('attributes'\)", "", str(kind))  # noqa: E731
        types = [plain(kind) for kind in (schema.field(field.name).type, field.type)]
        assert types[0] == types[1]
        assert schema.field(field.name).nullable


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str
)
def test_a_batch_gives_the_rows_of_our_parquet(rules, articles, written, kind):
    batch = pa.record_batch(rules.extract_batch(table(articles, kind)))
    assert batch.drop_columns("error").to_pylist() == written.to_pylist()
    assert set(batch["error"].to_pylist()) == {None}


def test_rows_do_not_depend_on_batches_or_threads(rules, articles, written):
    whole = table(articles)
    for size in (1, 3):
        for threads in (1, 4):
            parts = [whole.slice(start, size) for start in range(0, whole.num_rows, size)]
            batches = [pa.record_batch(rules.extract_batch(part, threads=threads)) for part in parts]
            rows = pa.Table.from_batches(batches).drop_columns("error")
            assert rows.to_pylist() == written.to_pylist()


def test_rows_that_cannot_be_read_are_rows_with_an_error(rules):
    batch = pa.record_batch(
        {
            "nr": pa.array([1, 2, 3, 4]),
            "day": ["2026-03-12", None, "soon", "2026-03-12"],
            "body": ["Anna Brandt visited Norway.", None, "Anna Brandt visited Norway.", " "],
        }
    )
    rows = pa.record_batch(rules.extract_batch(batch, text="body", id="nr", date="day")).to_pylist()
    assert [(row["doc"], row["type"], row["error"]) for row in rows] == [
        ("1", "Visit", None),
        ("2", None, "the text is null"),
        ("3", "Visit", None),
        ("3", None, "the date `soon` was not understood; write it as 2019-05-20"),
    ]


@pytest.mark.parametrize(
    "days",
    [
        pa.array([datetime.date(2026, 3, 12)]),
        pa.array([datetime.datetime(2026, 3, 12, 7, 51)], pa.timestamp("us")),
        pa.array([datetime.datetime(2026, 3, 12, 7, 51)], pa.timestamp("ms", "UTC")),
        pa.array(["Thu, 12 Mar 2026"]),
    ],
    ids=lambda days: str(days.type),
)
def test_dates_have_any_type(rules, days):
    batch = pa.record_batch({"text": ["Anna Brandt visited Norway on Monday."], "date": days})
    (row,) = pa.record_batch(rules.extract_batch(batch)).to_pylist()
    assert (row["published"], row["time"]["value"]) == ("2026-03-12", "2026-03-09")


def test_columns_that_are_not_there_are_told(rules):
    batch = pa.record_batch({"body": ["a"], "n": [1]})
    with pytest.raises(dateline.ReadError, match="there is no column `text`; there are `body`, `n`"):
        rules.extract_batch(batch)
    with pytest.raises(dateline.ReadError, match="there is no column `day`"):
        rules.extract_batch(batch, text="body", date="day")
    with pytest.raises(dateline.ReadError, match="Int64, no strings"):
        rules.extract_batch(batch, text="n")
    assert rules.extract_batch(batch.slice(0, 0), text="body").num_rows == 0


def test_a_long_article_is_a_row_as_any_other(rules):
    text = " ".join(["Anna Brandt visited Norway on Monday."] * 3000)
    batch = pa.record_batch({"text": [text], "id": ["long"]})
    assert rules.extract_batch(batch).num_rows == 3000


def test_polars_maps_batches(rules, articles, written):
    frame = pl.from_arrow(table(articles))
    lazy = frame.lazy().map_batches(
        lambda part: pl.DataFrame(rules.extract_batch(part.to_arrow().combine_chunks().to_batches()[0])),
        schema=pl.DataFrame(rules.extract_batch(table(articles[:0]))).schema,
    )
    assert lazy.collect()["id"].to_list() == written["id"].to_pylist()


def test_duckdb_reads_and_makes_batches(rules, articles, written):
    with duckdb.connect() as connection:
        connection.register("articles", pa.table(table(articles)))
        reader = connection.sql("select * from articles order by id").to_arrow_reader(4)
        function = extractor(rules, {"text": "text", "id": "id", "date": "date"})
        events = pa.RecordBatchReader.from_batches(pa.schema(rules.schema), function(iter(reader)))
        connection.register("events", events.read_all())
        counted = connection.sql("select type, count(*) from events group by type").fetchall()
    expected = pd.Series(written["type"].to_pylist()).value_counts().to_dict()
    assert dict(counted) == expected


def test_pandas_has_the_columns_of_our_csv(rules, articles, tmp_path):
    events = [event for events in rules.extract_many(articles) for event in events]
    frame = dateline.to_pandas(events)
    path = tmp_path / "events.csv"
    command("--no-project", "run", "--input", ARTICLES, "--output", path)
    written = pd.read_csv(path)
    roles = [name for name in written.columns if name.startswith("role_")]
    missing = [name for name in roles if name not in frame.columns]
    # the command has a column for each role of the rules, found or not
    assert all(written[name].isna().all() for name in missing)
    assert list(frame.columns) == [name for name in written.columns if name not in missing]
    for name in ("id", "trigger", "trigger_start", "confidence", "role_agent", "time_value", "source"):
        given = frame[name].astype(object).where(frame[name].notna(), None).tolist()
        expected = written[name].astype(object).where(written[name].notna(), None).tolist()
        assert given == expected, name
    assert frame["roles"].tolist() == [json.loads(cell) for cell in written["roles"]]
    assert list(dateline.to_pandas([]).columns)[:2] == ["id", "type"]


def test_polars_has_the_columns_of_our_parquet(rules, articles, written):
    events = [event for events in rules.extract_many(articles) for event in events]
    frame = dateline.to_polars(events)
    assert frame.columns == rules.schema.names
    assert frame["id"].to_list() == written["id"].to_pylist()
    fillers = frame.explode("arguments").select("id", pl.col("arguments").struct.field("role"))
    assert fillers.height == sum(len(event.to_dict()["roles"][role]) for event in events for role in event.roles)
    assert dateline.to_polars([]).height == 0
