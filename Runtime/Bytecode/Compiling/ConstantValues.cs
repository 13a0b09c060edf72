namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>A tuple constant in the AST; items are constant values as in <see cref="Constant.Value"/>.</summary>
internal sealed class ConstTuple(object?[] items)
{
    public object?[] Items { get; } = items;
}

/// <summary>A frozenset constant, which <c>x in {1, 2}</c> makes.</summary>
internal sealed class ConstFrozenSet(object?[] items)
{
    public object?[] Items { get; } = items;
}

/// <summary>Constants by type and value: 1, 1.0 and True differ, as do 0.0 and -0.0.</summary>
internal sealed class ConstantComparer : IEqualityComparer<object>
{
    public static readonly ConstantComparer Instance = new();

    /// <summary>Stands for None, since dictionaries don't take null.</summary>
    public static readonly object NoneKey = new();

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x == null || y == null || x.GetType() != y.GetType()) return false;
        return x is string s ? s == (string)y : EqualsOther(x, y);
    }

    private bool EqualsOther(object x, object y)
    {
        return x switch
        {
            double d => BitConverter.DoubleToInt64Bits(d) == BitConverter.DoubleToInt64Bits((double)y),
            Complex c => Same(c.Real, ((Complex)y).Real) && Same(c.Imaginary, ((Complex)y).Imaginary),
            byte[] b => b.AsSpan().SequenceEqual((byte[])y),
            int[] w => w.AsSpan().SequenceEqual((int[])y),
            ConstTuple t => All(t.Items, ((ConstTuple)y).Items),
            ConstFrozenSet f => All(f.Items, ((ConstFrozenSet)y).Items),
            PyCode => false,
            _ => x.Equals(y),
        };
    }

    public int GetHashCode(object o)
    {
        // What most constants are: without touching the assembly of complex and big numbers.
        if (o is string s) return s.GetHashCode();
        return HashOther(o);
    }

    private int HashOther(object o)
    {
        switch (o)
        {
            case double d: return BitConverter.DoubleToInt64Bits(d).GetHashCode() * 31 + 1;
            case Complex c: return HashCode.Combine(BitConverter.DoubleToInt64Bits(c.Real), BitConverter.DoubleToInt64Bits(c.Imaginary));
            case byte[] b:
                {
                    var h = new HashCode();
                    h.AddBytes(b);
                    return h.ToHashCode();
                }
            case int[] w: return w.Length > 0 ? HashCode.Combine(w.Length, w[0], w[^1]) : 7;
            case ConstTuple t: return Hash(t.Items) * 5;
            case ConstFrozenSet f: return Hash(f.Items) * 7;
            case PyCode code: return RuntimeHelpers.GetHashCode(code);
            default: return o.GetHashCode() ^ o.GetType().GetHashCode();
        }
    }

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private bool All(object?[] a, object?[] b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (!Equals(a[i] ?? NoneKey, b[i] ?? NoneKey)) return false;
        }
        return true;
    }

    private int Hash(object?[] items)
    {
        var h = new HashCode();
        foreach (var x in items) h.Add(GetHashCode(x ?? NoneKey));
        return h.ToHashCode();
    }
}

/// <summary>Conversions between constant values of the AST and Python values.</summary>
internal static class ConstantValues
{
    /// <summary>The Python value; strs that look like identifiers are interned.</summary>
    public static Value ToValue(object? c) => c switch
    {
        null => Value.None,
        string s => new Value(IsIdentifierLike(s) ? PyStr.Intern(s) : PyStr.OfNarrow(s)),
        _ => OtherToValue(c),
    };

    private static Value OtherToValue(object c) => c switch
    {
        bool b => Value.Bool(b),
        long i => Value.Int(i),
        BigInteger b => Value.Big(b),
        double d => Value.Float(d),
        Complex z => new Value(new PyComplex(z.Real, z.Imaginary)),
        int[] w => new Value(PyStr.FromCodePoints(w)),
        byte[] b => new Value(PyBytes.Make(b)),
        EllipsisConst => Value.Ellipsis,
        ConstTuple t => new Value(t.Items.Length == 0 ? PyTuple.Empty : new PyTuple(Array.ConvertAll(t.Items, ToValue))),
        ConstFrozenSet f => new Value(FrozenSet(f.Items)),
        PyObject o => o,
        Value v => v,
        _ => throw new ArgumentException($"not a constant: {c.GetType()}"),
    };

    /// <summary>A name as a str; identifiers may hold characters beyond U+FFFF as surrogate pairs.</summary>
    public static PyStr NameOf(string name)
    {
        foreach (char ch in name)
        {
            if (char.IsSurrogate(ch)) return PyStr.Of(name);
        }
        return PyStr.Intern(name);
    }

    private static PyFrozenSet FrozenSet(object?[] items) => new(Array.ConvertAll(items, ToValue).AsSpan());

    private static bool IsIdentifierLike(string s)
    {
        foreach (char ch in s)
        {
            if (!char.IsAsciiLetterOrDigit(ch) && ch != '_') return false;
        }
        return true;
    }
}
