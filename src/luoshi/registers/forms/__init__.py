"""Forms of the registers, made from their packs."""
