"""Who writes: the profile that was named or set, or the answers of the person at the terminal."""

from letterkit.cli import screen
from letterkit.errors import Mistake
from letterkit.model.sender import Sender, Showing
from letterkit.senders import checked_sender, find_sender, profile_names, save_profile
from letterkit.settings import DEFAULT_PROFILE, read_settings


def sender_of(name: str | None) -> Sender:
    """The sender; asks for the details the first time, where there is a terminal to ask at."""
    wanted = name or read_settings().sender
    named = wanted != DEFAULT_PROFILE
    found = find_sender(wanted)
    if found is None and not named and screen.asks():
        screen.say("Letters need a sender. Your answers stay on this machine; enter alone leaves a line out.\n")
        found = ask_sender(None)
        path = save_profile(wanted, found)
        screen.say(f"Kept in {path}; change it with: letterkit me\n")
    if found is None:
        known = profile_names()
        remedy = 'letterkit me --name "Your Name" --address "Street 1" --address "1234 Town" --country CH'
        if named and known:
            remedy = f"profiles: {', '.join(known)}; or make one: {remedy} --profile {wanted}"
        raise Mistake(f"there is no sender {wanted!r} yet" if named else "nobody has said yet who writes", remedy)
    return found


def ask_sender(now: Sender | None) -> Sender:
    """Asks for the sender's details, offering those there are, until they can be right."""
    known: dict[str, object] = now.model_dump(exclude_none=True) if now else {}
    address = now.address if now else ()
    while True:
        known["name"] = _needed("Your name, as it stands under the letter", now.name if now else "")
        street = screen.ask("Street and number (enter leaves it out)", address[0] if address else "")
        town = screen.ask("Postcode and town", address[-1] if len(address) > 1 else "")
        known["address"] = tuple(line for line in (street, *address[1:-1], town) if line)
        known["country"] = _needed("Country", (now.country or "") if now else "")
        try:
            return checked_sender(known)
        except Mistake as error:
            screen.say_problems(error.problems)


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
