namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Arithmetic on constants at compile time, within CPython's limits of size; whatever would raise is left for run time.</summary>
internal static class ConstantFolding
{
    private const int MaxIntBits = 128;
    private const int MaxCollection = 256;
    private const int MaxStr = 4096;
    private const int MaxTotalItems = 1024;

    public static bool IsStr(object? c) => c is string or int[];

    public static bool Truth(object? c) => c switch
    {
        null => false,
        bool b => b,
        long i => i != 0,
        double d => d != 0,
        Complex z => z != Complex.Zero,
        string s => s.Length > 0,
        byte[] b => b.Length > 0,
        ConstTuple t => t.Items.Length > 0,
        ConstFrozenSet f => f.Items.Length > 0,
        _ => true,
    };

    public static bool TryUnary(Unaryop op, object? c, out object? result)
    {
        result = null;
        switch (op)
        {
            case Unaryop.Not:
                result = !Truth(c);
                return true;
            case Unaryop.USub:
                result = c switch
                {
                    bool b => b ? -1L : 0L,
                    long i => Norm(-(BigInteger)i),
                    BigInteger b => Norm(-b),
                    double d => -d,
                    Complex z => new Complex(-z.Real, -z.Imaginary),
                    _ => null,
                };
                return result != null;
            case Unaryop.UAdd:
                result = c switch
                {
                    bool b => b ? 1L : 0L,
                    long or BigInteger or double or Complex => c,
                    _ => null,
                };
                return result != null;
            default:
                result = c switch
                {
                    long i => ~i,
                    BigInteger b => Norm(-b - 1),
                    _ => null,
                };
                return result != null;
        }
    }

    public static bool TryBinary(object? a, Operator op, object? b, out object? result)
    {
        result = null;
        if (a is bool x && b is bool y && op is (Operator.BitAnd or Operator.BitOr or Operator.BitXor))
        {
            result = op == Operator.BitAnd ? x & y : op == Operator.BitOr ? x | y : x ^ y;
            return true;
        }
        if (TryInt(a, out var i) && TryInt(b, out var j)) result = Ints(i, op, j);
        else if (a is Complex || b is Complex) result = TryComplex(a, out var p) && TryComplex(b, out var q) ? Complexes(p, op, q, a is not Complex, b is not Complex) : null;
        else if (TryFloat(a, out double f) && TryFloat(b, out double g)) result = Floats(f, op, g);
        else if (op == Operator.Add) result = Concat(a, b);
        else if (op == Operator.Mult)
        {
            if (TryInt(b, out var n)) result = Repeat(a, n);
            else if (TryInt(a, out n)) result = Repeat(b, n);
        }
        return result != null;
    }

    public static bool TryIndex(object? container, object? index, out object? result)
    {
        result = null;
        if (!TryInt(index, out var big) || big < int.MinValue || big > int.MaxValue) return false;
        int i = (int)big;
        switch (container)
        {
            case string s when Fix(ref i, s.Length): result = s[i].ToString(); return true;
            case int[] w when Fix(ref i, w.Length): result = w[i] < 0x10000 ? ((char)w[i]).ToString() : new[] { w[i] }; return true;
            case byte[] b when Fix(ref i, b.Length): result = (long)b[i]; return true;
            case ConstTuple t when Fix(ref i, t.Items.Length): result = t.Items[i]; return true;
            default: return false;
        }
    }

    private static bool Fix(ref int i, int length)
    {
        if (i < 0) i += length;
        return i >= 0 && i < length;
    }

    private static object Norm(BigInteger b) => b >= long.MinValue && b <= long.MaxValue ? (object)(long)b : b;

    private static bool TryInt(object? c, out BigInteger i)
    {
        i = c switch { long n => n, BigInteger b => b, bool b => b ? 1 : 0, _ => 0 };
        return c is long or BigInteger or bool;
    }

    private static bool TryFloat(object? c, out double d)
    {
        d = c switch { double f => f, long n => n, bool b => b ? 1 : 0, _ => 0 };
        return c is double or long or bool;
    }

    private static bool TryComplex(object? c, out Complex z)
    {
        if (c is Complex complex)
        {
            z = complex;
            return true;
        }
        bool ok = TryFloat(c, out double d);
        z = d;
        return ok;
    }

    private static long Bits(BigInteger b) => (long)BigInteger.Abs(b).GetBitLength();

    private static object? Ints(BigInteger a, Operator op, BigInteger b)
    {
        switch (op)
        {
            case Operator.Add: return Norm(a + b);
            case Operator.Sub: return Norm(a - b);
            case Operator.Mult: return Bits(a) + Bits(b) > MaxIntBits && !a.IsZero && !b.IsZero ? null : Norm(a * b);
            case Operator.Div:
                if (b.IsZero || Bits(a) > 53 || Bits(b) > 53) return null;
                return (double)a / (double)b;
            case Operator.FloorDiv: return b.IsZero ? null : Norm(FloorDiv(a, b));
            case Operator.Mod: return b.IsZero ? null : Norm(a - FloorDiv(a, b) * b);
            case Operator.Pow:
                if (b.Sign < 0)
                {
                    if (a.IsZero || Bits(a) > 53 || Bits(b) > 31) return null;
                    double p = Math.Pow((double)a, (double)b);
                    return double.IsFinite(p) ? p : null;
                }
                if (!b.IsZero && !a.IsZero && (b > MaxIntBits || Bits(a) > MaxIntBits / (long)b)) return null;
                return b > int.MaxValue ? null : Norm(BigInteger.Pow(a, (int)b));
            case Operator.LShift:
                if (b.Sign < 0 || !a.IsZero && (b > MaxIntBits || Bits(a) + (long)b > MaxIntBits)) return null;
                return a.IsZero ? 0L : Norm(a << (int)b);
            case Operator.RShift:
                if (b.Sign < 0) return null;
                return b > int.MaxValue ? a.Sign < 0 ? -1L : 0L : Norm(a >> (int)b);
            case Operator.BitAnd: return Norm(a & b);
            case Operator.BitOr: return Norm(a | b);
            case Operator.BitXor: return Norm(a ^ b);
            default: return null;
        }
    }

    private static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out var r);
        return !r.IsZero && r.Sign < 0 != b.Sign < 0 ? q - 1 : q;
    }

    private static object? Floats(double a, Operator op, double b)
    {
        switch (op)
        {
            case Operator.Add: return a + b;
            case Operator.Sub: return a - b;
            case Operator.Mult: return a * b;
            case Operator.Div: return b == 0 ? null : a / b;
            case Operator.Mod or Operator.FloorDiv:
                {
                    if (b == 0 || !double.IsFinite(a) || !double.IsFinite(b)) return null;
                    double mod = a % b;
                    double div = (a - mod) / b;
                    if (mod != 0)
                    {
                        if (b < 0 != mod < 0)
                        {
                            mod += b;
                            div -= 1;
                        }
                    }
                    else
                    {
                        mod = Math.CopySign(0.0, b);
                    }
                    if (op == Operator.Mod) return mod;
                    if (div == 0) return Math.CopySign(0.0, a / b);
                    double floor = Math.Floor(div);
                    return div - floor > 0.5 ? floor + 1 : floor;
                }
            case Operator.Pow:
                {
                    if (a <= 0 || !double.IsFinite(a) || !double.IsFinite(b)) return null;
                    double p = Math.Pow(a, b);
                    return double.IsFinite(p) ? p : null;
                }
            default: return null;
        }
    }

    private static object? Complexes(Complex a, Operator op, Complex b, bool aReal, bool bReal) => op switch
    {
        Operator.Add => new Complex(a.Real + b.Real, a.Imaginary + b.Imaginary),
        Operator.Sub => new Complex(a.Real - b.Real, a.Imaginary - b.Imaginary),
        Operator.Mult when !aReal && !bReal => new Complex(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real),
        _ => null,
    };

    private static object? Concat(object? a, object? b)
    {
        switch (a, b)
        {
            case (string s, string t): return s + t;
            case (string or int[], string or int[]): return (int[])[.. CodePoints(a), .. CodePoints(b)];
            case (byte[] s, byte[] t): return (byte[])[.. s, .. t];
            case (ConstTuple s, ConstTuple t): return new ConstTuple([.. s.Items, .. t.Items]);
            default: return null;
        }
    }

    private static int[] CodePoints(object? s) => s is int[] w ? w : Array.ConvertAll(((string)s!).ToCharArray(), c => (int)c);

    private static object? Repeat(object? a, BigInteger count)
    {
        int length = a switch { string s => s.Length, int[] w => w.Length, byte[] b => b.Length, ConstTuple t => t.Items.Length, _ => -1 };
        if (length < 0) return null;
        int max = a is ConstTuple ? MaxCollection : MaxStr;
        if (length > 0 && (count.Sign < 0 || count > max / length)) return null;
        if (a is ConstTuple tuple && count.Sign > 0 && TotalItems(tuple) * (long)count > MaxTotalItems) return null;
        int n = length == 0 || count.Sign <= 0 ? 0 : (int)count;
        switch (a)
        {
            case string s: return string.Concat(Enumerable.Repeat(s, n));
            case int[] w: return n == 0 ? "" : Enumerable.Repeat(w, n).SelectMany(x => x).ToArray();
            case byte[] b: return Enumerable.Repeat(b, n).SelectMany(x => x).ToArray();
            default: return new ConstTuple(Enumerable.Repeat(((ConstTuple)a!).Items, n).SelectMany(x => x).ToArray());
        }
    }

    private static long TotalItems(ConstTuple t)
    {
        long n = 0;
        foreach (var x in t.Items) n += x is ConstTuple inner ? TotalItems(inner) + 1 : 1;
        return n;
    }
}
