"""A report in each of its forms, and the files it goes to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hanoi_ct.report.document import Report
from hanoi_ct.report.office import Office
from hanoi_ct.text import Language, Text

# Form -> whether it is a file of bytes, which never goes to standard output.
FORMS: dict[str, bool] = {
    "docx": True,
    "xlsx": True,
    "pdf": True,
    "html": False,
    "json": False,
    "csv": False,
    "terminal": False,
}
# Endings of files, and the form each asks for.
ENDINGS = {f".{form}": form for form in FORMS if form != "terminal"} | {".txt": "terminal"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report in one form: its bytes, and what a reader must be told about how it was made."""

    data: bytes
    notice: Text | None = None


def render(
    report: Report,
    form: str,
    language: Language = "vi",
    *,
    office: Office | None = None,
    width: int = 100,
    colour: bool = False,
    excel: bool = False,
    annex: bool = False,
) -> Rendered:
    """Render a report; each form imports what it alone needs.

    Parameters
    ----------
    report : Report
    form : str
        One of `FORMS`.
    language : {"vi", "en"}, default "vi"
    office : Office, optional
        The head and foot of documents on paper.
    width, colour
        Of terminal text.
    excel : bool, default False
        Whether CSV is written for a Vietnamese Excel: semicolons, decimal comma, a byte order mark.
    annex : bool, default False
        Whether the HTML page ends in the list of all figures with their calculation.
    """
    if form == "docx":
        from hanoi_ct.report.formats.docx_document import docx_document

        return Rendered(docx_document(report, language, office))
    if form == "xlsx":
        from hanoi_ct.report.formats.xlsx_workbook import xlsx_workbook

        return Rendered(xlsx_workbook(report, language, office))
    if form == "pdf":
        return _pdf(report, language, office)
    return Rendered(
        _text(report, form, language, width, colour, excel, annex).encode(
            "utf-8-sig" if excel and form == "csv" else "utf-8"
        )
    )


def _pdf(report: Report, language: Language, office: Office | None) -> Rendered:
    from hanoi_ct.report.formats.pdf_document import pdf_document

    made = pdf_document(report, language, office)
    if made.other_fonts:
        others = ", ".join(made.other_fonts)
        return Rendered(
            made.data,
            Text(
                f"Phông chữ {made.font} thiếu một số ký tự; thay bằng: {others}.",
                f"{made.font} lacks some letters; they are set in {others}.",
            ),
        )
    if made.font != "Times New Roman":
        return Rendered(
            made.data,
            Text(
                f"Máy không có Times New Roman; PDF dùng phông chữ {made.font}.",
                f"Times New Roman is not installed; the PDF is set in {made.font}.",
            ),
        )
    return Rendered(made.data)


def _text(
    report: Report,
    form: str,
    language: Language,
    width: int,
    colour: bool,
    excel: bool,
    annex: bool,
) -> str:
    if form == "html":
        from hanoi_ct.report.formats.html_page import html_page

        return html_page(report, language, annex=annex)
    if form == "json":
        from hanoi_ct.report.formats.json_document import json_document

        return json_document(report, language)
    if form == "csv":
        from hanoi_ct.report.formats.csv_table import csv_table

        return csv_table(report, language, excel=excel)
    from hanoi_ct.report.formats.terminal_text import terminal_text

    return terminal_text(report, language, width=width, colour=colour)


def default_path(report: Report, form: str, language: Language) -> Path:
    """Where a report goes that is not told: ``report/hanoi-2018-08.vi.docx``."""
    letters = unicodedata.normalize("NFD", report.province.en)
    province = "".join(
        letter for letter in letters.lower() if letter.isascii() and letter.isalnum()
    )
    return Path("report") / f"{province}-{report.period_end}.{language}.{form}"
