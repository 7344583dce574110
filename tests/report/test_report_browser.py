"""The page in a browser: nothing asked of the network, no error, no word outside the screen.

Needs Debian's chromium and chromium-driver, and selenium; without them the tests are skipped.
"""

import json
import shutil

import pytest
from report_sample import REPORT

from hanoi_ct.report import build_report
from hanoi_ct.report.formats.html_page import html_page

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
    service = selenium.ChromeService(shutil.which("chromedriver"))
    driver = selenium.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture(scope="module", params=["sample", "2018-08"])
def page(request, tmp_path_factory):
    report = REPORT if request.param == "sample" else build_report(request.param)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html_page(report), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_asks_for_nothing_and_keeps_the_rules(browser, page, width, scheme):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page)
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
