"""The same letters by others: Typst's Python package, and WeasyPrint as it is used without us."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.print_runs import APPEAL, letters_of

FONTS = APPEAL.parent.parent / "letter_templates" / "fonts"
LETTERS = r"""
#let data = json("letters.json")
#let wanted = if "n" in sys.inputs { (data.letters.at(int(sys.inputs.n)),) } else { data.letters }
#set document(title: "Letters")
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, right: 20mm, left: 25mm))
#set text(font: "Gentium Book Plus", size: 10.5pt, lang: "en", hyphenate: false, ligatures: false)
#set par(justify: true, leading: 0.5em, spacing: 0.8em)
#for (k, (body, parts)) in wanted.enumerate() {
  if k > 0 { pagebreak() }
  let b = data.bodies.at(body)
  let p = data.parts.at(parts)
  place(top + left, dy: 22mm, text(size: 7pt, p.return_address))
  let head = (strong(p.letterhead.at(0)), ..p.letterhead.slice(1))
  block(height: 27mm, width: 100%, align(right, head.join(linebreak())))
  block(height: 32mm, width: 85mm, b.address.join(linebreak()))
  align(right, p.place_and_date)
  par(strong(b.subject))
  par(b.salutation)
  for one in b.blocks {
    if one.kind == "paragraph" { par(one.text) }
    if one.kind == "quotation" { par(one.introduction); block(inset: (left: 6mm), one.text) }
    if one.kind == "requests" { par(one.lead_in); enum(..one.requests) }
  }
  par(b.close)
  block(breakable: false)[#v(14mm) #p.signature.join(linebreak())]
  b.copies.join(linebreak())
}
"""


@dataclass(frozen=True)
class Taken:
    """Seconds of the processor."""

    seconds: float


def typst_one(listed: Path, folder: Path) -> Taken | None:
    """All letters as one document; untagged, as our file for the printer is. None where Typst is not there."""
    typst = _typst()
    if typst is None:
        return None
    source, _ = _source(listed, folder)
    options = {"font_paths": [str(FONTS)], "ignore_system_fonts": True, "pdf_tags": False}
    typst.compile(str(source), output=str(folder / "warm.pdf"), sys_inputs={"n": "0"}, **options)
    start = time.process_time()
    typst.compile(str(source), output=str(folder / "typst.pdf"), **options)
    return Taken(time.process_time() - start)


def typst_files(listed: Path, folder: Path) -> Taken | None:
    """A tagged file for each letter, by one compiler. None where Typst is not there."""
    typst = _typst()
    if typst is None:
        return None
    source, count = _source(listed, folder)
    compiler = typst.Compiler(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"n": "0"})
    compiler.compile(output=str(folder / "warm.pdf"))
    start = time.process_time()
    for number in range(count):
        compiler.compile(output=str(folder / f"typst-{number:04}.pdf"), sys_inputs={"n": str(number)})
    return Taken(time.process_time() - start)


def _typst() -> Any:
    """Typst on one core: it makes its threads when it is imported."""
    os.environ["RAYON_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    try:
        import typst
    except ImportError:
        return None
    return typst


def _source(listed: Path, folder: Path) -> tuple[Path, int]:
    """A document for Typst with the letters of a list, and how many these are."""
    folder.mkdir(parents=True, exist_ok=True)
    bodies: dict[int, Any] = {}
    parts: dict[int, Any] = {}
    letters = []
    for letter in letters_of(listed):
        numbers = []
        for known, record in ((bodies, letter.body), (parts, letter.parts)):
            at, _ = known.setdefault(id(record), (len(known), record))
            numbers.append(at)
        letters.append(numbers)
    found = {
        "letters": letters,
        "bodies": [record.model_dump(mode="json") for _, record in bodies.values()],
        "parts": [record.model_dump(mode="json") for _, record in parts.values()],
    }
    (folder / "letters.json").write_text(json.dumps(found), encoding="utf-8")
    (folder / "letters.typ").write_text(LETTERS, encoding="utf-8")
    return folder / "letters.typ", len(letters)


def plain_weasyprint(listed: Path, count: int, folder: Path) -> Taken:
    """The first letters of a list as files, each page of HTML rendered by WeasyPrint on its own."""
    from letterkit.typeset.letters import set_letter

    pages = [set_letter(letter).html for letter in letters_of(listed)[:count]]
    from weasyprint import HTML

    HTML(string=pages[0]).write_pdf(folder / "warm.pdf")
    start = time.process_time()
    for number, page in enumerate(pages):
        HTML(string=page).write_pdf(folder / f"plain-{number:03}.pdf")
    return Taken(time.process_time() - start)
