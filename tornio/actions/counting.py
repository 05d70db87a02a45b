"""Taking from the record what figures are counted from: facts and numbers under keys that mean nothing elsewhere."""

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from tornio.actions.frame import action, note
from tornio.evaluation.pseudonyms import Pseudonyms
from tornio.evaluation.tables import TABLES
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.visible import tidy


@action
def extract(*, service: Service, secret: bytes, by: Reader, at: datetime) -> Mapping[str, pa.Table]:
    """The tidy tables of one service, as `tornio.evaluation.tables` describes them; that it was done is written down.

    `secret`: 16 to 64 random bytes that make the keys of this extract and are forgotten with it.
    Errors: NotForYou for whoever is not the job that counts.
    """
    keys = Pseudonyms(secret)
    found = {
        facts.name: TABLES[facts.name].filled(keys.over(TABLES[facts.name], facts.rows))
        for facts in tidy.tidy(by, service)
    }
    note("counted figures from the record", by=by, at=at, subject=service.pk)
    return found
