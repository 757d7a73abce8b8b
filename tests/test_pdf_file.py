"""A long file for the printer is one in which a reader finds any page at once."""

from io import BytesIO

import pypdf
import pytest

from letterkit.export.pdf_file import BRANCH, PagedFile

PAPER = b"[0 0 595 842]"


def kids(node: pypdf.generic.PdfObject) -> list[pypdf.generic.DictionaryObject]:
    found = node.get_object()
    assert isinstance(found, pypdf.generic.DictionaryObject)
    return [one.get_object() for one in found.get("/Kids", [])]


def nodes(above: pypdf.generic.PdfObject) -> list[list[pypdf.generic.DictionaryObject]]:
    """The children of each node of the page tree."""
    below = kids(above)
    return [below, *(found for one in below if "/Kids" in one for found in nodes(one))]


@pytest.mark.parametrize(("sections", "each"), [(1, 1), (1, 350), (3, 120), (150, 1), (150, 101)])
def test_no_node_of_the_page_tree_has_many_children_however_many_pages_lie_together(sections: int, each: int) -> None:
    out = BytesIO()
    file = PagedFile(out)
    for number in range(sections):
        section = file.section(f"Section {number}")
        for _ in range(each):
            file.page(section, PAPER, None, ())
    file.close("Pages", "Simplex")
    reader = pypdf.PdfReader(out)
    assert len(reader.pages) == sections * each
    assert max(map(len, nodes(reader.root_object["/Pages"]))) <= BRANCH
    leads = [reader.get_destination_page_number(one) for one in reader.outline if not isinstance(one, list)]
    assert leads == list(range(0, sections * each, each))
