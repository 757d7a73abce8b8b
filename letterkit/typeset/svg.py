"""A drawing from somebody's folder, made harmless: nothing but shapes, nothing that is loaded, nothing hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from letterkit.errors import Mistake

SVG = "{http://www.w3.org/2000/svg}"
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
ANOTHER_FORM = "save it as a PNG instead"
REFUSED = {
    "script": ("a script", "take it out, or save it as a PNG instead"),
    "foreignObject": ("something that is no drawing", ANOTHER_FORM),
    "image": ("another picture", ANOTHER_FORM),
    "feImage": ("another picture", ANOTHER_FORM),
    "text": ("text, in a font that this machine may lack", "turn it into paths (Inkscape: Path, Object to Path)"),
}
"""What a logo may not hold, and what to do instead."""
LEFT_OUT = frozenset({"metadata", "desc", "animate", "animateMotion", "animateTransform", "set", "view"})
ADDRESS = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
MOST_SHAPES = 20_000
LENGTH = re.compile(r"\s*(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*$")


@dataclass(frozen=True)
class Drawing:
    """A harmless SVG, its width by its height, and the title that it bears."""

    data: bytes
    ratio: float
    title: str


def read_svg(data: bytes) -> Drawing:
    """The drawing in an SVG file, without what an editor noted in it.

    Raises :class:`Mistake` where it asks for anything outside, could run anything, or is no SVG.
    """
    root = _parsed(data)
    for element in list(root.iter()):
        for child in [one for one in element if _is_left_out(one)]:
            element.remove(child)
    for element in root.iter():
        _check(element)
        element.attrib = {name: value for name, value in element.attrib.items() if "{" not in name or name in LINKS}
    if _shapes(root, {one.get("id", ""): one for one in root.iter()}, ()) > MOST_SHAPES:
        raise Mistake(f"it draws more than {MOST_SHAPES} shapes", ANOTHER_FORM)
    title = " ".join((root.findtext(f"{SVG}title") or "").split())
    ElementTree.register_namespace("", SVG[1:-1])
    return Drawing(ElementTree.tostring(root), _ratio(root), title)


def _parsed(data: bytes) -> ElementTree.Element:
    try:
        text = data.decode("utf-8-sig")
        if "<!ENTITY" in text:
            raise Mistake("it declares entities of its own", "save it as plain SVG, or as a PNG")
        root = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError) as error:
        raise Mistake("this is no SVG: its XML can't be read", "export it again, as plain SVG or as a PNG") from error
    if root.tag != f"{SVG}svg":
        raise Mistake("this is no SVG", "export it again, as plain SVG or as a PNG")
    return root


def _is_left_out(element: ElementTree.Element) -> bool:
    name = element.tag.removeprefix(SVG)
    return not element.tag.startswith(SVG) or name in LEFT_OUT


def _check(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(SVG)
    if name in REFUSED:
        what, remedy = REFUSED[name]
        raise Mistake(f"it holds {what}", remedy)
    for attribute, value in element.attrib.items():
        if attribute.lower().startswith("on"):
            raise Mistake(f"it holds a script ({attribute})", REFUSED["script"][1])
        if attribute in LINKS and not value.strip().startswith("#"):
            raise Mistake(f"it asks for {value.strip()[:100]!r}", "take that out: a logo is one file")
    styles = [element.text or ""] if name == "style" else []
    for style in (*styles, *element.attrib.values()):
        _check_style(style)


def _check_style(style: str) -> None:
    for address in ADDRESS.findall(style):
        if not address.startswith("#"):
            raise Mistake(f"it asks for {address.strip()[:100]!r}", "take that out: a logo is one file")
    if "@import" in style.lower() or "\\" in style:
        raise Mistake(
            f"its style asks for something outside: {style.strip()[:60]!r}", "take that out: a logo is one file"
        )


def _shapes(element: ElementTree.Element, by_id: dict[str, ElementTree.Element], above: tuple[int, ...]) -> int:
    """How many shapes are drawn, with those used again and again; a drawing that uses itself draws too many."""
    if id(element) in above or len(above) > 100:
        return MOST_SHAPES + 1
    here = (*above, id(element))
    used = [by_id[link[1:]] for link in _links(element) if link[1:] in by_id]
    total = 1
    for child in (*element, *used):
        total += _shapes(child, by_id, here)
        if total > MOST_SHAPES:
            break
    return total


def _links(element: ElementTree.Element) -> Iterator[str]:
    if element.tag == f"{SVG}use":
        yield from (element.attrib[name].strip() for name in LINKS if name in element.attrib)


def _ratio(root: ElementTree.Element) -> float:
    """Width by height, of the size it states or else of what it shows."""
    stated = [LENGTH.match(root.get(side, "")) for side in ("width", "height")]
    if all(stated) and len({one[2] for one in stated if one}) == 1:
        width, height = (float(one[1]) for one in stated if one)
    else:
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        width, height = (float(one) if LENGTH.match(one) else 0.0 for one in (box[2:4] if len(box) == 4 else ("", "")))
    if not (width and height and 0.01 < width / height < 100):
        raise Mistake("it does not say how large it is", 'give it a viewBox: <svg viewBox="0 0 200 100" …>')
    return width / height
