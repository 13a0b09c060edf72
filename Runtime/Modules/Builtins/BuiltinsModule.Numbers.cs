using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

// Numbers and characters.
internal static partial class BuiltinsModule
{
    [PyFunction("abs", Doc = "Return the absolute value of the argument.", RunsPython = true)]
    private static Value Abs(Value x) => Ops.Abs(x);

    [PyFunction("divmod", Doc = "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", RunsPython = true)]
    private static Value DivMod(Value x, Value y) => Ops.DivMod(x, y);

    [PyFunction("pow", Doc = "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.", RunsPython = true)]
    private static Value Pow([Kw("base")] Value number, [Kw("exp")] Value exponent, [OptNone, Kw("mod")] Value modulus) => Ops.Pow(number, exponent, modulus);

    [PyFunction("round", Doc = "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.", RunsPython = true)]
    private static Value Round([Kw] Value number, [OptNone, Kw] Value ndigits)
    {
        if (number.IsInt && ndigits.IsNone) return number;
        if (!Ops.LookupSpecial(number, Slot.Round, out var method)) throw Err.TypeError($"type {Ops.TypeName(number)} doesn't define __round__ method");
        return ndigits.IsNone ? Ops.Call(method) : Ops.Call(method, ndigits);
    }

    [PyFunction("bin", Doc = "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'")]
    private static string Bin(Value number) => Prefixed(number, 2, "0b");

    [PyFunction("oct", Doc = "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'")]
    private static string Oct(Value number) => Prefixed(number, 8, "0o");

    [PyFunction("hex", Doc = "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'")]
    private static string Hex(Value number) => Prefixed(number, 16, "0x");

    private static string Prefixed(Value number, int numberBase, string prefix)
    {
        var n = Ops.Index(number);
        string digits = n.IsInt ? IntText.ToString(n.Bits, numberBase) : IntText.ToString(IntOps.ToBig(n), numberBase);
        return digits[0] == '-' ? "-" + prefix + digits[1..] : prefix + digits;
    }

    [PyFunction("chr", Pure = true, Doc = "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.")]
    private static PyStr Chr(Value i)
    {
        var n = Ops.Index(i);
        return n.IsInt && (ulong)n.Bits < 0x110000 ? PyStr.OfCodePoint((int)n.Bits) : throw Err.ValueError("chr() arg not in range(0x110000)");
    }

    [PyFunction("ord", Pure = true, Doc = "Return the Unicode code point for a one-character string.")]
    private static long Ord(Value character)
    {
        long length;
        switch (character.Ref)
        {
            case PyStr s:
                if (s.Length == 1) return s[0];
                length = s.Length;
                break;
            case PyBytesBase b:
                if (b.Count == 1) return b.AsSpan()[0];
                length = b.Count;
                break;
            default:
                throw Err.TypeError($"ord() expected string of length 1, but {Ops.TypeName(character)} found");
        }
        throw Err.TypeError($"ord() expected a character, but string of length {length} found");
    }

    [PyFunction("sum", Doc = "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.", RunsPython = true)]
    private static Value Sum(Value iterable, [Opt(Show = "0"), Kw] Value start)
    {
        var total = start.IsMissing ? Value.Int(0) : start;
        if (iterable.Ref is PyList list && list.GetType() == typeof(PyList) && TrySumOfStore(list, total, out var known)) return known;
        var it = new ItemReader(iterable);
        switch (total.Ref)
        {
            case PyStr: throw Err.TypeError("sum() can't sum strings [use ''.join(seq) instead]");
            case PyBytes: throw Err.TypeError("sum() can't sum bytes [use b''.join(seq) instead]");
            case PyByteArray: throw Err.TypeError("sum() can't sum bytearray [use b''.join(seq) instead]");
        }
        var item = it.Next();
        // Ints while they fit 64 bits.
        if (total.IsInt)
        {
            long sum = total.Bits;
            while (true)
            {
                if (item.IsDone) return Value.Int(sum);
                if (!item.IsInt) break;
                long r = unchecked(sum + item.Bits);
                if (((sum ^ r) & (item.Bits ^ r)) < 0) break;
                sum = r;
                item = it.Next();
            }
            total = Ops.Add(Value.Int(sum), item);
            item = it.Next();
        }
        // Floats with the rounding error carried along (bpo-100425).
        if (total.IsFloat)
        {
            var sum = new CompensatedSum(total.AsFloat);
            while (true)
            {
                if (item.IsDone) return Value.Float(sum.Result);
                if (item.IsFloat) sum.Add(item.AsFloat);
                else if (item.IsInt) sum.AddExact(item.Bits);
                else break;
                item = it.Next();
            }
            total = Value.Float(sum.Result);
        }
        for (; !item.IsDone; item = it.Next()) total = Ops.Add(total, item);
        return total;
    }

    /// <summary>The sum of a list that stores its numbers without boxes. False where there is another list, start or an int beyond 64 bits.</summary>
    private static bool TrySumOfStore(PyList list, Value start, out Value sum)
    {
        sum = default;
        int n = list.Count;
        var store = list.Store;
        if (n == 0 || n > store.Length || !start.IsInt && !start.IsFloat) return false;
        if (store is double[] floats)
        {
            // Up to the first float, sums of ints are exact.
            bool exact = start.IsInt;
            var total = new CompensatedSum(exact ? start.Bits + floats[0] : start.AsFloat);
            total.AddAll(floats.AsSpan(exact ? 1 : 0, exact ? n - 1 : n));
            sum = Value.Float(total.Result);
            return true;
        }
        if (store is not long[] ints || !start.IsInt) return false;
        long all = start.Bits;
        foreach (long x in ints.AsSpan(0, n))
        {
            long r = unchecked(all + x);
            if (((all ^ r) & (x ^ r)) < 0) return false;
            all = r;
        }
        sum = Value.Int(all);
        return true;
    }

    [PyFunction("min", Doc = "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the smallest argument.", RunsPython = true)]
    private static Value Min([StarArgs] ReadOnlySpan<Value> args, [OptNone, KwOnly, Kw] Value key, [Opt, KwOnly, Kw("default")] Value fallback) =>
        Extreme("min", CmpOp.Lt, args, key, fallback);

    [PyFunction("max", Doc = "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the largest argument.", RunsPython = true)]
    private static Value Max([StarArgs] ReadOnlySpan<Value> args, [OptNone, KwOnly, Kw] Value key, [Opt, KwOnly, Kw("default")] Value fallback) =>
        Extreme("max", CmpOp.Gt, args, key, fallback);

    private static Value Extreme(string name, CmpOp better, ReadOnlySpan<Value> args, Value key, Value fallback)
    {
        if (args.Length == 0) throw Err.TypeError($"{name} expected at least 1 argument, got 0");
        if (args.Length > 1 && !fallback.IsMissing) throw Err.TypeError($"Cannot specify a default for {name}() with multiple positional arguments");
        var best = Value.Missing;
        var bestKey = Value.Missing;
        if (args.Length > 1)
        {
            if (key.IsNone && TryExtremeInt(better, args, out long extreme)) return Value.Int(extreme);
            foreach (var x in args) Offer(x, better, key, ref best, ref bestKey);
            return best;
        }
        var reader = new ItemReader(args[0]);
        for (var x = reader.Next(); !x.IsDone; x = reader.Next()) Offer(x, better, key, ref best, ref bestKey);
        if (!best.IsMissing) return best;
        return fallback.IsMissing ? throw Err.ValueError($"{name}() iterable argument is empty") : fallback;
    }

    /// <summary>The extreme of arguments that are all ints of 64 bits.</summary>
    private static bool TryExtremeInt(CmpOp better, ReadOnlySpan<Value> args, out long extreme)
    {
        extreme = args[0].Bits;
        foreach (ref readonly var x in args)
        {
            if (x.Ref != null) return false;
            if (better == CmpOp.Lt ? x.Bits < extreme : x.Bits > extreme) extreme = x.Bits;
        }
        return true;
    }

    private static void Offer(Value x, CmpOp better, Value key, ref Value best, ref Value bestKey)
    {
        var k = key.IsNone ? x : Ops.Call(key, x);
        if (!best.IsMissing && !Ops.CompareBool(better, k, bestKey)) return;
        best = x;
        bestKey = k;
    }
}

/// <summary>Reads the items of an iterable one by one; a list without an iterator.</summary>
internal struct ItemReader
{
    private readonly PyList? list;
    private readonly Value iterator;
    private int at;

    public ItemReader(Value iterable)
    {
        if (iterable.Ref != null && iterable.Ref.GetType() == typeof(PyList)) list = Unsafe.As<PyList>(iterable.Ref);
        else iterator = Ops.IterSettled(iterable);
    }

    /// <summary>The next item, or Done.</summary>
    public Value Next()
    {
        if (list == null) return Ops.Next(iterator);
        if (!list.TryGetFast(at, out var v)) return Value.Done;
        at++;
        return v;
    }
}
