"""Makes data/holidays.txt: the public holidays of countries and their subdivisions, as rules that a reader can check.

    pip install holidays==0.109
    python3 shared/domain/scripts/closed_days.py > shared/domain/data/holidays.txt
    python3 shared/domain/scripts/closed_days.py --plain [DE US-CA …]    # the oracle's own word, for the test

Only the oracle's category "public" counts, with the days on which holidays at weekends are made up for. Half days, days of
banks, schools, single creeds or single firms aren't among them: those are settings (`closed`). Islamic and Indian holidays
that follow the moon are estimates. Of the subdivisions those with a code of ISO 3166-2 are taken: no cities, no zones of schools.
"""

import re
import sys
import warnings
from collections import Counter, defaultdict
from datetime import date, timedelta

import holidays
from dateutil.easter import EASTER_ORTHODOX, easter

YEARS = range(2024, 2037)
# A country of which fewer years are known (Sri Lanka), or whose holidays are suspended (Ukraine), isn't in the table.
FEWEST = 10

warnings.simplefilter("ignore")


def observed(country, subdivision=None):
    """By year: its days. A year that the oracle knows only in part, at the end of its lists, isn't known."""
    years = {}
    for year in YEARS:
        found = holidays.country_holidays(country, subdiv=subdivision, years=year)
        years[year] = frozenset(day for day in found if day.year == year)
    usual = sorted(map(len, years.values()))[len(years) // 2]
    known = {}
    for year, days in years.items():
        if not days or len(days) < 0.6 * usual:
            break
        known[year] = days
    return known


def of_region(country, subdivision, years):
    return {year: days for year, days in observed(country, subdivision).items() if year in years}


def day(year, month, number):
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shifted(day, saturday, sunday):
    return day + timedelta({5: saturday, 6: sunday}.get(day.weekday(), 0))


def rules():
    """Every rule that `calendar/rule.rs` reads, the simplest first, with its day in each year."""
    dates = [(month, number) for month in range(1, 13) for number in range(1, 32) if day(2024, month, number)]
    for month, number in dates:
        yield f"{month:02}{number:02}", [day(year, month, number) for year in YEARS]
    for sign, which in (("E", 3), ("O", EASTER_ORTHODOX)):
        for after in range(-70, 100):
            yield f"{sign}{after:+}", [easter(year, which) + timedelta(after) for year in YEARS]
    for month, number in dates:
        if (month, number) != (2, 29):
            for weekday in range(7):
                first = [day(year, month, number) for year in YEARS]
                found = [one + timedelta((weekday - one.weekday()) % 7) for one in first]
                yield f"{month:02}{number:02}>{weekday + 1}", found
    for month, number in dates:
        if (month, number) != (2, 29):
            for saturday in range(-2, 4):
                for sunday in range(-2, 4):
                    if saturday or sunday:
                        found = [shifted(day(year, month, number), saturday, sunday) for year in YEARS]
                        yield f"{month:02}{number:02}~{saturday:+}{sunday:+}", found


RULES = [(rule, [one if one and one.year == year else None for one, year in zip(days, YEARS)]) for rule, days in rules()]
BY_DAY = defaultdict(list)
for index, (_, found) in enumerate(RULES):
    for one in found:
        if one:
            BY_DAY[one].append(index)


def described(wanted, harmless):
    """Rules for the wanted days, those that no rule is worth it for, and what they name wrongly: neither wanted nor harmless."""
    left, chosen, wrong = set(wanted), [], set()
    while True:
        hits = Counter(index for one in left for index in BY_DAY[one])
        best, gain = None, 0
        for index, count in sorted(hits.items()):
            rule, found = RULES[index]
            if count > 1:
                amiss = sum(one is not None and one not in wanted and one not in harmless for one in found)
                saves = 5 * count - 6 * amiss - len(rule) - 1
                if saves > gain:
                    best, gain = index, saves
        if best is None:
            return chosen, left, wrong
        rule, found = RULES[best]
        chosen.append(rule)
        named = {one for one in found if one}
        left -= named
        wrong |= named - set(wanted) - harmless


def lines(years, base=None):
    """The lines that make a place's days, from nothing or from its country's."""
    known = sorted(years)
    target = {one for days in years.values() for one in days}
    before = {one for year in known for one in base[year]} if base else set()
    unknown = {one for one in BY_DAY if one.year not in years}
    # What takes away goes first, so that what it takes by mistake comes again with the rest.
    gone, gone_left, mistaken = described(before - target, unknown | (BY_DAY.keys() - before))
    come, come_left, too_many = described(target - before | mistaken, unknown | (before & target))
    whole = [f"-{rule}" for rule in gone] + come
    result = [(f"{known[0]}-{known[-1]}", " ".join(whole))] if whole or not base else []
    for year in known:
        away = sorted(one for one in gone_left | too_many if one.year == year)
        more = sorted(one for one in come_left if one.year == year)
        if away or more:
            own = [f"-{one:%m%d}" for one in away] + [f"{one:%m%d}" for one in more]
            result.append((str(year), " ".join(own)))
    return result


def places():
    for country, subdivisions in sorted(holidays.list_supported_countries(include_aliases=False).items()):
        years = observed(country)
        if len(years) >= FEWEST:
            regions = [one for one in subdivisions if re.fullmatch("[A-Z0-9]{1,3}", one)]
            yield country, years, {one: of_region(country, one, years) for one in regions}


def plain(wanted):
    for country, years, subdivisions in places():
        for name, of in [(country, years)] + [(f"{country}-{one}", of) for one, of in subdivisions.items()]:
            if not wanted or name in wanted:
                for year, days in of.items():
                    print(f"{name} {year}:", *(f"{one:%m%d}" for one in sorted(days)))


def table():
    print(f"# Made by scripts/closed_days.py from holidays {holidays.__version__}; don't edit. What it says: src/calendar/rule.rs")
    for country, years, subdivisions in places():
        for when, what in lines(years):
            print(f"{country} {when}: {what}")
        alike = defaultdict(list)
        for one, of in subdivisions.items():
            assert of.keys() == years.keys(), (country, one)
            alike[tuple(lines(of, years))].append(one)
        for told, who in sorted(alike.items(), key=lambda pair: pair[1]):
            for when, what in told or [(f"{min(years)}-{max(years)}", "")]:
                print(f"{country} {'|'.join(sorted(who))} {when}: {what}".rstrip())


if sys.argv[1:2] == ["--plain"]:
    plain(set(sys.argv[2:]))
else:
    table()
