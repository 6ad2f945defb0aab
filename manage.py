#!/usr/bin/env python
"""Run a command of the project: `python manage.py help` lists them."""

import os
import sys
from pathlib import Path


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # A checkout that nobody has configured is a developer's own; a server has its environment or its .env.
    configured = {"SECRET_KEY", "SECRET_KEY_FILE"} & set(os.environ) or Path(__file__).with_name(".env").exists()
    if not configured:
        os.environ.setdefault("DEBUG", "true")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
