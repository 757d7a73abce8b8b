"""``letterkit print``: the letters of a group in one file for the printer, in the order in which they are signed."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Manner, ask_whether_too_old
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    Asked,
    Blank,
    DryRun,
    Json,
    NearestRoute,
    New,
    Only,
    Quiet,
    SendersList,
    To,
    Verbose,
    spread,
)
