"""Debian's Chromium, driven by the keyboard alone, as somebody does who has no mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

_SWITCHES = (
    "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync"
)
_MOST_TABS = 120
_CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"


class Keyboard:
    """A browser, and hands that only reach its keys."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    @property
    def here(self) -> WebElement:
        """What has the focus."""
        return self.driver.switch_to.active_element

    @property
    def heading(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "h1").text

    @property
    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def process(self) -> int:
        """The process whose windows are the browser's."""
        return int(self.driver.capabilities["goog:processID"])

    def press(self, *keys: str) -> None:
        self.here.send_keys(*keys)

    def turn(self, *keys: str) -> None:
        """Press what leads to another page, and wait for it."""
        before = self._page()
        self.press(*keys)
        self.until(lambda: self._page() not in (before, None))

    def _page(self) -> object:
        """When the page began, which tells it from the one before; None while it is loading."""
        return self.driver.execute_script(
            "return document.readyState == 'complete' ? performance.timeOrigin : null"
        )

    def go_to(self, name: str) -> WebElement:
        """Tab on until the control of that name has the focus."""
        for _ in range(_MOST_TABS):
            self.press(Keys.TAB)
            if self.here.accessible_name.strip() == name:
                assert self._outlined(), f"the focus on {name} cannot be seen"
                return self.here
        raise AssertionError(f"no key press leads to {name!r} on {self.heading!r}")

    def follow(self, name: str) -> None:
        """Go to the link or button, press it, and wait for the page it leads to."""
        self.go_to(name)
        self.turn(Keys.ENTER)

    def tick(self, name: str) -> None:
        """Go to the box, and tick it."""
        self.go_to(name).send_keys(Keys.SPACE)

    def push(self, name: str) -> None:
        """Go to a button that stays on the page, and press it."""
        self.go_to(name).send_keys(Keys.ENTER)

    def fill(self, name: str, text: str) -> None:
        """Go to the field, and write over what is there."""
        self.go_to(name).send_keys(Keys.CONTROL, "a", Keys.NULL, text)

    def until(self, come: Callable[[], bool]) -> None:
        """Wait for what the page does after a while."""
        WebDriverWait(self.driver, 10, poll_frequency=0.05).until(lambda _: come())

    def unnamed(self) -> list[str]:
        """The controls of the page that a screen reader has no name for."""
        found = self.driver.find_elements(By.CSS_SELECTOR, _CONTROLS)
        return [each.get_attribute("outerHTML") or "" for each in found if not named(each)]

    def sideways(self) -> int:
        """How far the page is wider than the window, in pixels."""
        return int(self.driver.execute_script("return document.body.scrollWidth - innerWidth"))

    def _outlined(self) -> bool:
        style = "return getComputedStyle(document.activeElement).outlineStyle"
        return bool(self.driver.execute_script(style) != "none")


def named(control: WebElement) -> bool:
    """True for what has a name, or is not shown at all."""
    return not control.is_displayed() or bool(control.accessible_name)


@contextmanager
def chromium(
    profile: Path, screen: Mapping[str, str] | None = None, language: str = "nb"
) -> Iterator[Keyboard]:
    """A browser with a new profile in that folder; without a window unless there is a screen,
    which is what a program needs to know to be seen there."""
    options = ChromeOptions()
    options.add_argument(f"--accept-lang={language}")
    options.add_argument("--password-store=basic" if screen else "--headless=new")
    options.binary_location = "/usr/bin/chromium"
    for switch in _SWITCHES.split():
        options.add_argument(f"--{switch}")
    options.add_argument(f"--user-data-dir={profile}")
    driver = Chrome(options=options, service=Service("/usr/bin/chromedriver", env=screen))
    try:
        driver.set_window_size(1120, 740)
        yield Keyboard(driver)
    finally:
        driver.quit()
