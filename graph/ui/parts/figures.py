"""Figures as a table: numbers to the right, their unit beside them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.present.tables import figure_table
from graph.query.values import Figure
from graph.ui.catalogue import status_labels, t


def figure_rows(figures: Sequence[Figure]) -> None:
    """A table of figures; nothing where there are none."""
    head = tuple(t(f"overview.{name}") for name in ("figure", "value", "unit", "year", "status"))
    if figures:
        st.html(figure_table(figures, head=head, statuses=status_labels()))
