"""Registers, records and their entries; bindings of targets to metrics; imports."""

from luoshi.registers.models.bindings import Binding
from luoshi.registers.models.imports import Import
from luoshi.registers.models.registers import Edition, Entry, Record, Register

__all__ = ["Binding", "Edition", "Entry", "Import", "Record", "Register"]
