"""What people of the proofs' town do in a world, each with those for whom it must not exist: the oracle of two worlds.

Written slowly from the table of the specification, not from the code: whoever stands in `hidden_from` may not read it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from tests import calls
from tests import meetings as arranged
from tests.proofs.addresses import NOBODYS
from tests.proofs.answers import answered
from tests.proofs.deed import Deed, Do
from tests.proofs.lives import a_stay
from tests.proofs.town import NOW, Keys, ProofsTown
from tests.proofs.weeks import NOT_PLANNING, away_and_a_line
from tornio.actions import (
    apart,
    belonging,
    between,
    break_glass,
    decisions,
    drafts,
    grants,
    maps,
    messages,
    misfiled,
    questions,
    readings,
    safeguarding,
    voices,
    wishes,
)
from tornio.core.between import ActKind, WishKind
from tornio.core.decisions import Outcome, Stand
from tornio.core.grants import GrantKind
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.maps import TieKind
from tornio.core.messages import MessageKind
from tornio.core.networks import Ring, Sector
from tornio.core.rights import EntryKind
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import Decision, Grant, Network, NetworkMeeting, NetworkMember
from tornio.records.visible import rights

# Nobody of these stands to Leon's network. Priya looks after what is private: what concerns her is told apart.
OUTSIDE = frozenset({"nobody", "Omar", "Farah", "Hana", "Bryn", "Una", "Martin", "Edith", "Ada",
                     "a practitioner elsewhere", "a person elsewhere"})  # fmt: skip
NOT_READING = frozenset({"Dot", "Neil", "Jean"})
MEMBERS = NOT_READING | {"Carol"}
STANDING_IN = frozenset({"Gwen", "Sadia"})
SALTMERE = MEMBERS | STANDING_IN | {"Leon", "Ruth", "the table", "Una", "Hana", "Bryn", "Edith", "Ada", "nobody"}


def _say(called: str, audience: Audience, *chosen: str, held: bool = False) -> Do:
    """Words in today's meeting, or afterwards in Tuesday's."""

    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            meeting = NetworkMeeting.objects.get(pk=proofs.leon.held if held else proofs.leon.today)
            said = voices.say(
                key=new_key(), meeting=meeting, words=f"{called} says something to {audience}.", by=by, at=at,
                audience=audience, chosen=[proofs.here.people[name].pk for name in chosen],
            )  # fmt: skip
        return [said.pk]

    return do


def _send(called: str, audience: Audience) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            network = Network.objects.get(pk=proofs.leon.network)
            return [between.say(key=new_key(), network=network, words="So.", audience=audience, by=by, at=at).pk]

    return do


def _ask(called: str, audience: Audience) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            meeting = NetworkMeeting.objects.get(pk=proofs.leon.today)
            asked = questions.ask(key=new_key(), meeting=meeting, words="Why?", by=by, at=at, audience=audience)
        return [asked.pk]

    return do


def _settle(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Ruth", at=at) as by:
        meeting = NetworkMeeting.objects.get(pk=proofs.leon.today)
        made = decisions.settle(key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="So.", by=by, at=at)
    return [made.pk]


def _stand(called: str, audience: Audience) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            decided = Decision.objects.get(pk=proofs.leon.decision or NOBODYS)
            stood = decisions.stand(
                key=new_key(), decision=decided, stand=Stand.DISAGREE, words="Not I.", audience=audience, by=by, at=at
            )
        return [stood.pk]

    return do


def _act(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Ruth", at=at) as by:
        made = between.act(
            key=new_key(), network=Network.objects.get(pk=proofs.leon.network), kind=ActKind.DETENTION,
            what="A night away.", by_whom="PC Finch", power="section 136", why_without="At night.", by=by, at=at,
        )  # fmt: skip
    return [made.pk]


def _talk(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Ruth", at=at) as by:
        made = between.talk(
            key=new_key(), network=Network.objects.get(pk=proofs.leon.network), minutes=5, why="In a hurry.",
            with_whom=[proofs.here.practitioners["Tomasz"]], words="Who goes first.", by=by, at=at,
        )  # fmt: skip
    return [made.pk]


def _call(caller: str) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting("Ruth", at=at) as by:
            made = between.call(
                key=new_key(), network=Network.objects.get(pk=proofs.leon.network), caller=proofs.here.people[caller],
                words="Nobody slept.", told_that_it_is_read=True, by=by, at=at,
            )  # fmt: skip
        return [made.pk]

    return do


def _draft(called: str) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            drafts.keep(place=f"say/{proofs.leon.today.hex}/elsewhere", text="I do not dare to.", by=by, at=at)
        return []

    return do


def _wish(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Leon", at=at) as by:
        network = Network.objects.get(pk=proofs.leon.network)
        made = wishes.wish(key=new_key(), network=network, kind=WishKind.NOT_AT_HOME, words="Not there.", by=by, at=at)
    return [made.pk]


def _draw(called: str) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            network = Network.objects.get(pk=proofs.leon.network)
            node = maps.put_on(
                key=new_key(), network=network, called="A friend", ring=Ring.CLOSEST,
                sector=Sector.FAMILY, tie=TieKind.TOUCH, by=by, at=at,
            )  # fmt: skip
        return [node.pk, node.thing]

    return do


def _read(called: str) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        with proofs.here.acting(called, at=at) as by:
            readings.opened("story", by=by, at=at, network=proofs.leon.network, as_whom="of the team")
        return []

    return do


def _narrow_dot(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Leon", at=at) as by:
        dot = NetworkMember.objects.get(pk=proofs.leon.members["Dot"])
        belonging.set_reading(member=dot, may_read=False, may_write=False, by=by, at=at)
    return []


def _keep_apart(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Ruth", at=at) as by:
        network, ground = Network.objects.get(pk=proofs.leon.network), KeptApartGround.THIRD_PARTY_CONFIDENCE
        kept = apart.keep_apart(
            key=new_key(), network=network, ground=ground,
            words="Said in confidence.", why="They asked for it.", review_by=at + timedelta(days=30), by=by, at=at,
        )  # fmt: skip
    return [kept.pk]


def _break_glass(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Una", at=at) as by:
        network = Network.objects.get(pk=proofs.leon.network)
        broken = break_glass.break_glass(
            key=new_key(), network=network, reason="He stands before me in the street.", by=by, at=at
        )
    return [broken.pk]


def _raise(proofs: ProofsTown, at: datetime) -> list[UUID]:
    key = new_key()
    with proofs.here.acting("Ruth", at=at) as by:
        network = Network.objects.get(pk=proofs.leon.network)
        safeguarding.raise_concern(key=key, about="Leon Marsh", words="Bruises.", network=network, by=by, at=at)
    return [key]


def _take_out(proofs: ProofsTown, at: datetime) -> list[UUID]:
    """Ruth says something to the team that belongs elsewhere, and takes it out."""
    with proofs.here.acting("Ruth", at=at) as by:
        meeting = NetworkMeeting.objects.get(pk=proofs.leon.today)
        said = voices.say(key=new_key(), meeting=meeting, words="Of Omar.", by=by, at=at, audience=_TEAM)
        entry = rights.entry(by, meeting.network_id, EntryKind.VOICE, said.pk)
        assert entry is not None
        out = misfiled.take_out(key=new_key(), entry=entry, why="Another family.", by=by, at=at)
    return [said.pk, out.pk]


def _grant(proofs: ProofsTown, at: datetime) -> list[UUID]:
    """Salma, who is of another network, may act for Leon; after her, somebody whom nobody knew."""
    salma = proofs.here.people["Salma"]
    with proofs.here.acting("Ruth", at=at) as by:
        has_one = Grant.objects.filter(network=proofs.leon.network, holder=salma, during__contains=at).exists()
        given = grants.give(
            key=new_key(), network=Network.objects.get(pk=proofs.leon.network), kind=GrantKind.PROXY, power="A power",
            covers="Money.", evidence="A paper.", look_again=at + timedelta(days=30),
            holder=None if has_one else salma, holder_name="Nora Quist" if has_one else "", may_read=True, by=by, at=at,
        )  # fmt: skip
    return [given.pk]


def _cannot_decide(proofs: ProofsTown, at: datetime) -> list[UUID]:
    with proofs.here.acting("Ruth", at=at) as by:
        found = grants.cannot_decide(
            key=new_key(), network=Network.objects.get(pk=proofs.leon.network), about="The tablets.",
            found_by="A psychiatrist", evidence="He could not say.", helped="We waited.", found_at=at,
            look_again=at + timedelta(days=7), by=by, at=at,
        )  # fmt: skip
    return [found.pk]


def _message(proofs: ProofsTown, at: datetime) -> list[UUID]:
    """Leon is told that there is something for him."""
    with proofs.here.acting("Ruth", at=at) as by:
        messages.to_one(
            MessageKind.READ_BACK, proofs.here.people["Leon"].pk, service_id=proofs.here.service.pk,
            network=proofs.leon.network, subject=new_key(), by=by, at=at,
        )  # fmt: skip
    return []


def _another_network(centre: str, responsible: str) -> Do:
    def do(proofs: ProofsTown, at: datetime) -> list[UUID]:
        network = arranged.network_of(proofs.here, centre, (), responsible, at=at)
        return [network.pk]

    return do


def _first_contact(proofs: ProofsTown, at: datetime) -> list[UUID]:
    return [calls.called(proofs.here, by="Ruth", at=at, key=new_key()).pk]


def _say_to_omar(proofs: ProofsTown, at: datetime) -> list[UUID]:
    return _say_elsewhere(proofs.omar, proofs, at, elsewhere=False)


def _say_in_northcliff(proofs: ProofsTown, at: datetime) -> list[UUID]:
    return _say_elsewhere(proofs.northcliff, proofs, at, elsewhere=True)


def _say_elsewhere(keys: Keys, proofs: ProofsTown, at: datetime, *, elsewhere: bool) -> list[UUID]:
    town, called = (proofs.elsewhere, "Leon") if elsewhere else (proofs.here, "Omar")
    with town.acting(called, at=at) as by:
        network = Network.objects.get(pk=keys.network)
        said = between.say(key=new_key(), network=network, words="Ours.", audience=Audience.NETWORK, by=by, at=at)
    return [said.pk]


_TEAM = Audience.PERSON_AND_TEAM


def _answers(called: str) -> Do:
    """They say how Tuesday was for them."""
    return lambda proofs, at: [answered(proofs.here, called, proofs.leon.held, at)]


_CLOSE_ONLY = MEMBERS | {"the table"} | OUTSIDE
DEEDS = (
    Deed("Leon to his team", _say("Leon", _TEAM), _CLOSE_ONLY | {"Pia"}),
    Deed("Leon to himself", _say("Leon", Audience.AUTHOR), _CLOSE_ONLY | STANDING_IN | {"Ruth"} | {"Pia"}),
    Deed("Leon to himself about Tuesday", _say("Leon", Audience.AUTHOR, held=True),
         _CLOSE_ONLY | STANDING_IN | {"Ruth"}),
    Deed("Leon says how Tuesday was", _answers("Leon"), _CLOSE_ONLY | STANDING_IN | {"Ruth", "Pia"}),
    Deed("Carol says how Tuesday was", _answers("Carol"),
         NOT_READING | STANDING_IN | OUTSIDE | {"Leon", "Ruth", "Pia", "the table"}),
    Deed("Ruth says how Tuesday was", _answers("Ruth"), _CLOSE_ONLY | {"Pia"}),
    Deed("Leon to Carol", _say("Leon", Audience.CHOSEN, "Carol"),
         NOT_READING | STANDING_IN | OUTSIDE | {"Ruth", "the table"}),
    Deed("Carol to herself", _say("Carol", Audience.AUTHOR),
         NOT_READING | STANDING_IN | OUTSIDE | {"Leon", "Ruth", "the table"}),
    Deed("Carol to the team", _say("Carol", _TEAM), NOT_READING | OUTSIDE | {"the table"}),
    Deed("Carol to the team about Tuesday", _say("Carol", _TEAM, held=True), NOT_READING | OUTSIDE | {"the table"}),
    Deed("Carol to Ruth", _say("Carol", Audience.CHOSEN, "Ruth"), NOT_READING | STANDING_IN | OUTSIDE | {"the table"}),
    Deed("Ruth to all", _say("Ruth", Audience.NETWORK), NOT_READING | OUTSIDE),
    Deed("Ruth to Leon", _say("Ruth", _TEAM), _CLOSE_ONLY),
    Deed("Dot to herself", _say("Dot", Audience.AUTHOR),
         frozenset({"Carol", "Neil", "Jean", "Leon", "Ruth", "the table"}) | STANDING_IN | OUTSIDE),
    Deed("Leon sends his team a message", _send("Leon", _TEAM), _CLOSE_ONLY),
    Deed("Leon sends all a message", _send("Leon", Audience.NETWORK), NOT_READING | OUTSIDE),
    Deed("Leon asks his team", _ask("Leon", _TEAM), _CLOSE_ONLY),
    Deed("Carol asks all", _ask("Carol", Audience.NETWORK), NOT_READING | OUTSIDE),
    Deed("a decision", _settle, NOT_READING | OUTSIDE),
    Deed("where Leon stands, for his team", _stand("Leon", _TEAM), _CLOSE_ONLY),
    Deed("where Carol stands, for the team", _stand("Carol", _TEAM), NOT_READING | OUTSIDE | {"the table"}),
    Deed("an act without a meeting", _act, _CLOSE_ONLY | {"Pia"}),
    Deed("Leon's stay", lambda all_, at: [a_stay(all_.here, all_.leon.network, "Leon", at)], _CLOSE_ONLY | {"Pia"}),
    Deed("talk among staff", _talk, _CLOSE_ONLY | {"Pia"}),
    Deed("Leon's call", _call("Leon"), _CLOSE_ONLY | {"Pia"}),
    Deed("Carol's call", _call("Carol"), NOT_READING | OUTSIDE | {"the table"}),
    Deed("Leon's draft", _draft("Leon"), _CLOSE_ONLY | STANDING_IN | {"Ruth"}),
    Deed("Carol's draft", _draft("Carol"), NOT_READING | STANDING_IN | OUTSIDE | {"Leon", "Ruth", "the table"}),
    Deed("Leon's wish", _wish, NOT_READING | OUTSIDE | {"the table"} | {"Pia"}),
    Deed("Leon draws", _draw("Leon"), _CLOSE_ONLY),
    Deed("Ruth draws", _draw("Ruth"), _CLOSE_ONLY),
    Deed("Ruth reads", _read("Ruth"), _CLOSE_ONLY | STANDING_IN | {"Pia"}),
    Deed("Carol reads", _read("Carol"), NOT_READING | OUTSIDE | STANDING_IN | {"the table"}),
    Deed("Dot may write no more", _narrow_dot, OUTSIDE | {"Carol", "Neil", "Jean", "the table"}),
    Deed("something kept apart", _keep_apart, _CLOSE_ONLY | {"Leon"}),
    Deed("Ruth raises something", _raise, _CLOSE_ONLY | STANDING_IN | {"Leon", "Pia"}),
    Deed("Ruth takes something out", _take_out, _CLOSE_ONLY - {"Priya"} | {"Pia"}),
    Deed("Salma may act for Leon", _grant, _CLOSE_ONLY | {"Pia"}),
    Deed("Leon cannot decide one thing", _cannot_decide, _CLOSE_ONLY | {"Pia"}),
    Deed("a message to Leon", _message, _CLOSE_ONLY | STANDING_IN | {"Ruth", "Pia"}),
    Deed("Gwen is away", lambda all_, at: away_and_a_line(all_.here, "Gwen", all_.leon.network, at), NOT_PLANNING),
    Deed("Una breaks glass", _break_glass, _CLOSE_ONLY - {"Una"} | STANDING_IN | {"Ruth"}),
    # What nobody has opened yet stands on the board of every practitioner (R5), and a call has begun it.
    Deed("Carol has a network of her own", _another_network("Carol", "Hana"),
         NOT_READING | {"Leon", "the table", "Omar", "Edith", "Ada", "nobody", "a practitioner elsewhere",
                        "a person elsewhere"}),
    Deed("somebody calls Ruth", _first_contact,
         MEMBERS | {"Leon", "the table", "Omar", "Gwen", "Hana", "Bryn", "Una", "Farah", "Edith", "Ada", "nobody",
                    "a practitioner elsewhere", "a person elsewhere"}),
    Deed("Omar sends a message", _say_to_omar, SALTMERE | {"Martin", "a practitioner elsewhere", "a person elsewhere"}),
    Deed("a message in Northcliff", _say_in_northcliff, SALTMERE | {"Martin", "Priya", "Omar", "Farah"}),
)  # fmt: skip
LATER = NOW + timedelta(hours=1)  # when everybody looks
