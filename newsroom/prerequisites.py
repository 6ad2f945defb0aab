"""What a machine must offer before anything can be installed on it, each lack a sentence that says what to do.

Run as a script by the Makefile, before there is a virtual environment: standard library only.
"""

import importlib.util
import socket
import sys

INSTALL_VENV = "On Debian and Ubuntu: apt-get install python3-venv."


def lacks_venv() -> str:
    """Why no virtual environment can be made with this Python; empty where one can."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            return (
                f"This Python ({sys.executable}) cannot make a virtual environment: "
                f"its module {module} is not installed. {INSTALL_VENV}"
            )
    return ""


def lacks_fts5() -> str:
    """Why this Python's SQLite cannot search; empty where it can."""
    try:
        import sqlite3
    except ImportError:
        return (
            f"This Python ({sys.executable}) was built without SQLite. Name another one with PYTHON=, "
            "such as the system's own python3."
        )
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE trial USING fts5(words)")
    except sqlite3.OperationalError:
        return (
            f"SQLite {sqlite3.sqlite_version}, as this Python ({sys.executable}) has it, was built without FTS5, "
            "which the search needs. Name another Python with PYTHON=, such as the system's own python3, "
            "or use PostgreSQL (DATABASE_URL)."
        )
    finally:
        connection.close()
    return ""


def lacks_port(port: str, host: str = "127.0.0.1") -> str:
    """Why nothing can be served on that port; empty where the port is free."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: it is a number from 1 to 65535, such as 8000."
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, int(port)))
        except PermissionError:
            return f"Port {port} is kept for the system. Choose one above 1023, for instance: make demo PORT=8000."
        except OSError:
            other = int(port) + 1 if int(port) < 65535 else 8000
            return (
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"make demo PORT={other}."
            )
    return ""


def main(arguments: list[str]) -> int:
    """Check what the steps named in the arguments need: venv, fts5, a port's number."""
    checks = {"venv": lacks_venv, "fts5": lacks_fts5}
    for argument in arguments:
        lack = checks[argument]() if argument in checks else lacks_port(argument)
        if lack:
            print(lack, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
