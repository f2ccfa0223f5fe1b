"""Time zones as calendars describe them: when clocks change, and by how much."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from app.formats.zones import load_zone

DAY_S = 86_400


def describe_zone(name: str, first: int, last: int) -> Timezone:
    """Describe a time zone from the beginning of a year to the end of another, as RFC 5545 does.

    An observance begins at a time that the clocks show which it ends. `Timezone.from_tzinfo` of
    icalendar 7.3 tells what they show then, so that summer time would come an hour late.
    """
    zone = load_zone(name)
    described = Timezone()
    described.add("TZID", name)
    start, end = (int(datetime(year, 1, 1, tzinfo=zone).timestamp()) for year in (first, last + 1))
    described.add_component(_observance(zone, start, start))
    for change in _changes(zone, start, end):
        described.add_component(_observance(zone, change - 1, change))
    return described


def _changes(zone: ZoneInfo, start: int, end: int) -> Iterator[int]:
    """Give each second, counted from 1970, from which the clocks of a zone go otherwise."""
    for day in range(start, end, DAY_S):
        if _offset(zone, day + DAY_S) != _offset(zone, day):
            yield day + _seconds_unchanged(zone, day)


def _seconds_unchanged(zone: ZoneInfo, day: int) -> int:
    """Count the seconds of a day until the clocks go otherwise."""
    before = _offset(zone, day)
    return bisect_left(range(DAY_S), True, key=lambda gone: _offset(zone, day + gone) != before)


def _observance(zone: ZoneInfo, before: int, onset: int) -> TimezoneStandard | TimezoneDaylight:
    """Describe how clocks go from a second on, and how they went at the one before."""
    now = _at(zone, onset)
    described = TimezoneDaylight() if now.dst() else TimezoneStandard()
    described.DTSTART = _at(UTC, onset).replace(tzinfo=None) + _offset(zone, before)
    described.TZOFFSETFROM = _offset(zone, before)
    described.TZOFFSETTO = _offset(zone, onset)
    described.add("TZNAME", now.tzname())
    return described


def _offset(zone: ZoneInfo, second: int) -> timedelta:
    return _at(zone, second).utcoffset() or timedelta(0)


def _at(zone: tzinfo, second: int) -> datetime:
    return datetime.fromtimestamp(second, zone)
