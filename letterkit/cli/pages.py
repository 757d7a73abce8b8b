"""Letters as pages to look at: pictures in a folder, or one page in the browser with all that is known of them."""

import os
import sys
import webbrowser
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from letterkit.cli import screen
from letterkit.cli.preview_page import Shown, preview_page
from letterkit.cli.writer import what_stands_on_it
from letterkit.errors import DoneInPart, Mistake
from letterkit.export.pictures import FOR_FILES, FOR_SCREEN
from letterkit.folders import whole_file
from letterkit.mailing import Plan, Wishes, said_once, voice
from letterkit.mailing.pictures import Pictures, pictures_of, write_pictures
from letterkit.model.finding import Reading
from letterkit.review.findings import findings, overview, recommended_routes, shared_numbers


@dataclass(frozen=True)
class Pages:
    """What was asked for: of which appeal, where it goes, whether it is shown, written, kept up to date."""

    appeal: str
    output: Path | None
    in_browser: bool
    png: bool
    watched: bool
    again: bool
    """The page is open already."""

    @property
    def page(self) -> Path:
        """The file of the page: as named, or in the folder that was named, or in one of our own."""
        if self.output and self.output.suffix in (".html", ".htm"):
            return self.output
        return self.folder / "preview.html"

    @property
    def folder(self) -> Path:
        """Where the pictures go."""
        return self.output or private_folder()


@cache
def private_folder() -> Path:
    """A new folder that its owner alone can open, and that the system clears away in time; one in a run."""
    return Path(mkdtemp(prefix="letterkit-"))


def show_pages(
    wanted: Pages, reading: Reading, mailing: Plan, wishes: Wishes, *, json: bool = False, quiet: bool = False
) -> None:
    """Makes the pages of a plan's letters, writes and opens what was asked for, and says where it is."""
    with screen.progress(len(mailing.dispatches), "letters", quiet=quiet) as tell:
        pictures = pictures_of(mailing, FOR_FILES if wanted.png else FOR_SCREEN, tell)
    files = write_pictures(pictures, wanted.folder) if wanted.png and pictures.letters else []
    page = None
    if wanted.in_browser:
        page = wanted.page
        shown = _shown(wanted, reading, mailing, wishes)
        with whole_file(page, private=True) as file:
            file.write(preview_page(mailing, pictures, shown).encode())
    _report(files, page, pictures, json=json, quiet=quiet)
    if page and not wanted.again and not open_in_browser(page):
        screen.say("No browser can be opened from here: open that file in one.", quiet=quiet)
    if pictures.rejected:
        problems = said_once(pictures.rejected, of=mailing.planned)
        raise (DoneInPart if pictures.letters else Mistake)(problems)
    screen.say(f"Next: letterkit write {wanted.appeal}", quiet=quiet)


def _shown(wanted: Pages, reading: Reading, mailing: Plan, wishes: Wishes) -> Shown:
    appeal = reading.appeal
    return Shown(
        overview=overview(appeal, wishes.on, voice(appeal, mailing.sender, wishes)),
        findings=findings(reading, wishes.on),
        shared_numbers=shared_numbers(appeal),
        routes=recommended_routes(mailing.addressees, mailing.sender.country),
        sender=what_stands_on_it(mailing.sender, wishes.showing),
        next_command=f"letterkit write {wanted.appeal}",
        watched=wanted.watched,
    )


def _report(files: list[Path], page: Path | None, pictures: Pictures, *, json: bool, quiet: bool) -> None:
    if json:
        rows = [finding.model_dump(mode="json") for finding in pictures.findings]
        screen.data_json({"page": str(page) if page else None, "pictures": list(map(str, files)), "findings": rows})
        return
    for path in (*files, *([page] if page else [])):
        screen.data(str(path))
    for finding in pictures.findings:
        screen.say(screen.finding_line(finding), quiet=quiet)


def open_in_browser(page: Path) -> bool:
    """Opens a file in the person's browser; False where there is none, or no screen to show it on."""
    has_screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if sys.platform.startswith("linux") and not has_screen:
        return False  # else a browser for the terminal would take it over
    try:
        return webbrowser.open(page.resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
