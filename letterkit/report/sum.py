"""Many accounts of one appeal, added up for the officer who issued it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.model.appeal import Channel
from letterkit.model.record import CountryCode, Record
from letterkit.records import problems_of
from letterkit.report.account import Account, AppealNamed


class Total(Record):
    """What all accounts say of one addressee."""

    addressee: str
    who: str
    letters: int
    answered: int
    returned: int


class Sum(Record):
    """The accounts of an appeal added up. ``senders`` counts each one's; nobody's name is in it."""

    format: Literal[1] = 1
    appeal: AppealNamed
    accounts: int
    senders: int
    letters: int
    answered: int
    addressees: tuple[Total, ...]
    channels: dict[Channel, int]
    countries: dict[CountryCode | Literal["-"], int]
    """Letters by the country of those who report; ``-`` where they don't say."""
    notices: tuple[str, ...] = ()


Named = tuple[str, Account]
"""An account, and the file it came in."""


def read_accounts(files: Sequence[Path]) -> list[Named]:
    """The accounts in these files; raises :class:`Mistake` naming all that is wrong in all of them."""
    found: list[Named] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.append((str(file), Account.model_validate(json.loads(file.read_text(encoding="utf-8-sig")))))
        except ValidationError as error:
            problems += problems_of(error, Account, file)
        except OSError as error:
            reason = (error.strerror or "can't be read").lower()
            problems.append(Problem(f"can't read it: {reason}", "check the name", str(file)))
        except (ValueError, RecursionError):
            problems.append(Problem("this is no report", "name a report.json made by letterkit report", str(file)))
    if problems:
        raise Mistake(problems)
    return found


def add_up(accounts: Sequence[Named], appeal: str | None = None) -> Sum:
    """The sum; of two accounts out of one ledger the later one counts alone, and a notice says so.

    ``appeal`` is the key of the appeal they should be of; without it, that of the first. Raises :class:`Mistake` for
    accounts of another one, and when there is none at all.
    """
    if not accounts:
        raise Mistake("there are no reports to add up", "letterkit report --merge a.json b.json")
    first = accounts[0][1].appeal
    key = appeal or first.key
    strange = [name for name, account in accounts if account.appeal.key != key]
    if strange:
        what = f"this report is not of the appeal {key}"
        raise Mistake(Problem(what, "add it up with those of its own", name) for name in strange)
    counted, notices = _once_each(accounts)
    return Sum(
        appeal=first,
        accounts=len(counted),
        senders=sum(account.senders for account in counted),
        letters=sum(account.letters for account in counted),
        answered=sum(account.answered for account in counted),
        addressees=_totals(counted),
        channels=_counted((one.channel, one.letters) for account in counted for one in account.done),
        countries=_counted((account.country or "-", account.letters) for account in counted),
        notices=tuple(notices),
    )


def _once_each(accounts: Sequence[Named]) -> tuple[list[Account], list[str]]:
    """The accounts that count, one a ledger, and what is said of the others."""
    latest: dict[str, Named] = {}
    notices: list[str] = []
    for name, account in accounts:
        other = latest.get(account.source)
        if other is None:
            latest[account.source] = (name, account)
            continue
        keep, leave = sorted([other, (name, account)], key=lambda one: (one[1].on, one[1].letters), reverse=True)
        latest[account.source] = keep
        notices.append(f"{leave[0]} and {keep[0]} are out of one ledger: only {keep[0]} counts")
    return [account for _, account in latest.values()], notices


def _totals(counted: Sequence[Account]) -> tuple[Total, ...]:
    rows = [one for account in counted for one in account.done]
    whos = {one.addressee: one.who for one in reversed(rows)}
    return tuple(
        Total(
            addressee=addressee,
            who=whos[addressee],
            letters=sum(one.letters for one in rows if one.addressee == addressee),
            answered=sum(one.answered for one in rows if one.addressee == addressee),
            returned=sum(one.returned for one in rows if one.addressee == addressee),
        )
        for addressee in dict.fromkeys(one.addressee for one in rows)
    )


def _counted(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    counts: Counter[Any] = Counter()
    for key, number in pairs:
        counts[key] += number
    return dict(counts.most_common())
