"""Opens the pages that the Swift tests wrote, in a headless Chromium of the system."""
import json
import os
import pathlib
import shutil

import pytest
from selenium import webdriver

from views import VIEWS

FOLDER = pathlib.Path(os.environ.get("OFFERBENCH_TEST_PAGES", ".build/test-pages"))
PAGES = sorted(FOLDER.glob("*.html"))
# The page that is looked at in every view; of the others two are enough.
MAIN = "coalition-launch"


def pytest_generate_tests(metafunc):
    names = metafunc.fixturenames
    # Without pages there is nothing to test, and that is a failure.
    pages = PAGES or [None]
    if "view" in names:
        cases = [(page, name) for page in pages for name in VIEWS if page is None or page.stem == MAIN or name in ("light", "narrow dark")]
        metafunc.parametrize(
            "page,view", [(page, VIEWS[name]) for page, name in cases], ids=[f"{page and page.stem}-{name}" for page, name in cases],
            indirect=["page"],
        )
    elif "page" in names:
        metafunc.parametrize("page", pages, ids=[page.stem if page else "none" for page in pages], indirect=True)


def program(*names):
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found, f"none of {', '.join(names)} is there: run scripts/setup.sh --tests"
    return found


@pytest.fixture(scope="session")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium", "chromium-browser", "google-chrome")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(program("chromedriver")))
    driver.set_script_timeout(120)
    yield driver
    driver.quit()


class Page:
    """A page in the browser, with the documents that it was made from."""

    def __init__(self, browser, path):
        self.browser = browser
        self.path = path
        self.result = json.loads(path.with_suffix(".json").read_text())

    def show(self, view=VIEWS["light"], media="screen"):
        theme, size = view
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        )
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": [{"name": "prefers-color-scheme", "value": theme}]}
        )
        self.browser.get(self.path.absolute().as_uri())
        return self

    def ask(self, script, *arguments):
        return self.browser.execute_script("return (" + script + ").apply(null, arguments)", *arguments)

    def table(self, name):
        """The rows of a table: the texts of the columns, and the numbers behind them where there are any."""
        return self.ask(
            """id => { const table = document.getElementById(id); if (!table) return null;
            const heads = [...table.tHead.rows[0].cells].map(c => c.textContent);
            return [...table.tBodies[0].rows].map(row => Object.fromEntries([...row.cells].map((c, i) =>
                [heads[i], c.classList.contains('number') ? (c.dataset.value === undefined ? null : Number(c.dataset.value)) : c.textContent]))) }""",
            name,
        )


@pytest.fixture
def page(browser, request):
    assert request.param is not None, f"no pages in {FOLDER}: the Swift tests write them there"
    return Page(browser, request.param)
