"""A sample office served over TLS on a host name, and browsers that look at it as people do."""

import base64
import hashlib
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST = "cap.iapa.test"
PASSWORD = "một câu dài để nhớ"
PEOPLE = {"quan-tri": "administrator", "binh": "issuer", "lan": "clerk", "kiem-tra": "viewer"}
KIT = "bi-thu-chi-bo-thon"
WIDTHS = (360, 768, 1280)


def program() -> str:
    """The `satchel` named by SATCHEL_PROGRAM, or the one that was built: release if it is there."""
    if named := os.environ.get("SATCHEL_PROGRAM"):
        return named
    for build in ("release", "debug"):
        path = ROOT / ".build" / build / "satchel"
        if path.exists() and os.environ.get("SATCHEL_BUILD", build) == build:
            return str(path)
    raise SystemExit("build satchel first: swift build -c release")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Certificate:
    """A key of our own for HOST; browsers are told its fingerprint and trust nothing else."""

    def __init__(self, folder: pathlib.Path):
        self.pem, self.key = folder / "host.pem", folder / "host.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-keyout", self.key, "-out", self.pem, "-days", "2", "-subj", f"/CN={HOST}",
             "-addext", f"subjectAltName=DNS:{HOST}"], check=True, capture_output=True)
        public = subprocess.run(["openssl", "x509", "-in", self.pem, "-pubkey", "-noout"], check=True, capture_output=True)
        der = subprocess.run(
            ["openssl", "pkey", "-pubin", "-outform", "DER"], input=public.stdout, check=True, capture_output=True)
        self.fingerprint = base64.b64encode(hashlib.sha256(der.stdout).digest()).decode()


class Service:
    """One office and the process that serves it."""

    def __init__(self, sample: str = "ia-pa"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="satchel-browser-"))
        self.data = self.folder / "office"
        self.port = free_port()
        self.certificate = Certificate(self.folder)
        self.address = f"https://{HOST}:{self.port}"
        self.satchel("demo", "--data", str(self.data), "--office", sample)
        settings = self.data / "settings.yaml"
        text = re.sub(r"(?m)^baseAddress: .*$", f"baseAddress: {self.address}", settings.read_text())
        settings.write_text(text)
        self.process = None
        self.welcome = None
        self.start()

    def satchel(self, *arguments: str, user: str = "quan-tri") -> str:
        """Runs the command line beside the service."""
        done = subprocess.run(
            [program(), *arguments], check=False, capture_output=True, text=True,
            env={**os.environ, "SATCHEL_DATA": str(self.data), "SATCHEL_USER": user, "LANG": "vi_VN.UTF-8"})
        assert done.returncode in (0, 3), f"satchel {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        self.log = open(self.folder / "service.log", "a+")
        self.process = subprocess.Popen(
            [program(), "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
             "--tls-cert", self.certificate.pem, "--tls-key", self.certificate.key],
            stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, "LANG": "vi_VN.UTF-8"})
        for _ in range(200):
            if self.is_up():
                break
            time.sleep(0.05)
        else:
            raise AssertionError(self.said())
        for _ in range(20):
            found = re.search(r"https://\S+/welcome#\S+", self.said())
            if found:
                self.welcome = found.group().replace("127.0.0.1", HOST)
                return
            if self.welcome:
                return
            time.sleep(0.05)

    def said(self) -> str:
        return (self.folder / "service.log").read_text()

    def is_up(self) -> bool:
        try:
            return self.open("/health").status == 200
        except OSError:
            return False

    def open(self, path: str, headers: dict | None = None):
        """Asks without a browser."""
        context = ssl.create_default_context(cafile=str(self.certificate.pem))
        context.check_hostname = False
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", headers=headers or {})
        return urllib.request.urlopen(request, context=context, timeout=30)

    def persons(self, kit: str = KIT) -> list[tuple[str, str]]:
        """The personal link and the opening code of each person told of the newest edition, first to last."""
        told = self.satchel("notices", "persons", kit, "--kind", "newEdition", "--all")
        links = re.findall(r"https://\S+/k#\S+", told)
        codes = re.findall(r"(?m)nhập mã (\S+)$", told)
        assert links and len(links) == len(codes), told[:2000]
        return list(zip(links, codes))

    def personal_link(self, place: int = 0) -> str:
        return self.persons()[place][0]

    def opening_code(self, place: int) -> str:
        return self.persons()[place][1]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0, self.said()[-2000:]

    def remove(self) -> None:
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)


def browser_arguments(service: Service) -> list[str]:
    return [
        "--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={service.certificate.fingerprint}",
    ]
