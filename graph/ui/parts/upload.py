"""A place to drop a file, in words of the session's language: Streamlit's own speaks English only."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graph.ui.catalogue import t


def upload(label: str, endings: Sequence[str], *, most: int, key: str, hide_label: bool = False) -> UploadedFile | None:
    """One file with one of ``endings`` (without a dot) of at most ``most`` megabytes; None until there is one."""
    _say(key, t("upload.choose"), t("upload.most", most=most, endings=", ".join(ending.upper() for ending in endings)))
    return st.file_uploader(
        label,
        type=list(endings),
        key=key,
        max_upload_size=most,
        label_visibility="collapsed" if hide_label else "visible",
    )


def _say(key: str, button: str, bounds: str) -> None:
    """Put our words in the place of Streamlit's. They come from the catalogue and hold no quotation mark."""
    zone = f".st-key-{key} [data-testid='stFileUploaderDropzone']"
    st.html(
        f"<style>{zone} button p, {zone} [data-testid='stFileUploaderDropzoneInstructions'] span {{ font-size: 0; }}"
        f"{zone} button p::after {{ content: '{button}'; font-size: 0.9375rem; }}"
        f"{zone} [data-testid='stFileUploaderDropzoneInstructions'] span::after"
        f" {{ content: '{bounds}'; font-size: 0.875rem; }}</style>"
    )
