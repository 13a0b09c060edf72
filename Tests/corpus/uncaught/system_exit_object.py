"""SystemExit with an object that isn't an int: its str and exit code 1."""
raise SystemExit([1, "two"])
