using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

// Integers, and rounding to them.
internal static partial class MathModule
{
    [PyFunction("floor", Doc = "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.")]
    private static Value Floor(Value x)
    {
        if (x.IsFloat) return FloatOps.Truncate(Math.Floor(x.AsFloat));
        if (x.IsInt) return x;
        if (Ops.LookupSpecial(x, Slot.Floor, out var method)) return Ops.Call(method);
        return FloatOps.Truncate(Math.Floor(Ops.AsDouble(x)));
    }

    [PyFunction("ceil", Doc = "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.")]
    private static Value Ceil(Value x)
    {
        if (x.IsFloat) return FloatOps.Truncate(Math.Ceiling(x.AsFloat));
        if (x.IsInt) return x;
        if (Ops.LookupSpecial(x, Slot.Ceil, out var method)) return Ops.Call(method);
        return FloatOps.Truncate(Math.Ceiling(Ops.AsDouble(x)));
    }

    [PyFunction("trunc", Doc = "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.")]
    private static Value Trunc(Value x)
    {
        if (x.IsFloat) return FloatOps.Truncate(x.AsFloat);
        return Ops.LookupSpecial(x, Slot.Trunc, out var method) ? Ops.Call(method) : throw Err.TypeError($"type {Ops.TypeName(x)} doesn't define __trunc__ method");
    }

    [PyFunction("factorial", Doc = "Find n!.\n\nRaise a ValueError if x is negative or non-integral.")]
    private static Value Factorial(Value n)
    {
        var i = Ops.Index(n);
        if (IntOps.CompareInts(i, Value.Int(0)) < 0) throw Err.ValueError("factorial() not defined for negative values");
        if (!i.IsInt) throw Err.OverflowError($"factorial() argument should not exceed {long.MaxValue}");
        if (i.Bits > 100_000_000) throw Err.MemoryError();
        return Value.Big(MathIntegers.Factorial((int)i.Bits));
    }

    [PyFunction("comb", Doc = "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.")]
    private static Value Comb(Value n, Value k)
    {
        var a = IntOps.ToBig(Ops.Index(n));
        var b = IntOps.ToBig(Ops.Index(k));
        if (a.Sign < 0) throw Err.ValueError("n must be a non-negative integer");
        if (b.Sign < 0) throw Err.ValueError("k must be a non-negative integer");
        if (b > a) return Value.Int(0);
        if (BigInteger.Min(b, a - b) > long.MaxValue) throw Err.OverflowError($"min(n - k, k) must not exceed {long.MaxValue}");
        return Value.Big(MathIntegers.Comb(a, b));
    }

    [PyFunction("perm", Doc = "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.")]
    private static Value Perm(Value n, [OptNone] Value k)
    {
        if (k.IsNone) return Factorial(n);
        var a = IntOps.ToBig(Ops.Index(n));
        var b = IntOps.ToBig(Ops.Index(k));
        if (a.Sign < 0) throw Err.ValueError("n must be a non-negative integer");
        if (b.Sign < 0) throw Err.ValueError("k must be a non-negative integer");
        if (b > a) return Value.Int(0);
        if (b > long.MaxValue) throw Err.OverflowError($"k must not exceed {long.MaxValue}");
        return Value.Big(MathIntegers.Perm(a, (long)b));
    }

    [PyFunction("isqrt", Doc = "Return the integer part of the square root of the input.")]
    private static Value Isqrt(Value n)
    {
        var i = Ops.Index(n);
        if (IntOps.CompareInts(i, Value.Int(0)) < 0) throw Err.ValueError("isqrt() argument must be nonnegative");
        return i.IsInt ? Value.Int(IntMath.Isqrt(i.Bits)) : Value.Big(IntMath.Isqrt(IntOps.ToBig(i)));
    }

    [PyFunction("gcd", Doc = "Greatest Common Divisor.")]
    private static Value Gcd([StarArgs] ReadOnlySpan<Value> integers)
    {
        var result = Value.Int(0);
        foreach (var x in integers)
        {
            var n = Ops.Index(x);
            if (result.IsInt && n.IsInt)
            {
                ulong g = IntMath.Gcd(result.Bits, n.Bits);
                result = g <= long.MaxValue ? Value.Int((long)g) : Value.Big(g);
            }
            else result = Value.Big(BigInteger.GreatestCommonDivisor(IntOps.ToBig(result), IntOps.ToBig(n)));
        }
        return result;
    }

    [PyFunction("lcm", Doc = "Least Common Multiple.")]
    private static Value Lcm([StarArgs] ReadOnlySpan<Value> integers)
    {
        var result = BigInteger.One;
        foreach (var x in integers)
        {
            var n = IntOps.ToBig(Ops.Index(x));
            result = result.IsZero || n.IsZero ? BigInteger.Zero : IntMath.Lcm(result, n);
        }
        return Value.Big(result);
    }
}
