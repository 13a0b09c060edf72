namespace TieredPy.Runtime.Bytecode;

/// <summary>The part of a code object that is read from cached code when it is first needed.</summary>
public sealed partial class PyCode
{
    // Null only while the body is pending.
    private PyStr[] varNames = null!, cellVars = null!, names = null!;
    private int[] cellRegs = null!;
    private Instr[] code = null!;
    private HandlerEntry[] handlers = null!;
    private Position[]? positions;

    /// <summary>Where the body is, until it was read.</summary>
    private volatile PendingBody? pending;

    /// <summary>Where the positions are, until they were read: few need them.</summary>
    private PendingPositions? pendingPositions;

    /// <summary>The constants of code that was prepared.</summary>
    internal Value[] LoadedConsts = null!;

    /// <summary>What the function's <c>__doc__</c> begins with.</summary>
    internal Value Docstring => Has(CodeFlags.HasDocstring) && Consts is { Length: > 0 } all ? all[0] : Value.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Load()
    {
        if (pending != null) LoadBody();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LoadBody()
    {
        lock (this)
        {
            if (pending is not { } body) return;
            var reader = body.Reader();
            varNames = reader.Strings();
            cellVars = reader.Strings();
            names = reader.Strings();
            cellRegs = reader.Ints(cellVars.Length);
            code = reader.Instructions();
            handlers = reader.Handlers();
            LoadedConsts = reader.Consts();
            pendingPositions = new PendingPositions(body, reader.At);
            pending = null;
        }
    }

    private Position[] LoadPositions()
    {
        lock (this)
        {
            if (positions != null) return positions;
            var read = pendingPositions!.Read(code.Length, FirstLine);
            positions = KeepsColumns ? read : LinesOf(read);
            pendingPositions = null;
            return positions;
        }
    }

    /// <summary>Off, code keeps where it is by lines only, and tracebacks have no carets (-X no_debug_ranges).</summary>
    internal static bool KeepsColumns { get; set; } = true;

    private static Position[] LinesOf(Position[] all) => Array.ConvertAll(all, p => new Position(p.Line, -1, p.Line, -1));
}
