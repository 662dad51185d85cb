"""A whole campaign of the demo office under a clock that is set: a document is superseded, the next edition issued, and
everything that reaches people is read from the mail server's mailbox."""

import email.utils
import json
import os
import re
import subprocess
import zipfile

import pytest

from test_mail import PASSWORD, program, server  # noqa: F401  (a fixture)

KIT = "bi-thu-chi-bo-thon"
NEW, OLD = "300-QĐ/TW@20/11/2025", "296-QĐ/TW@30/05/2025"
COMMITTEES = {"XIP": "xip@iapa.example", "XIT": "xit@iapa.example", "XPT": "xpt@iapa.example"}


class Campaign:
    """The demo office on days of one's choice, at eight in the morning there."""

    def __init__(self, folder, server):
        self.folder, self.data, self.server = folder, folder / "office", server
        self.read = 0
        self.run("2025-11-22", "demo", "--data", str(self.data))
        settings = self.data / "settings.yaml"
        lines = settings.read_text().splitlines()
        place = lines.index("mail:") + 1
        lines[place:place] = [
            f"  server: localhost:{server.port}", "  security: startTLS",
            f"  authorities: {server.folder / 'ca.pem'}", "  user: thu", f"  password: {PASSWORD}"]
        settings.write_text("\n".join(lines) + "\n")

    def run(self, day, *words, user="quan-tri"):
        env = {
            "SATCHEL_DATA": str(self.data), "SATCHEL_USER": user, "LANG": "vi_VN.UTF-8", "HOME": "/root",
            "PATH": os.environ["PATH"], "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        # The clock is told in UTC; the office is seven hours ahead.
        done = subprocess.run(
            ["faketime", f"{day} 01:00:00", program(), *words], capture_output=True, text=True, env=env)
        # An audit that finds something says so by its status.
        assert done.returncode in ((0, 3) if words[0] == "audit" else (0,)), f"{day} {words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def rows(self, day, *words):
        return json.loads(self.run(day, *words, "--json"))

    def send(self, day):
        """What reaches people on a day, by address."""
        told = self.run(day, "notify", "run")
        count = int(re.search(r"đã gửi (\d+)", told)[1])
        mails = self.server.mails(self.read + count)
        new = [mail for mail in mails if mail["Message-ID"] not in getattr(self, "known", set())]
        self.known = {mail["Message-ID"] for mail in mails}
        self.read += count
        assert len(new) == count
        found = {email.utils.parseaddr(mail["To"])[1]: mail for mail in new}
        assert len(found) == count, "nobody gets two mails on one day"
        return found

    def slip(self, day, code, kit):
        """The receipt code in the kit made out to a branch, as its secretary reads it out."""
        path = self.folder / f"{code}.zip"
        self.run(day, "kit", "build", kit, "--for", code, "-o", str(path))
        with zipfile.ZipFile(path) as archive:
            page = next(name for name in archive.namelist() if "Phi" in name and name.endswith(".html"))
            return re.search(r'<b class="code">([0-9 ]+)</b>', archive.read(page).decode())[1].split()

    def receive(self, day, code, kit=KIT):
        return self.run(day, "receipt", *self.slip(day, code, kit), "--proof", "filed")


@pytest.fixture
def campaign(tmp_path, server):  # noqa: F811
    return Campaign(tmp_path, server)


def supersede_and_issue(campaign, day):
    clerk, deputy = "hoa.ban-to-chuc", "binh.pho-truong-ban"
    old = next(row for row in campaign.rows(day, "document", "list") if row["symbol"] == "296-QĐ/TW")
    campaign.run(
        day, "document", "add", "--symbol", "300-QĐ/TW", "--type", old["type"], "--body", old["body"], "--issued",
        "20/11/2025", "--effective", "20/11/2025", "--title", "Quy định mới để thử", "--verified", user=clerk)
    signed = campaign.folder / "300.pdf"
    signed.write_bytes(b"%PDF-1.4 300")
    campaign.run(
        day, "document", "file", NEW, str(signed), "--kind", "signed", "--every-page-looked-at", user=clerk)
    campaign.run(day, "relation", "add", NEW, "replaces", OLD, "--evidence", "Điều 1", user=clerk)
    debts = campaign.run(day, "notify", "plan")
    assert "296-QĐ/TW, ngày 30/05/2025, 20/11/2025 → Quy định 300-QĐ/TW" in debts
    campaign.run(day, "edition", "submit", KIT, "--due", "05/12/2025", user=clerk)
    campaign.run(day, "edition", "approve", KIT, user=deputy)
    campaign.run(day, "edition", "issue", KIT, user=deputy)


def reached(campaign, day, channel):
    """Whom a notice about the newest edition waits for, by branch."""
    rows = campaign.rows(day, "notify", "list", KIT, "--edition", "5", "--state", "waiting")
    return {row["code"]: row["to"] for row in rows if row["channel"] == channel and row["kind"] == "newEdition"}


def both(mail):
    """Its two bodies, which say the same."""
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert not sum((part.defects for part in mail.walk()), [])
    link = re.search(r"https://cap\.iapa\.example/k#\S+", plain)
    if link:
        assert f'href="{link[0]}"' in html
    assert "#" not in mail["Subject"] and "http" not in mail["Subject"]
    return plain, html


def test_from_a_superseded_document_to_the_last_receipt(campaign):
    for code, address in COMMITTEES.items():
        campaign.run("2025-11-24", "organisation", "contact", code, "--email", address)
    # The one commune committee that is behind with its own kit exchanges it first.
    campaign.receive("2025-11-24", "XPT", "bi-thu-dang-uy-xa")
    supersede_and_issue(campaign, "2025-11-24")
    # What waited about the edition before is closed; all 48 branches are told, each by its own way.
    waiting = campaign.rows("2025-11-24", "notify", "list", KIT, "--state", "waiting")
    assert {row["edition"] for row in waiting} == {5}
    by_mail = reached(campaign, "2025-11-24", "mail")
    by_phone = reached(campaign, "2025-11-24", "telephone")
    assert (len(by_mail), len(reached(campaign, "2025-11-24", "chat")), len(by_phone)) == (25, 10, 13)

    issued = campaign.send("2025-11-24")
    assert sorted(issued) == sorted(by_mail.values())
    held = {row["code"]: row["held"] for row in campaign.rows("2025-11-24", "audit", KIT, "--all")
            if row["copy"] == "electronic"}
    for code, address in by_mail.items():
        plain, html = both(issued[address])
        assert issued[address]["Subject"].startswith("Thư báo: ") and "đợt 5" in issued[address]["Subject"]
        # The changes since the edition this branch holds: one since edition 4, more since an older one.
        assert f"so với đợt {held[code]} (" in plain and f"so với đợt {held[code]} (" in html
        assert "Đưa vào: Quy định 300-QĐ/TW, ngày 20/11/2025" in plain
        changes = re.findall(r"^\d+\. ", plain, re.MULTILINE)
        assert (len(changes) == 1) == (held[code] == 4)
        assert ("Rút ra: Quy định 296-QĐ/TW" in plain) == (held[code] == 4)
        (page,) = issued[address].iter_attachments()
        assert "300-QĐ/TW" in page.get_content()
    assert {held[code] for code in by_mail} == {2, 3, 4}

    assert not campaign.send("2025-11-25")
    # Two secretaries telephone: one with mail, one on the list to telephone.
    told, called = min(by_mail), min(by_phone)
    assert "Đã ghi." in campaign.receive("2025-11-26", told)
    assert "Đã ghi." in campaign.receive("2025-11-26", called)
    calls = {row["code"] for row in campaign.rows("2025-11-26", "notify", "list", "--telephone")}
    assert called not in calls and calls == set(by_phone) - {called}

    late = {code: address for code, address in by_mail.items() if code != told}
    for day, subject in [
        ("2025-11-27", "Thư nhắc: "), ("2025-11-28", None), ("2025-11-29", None), ("2025-12-01", "Thư nhắc: "),
        ("2025-12-02", None), ("2025-12-03", "Thư nhắc gấp: "), ("2025-12-04", None), ("2025-12-05", None),
    ]:
        mails = campaign.send(day)
        assert sorted(mails) == (sorted(late.values()) if subject else []), day
        for mail in mails.values():
            plain, _ = both(mail)
            assert mail["Subject"].startswith(subject) and "hạn 05/12/2025" in mail["Subject"]
            assert "chưa có xác nhận" in plain

    # Three days after the due day: the next reminder, and one list to each committee of its own late branches.
    last = campaign.send("2025-12-08")
    assert sorted(last) == sorted([*late.values(), *COMMITTEES.values()])
    audit = {row["code"]: row["parent"] for row in campaign.rows("2025-12-08", "audit", KIT, "--all")
             if row["copy"] == "paper" and row["edition"] != "latest"}
    assert told not in audit and called not in audit and len(audit) == 46
    names = {row["code"]: row["name"] for row in campaign.rows("2025-12-08", "organisation", "list")}
    for committee, address in COMMITTEES.items():
        plain, html = both(last[address])
        below = {code for code, parent in audit.items() if parent == names[committee]}
        assert below and set(re.findall(r"\(([A-Z]{3}-\d\d)\)", plain)) == below
        assert set(re.findall(r"\(([A-Z]{3}-\d\d)\)", html)) == below
        assert "#" not in plain, "a committee gets no branch's own link"
    assert not campaign.send("2025-12-09")

    # A receipt by telephone ends it for one more; the audit shows who said so, how and when.
    other = max(late)
    campaign.receive("2025-12-10", other)
    assert sorted(campaign.send("2025-12-11")) == sorted(set(late.values()) - {late[other]})
    row = next(row for row in campaign.rows("2025-12-11", "audit", KIT, "--all")
               if row["code"] == other and row["copy"] == "paper")
    assert row["edition"] == "latest" and row["held"] == 5
    proof = campaign.rows("2025-12-11", "receipt", "list", KIT, "--node", other)[-1]
    assert (proof["medium"], proof["proof"]) == ("phone", "filed")
    assert campaign.run("2025-12-11", "check").strip()
