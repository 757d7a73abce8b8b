"""How an addressee is reached and what it can do, in words: for ``show`` and for the page that ``preview`` opens."""

from typing import Any

CAN_DO = {
    "decides": "can decide",
    "conveys": "is asked to convey it to those who decide",
    "intercedes": "is asked to take it up with those who decide",
}
NO_WAY = "no way to reach it is known"


def what_it_can_do(row: dict[str, Any]) -> str:
    """What the addressee of a row of the overview is written to for."""
    return CAN_DO[row["relation"]]


def ways(row: dict[str, Any]) -> list[str]:
    """By what it can be reached."""
    post = ["post"] if "post" in row["channels"] else []
    return [*post, *(f"fax {number}" for number in row["faxes"]), *row["emails"]]


def route(row: dict[str, Any]) -> str:
    """Which of several routes to the same person it is; empty where there is only one."""
    return f"the {row['route']} of several routes to the same person" if row["route"] else ""
