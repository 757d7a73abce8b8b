"""The requests under the lead-in that fits their grammar (transformations T1 to T3 and T6 to T8, and no others)."""

import re

from letterkit.compose.wording import LeadIn, Wording
from letterkit.errors import Mistake
from letterkit.model.appeal import Appeal
from letterkit.model.letter import RequestList, Voice
from letterkit.protocol.phrases import Phrases

NUMBER_OF_A_REQUEST = re.compile(r"\W{1,2}(?:[ivx]+|\d+)\b", re.IGNORECASE)


def chosen_requests(appeal: Appeal, voice: Voice, words: Wording) -> tuple[str, ...]:
    """The requests that this letter makes, in the appeal's order; raises :class:`Mistake` for a number there is not."""
    requests = appeal.requests_in(voice.language)
    if not any(appeal.requests_in(language) for language in appeal.request_languages):
        raise Mistake(
            "the appeal makes no requests: there is nothing to ask for", "add them under `requests:` in the appeal file"
        )
    if not requests:
        given = ", ".join(appeal.request_languages)
        raise Mistake(
            f"the appeal gives no requests in {voice.language!r}, only in {given}; letterkit never translates",
            f"write in {given}, or add `requests: {{{voice.language}: […]}}` to the appeal file",
        )
    if voice.requests is None:
        return requests
    wrong = [number for number in voice.requests if not 1 <= number <= len(requests)]
    if wrong:
        raise Mistake(f"there is no request {wrong[0]}", f"the appeal has requests 1 to {len(requests)}")
    chosen = tuple(requests[number - 1] for number in sorted(set(voice.requests)))
    referring = next((request for request in chosen if _points_at_another(request, words)), None)
    if referring and len(chosen) < len(requests):
        raise Mistake(
            f"a chosen request refers to another by its number: “{referring}”", "choose all, or leave it away"
        )
    return ended(chosen, words)


def _points_at_another(request: str, words: Wording) -> bool:
    """Whether a request would point to the wrong one when others are left out (T7)."""
    named = Phrases((word, True) for word in words.points_at_another).find(request)
    return any(NUMBER_OF_A_REQUEST.match(request, found.end) for found in named)


def ended(requests: tuple[str, ...], words: Wording) -> tuple[str, ...]:
    """Chosen requests with the end marks of a list of their own: the last loses its ``;`` for a full stop (T6)."""
    *whole, last = (_without_last_and(request, words) for request in requests)
    return (*whole, f"{last[:-1]}." if last.endswith(";") else last)


def _without_last_and(request: str, words: Wording) -> str:
    for word in words.last_and:
        if request.endswith(f"; {word}"):
            return request[: -len(word) - 1]
    return request


def request_list(requests: tuple[str, ...], lead_in: LeadIn, words: Wording) -> RequestList:
    """Under the lead-in for bare verbs, or for participles, when all begin so; else under that for any grammar."""
    if lead_in.governed and all(is_bare_verb(request, words) for request in requests):
        governed = tuple(_governed(request, words) for request in requests)
        return RequestList(lead_in=lead_in.governed, requests=governed)
    if lead_in.participles and all(_is_participle(request, words) for request in requests):
        return RequestList(lead_in=lead_in.participles, requests=requests)
    return RequestList(lead_in=lead_in.any, requests=requests)


def is_bare_verb(request: str, words: Wording) -> bool:
    """Whether a request begins with a bare verb that a governed lead-in takes (``release …``, ``to release …``)."""
    first, second = (*_without_particle(request, words).split(maxsplit=2)[:2], "", "")[:2]
    word = first.strip(",;:.")
    if not word.isalpha() or (word.isupper() and len(word) > 1):
        return False
    verbs = words.request_verbs
    word = word.lower()
    if word in verbs.never or f"{word} {second}" in verbs.never or f"… {second}" in verbs.never:
        return False
    return word in verbs.words


def _is_participle(request: str, words: Wording) -> bool:
    first = request.split(maxsplit=1)[0].strip(",;:.").lower() if request.split() else ""
    return first in words.request_verbs.participles


def _governed(request: str, words: Wording) -> str:
    bare = _without_particle(request, words)
    return bare[:1].lower() + bare[1:]


def _without_particle(request: str, words: Wording) -> str:
    particle = words.drop_before_verb
    if particle and request.lower().startswith(f"{particle} "):
        return request[len(particle) :].lstrip()
    return request
