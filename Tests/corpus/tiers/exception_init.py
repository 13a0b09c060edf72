"""Exceptions with an __init__ of their own that calls BaseException's: with the arguments that __new__ got, with others, or after a change."""


class Same(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code


class Fewer(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Swapped(Exception):
    def __init__(self, code, text):
        super().__init__(text, code)


class Changed(Exception):
    def __init__(self, code):
        self.args = (code, "changed")
        before = self.args
        super().__init__(code)
        self.before = before


class Other(Exception):
    def __init__(self, code):
        other = ValueError(code, "other")
        super().__init__(code)
        BaseException.__init__(other, code)
        self.other = other


class Nothing(KeyError):
    def __init__(self):
        Exception.__init__(self)
        self.code = 5


class Twice(Nothing):
    def __init__(self, *values):
        Exception.__init__(self, *values)
        Exception.__init__(self)


class Shared(Exception):
    made = []

    def __init__(self, code):
        Shared.made[:] = [self]
        Shared.made[0].args = (code + 1,)
        super().__init__(code)


def describe(error):
    return type(error).__name__, error.args, str(error), sorted(k for k in vars(error))


def raise_some(i):
    kind = i % 8
    if kind == 0:
        raise Same(i, "same")
    if kind == 1:
        raise Fewer(i, "fewer")
    if kind == 2:
        raise Swapped(i, "swapped")
    if kind == 3:
        raise Changed(i)
    if kind == 4:
        raise Other(i)
    if kind == 5:
        raise Nothing()
    if kind == 6:
        raise Twice(i, i)
    raise Shared(i)


def catch(n):
    last = {}
    for i in range(n):
        try:
            raise_some(i)
        except Other as error:
            last["Other"] = describe(error), describe(error.other)
        except Changed as error:
            last["Changed"] = describe(error), error.before
        except Exception as error:
            last[type(error).__name__] = describe(error)
    return last


for n in (16, 160, 1600):
    for line in sorted(catch(n).items()):
        print(*line)


def with_keywords(n):
    refused = 0
    for i in range(n):
        try:
            error = Same(i, text=str(i))
            assert error.args == (i, str(i)), error.args
            Exception.__init__(error, code=i)
        except TypeError as error:
            refused += str(error) == "Same() takes no keyword arguments"
    return refused


print(with_keywords(300))
