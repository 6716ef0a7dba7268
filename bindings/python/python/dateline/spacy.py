"""A component of spaCy's pipelines that finds events: ``nlp.add_pipe("dateline")``.

It sets ``doc._.events``, a list of `dateline.Event` whose offsets slice ``doc.text``. They are kept in the document as
JSON, so that documents with them can be written, read, copied and sent to other processes (``nlp.pipe(n_process=2)``).
"""

# the types of spaCy's factories are not complete
# pyright: reportUnknownMemberType=false, reportUntypedFunctionDecorator=false

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import dateline

if TYPE_CHECKING:
    from dateline import Event

_KEY = "dateline"


def _events(doc: Doc) -> list[Event]:
    return [dateline.Event.from_json(line) for line in doc.user_data.get(_KEY, [])]


def _set_events(doc: Doc, events: Iterable[Event]) -> None:
    doc.user_data[_KEY] = [event.to_json() for event in events]


if not Doc.has_extension("events"):
    Doc.set_extension("events", getter=_events, setter=_set_events)


class EventFinder:
    """The component.

    Parameters
    ----------
    rules : dateline.Rules
    annotation : {"dateline", "spacy"}
        Whose words, tags, trees and names the rules see. With ``spacy`` those of the components before.
    id, date : str, optional
        The names of extensions of the document (``doc._.NAME``) with its id and its day of publication.
    """

    def __init__(
        self,
        rules: dateline.Rules,
        *,
        annotation: str = "dateline",
        id: str | None = None,
        date: str | None = None,
    ) -> None:
        if annotation not in ("dateline", "spacy"):
            raise ValueError(f'annotation is "dateline" or "spacy", not "{annotation}"')
        self.rules = rules
        self.annotation = annotation
        self.id = id
        self.date = date

    def __call__(self, doc: Doc) -> Doc:
        """Set the events of a document."""
        known: dict[str, Any] = {
            what: doc._.get(name) for what, name in (("id", self.id), ("date", self.date)) if name is not None
        }
        text = dateline.from_spacy(doc) if self.annotation == "spacy" else doc.text
        _set_events(doc, self.rules.extract(text, **known))
        return doc


@Language.factory(
    "dateline",
    assigns=["doc._.events"],
    default_config={"rules": None, "packs": None, "annotation": "dateline", "id": None, "date": None},
)
def make(
    nlp: Language,
    name: str,
    rules: str | list[str] | None,
    packs: str | list[str] | None,
    annotation: str,
    id: str | None,
    date: str | None,
) -> EventFinder:
    """Make the component of a config: `rules` are texts or paths, as `dateline.compile` takes them."""
    sources = [rules] if isinstance(rules, str) else rules or []
    return EventFinder(dateline.compile(*sources, packs=packs), annotation=annotation, id=id, date=date)


__all__ = ["EventFinder", "make", "spacy"]
