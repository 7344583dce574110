"""Names behind which dots stand, and rates of another year told within a sentence."""

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text


def test_dots_behind_a_list_of_names_end_no_name():
    text = (
        "Tháng 2/2018, IIP tăng 4,1% so với cùng kỳ. Khai khoáng giảm 9,2%; chế biến, chế tạo tăng "
        "5,3%; sản xuất, phân phối điện, khí đốt… tăng 3,8%; cung cấp nước tăng 2,2%."
    )
    electricity = read_text(text).statements[3]
    assert "điện" in electricity.subject
    assert [r.claim.kind for r in audit(text).relations] == ["minmax"]


def test_a_rate_of_another_year_dates_nothing_else():
    text = (
        "Quý I/2015, GRDP tăng 6%. Công nghiệp tăng 7%, dịch vụ tăng 5%, thấp hơn mức tăng 8% năm "
        "2014."
    )
    periods = [s.period.start for s in read_text(text).statements]
    assert periods == ["2015-01", "2015-01", "2015-01", "2014-01"]
