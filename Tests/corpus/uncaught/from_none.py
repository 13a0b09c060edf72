"""raise from None hides the context."""
try:
    {}["x"]
except KeyError:
    raise LookupError("not here") from None
