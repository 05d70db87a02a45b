"""The conditions that look over several tables, in SQL: what a guard refuses is what is true here."""

from tornio.core.meetings import NEXT
from tornio.people.constraints import Guard

_STEPS = ", ".join(f"('{now.value}', '{to.value}')" for now in NEXT for to in sorted(NEXT[now]))

STATUS_STEP_UNKNOWN = f"(OLD.status, NEW.status) NOT IN ({_STEPS})"

_BOOKED = (
    "SELECT 1 FROM records_booking b WHERE b.organisation_id = {m}.organisation_id AND b.meeting_id = {m}.id "
    "AND b.released_at IS NULL"
)
_STILL_AGREED = (
    "EXISTS (SELECT 1 FROM records_networkmeeting now WHERE now.organisation_id = NEW.organisation_id "
    "AND now.id = {key} AND now.status = 'agreed' AND ({too_few}))"
)
_TOO_FEW = (  # no value of anybody's is in it
    f"(SELECT count(*) FROM ({_BOOKED.format(m='now')}) booked) < now.minimum_therapists "  # noqa: S608
    f"OR (now.peer_required AND NOT EXISTS ({_BOOKED.format(m='now')} AND b.peer))"
)

# Looked at when the transaction ends, so that people can be booked and the meeting agreed in one go (R11).
AGREED_WITH_TOO_FEW = _STILL_AGREED.format(key="NEW.id", too_few=_TOO_FEW)
TOO_FEW_FOR_THE_MEETING = _STILL_AGREED.format(key="NEW.meeting_id", too_few=_TOO_FEW)

_THERE = (
    "SELECT 1 FROM records_presence p WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id "
    "AND p.present_as = "
)

# R11: held with fewer than promised, or without the peer that was promised, and nobody wrote why.
HELD_WITH_FEWER_UNSAID = (  # no value of anybody's is in it
    "NEW.fewer_why ~ '^\\s*$' AND ((SELECT count(DISTINCT p.person_id) FROM records_presence p "
    "WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as = 'practitioner') "
    "< NEW.minimum_therapists OR (NEW.peer_required AND NOT EXISTS (SELECT 1 FROM records_presence p "
    "JOIN people_practitioner w ON w.organisation_id = p.organisation_id AND w.person_id = p.person_id "
    "WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id AND p.present_as = 'practitioner' "
    "AND w.profession = 'peer_practitioner')))"
)

# R20: the others met, the person was never there, and was not asked either.
HELD_WITHOUT_THE_PERSONS_ANSWER = (
    f"NEW.without_person_asked_at IS NULL AND EXISTS ({_THERE} 'member') AND NOT EXISTS ({_THERE} 'centre')"
)

# R20: only while the meeting is open. The row is locked so that nobody closes it meanwhile.
MEETING_IS_NOT_OPEN = (
    "NOT EXISTS (SELECT 1 FROM records_networkmeeting m WHERE m.organisation_id = NEW.organisation_id "
    "AND m.id = NEW.meeting_id AND m.status = 'open' FOR SHARE)"
)

# R21: it stands first until it was spoken of with the person, or the person said "not today" in this very meeting.
AN_ACT_WAITS_TO_BE_TOLD = (
    "EXISTS (SELECT 1 FROM records_presence p JOIN records_network n "
    "ON n.organisation_id = p.organisation_id AND n.id = p.network_id AND n.centre_id = p.person_id "
    "WHERE p.organisation_id = NEW.organisation_id AND p.meeting_id = NEW.id) "
    "AND EXISTS (SELECT 1 FROM records_safetyact a WHERE a.organisation_id = NEW.organisation_id "
    "AND a.network_id = NEW.network_id AND a.out_of_view_at IS NULL AND NOT EXISTS (SELECT 1 FROM records_acttelling t "
    "WHERE t.organisation_id = a.organisation_id AND t.act_id = a.id "
    "AND (t.told = 'spoken_of' OR t.meeting_id = NEW.id)))"
)

# R22: everybody who was there when the ending was decided has a position, or it is written that they did not say.
SOMEBODY_PRESENT_HAS_NO_POSITION = (
    "EXISTS (SELECT 1 FROM records_decision d JOIN records_presence p "
    "ON p.organisation_id = d.organisation_id AND p.meeting_id = d.meeting_id AND p.present @> lower(d.decided_during) "
    "WHERE d.organisation_id = NEW.organisation_id AND d.id = NEW.decision_id "
    "AND p.present_as IN ('centre', 'member', 'practitioner') "
    "AND NOT EXISTS (SELECT 1 FROM records_position s WHERE s.organisation_id = d.organisation_id "
    "AND s.decision_id = d.id AND s.person_id = p.person_id))"
)

# R22: after a death a record takes only what a death needs: calls, talk among staff, letters, what is put right.
FROZEN = (
    "EXISTS (SELECT 1 FROM records_freeze f WHERE f.organisation_id = NEW.organisation_id "
    "AND f.network_id = NEW.network_id AND f.lifted_at IS NULL)"
)


def frozen(what: str) -> Guard:
    """Nothing of this kind is added to a frozen record."""
    return Guard(
        name=f"a_frozen_record_takes_no_new_{what}",
        on="INSERT",
        refuse_if=FROZEN,
        violation_error_message="This record is frozen: the person has died.",
    )


# R4, R22: who was never met, and stops, has decided so for every first contact of theirs that still waits.
CLOSE_WHAT_WAITS_FOR_THEM = (
    "UPDATE records_firstcontact SET closed_at = NEW.at, closed_why = NEW.words, "
    "closed_by = CASE NEW.kind WHEN 'network_decided' THEN 'person_and_network' ELSE 'person' END "
    "WHERE organisation_id = NEW.organisation_id AND network_id = NEW.network_id AND first_met_at IS NULL "
    "AND closed_at IS NULL AND contacted_at <= NEW.at;"
)

# R10: the person has said that they find reflections strange, and has not changed their mind.
REFLECTIONS_ARE_NOT_WISHED = (
    "EXISTS (SELECT 1 FROM records_wish w WHERE w.organisation_id = NEW.organisation_id "
    "AND w.network_id = NEW.network_id AND w.kind = 'no_reflections' AND w.at <= NEW.said_at "
    "AND (w.until IS NULL OR w.until > NEW.said_at))"
)

# R19, R22: an earlier yes is no yes when the same person has said something else since.
THE_PERSON_HAS_CHANGED_THEIR_MIND = (
    "EXISTS (SELECT 1 FROM records_position yes JOIN records_position later "
    "ON later.organisation_id = yes.organisation_id AND later.decision_id = yes.decision_id "
    "AND later.person_id = yes.person_id AND later.number > yes.number "
    "WHERE yes.organisation_id = NEW.organisation_id AND yes.id = NEW.persons_position_id "
    "AND later.stand <> 'agree')"
)

# R18: somebody who works here and is neither at the centre nor a member of this network has no note of their own.
WRITTEN_BY_STAFF_ALONE = (
    "EXISTS (SELECT 1 FROM people_practitioner w WHERE w.organisation_id = NEW.organisation_id "
    "AND w.person_id = NEW.author_id) "
    "AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id "
    "AND n.id = NEW.network_id AND n.centre_id = NEW.author_id) "
    "AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id "
    "AND m.network_id = NEW.network_id AND m.person_id = NEW.author_id)"
)
