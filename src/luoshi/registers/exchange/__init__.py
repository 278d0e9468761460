"""Registers as workbooks: columns from the pack, what stands in them, and what a workbook would change."""
