"""Events as notebooks show them: marked in their sentence."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline._native import Event

_MARK = "padding:.1em .3em;border-radius:.3em;line-height:1.8;"
_TRIGGER = "#fde68a"
_COLOURS = ["#bfdbfe", "#bbf7d0", "#fbcfe8", "#ddd6fe", "#fed7aa", "#a5f3fc"]
_GREY = "#e5e7eb"


def event(found: Event) -> str:
    """An event as HTML: its sentence with trigger, roles, time and place marked, and what else is known of it."""
    marks = [(found.trigger.start, found.trigger.end, found.type, _TRIGGER)]
    for number, (role, fillers) in enumerate(found.roles.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        marks.extend((filler.start, filler.end, role, colour) for filler in fillers)
    if found.time is not None:
        marks.append((found.time.start, found.time.end, f"time {found.time.value or ''}".strip(), _GREY))
    if found.place is not None:
        marks.append((found.place.start, found.place.end, "place", _GREY))
    facts = [found.modality, found.tense, f"confidence {found.confidence}"]
    if found.polarity == "negative":
        facts.insert(0, "not")
    if found.source is not None:
        facts.append(f"says {found.source}")
    head = f"<b>{escape(found.type)}</b> <small>{escape(' · '.join(facts))}</small>"
    body = escape(str(found)) if found.context is None else _marked(found.context.text, found.context.start, marks)
    return f'<div style="margin:.4em 0">{head}<div>{body}</div></div>'


def _marked(text: str, start: int, marks: list[tuple[int, int, str, str]]) -> str:
    """The text with marks; one inside another is shown inside it, what crosses another is left out."""
    parts: list[str] = []
    done = 0
    open_ends: list[int] = []
    for first, end, label, colour in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        first, end = first - start, end - start
        while open_ends and open_ends[-1] <= first:
            done = _close(parts, text, done, open_ends.pop())
        if first < done or end > len(text) or (open_ends and end > open_ends[-1]):
            continue
        parts.append(escape(text[done:first]))
        parts.append(f'<mark style="background:{colour};{_MARK}" title="{escape(label)}">')
        parts.append(f'<small style="opacity:.7">{escape(label)}</small> ')
        done = first
        open_ends.append(end)
    while open_ends:
        done = _close(parts, text, done, open_ends.pop())
    parts.append(escape(text[done:]))
    return "".join(parts)


def _close(parts: list[str], text: str, done: int, end: int) -> int:
    parts.append(escape(text[done:end]))
    parts.append("</mark>")
    return end
