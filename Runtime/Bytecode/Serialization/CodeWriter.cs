namespace TieredPy.Runtime.Bytecode;

/// <summary>Kinds of constants in cached code.</summary>
internal enum ConstTag : byte
{
    None, True, False, Ellipsis, Int, Big, Float, Complex, Str, Bytes, Tuple, FrozenSet, Code,
}

/// <summary>Writes a code object for <see cref="BytecodeCache"/>: numbers as 7-bit groups, strings once each in a table in front.</summary>
internal sealed class CodeWriter
{
    private MemoryStream body = new();
    private readonly Dictionary<PyStr, int> indices = [];
    private readonly List<PyStr> strings = [];

    public byte[] Write(PyCode code)
    {
        Code(code);
        byte[] main = body.ToArray();
        body.SetLength(0);
        Number(strings.Count);
        foreach (var s in strings) StringData(s);
        body.Write(main);
        return body.ToArray();
    }

    private void Number(long v)
    {
        ulong u = (ulong)v;
        while (u >= 0x80)
        {
            body.WriteByte((byte)(u | 0x80));
            u >>= 7;
        }
        body.WriteByte((byte)u);
    }

    private void Signed(long v) => Number(v << 1 ^ v >> 63);

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        body.Write(bytes);
    }

    private void String(PyStr s)
    {
        if (!indices.TryGetValue(s, out int i))
        {
            indices[s] = i = strings.Count;
            strings.Add(s);
        }
        Number(i);
    }

    private void Strings(PyStr[] list)
    {
        Number(list.Length);
        foreach (var s in list) String(s);
    }

    /// <summary>Length and form (bit 0: interned; then 0 one byte a character, 1 two, 2 four).</summary>
    private void StringData(PyStr s)
    {
        int interned = s.IsInterned ? 1 : 0;
        if (s.IsWide)
        {
            Number(2 << 1 | interned);
            Raw(MemoryMarshal.AsBytes<int>(s.Wide));
            return;
        }
        bool latin = true;
        foreach (char c in s.Chars) latin &= c < 256;
        Number((latin ? 0 : 1) << 1 | interned);
        if (latin) Raw(Array.ConvertAll(s.Chars.ToCharArray(), c => (byte)c));
        else Raw(MemoryMarshal.AsBytes(s.Chars.AsSpan()));
    }

    private void Code(PyCode c)
    {
        String(c.Name);
        String(c.QualName);
        String(c.Filename);
        Number(c.FirstLine);
        Number(c.ArgCount);
        Number(c.PosOnlyCount);
        Number(c.KwOnlyCount);
        Number((int)c.Flags);
        Number(c.RegCount);
        Number(c.FreeReg);
        Strings(c.FreeVars);
        var outer = body;
        body = new MemoryStream();
        Body(c);
        var inner = body;
        body = outer;
        Raw(inner.GetBuffer().AsSpan(0, (int)inner.Length));
    }

    /// <summary>What only running or inspecting the code needs.</summary>
    private void Body(PyCode c)
    {
        Strings(c.VarNames);
        Strings(c.CellVars);
        Strings(c.Names);
        foreach (int r in c.CellRegs) Number(r);
        Raw(MemoryMarshal.AsBytes(c.Code.AsSpan()));
        Number(c.Handlers.Length);
        foreach (var h in c.Handlers)
        {
            Number(h.Start);
            Number(h.End - h.Start);
            Number(h.Handler);
            Number(h.Reg);
        }
        Number(c.Consts.Length);
        foreach (var k in c.Consts) Const(k);
        Positions(c);
    }

    /// <summary>Runs of equal positions, each relative to the one before.</summary>
    private void Positions(PyCode c)
    {
        int line = c.FirstLine;
        var all = c.Positions;
        for (int i = 0; i < all.Length;)
        {
            int start = i;
            var p = all[i];
            while (i < all.Length && all[i] == p) i++;
            Number(i - start);
            Signed(p.Line - line);
            Signed(p.EndLine - p.Line);
            Number(p.Col + 1);
            Number(p.EndCol + 1);
            line = p.Line;
        }
    }

    private void Tag(ConstTag tag) => body.WriteByte((byte)tag);

    private void Const(Value v)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (v.IsInt)
        {
            Tag(ConstTag.Int);
            Signed(v.Bits);
            return;
        }
        if (v.IsFloat)
        {
            Tag(ConstTag.Float);
            body.Write(BitConverter.GetBytes(v.Bits));
            return;
        }
        switch (v.Ref)
        {
            case PyNone: Tag(ConstTag.None); break;
            case PyBool: Tag(v.IsTrue ? ConstTag.True : ConstTag.False); break;
            case PyEllipsis: Tag(ConstTag.Ellipsis); break;
            case PyBigInt b:
                Tag(ConstTag.Big);
                Raw(b.Big.ToByteArray());
                break;
            case PyComplex z:
                Tag(ConstTag.Complex);
                body.Write(BitConverter.GetBytes(z.Number.Real));
                body.Write(BitConverter.GetBytes(z.Number.Imaginary));
                break;
            case PyStr s:
                Tag(ConstTag.Str);
                String(s);
                break;
            case PyBytes b:
                Tag(ConstTag.Bytes);
                Raw(b.AsSpan());
                break;
            case PyTuple t:
                Tag(ConstTag.Tuple);
                Number(t.Count);
                foreach (var x in t.AsSpan()) Const(x);
                break;
            case PyFrozenSet f:
                Tag(ConstTag.FrozenSet);
                Number(f.Count);
                foreach (var x in Ops.Iterate(new Value(f))) Const(x);
                break;
            case PyCode c:
                Tag(ConstTag.Code);
                Code(c);
                break;
            default: throw Err.ValueError("unmarshallable object");
        }
    }
}
