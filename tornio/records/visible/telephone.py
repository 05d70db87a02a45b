"""Who knows their name and their people: what whoever answers a call sees of the network that calls."""

from dataclasses import dataclass
from uuid import UUID

from tornio.core.networks import Belonging
from tornio.people.acting import Reader
from tornio.records.models import Network, NetworkMeeting, NetworkMember, OpenQuestion, SafetyAct, Wish
from tornio.records.visible import between, episodes, home, left_open, networks


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """The person's people, their team, what comes next, what is open, what they wish, what waits to be spoken of."""

    members: list[NetworkMember]
    team: list[str]
    next: NetworkMeeting | None
    questions: list[OpenQuestion]
    wishes: list[Wish]
    acts: list[SafetyAct]
    has_ended: bool
    has_nobody: bool  # open, and nobody of us is in it

    def name_of(self, person_id: UUID) -> str:
        """What somebody of the network is called; empty for anybody else."""
        return next((each.person.full_name for each in self.members if each.person_id == person_id), "")


def on_the_line(reader: Reader, network: Network) -> OnTheLine:
    """For whoever answers, once `between.answering` has let them."""
    there = NetworkMember.objects.select_related("person").filter(network=network, during__contains=reader.at)
    acts = between.acts(reader).filter(network=network).exclude(tellings__told="spoken_of")
    return OnTheLine(
        members=list(there.exclude(belonging=Belonging.ASKED.value).order_by("ring", "person__called", "pk")),
        team=episodes.team(reader, network.pk),
        next=networks.next_of(NetworkMeeting.objects.filter(network=network), reader.at),
        questions=home.open_questions(reader, network.pk),
        wishes=list(between.wishes(reader, network.pk).filter(until__isnull=True)),
        acts=list(acts.order_by("at", "pk")),
        has_ended=episodes.ended(reader, network.pk) is not None,
        has_nobody=left_open.with_nobody(network.pk, reader.at),
    )
