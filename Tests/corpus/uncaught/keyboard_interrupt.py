"""A raised KeyboardInterrupt exits with 130."""
print("start", flush=True)
raise KeyboardInterrupt
