"""Runs the whole suite on each database: `python -m tests.legs`, with arguments for pytest.

SQLite first, then PostgreSQL. REQUIRE_POSTGRES=1 makes a missing PostgreSQL a failure, REQUIRE_BROWSER=1 a missing
Chromium; --temporary-cluster passes over every server and starts one from installed programs.
"""

import os
import signal
import subprocess
import sys
import time

from . import postgres
from .conftest import REPOSITORY, find_chromium, hears_ctrl_c, is_required

TEMPORARY = "--temporary-cluster"
PARALLEL = ("-n", "auto", "--maxprocesses", "4")
MISSING = 3


def pytest_leg(name: str, url: str, arguments: list[str]) -> tuple[int, str]:
    """Run pytest on that database; its exit code, and a line on how it went."""
    print(f"\n=== {name} ===", flush=True)
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "TEST_DATABASE_URL": url},
        preexec_fn=hears_ctrl_c,
    )
    try:
        code = process.wait()
    except BaseException as stopped:
        # pytest is to clean up too. A terminal's Ctrl-C has reached it already, and a second one would cut that short.
        if not isinstance(stopped, KeyboardInterrupt):
            process.send_signal(signal.SIGINT)
        for harder in (process.terminate, process.kill):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                harder()
        process.wait()
        raise
    said = {0: "passed", 1: "FAILED", 5: "FAILED, no test was found"}.get(code, f"FAILED, pytest ended with {code}")
    return code, f"{name}: {said} ({time.monotonic() - started:.0f} s)"


def not_run(name: str, why: str, *, required: bool) -> tuple[int, str]:
    """The exit code of what could not run, and the line that says so."""
    return MISSING if required else 0, f"{name}: {'FAILED, ' if required else ''}NOT RUN: {why}."


def main(arguments: list[str]) -> int:
    """Both legs, and whether a browser was there; the first exit code that is not 0, else 0."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(128 + signal.SIGHUP))
    temporary = TEMPORARY in arguments
    arguments = [argument for argument in arguments if argument != TEMPORARY]
    if not any(argument.startswith("-n") for argument in arguments):
        arguments = [*PARALLEL, *arguments]
    legs = [pytest_leg("SQLite", "", arguments)]
    try:
        with postgres.server(temporary=temporary) as (url, name):
            legs.append(pytest_leg(name, url, arguments))
    except postgres.NotAvailable as why:
        legs.append(not_run("PostgreSQL", str(why), required=is_required("POSTGRES")))
    if chromium := find_chromium():
        legs.append((0, f"Browser tests: with {chromium}"))
    else:
        lack = "no Chromium on the PATH (or CHROMIUM=)"
        legs.append(not_run("Browser tests", lack, required=is_required("BROWSER")))
    print("\nThe legs that ran:")
    for _code, line in legs:
        print(f"  {line}")
    return next((code for code, _line in legs if code), 0)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
