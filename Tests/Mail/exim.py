"""A real mail server on this machine: exim4 in a folder of its own, with STARTTLS, logins and a mailbox."""

import email
import email.policy
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import time

OWNER = "Debian-exim"

CONFIG = """
primary_hostname = localhost
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
local_interfaces = 127.0.0.1
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
exim_user = {owner}
exim_group = {owner}
keep_environment =
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_mail = accept
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
smtp_accept_max = 50
smtp_accept_max_per_connection = {per_connection}
smtp_accept_queue_per_connection = 0
host_lookup =
recipient_unqualified_hosts = *
rfc1413_hosts =
timeout_frozen_after = 1h
begin acl
rcpt:
  deny !authenticated = *
       message = 5.7.0 log in first
  deny local_parts = khong-co
       message = 5.1.1 no such user here
  defer local_parts = cho
       message = 4.2.0 come back later
  accept
begin routers
nobody:
  driver = redirect
  local_parts = tra-ve
  allow_fail
  data = :fail: no such user after all
all:
  driver = accept
  transport = mailbox
begin transports
mailbox:
  driver = appendfile
  directory = {folder}/maildir
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
  user = {owner}
  group = {owner}
begin retry
* * F,1h,1m
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{thu}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""


def make_certificates(folder, name="localhost", days=7300):
    """An authority and, by it, a certificate for a name, from 2019 on: good for any day that a test's office is at,
    unless it is for fewer days."""
    run = lambda *words: subprocess.run(["faketime", "2019-01-01", *words], check=True, cwd=folder, capture_output=True)
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7300", "-keyout", "ca.key", "-out",
        "ca.pem", "-subj", "/CN=Test authority", "-addext", "basicConstraints=critical,CA:TRUE")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj",
        f"/CN={name}")
    (folder / "extensions").write_text(f"subjectAltName=DNS:{name}\n")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-days", str(days), "-out", "server.pem", "-extfile", "extensions")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Exim:
    """Runs until it is stopped; what it took and delivered is read from its mailbox."""

    def __init__(self, folder, password="mat-khau-thu", per_connection=0, name="localhost", days=7300):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        # TLS from the first byte.
        self.tls_port = free_port()
        self.password = password
        for part in ["", "spool", "log", "maildir"]:
            (self.folder / part).mkdir(exist_ok=True)
        make_certificates(self.folder, name, days)
        config = self.folder / "exim.conf"
        config.write_text(CONFIG.format(folder=self.folder, port=self.port, tls_port=self.tls_port, owner=OWNER,
                                        password=password, per_connection=per_connection))
        owner = pwd.getpwnam(OWNER)
        for path in [self.folder, *self.folder.iterdir()]:
            if path != config:
                os.chown(path, owner.pw_uid, owner.pw_gid)
        for path in self.folder.parents:
            if path != pathlib.Path("/") and path.stat().st_uid == os.getuid():
                path.chmod(path.stat().st_mode | 0o011)
        self.program = shutil.which("exim4", path="/usr/sbin:/usr/bin")
        self.config = config
        self.process = subprocess.Popen([self.program, "-C", config, "-bdf", "-q1m"], stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("exim did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)

    def mails(self, count, seconds=20):
        """So many delivered mails, as Python's email reads them, once they are there."""
        folder = self.folder / "maildir/new"
        end = time.time() + seconds
        while time.time() < end:
            paths = sorted(folder.iterdir()) if folder.exists() else []
            if len(paths) >= count:
                break
            time.sleep(0.05)
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
        assert len(read) == count, f"{len(read)} of {count}"
        return read

    def log(self):
        return (self.folder / "log/mainlog").read_text()
