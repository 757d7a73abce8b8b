"""What is noted while a document is being read: findings, and the line of each field."""

from dataclasses import dataclass, field

from letterkit.model.finding import Finding, Kind


@dataclass
class Notes:
    """Findings and lines while a document is being read."""

    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def note(self, path: str, line: int | None, kind: Kind, message: str) -> None:
        """Adds a finding about a field."""
        self.findings.append(Finding(field=path, line=line, kind=kind, message=message))

    def at(self, path: str, line: int | None) -> None:
        """Says on which line of the source a field stands."""
        if line is not None:
            self.lines[path] = line
