"""The exceptions of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline._native import Diagnostic


class DatelineError(Exception):
    """Something that Dateline was asked for cannot be done, or the program failed over it."""


class RuleError(DatelineError):
    """Rules have errors. The message shows them as a terminal does, with the lines that they are about."""

    diagnostics: list[Diagnostic]
    """The errors, in the order of files and places."""

    def __init__(self, message: str, diagnostics: list[Diagnostic]) -> None:
        super().__init__(message, diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n" + str(self.args[0])


class ReadError(DatelineError, ValueError):
    """An article, or a value of one, cannot be read."""


for _error in (DatelineError, RuleError, ReadError):
    _error.__module__ = "dateline"
