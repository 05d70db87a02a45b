"""The report: one page of its own, whose pictures and tables say the same, and whose names cannot do harm."""

import re
from datetime import UTC, date, datetime

from markupsafe import escape

from tests.evaluation.test_counted import AS_OF, CONTACTS, EVERYONE_HEARD, HELD, THE_YEAR, the_year
from tornio.evaluation.comparators import shipped
from tornio.evaluation.counted import Counted, Period
from tornio.evaluation.definitions import Principle, chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count
from tornio.evaluation.picture import picture
from tornio.evaluation.report import elsewhere, page, parts, shown, stands_on

NOW = datetime(2026, 11, 2, 8, 5, tzinfo=UTC)


def counted(*names: str) -> list[Counted]:
    """These figures of the year of the study, month by month."""
    with opened(the_year()) as source:
        return count(source, chosen(names), THE_YEAR, AS_OF, months=True)


def test_the_report_has_a_part_for_each_principle_and_for_life_with_equal_tables() -> None:
    """R29: every month of every picture stands in its table; nothing is fetched from elsewhere."""
    said = page("Saltmere", THE_YEAR, NOW, counted())
    assert said.count('<section aria-labelledby="') == len(Principle) + 3
    assert said.count("<svg") == len([part for part in parts(counted()) if part.picture])
    dialogue = said[said.index('id="dialogue"') :]
    assert f"{sum(EVERYONE_HEARD)} of {sum(HELD)}" in dialogue
    assert ">January 2026</th>" in dialogue
    assert "Usual range 48 to 75%, middle 62%." in dialogue
    assert not re.findall(r'(?:src|href)="(?!#)', said)
    assert "<script" not in said


def test_a_name_is_words_and_no_markup() -> None:
    """What somebody called their service is shown as they wrote it."""
    assert "&lt;b&gt;Saltmere" in page("<b>Saltmere", THE_YEAR, NOW, counted("everyone_heard"))


def test_every_published_figure_stands_in_the_report_once_with_all_that_it_says() -> None:
    """R29: beside what is like it, or by itself at the end; of whom, when, from where, how far to trust it."""
    for said in (page("Saltmere", THE_YEAR, NOW, counted()), page("Saltmere", THE_YEAR, NOW, counted("at_home"))):
        for each in shipped().values():
            whole = f"{each.says}. {each.population}, {each.year}. {each.source}. {each.caveat}"
            assert said.count(str(escape(whole))) == 1
    beside = {each.id for part in parts(counted()) for each in part.published}
    assert beside.isdisjoint(each.id for each in elsewhere(parts(counted())))


def test_the_picture_has_a_dot_for_each_month_and_says_which_stand_apart() -> None:
    """A hollow dot is told in words too."""
    [immediate] = counted("promise_kept")
    drawn = picture(immediate.months)
    assert drawn is not None
    assert len(drawn.dots) == 12
    assert drawn.dots[2].apart
    assert drawn.dots[2].y == round(220 - 202 * 16 / 34, 1)
    assert "January 2026 lies outside the usual range." in drawn.apart
    assert [told for _x, _way, told in drawn.labels] == ["Nov 2025", "Feb", "May", "Aug"]


def test_months_without_a_figure_have_no_dot() -> None:
    """Where nothing happened there is nothing to draw; one month alone is no picture."""
    [dialogue] = counted("everyone_heard")
    assert picture(dialogue.months[:1]) is None
    with opened(the_year()) as source:
        longer = Period(date(2025, 8, 1), date(2026, 11, 1))
        [found] = count(source, chosen(["everyone_heard"]), longer, AS_OF, months=True)
    drawn = picture(found.months)
    assert drawn is not None
    assert len(found.months) == 15
    assert len(drawn.dots) == 12


def test_each_unit_is_told_as_people_read_it() -> None:
    """A share in per cent, a mean and a median in what they are measured in, a rate for each hundred."""
    share, mean, median, rate, none = (
        each.figure
        for each in counted("at_home", "own_network_members", "hours_from_contact", "staff_talk", "map_growth")
    )
    assert (shown(share), stands_on(share)) == ("0%", f"0 of {sum(HELD)}")
    assert (shown(mean), stands_on(mean)) == ("0.782 people", f"over {sum(HELD)}")
    assert (shown(median), stands_on(median)) == ("24 hours", f"middle of {sum(CONTACTS)}")
    assert (shown(rate), stands_on(rate)) == ("0 for each hundred", f"0 to {sum(HELD)}")
    assert (shown(none), stands_on(none)) == ("–", "over 0")
