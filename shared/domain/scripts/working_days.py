"""Makes tests/working_days.txt: 20,000 sums with working days, with the answers that NumPy gives.

    pip install numpy==2.2.6
    python3 shared/domain/scripts/working_days.py > shared/domain/tests/working_days.txt

A line `# MASK DAY:DAY DAY …` begins a calendar: the days of the week that count, Monday first, and stretches of days that
don't; days are counted from 1 January 2024. A line under it is one day and its sums: days since the line before; how many
working days are added; what comes of that from the working day on or before it, in days from it; how much later that is from
the one on or after it, which is 0 if the day is one itself; how many working days there are from it up to 3 times so many
days and 10 further.

They are kept rather than made for each test: a test that needs NumPy is one that most machines skip.
"""

import random

import numpy as np

SEED = 8
CALENDARS = 80
SUMS = 250
DAYS = 3653  # ten years
FIRST = np.datetime64("2024-01-01")
# The weeks that there are: most places', the Gulf's, five days and six, and what nobody keeps.
MASKS = ["1111100", "1111110", "1111111", "1111001", "1001111", "0111110", "1010100", "0000001", "0100000"]


def calendar(chance):
    mask = chance.choice(MASKS) if chance.random() < 0.7 else f"{chance.randrange(1, 128):07b}"
    stretches, day = [], -400
    while day < DAYS + 900:
        day += chance.choice([1, 20, 90, 300])
        length = chance.choice([1, 1, 1, 2, 4, 10, 24])
        stretches.append((day, day + length - 1))
        # What meets would be one stretch.
        day += length + 1
    return mask, stretches


def main():
    chance = random.Random(SEED)
    for _ in range(CALENDARS):
        mask, stretches = calendar(chance)
        closed = [FIRST + day for first, last in stretches for day in range(first, last + 1)]
        counted = np.busdaycalendar(weekmask=mask, holidays=closed)
        print("#", mask, *(f"{first}:{last}" if first < last else first for first, last in stretches))
        last = 0
        for day in sorted(chance.sample(range(DAYS), SUMS)):
            step = chance.choice([0, 1, 2, 3, 4, 5, 7, 10, 20, 60]) * chance.choice([1, 1, 1, -1])
            at = FIRST + day
            before = np.busday_offset(at, step, roll="backward", busdaycal=counted)
            after = np.busday_offset(at, step, roll="forward", busdaycal=counted)
            count = np.busday_count(at, at + 3 * step + 10, busdaycal=counted)
            assert np.is_busday(at, busdaycal=counted) == (before == after)
            print(day - last, step, (before - at).astype(int), (after - before).astype(int), count)
            last = day


main()
