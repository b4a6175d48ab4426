"""The picture of an answer, as a browser component. It gets data, never HTML made of data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def answer_picture(data: dict[str, Any], *, key: str) -> str | None:
    """Show a picture. Returns the IRI of the box that was just chosen, or None."""
    component = st.components.v2.component(
        "lianpu_answer",
        html='<div class="lianpu-answer-picture" role="group" tabindex="0"></div>',
        css=(_HERE / "answer.css").read_text(encoding="utf-8"),
        js=(_HERE / "answer.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    result: Any = component(key=key, data=data, on_open_change=lambda: None)
    opened = result.open
    return opened if isinstance(opened, str) else None
