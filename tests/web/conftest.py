"""Pages are read in English too, so the catalogue is compiled before any test runs."""

from luoshi.cli.prepare import compile_messages

compile_messages()
