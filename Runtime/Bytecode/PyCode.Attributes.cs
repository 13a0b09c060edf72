namespace TieredPy.Runtime.Bytecode;

/// <summary>The attributes of code objects. What they say of instructions is of their rendition as CPython's.</summary>
public sealed partial class PyCode
{
    /// <summary>Flags that only this runtime uses.</summary>
    private const CodeFlags InternalFlags = CodeFlags.HasDocstring | CodeFlags.Method;

    private CodeRendition? rendition;

    /// <summary>The instructions as stack code.</summary>
    internal CodeRendition Rendition => rendition ??= CodeRendition.Of(this);

    [PyGetter("co_name")] private Value CoName => new(Name);
    [PyGetter("co_qualname")] private Value CoQualName => new(QualName);
    [PyGetter("co_filename")] private Value CoFilename => new(Filename);
    [PyGetter("co_firstlineno")] private int CoFirstLine => FirstLine;
    [PyGetter("co_argcount")] private int CoArgCount => ArgCount;
    [PyGetter("co_posonlyargcount")] private int CoPosOnlyArgCount => PosOnlyCount;
    [PyGetter("co_kwonlyargcount")] private int CoKwOnlyArgCount => KwOnlyCount;
    [PyGetter("co_nlocals")] private int CoNLocals => VisibleVarNames().Length;
    [PyGetter("co_stacksize")] private int CoStackSize => stackSize > 0 ? stackSize : RegCount;
    [PyGetter("co_flags")] private int CoFlags => (int)(Flags & ~InternalFlags);
    [PyGetter("co_consts")] private Value CoConsts => new(new PyTuple(Rendition.Consts));
    [PyGetter("co_names")] private Value CoNames => new(TupleOf(Names));
    [PyGetter("co_varnames")] private Value CoVarNames => new(TupleOf(VisibleVarNames()));
    [PyGetter("co_cellvars")] private Value CoCellVars => new(TupleOf(Distinct(CellVars)));
    [PyGetter("co_freevars")] private Value CoFreeVars => new(TupleOf(FreeVars));
    [PyGetter("co_code")] private Value CoCode => new(new PyBytes(Rendition.Code));
    [PyGetter("_co_code_adaptive")] private Value CoCodeAdaptive => CoCode;
    [PyGetter("co_linetable")] private Value CoLineTable => lineTable != null ? new(lineTable) : new(new PyBytes(LocationTables.Encode(Rendition.Positions, FirstLine)));
    [PyGetter("co_lnotab")]
    private Value CoLNoTab
    {
        get
        {
            Err.Warn(ExcTypes.DeprecationWarning, "co_lnotab is deprecated, use co_lines instead.");
            return new(new PyBytes(LocationTables.EncodeLNoTab(Rendition.Positions, FirstLine)));
        }
    }
    [PyGetter("co_exceptiontable")] private Value CoExceptionTable => new(new PyBytes(LocationTables.EncodeHandlers(RenderedHandlers())));

    [PyMethod("_varname_from_oparg", Doc = "(internal-only) Return the local variable name for the given oparg.\n\nWARNING: this method is for internal use only and may change or go away.")]
    private Value VarNameFromOparg([Kw("oparg")] int i)
    {
        if (i >= 0 && i < VarNames.Length) return new Value(VarNames[i]);
        int cell = Array.IndexOf(CellRegs, i);
        if (cell >= 0) return new Value(CellVars[cell]);
        if (i >= FreeReg && i < FreeReg + FreeVars.Length) return new Value(FreeVars[i - FreeReg]);
        throw Err.IndexError("tuple index out of range");
    }

    /// <summary>(start, end, line) for each run of instructions of one line; None where there is no line.</summary>
    [PyMethod("co_lines")]
    private Value CoLines()
    {
        var lines = new List<Value>();
        var positions = ShownPositions;
        for (int i = 0; i < positions.Length;)
        {
            int start = i, line = positions[i].Line;
            while (i < positions.Length && positions[i].Line == line) i++;
            lines.Add(new Value(new PyTuple([Value.Int(2 * start), Value.Int(2 * i), line <= 0 ? Value.None : Value.Int(line)])));
        }
        return Ops.Iter(new Value(new PyList(CollectionsMarshal.AsSpan(lines))));
    }

    /// <summary>(line, end line, column, end column) of each instruction.</summary>
    [PyMethod("co_positions")]
    private Value CoPositions()
    {
        var positions = ShownPositions;
        var all = new Value[positions.Length];
        for (int i = 0; i < all.Length; i++)
        {
            var p = positions[i];
            all[i] = new Value(new PyTuple([p.Line <= 0 ? Value.None : Value.Int(p.Line), p.EndLine <= 0 ? Value.None : Value.Int(p.EndLine), Column(p.Col), Column(p.EndCol)]));
        }
        return Ops.Iter(new Value(new PyList(all)));

        static Value Column(int c) => c < 0 ? Value.None : Value.Int(c);
    }

    /// <summary>The handlers in code units of the rendition.</summary>
    private HandlerEntry[] RenderedHandlers() => Array.ConvertAll(Handlers, h =>
        new HandlerEntry(Rendition.StartOf(h.Start) / 2, Rendition.StartOf(h.End) / 2, Rendition.StartOf(h.Handler) / 2, h.Reg));

    /// <summary>Local names; the second register of a name that a comprehension hides doesn't show.</summary>
    private PyStr[] VisibleVarNames() => Distinct(VarNames);

    private static PyStr[] Distinct(PyStr[] names)
    {
        var seen = new HashSet<PyStr>();
        return Array.FindAll(names, seen.Add);
    }

    private static PyTuple TupleOf(PyStr[] names) => names.Length == 0 ? PyTuple.Empty : new PyTuple(Array.ConvertAll(names, n => new Value(n)));

    public override Value Repr() => new(PyStr.Of($"<code object {Name} at {ObjectMethods.Address(this)}, file \"{Filename}\", line {FirstLine}>"));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyCode c) return Value.NotImplemented;
        return Value.Bool(SameAs(c) == (op == CmpOp.Eq));
    }

    private bool SameAs(PyCode c)
    {
        if (ReferenceEquals(this, c)) return true;
        return Name.Equals(c.Name) && QualName.Equals(c.QualName) && ArgCount == c.ArgCount && PosOnlyCount == c.PosOnlyCount && KwOnlyCount == c.KwOnlyCount && Flags == c.Flags &&
            FirstLine == c.FirstLine && RegCount == c.RegCount && stackSize == c.stackSize && SameLineTable(c) && MemoryMarshal.AsBytes(Code.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(c.Code.AsSpan())) &&
            Names.AsSpan().SequenceEqual(c.Names) && VarNames.AsSpan().SequenceEqual(c.VarNames) && CellVars.AsSpan().SequenceEqual(c.CellVars) &&
            FreeVars.AsSpan().SequenceEqual(c.FreeVars) && Handlers.AsSpan().SequenceEqual(c.Handlers) && Positions.AsSpan().SequenceEqual(c.Positions) && SameConstants(Consts, c.Consts);
    }

    /// <summary>Equal with equal types throughout: 1, 1.0 and True are different constants.</summary>
    private static bool SameConstants(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i], b[i]);
            if (x.Is(y)) continue;
            if (x.Type != y.Type) return false;
            bool same = (x.Ref, y.Ref) switch
            {
                (PyTuple s, PyTuple t) => SameConstants(s.AsSpan(), t.AsSpan()),
                _ when x.IsInt || x.IsFloat => false,
                _ => Ops.Eq(x, y),
            };
            if (!same) return false;
        }
        return true;
    }

    public override long Hash()
    {
        var h = new HashCode();
        h.Add(Name.GetHashCode());
        h.Add(ArgCount);
        h.Add(PosOnlyCount);
        h.Add(KwOnlyCount);
        h.Add(FirstLine);
        h.Add(Flags);
        h.AddBytes(MemoryMarshal.AsBytes(Code.AsSpan()));
        foreach (var n in Names) h.Add(n.GetHashCode());
        return h.ToHashCode();
    }

    public override string ToString() => $"<code object {QualName}>";
}
