"""The review of a reading: what is unsure, what may be answered, and how changes are kept and undone."""
