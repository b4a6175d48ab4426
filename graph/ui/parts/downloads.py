"""A table to take away: the same two buttons wherever a table can be downloaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from graph.tables import CSV_TYPE, XLSX_TYPE, Row, csv_bytes, xlsx_bytes
from graph.ui.catalogue import t


def table_downloads(rows: Sequence[Row], columns: Mapping[str, str], name: str, *, key: str) -> None:
    """Two buttons for a table as Excel and CSV; ``name`` is the files' name without its ending. Nothing where the table
    has no rows. The files are made when they are asked for."""
    if not rows:
        return
    forms = {
        "xlsx": (XLSX_TYPE, partial(xlsx_bytes, rows, columns, title=name)),
        "csv": (CSV_TYPE, partial(csv_bytes, rows, columns)),
    }
    with st.container(horizontal=True, gap="small"):
        for ending, (mime, made) in forms.items():
            st.download_button(
                t(f"download.{ending}"),
                made,
                file_name=f"{name}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
                key=f"{key}-{ending}",
            )
