# A constructor with a branch in it, inlined: the instance is the call's result whichever way was taken.
class Handle:
    def __init__(self, owner, context):
        if context is None:
            context = len(owner)
        self.owner = owner
        self.context = context
        for c in owner:
            self.last = c


def make(owner, context=None):
    handle = Handle(owner, context)
    if handle.context:
        return handle.context, handle.last
    return handle


for n in range(40):
    print(make("ab" * (n + 1), n if n % 3 else None))
