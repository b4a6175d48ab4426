"""The zip that a .docx is: opened with bounds, so that neither a broken nor a hostile one does harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from graph.errors import ReadingError

#: Of one part, unpacked, in bytes: thirty times the XML of a long report. What a zip says of its own sizes is no guide.
MAX_PART = 150_000_000
_CHUNK = 1 << 16
_AGAIN = "Open it in Word or WPS and save it as .docx again."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Package:
    """The parts of a zip in memory, by name. Raises ReadingError, which names ``where``, for what is no sound zip."""

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        if data.startswith(_OLE):
            raise self._of_ole(data)
        if not data.startswith(b"PK"):
            raise ReadingError("is no Word file (.docx) inside.", where=where, mend=_AGAIN)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._broken(error) from error
        self.names = frozenset(self._zip.namelist())

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of the part ``name``, piece by piece."""
        total = 0
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    total += len(piece)
                    if total > MAX_PART:
                        size = f"its part {name} unpacks to more than {MAX_PART:,} bytes."
                        mend = "Give the report's text alone, without pictures or annexes."
                        raise ReadingError(size, where=self._where, mend=mend)
                    yield piece
        except RuntimeError as error:
            raise self._locked() from error
        except _BROKEN as error:
            raise self._broken(error) from error

    def _of_ole(self, data: bytes) -> ReadingError:
        if "EncryptedPackage".encode("utf-16-le") in data:
            return self._locked()
        what = "is a file of the old Word (.doc) with another ending."
        return ReadingError(what, where=self._where, mend=_AGAIN)

    def _locked(self) -> ReadingError:
        mend = "Open it with the password, save it without one, and try again."
        return ReadingError("is protected by a password.", where=self._where, mend=mend)

    def _broken(self, error: Exception) -> ReadingError:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        return ReadingError(f"is damaged ({reason}).", where=self._where, mend=f"Fetch it again, or: {_AGAIN}")
