"""Paragraphs whose figures are computed, then rounded: none of it may be called impossible."""

import random

import pytest

from hanoi_ct.statements import audit

SECTIONS = ("khai khoáng", "chế biến, chế tạo", "sản xuất và phân phối điện", "cung cấp nước")
MARKETS = ("Hoa Kỳ", "Trung Quốc", "Nhật Bản", "Hàn Quốc", "Đài Loan", "Ấn Độ")


def num(value, decimals=1):
    return f"{abs(value):,.{decimals}f}".translate({ord(","): ".", ord("."): ","})


def rate(value, decimals=1):
    return f"{'tăng' if value >= 0 else 'giảm'} {num(value, decimals)}%"


def growth(now, then):
    return (now / then - 1) * 100


def of_trade(draw, months, year):
    domestic, foreign, imports = (draw.uniform(300, 9000) for _ in range(3))
    rates = [draw.uniform(-20, 30) for _ in range(3)]
    bases = [x / (1 + g / 100) for x, g in zip((domestic, foreign, imports), rates, strict=True)]
    exports, before = domestic + foreign, bases[0] + bases[1]
    balance, then = exports - imports, before - bases[2]
    sides = ["xuất siêu" if x > 0 else "nhập siêu" for x in (balance, then)]
    plan = exports / draw.uniform(0.3, 0.95)
    return (
        f"Tính chung {months} tháng năm {year}, kim ngạch xuất khẩu ước đạt {num(exports)} triệu "
        f"USD, {rate(growth(exports, before))} so với cùng kỳ năm trước, bằng "
        f"{num(exports / plan * 100)}% kế hoạch năm ({num(plan)} triệu USD). Trong đó khu vực "
        f"kinh tế trong nước đạt {num(domestic)} triệu USD, {rate(rates[0])}, chiếm "
        f"{num(domestic / exports * 100)}%; khu vực có vốn đầu tư nước ngoài đạt "
        f"{num(foreign)} triệu USD, {rate(rates[1])}, chiếm {num(foreign / exports * 100)}%. "
        f"Kim ngạch nhập khẩu đạt {num(imports)} triệu USD, {rate(rates[2])}. Cán cân thương mại "
        f"{sides[0]} {num(balance)} triệu USD (cùng kỳ {sides[1]} {num(then)} triệu USD)."
    )


def of_production(draw, months, year):
    weights = [draw.uniform(0.02, 0.1), draw.uniform(0.6, 0.8), draw.uniform(0.05, 0.1)]
    weights.append(1 - sum(weights))
    rates = [draw.uniform(-15, 15) for _ in weights]
    added = [w * g for w, g in zip(weights, rates, strict=True)]
    parts = "; ".join(
        f"{name} {rate(g, 2)}, {'đóng góp' if c >= 0 else 'làm giảm'} {num(c, 2)} điểm phần trăm"
        for name, g, c in zip(SECTIONS, rates, added, strict=True)
    )
    return (
        f"Chỉ số sản xuất công nghiệp {months} tháng năm {year} {rate(sum(added), 2)} so với cùng "
        f"kỳ năm trước. Trong đó: {parts}."
    )


def of_quarters(draw, months, year):
    levels = [draw.uniform(100, 900) for _ in range(2)]
    rates = [draw.uniform(-10, 20) for _ in levels]
    before = sum(x / (1 + g / 100) for x, g in zip(levels, rates, strict=True))
    change = sum(levels) - before
    return (
        f"Quý I/{year}, thu ngân sách nhà nước đạt {num(levels[0])} tỷ đồng, {rate(rates[0])} so "
        f"với cùng kỳ; quý II đạt {num(levels[1])} tỷ đồng, {rate(rates[1])}. Sáu tháng đầu năm, "
        f"thu ngân sách đạt {num(sum(levels))} tỷ đồng, {rate(growth(sum(levels), before))}, "
        f"tương ứng {'tăng' if change > 0 else 'giảm'} {num(change)} tỷ đồng so với cùng kỳ."
    )


def of_markets(draw, months, year):
    names = draw.sample(MARKETS, 3)
    levels = sorted((draw.uniform(50, 900) for _ in names), reverse=True)
    total = sum(levels) * draw.uniform(1.05, 2)
    listed = "; ".join(
        f"{name} {num(x)} triệu USD, chiếm {num(x / total * 100)}%"
        for name, x in zip(names[1:], levels[1:], strict=True)
    )
    return (
        f"Xuất khẩu {months} tháng năm {year} đạt {num(total)} triệu USD. {names[0]} là thị trường "
        f"lớn nhất với {num(levels[0])} triệu USD, chiếm {num(levels[0] / total * 100)}% tổng "
        f"kim ngạch; tiếp theo là {listed}. Riêng tháng {months}, xuất khẩu sang {names[0]} đạt "
        f"{num(levels[0] * 0.13)} triệu USD, sang {names[1]} đạt {num(levels[1] * 0.4)} triệu "
        "USD."
    )


@pytest.mark.parametrize(
    ("paragraph", "kinds"),
    [
        (of_trade, {"sum", "share", "weighted_growth", "plan", "balance", "balance_base"}),
        (of_production, {"contribution_sum", "weight_sum", "minmax"}),
        (of_quarters, {"sum", "weighted_growth", "increment"}),
        (of_markets, {"share", "part_of", "rank", "same_total"}),
    ],
)
def test_figures_that_were_computed_are_consistent(paragraph, kinds):
    for seed in range(25):
        draw = random.Random(seed)
        text = paragraph(draw, draw.randint(2, 11), draw.randint(2016, 2024))
        found = audit(text)
        assert {r.verdict for r in found} == {"consistent"}, text
        assert kinds <= {r.claim.kind for r in found}, text
