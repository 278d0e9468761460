"""Forms on documents, adjustments and the review."""
