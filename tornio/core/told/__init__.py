"""Time as people tell it; the exact time stands beside it on the screen.

Every function takes aware moments and the zone in which clocks are read, and `now` where the words depend on
it. A language is a table of functions (`Language`): to add one, write a module like `english` and name it in
`_LANGUAGES`. What starts a sentence is given to `opening`, which makes its first letter large.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from tornio.core.told.english import English
from tornio.core.told.finnish import Finnish
from tornio.core.told.language import Language
from tornio.core.values import aware

_LANGUAGES: Mapping[str, Language] = {"en": English(), "fi": Finnish()}
_MINUTE = timedelta(minutes=1)


def language(lang: str) -> Language:
    """The table of a language code such as "en" or "en-GB"; English where there is none yet."""
    return _LANGUAGES.get(lang.split("-", maxsplit=1)[0].lower(), _LANGUAGES["en"])


def opening(words: str) -> str:
    """The same words with a large first letter; the rest stays as it is ("on Saturday" keeps its S)."""
    return words[:1].upper() + words[1:]


def clock(moment: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“half past two”; a time that is no multiple of five minutes is told in digits."""
    return language(lang).clock(_clock_time(moment, zone))


def clock_about(moment: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“twenty past two”, to the nearest five minutes: for “It is …” and “about …”."""
    local = _naive(moment, zone)
    return language(lang).clock(_rounded(local, timedelta(minutes=5)).time())


def day(on: date, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“tomorrow”, “on Saturday”, “next Thursday” (exactly a week ahead), “on Monday 23 November”."""
    return language(lang).day(on, _naive(now, zone).date())


def day_of(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """The day of a moment, as `day` tells it."""
    return day(_naive(moment, zone).date(), now, zone, lang)


def when(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“tomorrow at half past two”, “on Saturday at ten”, “next Thursday at half past five”."""
    return language(lang).when(_naive(moment, zone), _naive(now, zone).date())


def headline(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """The same standing alone: "Today at six", "Saturday at ten", "Next Thursday at half past five"."""
    return opening(language(lang).headline(_naive(moment, zone), _naive(now, zone).date()))


def until(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“until nine tomorrow”: to the quarter hour, never later than it is; the exact time must stand beside it."""
    local = _naive(moment, zone)
    quarter = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
    return language(lang).until(quarter, _naive(now, zone).date())


def by(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“by five past five tomorrow”."""
    return language(lang).by(_naive(moment, zone), _naive(now, zone).date())


def exact(moment: datetime, zone: tzinfo, end: datetime | None = None, lang: str = "en") -> str:
    """“Thursday 12 November 2026, 17:30 to 18:45”; an end on another day is told with its own day."""
    words, start = language(lang), _naive(moment, zone)
    if end is None:
        return words.exact(start)
    finish = _naive(end, zone)
    if finish.date() == start.date():
        return words.exact(start, finish.time())
    return words.span(words.exact(start), words.exact(finish))


def beside(moment: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """The exact time beside told words: "17:05 today", "Friday, 09:10", "14 November, 10:00"."""
    return language(lang).beside(_naive(moment, zone), _naive(now, zone).date())


def long_day(on: date, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“Thursday 12 November”, with its year when that is not this one."""
    return language(lang).long_day(on, with_year=on.year != _naive(now, zone).year)


def short_date(on: date, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“26 October”, with its year when that is not this one."""
    return language(lang).short_date(on, with_year=on.year != _naive(now, zone).year)


def digits(moment: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“17:05”."""
    return language(lang).digits(_clock_time(moment, zone))


def hours(start: datetime, end: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“17:30 to 18:45”."""
    words = language(lang)
    return words.span(digits(start, zone, lang), digits(end, zone, lang))


def in_part(came: datetime, went: datetime | None, began: datetime, zone: tzinfo, lang: str = "en") -> str:
    """In which part of a meeting somebody was: "here until 17:40", "here since 17:30", "17:05 to 17:45".

    Empty for somebody who was there from the beginning and has not left.
    """
    from_the_beginning = aware(came) <= aware(began)
    if went is not None and not from_the_beginning:
        return hours(came, went, zone, lang)
    return language(lang).in_part(
        None if from_the_beginning else _clock_time(came, zone),
        None if went is None else _clock_time(went, zone),
    )


def length(elapsed: timedelta, lang: str = "en") -> str:
    """“18 h 50 min”, the minutes that have fully gone."""
    return language(lang).length(_minutes(elapsed))


def length_words(elapsed: timedelta, lang: str = "en") -> str:
    """“an hour and a quarter”."""
    return language(lang).length_words(_minutes(elapsed))


def after(elapsed: timedelta, lang: str = "en") -> str:
    """“17 h 50 min after”, to be followed by what it was after."""
    return language(lang).after(_minutes(elapsed))


def late(elapsed: timedelta, lang: str = "en") -> str:
    """“2½ hours late”; the exact time since when stands beside it."""
    return language(lang).late(_minutes(elapsed))


def to_spare(elapsed: timedelta, lang: str = "en") -> str:
    """“1 h 50 min to spare”."""
    return language(lang).to_spare(_minutes(elapsed))


def left(due: datetime, now: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“under 3 hours left” while it is short, else “until nine tomorrow”; once past, how late it is."""
    # Elapsed time is reckoned from the seconds: moments of one zone would subtract as wall clocks do.
    remaining = timedelta(seconds=aware(due).timestamp() - aware(now).timestamp())
    if remaining < timedelta(0):
        return late(-remaining, lang)
    if remaining > timedelta(hours=6):
        return until(due, now, zone, lang)
    return language(lang).left(_minutes(remaining))


def met(contacted: datetime, met_at: datetime, zone: tzinfo, lang: str = "en") -> str:
    """“met within the hour”, “met the same day”, “met within 19 hours”, “met within 4 days”."""
    waited = timedelta(seconds=aware(met_at).timestamp() - aware(contacted).timestamp())
    same_day = _naive(contacted, zone).date() == _naive(met_at, zone).date()
    return language(lang).met(_minutes(waited), same_day=same_day)


def number(count: int, lang: str = "en") -> str:
    """“seventeen”, up to ninety-nine; in digits beyond."""
    return language(lang).number(count)


def ordinal(count: int, lang: str = "en") -> str:
    """“fifth”, “twenty-third”, up to ninety-ninth; in digits beyond."""
    return language(lang).ordinal(count)


def times(count: int, lang: str = "en") -> str:
    """“once”, “twice”, “three times”."""
    return language(lang).times(count)


def several(names: Sequence[str], lang: str = "en") -> str:
    """“Ruth”, “Ruth and Tomasz”, “Ruth, Tomasz and Farah”."""
    return language(lang).several(names)


def _naive(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock on the wall there shows; only for words, never for reckoning."""
    return aware(moment).astimezone(zone).replace(tzinfo=None)


def _clock_time(moment: datetime, zone: tzinfo) -> time:
    return _naive(moment, zone).time().replace(second=0, microsecond=0)


def _rounded(local: datetime, step: timedelta) -> datetime:
    """To the nearest step of the wall clock; the middle goes down, so that nothing is promised for longer."""
    midnight = datetime.combine(local.date(), time())
    steps, rest = divmod(local - midnight, step)
    return midnight + step * (steps + (rest * 2 > step))


def _minutes(elapsed: timedelta) -> int:
    return max(0, elapsed // _MINUTE)
