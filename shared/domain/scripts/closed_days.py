"""Makes data/holidays.txt: the public holidays that a whole country keeps, for countries that suppliers are in.

    pip install holidays==0.109
    python3 shared/domain/scripts/closed_days.py > shared/domain/data/holidays.txt

Holidays of regions, banks and single firms aren't among them: those are settings (`closed`). Islamic and Indian holidays
that follow the moon are estimates.
"""

import holidays

COUNTRIES = """AE AR AT AU BD BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR
LK LT LU LV MA MT MX MY NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI SK TH TN TR TW UA US VN ZA""".split()
YEARS = range(2025, 2032)


def main():
    print("# Made by scripts/closed_days.py; don't edit. A country and a year: its holidays, month and day.")
    for country in COUNTRIES:
        known = {year: sorted(holidays.country_holidays(country, years=year)) for year in YEARS}
        # Nothing is known in time of some (Sri Lanka), some keep none while they are at war: those are settings.
        if all(len(days) > 3 for days in known.values()):
            for year, days in known.items():
                print(f"{country} {year}:", *(f"{day:%m%d}" for day in days if day.year == year))


main()
