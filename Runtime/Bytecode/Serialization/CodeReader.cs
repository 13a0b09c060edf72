namespace TieredPy.Runtime.Bytecode;

/// <summary>Reads what <see cref="CodeWriter"/> wrote. The bodies of code objects stay where they are until somebody asks for them.</summary>
internal ref struct CodeReader(byte[] bytes, CachedStrings strings, int at)
{
    private readonly byte[] bytes = bytes;
    private CachedStrings strings = strings;
    private int at = at;

    /// <summary>How far it is.</summary>
    public readonly int At => at;

    /// <summary>The code object in bytes that begin with a table of strings.</summary>
    public static PyCode Read(byte[] bytes, int start)
    {
        var reader = new CodeReader(bytes, null!, start);
        var places = new int[reader.Count()];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = reader.at;
            reader.Int();
            reader.Raw();
        }
        reader.strings = new CachedStrings(bytes, places);
        return reader.Code();
    }

    private ulong Unsigned()
    {
        ulong v = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            v |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return v;
            if (shift > 63) throw new InvalidDataException();
        }
    }

    private int Int() => checked((int)Unsigned());

    /// <summary>A length, which the rest of the data bounds.</summary>
    private int Count()
    {
        int n = Int();
        return n >= 0 && n <= bytes.Length ? n : throw new InvalidDataException();
    }

    private long Signed()
    {
        ulong u = Unsigned();
        return (long)(u >> 1) ^ -(long)(u & 1);
    }

    private ReadOnlySpan<byte> Raw()
    {
        int n = Count();
        var s = bytes.AsSpan(at, n);
        at += n;
        return s;
    }

    public PyStr StringData()
    {
        int form = Int();
        var data = Raw();
        if (form >> 1 == 2) return PyStr.FromCodePoints(MemoryMarshal.Cast<byte, int>(data));
        string s = form >> 1 == 0 ? System.Text.Encoding.Latin1.GetString(data) : new string(MemoryMarshal.Cast<byte, char>(data));
        return (form & 1) != 0 ? PyStr.Intern(s) : PyStr.OfNarrow(s);
    }

    private PyStr String() => strings[Int()];

    public PyStr[] Strings()
    {
        var list = new PyStr[Count()];
        for (int i = 0; i < list.Length; i++) list[i] = String();
        return list;
    }

    public int[] Ints(int count)
    {
        var list = new int[count];
        for (int i = 0; i < list.Length; i++) list[i] = Int();
        return list;
    }

    public Instr[] Instructions() => MemoryMarshal.Cast<byte, Instr>(Raw()).ToArray();

    public HandlerEntry[] Handlers()
    {
        var handlers = new HandlerEntry[Count()];
        for (int i = 0; i < handlers.Length; i++)
        {
            int start = Int();
            handlers[i] = new HandlerEntry(start, start + Int(), Int(), Int());
        }
        return handlers;
    }

    public Value[] Consts()
    {
        var consts = new Value[Count()];
        for (int i = 0; i < consts.Length; i++) consts[i] = Const();
        return consts;
    }

    private PyCode Code()
    {
        PyStr name = String(), qualName = String(), filename = String();
        int firstLine = Int(), argCount = Int(), posOnly = Int(), kwOnly = Int(), flags = Int(), regs = Int(), freeReg = Int();
        var freeVars = Strings();
        int length = Count();
        var body = new PendingBody(bytes, strings, at);
        at += length;
        return new PyCode(body)
        {
            Name = name,
            QualName = qualName,
            Filename = filename,
            FirstLine = firstLine,
            ArgCount = argCount,
            PosOnlyCount = posOnly,
            KwOnlyCount = kwOnly,
            Flags = (CodeFlags)flags,
            FreeVars = freeVars,
            FreeReg = freeReg,
            RegCount = regs,
        };
    }

    public Position[] Positions(int count, int line)
    {
        var all = new Position[count];
        for (int i = 0; i < count;)
        {
            int run = Int();
            line += (int)Signed();
            int endLine = line + (int)Signed();
            int col = Int() - 1, endCol = Int() - 1;
            var p = new Position(line, col, endLine, endCol);
            if (run <= 0 || run > count - i) throw new InvalidDataException();
            all.AsSpan(i, run).Fill(p);
            i += run;
        }
        return all;
    }

    private double Double()
    {
        double d = BitConverter.ToDouble(bytes, at);
        at += 8;
        return d;
    }

    private Value Const()
    {
        switch ((ConstTag)bytes[at++])
        {
            case ConstTag.None: return Value.None;
            case ConstTag.True: return Value.True;
            case ConstTag.False: return Value.False;
            case ConstTag.Ellipsis: return Value.Ellipsis;
            case ConstTag.Int: return Value.Int(Signed());
            case ConstTag.Big: return Value.Big(new BigInteger(Raw()));
            case ConstTag.Float: return Value.Float(Double());
            case ConstTag.Complex: return new Value(new PyComplex(Double(), Double()));
            case ConstTag.Str: return new Value(String());
            case ConstTag.Bytes: return new Value(new PyBytes(Raw().ToArray()));
            case ConstTag.Tuple: return new Value(Items() is { Length: > 0 } t ? new PyTuple(t) : PyTuple.Empty);
            case ConstTag.FrozenSet: return new Value(new PyFrozenSet(Items().AsSpan()));
            case ConstTag.Code: return new Value(Code());
            default: throw new InvalidDataException();
        }
    }

    private Value[] Items()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var items = new Value[Count()];
        for (int i = 0; i < items.Length; i++) items[i] = Const();
        return items;
    }
}
