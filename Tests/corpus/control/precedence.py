"""Operator precedence and associativity."""
print(2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, not 1 == 2, 1 + 2 * 3, (1 + 2) * 3, 10 - 4 - 3, 100 // 7 // 2, 2 * 3 % 4, 7 % 4 * 2)
print(1 | 2 & 3 ^ 1, 1 << 2 + 1, 5 & 3 == 3, ~1 + 1, -1 >> 1, 1 if 0 else 2 if 1 else 3, 1 < 2 == True, 1 in [1] == [1], "a" in "abc" in ["abc"])
print(not True or True, True or False and False, 1 or 2 and 3, not 0 and 1)
print(*[1, 2][::-1], *[3] or [4], {**({} or {"a": 1})}, -5 // 2, -(5 // 2), -5 % 3, +-+5, ~-1, - -1, 2 - -2, not not 1)
print([1, 2, 3][-1:][0], "ab" "cd"[1], "x" * 2 + "y", "%d" % 5 + "z", "%d %d" % (1, 2), 1 .real, 1..real, (1,)[0], [[1]][0][0], {1: 2}[1])
x = 1,
y = 1, 2
print(x, y, (), (1), (1,), [1,], {1,}, {1: 1,})
print(1 if True else 2, (yield_ := 1), [*range(2), 5], 0x10 .bit_length(), 1.5.is_integer(), 1e3.is_integer())
print(True is not False, not True is False, 1 is not None, None is not None, 3 > 2 > 1, 3 > 2 > 1 > 0 == 0, 1 != 2 != 1)
