namespace TieredPy.Runtime.Modules.Operator;

/// <summary>The module _operator: operators as functions.</summary>
[PyModule("_operator", Doc = """
    Operator interface.

    This module exports a set of functions implemented in C corresponding
    to the intrinsic operators of Python.  For example, operator.add(x, y)
    is equivalent to the expression x+y.
    """, Types = [typeof(PyItemGetter), typeof(PyAttrGetter), typeof(PyMethodCaller)])]
internal static partial class OperatorModule
{
    [PyFunction("add", Doc = "Same as a + b.", RunsPython = true)] private static Value Add(Value a, Value b) => Ops.AddRaw(a, b);

    [PyFunction("sub", Doc = "Same as a - b.", RunsPython = true)] private static Value Sub(Value a, Value b) => Ops.SubRaw(a, b);

    [PyFunction("mul", Doc = "Same as a * b.", RunsPython = true)] private static Value Mul(Value a, Value b) => Ops.MulRaw(a, b);

    [PyFunction("matmul", Doc = "Same as a @ b.", RunsPython = true)] private static Value MatMul(Value a, Value b) => Ops.MatMulRaw(a, b);

    [PyFunction("floordiv", Doc = "Same as a // b.", RunsPython = true)] private static Value FloorDiv(Value a, Value b) => Ops.FloorDivRaw(a, b);

    [PyFunction("truediv", Doc = "Same as a / b.", RunsPython = true)] private static Value TrueDiv(Value a, Value b) => Ops.TrueDivRaw(a, b);

    [PyFunction("mod", Doc = "Same as a % b.", RunsPython = true)] private static Value Mod(Value a, Value b) => Ops.ModRaw(a, b);

    [PyFunction("lshift", Doc = "Same as a << b.", RunsPython = true)] private static Value LShift(Value a, Value b) => Ops.LShiftRaw(a, b);

    [PyFunction("rshift", Doc = "Same as a >> b.", RunsPython = true)] private static Value RShift(Value a, Value b) => Ops.RShiftRaw(a, b);

    [PyFunction("and_", Doc = "Same as a & b.", RunsPython = true)] private static Value And(Value a, Value b) => Ops.AndRaw(a, b);

    [PyFunction("xor", Doc = "Same as a ^ b.", RunsPython = true)] private static Value Xor(Value a, Value b) => Ops.XorRaw(a, b);

    [PyFunction("or_", Doc = "Same as a | b.", RunsPython = true)] private static Value Or(Value a, Value b) => Ops.OrRaw(a, b);

    [PyFunction("pow", Doc = "Same as a ** b.", RunsPython = true)] private static Value Pow(Value a, Value b) => Ops.PowRaw(a, b);

    [PyFunction("iadd", Doc = "Same as a += b.", RunsPython = true)] private static Value IAdd(Value a, Value b) => Ops.IAddRaw(a, b);

    [PyFunction("isub", Doc = "Same as a -= b.", RunsPython = true)] private static Value ISub(Value a, Value b) => Ops.ISubRaw(a, b);

    [PyFunction("imul", Doc = "Same as a *= b.", RunsPython = true)] private static Value IMul(Value a, Value b) => Ops.IMulRaw(a, b);

    [PyFunction("imatmul", Doc = "Same as a @= b.", RunsPython = true)] private static Value IMatMul(Value a, Value b) => Ops.IMatMulRaw(a, b);

    [PyFunction("ifloordiv", Doc = "Same as a //= b.", RunsPython = true)] private static Value IFloorDiv(Value a, Value b) => Ops.IFloorDivRaw(a, b);

    [PyFunction("itruediv", Doc = "Same as a /= b.", RunsPython = true)] private static Value ITrueDiv(Value a, Value b) => Ops.ITrueDivRaw(a, b);

    [PyFunction("imod", Doc = "Same as a %= b.", RunsPython = true)] private static Value IMod(Value a, Value b) => Ops.IModRaw(a, b);

    [PyFunction("ilshift", Doc = "Same as a <<= b.", RunsPython = true)] private static Value ILShift(Value a, Value b) => Ops.ILShiftRaw(a, b);

    [PyFunction("irshift", Doc = "Same as a >>= b.", RunsPython = true)] private static Value IRShift(Value a, Value b) => Ops.IRShiftRaw(a, b);

    [PyFunction("iand", Doc = "Same as a &= b.", RunsPython = true)] private static Value IAnd(Value a, Value b) => Ops.IAndRaw(a, b);

    [PyFunction("ixor", Doc = "Same as a ^= b.", RunsPython = true)] private static Value IXor(Value a, Value b) => Ops.IXorRaw(a, b);

    [PyFunction("ior", Doc = "Same as a |= b.", RunsPython = true)] private static Value IOr(Value a, Value b) => Ops.IOrRaw(a, b);

    [PyFunction("ipow", Doc = "Same as a **= b.", RunsPython = true)] private static Value IPow(Value a, Value b) => Ops.IPowRaw(a, b);

    [PyFunction("neg", Doc = "Same as -a.", RunsPython = true)] private static Value Neg(Value a) => Ops.NegRaw(a);

    [PyFunction("pos", Doc = "Same as +a.", RunsPython = true)] private static Value Pos(Value a) => Ops.PosRaw(a);

    [PyFunction("inv", Doc = "Same as ~a.", RunsPython = true)]
    [PyFunction("invert", Doc = "Same as ~a.", RunsPython = true)] private static Value Invert(Value a) => Ops.InvertRaw(a);

    [PyFunction("abs", Doc = "Same as abs(a).", RunsPython = true)] private static Value Abs(Value a) => Ops.Abs(a);

    [PyFunction("index", Doc = "Same as a.__index__()", RunsPython = true)] private static Value Index(Value a) => Ops.Index(a);

    [PyFunction("lt", Doc = "Same as a < b.", RunsPython = true)] private static Value Lt(Value a, Value b) => Ops.CompareRaw(CmpOp.Lt, a, b);

    [PyFunction("le", Doc = "Same as a <= b.", RunsPython = true)] private static Value Le(Value a, Value b) => Ops.CompareRaw(CmpOp.Le, a, b);

    [PyFunction("eq", Doc = "Same as a == b.", RunsPython = true)] private static Value Eq(Value a, Value b) => Ops.CompareRaw(CmpOp.Eq, a, b);

    [PyFunction("ne", Doc = "Same as a != b.", RunsPython = true)] private static Value Ne(Value a, Value b) => Ops.CompareRaw(CmpOp.Ne, a, b);

    [PyFunction("gt", Doc = "Same as a > b.", RunsPython = true)] private static Value Gt(Value a, Value b) => Ops.CompareRaw(CmpOp.Gt, a, b);

    [PyFunction("ge", Doc = "Same as a >= b.", RunsPython = true)] private static Value Ge(Value a, Value b) => Ops.CompareRaw(CmpOp.Ge, a, b);

    [PyFunction("truth", Doc = "Return True if a is true, False otherwise.", RunsPython = true)] private static bool Truth(Value a) => Ops.Truth(a);

    [PyFunction("not_", Doc = "Same as not a.", RunsPython = true)] private static bool Not(Value a) => !Ops.Truth(a);

    [PyFunction("is_", Doc = "Same as a is b.")] private static bool Is(Value a, Value b) => a.Is(b);

    [PyFunction("is_not", Doc = "Same as a is not b.")] private static bool IsNot(Value a, Value b) => !a.Is(b);

    [PyFunction("contains", Doc = "Same as b in a (note reversed operands).", RunsPython = true)] private static bool Contains(Value a, Value b) => Ops.Contains(a, b);

    [PyFunction("getitem", Doc = "Same as a[b].", RunsPython = true)] private static Value GetItem(Value a, Value b) => Ops.GetItemRaw(a, b);

    [PyFunction("setitem", Doc = "Same as a[b] = c.", RunsPython = true)] private static void SetItem(Value a, Value b, Value c) => Ops.SetItem(a, b, c);

    [PyFunction("delitem", Doc = "Same as del a[b].", RunsPython = true)] private static void DelItem(Value a, Value b) => Ops.DelItem(a, b);

    [PyFunction("concat", Doc = "Same as a + b, for a and b sequences.", RunsPython = true)]
    private static Value Concat(Value a, Value b)
    {
        if (!Ops.IsSequence(a)) throw Err.TypeError($"'{a.Type.FullName}' object can't be concatenated");
        return Ops.AddRaw(a, b);
    }

    [PyFunction("iconcat", Doc = "Same as a += b, for a and b sequences.", RunsPython = true)]
    private static Value IConcat(Value a, Value b)
    {
        if (!Ops.IsSequence(a)) throw Err.TypeError($"'{a.Type.FullName}' object can't be concatenated");
        return Ops.IAddRaw(a, b);
    }

    [PyFunction("countOf", Doc = "Return the number of items in a which are, or which equal, b.", RunsPython = true)]
    private static long CountOf(Value a, Value b)
    {
        long n = 0;
        foreach (var x in Ops.Iterate(a))
            if (Ops.Eq(x, b)) n++;
        return n;
    }

    [PyFunction("indexOf", Doc = "Return the first index of b in a.", RunsPython = true)]
    private static long IndexOf(Value a, Value b)
    {
        long n = 0;
        foreach (var x in Ops.Iterate(a))
        {
            if (Ops.Eq(x, b)) return n;
            n++;
        }
        throw Err.ValueError("sequence.index(x): x not in sequence");
    }

    [PyFunction("length_hint", Signature = "($module, obj, default=0, /)", RunsPython = true, Doc = """
        Return an estimate of the number of items in obj.

        This is useful for presizing containers when building from an iterable.

        If the object supports len(), the result will be exact.
        Otherwise, it may over- or under-estimate by an arbitrary amount.
        """)]
    private static long LengthHint(Value obj, [Opt(Show = "0")] Value @default)
    {
        if (!@default.IsMissing && !IntOps.IsInt(@default) && !Ops.HasIndex(@default))
            throw Err.TypeError($"'{@default.Type.FullName}' object cannot be interpreted as an integer");
        return Ops.LengthHint(obj, @default.IsMissing ? 0 : Ops.AsLong(@default));
    }

    [PyFunction("call", Doc = "Same as obj(*args, **kwargs).", Signature = "($module, obj, /, *args, **kwargs)", RunsPython = true)]
    [RawCall]
    private static Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length - (kw?.Length ?? 0) < 1) throw Err.TypeError("call expected at least 1 argument, got 0");
        return Ops.CallRaw(args[0], args[1..], kw);
    }

    [PyFunction("_compare_digest", Doc = """
        Return 'a == b'.

        This function uses an approach designed to prevent
        timing analysis, making it appropriate for cryptography.

        a and b must both be of the same type: either str (ASCII only),
        or any bytes-like object.

        Note: If a and b are of different lengths, or if an error occurs,
        a timing attack could theoretically reveal information about the
        types and lengths of a and b--but not their values.
        """)]
    private static bool CompareDigest(Value a, Value b)
    {
        if (a.Ref is PyStr s && b.Ref is PyStr t)
        {
            if (!System.Text.Ascii.IsValid(s.ToString()) || !System.Text.Ascii.IsValid(t.ToString()))
                throw Err.TypeError("comparing strings with non-ASCII characters is not supported");
            return SameBytes(System.Text.Encoding.ASCII.GetBytes(s.ToString()), System.Text.Encoding.ASCII.GetBytes(t.ToString()));
        }
        if (!Buffers.Has(a) && !Buffers.Has(b))
            throw Err.TypeError($"unsupported operand types(s) or combination of types: '{a.Type.FullName}' and '{b.Type.FullName}'");
        return SameBytes(Buffers.Get(a), Buffers.Get(b));
    }

    private static bool SameBytes(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(a, b);
}
