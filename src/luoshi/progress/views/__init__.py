"""Pages of publishing, reporting, confirming, accepting and of what one has to do."""
