"""When an order is there, as `domain::edd` walks it: one place, one shipment, by `holidays` and numpy's business days.

    python3 dates.py check            questions as JSON, one a line, from standard input; answers likewise
    python3 dates.py bench ROUNDS     `units` of questions to one shop, as one JSON; how long each unit took, again and again

A question has `shop` (as settings have it), `asked` and `stock`. What several places, suppliers and services that refuse make of an
order isn't walked here.
"""

import json
import sys
import time
from datetime import date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np

YEARS = range(2024, 2037)
ALL = np.arange("2023-01-01", "2038-01-01", dtype="datetime64[D]")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
USUAL = NAMES[:5]
DAY = timedelta(days=1)


@cache
def public(country: str, subdivision: str | None) -> np.ndarray:
    try:
        days = holidays.country_holidays(country, subdiv=subdivision, years=YEARS)
    except NotImplementedError:
        return np.array([], dtype="datetime64[D]")
    return np.array(sorted(day for day in days if day.year in YEARS), dtype="datetime64[D]")


def stretches(closed: list) -> np.ndarray:
    days = [np.arange(c["from"], np.datetime64(c.get("to") or c["from"]) + 1, dtype="datetime64[D]") for c in closed]
    return np.concatenate(days) if days else np.array([], dtype="datetime64[D]")


class Days:
    """The open days of a place."""

    def __init__(self, mask: np.ndarray, shut: np.ndarray) -> None:
        self.mask, self.shut = mask, shut
        self.calendar = np.busdaycalendar(weekmask="".join("01"[int(day)] for day in mask), holidays=shut)

    @classmethod
    def of(cls, week, country, subdivision, closed, opened=()) -> "Days":
        mask = np.array([name in (week or USUAL) for name in NAMES])
        closed = stretches(closed)
        shut = np.union1d(public(country, subdivision), closed) if country else closed
        if not opened:
            return cls(mask, shut)
        is_open = np.is_busday(ALL, busdaycal=cls(mask, shut).calendar)
        is_open |= np.isin(ALL, np.array(opened, dtype="datetime64[D]"))
        is_open &= ~np.isin(ALL, closed)
        return cls(np.ones(7, dtype=bool), ALL[~is_open])

    def both(self, other: "Days") -> "Days":
        return Days(self.mask & other.mask, np.union1d(self.shut, other.shut))

    def next(self, day):
        return np.busday_offset(day, 0, roll="forward", busdaycal=self.calendar)

    def add(self, day, days: int):
        """From a closed day the next open one is the first."""
        return np.busday_offset(day, days, roll="backward", busdaycal=self.calendar) if days else day

    def is_open(self, day) -> bool:
        return bool(np.is_busday(day, busdaycal=self.calendar))


class Shop:
    """What is reckoned from settings once."""

    def __init__(self, shop: dict) -> None:
        self.rules = shop.get("automations", {}).get("edd-calculation", {})
        names = self.rules.get("origins") or sorted(n for n, p in shop["places"].items() if "calendar" in p)
        self.place_id = names[0]
        self.place = shop["places"][self.place_id]
        calendar = self.place["calendar"]
        self.zone = ZoneInfo(calendar.get("zone") or shop["zone"])
        self.at = (self.place.get("country"), self.place.get("subdivision"))
        self.works = self.days(calendar)
        self.cut_offs = [calendar]
        self.shop = shop
        self.deliveries, self.pick_ups = {}, {}

    def days(self, calendar: dict) -> Days:
        country, subdivision = calendar.get("country"), calendar.get("subdivision")
        if not country:
            country, subdivision = self.at[0], subdivision or self.at[1]
        closed, opened = calendar.get("closed", []), calendar.get("open", [])
        return Days.of(calendar.get("work_days"), country, subdivision, closed, opened)

    def service(self, name: str | None):
        services = [(f"{c}/{s}", carrier, of) for c, carrier in sorted(self.shop["carriers"].items())
                    for s, of in sorted(carrier["services"].items())]
        named = [one for one in services if name is None or name == one[0] or name in one[2].get("titles", [])]
        return named[0]

    def picked_up(self, name: str, carrier: dict) -> Days:
        if name not in self.pick_ups:
            self.pick_ups[name] = self.works.both(self.days(carrier.get("pick_up") or {}))
        return self.pick_ups[name]

    def delivered(self, name: str, carrier: dict, service: dict, to: dict) -> Days:
        key = (name, to["country"], to.get("subdivision"))
        if key not in self.deliveries:
            week = service.get("delivery_days") or carrier.get("delivery_days")
            country = None if carrier.get("on_holidays") else to["country"]
            self.deliveries[key] = Days.of(week, country, to.get("subdivision"), carrier.get("closed", []))
        return self.deliveries[key]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def missed_from(of: dict, day: date, zone: ZoneInfo) -> datetime:
    single = {one["on"]: one["cut_off"] for one in of.get("dates", ())} if "dates" in of else {}
    text = single.get(day.isoformat()) or of.get("cut_offs", {}).get(NAMES[day.weekday()]) or of.get("cut_off")
    if text:
        hour, minute = int(text[:2]), int(text[3:5])
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(timezone.utc)
    day += DAY
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(timezone.utc)


def quote(shop: Shop, asked: dict, stock: list) -> dict:
    rules, works = shop.rules, shop.works
    name, carrier, service = shop.service(asked.get("service"))
    to, at = asked["to"], instant(asked["at"])
    today = at.astimezone(shop.zone).date()
    cut_offs = (shop.place["calendar"], {k: service[k] for k in ("cut_off", "cut_offs") if k in service})

    def missed(day):
        day = day.item() if isinstance(day, np.datetime64) else day
        return min(missed_from(of, day, shop.zone) for of in cut_offs)

    begins = today
    if works.is_open(today) and at >= missed(today):
        begins = today + DAY
    begins = works.next(begins)

    low, high, goods, release, holds_until = 0, 0, [], [], None
    for line in asked["lines"]:
        rule = next((r for r in rules.get("rules", ()) if r.get("sku") == line["item"]["id"]), {})
        least, most = rules.get("min_days", 0), rules.get("max_days", 1)
        if "min_days" in rule or "max_days" in rule:
            least, most = rule.get("min_days", min(least, rule.get("max_days", least))), rule.get("max_days", max(most, rule.get("min_days", 0)))
        low, high = max(low, least), max(high, most)
        out = np.datetime64(rule["comes_out"]) if "comes_out" in rule else None
        if out is not None and out > np.datetime64(today):
            release.append(out)
        row = next((s for s in stock if s["item"] == line["item"]["id"]), None)
        if row is None or row["available"] >= line["quantity"] or rule.get("made_to_order"):
            continue
        there = row["available"]
        for coming in sorted(row.get("incoming", ()), key=lambda coming: coming["on"]):
            there += coming["pieces"]
            if there >= line["quantity"]:
                due = np.datetime64(coming["on"])
                first = max(due, np.datetime64(today))
                goods.append((first, works.add(first, rules.get("supplier_late_days", 3))))
                end = first.item() + DAY
                holds_until = datetime(end.year, end.month, end.day, tzinfo=shop.zone).astimezone(timezone.utc)
                break
        else:
            if out is None or out <= np.datetime64(today):
                return {"no": "out-of-stock"}
            # It is taken to be there when it comes out; on that day it has to be.
            day = out.item()
            holds_until = datetime(day.year, day.month, day.day, tzinfo=shop.zone).astimezone(timezone.utc)

    def more(day):
        extra = 0
        for busy in rules.get("busy", ()):
            first, last = np.datetime64(busy["from"]), np.datetime64(busy["to"])
            if first <= day <= last:
                extra = max(extra, busy["days"])
            elif day > last:
                # What piled up is worked off a day at a time.
                at_the_end = np.busday_offset(last, 0, roll="backward", busdaycal=works.calendar)
                worked = np.busday_count(at_the_end, day, busdaycal=works.calendar)
                extra = max(extra, busy["days"] - int(worked))
        return extra

    picked_up, delivered = shop.picked_up(name, carrier), shop.delivered(name, carrier, service, to)
    customs = (0, 0)
    if to["country"] != shop.at[0]:
        fits = (c for c in rules.get("customs", ()) if any(a in ("*", to["country"]) for a in c["to"]))
        customs = next(((c["min_days"], c["max_days"]) for c in fits), customs)
    transit = (service["min_days"] + customs[0], service["max_days"] + customs[1])
    receiving = rules.get("receiving_days", 1)

    def all_there(begins, end):
        there = begins
        if goods:
            there = max(there, works.add(works.next(max(one[end] for one in goods)), receiving))
        if release:
            there = max(there, works.next(max(release)))
        return there

    def track(begins, end):
        there = all_there(begins, end)
        ready = works.add(there, (low, high)[end] + more(there))
        left = picked_up.next(ready)
        return left, delivered.add(left, transit[end]) if transit[end] else delivered.next(left)

    (left, there), (left_last, there_last) = track(begins, 0), track(begins, 1)
    arrival = (min(there, there_last), there_last)
    day = all_there(begins, 0)
    for _ in range(7):
        following = works.next(day + 1)
        (_, one), (_, other) = track(following, 0), track(following, 1)
        if (min(one, other), other) != arrival:
            break
        day = following
    order_by = min(at for at in (missed(day), holds_until) if at)
    return {
        "begins": str(begins),
        "hand_over": [str(min(left, left_last)), str(left_last)],
        "arrival": [str(day) for day in arrival],
        "order_by": order_by.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def check() -> None:
    shops: dict = {}
    for line in sys.stdin:
        question = json.loads(line)
        key = json.dumps(question["shop"], sort_keys=True)
        shop = shops.setdefault(key, None) or Shop(question["shop"])
        shops[key] = shop
        try:
            answer = quote(shop, question["asked"], question["stock"])
        except ValueError:  # no day of the week on which both work
            answer = {"no": "never-open"}
        if "no" not in answer and max(answer["hand_over"][1], answer["arrival"][1]) >= "2037":
            answer = {"no": "never-open"}
        print(json.dumps(answer))


def bench(rounds: int) -> None:
    told = json.load(sys.stdin)
    shop, stock, units = Shop(told["shop"]), told["stock"], told["units"]
    answers = [quote(shop, asked, stock)["arrival"] for unit in units for asked in unit]
    took = []
    cpu = time.process_time_ns()
    for _ in range(rounds):
        for unit in units:
            start = time.perf_counter_ns()
            for asked in unit:
                quote(shop, asked, stock)
            took.append(time.perf_counter_ns() - start)
    print(json.dumps({"took": took, "cpu": time.process_time_ns() - cpu, "answers": answers}))


if __name__ == "__main__":
    check() if sys.argv[1] == "check" else bench(int(sys.argv[2]))
