"""Who writes: the profile that was named or set, or the answers of the person at the terminal."""

from letterkit.cli import screen
from letterkit.errors import Mistake
from letterkit.folders import file_name
from letterkit.ledger import Ledger
from letterkit.model.sender import Sender, Showing
from letterkit.senders import (
    checked_sender,
    country_code,
    find_sender,
    profile_names,
    save_profile,
)
from letterkit.settings import DEFAULT_PROFILE

MOST_LINES = 8


def sender_of(profile: str, *, keep: bool) -> Sender:
    """The sender; asks for the details the first time, where there is a terminal to ask at.

    ``keep`` says whether the answers become the profile: not for a command that promises to change nothing.
    """
    named = profile != DEFAULT_PROFILE
    found = find_sender(profile)
    if found is None and not named and screen.asks():
        screen.say("Letters need a sender. Your answers stay on this machine; enter alone leaves a line out.\n")
        found = ask_sender(None)
        if keep:
            screen.say(f"Kept in {save_profile(profile, found)}; change it with: letterkit me\n")
        else:
            screen.say("Your answers are not kept; to keep them: letterkit me\n")
    if found is None:
        known = profile_names()
        remedy = 'letterkit me --name "Your Name" --address "Street 1" --address "1234 Town" --country CH'
        if named and known:
            remedy = f"profiles: {', '.join(known)}; or make one: {remedy} --profile {profile}"
        raise Mistake(f"there is no sender {profile!r} yet" if named else "nobody has said yet who writes", remedy)
    return found


def key_of(who: str, ledger: Ledger | None) -> str:
    """By which id the ledger knows a sender: that of a profile, or a member of a list by the id or name itself."""
    key = file_name(who)
    if who not in profile_names() and ledger and key in ledger.senders():
        return key
    return sender_of(who, keep=False).key


def ask_sender(now: Sender | None) -> Sender:
    """Asks for the sender's details, offering those there are; what can't be right is asked again at once."""
    known: dict[str, object] = now.model_dump(exclude_none=True) if now else {}
    known["name"] = _needed("Your name, as it stands under the letter", now.name if now else "")
    known["address"] = _address(now.address if now else ())
    known["country"] = _country((now.country or "") if now else "")
    return checked_sender(known)


def _country(default: str) -> str:
    while True:
        try:
            return country_code(_needed("Country", default))
        except Mistake as error:
            screen.say(str(error))


def _address(offered: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of an address, as many as there are: enter keeps one that is offered, or ends."""
    screen.say("Your address, line by line; enter on an empty line ends, - takes a line away")
    lines: list[str] = []
    for at in range(MOST_LINES):
        default = offered[at] if at < len(offered) else ""
        answer = screen.ask(f"Line {at + 1}", default)
        if not answer:
            break
        if answer != "-":
            lines.append(answer)
    return tuple(lines)


def _needed(question: str, default: str) -> str:
    answer = ""
    while not answer:
        answer = screen.ask(question, default)
    return answer


def what_stands_on_it(sender: Sender, showing: Showing) -> str:
    """One sentence that says what of the sender each letter will show."""
    shown = ["your name"]
    if showing.address and sender.address:
        shown.append("your postal address")
    if showing.phone and sender.phone:
        shown.append("your telephone number")
    if showing.email and sender.email:
        shown.append("your e-mail address")
    asked = (("--phone", showing.phone, sender.phone), ("--email", showing.email, sender.email))
    absent = [flag for flag, wanted, known in asked if wanted and not known]
    if absent:
        remedy = " ".join(f"{flag} …" for flag in absent)
        raise Mistake(f"{' and '.join(absent)}: your profile does not say it", f"letterkit me {remedy}")
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    hint = "; --no-sender-address leaves the address out" if "your postal address" in shown else ""
    return f"On each letter stand {listed}{hint}." if len(shown) > 1 else f"On each letter stands {listed}{hint}."
