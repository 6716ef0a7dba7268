"""Rules on Spark and Sail: `events` makes a table of events of a table of articles.

Both speak the same interface: a session of `pyspark`, whether it is Spark's own, one of Spark Connect, or one of Sail.
Workers need the same version of this package as the driver, and pyarrow.
"""

# pyarrow brings no types, and what pyspark says of it has none either
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import dateline

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def events(
    df: DataFrame,
    rules: dateline.Rules,
    text: str = "text",
    id: str | None = "id",
    date: str | None = "date",
    title: str | None = None,
) -> DataFrame:
    """Find the events of a table of articles.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        A row an article.
    rules : dateline.Rules
        They travel to the workers as source, with all files that they use, and are compiled once a worker.
    text : str
        The column of the texts: strings.
    id, date, title : str, optional
        The columns of what identifies an article, its day of publication (a string, date or timestamp) and its headline;
        None where there is none.

    Returns
    -------
    pyspark.sql.DataFrame
        A row an event, of the columns of `schema`. A row whose text is null or cannot be read gives a row with `error`
        and the id as `doc`; no row fails the job. Rows come in the order of each partition, and do not depend on how
        rows are parted and batched.

    Raises
    ------
    dateline.DatelineError
        From the job, if a worker has another version of this package.

    Examples
    --------
    >>> rules = dateline.compile(packs="diplomacy")
    >>> found = dateline.spark.events(spark.read.parquet("articles"), rules, date="published")
    >>> found.where("error is null").groupBy("type").count().show()
    """
    names = {"text": text, "id": id, "date": date, "title": title}
    columns = {what: name for what, name in names.items() if name is not None}
    return df.select(*dict.fromkeys(columns.values())).mapInArrow(extractor(rules, columns), schema(rules))


def schema(rules: dateline.Rules) -> StructType:
    """The columns of `events`: those of the Parquet that ``dateline run`` writes, and `error`."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pa.schema(rules.schema))


def extractor(
    rules: dateline.Rules, columns: dict[str, str]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function that `events` gives to ``mapInArrow``: batches of articles in, batches of events out.

    Polars, Ray and Dask take it as well, or `Rules.extract_batch`, which it calls.

    Parameters
    ----------
    rules : dateline.Rules
    columns : dict
        The columns of ``text``, ``id``, ``date`` and ``title``, as far as there are any.
    """
    return functools.partial(_extract, pickle.dumps(rules), dateline.__version__, columns)


def _extract(
    rules: bytes, version: str, columns: dict[str, Any], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    if version != dateline.__version__:
        raise dateline.DatelineError(
            f"the driver has dateline {version}, this worker {dateline.__version__}; install the same on both"
        )
    compiled = _compiled(rules)
    for batch in batches:
        # a task has one core
        yield pa.record_batch(compiled.extract_batch(batch, threads=1, **columns))


@functools.lru_cache(maxsize=4)
def _compiled(rules: bytes) -> dateline.Rules:
    loaded: dateline.Rules = pickle.loads(rules)
    return loaded
