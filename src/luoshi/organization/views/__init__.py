"""Pages on units, groups, people and the accounts that work for them."""
