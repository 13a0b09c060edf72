"""A class derived from BaseException, and an error while exiting a with block."""
class Abort(BaseException):
    pass
class CM:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        raise Abort("in exit")
with CM():
    raise ValueError("in body")
