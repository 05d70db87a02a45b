"""Decisions are made in an open meeting with the person present; positions stand side by side (R15, R16, R19, R20)."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a meeting came to; not deciding is complete (R15)."""

    DECIDED = "decided"
    NOT_DECIDED = "not_decided"


class DecisionKind(StrEnum):
    """What a decision is about, where a rule asks."""

    GENERAL = "general"
    MEDICATION = "medication"
    TEAM = "team"
    ENDING = "ending"


class Stand(StrEnum):
    """Where somebody stands; all are equal, and none is an error (R19)."""

    AGREE = "agree"
    UNSURE = "unsure"
    DISAGREE = "disagree"
    DID_NOT_SAY = "did_not_say"
