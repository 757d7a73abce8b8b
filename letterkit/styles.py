"""A style: the templates, style sheets, wordings and layouts of a folder that a group owns, over the shipped ones."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from letterkit.errors import Mistake, Problem
from letterkit.folders import TEMPLATES, choose_own_folder, own_folder, shipped, whole_file

KINDS = {
    "*.html.j2": "template",
    "*.css": "style sheet",
    "wording/*.yaml": "wording",
    "layouts/*.yaml": "layout",
    "envelopes.yaml": "envelopes",
    "labels.yaml": "label sheets",
    "logo.svg": "logo",
    "logo.png": "logo",
    "logo.txt": "what the logo shows",
}
"""The files of a style, by their place in its folder, and what each is."""
NOT_TO_EDIT = frozenset({"preview.html.j2", "preview.css", "preview.js"})
"""What a browser opens has a script in it, so it never comes from a folder that may be somebody else's."""


@dataclass(frozen=True)
class StyleFile:
    """A file that can be edited, where it comes from; ``kind`` is empty where letterkit reads no such file."""

    name: str
    kind: str
    path: Path
    own: bool
    edited: bool = False
    """It is the user's own, and differs from the shipped one or has none beside it."""

    @property
    def source(self) -> str:
        """Where it comes from, in a word or three."""
        if not self.own:
            return "shipped"
        return "own" if self.edited else "own, as shipped"


def use_style(folder: str | Path | None) -> None:
    """Letters look from here on as the folder says; None is the one in the settings folder.

    Raises :class:`Mistake` where there is no such folder, where nothing in it is of use, or where a link in it leads
    out: it may be somebody else's.
    """
    if folder is None:
        choose_own_folder(TEMPLATES, None)
        return
    path = Path(folder).expanduser()
    if not path.is_dir():
        raise Mistake(
            f"there is no folder of templates {str(path)!r}", f"to make one: letterkit templates copy -o {path}"
        )
    outward = [link for link in _files(path) if not link.resolve().is_relative_to(path.resolve())]
    if outward:
        raise Mistake(
            Problem("this link leads out of the folder", "put a copy of the file there", str(link)) for link in outward
        )
    if not any(kind_of(name) for name in _names(path)):
        remedy = f"to fill it: letterkit templates copy -o {path}"
        raise Mistake(f"nothing in {str(path)!r} is a template, style sheet, wording or layout", remedy)
    choose_own_folder(TEMPLATES, path)


def style_files() -> list[StyleFile]:
    """All files of the style in use, the user's own before the shipped ones, and what else lies in its folder."""
    folder = own_folder(TEMPLATES)
    own, ours = _names(folder), shipped_names()
    found = [
        StyleFile(
            name, kind_of(name), folder / name, own=True, edited=not _same(folder / name, shipped(TEMPLATES) / name)
        )
        for name in own
    ]
    found += [StyleFile(name, kind_of(name), shipped(TEMPLATES) / name, own=False) for name in ours if name not in own]
    return sorted(found, key=lambda one: (list(KINDS.values()).index(one.kind) if one.kind else len(KINDS), one.name))


def own_paths() -> list[Path]:
    """The user's own files of the style in use."""
    return list(_files(own_folder(TEMPLATES)))


def shipped_names() -> list[str]:
    """The shipped files that can be edited."""
    return [name for name in _names(shipped(TEMPLATES)) if kind_of(name)]


def kind_of(name: str) -> str:
    """What a file of a style is; empty where letterkit reads no such file."""
    path = Path(name)
    fits = (kind for place, kind in KINDS.items() if path.match(place) and len(path.parts) == place.count("/") + 1)
    return "" if name in NOT_TO_EDIT else next(fits, "")


def nearest_name(name: str) -> str:
    """The shipped file whose name was probably meant; empty where none is near."""
    return next(iter(get_close_matches(name, shipped_names(), n=1, cutoff=0.7)), "")


def copy_style(folder: Path, names: tuple[str, ...] = (), *, force: bool = False) -> tuple[list[Path], list[Path]]:
    """Copies shipped files, all or those named, into a folder; gives those copied and those kept.

    Kept is what differs from the shipped file, unless ``force``: somebody has edited it.
    """
    if folder.resolve().is_relative_to(shipped(TEMPLATES).resolve()):
        raise Mistake(f"{folder} is where the shipped templates lie", "choose another folder with -o")
    copied, kept = [], []
    for name in _chosen(names):
        target, source = folder / name, shipped(TEMPLATES) / name
        if target.exists() and not _same(target, source) and not force:
            kept.append(target)
            continue
        with whole_file(target) as file:
            file.write(source.read_bytes())
        copied.append(target)
    return copied, kept


def _chosen(names: tuple[str, ...]) -> list[str]:
    """The shipped files that are named, or that lie in a folder that is named."""
    there = shipped_names()
    found = {name for wanted in names for name in there if name == wanted or name.startswith(f"{wanted.rstrip('/')}/")}
    missed = [
        wanted
        for wanted in names
        if not any(name == wanted or name.startswith(f"{wanted.rstrip('/')}/") for name in there)
    ]
    if missed:
        near = nearest_name(missed[0])
        raise Mistake(
            f"there is no shipped file {missed[0]!r}",
            f"did you mean {near}?" if near else "to see them: letterkit templates list",
        )
    return [name for name in there if name in found or not names]


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in _files(folder) if path.is_file())


def _files(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, but hidden ones."""
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in files if not name.startswith("."))
        yield from (Path(here, name) for name in folders if Path(here, name).is_symlink())


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
