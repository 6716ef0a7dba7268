"""Events as tables of pandas and Polars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateline import _native

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from dateline._native import Event


def to_pandas(events: Iterable[Event]) -> pd.DataFrame:
    """Events as a table of pandas: a row an event.

    Parameters
    ----------
    events : iterable of Event

    Returns
    -------
    pandas.DataFrame
        The columns are those of ``dateline run --output events.csv``: `id`, `type`, `doc`, `sentence`, `trigger`, one for
        each role (``role_agent``) with the names of its fillers, `time`, `time_value`, `place`, `polarity`, `modality`,
        `tense`, `source`, `confidence` and others. What is not known is None. `roles` has the fillers as dicts.
    """
    import pandas as pd

    rows, columns = _flat(events)
    return pd.DataFrame(rows, columns=columns)


def to_polars(events: Iterable[Event]) -> pl.DataFrame:
    """Events as a table of Polars: a row an event, nested as in our Parquet.

    Parameters
    ----------
    events : iterable of Event

    Returns
    -------
    polars.DataFrame
        The columns are those of `Rules.schema`, of which `arguments` has the fillers of all roles:
        ``frame.explode("arguments").unnest("arguments")`` makes a row a filler of them.
    """
    import polars as pl

    return pl.DataFrame(_native.to_arrow(list(events)))


_BEFORE = ["id", "type", "rule", "doc", "published", "sentence", "trigger", "trigger_start", "trigger_end", "start", "end"]
_AFTER = ["time", "time_value", "place", "polarity", "modality", "tense"]
_LAST = ["source", "source_verb", "confidence", "same_as", "roles"]


def _flat(events: Iterable[Event]) -> tuple[list[dict[str, Any]], list[str]]:
    rows: list[dict[str, Any]] = []
    roles: set[str] = set()
    for event in events:
        row: dict[str, Any] = {
            "id": event.id,
            "type": event.type,
            "rule": event.rule,
            "doc": event.doc,
            "published": event.published,
            "sentence": event.sentence,
            "trigger": event.trigger.text,
            "trigger_start": event.trigger.start,
            "trigger_end": event.trigger.end,
            "start": event.extent[0],
            "end": event.extent[1],
            "time": event.time and event.time.text,
            "time_value": event.time and event.time.value,
            "place": event.place and event.place.text,
            "polarity": event.polarity,
            "modality": event.modality,
            "tense": event.tense,
            "source": event.source and str(event.source),
            "source_verb": event.source and event.source.verb,
            "confidence": event.confidence,
            "same_as": event.same_as,
            "roles": event.to_dict()["roles"],
        }
        for role, fillers in event.roles.items():
            row[f"role_{role}"] = "; ".join(str(filler) for filler in fillers)
            roles.add(f"role_{role}")
        rows.append(row)
    return rows, [*_BEFORE, *sorted(roles), *_AFTER, *_LAST]
