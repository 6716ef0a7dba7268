"""Dateline turns news into typed, dated, attributed events, with rules that read like the news.

>>> import dateline
>>> rules = dateline.compile(packs="diplomacy")
>>> for event in rules.extract("Anna Brandt visited Norway on Monday.", date="2026-03-12"):
...     print(event, event.time)
Visit { agent: Anna Brandt; place: Norway } 2026-03-09

`compile` makes `Rules`, which find `Event`s in one text (`Rules.extract`), in many (`Rules.extract_many`) and in batches
of Arrow (`Rules.extract_batch`). `to_pandas` and `to_polars` make tables of events. `dateline.spacy` is a component of
spaCy's pipelines, `dateline.spark` runs rules on Spark and Sail.

Offsets count characters: they slice the string that was given.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from dateline import _native
from dateline._errors import DatelineError, ReadError, RuleError
from dateline._native import (
    Annotated,
    Diagnostic,
    Event,
    Explanation,
    Filler,
    Mention,
    RecordBatch,
    Rules,
    Schema,
    Source,
    Span,
    TestResult,
    Time,
    packs,
    to_arrow,
)
from dateline._tables import to_pandas, to_polars

if TYPE_CHECKING:
    import datetime

    import spacy.tokens

__version__ = _native.version()

__all__ = [
    "Annotated",
    "Article",
    "DatelineError",
    "Diagnostic",
    "Event",
    "Explanation",
    "Filler",
    "Mention",
    "ReadError",
    "RecordBatch",
    "RuleError",
    "Rules",
    "Schema",
    "Source",
    "Span",
    "TestResult",
    "Time",
    "compile",
    "from_spacy",
    "packs",
    "read",
    "to_arrow",
    "to_pandas",
    "to_polars",
]

RuleSource = Union[str, "os.PathLike[str]", Mapping[str, str]]
"""Rules as `compile` takes them: a text, a path, or texts by name."""


@dataclass(frozen=True)
class Article:
    """A text with its identity, for `Rules.extract_many`."""

    text: str
    """The text, in English."""
    id: str | int | None = None
    """What identifies it in its events."""
    date: str | datetime.date | None = None
    """The day of publication, from which *yesterday* counts."""
    title: str | None = None
    """The headline, where it is not part of the text."""
    source: str | None = None
    """Who published it."""
    author: str | None = None
    """Who wrote it."""
    url: str | None = None
    """The address at which it was published."""


def compile(
    *rules: RuleSource, packs: str | Iterable[str] | None = None, strict: bool = True
) -> Rules:
    """Compile rules.

    Parameters
    ----------
    rules : str, path or mapping
        Each a text of rules, a file or folder of them (``.rules``), or a mapping of names to texts. A string without a
        line end or a brace names a file or folder.
    packs : str or iterable of str, optional
        Packs that come with Dateline, beside the rules: see `packs`. Without rules and packs all packs are taken.
    strict : bool
        Whether an error in the rules is raised. Otherwise what has one is left out, and `Rules.diagnostics` tells it.

    Returns
    -------
    Rules
        Immutable, hashable, and safe to share between threads and to pickle.

    Raises
    ------
    RuleError
        If the rules have errors; all of them are told, with their places and remedies.
    OSError
        If a path cannot be read or has no rules.
    ValueError
        If there is no such pack.

    Examples
    --------
    >>> rules = dateline.compile('''
    ... event Visit {
    ...     agent+: Person
    ...     host+:  Person | Organization
    ... }
    ... rule visited -> Visit { "{agent} visited {host}" }
    ... ''')
    >>> rules.extract("Anna Brandt visited Leo Marsh.")
    [<Event Visit { agent: Anna Brandt; host: Leo Marsh }>]
    """
    texts: list[tuple[str, str]] = []
    paths: list[str] = []
    for source in rules:
        if isinstance(source, Mapping):
            texts.extend(source.items())
        elif isinstance(source, str) and ("\n" in source or "{" in source):
            texts.append(("<string>", source))
        else:
            paths.append(os.fspath(source))
    named: list[str] | None
    if packs is None:
        # an empty list names all packs
        named = None if rules else []
    else:
        named = ([packs] if isinstance(packs, str) else list(packs)) or None
    return _native.compile(texts, paths, named, strict)


def read(*paths: str | os.PathLike[str]) -> Iterator[Article]:
    """Read the articles of files and folders, in any format that the command ``dateline run --input`` reads.

    Parameters
    ----------
    paths : str or path
        Texts, web pages, feeds, web archives, JSON, CSV, Parquet or SQLite, packed or not; or folders of them.

    Returns
    -------
    iterator of Article
        In the order of the files, lazily. Articles in another language than English are left out. What could not be read
        is warned of.

    Raises
    ------
    OSError
        If a path cannot be read or has no articles.
    """
    return _native.read([os.fspath(path) for path in paths])


def from_spacy(doc: spacy.tokens.Doc) -> Annotated:
    """A document of spaCy as `Rules.extract` takes it: its words, tags, trees and entities instead of Dateline's own.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With sentences; rules need its tags, lemmas, trees and entities. Trees may have the labels of CLEAR, as spaCy's
        English models give them, or those of Universal Dependencies.

    Returns
    -------
    Annotated
        Its events have offsets in ``doc.text``.
    """
    import json

    return Annotated(json.dumps(doc.to_json()))
