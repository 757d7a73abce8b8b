"""Zip archives of XML, as offices make them: parts are read up to a limit; XML that declares entities is refused."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from letterkit.errors import Mistake

LARGEST_PART = 40_000_000
"""Bytes of one part when unpacked: text of some megabytes with its marks."""
MOST_PARTS = 20_000
AS_TEXT = "open it in the program it was made with, save it as plain text, and give that"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)

Attributes = dict[str, str]
Open = Callable[[str, Attributes], None]
Close = Callable[[str], None]
Say = Callable[[str], None]


class Archive:
    """The parts of a zipped document, by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise Mistake("the document is broken: its zip archive can't be read", AS_TEXT) from error
        if len(self._zip.namelist()) > MOST_PARTS:
            raise Mistake("the document has far too many parts", AS_TEXT)

    def names(self) -> set[str]:
        """What the archive holds."""
        return set(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when it isn't there."""
        if name not in self.names():
            return b""
        try:
            with self._zip.open(name) as file:
                data = file.read(LARGEST_PART + 1)
        except RuntimeError as error:
            raise Mistake("the document is protected by a password", f"with the password, {AS_TEXT}") from error
        except _BROKEN as error:
            raise Mistake("the document is broken: a part of it can't be unpacked", AS_TEXT) from error
        if len(data) > LARGEST_PART:
            raise Mistake(
                f"a part of the document is larger than {LARGEST_PART // 1_000_000} MB when unpacked", AS_TEXT
            )
        return data


def read_xml(data: bytes, opens: Open, closes: Close, says: Say) -> None:
    """Feeds the events of an XML part; names are like ``w:p``, whatever prefix the document has."""
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, told: opens(_short(name), {_short(key): told[key] for key in told})
    parser.EndElementHandler = lambda name: closes(_short(name))
    parser.CharacterDataHandler = says
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Mistake("the document is broken: its XML can't be read", AS_TEXT) from error


def _refuse(*_: object) -> None:
    raise Mistake("the document declares entities of its own, as no office program does", AS_TEXT)


_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "http://www.w3.org/1999/xlink": "xlink",
}


def _short(name: str) -> str:
    space, _, local = name.rpartition("\n")
    return f"{_PREFIXES.get(space, '?')}:{local}" if space else local
