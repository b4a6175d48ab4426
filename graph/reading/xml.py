"""XML of untrusted files, read as a stream of events: no tree, no document type, no entity, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from lxml import etree

from graph.errors import ReadingError


class Events(Protocol):
    """Hears the document as it passes; names are ``{namespace}local``."""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        """An element opens."""

    def end(self, tag: str, /) -> None:
        """An element closes."""

    def data(self, text: str, /) -> None:
        """Text, in one or more pieces."""


class _Guarded:
    """Passes events on; a document type, which no Office file has, is how entity bombs come."""

    def __init__(self, events: Events) -> None:
        self.start, self.end, self.data = events.start, events.end, events.data

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise _DoctypeError

    def close(self) -> None:
        """Nothing is left to do."""


class _DoctypeError(Exception):
    pass


def stream(chunks: Iterable[bytes], events: Events, *, where: str) -> None:
    """Send the document in ``chunks`` to ``events``. Raises ReadingError, which names ``where``, if it is not sound."""
    target: Any = _Guarded(events)
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    mend = "Open it in Word or WPS and save it as .docx again."
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except _DoctypeError:
        raise ReadingError("declares a document type, as no Word file does.", where=where, mend=mend) from None
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error).split())[:100]
        raise ReadingError(f"is damaged ({reason}).", where=where, mend=mend) from error
