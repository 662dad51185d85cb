"""Notices of a sample office, sent by the program through exim4 and read back from its mailbox."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from exim import Exim, make_certificates

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "mat-khau-thu"
ALWAYS = "sending:\n  days: [mon, tue, wed, thu, fri, sat, sun]\n  from: '0:00'\n  to: '24:00'\n"


def program():
    if named := os.environ.get("SATCHEL_PROGRAM"):
        return named
    for build in ("release", "debug"):
        path = ROOT / ".build" / build / "satchel"
        if path.exists():
            return str(path)
    raise SystemExit("build satchel first: swift build -c release")


@pytest.fixture
def server():
    with tempfile.TemporaryDirectory() as folder:
        exim = Exim(folder, PASSWORD)
        yield exim
        exim.stop()


class Office:
    """A demo office whose mails go to a server of ours."""

    def __init__(self, folder):
        self.data = folder / "office"
        self.run("demo", "--data", str(self.data))
        self.settings = self.data / "settings.yaml"
        self.plain = self.settings.read_text()

    def run(self, *words, status=0, language="en", within=()):
        result = subprocess.run(
            [*within, program(), *words, "--lang", language], capture_output=True, text=True,
            env={"SATCHEL_DATA": str(self.data), "SATCHEL_USER": "quan-tri", "LANG": "en_GB.UTF-8", "HOME": "/root", "PATH": os.environ["PATH"]})
        assert result.returncode == status, f"{words}: {result.returncode}\n{result.stdout}{result.stderr}"
        return result.stdout

    def send_by(self, server, password=PASSWORD, host="localhost", authorities=None, security="startTLS", sending=ALWAYS):
        port = server.tls_port if security == "tls" else server.port
        login = f"  user: thu\n  password: {password}\n" if password else ""
        authorities = authorities or server.folder / "ca.pem"
        lines = []
        for line in self.plain.splitlines():
            lines.append(line)
            if line == "mail:":
                lines += f"  server: {host}:{port}\n  security: {security}\n  authorities: {authorities}\n{login}".splitlines()
        assert "mail:" in lines
        self.settings.write_text("\n".join(lines) + "\n" + sending)

    def waiting(self):
        return [row for row in json.loads(self.run("notify", "list", "--state", "waiting", "--json")) if row["channel"] == "mail"]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_mails_arrive_whole_over_tls(office, server):
    office.send_by(server)
    # What is due today; the run would write it too.
    office.run("notify", "write")
    waiting = {f"{row['id']}": row for row in office.waiting()}
    told = office.run("notify", "run")
    mails = server.mails(int(told.split()[1]))
    assert len(mails) > 10
    assert " P=esmtpsa " in server.log() and "A=plain:thu" in server.log()
    assert server.log().count("P=esmtpsa") == len(mails)
    for mail in mails:
        assert not sum((part.defects for part in mail.walk()), [])
        assert mail["Subject"] and mail["Auto-Submitted"] == "auto-generated"
        row = waiting[mail["Message-ID"].split("-")[1]]
        assert mail["Envelope-to"] == row["to"] and mail["To"].addresses[0].addr_spec == row["to"]
        text = mail.get_body(("plain",)).get_content()
        # The office's language, whoever sends.
        assert text.startswith("Kính gửi ") and mail["Content-Language"] == "vi" and mail.get_body(("html",)).get_content().startswith("<!doctype html>")
        for page in mail.iter_attachments():
            assert page.get_filename().startswith("bang-ke-") and "</html>" in page.get_content()
    assert any(True for mail in mails for _ in mail.iter_attachments())
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    # A second run finds nothing left to do.
    assert "0 sent" in office.run("notify", "run")
    assert len(server.mails(len(mails))) == len(mails)


def test_a_wrong_password_is_told_as_such(office, server):
    office.send_by(server, password="sai-mat-khau")
    told = office.run("notify", "run", status=75)
    assert "refuses the user or password" in told and "sai-mat-khau" not in told
    assert "P=esmtps" not in server.log()
    office.send_by(server)
    assert office.waiting()


def test_a_certificate_that_is_not_trusted_is_refused(office, server, tmp_path):
    make_certificates(tmp_path)
    office.send_by(server, authorities=tmp_path / "ca.pem")
    assert "not trusted" in office.run("notify", "run", status=75)
    # The right authority and another name.
    office.send_by(server, host="127.0.0.1")
    assert "not trusted" in office.run("notify", "run", status=75)
    assert " <= " not in server.log() and "A=plain" not in server.log()


def test_mails_go_over_tls_from_the_first_byte(office, server):
    office.send_by(server, security="tls")
    mails = server.mails(int(office.run("notify", "run").split()[1]))
    assert mails and server.log().count("P=esmtpsa") == len(mails)


@pytest.mark.parametrize("security", ["startTLS", "tls"])
def test_a_certificate_that_has_ended_is_refused(office, security):
    with tempfile.TemporaryDirectory() as folder:
        exim = Exim(folder, PASSWORD, days=30)
        try:
            office.send_by(exim, security=security)
            assert "not trusted" in office.run("notify", "run", status=75)
            assert " <= " not in exim.log() and "A=plain" not in exim.log()
        finally:
            exim.stop()


def test_authorities_of_the_office_replace_the_systems(office, server, tmp_path):
    """In a mount namespace of its own, the system trusts the server's authority."""
    system = tmp_path / "system"
    other = tmp_path / "other"
    for folder in (system, other):
        folder.mkdir()
    shutil.copy(server.folder / "ca.pem", system / "ca.pem")
    subprocess.run(["openssl", "rehash", system], check=True, capture_output=True)
    shutil.copy(server.folder / "ca.pem", system / "ca-certificates.crt")
    make_certificates(other)
    within = ["unshare", "-m", "sh", "-c", f'mount --bind {system} /etc/ssl/certs && exec "$@"', "sh"]
    office.send_by(server, authorities=other / "ca.pem")
    assert "not trusted" in office.run("notify", "run", status=75, within=within)
    assert " <= " not in server.log()
    # And it does trust it, when the office names none.
    office.settings.write_text("".join(
        line for line in office.settings.read_text().splitlines(True) if "authorities:" not in line))
    assert int(office.run("notify", "run", within=within).split()[1]) > 0


def test_outside_the_offices_hours_it_is_said_what_waits(office, server):
    office.send_by(server, sending="sending:\n  from: '23:58'\n  to: '23:59'\n")
    waiting = len(office.waiting())
    told = office.run("notify", "run")
    assert f"outside the office's hours (23:58–23:59), {waiting} wait until" in told and " sent" not in told
    assert " <= " not in server.log()


def test_a_server_that_wants_a_login_is_told_as_such(office, server):
    office.send_by(server, password=None)
    assert "wants a user" in office.run("notify", "run", status=75)


def test_a_mail_that_comes_back_is_telephoned(office, server):
    address = "tra-ve@localhost"
    code = max(office.waiting(), key=lambda row: row["id"])["code"]
    office.run("organisation", "contact", code, "--email", address)
    office.send_by(server)
    count = int(office.run("notify", "run").split()[1])
    sent = [mail for mail in server.mails(count) if mail["Return-path"] == "<>"]
    assert sent
    empty = server.folder / "empty.mbox"
    empty.write_bytes(b"")
    assert "Read 0 mails" in office.run("notify", "bounces", str(empty))
    for path in (server.folder, server.folder / "none.mbox", server.folder / "ca.pem"):
        office.run("notify", "bounces", str(path), status=1)
    box = server.folder / "returned.mbox"
    box.write_bytes(b"From MAILER-DAEMON Sun Nov 22 01:10:38 2026\n" + sent[0].as_bytes())
    assert "1 did not arrive" in office.run("notify", "bounces", str(box))
    assert "1 known before" in office.run("notify", "bounces", str(box))
