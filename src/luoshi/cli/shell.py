"""What the commands that need the application share."""

import os
import sys

import django
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError


def start_django() -> None:
    """Load the application with the settings of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    django.setup()


def database_answers() -> bool:
    """Whether the database can be reached; says what to do where it cannot."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
        print(f"连接不上数据库({engine}):{error}请检查 DATABASE_URL。", file=sys.stderr)
        return False
    return True
