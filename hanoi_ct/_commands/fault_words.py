"""What went wrong, in Vietnamese: the library and the system say it in English.

A fault that no line here knows is printed as it came.
"""

from __future__ import annotations

import errno
import os
import re

from hanoi_ct.text import Language

__all__ = ["fault_words"]

_MONTH = "tháng phải viết dạng NĂM-THÁNG, ví dụ 2025-03"

# What the package says, and the same in Vietnamese with a way out. The first that fits counts.
_SAID: tuple[tuple[str, str], ...] = (
    # folders
    (
        r"(.*) must be a folder of tables; it is not there",
        r"không có thư mục \1; kiểm tra lại đường dẫn, hoặc tạo biểu mẫu bằng: hanoi-ct init \1 "
        r"--period 2025-03",
    ),
    (
        r"(.*) must be a folder of tables; it is a file",
        r"\1 là một tệp; ghi tên thư mục chứa tệp đó",
    ),
    (
        r"(.*) must hold figures of yours; it has none\..*",
        r"thư mục \1 chưa có số liệu; đưa biểu vào bằng: hanoi-ct import TỆP --into \1",
    ),
    (
        r"(.*) must bear the name of a packaged table; nearest: (.*)",
        r"\1 không mang tên một bảng đã biết; gần nhất: \2. Biểu của đơn vị đưa vào bằng: "
        r"hanoi-ct import TỆP --into THƯ_MỤC",
    ),
    (
        r"(.*) must bear the name of a packaged table; there are .*",
        r"\1 không mang tên một bảng đã biết; biểu của đơn vị đưa vào bằng: hanoi-ct import TỆP "
        r"--into THƯ_MỤC",
    ),
    (
        r"(.*) is there already; give another folder, or move the file",
        r"đã có tệp \1 nên không ghi đè; chọn thư mục khác, hoặc dời tệp đó đi",
    ),
    (
        r"(.*) must not hold (.*) yet; give another folder, or move the file",
        r"trong \1 đã có \2 nên không ghi đè; chọn thư mục khác, hoặc dời tệp đó đi",
    ),
    # months and dates
    (r"`period`(?: of \w+)? must be a month YYYY-MM.*; got '?(.*?)'?", _MONTH + r"; đã ghi \1"),
    (r"a month must be written YYYY-MM; got '?(.*?)'?", _MONTH + r"; đã ghi \1"),
    (
        r"`period` of build_report must be a month that the data hold figures for; got (.*), the "
        r"nearest is (.*)",
        r"chưa có số liệu nào của tháng \1; tháng gần nhất có số liệu là \2 (xem tất cả: hanoi-ct "
        r"periods)",
    ),
    (
        r"`data` of build_report must hold figures of a month; got none",
        "không có số liệu của tháng nào cho tỉnh, thư mục đã chọn; kiểm tra --province và biểu "
        "trong thư mục (hanoi-ct validate THƯ_MỤC)",
    ),
    (
        r"`--period` must be given where the tables hold no month",
        "thư mục chưa có số liệu của tháng nào; kiểm tra biểu bằng: hanoi-ct validate THƯ_MỤC",
    ),
    (
        r"`(?:as_of|--as-of)`.* must be YYYY-MM-DD.*; got '?(.*?)'?",
        r"ngày phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2025-04-15, hoặc NĂM-THÁNG; đã ghi \1",
    ),
    # files that cannot be read
    (
        r"(.*) cannot be opened: .* It may be damaged, or protected by a password",
        r"không mở được \1: tệp hỏng hoặc có mật khẩu; mở bằng Excel rồi lưu lại, không đặt mật "
        r"khẩu",
    ),
    (r"(.*) is empty", r"tệp \1 trống; chép lại tệp, hoặc lưu lại từ Excel"),
    (
        r"(.*) is empty; its first row must name the columns",
        r"tệp \1 trống; dòng đầu phải là tên các cột",
    ),
    (
        r"(.*) is protected by a password or is no \.xlsx; save it without a password",
        r"\1 có mật khẩu hoặc không phải .xlsx; lưu lại dạng .xlsx, không đặt mật khẩu",
    ),
    (
        r"(.*) must end in \.xlsx, \.xls, \.ods, \.csv or \.docx; got (.*)\. Save it .*",
        r"không đọc được \1 (\2): chỉ đọc .xlsx, .xls, .ods, .csv, .docx; lưu lại một trong các "
        r"dạng này",
    ),
    (
        r"(.*) cannot be read as (\.\w+): .*",
        r"\1 không phải tệp \2 lành; mở bằng Excel hoặc Word rồi lưu lại",
    ),
    (r"(.*) is a folder; give the files in it", r"\1 là thư mục; ghi tên các tệp trong đó"),
    (r"(.*) is a device or pipe; .*", r"\1 không phải tệp; ghi tên một tệp"),
    (
        r"(.*) must hold at most (.*) MB; got (.*) MB\. .*",
        r"tệp \1 quá lớn: \3 MB, nhiều nhất \2 MB; lưu riêng các trang của tháng thành một tệp",
    ),
    (
        r"(.*) must hold at most (\d+) (?:cells|parts).*; got .*",
        r"tệp \1 quá lớn; lưu riêng các trang của tháng thành một tệp",
    ),
    (
        r"(.*) (?:holds a part that unpacks to|would unpack to) (\d+) MB.*",
        r"tệp \1 giải nén ra \2 MB, quá lớn; xóa dòng, cột thừa quanh bảng rồi lưu lại",
    ),
    (
        r"(.*), sheet '(.*)': a table must have at most .*; got (\d+) rows, (\d+) columns\. .*",
        r"\1, trang \2: \3 dòng, \4 cột, quá lớn; xóa dòng, cột thừa quanh bảng rồi lưu lại",
    ),
    (
        r"(.*), sheet '(.*)', cell (\w+): must hold no hidden character; got (\S+).*",
        r"\1, trang \2, ô \3: có ký tự ẩn \4; gõ lại ô này",
    ),
    (
        r"(.*), line (\d+): must hold no hidden character; got (\S+).*",
        r"\1, dòng \2: có ký tự ẩn \3; gõ lại dòng này",
    ),
    (
        r"(.*), line (\d+): must be UTF-8 text; .*",
        r"\1, dòng \2: không phải UTF-8; lưu lại tệp dạng CSV UTF-8",
    ),
    (r"(.*): the text must be UTF-8; .*", r"\1 không phải UTF-8; lưu lại tệp dạng UTF-8"),
    (r"(.*) must be text; got a binary file", r"\1 không phải tệp chữ; lưu lại dạng CSV UTF-8"),
    (
        r"(.*), line (\d+): must be CSV; .*",
        r"\1, dòng \2: không đúng dạng CSV; lưu lại từ Excel dạng CSV UTF-8",
    ),
    (
        r"(.*), row 1: columns must be (.*?)(?:; .*)?",
        r"\1, dòng 1: các cột phải là \2",
    ),
    # the office's own words
    (
        r"(.*) must be TOML in UTF-8; (.*)",
        r'\1 viết chưa đúng: \2; mỗi dòng là tên = "nội dung", lưu dạng UTF-8',
    ),
    (
        r"(.*) must hold known names; got '(.*)' \(nearest: (.*)\)",
        r"\1: không có mục \2; gần nhất: \3",
    ),
    (
        r"(.*) must hold known names; got '(.*)' \(there are (.*)\)",
        r"\1: không có mục \2; chỉ có \3",
    ),
    (
        r"(.*): ngay must be a date YYYY-MM-DD; got '(.*)'",
        r"\1: ngay phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2025-04-03; đã ghi \2",
    ),
    (r"(.*): (\w+) must be text; got (.*)", r"\1: \2 phải là chữ trong dấu nháy; đã ghi \3"),
    (
        r"(.*): (\w+) must be a list of lines; got (.*)",
        r'\1: \2 phải là danh sách dòng, ví dụ ["Như trên;", "Lưu: VT."]; đã ghi \3',
    ),
    # what is written where
    (
        r"`--output` must end in what `--format` says; got (.*) for (.*)",
        r"--format \1 và đuôi của \2 không khớp; bỏ --format, hoặc sửa đuôi tệp",
    ),
    (
        r"`--output` must end in (one of )?(.*); got (.*)",
        r"tên tệp sau --output phải có đuôi \2; đã ghi \3",
    ),
    (
        r"`--own-figures-only` must come with `--data FOLDER`",
        "--own-figures-only cần có --data THƯ_MỤC",
    ),
    (
        r"`--store` must be a store that is there; got (.*?)\. Make one by: (.*)",
        r"không có kho số liệu \1; tạo kho bằng Python: \2",
    ),
    (
        r"`--province` must be a province of Vietnam; got (.*); nearest: (.*)",
        r"không có tỉnh, thành phố \1; gần nhất: \2",
    ),
    (
        r"`--province` must be a province of Vietnam; got (.*)",
        r'không có tỉnh, thành phố \1; ghi đủ tên, ví dụ --province "Hải Phòng"',
    ),
    # documents
    (
        r"(.*): a text to audit must be one of (.*); got '(.*)'",
        r"không đọc được \1: văn bản phải có đuôi \2",
    ),
    (
        r"(.*): the (Word|PDF) file must be whole; .*",
        r"\1 không phải tệp \2 lành; mở rồi lưu lại",
    ),
    (
        r"(.*): a PDF to audit must have a text layer; this one is an image",
        r"\1 là ảnh chụp, không có chữ để đọc; lưu từ Word ra PDF, hoặc nhận dạng chữ trước",
    ),
    # numbers, words and rates that are typed in
    (
        r"`text` of parse must hold one number written as in '\w+'; got '(.*)'",
        r"không đọc được số trong “\1”; ghi một số, ví dụ “9,2 tỷ USD” hoặc “19%”",
    ),
    (
        r"levels of check must have one unit; got \['(.*)', '(.*)'\]",
        r"các mức phải cùng đơn vị tính; đã ghi \1 và \2",
    ),
    (
        r"`PERCENT` of check must be in percent or times; got '(.*)'",
        r"tỷ lệ phải là phần trăm hoặc số lần; đã ghi \1",
    ),
    (r"`words` of find must hold a word; got '.*'", "ghi ít nhất một từ cần tìm"),
    (
        r"`rates` must be told by year \(2018\) or month \(2018-08\); got '(.*)'",
        r"tỷ giá phải ghi theo năm hoặc tháng, ví dụ 2018=22850; đã ghi \1",
    ),
    (r"`date` must be a month as YYYY-MM; got '(.*)'", _MONTH + r"; đã ghi \1"),
    # the machine
    (
        r"(\w+) needs (.*); install it with: (.*)",
        r"máy chưa có \2; cài bằng: \3",
    ),
    (r"the PDF could not be set; (.*)", r"không tạo được PDF: \1"),
)

# What the system says of a file.
_SYSTEM = {
    errno.ENOENT: "không có tệp hoặc thư mục này; kiểm tra lại tên",
    errno.EACCES: "không có quyền đọc hoặc ghi; kiểm tra quyền, hoặc đóng tệp đang mở",
    errno.EPERM: "không có quyền đọc hoặc ghi; kiểm tra quyền, hoặc đóng tệp đang mở",
    errno.EROFS: "ổ đĩa chỉ cho đọc; chọn chỗ khác bằng --output",
    errno.ENOSPC: "ổ đĩa đầy; xóa bớt tệp, hoặc ghi sang ổ khác",
    errno.EDQUOT: "hết dung lượng được cấp; xóa bớt tệp, hoặc ghi sang ổ khác",
    errno.EFBIG: "tệp lớn hơn mức cho phép; ghi sang ổ khác",
    errno.EISDIR: "đây là thư mục; ghi thêm tên tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "đã có tệp mang tên này; chọn tên khác",
    errno.ENAMETOOLONG: "tên tệp quá dài; đặt tên ngắn hơn",
    errno.EBUSY: "tệp đang được chương trình khác dùng; đóng tệp rồi làm lại",
    errno.ETXTBSY: "tệp đang được chương trình khác dùng; đóng tệp rồi làm lại",
}
_WRITING = {
    os.strerror(errno.ENOENT): "chưa có thư mục này; tạo thư mục trước, hoặc ghi chỗ khác",
}
_BY_WORDS = {os.strerror(number): vi for number, vi in _SYSTEM.items()}


def fault_words(error: Exception, language: Language) -> str:
    """What an error says, in one line of a language.

    Examples
    --------
    >>> fault_words(ValueError("thang_3 must be a folder of tables; it is a file"), "vi")
    'thang_3 là một tệp; ghi tên thư mục chứa tệp đó'
    >>> fault_words(FileNotFoundError(2, "No such file or directory", "a.txt"), "vi")
    'a.txt: không có tệp hoặc thư mục này; kiểm tra lại tên'
    """
    said = " ".join(str(error).split())
    if language == "en":
        return said
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        where = f"{error.filename}: " if error.filename else ""
        return where + _SYSTEM[error.errno]
    written = re.fullmatch(r"(cannot write )?(.*?)(?: cannot be read)?: ([^:]*)", said)
    if written and written[3] in _BY_WORDS:
        if written[1]:
            return f"không ghi được {written[2]}: {_WRITING.get(written[3], _BY_WORDS[written[3]])}"
        return f"không đọc được {written[2]}: {_BY_WORDS[written[3]]}"
    for pattern, vi in _SAID:
        found = re.fullmatch(pattern, said)
        if found:
            return found.expand(vi)
    return said
