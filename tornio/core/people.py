"""Who people are to a service: professions, offices, the capacity somebody acts in, ways to reach them."""

from enum import StrEnum


class Capacity(StrEnum):
    """As what somebody acts just now; one human being may have several and uses one at a time (R7)."""

    ONESELF = "oneself"  # the person at the centre, or a member: which one is told network by network
    PRACTITIONER = "practitioner"
    SERVICE_LEAD = "service_lead"
    PRIVACY_LEAD = "privacy_lead"
    EVALUATOR = "evaluator"
    ADMINISTRATOR = "administrator"
    SHARED_SCREEN = "shared_screen"  # a reader of its own (R24)
    PUBLIC = "public"  # the public page: writes a first contact, reads nothing
    JOB = "job"


STAFF = frozenset({Capacity.PRACTITIONER, Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD})
OFFICES = frozenset({Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD, Capacity.EVALUATOR, Capacity.ADMINISTRATOR})


class Profession(StrEnum):
    """What a practitioner is by training; a peer practitioner is a profession like any other."""

    PEER_PRACTITIONER = "peer_practitioner"
    NURSE = "nurse"
    PSYCHIATRIST = "psychiatrist"
    PSYCHOLOGIST = "psychologist"
    FAMILY_THERAPIST = "family_therapist"
    SOCIAL_WORKER = "social_worker"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    SUPPORT_WORKER = "support_worker"
    OTHER = "other"


class WayKind(StrEnum):
    """A way to reach somebody; each is that person's own and private by default (R9)."""

    TELEPHONE = "telephone"
    EMAIL = "email"
    POST = "post"
    THROUGH_SOMEBODY = "through_somebody"
