"""Words in Vietnamese and English: the one bilingual type of the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Vietnamese and English; either may hold ``{key:style}`` placeholders."""

    vi: str
    en: str

    def get(self, language: Language) -> str:
        """The words in one language, placeholders and all."""
        return self.vi if language == "vi" else self.en

    def fill(self, **parts: Text) -> Text:
        """The text with each ``<name>`` replaced by the words of that name.

        Examples
        --------
        >>> Text("trong <when>", "in <when>").fill(when=Text("tháng 8", "August"))
        Text(vi='trong tháng 8', en='in August')
        """
        vi, en = self.vi, self.en
        for name, part in parts.items():
            vi, en = vi.replace(f"<{name}>", part.vi), en.replace(f"<{name}>", part.en)
        return Text(vi, en)
