"""What the browser tests share: one office for all that only look, an office of its own for each that acts."""

import os
import pathlib

import pytest
from playwright.sync_api import sync_playwright

from service import PASSWORD, PEOPLE, Service, browser_arguments

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def shots() -> pathlib.Path:
    """Where screenshots are kept."""
    folder = pathlib.Path(os.environ.get("SATCHEL_SHOTS", pathlib.Path(__file__).parents[2] / ".build" / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as player:
        yield player


def launched(playwright, service):
    return playwright.chromium.launch(executable_path=CHROMIUM, args=browser_arguments(service))


def sign_in(page, service, name: str) -> None:
    page.goto(f"{service.address}/sign-in")
    page.get_by_label("Tên người dùng").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{service.address}/")


def set_password(page, address: str, name: str) -> None:
    """Opens a one-time address and chooses a password, as whoever was invited does."""
    page.goto(address)
    page.get_by_label("Tên người dùng").fill(name)
    page.get_by_label("Mật khẩu mới").fill(PASSWORD)
    page.get_by_label("Ghi lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    page.wait_for_url("**/")


def settle(service, browser) -> None:
    """The first administrator lets the others in."""
    page = browser.new_page(locale="vi-VN")
    set_password(page, service.welcome, "quan-tri")
    for name, role in PEOPLE.items():
        if role == "administrator":
            continue
        service.satchel("account", "add", name, "--role", role)
        address = service.satchel("account", "invite", name).split()[-1]
        other = browser.new_context(locale="vi-VN").new_page()
        set_password(other, address, name)
        other.context.close()
    page.close()


class Desk:
    """An office, its service and a browser with people signed in."""

    def __init__(self, playwright):
        self.service = Service()
        self.browser = launched(playwright, self.service)
        settle(self.service, self.browser)
        self.contexts = {}

    def page(self, name: str | None, width: int = 1280, height: int = 900, **options):
        """A new page of somebody signed in, or of nobody."""
        options.setdefault("locale", "vi-VN")
        key = (name, width, str(options))
        if key not in self.contexts:
            context = self.browser.new_context(
                viewport={"width": width, "height": height}, accept_downloads=True, **options)
            self.contexts[key] = context
            if name:
                page = context.new_page()
                sign_in(page, self.service, name)
                page.close()
        return self.contexts[key].new_page()

    def close(self):
        self.browser.close()
        self.service.remove()


@pytest.fixture(scope="session")
def looked_at(playwright):
    """An office that tests only look at."""
    desk = Desk(playwright)
    yield desk
    desk.close()


@pytest.fixture
def desk(playwright):
    """An office of a test's own."""
    desk = Desk(playwright)
    yield desk
    desk.close()
