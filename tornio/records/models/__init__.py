"""The tables of the record, one file a subject."""

from tornio.records.models.apart import ApartReview, KeptApart, OpenedEntry
from tornio.records.models.between import ActTelling, Call, SafetyAct, StaffTalk, Wish
from tornio.records.models.break_glass import BreakGlass, PrivacyNote
from tornio.records.models.contacts import Attempt, FirstContact, HandOver, Recognition, Responsibility
from tornio.records.models.deaths import Freeze
from tornio.records.models.decisions import Decision, Position
from tornio.records.models.deletions import Deletion, KeptOn, RetentionPeriod
from tornio.records.models.duty import Duty
from tornio.records.models.episodes import Ending, Episode, TeamMember
from tornio.records.models.figures import Counting, Release, Snapshot
from tornio.records.models.grants import CannotDecide, CapacityReview, Grant, GrantReview
from tornio.records.models.instruments import Instrument, Response
from tornio.records.models.letters import Letter, LetterPosition, LetterSent
from tornio.records.models.life import LifeEvent
from tornio.records.models.maps import MapNode, MapTie, NetworkMap
from tornio.records.models.meetings import Booking, NetworkMeeting, Substitution
from tornio.records.models.messages import Message, Sending
from tornio.records.models.networks import Network, NetworkMember
from tornio.records.models.particulars import Particular
from tornio.records.models.presence import Invitation, Presence, SpokenOf, Visit
from tornio.records.models.readings import Change, Reading
from tornio.records.models.rights import Correction, Misfiling, Statement
from tornio.records.models.safeguarding import Concern, ConcernNote, Raised
from tornio.records.models.trail import Forgotten, Seal, Sealed
from tornio.records.models.voices import Draft, OpenQuestion, QuestionTurn, Voice
from tornio.records.models.weeks import PlannedMeeting, Timetable
from tornio.records.models.working import Away, WorkingHours

__all__ = [
    "ActTelling", "ApartReview", "Attempt", "Away", "Booking", "BreakGlass", "Call", "CannotDecide", "CapacityReview",
    "Change", "Concern", "ConcernNote", "Correction", "Counting", "Decision", "Deletion", "Draft", "Duty", "Ending",
    "Episode", "FirstContact", "Forgotten", "Freeze", "Grant", "GrantReview", "HandOver", "Instrument",
    "Invitation",
    "KeptApart", "KeptOn", "Letter", "LetterPosition", "LetterSent", "LifeEvent", "MapNode", "MapTie", "Message",
    "Misfiling",
    "Network", "NetworkMap", "NetworkMeeting", "NetworkMember", "OpenQuestion", "OpenedEntry", "Particular",
    "PlannedMeeting", "Position", "Presence", "PrivacyNote", "QuestionTurn", "Raised", "Reading", "Recognition",
    "Release", "Response", "Responsibility",
    "RetentionPeriod", "SafetyAct", "Seal", "Sealed", "Sending", "Snapshot", "SpokenOf", "StaffTalk", "Statement",
    "Substitution", "TeamMember", "Timetable", "Visit", "Voice", "Wish", "WorkingHours",
]  # fmt: skip
