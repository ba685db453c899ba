"""A night of forecasts for many items at once, in numpy: the same sums, level and reorder point as `domain::forecast`.

Takes a number of items and of nights; prints milliseconds as JSON: for learning the whole past, for the last night's
update, for its decisions; and the sum of all reorder points, which has to be ours.
"""

import json
import sys
import time

import numpy as np

SPEEDS = ((5.0, 0.2), (10.0, 0.2), (20.0, 0.4), (45.0, 0.2))
SLOWEST, MIDDLE, SLOW, WINDOW = 90.0, 45.0, 70.0, 91
POWER, TAIL, DAYS, SERVICE = 1.7, 1.75, 8, 10.0


def asked(items: int, day: int) -> np.ndarray:
    """Made-up pieces of a day: the same numbers as the bench makes."""
    x = np.arange(items, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(day * 40503 % 2**32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x45D9F3B)
    x ^= x >> np.uint32(16)
    return np.where(x % 4 == 0, (x >> np.uint32(8)) % 20, 0).astype(np.uint32)


class Tracks:
    def __init__(self, items: int) -> None:
        lives = [life for life, _ in SPEEDS] + [SLOWEST, MIDDLE, SLOW, SLOW, SLOW]
        self.keep = np.array([0.5 ** (1.0 / life) for life in lives])[:, None]
        self.sums = np.zeros((len(lives), items))
        self.weights = np.zeros((len(lives), 1))
        self.window = np.zeros((WINDOW, items), dtype=np.uint32)
        self.total = np.zeros(items, dtype=np.uint64)
        self.held = self.at = 0

    def note(self, pieces: np.ndarray) -> None:
        x = pieces.astype(np.float64)
        orders = (pieces > 0).astype(np.float64)
        self.sums *= self.keep
        self.sums[:5] += orders
        self.sums[5:7] += x
        self.sums[7] += x * x
        self.sums[8] += x * np.sqrt(x)
        self.weights = self.weights * self.keep + 1.0
        self.total += pieces
        self.total -= self.window[self.at]
        self.window[self.at] = pieces
        self.at = (self.at + 1) % WINDOW
        self.held = min(self.held + 1, WINDOW)

    def points(self, price: np.ndarray) -> np.ndarray:
        means = self.sums / self.weights
        orders = sum(means[nth] * weight for nth, (_, weight) in enumerate(SPEEDS))
        at_once = (means[6] + 0.001) / (means[4] + 0.001)
        level = (orders * at_once + means[5]) / 2.0 + 0.003
        lumpiness = (np.cbrt(means[8]) ** 2 + 0.02) / (means[6] + 0.02)
        order = np.maximum(-(-(self.total * np.uint64(28)).astype(np.int64) // self.held), 1)
        cost = np.maximum(0.75 + price / 4.0, 0.75)
        lasts = (order + 0.5) / (28.0 * level)
        reserve = level ** (POWER / 2.0) * lumpiness**0.3 * (cost * lasts) ** (-1.0 / TAIL)
        return np.ceil(0.75 * DAYS * level + SERVICE * reserve).astype(np.int64)


def main() -> None:
    items, nights = int(sys.argv[1]), int(sys.argv[2])
    days = [asked(items, day) for day in range(nights)]
    price = 1.0 + (np.arange(items) % 7).astype(np.float64)
    tracks = Tracks(items)
    start = time.perf_counter_ns()
    for day in days[:-1]:
        tracks.note(day)
    learnt = time.perf_counter_ns()
    tracks.note(days[-1])
    noted = time.perf_counter_ns()
    points = tracks.points(price)
    decided = time.perf_counter_ns()
    micros = [(b - a) // 1000 for a, b in ((start, learnt), (learnt, noted), (noted, decided))]
    print(json.dumps({"learn": micros[0], "night": micros[1], "decide": micros[2], "points": int(points.sum())}))


main()
