"""What a server's trouble is called, and how it is mended."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from graph.errors import StoreError

#: How servers say in a 500 that no room is left.
_FULL = re.compile(r"no space left|out of (disk|space)|disk (is )?full|quota|insufficient storage", re.IGNORECASE)


class ServerError(StoreError):
    """A refusal by the server that holds the graph: its HTTP ``status`` and the first line of what it ``said``."""

    def __init__(self, what: str, *, where: str, mend: str, key: str, status: int = 0, said: str = "") -> None:
        super().__init__(what, where=where, mend=mend, key=key, values={"said": said or str(status)})
        self.status = status
        self.said = said


def refusal(status: int, body: str, where: str) -> ServerError:
    """The error that a status of 300 or more stands for. ``body`` is what the server wrote, ``where`` its address."""
    said = _first_line(body)
    what, mend, key = _meaning(status, said)
    return ServerError(
        f"{what} (HTTP {status}{f': {said}' if said else ''}).",
        where=where,
        mend=mend,
        key=key,
        status=status,
        said=said,
    )


def _meaning(status: int, said: str) -> tuple[str, str, str]:
    if status in (401, 403):
        mend = "Set LIANPU_STORE_USER and LIANPU_STORE_PASSWORD to those of somebody who may, over https."
        return "the store's server does not allow that", mend, "store_denied"
    if status in (413, 507) or _FULL.search(said):
        return "the store's server has no room for it", "Free some, or raise the server's limit.", "store_full"
    if status in (429, 503):
        return "the store's server is too busy", "Try again in a moment.", "store_busy"
    if status < 400:
        return "the store's server sends elsewhere", "Set LIANPU_STORE to the address itself.", "store_elsewhere"
    if status in (404, 405, 406, 415):
        mend = "Set LIANPU_STORE, LIANPU_STORE_UPDATE and LIANPU_STORE_GSP to its SPARQL addresses: docs/scale.md."
        return "the store's server does not do that at this address", mend, "store_nonsense"
    return "the store's server failed", "Look into its log.", "store_failed"


def nonsense(where: str, detail: str) -> ServerError:
    """The error for an answer that cannot be read."""
    mend = "Set LIANPU_STORE to the address that answers SPARQL queries: docs/scale.md."
    return ServerError(
        f"the store's server answers what is no answer ({detail}).",
        where=where,
        mend=mend,
        key="store_nonsense",
        said=detail,
    )


def cut(where: str, most: str, mend: str) -> ServerError:
    """The error for an answer that holds less than was asked for."""
    return ServerError(
        f"the store's server gave only a part of an answer ({most}).",
        where=where,
        mend=mend,
        key="store_cut",
        said=most,
    )


def slow(where: str, seconds: float) -> ServerError:
    """The error for a server that takes too long."""
    mend = "Try again; where it happens often, look at the server's load or raise LIANPU_STORE_SECONDS."
    return ServerError(
        f"the store's server did not answer within {seconds:g} seconds.",
        where=where,
        mend=mend,
        key="store_slow",
        said=f"{seconds:g}",
    )


@contextmanager
def told(where: str, seconds: float) -> Iterator[None]:
    """What goes wrong on the way to a server, as a ServerError."""
    try:
        yield
    except (httpx.ReadTimeout, httpx.WriteTimeout):
        raise slow(where, seconds) from None
    except httpx.PoolTimeout:
        raise refusal(503, "all connections are taken", where) from None
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
            mend = "Give the server a certificate for its name; for an authority of your own, set SSL_CERT_FILE."
            what = "the certificate of the store's server is not trusted."
            raise ServerError(what, where=where, mend=mend, key="store_untrusted") from None
        mend = "Start it, or correct LIANPU_STORE."
        what = "the store's server cannot be reached."
        raise ServerError(what, where=where, mend=mend, key="store_down") from None
    except httpx.TransportError as error:
        raise nonsense(where, _first_line(str(error)) or type(error).__name__) from None
    except (httpx.DecodingError, httpx.InvalidURL) as error:
        raise nonsense(where, _first_line(str(error))) from None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _first_line(text: str) -> str:
    """What a server said, in one short line: tags of an HTML page dropped."""
    plain = re.sub(r"<[^<>]{0,500}>", " ", text) if text.lstrip().startswith("<") else text
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return next((line for line in lines if line), "")[:200]
