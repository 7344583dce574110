"""A report written into the folder of the month is no sheet of figures there."""

import pytest

from hanoi_ct.cli import main


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_second_report_says_what_the_first_said(tmp_path, capsys, ending):
    folder = tmp_path / "month"
    assert main(["init", str(folder), "--period", "2025-03"]) == 0
    ask = ["report", str(folder), "--period", "2025-03", "--format", "json"]
    assert main(ask) == 0
    before = capsys.readouterr().out
    output = folder / f"bao_cao.{ending}"
    assert main(["report", str(folder), "--period", "2025-03", "--output", str(output)]) == 0
    capsys.readouterr()
    assert main(ask) == 0
    assert before.endswith(capsys.readouterr().out)
    assert main(["validate", str(folder)]) == 0
