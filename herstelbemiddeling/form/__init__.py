"""The public form as plain Python: its fields and steps, what travels with it, what is junk."""
