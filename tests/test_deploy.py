"""What deploy/ offers: nginx hands out renditions and nothing else of the media, and the whole stack answers."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from editions import media, tiles

from .conftest import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.socket"), *DEPLOY.glob("*.timer")])
HOST = "news.example.com"


def test_nginx_serves_the_addresses_of_renditions_as_the_site_has_them():
    (pattern,) = re.findall(r'location ~ "(.*)" \{', NGINX)
    assert pattern == rf"^/media/({media.ORIGINAL}/(?:{media.RENDITION}|{tiles.TILE}))$"


def test_nginx_reads_no_folder_but_that_of_renditions():
    assert re.findall(r"^\s*(root|alias) (.*);", NGINX, re.MULTILINE) == [
        ("root", "/var/www/acme"),
        ("root", "/srv/newsroom/var/media/renditions"),
    ]
    assert "autoindex" not in NGINX


def test_nginx_says_itself_what_the_site_believes():
    assert set(re.findall(r"proxy_set_header (\S+) (\S+);", NGINX)) == {
        ("Host", "$http_host"),
        ("X-Forwarded-Proto", "$scheme"),
        ("X-Forwarded-For", "$remote_addr"),
    }


def test_units_name_files_that_are_there():
    text = "".join(path.read_text() for path in UNITS)
    named = set(re.findall(r"deploy/[\w.-]*\w", text)) | {
        f"deploy/{name}" for name in re.findall(r"newsroom[\w-]*\.(?:socket|service|timer)", text)
    }
    assert len(named) > 3
    assert [name for name in sorted(named) if not (REPOSITORY / name).exists()] == []


def test_every_file_is_explained_on_the_page_of_operations():
    page = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.is_file() and path.name not in page] == []


def test_gunicorn_accepts_its_settings(child_environment):
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--check-config"],
        cwd=REPOSITORY,
        env=child_environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def running(command: list, log: Path, **options):
    """A program while it is needed; then it is asked to end, and ended."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(map(str, command)), stdout=output, stderr=output, stdin=subprocess.DEVNULL, **options
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(there, log: Path, process: subprocess.Popen, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        bound = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in bound:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in bound]


def answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def configuration(folder: Path, port: int, tls_port: int) -> str:
    """deploy/nginx.conf with this machine's paths and ports, on loopback only, and what stands around it."""
    site = re.sub(r"^\s*listen \[::\].*\n", "", NGINX, flags=re.MULTILINE)
    for named, ours in {
        "listen 80": f"listen 127.0.0.1:{port}",
        "listen 443": f"listen 127.0.0.1:{tls_port}",
        "/run/newsroom.sock": str(folder / "site.sock"),
        "/srv/newsroom/var/media": str(folder / "media"),
        "/etc/letsencrypt/live/news.example.com": str(folder),
        "/var/www/acme": str(folder / "acme"),
    }.items():
        assert named in site
        site = site.replace(named, ours)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{'user root;' if os.geteuid() == 0 else ''} pid {folder}/nginx.pid; daemon off; error_log stderr;\n"
        f"events {{}}\nhttp {{ {temporary} access_log {folder}/access.log;\n{site}}}\n"
    )


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """The site behind gunicorn and nginx, on ports of loopback, with a small archive in it: folder and ports."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    lacking = [name for name, there in (("nginx", nginx), ("openssl", shutil.which("openssl"))) if not there]
    if lacking:
        pytest.skip(f"the stack needs programs that are not installed: {', '.join(lacking)}")
    folder = tmp_path_factory.mktemp("stack")
    # Production's settings, but for the folder of collected static files, which is the checkout's.
    (folder / "stack_settings.py").write_text(
        f"from newsroom.settings import *\nSTATIC_ROOT = {str(folder / 'static')!r}\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "stack_settings",
        "DEBUG": "false",
        "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "CACHE_URL": "locmem://",
        "MEDIA_ROOT": f"{folder}/media",
    }

    def run(*command):
        done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr

    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}",
        "-addext", f"subjectAltName=DNS:{HOST}",
        "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"))  # fmt: skip
    run(sys.executable, "manage.py", "migrate", "--verbosity", "0")
    run(sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    run(sys.executable, "manage.py", "import_archive", "seeds/yanxi-evening-classic",
        "--publication", "yanxi-evening", "--publication-name", "砚溪晚报")  # fmt: skip
    port, tls_port = free_ports(2)
    (folder / "nginx.conf").write_text(configuration(folder, port, tls_port))
    run(nginx, "-t", "-p", str(folder), "-c", str(folder / "nginx.conf"))
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
                "--workers", "1", "--bind", f"unix:{folder}/site.sock"]  # fmt: skip
    logs = folder / "gunicorn.log", folder / "nginx.log"
    with (
        running(gunicorn, logs[0], cwd=REPOSITORY, env=environment) as site,
        running([nginx, "-p", folder, "-c", folder / "nginx.conf"], logs[1]) as proxy,
    ):
        until(lambda: (folder / "site.sock").exists(), logs[0], site)
        until(lambda: answers(tls_port), logs[1], proxy)
        yield folder, port, tls_port


@pytest.fixture
def ask(stack):
    """Asks the stack as a reader does: the status, the headers, and the content."""
    folder, port, tls_port = stack

    def ask(path, *, tls=True, host=HOST, method="GET", headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", tls_port if tls else port, timeout=30)
        if tls:
            context = ssl.create_default_context(cafile=folder / "fullchain.pem")
            raw = socket.create_connection(("127.0.0.1", tls_port), timeout=30)
            connection.sock = context.wrap_socket(raw, server_hostname=HOST)
        connection.request(method, path, headers={"Host": host, **(headers or {})})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, dict(response.headers), content

    return ask


def test_a_page_comes_through_the_stack_and_asks_for_tls_from_then_on(ask):
    status, headers, content = ask("/")
    assert status == 200
    assert "砚溪晚报" in content.decode()
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Server"] == "nginx"
    status, headers, _content = ask("/yanxi-evening/?a=1", tls=False, headers={"X-Forwarded-Proto": "https"})
    assert (status, headers["Location"]) == (301, f"https://{HOST}/yanxi-evening/?a=1")


def test_a_picture_is_made_by_the_site_once_and_then_served_by_nginx(ask, stack):
    folder = stack[0]
    address = re.search(r"/media/[\w/.]+\.jpg", ask("/")[2].decode())[0]
    rendition = folder / "media" / "renditions" / address.removeprefix("/media/")
    rendition.unlink(missing_ok=True)
    status, made_headers, made = ask(address)
    assert status == 200
    assert made == rendition.read_bytes()
    status, headers, served = ask(address)
    assert (status, served) == (200, made)
    # Only nginx, of the two, names a version of the file.
    assert "ETag" in headers
    assert "ETag" not in made_headers
    for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Access-Control-Allow-Origin"):
        assert headers[name] == made_headers[name]


def test_originals_are_not_reached_by_any_address_of_media(ask, stack):
    media_root = stack[0] / "media"
    original = next(path for path in (media_root / "originals").rglob("*") if path.is_file())
    name = original.relative_to(media_root / "originals")
    for address in (
        f"/media/{name}",
        f"/media/originals/{name}",
        f"/media/../originals/{name}",
        f"/media/%2e%2e/originals/{name}",
        f"/media/photos/..%2f..%2foriginals/{name}",
        f"/originals/{name}",
        "/media/",
    ):
        status, headers, _content = ask(address)
        assert (status, "image" in headers.get("Content-Type", "")) in [(404, False), (400, False), (301, False)], (
            address
        )
    status, headers, _content = ask(f"/admin/originals/{name}")
    assert (status, headers["Location"]) == (302, f"/admin/login/?next=/admin/originals/{name}")


def test_a_monitor_is_answered(ask):
    status, headers, content = ask("/healthz")
    assert (status, content) == (200, b"ok\n")
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


def test_another_host_gets_no_answer(ask):
    with pytest.raises(http.client.RemoteDisconnected):
        ask("/", host="other.example", tls=False)
