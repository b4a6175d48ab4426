"""Figures as a table: numbers to the right, the unit beside them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from graph.model import Comparator
from graph.query.values import Figure
from graph.ui.catalogue import status_labels, t

_SIGNS = {Comparator.EQUAL: "", Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.ABOUT: "≈"}


def figure_rows(figures: Sequence[Figure]) -> None:
    """A table of figures."""
    statuses = status_labels()
    rows = [
        {
            t("overview.figure"): figure.name,
            t("overview.value"): f"{_SIGNS[figure.comparator]}{figure.value:,.10g}",
            t("overview.unit"): figure.unit,
            t("overview.year"): str(figure.year),
            t("overview.status"): statuses[figure.status],
        }
        for figure in figures
    ]
    if rows:
        right = {t("overview.value"): st.column_config.TextColumn(alignment="right")}
        st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=right)
