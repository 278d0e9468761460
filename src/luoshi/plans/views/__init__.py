"""Pages on documents, their review, and what changes between versions."""
