"""Scripts beyond our own font: which of them a letter needs, and the one font for each, where this machine has it."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from letterkit.errors import Mistake
from letterkit.folders import data_file, remembered
from letterkit.model.record import LanguageCode, Record, Text
from letterkit.records import read_record
from letterkit.typeset.fonts import FAMILY, Face, characters_in, our_characters

FONT_FOLDERS = (
    *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts")),
    *(Path.home() / name for name in (".local/share/fonts", ".fonts", "Library/Fonts")),
)
LINE_ENDS = frozenset("\n\t")
JOINERS = frozenset("\u200c\u200d")
"""Seen by nobody, but without them Persian, Hindi and others are misspelt; in Latin text they have no business."""


class Script(Record):
    """A script, how its characters are known, and the font it is set in."""

    name: Text
    characters: tuple[Text, ...]
    """The first words of the characters' Unicode names."""
    languages: tuple[LanguageCode, ...] = ()
    right_to_left: bool = False
    family: Text
    regular: tuple[Text, ...]
    """Names of files; the first that is there is taken."""
    bold: tuple[Text, ...]
    debian: Text
    brew: Text

    @property
    def faces(self) -> tuple[Face, ...]:
        """The font's files on this machine, if it has them."""
        files = font_files()
        found = ((weight, next(filter(None, map(files.get, names)), None)) for weight, names in self._weights)
        return tuple(Face(self.family, weight, path) for weight, path in found if path)

    def has(self, character: str) -> bool:
        """Whether its font, as it is on this machine, carries a character."""
        return any(character in characters_in(face.file) for face in self.faces[:1])

    @property
    def _weights(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("normal", self.regular), ("bold", self.bold)


class Scripts(Record):
    """The closed list of ``letter_templates/fonts/scripts.yaml``."""

    scripts: tuple[Script, ...]


def scripts_for(texts: Iterable[str], language: str) -> tuple[Script, ...]:
    """The scripts beyond our own font in which texts are written, that of the language first.

    Raises :class:`Mistake` that names the first character which can't be printed: nobody can see it, no font of the
    list has it, or the font for its script is not on this machine.
    """
    characters = {character: text for text in texts for character in text if character not in LINE_ENDS}
    strange = [character for character in characters if character not in our_characters()]
    needed = dict.fromkeys(filter(None, map(_script_of, strange)))
    for character, text in characters.items():
        _check(character, text, needed)
    return tuple(sorted(needed, key=lambda script: language not in script.languages))


def _script_of(character: str) -> Script | None:
    first = unicodedata.name(character, " ").split()[:1]
    return next((script for script in known_scripts() if first and first[0] in script.characters), None)


def _check(character: str, text: str, scripts: Iterable[Script]) -> None:
    at = text.index(character)
    near = text[max(0, at - 20) : at + 20].replace("\n", " ")
    what = f"{character!r} (U+{ord(character):04X}, {unicodedata.name(character, 'a character without a name')})"
    if character in JOINERS and scripts:
        return
    if unicodedata.category(character) in ("Cf", "Cc"):
        raise Mistake(f"nobody can see {what}, in “{near}”", "take it out")
    script = _script_of(character)
    if script and not script.faces:
        remedy = f"sudo apt-get install {script.debian} · macOS: brew install --cask {script.brew}"
        lacking = f"our font has no {what}, and {script.family} is not on this machine; in “{near}”"
        raise Mistake(lacking, f"{remedy} · or write it in Latin letters")
    if character not in our_characters() and not any(script.has(character) for script in scripts):
        raise Mistake(f"our font has no {what}, in “{near}”", "write it in Latin letters, or leave it away")


def printable(text: str) -> str:
    """A text whose characters all can be printed: in the place of another stands its number."""
    return "".join(one if _is_printable(one) else f"U+{ord(one):04X}" for one in text)


@cache
def _is_printable(character: str) -> bool:
    try:
        scripts_for((character,), "")
    except Mistake:
        return False
    return True


def is_right_to_left(language: str) -> bool:
    """Whether letters in a language are read from right to left."""
    return any(script.right_to_left and language in script.languages for script in known_scripts())


def families(scripts: Iterable[Script], language: str | None = None) -> tuple[str, ...]:
    """The families of a text, the first that has a character wins: that of its language's script, ours, the others."""
    own = [script.family for script in scripts if language in script.languages]
    others = [script.family for script in scripts if language not in script.languages]
    return (*own, FAMILY, *others)


@remembered
def known_scripts() -> tuple[Script, ...]:
    """All scripts of the list."""
    file = data_file("letter_templates", "fonts/scripts.yaml")
    return read_record(Scripts, file).scripts if file else ()


@cache
def font_files() -> dict[str, Path]:
    """Every font file of this machine by its name."""
    return {path.name: path for folder in FONT_FOLDERS for path in _below(folder)}


def _below(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        yield from (Path(root) / name for name in names)
