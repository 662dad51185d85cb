"""Every page there is, found by following the links: readable at three widths, in both languages, by everyone."""

import re
import urllib.parse

from axe_playwright_python.sync_playwright import Axe

from service import WIDTHS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
LARGEST = 60 * 1024
"""Bytes of a page; papers to print, a sheet a person, are as long as there are persons."""
TALLEST = 4_000
"""Pixels of a page that is pictured whole."""


def shape(path: str) -> str:
    """The kind of page an address leads to: numbers, codes and slugs do not make another kind, nor do two questions
    asked of the same table at once."""
    parts = urllib.parse.urlsplit(path)
    names = sorted({name for name, _ in urllib.parse.parse_qsl(parts.query)} - {"page", "lang", "done"})
    if parts.path.startswith("/review"):
        names = [name for name in names if name not in ("kit", "under", "day")]
    steps = parts.path.split("/")
    for place, step in enumerate(steps):
        above = steps[place - 1] if place else ""
        if re.search(r"[A-Z0-9]|^bi-thu-", step) or above == "templates" and step != "new":
            steps[place] = "*"
    return "/".join(steps) + ("?" + "&".join(names) if names else "")


def links(page, service) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    own = [address[len(service.address):] for address in found if address.startswith(service.address + "/")]
    return [address.split("#")[0] for address in own]


def asked(page, path: str) -> tuple[int, str, int]:
    """Status, type and length of an address, asked for by a page of the office."""
    return page.evaluate(
        """async path => {
            const answer = await fetch(path), body = await answer.arrayBuffer();
            return [answer.status, answer.headers.get('content-type') ?? '', body.byteLength];
        }""", path)


def spoken(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def crawl(page, service, start: str, faults: list[str], most: int = 100):
    """Each kind of page once: its kind and its address, while it is open."""
    seen, waiting = set(), [start]
    # Papers to print may not ask for anything: another page does.
    other = page.context.new_page()
    other.goto(service.address + start)
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        kind = shape(path)
        if kind in seen or kind.startswith("/api/") or kind.startswith("/feeds/"):
            continue
        seen.add(kind)
        status, media, length = asked(other, path)
        if status != 200:
            faults.append(f"{path}: status {status}")
            continue
        if not media.startswith("text/html"):
            continue
        page.goto(service.address + spoken(path, "vi"))
        if length > LARGEST and page.locator("nav").count() > 0:
            faults.append(f"{path}: {length} bytes")
        waiting += [path for path in links(page, service) if shape(path) not in seen]
        yield kind, path
    other.close()


def complaints(page) -> list[str]:
    results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in results.response["violations"] for node in fault["nodes"][:3]
    ]


def test_every_page_of_the_board(looked_at, shots):
    look(looked_at, "quan-tri", "/", shots)


def test_every_page_of_a_secretary(looked_at, shots):
    page = looked_at.page(None, 360)
    page.goto(looked_at.service.personal_link())
    page.wait_for_url("**/k")
    look_around(looked_at.service, page, "/k", shots)


def test_the_pages_before_signing_in(looked_at, shots):
    page = looked_at.page(None)
    faults = []
    for path in ("/sign-in", "/welcome", "/k"):
        page.goto(looked_at.service.address + path)
        faults += [f"{path}: {line}" for line in complaints(page)]
        faults += widths(page, path)
    assert not faults, "\n".join(faults)


def look(desk, name: str, start: str, shots) -> None:
    look_around(desk.service, desk.page(name), start, shots)


def widths(page, told: str) -> list[str]:
    """What does not fit in one of the widths."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{told}: {wide} px wide at {width}")
    return faults


def picture(page, file) -> None:
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.screenshot(path=file, type="jpeg", quality=60, full_page=tall <= TALLEST)


def look_around(service, page, start: str, shots) -> None:
    """Follows the links from a page. The checks of accessibility run on each page once, as it is on a wide screen;
    whether it fits, in both languages and at every width."""
    errors, faults, count = [], [], 0
    def heard(message) -> None:
        # What a link leads to is told by its status.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            errors.append(f"{page.url}: {message.text}")

    def answered(response) -> None:
        if response.status >= 400 and response.request.resource_type != "fetch":
            errors.append(f"{page.url}: {response.url}: status {response.status}")

    page.on("console", heard)
    page.on("response", answered)
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    for kind, path in crawl(page, service, start, faults):
        count += 1
        file = re.sub(r"[^a-z0-9]+", "-", kind.replace("*", "one")).strip("-") or "home"
        faults += [f"{path}: {line}" for line in complaints(page)]
        faults += widths(page, f"{path} (vi)")
        picture(page, shots / f"{file}-vi-1280.jpeg")
        page.goto(service.address + spoken(path, "en"))
        faults += widths(page, f"{path} (en)")
        page.set_viewport_size({"width": 360, "height": 800})
        picture(page, shots / f"{file}-en-360.jpeg")
        page.set_viewport_size({"width": 1280, "height": 900})
    print(f"{count} kinds of pages")
    faults += [f"console: {line}" for line in dict.fromkeys(errors)]
    assert not faults, "\n".join(faults)
