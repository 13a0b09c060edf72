namespace TieredPy.Tests.Caching;

/// <summary>Programs whose profiles have all that an entry can refer to.</summary>
internal static class Programs
{
    /// <summary>Classes, shapes, closures, generators, built-ins and their methods, bound methods, exceptions.</summary>
    public const string Rich = """
        import math
        from collections import namedtuple
        P = namedtuple('P', 'a b')
        class Base:
            scale = 2
            def __init__(self, x):
                self.x = x
            @property
            def double(self):
                return self.x * self.scale
            @staticmethod
            def half(v):
                return v / 2
            @classmethod
            def make(cls, v):
                return cls(v)
        class Derived(Base):
            def __init__(self, x):
                super().__init__(x)
                self.y = x + 1
            def __add__(self, other):
                return Derived(self.x + other.x)
        def adder(n):
            return lambda v: v + n
        def numbers(n):
            for i in range(n):
                yield i * 3
        def parse(text):
            try:
                return int(text)
            except ValueError:
                return -1
        def work(n):
            total, seen, words = 0.0, {}, []
            add = adder(3)
            for i in range(n):
                d = Derived.make(i) + Derived(1)
                total += d.double + Base.half(i) + math.sqrt(i) + add(i)
                seen[i % 7] = seen.get(i % 7, 0) + 1
                words.append(str(i))
                p = P(i, d.y)
                total += p.b - p.a
                if i % 5 == 0: total += parse('x' if i % 2 else '12')
            total += sum(x for x in numbers(n)) + sum(add(x) for x in range(n))
            append = words.append
            for w in range(n): append(w)
            return round(total, 3), seen, len(words)
        for r in range(6): print(work(300))

        """;

    /// <summary>One hot loop.</summary>
    public static string Single { get; } = """
        def total(n):
            t, words = 0, ['a', 'bc', 'def']
            for i in range(n):
                w = words[i % 3]

        """ + string.Concat(Enumerable.Range(0, 20).Select(k => $"        if i & {k + 1}: t += i * {k} % 7 + len(w)\n        else: t ^= i\n")) + """
            return t
        print(total(20000))

        """;

    /// <summary>The same loops with floats and with ints.</summary>
    public const string TwoTypes = """
        def multiply(a, b, zero):
            n, m, inner, result = len(a), len(b[0]), len(b), []
            for i in range(n):
                ai, row = a[i], [zero] * m
                for j in range(m):
                    total = zero
                    for k in range(inner):
                        total += ai[k] * b[k][j]
                    row[j] = total
                result.append(row)
            return result
        def matrix(n, f): return [[f(i * j % 7) for j in range(n)] for i in range(n)]
        a, b = matrix(30, float), matrix(30, int)
        for r in range(4): print(multiply(a, a, 0.0)[3][5], multiply(b, b, 0)[3][5])

        """;

    /// <summary>A small one, whose cache can be damaged at every place.</summary>
    public const string Small = """
        class C:
            def __init__(self, v): self.v = v
            def get(self, k): return self.v + k
        def total(n):
            c, t = C(3), 0
            for i in range(n): t += c.get(i) + len(str(i))
            return t
        for r in range(60): t = total(200)
        print(t)

        """;
}
