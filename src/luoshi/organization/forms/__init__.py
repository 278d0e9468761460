"""Forms on units, groups, people and accounts."""
