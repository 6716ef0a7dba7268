"""Runs a notebook, and fails if a cell does or the last plot is missing: ``python notebook.py NOTEBOOK``."""

from __future__ import annotations

import sys

import nbformat
from nbclient import NotebookClient


def main(path: str) -> None:
    """Run the notebook; what it shows is not written back."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    missing = {"image/png", "text/html", "text/plain"} - kinds
    if missing:
        sys.exit(f"{path} shows no {', '.join(sorted(missing))}")
    print(f"{path}: {len(outputs)} outputs")


if __name__ == "__main__":
    main(sys.argv[1])
