"""Whatever is typed, every reader gives a value, a refusal or a question; nothing else ever."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.asking import Malformed
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_birth
from tornio.core.inputs.emails import an_email
from tornio.core.inputs.files import a_file_name, disarmed, read_json
from tornio.core.inputs.identifiers import an_identifier, nhs_number
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.inputs.telephones import a_telephone
from tornio.core.inputs.text import a_line, own_words
from tornio.core.jurisdictions import IdentifierKind
from tornio.core.tables import WrongRows
from tornio.core.working import read_day
from tornio.core.working_table import from_csv

TODAY = date(2026, 11, 12)
CHI, FINNISH = IdentifierKind.CHI_NUMBER, IdentifierKind.FINNISH_PERSONAL_CODE
MALFORMED = ("Leon\x00", "\ud800", "Le\udfffon")


@pytest.mark.parametrize("text", MALFORMED)
def test_what_no_hand_typed_is_malformed(text: str) -> None:
    for read in (a_name, own_words, a_line, an_email, a_file_name):
        with pytest.raises(Malformed):
            read(text)


@given(st.text())
def test_no_text_ever_breaks_a_reader(text: str) -> None:
    """Every reader gives a value, a refusal or a question; nothing else, whatever is typed."""
    readers: list[Callable[[], object]] = [
        lambda: a_name(text), lambda: own_words(text), lambda: a_line(text), lambda: an_email(text),
        lambda: a_telephone(text, region="GB"), lambda: nhs_number(text), lambda: an_identifier(CHI, text),
        lambda: an_identifier(FINNISH, text), lambda: a_birth(text, today=TODAY), lambda: a_file_name(text),
        lambda: read_json(text), lambda: disarmed(text), lambda: same_name_key(text),
        lambda: read_day(text, 1), lambda: from_csv(text, ()), lambda: from_csv(f"Who,Day,From,Until\n{text}", ()),
    ]  # fmt: skip
    for read in readers:
        try:
            read()
        except (Refused, Malformed, WrongRows):
            continue
