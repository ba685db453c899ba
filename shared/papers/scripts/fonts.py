"""Makes the fonts under ../fonts: of Noto Sans what papers need, at one weight a file, and IBM Plex Sans Arabic as it comes.

    python3 -m venv .local/fonts && .local/fonts/bin/pip install fonttools==4.68.0 \
        fontpkg-noto-sans==2.15 fontpkg-ibm-plex-sans-arabic==1.101 justmytype-intl-cjk==0.1.0
    .local/fonts/bin/python scripts/fonts.py

Arabic isn't Noto's, since that draws a letter and its dots as two glyphs: whoever takes text out of a PDF stumbles over them.

Latin, Greek and Cyrillic; Japanese as far as Windows-31J goes (cp932: JIS X 0208 and what NEC and IBM added, 髙 and 﨑
among it). Hinting goes, as PDFs aren't shown at the size of a terminal, and so do the features of layout that a paper has no
use for.
"""

import importlib.util
import pathlib
import shutil

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = pathlib.Path(__file__).parent.parent / "fonts"
JOINING = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "rlig", "calt", "init", "medi", "fina", "isol", "rclt", "curs"]


def spans(*pairs):
    return {code for first, last in pairs for code in range(first, last + 1)}


def windows_31j():
    found = spans((0x3000, 0x30FF), (0xFF01, 0xFF9F)) | {0x20, 0xFFE5}
    for first in [*range(0x81, 0xA0), *range(0xE0, 0xFD)]:
        for second in range(0x40, 0xFD):
            try:
                found.update(map(ord, bytes([first, second]).decode("cp932")))
            except UnicodeDecodeError:
                pass
    return found


LATIN = spans((0x20, 0x5FF), (0x1E00, 0x218F), (0x2200, 0x22FF), (0xFB00, 0xFB06)) | {0xFFFD}

MADE = [
    ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", "NotoSans", LATIN, JOINING, (400, 700)),
    ("justmytype_intl_cjk", "fonts/ofl/notosansjp/NotoSansJP[wght].ttf", "NotoSansJP", windows_31j(), ["ccmp", "locl"], (400,)),
]

plex = pathlib.Path(importlib.util.find_spec("fontpkg_ibm_plex_sans_arabic").submodule_search_locations[0])
for weight in ["Regular", "Bold"]:
    shutil.copy(plex / f"files/IBMPlexSansArabic-{weight}.ttf", FONTS)

for package, path, name, characters, features, weights in MADE:
    folder = pathlib.Path(importlib.util.find_spec(package).submodule_search_locations[0])
    for weight in weights:
        font = TTFont(folder / path, recalcTimestamp=False)
        options = subset.Options(layout_features=features, hinting=False, glyph_names=False, notdef_outline=True)
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        axes = {axis.axisTag: weight if axis.axisTag == "wght" else 100 for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, axes)
        file = FONTS / f"{name}-{'Bold' if weight == 700 else 'Regular'}.ttf"
        font.save(file)
        print(file.name, file.stat().st_size)
