"""The page in a browser: nothing asked of the network, no error, no word outside the screen.

Needs Debian's chromium and chromium-driver, and selenium; without them the tests are skipped. The
package axe-playwright-python brings axe, which looks for faults of accessibility.
"""

import json
import os
import shutil
from importlib.resources import files

import pytest
from form_sheets import draw
from report_sample import REPORT

from hanoi_ct.cli import main
from hanoi_ct.report import build_report
from hanoi_ct.report.formats.audit_page import audit_page
from hanoi_ct.report.formats.html_page import html_page
from hanoi_ct.statements import audit

selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
pytestmark = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromium-driver are not installed",
)

# Rules of accessibility that are easily broken, as they are stated by axe.
RULES = """
const faults = [];
const name = e => (e.getAttribute('aria-label') || '') +
  (e.getAttribute('aria-labelledby') || '').split(' ')
    .map(i => (document.getElementById(i) || {}).textContent || '').join(' ');
document.querySelectorAll('section, nav, [role=group], [role=region]').forEach(e => {
  if ((e.tagName !== 'SECTION' || e.hasAttribute('aria-labelledby')) && !name(e).trim())
    faults.push('no name: ' + e.outerHTML.slice(0, 80));
});
const marks = [...document.querySelectorAll('main, nav, header, footer, section[aria-labelledby]')]
  .map(e => e.tagName + name(e));
marks.forEach((m, i) => { if (marks.indexOf(m) !== i) faults.push('landmark twice: ' + m); });
document.querySelectorAll('.scroll').forEach(e => {
  if (e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0) faults.push('scrolls without focus');
});
document.querySelectorAll('p a, li a').forEach(e => {
  const s = getComputedStyle(e);
  if (!e.closest('nav, sup, .sources, footer, .note, .headline') && e.offsetParent &&
      s.textDecorationLine === 'none' && e.className !== 'skip' &&
      s.color !== getComputedStyle(e.parentElement).color)
    faults.push('link by colour alone: ' + e.textContent);
});
document.querySelectorAll('svg[role=img]').forEach(e => {
  if (!name(e).trim()) faults.push('picture without words');
});
const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
ids.forEach((i, k) => { if (ids.indexOf(i) !== k) faults.push('id twice: ' + i); });
return faults;
"""


@pytest.fixture(scope="module")
def browser():
    options = selenium.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    # Without the libraries of a sanitizer, which cannot be loaded into it.
    alone = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    service = selenium.ChromeService(shutil.which("chromedriver"), env=alone)
    driver = selenium.Chrome(options=options, service=service)
    yield driver
    driver.quit()


# An office's own tables, with more columns than a page holds.
SHEET = """
Biểu 2. Sản phẩm chủ yếu tháng 7 năm 2024
Sản phẩm|ĐVT|Kế hoạch năm 2024|TH tháng 7/2023|TH 7 tháng năm 2023|TH tháng 6/2024|Ước tháng 7/2024|Ước 7 tháng 2024
Xi măng|Nghìn tấn|1200|100|640|98.5|104|700
Bia|Triệu lít|24|2.1|14|2|1.9|13.3
Gạch nung|Triệu viên|60|5|35|5.2|5.5|36.4
"""  # noqa: E501
TEXT = (
    "Xuất khẩu 5 tháng đầu năm 2022 đạt 152,96 tỷ USD. Khu vực kinh tế trong nước đạt 40,245 tỷ "
    "USD; khu vực có vốn đầu tư nước ngoài đạt 112,562 tỷ USD, tăng gần 12%, có 5 cây cầu."
)


def written(name, folder):
    if name == "sample":
        return html_page(REPORT)
    if name == "audit":
        return audit_page(audit(TEXT), "vi")
    if name == "own":
        sheet = draw(folder / "namdinh_2024-07.xlsx", {"SP": SHEET})
        assert main(["import", str(sheet), "--into", str(folder / "t7")]) == 0
        return html_page(build_report("2024-07", data=folder / "t7", document=TEXT), annex=True)
    return html_page(build_report(name))


@pytest.fixture(scope="module", params=["sample", "2018-08", "own", "audit"])
def page(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    path = folder / "page.html"
    path.write_text(written(request.param, folder), encoding="utf-8")
    return path.as_uri()


def shown(browser, page, width, scheme):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page)


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(browser, page, width, scheme):
    pytest.importorskip("axe_playwright_python", reason="the package that brings axe is missing")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    shown(browser, page, width, scheme)
    browser.execute_script(axe)
    browser.set_script_timeout(120)
    run = """
    const done = arguments[0];
    axe.run(document).then(found => done(
      found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 150)])));
    """
    assert browser.execute_async_script(run) == []


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_asks_for_nothing_and_keeps_the_rules(browser, page, width, scheme):
    shown(browser, page, width, scheme)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(RULES) == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    asked = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {
        message["params"]["request"]["url"]
        for message in asked
        if message["method"] == "Network.requestWillBeSent"
    }
    assert urls <= {page}
