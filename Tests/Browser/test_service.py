"""What must hold when things go wrong: two at once, lines that break, a service that dies, input that is broken."""

import hashlib
import http.client
import re
import ssl
import time

import pytest

from conftest import Desk
from service import HOST, KIT
from test_jobs import TODAY, fill_document, office_day


@pytest.fixture(scope="module")
def office(playwright):
    desk = Desk(playwright)
    yield desk
    desk.close()


def connection(service) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cafile=str(service.certificate.pem))
    context.check_hostname = False
    return http.client.HTTPSConnection("127.0.0.1", service.port, context=context, timeout=60)


def asked(page, service, path: str, headers: dict | None = None, most: int | None = None):
    """Status, headers and body of an address, asked for as whoever is signed in on a page; cut after `most` bytes."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    line = connection(service)
    line.request("GET", path, headers={"Host": f"{HOST}:{service.port}", "Cookie": cookies, **(headers or {})})
    answer = line.getresponse()
    body = answer.read() if most is None else answer.read(most)
    line.close()
    return answer.status, answer.headers, body


def sent(page, form, times: int = 1) -> list[int]:
    """Sends a form as it stands so many times at once, as an impatient person does."""
    return form.evaluate(
        """async (form, times) => {
            const body = () => new URLSearchParams(new FormData(form));
            const all = Array.from({length: times}, () => fetch(form.action, {method: 'POST', body: body()}));
            return (await Promise.all(all)).map(answer => answer.status);
        }""", times)


def text(page) -> str:
    return page.locator("main").inner_text()


def opened(office, place: int):
    """A secretary's page, of a context of its own."""
    page = office.page(None, 360, 800, device_scale_factor=1 + place / 100)
    page.goto(office.service.personal_link(place))
    page.wait_for_url("**/k")
    return page


def test_the_second_of_two_who_change_a_slot_is_told_what_changed(office):
    address = f"{office.service.address}/kits/{KIT}/slots/"
    first, second = office.page("lan"), office.page("quan-tri")
    first.goto(address + "A14")
    second.goto(address + "C03")
    put_in(first, "Mẫu: Báo cáo tháng của chi bộ")
    assert "Đã lưu cặp tài liệu." in first.get_by_role("status").inner_text()

    put_in(second, "Mẫu: Nghị quyết chi bộ")
    assert "Người khác vừa sửa cặp này" in text(second)
    assert "lan" in text(second) and "A14: đưa vào bao-cao-thang" in text(second)
    assert "C03" in text(second), "the own change is told"
    kit = office.service.satchel("kit", "export", KIT)
    assert (kit.count("- bao-cao-thang"), kit.count("- nghi-quyet-chi-bo")) == (2, 1), "nothing is lost or overwritten"

    second.get_by_role("button", name="Ghi lại phần của tôi").click()
    assert "Đã lưu cặp tài liệu." in second.get_by_role("status").inner_text()
    kit = office.service.satchel("kit", "export", KIT)
    assert (kit.count("- bao-cao-thang"), kit.count("- nghi-quyet-chi-bo")) == (2, 2)


def put_in(page, name: str) -> None:
    page.get_by_label("Mẫu, bản mẫu, đề cương, hướng dẫn").select_option(label=name)
    page.get_by_role("button", name="Đưa vào", exact=True).last.click()


def test_a_download_that_was_cut_goes_on_where_it_ended(office):
    page = opened(office, 3)
    path = page.get_by_role("link", name=re.compile("^Tải cả cặp")).get_attribute("href")
    status, headers, whole = asked(page, office.service, path)
    assert status == 200 and headers["Accept-Ranges"] == "bytes"
    tag, length = headers["ETag"], int(headers["Content-Length"])
    assert length == len(whole)

    _, _, half = asked(page, office.service, path, most=length // 3)
    assert len(half) == length // 3
    rest = {"Range": f"bytes={len(half)}-", "If-Range": tag}
    status, headers, more = asked(page, office.service, path, rest)
    assert status == 206
    assert headers["Content-Range"] == f"bytes {len(half)}-{length - 1}/{length}"
    assert hashlib.sha256(half + more).digest() == hashlib.sha256(whole).digest()

    # Another file by now: everything again.
    status, _, again = asked(page, office.service, path, {**rest, "If-Range": '"another"'})
    assert status == 200 and again == whole

    status, headers, _ = asked(page, office.service, path, {"Range": f"bytes={length}-"})
    assert status == 416 and headers["Content-Range"] == f"bytes */{length}"


def test_a_wrong_link_and_one_that_ended_are_answered_alike(office):
    page = office.page(None, 1280)
    told = []
    used = office.service.satchel("account", "invite", "kiem-tra").split()[-1]
    newer = office.service.satchel("account", "invite", "kiem-tra").split()[-1]
    assert used != newer
    wrong = used[:-8] + ("AAAAAAAA" if not used.endswith("AAAAAAAA") else "BBBBBBBB")
    for address in (used, wrong):
        page.goto("about:blank")
        page.goto(address)
        page.get_by_label("Tên người dùng").fill("kiem-tra")
        page.get_by_label("Mật khẩu mới").fill("một câu khác để thử")
        page.get_by_label("Ghi lại mật khẩu").fill("một câu khác để thử")
        page.get_by_role("button", name="Đặt mật khẩu và vào").click()
        told.append(page.get_by_role("alert").inner_text())
    assert told[0] == told[1] and "không dùng được" in told[0]

    # A secretary's link ends when the way to reach them changes: who finds the old letter gets nowhere.
    told = []
    right = office.service.personal_link(4)
    node = re.findall(r"(?m)^── (\S+)", office.service.satchel("notices", "persons", KIT, "--kind", "newEdition", "--all"))[4]
    office.service.satchel("organisation", "contact", node, "--phone", "0900 000 111")
    assert office.service.personal_link(4) != right
    for address in (right, right[:-6] + "AAAAAA"):
        page.goto("about:blank")
        page.goto(address)
        told.append(page.get_by_role("alert").inner_text())
    assert told[0] == told[1] and "không dùng được" in told[0]


def test_a_form_sent_twice_acts_once(office):
    page = opened(office, 5)
    form = page.locator("form").filter(has=page.get_by_role("button", name="Đã tải tệp"))
    assert sent(page, form, times=3) == [200, 200, 200]
    page.goto(office.service.address + "/k/history")
    day = f"{TODAY:%d/%m/%Y}"
    rows = [row for row in page.get_by_role("row").all_inner_texts() if day in row and "tải tệp" in row]
    assert len(rows) == 1, rows


def test_what_people_write_stays_text(office):
    page = office.page("lan")
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(office.service.address + "/documents/new")
    title = "<script>document.title='owned'</script><img src=x onerror=alert(1)> & “nháy”"
    fill_document(page, "913-QĐ/TW", title, office_day(-3))
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert "Đã ghi văn bản vào sổ." in page.get_by_role("status").inner_text()
    assert title in text(page)
    assert page.title() != "owned"
    page.goto(office.service.address + "/documents?q=913")
    assert title in text(page)
    assert heard == []


def test_a_day_that_is_none_is_told_and_nothing_is_lost(office):
    page = office.page("lan")
    page.goto(office.service.address + "/documents/new")
    fill_document(page, "914-QĐ/TW", "Văn bản có ngày sai", "31/02/2026")
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert "“31/02/2026” không phải là ngày" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Trích yếu").input_value() == "Văn bản có ngày sai"
    assert page.get_by_label("Ngày ban hành").input_value() == "31/02/2026"


def test_a_file_that_is_too_large_is_told_in_words(office, tmp_path):
    large = tmp_path / "lon.pdf"
    with open(large, "wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(300 << 20)
    page = office.page("lan")
    page.goto(office.service.address + "/documents/new")
    fill_document(page, "915-QĐ/TW", "Văn bản có tệp quá lớn", office_day(-3))
    page.get_by_label("Tệp (PDF hoặc DOCX)").set_input_files(large)
    page.get_by_label("Tôi đã xem từng trang").check()
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert "260 MB" in page.get_by_role("alert").inner_text()


MOMENTS = (0.0, 0.03, 0.06, 0.09, 0.12, 0.3)
"""Seconds between pressing and the end of the service."""


def test_an_issue_cut_by_the_end_of_the_service_is_whole_or_not_at_all(office, tmp_path):
    service, page = office.service, office.page("binh")
    found = []
    for round, moment in enumerate(MOMENTS):
        number = change_and_approve(service, round, tmp_path)
        page.goto(f"{service.address}/kits/{KIT}/next")
        button = page.get_by_role("button", name=re.compile(f"^Cấp phát đợt {number} cho"))
        button.click(no_wait_after=True)
        time.sleep(moment)
        service.kill()
        editions = numbers(service)
        found.append(number in editions)
        assert editions == list(range(1, len(editions) + 1)), editions
        service.satchel("check")
        service.start()
        if number not in editions:
            page.goto(f"{service.address}/kits/{KIT}/next")
            page.get_by_role("button", name=re.compile(f"^Cấp phát đợt {number} cho")).click()
            assert f"Đã cấp phát đợt {number}" in page.get_by_role("status").inner_text()
        assert numbers(service) == list(range(1, number + 1))
        archive = tmp_path / f"{number}.zip"
        service.satchel("edition", "build", KIT, str(number), "-o", str(archive))
        service.satchel("verify", str(archive))
    print("issued when the service ended:", dict(zip(MOMENTS, found)))
    service.satchel("check")


def change_and_approve(service, round: int, folder) -> int:
    """Changes the kit, submits and approves what follows; returns the number of the edition that waits."""
    told = service.satchel("kit", "export", KIT)
    paper, next = (rf"(?m)^( *)- de-cuong-chuyen-de-{name}\n" for name in ("dao-duc", "moi-truong"))
    new = re.sub(paper, "", told)
    if new == told:
        new = re.sub(next, r"\1- de-cuong-chuyen-de-dao-duc\n\g<0>", told)
    assert new != told
    file = folder / f"kit-{round}.yaml"
    file.write_text(new)
    service.satchel("kit", "define", str(file))
    service.satchel("edition", "submit", KIT, "--due", office_day(20), user="lan")
    service.satchel("edition", "approve", KIT, user="binh")
    return len(numbers(service)) + 1


def numbers(service) -> list[int]:
    """The editions there are, first to last."""
    return [int(number) for number in re.findall(rf"(?m)^{KIT} +(\d+) ", service.satchel("edition", "list", KIT))]
