# An operand whose method has said NotImplemented each time it was seen.
class Declines:
    def __rmul__(self, o):
        return NotImplemented


def reflected(n):
    count = 0
    for i in range(n):
        count += i
        if i == n - 1:
            try:
                3 * Declines()
            except TypeError as e:
                return count, str(e)


for r in range(60):
    print(reflected(3 + r % 4))
