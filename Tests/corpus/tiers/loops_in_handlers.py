"""Handlers that go on with a loop which nothing behind the protected call or yield would go on with."""


class Unfit(Exception):
    pass


def never(line):
    raise Unfit
    yield


def halves(line):
    if len(line) < 2:
        raise Unfit
    yield line[:len(line) // 2]
    yield line[len(line) // 2:]


def transformed(line, transform):
    result = []
    for part in transform(line):
        result.extend(parts(part))
    return result


def parts(line):
    for transform in [never, halves]:
        try:
            result = transformed(line, transform)
        except Unfit:
            continue
        yield from result
        return
    yield line


def descend(n):
    if n < 2:
        raise KeyError
    for x in tries(n - 1):
        pass


def tries(n):
    for k in (1, 2):
        try:
            descend(n)
        except KeyError:
            continue
        return
    yield n


def check(n):
    if n % 3:
        raise ValueError(n)


def first(start):
    for k in range(start, start + 5):
        try:
            check(k)
        except ValueError:
            continue
        return k


def numbers(n):
    for k in range(n):
        try:
            yield k
        except KeyError:
            continue
        return


def thrown(n):
    total = 0
    for k in range(n):
        it = numbers(k % 5)
        for x in it:
            total += 1
            try:
                total += it.throw(KeyError)
            except StopIteration:
                pass
    return total


def plain(n):
    total = 0
    for k in range(n):
        for x in numbers(k % 5):
            total += x + 1
    return total


def thrown_at_last(n):
    total = 0
    for k in range(n):
        it = numbers(k % 5)
        for x in it:
            total += 1
            while k > n - 9:
                try:
                    total += it.throw(KeyError)
                except StopIteration:
                    break
    return total


print(sum(len(x) for k in range(400) for x in parts("abcdefghijklmn"[k % 7:])))
print(sum(x for k in range(400) for x in tries(k % 4)))
print(sum(first(k) for k in range(2000)))
print(plain(200), thrown(200), thrown_at_last(300))
