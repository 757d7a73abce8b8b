"""The stories of a newspaper's page that lists them at its head: an appeal stands in one of them."""

from collections import Counter
from collections.abc import Sequence

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import fold, words_of

TOP = 30
"""Lines among which the list stands."""
MOST = 20
"""Stories of a page."""
PRINTED = 2
"""How often a title stands on the page: in the list and above its story."""
LONGEST = 4
"""Words over the list."""


def story_with(lines: Sequence[Line], number: int) -> Sequence[Line]:
    """The lines of the story in which line ``number`` stands, its title first; all lines where none are listed.

    Below "Other stories below:" stand the titles of the others, each of which is printed again above its story.
    """
    contents = next((place for place, line in enumerate(lines[:TOP]) if _lists_stories(line.text)), None)
    if contents is None:
        return lines
    listed = _listed(lines, contents + 1)
    first = contents + 1 + len(listed)
    starts = [first, *(place for place in range(first + 1, len(lines)) if fold(lines[place].text) in listed)]
    begin = max((start for start in starts if start < len(lines) and lines[start].number <= number), default=None)
    if not listed or begin is None:
        return lines
    return lines[begin : min((start for start in starts if start > begin), default=len(lines))]


def _lists_stories(text: str) -> bool:
    return len(words_of(text)) <= LONGEST and vocabulary().sets["contents"].whole(text.strip(" :")) is not None


def _listed(lines: Sequence[Line], first: int) -> list[str]:
    """The titles in the list: as many lines as are printed again below it."""
    times = Counter(fold(line.text) for line in lines[first:])
    listed: list[str] = []
    for title in (fold(line.text) for line in lines[first : first + MOST]):
        if times[title] < PRINTED or title in listed:
            break
        listed.append(title)
    return listed
