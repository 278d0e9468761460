"""`luoshi prepare`: bring database, messages and static files up to date. Quick when they are."""

import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from luoshi.cli.arguments import Parser
from luoshi.cli.shell import database_answers, start_django


def main(argv: list[str]) -> int:
    """0 ready, 1 the database does not answer."""
    parser = Parser(prog="luoshi prepare", description="建立或升级数据库和静态文件。")
    parser.parse_args(argv)
    compile_messages()
    start_django()
    return 0 if prepare() else 1


def prepare() -> bool:
    """Migrate and collect what changed. Needs Django to be loaded; false without a database."""
    if not database_answers():
        return False
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    _add_divisions()
    _raise_missing_doubts()
    _collect_static()
    return True


def _add_divisions() -> None:
    """The lists of division codes that an installation begins with. Models exist only once Django runs."""
    divisions = import_module("luoshi.organization.divisions")
    with transaction.atomic():
        divisions.add_missing_editions()


def _raise_missing_doubts() -> None:
    import_module("luoshi.plans.actions.review.raising").raise_missing_doubts()


def compile_messages() -> None:
    """Compile each message catalogue that is newer than its compiled form. Before Django starts."""
    for source in (Path(__file__).parent.parent / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        with compiled.open("wb") as file:
            write_mo(file, catalogue)


def _collect_static() -> None:
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    made_from = _fingerprint()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(made_from)


def _fingerprint() -> str:
    """Changes when a static source file appears, goes or changes."""
    described = sorted(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in _sources())
    return hashlib.sha256("\n".join(described).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    return (path for path in Path(__file__).parent.parent.glob("*/static/**/*") if path.is_file())
