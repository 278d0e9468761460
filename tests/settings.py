"""The settings of an installation, with its data in a folder that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "LUOSHI_DATA" not in os.environ:
    os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-test-")
    atexit.register(shutil.rmtree, os.environ["LUOSHI_DATA"], ignore_errors=True)

from luoshi.config.settings import *  # noqa: F403
from luoshi.config.settings import STATIC_ROOT, STORAGES

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
# Pages name static files plainly: nothing was collected.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The real hasher is slow on purpose; each test run opens eight accounts and signs in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
