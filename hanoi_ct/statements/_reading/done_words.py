"""What was done to projects and firms, said behind their number: "được điều chỉnh tăng vốn"."""

from __future__ import annotations

import re

__all__ = ["done_to"]

_DONE_VI = (
    *(
        "được",
        "đã",
        "đang",
        "mới",
        "xin",
        "đăng ký",
        "cấp giấy chứng nhận đầu tư",
        "cấp giấy chứng nhận",
        "cấp giấy phép",
        "cấp phép",
        "cấp mới",
        "cấp",
    ),
    *("thành lập mới", "thành lập", "ra đời", "điều chỉnh", "bổ sung", "tăng vốn đầu tư"),
    *("tăng thêm vốn", "tăng vốn", "thay đổi", "vốn đầu tư", "quay trở lại", "quay lại", "trở lại"),
    *("hoạt động", "tạm ngừng", "ngừng", "tạm dừng", "dừng", "ngưng", "kinh doanh", "có thời hạn"),
    *("cấp giấy chứng nhận đầu tư", "cấp giấy chứng nhận"),
    *("giải thể", "hoàn tất", "thủ tục", "chờ", "làm", "không", "thu hồi", "chấm dứt"),
    *("còn hiệu lực", "và", "hoàn thành", "đi vào", "xây dựng", "khởi công", "hoặc"),
    *("trong nước", "nước ngoài"),
)
_OPEN_END = r"(?:\s+(?:được|đã|đang|xin|không|và|hoặc|cấp|làm|chờ))+\Z"
_DONE = {
    "vi": re.compile(
        rf"(?:\s+(?:{'|'.join(sorted(_DONE_VI, key=len, reverse=True))})(?!\w))+", re.IGNORECASE
    ),
    "en": re.compile(
        r"\s+(?:(?:that|which|were|have|had|has|also|registered to|to)\s+)*"
        r"((?:rais|increas|adjust|add|expand)(?:ed|ing|e)?\s+(?:their\s+|its\s+)?"
        r"(?:registered\s+|investment\s+)?capital|(?:newly\s+)?licensed|revoked)\b"
    ),
}
_FAR = 80  # code points


def done_to(text: str, end: int, language: str) -> tuple[str, int]:
    """What was done to the things whose number ends at a place, and where these words end.

    Parameters
    ----------
    text : str
    end : int
    language : {"vi", "en"}

    Examples
    --------
    >>> done_to("7 dự án được điều chỉnh tăng vốn với 27 triệu USD", 7, "vi")
    ('được điều chỉnh tăng vốn', 32)
    """
    said = _DONE[language].match(text, end, end + _FAR)
    if said is None:
        return "", end
    words = said.group(1 if language == "en" else 0)
    kept = re.sub(_OPEN_END, "", f" {words.strip()}")
    return " ".join(kept.split()), said.end() - (len(f" {words.strip()}") - len(kept))
