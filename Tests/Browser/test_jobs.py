"""What the board, secretaries and the auditor do, one after the other, in one office: each test goes on where the one
before it ended."""

import json
import datetime
import re
import zipfile

import pytest

from conftest import Desk
from service import KIT, PASSWORD

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
SYMBOL = "912-QĐ/TW"
OLD = "37-QĐ/TW"
"""What the new document replaces: the kit's slot A08."""


def office_day(days: int) -> str:
    return (TODAY + datetime.timedelta(days=days)).strftime("%d/%m/%Y")


def small_pdf(text: str) -> bytes:
    """One page with a line of text."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


@pytest.fixture(scope="module")
def office(playwright):
    desk = Desk(playwright)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def phone(office):
    """A secretary's phone; no page of it may complain."""
    return office.page(None, 360, 800, is_mobile=True, has_touch=True)


def fill_document(page, symbol: str, title: str, issued: str) -> None:
    page.get_by_label("Số, ký hiệu", exact=True).fill(symbol)
    page.get_by_label("Tên loại").select_option("Quy định")
    page.get_by_label("Cơ quan ban hành").fill("Ban Chấp hành Trung ương")
    page.get_by_label("Trích yếu").fill(title)
    page.get_by_label("Ngày ban hành").fill(issued)
    page.get_by_label("Đã xác minh bằng cách nào").select_option(label="đã đối chiếu bản gốc")


def test_a_clerk_registers_what_replaces_a_document_of_the_kit(office):
    page = office.page("lan")
    page.goto(office.service.address + "/documents")
    page.get_by_role("link", name="Thêm văn bản").first.click()
    fill_document(page, SYMBOL, "Quy định thử về những điều đảng viên không được làm", office_day(-10))
    page.get_by_label("Tệp (PDF hoặc DOCX)").set_input_files(
        {"name": "912-QD-TW.pdf", "mimeType": "application/pdf", "buffer": small_pdf("912-QD/TW")})
    page.get_by_label("Tôi đã xem từng trang").check()
    page.get_by_label("Tìm văn bản").press_sequentially(OLD, delay=30)
    page.get_by_role("checkbox", name=f" {OLD}").check()
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert "Đã ghi văn bản vào sổ." in page.get_by_role("status").inner_text()
    assert "912-QĐ/TW" in page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("link", name=re.compile("^xác minh")).first.click()
    page.get_by_label("Đã đối chiếu với đâu").fill("Điều 2 của bản gốc")
    page.get_by_role("button", name="Xác nhận quan hệ").click()
    assert "Đã xác nhận quan hệ." in page.get_by_role("status").inner_text()
    assert "Điều 2 của bản gốc" in page.locator("main").inner_text()


def test_the_clerk_sees_what_would_change_and_submits(office):
    page = office.page("lan")
    page.goto(f"{office.service.address}/kits/{KIT}")
    assert "1 thay đổi đang chờ đợt tới." in page.locator("main").inner_text()
    assert SYMBOL in page.get_by_role("row", name=re.compile("A08")).inner_text()
    page.get_by_role("link", name="Xem trước và trình đợt 5").click()
    change = page.get_by_role("row", name=SYMBOL).first.inner_text()
    assert OLD in change and SYMBOL in change
    submit(page)


def submit(page) -> None:
    page.get_by_label("Hạn cập nhật").fill(office_day(20))
    page.get_by_role("button", name=re.compile("^Trình")).click()
    assert "Đã trình." in page.get_by_role("status").inner_text()


def test_the_issuer_returns_it_then_approves_and_issues(office):
    page = office.page("binh")
    page.goto(office.service.address + "/")
    page.goto(f"{office.service.address}/kits/{KIT}")
    page.get_by_role("link", name="Xem và duyệt đợt 5").click()
    assert SYMBOL in page.get_by_role("row", name=SYMBOL).first.inner_text()
    page.get_by_text("Trả lại, ghi lý do").click()
    page.get_by_label("Lý do trả lại").fill("Ghi thêm hạn cho các chi bộ xa")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    assert "Đã trả lại" in page.get_by_role("status").inner_text()

    clerk = office.page("lan")
    clerk.goto(f"{office.service.address}/kits/{KIT}")
    assert "Ghi thêm hạn cho các chi bộ xa" in clerk.locator("main").inner_text()
    clerk.get_by_role("link", name="Xem trước và trình đợt 5").click()
    submit(clerk)

    page.goto(f"{office.service.address}/kits/{KIT}/next")
    page.get_by_role("button", name=re.compile(r"^Duyệt phiếu trình số \d+$")).click()
    assert "Đã duyệt." in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Cấp phát đợt 5 cho 48 nơi").click()
    told = page.get_by_role("status").inner_text()
    assert "Đã cấp phát đợt 5" in told and "48 nơi nhận" in told


def test_a_secretary_on_a_phone_downloads_and_acknowledges(office, phone, tmp_path):
    link = office.service.personal_link(0)
    phone.goto(link)
    phone.wait_for_url("**/k")
    assert "#" not in phone.url, "the secret stays in the address"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert "Đợt 5" in phone.locator("main").inner_text()

    with phone.expect_download() as coming:
        phone.get_by_role("link", name=re.compile("^Tải phần thay thế")).tap()
    archive = tmp_path / "update.zip"
    coming.value.save_as(archive)
    with zipfile.ZipFile(archive) as update:
        assert update.testzip() is None
        names = update.namelist()
    assert any(name.endswith(".pdf") and "912" in name for name in names), names

    line = phone.get_by_role("listitem").filter(has_text=SYMBOL)
    with phone.expect_download() as coming:
        line.get_by_role("link", name=re.compile("^Tải")).tap()
    assert coming.value.path().read_bytes() == small_pdf("912-QD/TW")

    acknowledge(phone, lambda button: button.tap())
    again = office.page(None, 360, 800, is_mobile=True, has_touch=True, color_scheme="dark")
    again.goto(link)
    again.wait_for_url("**/k")
    assert_acknowledged(again)


def acknowledge(page, press) -> None:
    assert "Đã báo" not in page.locator("main").inner_text(), "opening acknowledges nothing"
    press(page.get_by_role("button", name="Đã tải tệp"))
    page.get_by_text("Đã báo: đã tải tệp").wait_for()
    press(page.get_by_role("button", name="Đã thay xong trong cặp giấy"))
    page.get_by_text("Đã báo: đã thay trong cặp giấy").wait_for()
    assert_acknowledged(page)


def assert_acknowledged(page) -> None:
    text = page.locator("main").inner_text()
    assert "Đã báo: đã tải tệp" in text
    assert "Đã báo: đã thay trong cặp giấy" in text
    assert "Đã cập nhật" in text


def test_a_secretary_without_script_opens_by_the_code(office):
    page = office.page(None, 360, 800, java_script_enabled=False)
    page.goto(office.service.address + "/k")
    page.get_by_label("Mã mở").fill(office.service.opening_code(1).lower().replace("-", " "))
    page.get_by_role("button", name="Mở", exact=True).click()
    page.wait_for_url("**/k")
    acknowledge(page, lambda button: button.click())


def test_the_auditor_goes_from_a_number_to_names_to_evidence(office):
    page = office.page("kiem-tra")
    page.goto(office.service.address + "/")
    page.get_by_role("link", name="Rà soát", exact=True).first.click()
    page.get_by_label("Cặp tài liệu").first.select_option(KIT)
    page.get_by_role("button", name="Rà soát").first.click()
    assert f"ngày {TODAY:%d/%m/%Y}" in page.locator("main").inner_text()

    number = page.get_by_role("link", name=re.compile(r"^\d+ chi bộ chưa cập nhật$")).first
    count = int(number.inner_text().split()[0])
    number.click()
    assert f"Từng nơi: {count} bản" in page.locator("main").inner_text()
    behind = page.get_by_role("rowheader").get_by_role("link").first
    name = behind.inner_text()
    behind.click()
    text = page.locator("main").inner_text()
    assert name in page.get_by_role("heading", level=1).inner_text()
    assert "Căn cứ" in text and OLD in text
    page.get_by_role("link", name=OLD).first.click()
    assert OLD in page.get_by_role("heading", level=1).inner_text()


def test_the_two_who_acknowledged_are_up_to_date(office):
    page = office.page("kiem-tra")
    page.goto(f"{office.service.address}/review?kit={KIT}&stand=updated")
    rows = page.get_by_role("row").filter(has_text="đợt 5").all_inner_texts()
    closed = json.loads(office.service.satchel("notices", "list", KIT, "--edition", "5", "--state", "notNeeded", "--json"))
    names = {row["node"] for row in closed if row["kind"] == "newEdition"}
    assert len(names) == 2 and len(rows) == 4, (names, rows)
    for name in names:
        assert len([row for row in rows if name in row and "đợt mới nhất" in row]) == 2, (name, rows)


# Keyboard alone


def focused(page) -> dict:
    """What has the focus, and whether a person sees it."""
    return page.evaluate(
        """() => {
            const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
            const name = e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || e.name || '';
            return {
                tag: e.tagName, name: name.trim(),
                isSeen: e === document.body || (
                    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none')
                    && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
            };
        }""")


def tab_to(page, name: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        assert here["isSeen"], f"the focus is not seen: {here}"
        if here["name"].startswith(name) and here["tag"] != "BODY":
            return
    raise AssertionError(f"Tab does not reach “{name}”")


def test_a_secretary_gets_through_with_the_keyboard_alone(office):
    page = office.page(None, 1280, 900, color_scheme="dark")
    page.goto(office.service.address + "/k")
    tab_to(page, "Mã mở")
    page.keyboard.type(office.service.opening_code(2))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đã tải tệp").wait_for()
    tab_to(page, "Đã tải tệp")
    page.keyboard.press("Enter")
    page.get_by_text("Đã báo: đã tải tệp").wait_for()


def test_an_auditor_signs_in_and_reviews_with_the_keyboard_alone(office):
    page = office.page(None, 1024, 768)
    page.goto(office.service.address + "/sign-in")
    tab_to(page, "Tên người dùng")
    page.keyboard.type("kiem-tra")
    tab_to(page, "Mật khẩu")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office.service.address}/")
    tab_to(page, "Đến nội dung")
    tab_to(page, "Rà soát")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    tab_to(page, "Tính đến ngày")
    page.keyboard.press("Control+a")
    page.keyboard.type("15/12/2021")
    page.keyboard.press("Enter")
    page.wait_for_url("**day=15*")
    assert "ngày 15/12/2021" in page.locator("main").inner_text()


# The folder check


def test_an_old_folder_is_checked_on_the_device(office, phone, tmp_path):
    archive = tmp_path / "cap-dot-3.zip"
    office.service.satchel("edition", "build", KIT, "3", "-o", str(archive))
    phone.goto(office.service.personal_link(0))
    phone.wait_for_url("**/k")
    phone.get_by_role("link", name="Đối chiếu cặp đang dùng").tap()
    phone.wait_for_url("**/k/check")
    sent = []
    phone.on("request", lambda request: sent.append((request.method, request.url, request.post_data_buffer)))
    assert phone.get_by_role("heading", name="Kết quả").count() == 0, "there is no result yet"
    phone.get_by_label("Tệp nén, hoặc từng tệp").set_input_files(archive)
    phone.get_by_role("heading", name="Kết quả").wait_for()
    old = phone.get_by_role("listitem").filter(has_text="37-QĐ")
    assert "Đã thay" in old.first.inner_text()
    assert "thay bằng" in old.first.inner_text() and "912-QĐ/TW" in old.first.inner_text()
    assert "Thiếu" in phone.locator("#list").inner_text()
    assert [(method, url.removeprefix(office.service.address), body) for method, url, body in sent] == [
        ("GET", "/k/check.json", None)]
