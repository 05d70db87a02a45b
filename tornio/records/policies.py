"""Row-level security: from each table's shelf (`core.sharing`), who may read, add and change its rows (R8, R24).

The database finds out for itself how the reader stands, by a function of the owner's that is asked once in a
transaction and again whenever somebody's standing changed in it. Policies narrow first by the reader's networks, in
a form that an index can serve: `network_id = ANY (…)`; a function called for each row is ten thousand times slower.
"""

from collections.abc import Callable, Iterator

from django.db import connections, models

from tornio.core.people import Capacity
from tornio.core.sharing import Kind, Reach, Relationship, Shelf, reaches
from tornio.core.voices import Audience
from tornio.people.frame import APP_ROLE, CLERK_ROLE, is_kept, tables
from tornio.records.standing_sql import FUNCTIONS, STANDING_CHANGES

ME = "(SELECT nullif(current_setting('tornio.person'), '')::uuid)"
ABOUT = "(SELECT nullif(current_setting('tornio.subject'), '')::uuid)"
# Staff see what is so in their organisation: who is in which network, when they meet. Never anybody's words.
SEES_FACTS = frozenset({Capacity.PRACTITIONER, Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD})
# Those who arrange with each other when somebody comes (R24: for everybody else it does not exist).
ARRANGE = frozenset({Capacity.PRACTITIONER, Capacity.SERVICE_LEAD})
PRIVACY = frozenset({Capacity.PRIVACY_LEAD})
LEAD = frozenset({Capacity.SERVICE_LEAD})
EVALUATE = frozenset({Capacity.EVALUATOR})
SEES_NAMES = SEES_FACTS | {Capacity.ADMINISTRATOR}


def reach(wanted: Reach | str) -> str:
    """The networks of this set, found once in a query."""
    return f"ANY ((SELECT tornio_reach('{wanted}'))::uuid[])"


def acts_as(capacities: frozenset[Capacity]) -> str:
    """True when the reader acts in one of these capacities."""
    listed = ", ".join(f"'{each.value}'" for each in sorted(capacities))
    return f"(SELECT current_setting('tornio.capacity') IN ({listed}))"


def _words(shelf: Shelf) -> str:
    """The same as `visible.reach.entries`, said in SQL."""
    table, column = shelf.parent
    network = f"(SELECT p.network_id FROM {table} p WHERE p.id = {column})" if table else shelf.network  # noqa: S608
    heard = (
        f"{network} = {reach(Reach.READS)} AND ("
        f"audience = '{Audience.NETWORK}' "
        f"OR audience = '{Audience.PERSON_AND_TEAM}' AND {network} = {reach(Reach.CLOSE)} "
        f"OR audience = '{Audience.CHOSEN}' AND ({network} = {reach(Reach.CENTRE)} OR chosen @> ARRAY[{ME}]))"
    )
    if table:  # where one stands oneself is read whatever became of the rest
        return f"{shelf.own} = {ME} OR {heard}"
    return f"{network} = {reach(Reach.STANDS)} AND ({shelf.own} = {ME} OR {heard})"


def _or_own(shelf: Shelf) -> str:
    return f" OR {shelf.own} = {ME}" if shelf.own else ""


def _facts(shelf: Shelf) -> str:
    return f"{acts_as(SEES_FACTS)} OR {shelf.network} = {reach(shelf.reach)}{_or_own(shelf)}"


def _under(shelf: Shelf) -> str:
    table, column = shelf.parent
    mine = f"{shelf.own} = {ME} OR " if shelf.own else ""
    return f"{mine}EXISTS (SELECT 1 FROM {table} parent WHERE parent.id = {column})"  # noqa: S608


def _contacts(shelf: Shelf) -> str:
    """Whoever has it in hand or is asked to take it; the telephone of its service; its caller and its person."""
    return (
        f"{acts_as(frozenset({Capacity.SERVICE_LEAD}))} OR id = {ABOUT} "
        f"OR id = {reach('contacts')} OR service_id = {reach('telephones')} OR network_id = {reach(Reach.WORKS)} "
        f"OR service_id = {reach('services')} AND opened_at IS NULL AND closed_at IS NULL AND first_met_at IS NULL "
        f"OR caller_id = {ME} OR person_id = {ME} OR network_id = {reach(Reach.CENTRE)}"
    )


def _people(shelf: Shelf) -> str:
    """Those of one's networks, and everybody who works here: these are looked up one by one, there may be hundreds."""
    works = "(SELECT 1 FROM people_practitioner w WHERE w.person_id = people_person.id)"
    holds = "(SELECT 1 FROM people_office o WHERE o.person_id = people_person.id)"
    return f"{acts_as(SEES_NAMES)} OR id = {reach('people')} OR EXISTS {works} OR EXISTS {holds}"


def _trail(shelf: Shelf) -> str:
    shown = f" AND NOT {shelf.hidden_by}" if shelf.hidden_by else ""
    of_ones_record = f"person_id = {ME} OR {shelf.network} = {reach(Reach.READINGS)}{shown}"
    return f"{of_ones_record} OR {acts_as(PRIVACY)}"


def _apart(shelf: Shelf) -> str:
    """Never what is kept from the reader themself, whatever else they are here (R25)."""
    own = f"(SELECT n.id FROM records_network n WHERE n.centre_id = {ME})"  # noqa: S608
    return f"({shelf.network} = {reach(Reach.KEPT_APART)} OR {acts_as(PRIVACY)}) AND {shelf.network} NOT IN {own}"


READ: dict[Kind, Callable[[Shelf], str]] = {
    Kind.HOUSE: lambda shelf: "true",
    Kind.ROTA: lambda shelf: acts_as(ARRANGE),
    Kind.COUNTED: lambda shelf: acts_as(LEAD),
    Kind.RELEASED: lambda shelf: acts_as(LEAD | PRIVACY | EVALUATE),
    Kind.EVALUATED: lambda shelf: "false",
    Kind.PEOPLE: _people,
    Kind.WAYS: lambda shelf: f"{shelf.own} = {ME} OR {shelf.own} = {reach('ways')}",
    Kind.OWN: lambda shelf: f"{shelf.own} = {ME}",
    Kind.WORDS: _words,
    Kind.CLOSED: lambda shelf: f"{shelf.network} = {reach(shelf.reach)}{_or_own(shelf)}",
    Kind.FACTS: _facts,
    Kind.MEETINGS: lambda shelf: f"{_facts(shelf)} OR id = {reach('met')}",
    Kind.CONTACTS: _contacts,
    Kind.UNDER: _under,
    Kind.TRAIL: _trail,
    Kind.APART: _apart,
    Kind.WATCHED: lambda shelf: f"{shelf.network} = {reach(shelf.reach)}{_or_own(shelf)} OR {acts_as(PRIVACY)}",
    Kind.PRIVACY: lambda shelf: acts_as(PRIVACY),
    Kind.SAFEGUARDING: lambda shelf: acts_as(PRIVACY),
    Kind.JOBS: lambda shelf: "false",
}


def _added(shelf: Shelf) -> str:
    """What is one's own is added by oneself, and words by whoever signs that they wrote them down (R17).

    On the screen in the middle of the table somebody who is there writes: who, the action asks. For the rest the
    actions say who may.
    """
    if shelf.kind in (Kind.OWN, Kind.ROTA, Kind.COUNTED):
        return READ[shelf.kind](shelf)
    if shelf.kind in (Kind.RELEASED, Kind.EVALUATED):
        return "false"  # the job that counts writes it down, and nobody else
    if shelf.signed:
        return f"{shelf.signed} = {ME} OR {acts_as(frozenset({Capacity.SHARED_SCREEN}))}"
    return "true"


def _changed(shelf: Shelf) -> str:
    """Words are changed (who may read them, whether they stand in front) by their author and the person alone."""
    if shelf.kind in (Kind.OWN, Kind.ROTA, Kind.COUNTED):
        return READ[shelf.kind](shelf)
    if shelf.kind is Kind.RELEASED:
        return acts_as(PRIVACY)  # who agrees that it leaves
    if shelf.kind is Kind.WORDS and not shelf.parent[0]:
        return f"{shelf.own} = {ME} OR {shelf.network} = {reach(Reach.CENTRE)}"
    return "true"


def policies(model: type[models.Model]) -> Iterator[str]:
    """The statements for one table; running them again changes nothing."""
    table, shelf = model._meta.db_table, shelf_of(model)
    reads, adds, changes = READ[shelf.kind](shelf), _added(shelf), _changed(shelf)
    for name, said in (
        ("may_read", f"FOR SELECT TO {APP_ROLE} USING ({reads})"),
        ("may_add", f"FOR INSERT TO {APP_ROLE} WITH CHECK ({adds})"),
        ("may_change", f"FOR UPDATE TO {APP_ROLE} USING ({changes}) WITH CHECK (true)"),
        ("clerk", f"FOR ALL TO {CLERK_ROLE} USING (true) WITH CHECK (true)"),
    ):
        yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
        yield f'CREATE POLICY {name} ON "{table}" {said}'


def shelf_of(model: type[models.Model]) -> Shelf:
    """Where a table stands; one that says nothing is refused."""
    shelf: Shelf | None = getattr(model, "shelf", None)
    if shelf is None:
        raise LookupError(f"{model.__name__} does not say by what its rows are read: give it a shelf.")
    return shelf


def rights_table() -> str:
    """`RIGHTS`, worked out for each relationship, as rows of SQL: relationship, set of networks."""
    rows = [
        f"('{standing.value}', '{each.value}')"
        for standing in Relationship
        for each in sorted(reaches(frozenset({standing})))
    ]
    return ", ".join(rows)


def statements() -> list[str]:
    """Everything `apply` runs, in order."""
    wanted = [said.replace("{rights}", rights_table()) for said in FUNCTIONS]
    for model in tables():
        if is_kept(model):
            wanted += policies(model)
    for table in STANDING_CHANGES:
        wanted += [
            f'DROP TRIGGER IF EXISTS standing_changed ON "{table}"',
            (
                f'CREATE TRIGGER standing_changed AFTER INSERT OR UPDATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION tornio_standing_changed()"
            ),
        ]
    return wanted


def apply(using: str = "owner") -> None:
    """Bring row-level security to what the shelves say."""
    with connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
