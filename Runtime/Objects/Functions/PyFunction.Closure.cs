using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <content>
/// The variables that a function takes from outside. Compiled code makes functions with the variables' contents in place of cells that nobody else has: most
/// are called and dropped without anybody looking at a cell. Who needs one has it made; from then on it is the variable.
/// </content>
public sealed partial class PyFunction
{
    /// <summary>By free variable: its cell, or what a cell of it would hold, which is never a cell; null without free variables.</summary>
    private readonly PyObject?[]? closed;

    /// <summary>A function like another but for its code, with the variables that are <paramref name="closed"/>.</summary>
    internal PyFunction(PyFunction like, PyCode code, PyObject module, PyObject?[]? closed) : base(TypeObject.RootShape)
    {
        this.code = code;
        Globals = like.Globals;
        Builtins = like.Builtins;
        this.closed = closed;
        this.module = module;
        if (!code.IsPrepared) code.Prepare();
        SimpleArgCount = code.SimpleArgCount;
    }

    internal bool HasClosure => closed != null;

    /// <summary>Tuple of <see cref="PyCell"/>s, as many as the code's free variables; null for none.</summary>
    internal PyTuple? Closure
    {
        get
        {
            if (closed == null || rare?.Closure is { }) return rare?.Closure;
            var cells = new Value[closed.Length];
            for (int k = 0; k < cells.Length; k++) cells[k] = new Value(CellAt(k));
            var made = new PyTuple(cells);
            return Interlocked.CompareExchange(ref Rare.Closure, made, null) ?? made;
        }
    }

    /// <summary>The cell of a free variable.</summary>
    internal PyCell CellAt(int variable)
    {
        ref var place = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(closed!), variable);
        return place as PyCell ?? MakeCell(ref place);
    }

    private static PyCell MakeCell(ref PyObject? place)
    {
        var content = Volatile.Read(ref place);
        if (content is PyCell known) return known;
        var made = new PyCell { Content = content };
        return Interlocked.CompareExchange(ref place, made, content) is PyCell first ? first : made;
    }

    /// <summary>What a free variable holds, as slots do; null when it is unbound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PyObject? ContentAt(int variable)
    {
        var o = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(closed!), variable);
        return o != null && o.GetType() == typeof(PyCell) ? Unsafe.As<PyCell>(o).Content : o;
    }

    private static PyObject?[]? ClosedOver(PyTuple? cells)
    {
        if (cells == null) return null;
        var all = new PyObject?[cells.Count];
        for (int k = 0; k < all.Length; k++) all[k] = cells[k].Ref;
        return all;
    }
}
