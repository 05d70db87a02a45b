"""The rules R1 to R31 in their binding words: whatever cites a number means these sentences.

Their wording matters to people's safety: it changes only with a decision record.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, the principle it serves, its words."""

    number: str
    principle: str
    words: str


RULES = (
    Rule(
        "R1",
        "Immediate help",
        (
            "A first contact needs a time, a channel and the caller's own words. It needs no diagnosis, no "
            "assessment, no risk score, no identifier. No field of the record holds a risk level, a triage "
            "rank or a prediction. (A trial's screening keeps a researcher's yes or no in tables of its own; "
            "what a national return demands is asked for at the return.)"
        ),
    ),
    Rule(
        "R2",
        "Immediate help",
        (
            "Every contact keeps all its clocks: onset (if known), contacted, referred, accepted, first "
            "offered, first met with the person; a first meeting of the network alone is told apart. The "
            "service's profile says which one starts the window (Tornio, the ALLIANCE: contact; NELFT: "
            "referral accepted). All are measured always."
        ),
    ),
    Rule(
        "R3",
        "Immediate help",
        (
            "24 hours are elapsed hours, whatever the clock change. Offered in time, but the network chose "
            "later, is told apart from late."
        ),
    ),
    Rule(
        "R4",
        "Immediate help",
        (
            "A contact that is not going ahead says who decided so and why; a provider cannot drop one "
            "silently. One that is nearly late escalates at set points to named people, by more than one "
            "route."
        ),
    ),
    Rule(
        "R5",
        "Responsibility",
        (
            "The practitioner who takes the first contact is responsible for the first meeting, from that "
            "moment. A contact from the web has the duty practitioner until someone opens it; a gap in the "
            "duty rota falls to the profile's named person. There is never nobody."
        ),
    ),
    Rule(
        "R6",
        "Responsibility",
        (
            "Responsibility passes only when the other accepts, with a reason, and the history stays. If the "
            "holder cannot act, duty takes it, with a reason."
        ),
    ),
    Rule(
        "R7",
        "Social network",
        (
            "The unit is the network. A human being can be the centre of one network, a member of another and "
            'staff in a third, with different rights in each. "Do we know them?" is asked of staff, confirmed '
            "by a human, can be undone, and never shows to a caller."
        ),
    ),
    Rule(
        "R8",
        "Social network",
        (
            "The person decides who belongs. A member may leave, be asked to leave, or stay in name and be in "
            "no audience; from that instant they read only their own words, and are not told why. What they "
            "said stays theirs and stays said."
        ),
    ),
    Rule(
        "R9",
        "Social network",
        (
            "Every member's contact details, safe ways and hours to be contacted, and communication needs "
            "(Accessible Information Standard) are their own, private by default."
        ),
    ),
    Rule(
        "R10",
        "Flexibility and mobility",
        (
            "A meeting has a place chosen by the network: home by default, anywhere else, a ward, telephone, "
            "video. A host agrees; the address goes only to those invited. A home visit has a check-in and an "
            '"out and safe". Meetings with one person alone, and no reflections for those who find them '
            "strange, are wishes that the record keeps."
        ),
    ),
    Rule(
        "R11",
        "Psychological continuity",
        (
            "A meeting is agreed with at least the profile's number of therapists (default two), and a peer "
            "practitioner where the profile says so. Held with fewer, it is recorded as such, with the "
            "reason, told and counted."
        ),
    ),
    Rule(
        "R12",
        "Psychological continuity",
        (
            "The team is formed at the first meeting. After that a member of staff who is not of the team is "
            "a Substitution with a reason; the network is told beforehand. The team changes by a decision in "
            "a meeting; somebody leaving, long away or refused by the person stops at once and is told at the "
            "next meeting."
        ),
    ),
    Rule(
        "R13",
        "Psychological continuity",
        (
            "The same network and team stay through ward, detention, home treatment and out again, and across "
            "an ending and a return."
        ),
    ),
    Rule(
        "R14",
        "Psychological continuity",
        (
            "No practitioner is agreed into two meetings at one time: the database refuses it. Proposals may "
            "overlap; actual times are never refused."
        ),
    ),
    Rule(
        "R15",
        "Tolerance of uncertainty",
        (
            'An open question needs no answer and has no due date. "We did not decide" is a complete outcome '
            "of a meeting."
        ),
    ),
    Rule(
        "R16",
        "Tolerance of uncertainty",
        ("A decision to start, change or stop medication shows how many meetings spoke of it before."),
    ),
    Rule(
        "R17",
        "Dialogue and polyphony",
        (
            "Each voice is signed by its speaker, or written down by someone for them and read back; only its "
            "author may add to it; nothing is overwritten, merged, approved or summarised by another. Earlier "
            "wordings stay readable to its author."
        ),
    ),
    Rule(
        "R18",
        "Dialogue and polyphony",
        (
            "Reflections by practitioners are spoken and written before the network. Staff have no second, "
            "hidden narrative and no private notes about people. (Intervision, where staff reflect on "
            "themselves, names nobody.)"
        ),
    ),
    Rule(
        "R19",
        "Dialogue and polyphony",
        ("Disagreement is kept as such. There is no minute-taker's version."),
    ),
    Rule(
        "R20",
        "Nothing about me without me",
        (
            "A decision is made only in an open meeting while the person at the centre is present; the "
            "database refuses any other. A meeting without the person may be held once they have been asked "
            "and their answer kept; it decides nothing about them and they can read it. A person's own choice "
            "(whom to involve, what to refuse, to stop) needs no meeting. StaffTalk is recorded with its "
            "reason and shown to them, except as R25."
        ),
    ),
    Rule(
        "R21",
        "Nothing about me without me",
        (
            "A SafetyAct records what was done, by whom, under which power, why without the network. It "
            "stands first at the next meeting with the person, for its audience only. That meeting can close "
            'once it has been spoken of, or the person has said "not today"; then it stands first again.'
        ),
    ),
    Rule(
        "R22",
        "Nothing about me without me",
        (
            "The person may stop at any time, in any way, with no reason; members learn what the person "
            "allows. An ending by the network needs the person's agreement and the position of each member "
            "present (or that they did not say). Staff cannot end alone, and no missed meeting ends anything; "
            "the exceptions (died; moved and handed over; the service closed and handed over; not found after "
            "the profile's attempts) are named as such. The person's call reopens with the same team; anyone "
            "else's is a new first contact, and the person is asked before anybody reads or is invited."
        ),
    ),
    Rule(
        "R23",
        "Openness and its limits",
        (
            "The person reads everything said with or about them, the same day, except what R25 keeps apart. "
            "Whoever speaks or calls is told beforehand that the person may read it."
        ),
    ),
    Rule(
        "R24",
        "Openness and its limits",
        (
            "An entry is read by those in its author's audience whom the person allows today; only its author "
            "widens it; the person's changes reach old entries. A shared screen is a reader of its own: only "
            "what everyone invited may read. What one may not see does not exist for them: no count, no gap, "
            "no different page, no size, no change stamp."
        ),
    ),
    Rule(
        "R25",
        "Openness and its limits",
        (
            "Keeping an entry from the person needs a lawful ground from the jurisdiction's list (serious "
            "harm, decided by an appropriate health professional; a third party's confidence; data on child "
            "abuse; crime; a court), an author and a review date of at most 90 days. A missed review alerts; "
            "it never opens the entry. Safeguarding entries are a store of their own."
        ),
    ),
    Rule(
        "R26",
        "Openness and its limits",
        (
            "Every reading is recorded in the same transaction as the read. The person sees who read their "
            "record, in which role, when and why. Readings of what the person may not see are recorded, not "
            "shown."
        ),
    ),
    Rule(
        "R27",
        "Openness and its limits",
        ("Reaching beyond one's networks needs break-glass: a reason, 60 minutes, the privacy lead told at once."),
    ),
    Rule(
        "R28",
        "Openness and its limits",
        (
            "Ordinary work deletes nothing; corrections are additions. A misfiled entry vanishes from view at "
            "once. Deletion is a recorded act of two people on a named ground (retention ended, wrong record, "
            "a court, a right); the content goes, the proof stays. Retention proposes; people dispose."
        ),
    ),
    Rule(
        "R29",
        "Evidence",
        (
            "Every figure shows numerator, denominator, missing, the version of its definition, the clock it "
            "uses, the comparator and the price year. A definition that changes gets a new version; the old "
            "one still computes."
        ),
    ),
    Rule(
        "R30",
        "Evidence",
        (
            "Licensed instruments come as definition files that a service loads; the project ships only "
            "wording that it may ship."
        ),
    ),
    Rule(
        "R31",
        "Evidence",
        (
            "Figures are exact inside the service. What leaves is de-identified by default: small counts "
            "suppressed (1–7) and the rest rounded to 5; a network leaves only as a coarse shape."
        ),
    ),
)

BY_NUMBER = {rule.number: rule for rule in RULES}
