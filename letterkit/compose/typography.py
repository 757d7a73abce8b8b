"""What was typed with a typewriter's marks, in the marks of the letter's language: « », „ “, ’, spaces before ; and ?.

For titles and the sender's own words; requests and quotations are verbatim.
"""

import re

from letterkit.compose.wording import Typography

QUOTED = re.compile(r'(?<![\w"])"([^"\n]+)"(?!\w)')
"""Words between straight marks; an inch or a second (6") opens nothing."""
APOSTROPHE = re.compile(r"(?<=\w)'")
SPACES = " \u00a0\u202f"


def typeset_marks(text: str, marks: Typography) -> str:
    """The text with the language's own marks; what has them already stays as it is."""
    opening, closing = marks.quotation_marks
    text = QUOTED.sub(lambda quoted: f"{opening}{quoted[1]}{closing}", text)
    text = APOSTROPHE.sub(marks.apostrophe, text)
    for mark, space in marks.space_before.items():
        # Only at a word's end and before a blank: 10:30 and https: have none.
        text = re.sub(rf"(?<=[^\s{re.escape(mark)}])[{SPACES}]*{re.escape(mark)}(?=\s|$)", space + mark, text)
    return text
