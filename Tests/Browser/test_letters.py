"""Letters as they leave the printer: whoever gets one gets one sheet of paper."""

import os
import re
import subprocess

import pytest

from conftest import CHROMIUM
from service import KIT, program

SECOND = "cap-thu-hai"


class Office:
    """A sample office with two kits for the same branches, both with changes to tell of."""

    def __init__(self, folder):
        self.folder = folder
        self.run("demo", "--data", folder / "office", "--office", "ia-pa")
        yaml = self.run("kit", "export", KIT)
        yaml = yaml.replace(f"slug: {KIT}", f"slug: {SECOND}").replace("Cặp tài liệu bí thư", "Cặp thứ hai", 1)
        for slots in (12, 24):
            kept = re.split(r"(?m)^      - id: ", yaml)[: slots + 1]
            path = folder / "kit.yaml"
            path.write_text("      - id: ".join(kept))
            self.run("kit", "define", path)
            self.issue(SECOND)

    def run(self, *arguments) -> str:
        done = subprocess.run(
            [program(), *map(str, arguments)], capture_output=True, text=True,
            env={**os.environ, "SATCHEL_DATA": str(self.folder / "office"), "LANG": "vi_VN.UTF-8"})
        assert done.returncode in (0, 3), f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def issue(self, kit):
        for verb, more, user in (("submit", ["--due", "31/12/2030"], "lan"), ("approve", [], "binh"), ("issue", [], "binh")):
            self.run("edition", verb, kit, *more, "--as", user)

    def letters(self, name, *arguments):
        path = self.folder / f"{name}.html"
        self.run("notify", "letters", *arguments, "-o", path)
        return path


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def printer(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


def printed(printer, path, shots, hidden="") -> tuple[int, int]:
    """How many pages the file prints on, and how many letters it holds, without what is hidden."""
    page = printer.new_page(viewport={"width": 624, "height": 1005})
    page.goto(path.as_uri())
    if hidden:
        page.add_style_tag(content=f"{hidden}{{display:none!important}}")
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")
    page.locator("article.letter:visible").first.screenshot(path=shots / f"letter-{path.stem}.png")
    count = page.locator("article.letter:not(.list)").count()
    page.close()
    return pages, count


def expect_a_page_each(office, printer, shots, name, *arguments):
    for language in ("vi", "en"):
        path = office.letters(f"{name}-{language}", *arguments, "--lang", language)
        pages, count = printed(printer, path, shots, hidden=".letter.list")
        assert pages == count > 0, (path, pages, count)


def test_letters_about_a_new_edition_and_reminders_are_a_page_each(office, printer, shots):
    expect_a_page_each(office, printer, shots, "new", SECOND, "--kind", "newEdition")
    expect_a_page_each(office, printer, shots, "new-sent", KIT, "--kind", "newEdition", "--all")
    office.run("notify", "remind", KIT)
    expect_a_page_each(office, printer, shots, "reminder", KIT, "--kind", "reminder")


def test_a_person_with_two_kits_gets_one_page_about_both(office, printer, shots):
    expect_a_page_each(office, printer, shots, "both", "--channel", "mail")
    path = office.letters("people")
    sheets = path.read_text().split('<article class="letter">')[1:]
    people = [re.search(r"<p class=\"to\"><b>(.*?)</b>", sheet)[1] for sheet in sheets]
    assert len(people) == len(set(people))
    assert any("Cặp thứ hai" in sheet and "Cặp tài liệu bí thư chi bộ thôn" in sheet for sheet in sheets)


def test_what_found_no_room_stands_on_a_list_of_its_own(office, printer, shots):
    path = office.letters("listed", KIT, "--kind", "newEdition", "--all")
    text = path.read_text()
    assert text.count("ghi trong bảng kê kèm theo") == text.count('<article class="letter list">') > 0
    pages, count = printed(printer, path, shots, hidden=".letter:not(.list)")
    assert pages >= text.count('<article class="letter list">')


def test_a_committee_with_many_branches_is_told_that_the_list_goes_on(office, printer, shots):
    office.run("notify", "remind", KIT, "--escalate")
    path = office.letters("escalation", "--kind", "escalation")
    for sheet in path.read_text().split('<article class="letter">')[1:]:
        one = path.with_name("one.html")
        one.write_text(path.read_text().split('<article class="letter">')[0] + '<article class="letter">' + sheet)
        pages, _ = printed(printer, one, shots)
        assert (pages > 1) == ("in tiếp sang trang sau" in sheet), (pages, sheet[:400])


def test_letters_about_a_withdrawn_edition_are_a_page_each(office, printer, shots):
    instead = "Dùng lại đợt 1; khi có đợt mới, ban sẽ cấp phát và báo riêng từng nơi."
    office.run("edition", "withdraw", SECOND, "2", "--instead", instead)
    expect_a_page_each(office, printer, shots, "withdrawal", "--kind", "withdrawal")
    assert oct(office.letters("private").stat().st_mode & 0o777) == "0o600"
