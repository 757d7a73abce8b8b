"""``addressees/offices.yaml`` as records: people edit it, so what has no place there is named with its line."""

from collections.abc import Iterator

from pydantic import ConfigDict, Field, model_validator

from letterkit.model.record import Gender, Record, Text

Terms = tuple[Text, ...]
ByLanguage = dict[str, Terms]
ByClass = dict[str, dict[str, Terms]]
"""language → class or kind → terms"""


class Honorific(Record):
    """A courtesy title or rank before a name: the gender it shows, and the office class it stands for, if it does."""

    term: Text
    language: str
    gender: Gender | None = None
    rank: str | None = None


class Rule(Record):
    """When words that several offices share mean this class: by what stands behind them."""

    model_config = ConfigDict(validate_by_name=True)

    office_class: Text = Field(alias="class")
    before: Terms = ()
    before_any: Terms = ()
    before_country: bool = False


class Shared(Record):
    """Words that several offices share: the first rule that holds gives the class."""

    terms: ByLanguage
    when: tuple[Rule, ...]
    otherwise: Text


class AtInstitution(Record):
    """An office that an institution in the same text makes another one."""

    model_config = ConfigDict(validate_by_name=True)

    office: Text
    institution: Text
    office_class: Text = Field(alias="class")


class OfficeWords(Record):
    """The whole file."""

    precedence: tuple[Text, ...]
    at_institution: tuple[AtInstitution, ...]
    offices: ByClass
    compounds: Terms
    feminine: ByLanguage
    ambiguous: tuple[Shared, ...]
    follows_name: ByClass
    institutions: ByClass
    honorifics: tuple[Honorific, ...]
    care_of: Terms
    attention: Terms
    through: Terms
    """Words of a route only where an institution follows."""
    portfolios: ByLanguage
    before_a_state: tuple[str, ...]

    @model_validator(mode="after")
    def _every_class_has_its_place(self) -> "OfficeWords":
        missing = sorted(set(self._classes()) - {*self.precedence})
        if missing:
            raise ValueError(f"precedence has no place for {', '.join(missing)}")
        return self

    def _classes(self) -> Iterator[str]:
        for kinds in (*self.offices.values(), *self.follows_name.values()):
            yield from kinds
        for shared in self.ambiguous:
            yield shared.otherwise
            yield from (rule.office_class for rule in shared.when)
        yield from (rule.office_class for rule in self.at_institution)
