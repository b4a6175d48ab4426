"""Office files that come out the same, byte for byte, whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

_CORE = "docProps/core.xml"
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
#: The earliest time that a ZIP archive can carry.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What XML 1.0 does not allow in a text. https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def settled(data: bytes, moment: datetime) -> bytes:
    """An office file with ``moment`` as the time of its making, and no other time in it."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in old.namelist():
            held = old.read(name)
            if name == _CORE:
                held = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<2>", held)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o600 << 16
            packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(entry, held, packed)
    return out.getvalue()


def allowed(text: str) -> str:
    """A text without the signs that no XML file may hold.

    >>> allowed("铜\\x0b箔")
    '铜箔'
    """
    return _FORBIDDEN.sub("", text)
