"""The fonts of the cover and the contents."""

from functools import cache
from pathlib import Path

import pymupdf_fonts

LATIN = "NotoSans"
# Noto Sans and its symbols, SIL Open Font License, from the package pymupdf-fonts.
PACKAGED = {
    LATIN: ("notos", ""),
    f"{LATIN} bold": ("notosbo", "B"),
    "math": ("math", ""),
    "symbols": ("symbol1", ""),
    "more symbols": ("symbol2", ""),
}
# Chinese, Japanese and Korean: Noto Sans CJK, SIL Open Font License.
CHINESE_PACKAGE = "fonts-noto-cjk"
CHINESE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/Library/Fonts/NotoSansCJK-Regular.ttc",
    "/Library/Fonts/NotoSansCJKsc-Regular.otf",
)


def packaged(name: str) -> bytes:
    content: bytes = pymupdf_fonts.myfont(PACKAGED[name][0])
    return content


@cache
def chinese_font() -> Path | None:
    """None where the package is not installed."""
    return next((Path(each) for each in CHINESE if Path(each).is_file()), None)


def is_chinese(text: str) -> bool:
    """Whether it has characters that the packaged fonts lack."""
    return any("\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af"
               or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"
               for character in text)  # fmt: skip
