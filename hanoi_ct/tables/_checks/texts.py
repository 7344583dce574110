"""The words of the checks, all in one place: the rule of each kind, each sentence, its way out.

A sentence is a template; `{name}` is filled by the check. Numbers are written by language.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from hanoi_ct.tables._sheets.printed import exact_text
from hanoi_ct.text import Language, Text

__all__ = ["KINDS", "Part", "Shown", "sentences", "shown"]

# Each kind of fault and the rule it breaks.
KINDS = {
    "total_unlike_parts": Text(
        "tổng phải bằng các phần cộng lại", "a total must be the sum of its parts"
    ),
    "total_outside_parts": Text(
        "chỉ số chung phải nằm giữa các chỉ số thành phần",
        "an index of a whole must lie between those of its parts",
    ),
    "growth_unlike_levels": Text(
        "tỷ lệ phải khớp hai mức cùng dòng", "a rate must follow from the two levels in its row"
    ),
    "cumulative_unlike_months": Text(
        "cộng dồn phải bằng các kỳ cộng lại", "a year to date must be the sum of its months"
    ),
    "cumulative_outside_months": Text(
        "chỉ số cộng dồn phải nằm giữa các kỳ",
        "an index of the year to date must lie between those of its months",
    ),
    "shares_unlike_100": Text("cơ cấu phải cộng thành 100", "shares must add up to 100"),
    "index_as_growth": Text(
        "chỉ số (105,0) và tốc độ tăng (5,0) không lẫn nhau",
        "an index (105.0) and growth (5.0) must not be mixed",
    ),
    "thousand_point": Text(
        "dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ",
        "a point divides thousands, a comma divides decimals",
    ),
    "unit_missing": Text("mỗi số phải có đơn vị tính", "every figure must have a unit"),
    "unit_suspect": Text("đơn vị tính phải là một đơn vị", "a unit must be one"),
    "duplicate_row": Text(
        "mỗi chỉ tiêu đứng một dòng", "each indicator must stand in one row alone"
    ),
    "unknown_name": Text("tên phải có trong danh mục", "a name must be in the list"),
    "month_mismatch": Text(
        "tháng ở tên biểu phải là tháng của các cột",
        "the month of the title must be that of the columns",
    ),
    "month_missing": Text(
        "biểu phải ghi tháng và năm báo cáo", "a table must say its month and year"
    ),
    "percent_scaled_by_100": Text(
        "phần trăm không lẫn với số thập phân", "percentages and fractions must not be mixed"
    ),
    "occupancy_wrong_base": Text(
        "tỷ lệ lấp đầy tính trên đất công nghiệp cho thuê",
        "occupancy is over the industrial land that can be leased",
    ),
    "no_value": Text("ô phải có giá trị", "a cell must have a value"),
    "order_of_magnitude": Text(
        "mức không gấp hay kém kỳ trước quá 10 lần",
        "a level must not be ten times above or below the period before",
    ),
    "no_heading": Text("mỗi cột phải có tiêu đề", "every column must have a heading"),
    "files_disagree": Text(
        "một chỉ tiêu của một kỳ chỉ có một số",
        "an indicator must have one value for a period",
    ),
    "file_twice": Text("mỗi biểu chỉ để một tệp", "a table must stand in one file alone"),
}

# Each sentence, and how to mend what it says.
_SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "no_value.formula": (
        Text(
            "Ô {cell}: công thức {what} chưa có giá trị",
            "Cell {cell}: the formula {what} was saved without a value",
        ),
        Text(
            "Mở tệp bằng Excel, tính lại rồi lưu; hoặc nhập số",
            "Open the file in Excel, compute and save it; or type the number",
        ),
    ),
    "no_value.text": (
        Text('Ô {cell}: "{what}" không phải số', 'Cell {cell}: "{what}" is no number'),
        Text(
            "Mở tệp bằng Excel, tính lại rồi lưu; hoặc nhập số",
            "Open the file in Excel, compute and save it; or type the number",
        ),
    ),
    "occupancy_wrong_base": (
        Text(
            "Tỷ lệ lấp đầy {rate} tính trên tổng diện tích; trên đất công nghiệp cho thuê là "
            "{right}",
            "An occupancy of {rate} is over the whole area; over the industrial land that can be "
            "leased it is {right}",
        ),
        Text("Sửa {cell} thành {used}/{land} = {right}", "Make {cell} {used}/{land} = {right}"),
    ),
    "occupancy_unlike_levels": (
        Text(
            "Tỷ lệ lấp đầy {rate} khác {used}/{land}; trên đất công nghiệp cho thuê là {right}",
            "An occupancy of {rate} is not {used}/{land}; over the industrial land that can be "
            "leased it is {right}",
        ),
        Text("Sửa {cell} thành {used}/{land} = {right}", "Make {cell} {used}/{land} = {right}"),
    ),
    "month_mismatch": (
        Text(
            "Tên biểu ghi tháng {named}, các cột là của tháng {here}",
            "The title names month {named}, the columns are of month {here}",
        ),
        Text(
            "Sửa tháng trong {cell}, hoặc tiêu đề các cột",
            "Mend the month in {cell}, or the headings of the columns",
        ),
    ),
    "month_missing": (
        Text(
            "Không nơi nào trong tệp ghi năm của kỳ báo cáo: {count} số chưa rõ kỳ",
            "Nothing in the file tells the year of the report: {count} figures have no period",
        ),
        Text(
            'Ghi tháng và năm vào tên biểu ("tháng 5 năm 2024") hoặc tên tệp (..._2024-05)',
            "Write month and year into the title or the file name (..._2024-05)",
        ),
    ),
    "duplicate_row": (
        Text('"{label}" lặp lại dòng {earlier}', '"{label}" repeats row {earlier}'),
        Text(
            "Xóa một trong hai dòng {earlier} và {row}, hoặc sửa tên",
            "Delete one of the rows {earlier} and {row}, or mend the name",
        ),
    ),
    "unit_suspect.drawn": (
        Text(
            'Đơn vị "{unit}" có lẽ do kéo ô: {suspect} phải là {right}',
            'The unit "{unit}" was probably drawn with the mouse: {suspect} must be {right}',
        ),
        Text("Sửa {cell}", "Mend {cell}"),
    ),
    "unit_suspect.none": (
        Text('"{held}" không phải đơn vị tính của "{label}"', '"{held}" is no unit of "{label}"'),
        Text("Ghi đơn vị tính vào {cell}", "Write the unit into {cell}"),
    ),
    "unit_missing.row": (
        Text('Thiếu đơn vị tính của "{label}"', 'The unit of "{label}" is missing'),
        Text("Ghi đơn vị tính vào {cell}", "Write the unit into {cell}"),
    ),
    "unit_missing.table": (
        Text("Bảng không ghi đơn vị tính cho {count} ô", "The table has no unit for {count} cells"),
        Text(
            "Ghi đơn vị tính ở góc phải trên bảng, trong tiêu đề cột hoặc trong cột ĐVT",
            "Write it in the right corner above the table, in the headings, or in a column ĐVT",
        ),
    ),
    "unknown_name": (
        Text(
            '"{label}" không có trong danh mục ngành{advice}',
            '"{label}" is not in the list of industries{advice}',
        ),
        Text(
            "Sửa tên, hoặc thêm dòng vào ten.csv (kind,code,name)",
            "Mend the name, or add a row to ten.csv (kind,code,name)",
        ),
    ),
    "growth_unlike_levels": (
        Text(
            "{name} {value} khác {upper}/{lower} = {right}",
            "{name} of {value} is not {upper}/{lower} = {right}",
        ),
        Text(
            "Sửa {cell} thành {right}, hoặc kiểm tra {upper} và {lower}",
            "Make {cell} {right}, or check {upper} and {lower}",
        ),
    ),
    "thousand_point": (
        Text(
            "{value} nhỏ hơn các số cùng dòng khoảng 1.000 lần: dấu chấm hàng nghìn bị đọc thành "
            "dấu thập phân, phải là {right}",
            "{value} is about 1,000 times smaller than the other figures of its row: the point of "
            "thousands was taken for a decimal one, it must be {right}",
        ),
        Text(
            "Nhập lại {cell} là {right} (không gõ dấu chấm)",
            "Type {right} into {cell} anew, without a mark of thousands",
        ),
    ),
    ".lost_decimal": (
        Text(
            "{value} sai chỗ dấu thập phân: phải là {right} thì mới khớp {names}",
            "{value} has its decimal mark in the wrong place: only {right} agrees with {names}",
        ),
        Text("Sửa {cell} thành {right}", "Make {cell} {right}"),
    ),
    "index_as_growth.index": (
        Text(
            "{value} là chỉ số, cột này ghi tốc độ tăng: phải là {right}",
            "{value} is an index in a column of growth: it must be {right}",
        ),
        Text("Sửa {cell} thành {right}", "Make {cell} {right}"),
    ),
    "index_as_growth.growth": (
        Text(
            "{value} là tốc độ tăng, cột này ghi chỉ số: phải là {right}",
            "{value} is growth in a column of indexes: it must be {right}",
        ),
        Text("Sửa {cell} thành {right}", "Make {cell} {right}"),
    ),
    "percent_scaled_by_100": (
        Text(
            "{printed} lệch 100 lần: phải là {right}%",
            "{printed} is wrong by a factor of 100: it must be {right}%",
        ),
        Text(
            "Sửa {cell} thành {right} và bỏ định dạng phần trăm, hoặc nhập {fraction} trong ô định "
            "dạng phần trăm",
            "Make {cell} {right} without the format of percent, or type {fraction} into a cell of "
            "that format",
        ),
    ),
    "total_unlike_parts": (
        Text(
            "Tổng {total} khác tổng các nhóm {summed} (lệch {gap}, vượt sai số làm tròn {allowed})",
            "The total {total} is not the sum of its parts {summed} ({gap} apart, more than "
            "rounding allows: {allowed})",
        ),
        Text(
            "Kiểm tra {cell} và các ô {first} đến {last}",
            "Check {cell} and the cells {first} to {last}",
        ),
    ),
    "total_outside_parts": (
        Text(
            "{value} nằm ngoài khoảng của các ngành, nhóm thành phần ({low} đến {high})",
            "{value} lies outside the range of its parts ({low} to {high})",
        ),
        Text(
            "Kiểm tra {cell} và các ô {first} đến {last}",
            "Check {cell} and the cells {first} to {last}",
        ),
    ),
    "cumulative_unlike_months.sum": (
        Text(
            "Cộng dồn {value} khác tổng các kỳ {names} = {total}",
            "The year to date {value} is not the sum of its periods {names} = {total}",
        ),
        Text("Kiểm tra {cell} và các ô {names}", "Check {cell} and the cells {names}"),
    ),
    "cumulative_unlike_months.less": (
        Text(
            "Cộng dồn {value} nhỏ hơn các tháng trong kỳ {names} = {total}",
            "The year to date {value} is less than the months in it {names} = {total}",
        ),
        Text("Kiểm tra {cell} và các ô {names}", "Check {cell} and the cells {names}"),
    ),
    "cumulative_outside_months": (
        Text(
            "Cộng dồn {value} nằm ngoài khoảng của các kỳ thành phần ({low} đến {high})",
            "The year to date {value} lies outside the range of its periods ({low} to {high})",
        ),
        Text("Kiểm tra {cell} và các ô {names}", "Check {cell} and the cells {names}"),
    ),
    "shares_unlike_100": (
        Text(
            "Cơ cấu cộng lại {summed}, phải là {target}",
            "The shares add up to {summed}, they must make {target}",
        ),
        Text("Kiểm tra các ô {first} đến {last}", "Check the cells {first} to {last}"),
    ),
    "no_heading": (
        Text(
            'Các ô {first} đến {last} ("{label}") không có tiêu đề cột nên chưa rõ là số gì',
            'The cells {first} to {last} ("{label}") have no heading, so it is not clear what they '
            "are",
        ),
        Text(
            "Ghi lại dòng tiêu đề trên bảng, hoặc chép từ biểu mẫu: hanoi-ct init",
            "Write the row of headings above the table again, or copy it from: hanoi-ct init",
        ),
    ),
    "files_disagree": (
        Text(
            '"{label}" là {printed}, nhưng {place} ghi {other}',
            '"{label}" is {printed}, but {place} states {other}',
        ),
        Text(
            "Sửa một trong hai tệp, hoặc chuyển tệp cũ ra khỏi thư mục",
            "Mend one of the two files, or move the old one out of the folder",
        ),
    ),
    "file_twice": (
        Text(
            "{file} lặp lại {count} số của {other}",
            "{file} repeats {count} figures of {other}",
        ),
        Text(
            "Chuyển một trong hai tệp ra khỏi thư mục",
            "Move one of the two files out of the folder",
        ),
    ),
    "order_of_magnitude.nation": (
        Text(
            '"{label}" {printed} lớn hơn của cả nước cùng kỳ ({other})',
            '"{label}" {printed} is more than the whole nation\'s of that period ({other})',
        ),
        Text("Kiểm tra đơn vị tính và số ở {place}", "Check the unit and the number in {place}"),
    ),
    "order_of_magnitude": (
        Text(
            '"{label}" {printed} {verb} {ratio} lần {when} ({other})',
            '"{label}" {printed} {verb} {ratio} times {when} ({other})',
        ),
        Text("Kiểm tra đơn vị tính và số ở {place}", "Check the unit and the number in {place}"),
    ),
}

Shown = tuple[Decimal, int | None]
# What fills a place of a sentence: words, a number with its decimals, or words by language.
Part = str | int | Decimal | Shown | Text


def sentences(name: str, parts: Mapping[str, Part]) -> tuple[Text, Text]:
    """A message and its way out, filled in.

    Examples
    --------
    >>> message, mend = sentences("index_as_growth.index", {
    ...     "value": Decimal("1104.2"), "right": Decimal("4.2"), "cell": "C5"})
    >>> message.vi, mend.en
    ('1.104,2 là chỉ số, cột này ghi tốc độ tăng: phải là 4,2', 'Make C5 4.2')
    """
    filled = []
    for words in _SENTENCES[name]:
        vi, en = (
            words.get(language).format_map({k: _part(v, language) for k, v in parts.items()})
            for language in ("vi", "en")
        )
        filled.append(Text(vi, en))
    return filled[0], filled[1]


def _part(part: Part, language: Language) -> str:
    if isinstance(part, Text):
        return part.get(language)
    if isinstance(part, Decimal):
        return shown(part, None, language)
    if isinstance(part, tuple):
        return shown(*part, language)
    return str(part)


def shown(value: Decimal, places: int | None = None, language: Language = "vi") -> str:
    """A value with its marks of thousands and decimals.

    Examples
    --------
    >>> shown(Decimal("2379.8")), shown(Decimal("113.5177"), 1, "en")
    ('2.379,8', '113.5')
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{value:,.{places}f}"
    else:
        plain = exact_text(value)
        text = f"{value:,.{len(plain.partition('.')[2])}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text
