"""The pages for readers and the stubs for checkers are true."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
from pathlib import Path

import pytest
from conftest import ROOT

import dateline
from dateline import _native

PACKAGE = Path(dateline.__file__).parent


@pytest.mark.parametrize("page", ["docs/python.md", "bindings/python/README.md"])
def test_what_a_page_shows_is_what_happens(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried > 3 and failed == 0


def test_what_docstrings_show_is_what_happens():
    failed, tried = doctest.testmod(dateline, extraglobs={"dateline": dateline})
    assert tried > 3 and failed == 0


def test_stubs_have_what_there_is_and_nothing_else():
    stubs = ast.parse((PACKAGE / "_native.pyi").read_text(encoding="utf-8"))
    classes = {node.name: node for node in stubs.body if isinstance(node, ast.ClassDef)}
    functions = {node.name for node in stubs.body if isinstance(node, ast.FunctionDef)}
    there = {name: value for name, value in vars(_native).items() if not name.startswith("_")}
    real = {name for name, value in there.items() if inspect.isclass(value)}
    typed = {name for name, node in classes.items() if any(ast.unparse(d) == "final" for d in node.decorator_list)}
    assert (typed, functions) == (real, set(there) - real)
    for name in real:
        declared = {node.name for node in classes[name].body if isinstance(node, ast.FunctionDef)}
        public = {member for member in vars(there[name]) if not member.startswith("_")}
        assert {member for member in declared if not member.startswith("_")} == public, name


def test_everything_public_is_documented():
    for name in dateline.__all__:
        thing = getattr(dateline, name)
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing):
            assert thing.__module__ == "dateline", name
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or inspect.isdatadescriptor(value)):
                    assert value.__doc__, f"{name}.{member}"


def test_the_package_is_small_enough():
    size = sum(path.stat().st_size for path in PACKAGE.rglob("_native*.so"))
    assert 0 < size < 40 * 2**20 or os.environ.get("DATELINE_DEVELOPMENT")
