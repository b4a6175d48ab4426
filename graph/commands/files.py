"""Writing what a command made: a file appears whole or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from graph.errors import LianpuError


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 to ``path``: to a draft beside it first, then by one rename. Raises LianpuError where it cannot."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, in the same way. Raises LianpuError where it cannot."""
    if not path.name or path.is_dir():
        raise LianpuError("is a folder.", where=path, mend="Name a file in it.")
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)  # noqa: PTH105 - Path.replace would read the same; os.replace says it overwrites
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise LianpuError(
            f"cannot be written ({error.strerror or error}).", where=path, mend="Name a file in a folder that exists."
        ) from error


def make_folder(path: Path) -> None:
    """Make a folder in one that exists, where it is not there yet. Raises LianpuError where it cannot."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise LianpuError(
            f"cannot be made ({error.strerror or error}).", where=path, mend="Name a folder in one that exists."
        ) from error
