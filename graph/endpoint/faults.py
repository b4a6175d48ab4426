"""What is wrong with a request, as HTTP says it."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.errors import LianpuError, QueryBusyError, QueryError, QueryTimeoutError

#: Seconds after which a client may try again.
RETRY_SECONDS = 2
#: The status of a refusal that is not 400, by its key.
_STATUS = {"query_long": 413, "query_form": 406, "query_memory": 503, "query_crowded": 503, "query_cancelled": 503}


class RequestError(LianpuError):
    """A request that is answered with an error ``status`` and these ``headers``."""

    def __init__(
        self, status: int, what: str, *, mend: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        self.status = status
        self.headers = headers or {}
        super().__init__(what, mend=mend)


@dataclass(frozen=True)
class Reply:
    """What goes back to the client. ``body`` is text of ``media_type``, in UTF-8 where it is bytes."""

    status: int
    body: str | bytes = ""
    media_type: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)


def reply_to(error: LianpuError) -> Reply:
    """An error as a reply: its status, a line that says what is wrong and how to mend it, when to try again."""
    if isinstance(error, RequestError):
        return Reply(error.status, f"{error}\n", headers=error.headers)
    status = status_of(error)
    again = isinstance(error, QueryBusyError) or not isinstance(error, QueryError)
    return Reply(status, f"{error}\n", headers={"Retry-After": str(RETRY_SECONDS)} if again else {})


def status_of(error: LianpuError) -> int:
    """The HTTP status of an error of a query, of the store or of a setting.

    429 no place came free, 504 its time was up, 503 it needed more than there is or the graph is not there, 400 it is
    refused.
    """
    if isinstance(error, QueryTimeoutError):
        return 504
    if isinstance(error, QueryBusyError) and error.key == "query_busy":
        return 429
    if isinstance(error, QueryError):
        return _STATUS.get(error.key or "", 400)
    return 503
