"""An uncaught exception group is drawn as a tree."""
def bad(n):
    raise ValueError(f"bad {n}")
def collect():
    errors = []
    for i in range(2):
        try:
            bad(i)
        except ValueError as e:
            errors.append(e)
    try:
        [] + 1
    except TypeError as e:
        errors.append(ExceptionGroup("inner", [e, OSError("o")]))
    return errors
raise ExceptionGroup("several problems", collect())
