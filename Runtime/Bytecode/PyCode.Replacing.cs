namespace TieredPy.Runtime.Bytecode;

/// <summary>Copies of code objects with other fields. The instructions stay: co_code shows them in another form, from which there is no way back.</summary>
public sealed partial class PyCode
{
    /// <summary>co_linetable, where it was replaced.</summary>
    private PyBytes? lineTable;

    /// <summary>co_stacksize, where it was replaced; else 0. Frames have as many registers as they need.</summary>
    private int stackSize;

    [PyMethod("replace", Doc = "Return a copy of the code object with new values for the specified fields.")]
    private PyCode Replace([KwOnly, Kw("co_argcount"), Opt] Value argCount, [Kw("co_posonlyargcount"), Opt] Value posOnly, [Kw("co_kwonlyargcount"), Opt] Value kwOnly,
        [Kw("co_nlocals"), Opt] Value nLocals, [Kw("co_stacksize"), Opt] Value stackSize, [Kw("co_flags"), Opt] Value flags, [Kw("co_firstlineno"), Opt] Value firstLine,
        [Kw("co_code"), Opt] Value code, [Kw("co_consts"), Opt] Value consts, [Kw("co_names"), Opt] Value names, [Kw("co_varnames"), Opt] Value varNames,
        [Kw("co_freevars"), Opt] Value freeVars, [Kw("co_cellvars"), Opt] Value cellVars, [Kw("co_filename"), Opt] Value filename, [Kw("co_name"), Opt] Value name,
        [Kw("co_qualname"), Opt] Value qualName, [Kw("co_linetable"), Opt] Value lineTable, [Kw("co_exceptiontable"), Opt] Value exceptionTable)
    {
        var vars = varNames.IsMissing ? VarNames : Strings("co_varnames", varNames);
        if (!varNames.IsMissing && vars.Length != VisibleVarNames().Length || !nLocals.IsMissing && Ops.AsLong(nLocals) != (varNames.IsMissing ? CoNLocals : vars.Length))
            throw Err.ValueError("code: co_nlocals != len(co_varnames)");
        var cells = cellVars.IsMissing ? CellVars : Strings("co_cellvars", cellVars);
        var frees = freeVars.IsMissing ? FreeVars : Strings("co_freevars", freeVars);
        if (cells.Length != CellVars.Length && !cellVars.IsMissing || frees.Length != FreeVars.Length)
            throw Err.ValueError("code: the number of cell and free variables cannot be changed");
        if (!code.IsMissing && !Bytes("co_code", code).AsSpan().SequenceEqual(Rendition.Code))
            throw Err.ValueError("code: co_code cannot be replaced: it shows instructions of another form");
        var (instrs, constants) = consts.IsMissing ? (Code, Consts) : WithConstants(consts.Ref as PyTuple ?? throw BadArgument("co_consts", "tuple", consts));
        int first = Number(firstLine, FirstLine);
        var lines = LinesArgument(lineTable);
        var made = new PyCode
        {
            ArgCount = Number(argCount, ArgCount),
            PosOnlyCount = Number(posOnly, PosOnlyCount),
            KwOnlyCount = Number(kwOnly, KwOnlyCount),
            RegCount = RegCount,
            Flags = (CodeFlags)Number(flags, (int)Flags) | Flags & InternalFlags,
            FirstLine = first,
            Code = instrs,
            Consts = constants,
            Names = names.IsMissing ? Names : Strings("co_names", names),
            VarNames = varNames.IsMissing ? VarNames : [.. vars, .. VarNames.AsSpan(Math.Min(vars.Length, VarNames.Length))],
            FreeVars = frees,
            CellVars = cells,
            Filename = Text("co_filename", filename, Filename),
            Name = Text("co_name", name, Name),
            QualName = Text("co_qualname", qualName, QualName),
            CellRegs = CellRegs,
            FreeReg = FreeReg,
            Handlers = exceptionTable.IsMissing ? Handlers : HandlersOf(Bytes("co_exceptiontable", exceptionTable)),
            Positions = lines != null ? PositionsOf(lines, first) : Positions,
            lineTable = lines,
            stackSize = Number(stackSize, this.stackSize),
        };
        if (made.PosOnlyCount < 0 || made.ArgCount < made.PosOnlyCount || made.KwOnlyCount < 0) throw Err.ValueError("code: argument counts must not be negative");
        if (made.ParamCount > made.VarNames.Length) throw Err.ValueError("code: varnames is too small");
        if (CodeVerifier.Verify(made) is { } problem) throw Err.ValueError($"code: {problem}");
        return made;
    }

    [PyMethod("__replace__")]
    [RawCall]
    private Value DunderReplace(ReadOnlySpan<Value> args, PyStr[]? kw) => Ops.Call(Ops.GetAttr(new Value(this), PyStr.Intern("replace")), args, kw);

    /// <summary>
    /// The instructions with other constants, of which the first are the code's own; the others are those that instructions have in themselves.
    /// </summary>
    private (Instr[] Code, Value[] Constants) WithConstants(PyTuple given)
    {
        var shown = Rendition.Consts;
        if (given.Count < shown.Length) throw Err.ValueError("code: co_consts is too short");
        var all = given.AsSpan().ToArray();
        if (SameConstants(all, shown)) return (Code, Consts.Length == all.Length ? all : all[..Consts.Length]);
        for (int i = 0; i < shown.Length; i++)
            if (shown[i].Ref is PyCode && all[i].Ref is not PyCode) throw Err.ValueError($"code: co_consts[{i}] must be code");
        var made = (Instr[])Code.Clone();
        for (int i = 0; i < made.Length; i++)
        {
            if (made[i].Op is Op.LoadInt && Index(Value.Int(made[i].BC)) is int number) made[i] = Instr.Wide(Op.LoadConst, made[i].A, number);
            else if (made[i].Op is Op.ReturnNone && Index(Value.None) != null) throw Err.ValueError("code: the None of co_consts that is returned cannot be replaced");
            else if (made[i].Op is Op.Ext && !SameConstants(all.AsSpan(made[i].A, 1), shown.AsSpan(made[i].A, 1)))
                throw Err.ValueError($"code: the names in co_consts[{made[i].A}] cannot be replaced");
        }
        return (made, all);

        // Where another constant takes the place of one.
        int? Index(Value v)
        {
            int i = Array.FindIndex(shown, x => x.Is(v));
            return i < 0 || all[i].Is(v) ? null : i;
        }
    }

    private PyBytes? LinesArgument(Value given)
    {
        if (given.IsMissing) return lineTable;
        var table = Bytes("co_linetable", given);
        return table.AsSpan().SequenceEqual(LocationTables.Encode(Rendition.Positions, FirstLine)) ? lineTable : table;
    }

    /// <summary>The instructions' positions by a line table of what they show themselves as.</summary>
    private Position[] PositionsOf(PyBytes table, int firstLine)
    {
        var units = LocationTables.Decode(table.AsSpan(), firstLine) ?? throw Err.ValueError("code: co_linetable is malformed");
        var all = new Position[Code.Length];
        for (int i = 0; i < all.Length; i++) all[i] = Rendition.OffsetOf(i) / 2 is var unit && unit < units.Length ? units[unit] : new Position(0, -1, 0, -1);
        return all;
    }

    private HandlerEntry[] HandlersOf(PyBytes table)
    {
        var starts = new Dictionary<int, int>();
        for (int i = Code.Length; i >= 0; i--) starts[Rendition.StartOf(i) / 2] = i;
        var shown = new List<HandlerEntry>(RenderedHandlers());
        var given = LocationTables.DecodeHandlers(table.AsSpan());
        if (given == null || given.Exists(h => !starts.ContainsKey(h.Start) || !starts.ContainsKey(h.End) || !shown.Exists(x => x.Handler == h.Handler && x.Reg == h.Reg)))
            throw Err.ValueError("code: co_exceptiontable is malformed");
        return [.. given.ConvertAll(h => new HandlerEntry(starts[h.Start], starts[h.End], starts[h.Handler], h.Reg))];
    }

    /// <summary>What co_lines and co_positions tell.</summary>
    private Position[] ShownPositions => lineTable != null ? LocationTables.Decode(lineTable.AsSpan(), FirstLine)! : Rendition.Positions;

    private bool SameLineTable(PyCode c) => lineTable == null ? c.lineTable == null : c.lineTable != null && lineTable.AsSpan().SequenceEqual(c.lineTable.AsSpan());

    private static int Number(Value v, int otherwise) => v.IsMissing ? otherwise : checked((int)Ops.AsLong(v));

    private static PyStr Text(string what, Value v, PyStr otherwise) => v.IsMissing ? otherwise : v.Ref as PyStr ?? throw BadArgument(what, "str", v);

    private static PyBytes Bytes(string what, Value v) => v.Ref as PyBytes ?? throw BadArgument(what, "bytes", v);

    private static PyStr[] Strings(string what, Value v)
    {
        if (v.Ref is not PyTuple t) throw BadArgument(what, "tuple", v);
        return Array.ConvertAll(t.AsSpan().ToArray(), x => x.Ref as PyStr ?? throw Err.TypeError($"name tuples must contain only strings, not '{x.Type.FullName}'"));
    }

    private static PyException BadArgument(string what, string type, Value v) => Err.TypeError($"replace() argument '{what}' must be {type}, not {v.Type.FullName}");
}
