"""Rules on Sail, through the interface of Spark: the same events however the articles are parted and batched."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ARTICLES, command
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

import dateline
import dateline.spark


@pytest.fixture(scope="module")
def spark():
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
    yield session
    session.stop()
    server.stop()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("written") / "events.parquet"
    assert command("--no-project", "run", "--input", ARTICLES, "--output", path).returncode == 0
    return pq.read_table(path).to_pylist()


def frame(spark, rows):
    return spark.createDataFrame(rows, "id string, date string, text string")


def by_id(rows):
    """Rows as text, in an order of their own: engines give partitions in any."""
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def collected(found):
    """The rows that an engine gives, as the Arrow that it made of them."""
    return found.toArrow().to_pylist()


@pytest.mark.parametrize("batch", [1, 7, 2048])
@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_events_are_those_of_the_command(spark, rules, articles, written, partitions, batch):
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch))
    rows = [(article.id, article.date, article.text) for article in articles]
    found = dateline.spark.events(frame(spark, rows).repartition(partitions), rules)
    expected = [{**row, "error": None} for row in written]
    assert by_id(collected(found)) == by_id(expected)


def test_no_row_fails_the_job(spark, rules):
    long = " ".join(["Anna Brandt visited Norway on Monday."] * 2600)
    rows = [
        ("null", None, None),
        ("empty", None, ""),
        ("soon", "soon", "Anna Brandt visited Norway."),
        ("long", "2026-03-12", long),
        ("nul", None, "Anna\x01 Brandt visited Norway.\ufffd"),
    ]
    found = collected(dateline.spark.events(frame(spark, rows).repartition(3), rules))
    errors = {row["doc"]: row["error"] for row in found if row["error"] is not None}
    assert errors == {
        "null": "the text is null",
        "soon": "the date `soon` was not understood; write it as 2019-05-20",
    }
    assert sum(row["doc"] == "long" for row in found) == 2600
    assert [row["type"] for row in found if row["doc"] == "soon" and row["error"] is None] == ["Visit"]


def test_columns_have_the_names_that_are_told(spark):
    rules = dateline.compile(packs="diplomacy")
    rows = spark.createDataFrame([(7, "Anna Brandt visited Norway.")], "nr bigint, body string")
    (row,) = collected(dateline.spark.events(rows, rules, text="body", id="nr", date=None))
    assert (row["doc"], row["type"], row["published"]) == ("7", "Visit", None)


def test_a_worker_of_another_version_says_so(rules, monkeypatch):
    find = dateline.spark.extractor(rules, {"text": "text"})
    monkeypatch.setattr(dateline, "__version__", "9.9.9")
    with pytest.raises(dateline.DatelineError, match=r"the driver has dateline 0.1.0, this worker 9.9.9"):
        list(find(iter([pa.record_batch({"text": ["a"]})])))


def test_events_of_an_older_version_are_read_with_those_of_a_newer(spark, rules, tmp_path, articles):
    rows = [(article.id, article.date, article.text) for article in articles]
    new = dateline.spark.events(frame(spark, rows), rules).toArrow()
    (tmp_path / "new").mkdir()
    # as if `error` had been added since
    pq.write_table(new.drop_columns("error"), tmp_path / "new" / "a.parquet")
    pq.write_table(new, tmp_path / "new" / "b.parquet")
    both = spark.read.option("mergeSchema", "true").parquet(str(tmp_path / "new"))
    assert "error" in both.columns
    assert both.count() == 2 * new.num_rows
