"""What the law and the land add to a service: emergency numbers, identifiers, powers, grounds, languages.

What the project's sources do not support is left open (None or empty) for the service to fill in.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tornio.core.errors import Refused


class IdentifierKind(StrEnum):
    """A number by which a country's health services know somebody."""

    NHS_NUMBER = "nhs_number"
    CHI_NUMBER = "chi_number"
    FINNISH_PERSONAL_CODE = "finnish_personal_code"


class KeptApartGround(StrEnum):
    """A lawful ground for keeping an entry from the person (R25)."""

    SERIOUS_HARM = "serious_harm"  # decided by an appropriate health professional
    THIRD_PARTY_CONFIDENCE = "third_party_confidence"
    CHILD_ABUSE_DATA = "child_abuse_data"
    CRIME = "crime"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Power:
    """A power in law under which somebody acted without the network (R21)."""

    slug: str
    words: str


ANOTHER_POWER = Power("other", "Another power, in words")


@dataclass(frozen=True)
class Jurisdiction:
    """One country's part of a profile; refused at birth when a service could not work safely with it."""

    slug: str
    name: str
    time_zone: str
    emergency_numbers: tuple[str, ...]
    languages: tuple[str, ...]
    telephone_region: str
    identifiers: tuple[IdentifierKind, ...] = ()
    powers: tuple[Power, ...] = ()
    capacity_law: str | None = None
    age_of_own_control: int | None = None
    kept_apart_grounds: tuple[KeptApartGround, ...] = ()
    sources: dict[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise Refused(f"“{self.time_zone}” is not a time zone that is known.", "time_zone") from unknown
        if not self.emergency_numbers or not all(number.isdecimal() for number in self.emergency_numbers):
            raise Refused("Every page shows an emergency number: give one, in digits.", "emergency_numbers")
        if not self.languages:
            raise Refused("At least one language is needed.", "languages")
        if len({power.slug for power in self.powers}) != len(self.powers):
            raise Refused("Two powers have the same short name.", "powers")
        if any(power.slug == ANOTHER_POWER.slug for power in self.powers):
            raise Refused("“other” is kept for another power, in words.", "powers")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its clocks are read."""
        return ZoneInfo(self.time_zone)

    @property
    def emergency_number(self) -> str:
        """The number shown on every page; there may be others that also work."""
        return self.emergency_numbers[0]

    @property
    def powers_to_choose(self) -> tuple[Power, ...]:
        """The named powers, and always the open one: a list in software is never the whole of the law."""
        return (*self.powers, ANOTHER_POWER)
