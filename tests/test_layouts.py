"""Layouts: which one a country gets, what the envelope's window shows, what stands where on the page."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from letterkit.address_book import address_book_files, read_address_book
from letterkit.appeals.open import open_appeal
from letterkit.compose import compose
from letterkit.errors import Mistake
from letterkit.mailing import Wishes, plan, voice
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.letter import Letter
from letterkit.model.sender import Sender, Showing
from letterkit.senders import read_sender
from letterkit.typeset.layouts import Box, Window, layout, layout_for, layout_names
from tests.pages import Line, lines_of, pdf_pages

TODAY = date(2026, 11, 23)
LAYOUTS = (
    *("din5008a", "din5008b", "nf_right", "plain", "plain_letter"),
    *("sn_left", "sn_right", "us_10", "us_9", "us_9dw"),
)
LANGUAGES = {
    "en": ("GB", "Ms. Example Person", ("release Ms. Example Person at once;", "guarantee her safety.")),
    "fr": ("FR", "Mme Example Person", ("libérer Mme Example Person ;", "garantir sa sécurité.")),
    "es": ("ES", "Sra. Example Person", ("poner en libertad a la Sra. Example Person;", "garantizar su seguridad.")),
    "pt": ("PT", "Sra. Example Person", ("libertar a Sra. Example Person;", "garantir a sua segurança.")),
    "it": ("IT", "Sig.ra Example Person", ("rilasciare la Sig.ra Example Person;", "garantire la sua sicurezza.")),
    "de": ("DE", "Frau Example Person", ("Frau Example Person freizulassen;", "für ihre Sicherheit zu sorgen.")),
}
"""A language with a sender's country, a subject and requests in it."""
WINDOWS = [(name, window) for name in LAYOUTS for window in layout(name).windows]


def test_the_layouts_are_those_that_the_tests_know() -> None:
    assert tuple(layout_names()) == LAYOUTS


@pytest.mark.parametrize(
    ("country", "name"),
    [
        *(("CH", "sn_right"), ("LI", "sn_right"), ("DE", "din5008b"), ("AT", "din5008b"), ("FR", "nf_right")),
        *(("US", "us_10"), ("CA", "us_10"), ("PH", "plain_letter"), ("GB", "plain"), (None, "plain")),
    ],
)
def test_the_layout_follows_the_senders_country(country: str | None, name: str) -> None:
    assert layout_for(country) == name


def test_a_country_stands_in_one_layout_only() -> None:
    counted = Counter(country for name in LAYOUTS for country in layout(name).countries)
    assert [country for country, times in counted.items() if times > 1] == []


def test_a_profile_may_set_a_layout_and_a_wish_wins_over_it(appeal: Appeal, sender: Sender) -> None:
    assert voice(appeal, sender, Wishes(on=TODAY)).layout == "sn_right"
    left = sender.model_copy(update={"layout": "sn_left"})
    assert voice(appeal, left, Wishes(on=TODAY)).layout == "sn_left"
    assert voice(appeal, left, Wishes(on=TODAY, layout="plain")).layout == "plain"


def test_a_layout_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(Mistake, match="did you mean 'din5008b'"):
        layout("DIN5008-B")


@pytest.mark.parametrize(
    ("name", "window", "always", "sometimes"),
    [
        ("din5008b", "DL", (20, 100, 50, 90), (10, 110, 45, 95)),
        ("din5008b", "C6/5", (20, 91, 54, 90), (1, 110, 45, 99)),
        ("din5008a", "C6/5", (20, 91, 36, 72), (1, 110, 27, 81)),
        ("sn_right", "C5", (122, 193, 45, 71.5), (103, 212, 31.5, 85)),
        ("nf_right", "DL", (100, 190, 45, 79), (90, 200, 34, 90)),
        ("us_10", "#10", (22.22, 111.12, 63.49, 80.42), (-3.18, 136.52, 51.85, 92.06)),
        ("us_9", "#9", (22.22, 127, 57.14, 82.54), (12.7, 136.52, 53.97, 85.71)),
    ],
)
def test_what_a_window_shows_is_the_opening_less_the_play_of_the_folded_sheet(
    name: str, window: str, always: tuple[float, ...], sometimes: tuple[float, ...]
) -> None:
    envelope = layout(name).windows[window]
    for box, edges in ((envelope.always_visible, always), (envelope.sometimes_visible, sometimes)):
        assert (box.x, box.x + box.w, box.y, box.y + box.h) == pytest.approx(edges, abs=0.011)


def test_a_layout_of_ones_own_whose_window_hides_the_address_is_refused(home: Path, root: Path) -> None:
    shipped = (root / "letter_templates" / "layouts" / "din5008b.yaml").read_text(encoding="utf-8")
    own = home / "letter_templates" / "layouts" / "ours.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(shipped.replace("address: {x: 25, y: 62.7,", "address: {x: 25, y: 72.7,"), encoding="utf-8")
    with pytest.raises(Mistake, match="address is not seen wherever the sheet lies in the envelope DL") as caught:
        layout("ours")
    assert "ours.yaml" in caught.value.problems[0].file


def written(addressee: Addressee, name: str, appeal: Appeal, sender: Sender, *, address: bool = True) -> Letter:
    chosen = voice(appeal, sender, Wishes(on=TODAY, layout=name))
    return compose(appeal, addressee, sender, chosen, TODAY, Showing(address=address))


def longest_of_the_address_book(appeal: Appeal, sender: Sender) -> Addressee:
    entries = [entry for file in address_book_files() for entry in read_address_book(file).addressees]
    return max(entries, key=lambda one: len("\n".join(written(one, "plain", appeal, sender).body.address)))


TWO_LINES = Addressee(id="two", office="President", address=PostalAddress(lines=("8000 Exampletown",), country="CH"))
DOMESTIC = Addressee(
    id="domestic",
    office="Permanent Representative",
    organisation="Permanent Mission of Examplia",
    care_of="Consulate General of Examplia",
    address=PostalAddress(lines=("Rue de l’Exemple 300", "Case postale 1985", "1211 Genève 20"), country="CH"),
)
WIDE = Addressee(
    id="wide",
    office="Presidente de la Comisión Nacional de los Derechos Humanos",
    address=PostalAddress(
        lines=(
            "Periférico Sur 3469, Edificio Héctor Fix Zamudio, Colonia San Jerónimo Lídice",
            "Delegación Magdalena Contreras",
            "10200 Ciudad de México",
        ),
        country="MX",
    ),
)


def address_lines(letter: Letter) -> list[Line]:
    """The lines of the first page from the route's line or the first of the address to the last of it."""
    lines = lines_of(pdf_pages(letter)[0])
    first = letter.body.route_note or letter.body.address[0]
    start = next(at for at, line in enumerate(lines) if first.startswith(line.text))
    last = letter.body.address[-1]
    end = next(at for at, line in enumerate(lines[start:], start) if last.endswith(line.text))
    return lines[start : end + 1]


@pytest.mark.parametrize("which", ["longest", "two lines", "domestic"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_address_is_seen_wherever_the_sheet_slides_in_every_envelope(
    name: str, which: str, appeal: Appeal, sender: Sender
) -> None:
    longest = longest_of_the_address_book(appeal, sender)
    letter = written({"longest": longest, "two lines": TWO_LINES, "domestic": DOMESTIC}[which], name, appeal, sender)
    place = layout(name)
    found = address_lines(letter)
    assert " ".join(line.text for line in found).endswith(" ".join(letter.body.address))
    for line in found:
        is_above = bool(place.room_above_address) and line.text == letter.body.route_note
        for window in place.windows.values():
            seen = window.sometimes_visible if is_above else window.always_visible
            assert seen.holds(line.box), (line, seen)


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_address_that_is_too_wide_goes_on_in_a_second_line_and_its_end_is_seen_in_every_envelope(
    name: str, appeal: Appeal, sender: Sender
) -> None:
    letter = written(WIDE, name, appeal, sender)
    lines = address_lines(letter)
    assert " ".join(line.text for line in lines) == " ".join(letter.body.address)
    assert all(one.always_visible.holds(lines[-1].box) for one in layout(name).windows.values())


def test_the_longest_address_by_a_route_uses_the_room_that_most_swiss_envelopes_show(
    appeal: Appeal, sender: Sender
) -> None:
    by_a_route = WIDE.model_copy(update={"office": "Presidente", "care_of": "Embajada de Examplia"})
    letter = written(by_a_route, "sn_right", appeal, sender)
    last = address_lines(letter)[-1]
    windows = layout("sn_right").windows.items()
    assert [name for name, one in windows if not one.always_visible.holds(last.box)] == ["C5"]


@pytest.mark.parametrize(("name", "window"), WINDOWS)
def test_nothing_but_the_address_is_seen_in_any_position_of_the_sheet(
    name: str, window: str, appeal: Appeal, sender: Sender
) -> None:
    letter = written(DOMESTIC, name, appeal, sender)
    seen = layout(name).windows[window].sometimes_visible
    lines = [line.text for line in lines_of(pdf_pages(letter)[0]) if seen.meets(line.box)]
    returned = [letter.parts.return_address] if layout(name).return_address else []
    assert lines == [*returned, str(letter.body.route_note), *letter.body.address]


@pytest.mark.parametrize("name", [name for name in LAYOUTS if layout(name).return_address])
def test_the_return_address_is_one_small_line_in_the_window_and_withheld_when_asked(
    name: str, appeal: Appeal, sender: Sender
) -> None:
    letter = written(DOMESTIC, name, appeal, sender)
    (line,) = [one for one in lines_of(pdf_pages(letter)[0]) if "·" in one.text]
    assert line.text == letter.parts.return_address
    assert all(window.always_visible.holds(line.box) for window in layout(name).windows.values())
    assert line.box.h < 3
    withheld = lines_of(pdf_pages(written(DOMESTIC, name, appeal, sender, address=False))[0])
    assert not [one for one in withheld if "Rue de l’Exemple 12" in one.text]


def test_a_second_window_shows_the_letterhead(appeal: Appeal, sender: Sender) -> None:
    letter = written(DOMESTIC, "us_9dw", appeal, sender)
    lines = lines_of(pdf_pages(letter)[0])[: len(letter.parts.letterhead)]
    assert [line.text for line in lines] == list(letter.parts.letterhead)
    for window in layout("us_9dw").letterhead_windows.values():
        assert all(window.always_visible.holds(line.box) for line in lines)


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_slot_lies_over_another_or_over_the_text(name: str) -> None:
    place = layout(name)
    slots = [place.letterhead, place.address, place.place_and_date]
    slots += [place.return_address] if place.return_address else []
    for at, one in enumerate(slots):
        assert one.y + one.h <= place.text_y
        assert not any(one.meets(other) for other in slots[at + 1 :])


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_paper_bears_its_marks_and_the_text_keeps_its_margins(name: str, appeal: Appeal, sender: Sender) -> None:
    place = layout(name)
    page = pdf_pages(written(TWO_LINES, name, appeal, sender))[0]
    assert page.get_size() == pytest.approx((place.paper.w / 25.4 * 72, place.paper.h / 25.4 * 72), abs=0.01)
    height = page.get_height()
    paths = [one.get_bounds() for one in page.get_objects(filter=[2])]
    marks = sorted((height - top) * 25.4 / 72 for left, _, _, top in paths if left < 10 / 25.4 * 72)
    assert marks == pytest.approx(place.marks_y, abs=0.2)
    text = Box(
        x=place.margins.left - 0.1,
        y=0,
        w=place.paper.w - place.margins.left - place.margins.right + 0.3,
        h=place.paper.h - place.margins.bottom,
    )
    slots = [place.letterhead, place.address, place.place_and_date]
    for line in lines_of(page):
        assert text.holds(line.box) or any(slot.meets(line.box) for slot in slots), line


def golden(name: str, root: Path) -> str:
    """The seed's letters in a layout: where each line stands (mm from the left and the top), and what it says."""
    appeal = open_appeal(str(root / "examples" / "appeal-chn-002.txt")).appeal
    sender = read_sender(root / "examples" / "sender.toml")
    pieces: list[str] = []
    for dispatch in plan(appeal, sender, Wishes(on=TODAY, layout=name)).dispatches:
        letter = dispatch.letter
        pages = pdf_pages(letter)
        lines = lines_of(pages[0])
        if pieces:
            end = next(number for number, line in enumerate(lines) if line.text == letter.body.salutation)
            lines = lines[: end + 1]
        pieces.append(f"— {dispatch.addressee.id}, {len(pages)} page\n" + "\n".join(map(shown, lines)))
    return "\n\n".join(pieces) + "\n"


def in_a_language(language: str, appeal: Appeal, sender: Sender) -> Letter:
    country, subject, requests = LANGUAGES[language]
    minister = appeal.addressees[0].model_copy(update={"language": language})
    changed = {"subjects": (subject,), "requests": {language: requests}, "summary": None}
    writer = sender.model_copy(update={"country": country})
    translated = appeal.model_copy(update=changed)
    wishes = Wishes(on=TODAY, language=language, room_for_a_line=True)
    return compose(translated, minister, writer, voice(translated, writer, wishes), TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_in_each_language_stands_on_the_page_as_it_did(
    language: str, root: Path, appeal: Appeal, sender: Sender, pytestconfig: pytest.Config
) -> None:
    lines = lines_of(pdf_pages(in_a_language(language, appeal, sender))[0])
    found = "\n".join(map(shown, lines)) + "\n"
    file = root / "tests" / "layouts" / f"letter-{language}.txt"
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def shown(line: Line) -> str:
    return f"{line.box.x:3.0f} {line.box.y + line.box.h:3.0f}  {line.text}"


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_seeds_letters_stand_on_the_page_as_they_did(name: str, root: Path, pytestconfig: pytest.Config) -> None:
    file, found = root / "tests" / "layouts" / f"{name}.txt", golden(name, root)
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_a_window_without_play_shows_always_what_it_shows_sometimes() -> None:
    exact = Window(
        envelope={"w": 220, "h": 110}, opening={"x": 20, "y": 50, "w": 90, "h": 45}, panel={"w": 220, "h": 110}
    )
    assert exact.always_visible == exact.sometimes_visible == Box(x=20, y=50, w=90, h=45)
