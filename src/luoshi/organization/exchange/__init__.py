"""The roster as a workbook: sheets of units, people and groups that offices fill in, and back.

``columns`` says what the sheets look like, ``workbook`` opens a file that may hold anything, ``reading``
makes typed rows of it, ``comparison`` says what they would change, ``writing`` makes the workbook.
"""
