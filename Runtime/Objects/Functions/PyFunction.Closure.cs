using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <content>
/// The variables that a function takes from outside. Compiled code makes functions with the variables' contents in place of cells that nobody else has: most
/// are called and dropped without anybody looking at a cell. Who needs one has it made; from then on it is the variable.
/// </content>
public sealed partial class PyFunction
{
    /// <summary>As many variables as are in the function itself; more are in an array.</summary>
    internal const int MostInline = 5;

    /// <summary>By free variable: its cell, or what a cell of it would hold, which is never a cell.</summary>
    private Variables closed;

    private int ClosedCount => rare is { IsOpen: true } ? 0 : code.FreeVars.Length;

#pragma warning disable CS0169, IDE0051 // They are reached by reference.
    private struct Variables
    {
        private PyObject? first, second, third, fourth, fifth;
    }
#pragma warning restore CS0169, IDE0051

    /// <summary>A function like another but for its code, with variables from outside that are still to be set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PyFunction(PyFunction like, PyCode code, PyObject module, int variables) : base(TypeObject.RootShape)
    {
        this.code = code;
        Globals = like.Globals;
        if (!code.IsPrepared) code.Prepare();
        if (like.rare?.Builtins is { } own) Rare.Builtins = own;
        if (variables > MostInline) Rare.Closed = new PyObject?[variables - MostInline];
        SetModule(module);
    }

    internal bool HasClosure => ClosedCount > 0;

    /// <summary>Where a free variable is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref PyObject? Variable(int k)
    {
        if ((uint)k < MostInline) return ref Unsafe.Add(ref Unsafe.As<Variables, PyObject?>(ref closed), k);
        return ref FarVariable(k);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref PyObject? FarVariable(int k) => ref rare!.Closed![k - MostInline];

    /// <summary>Tuple of <see cref="PyCell"/>s, as many as the code's free variables; null for none.</summary>
    internal PyTuple? Closure
    {
        get
        {
            int count = ClosedCount;
            if (count == 0 || rare?.Closure is { }) return rare?.Closure;
            var cells = new Value[count];
            for (int k = 0; k < cells.Length; k++) cells[k] = new Value(CellAt(k));
            var made = new PyTuple(cells);
            return Interlocked.CompareExchange(ref Rare.Closure, made, null) ?? made;
        }
    }

    /// <summary>The cell of a free variable.</summary>
    internal PyCell CellAt(int variable)
    {
        ref var place = ref Variable(variable);
        return place as PyCell ?? MakeCell(ref place);
    }

    private static PyCell MakeCell(ref PyObject? place)
    {
        var content = Volatile.Read(ref place);
        if (content is PyCell known) return known;
        var made = new PyCell { Content = content };
        if (!PyThread.MultiThreaded)
        {
            place = made;
            return made;
        }
        return Interlocked.CompareExchange(ref place, made, content) is PyCell first ? first : made;
    }

    /// <summary>What a free variable holds, as slots do; null when it is unbound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PyObject? ContentAt(int variable)
    {
        var o = Variable(variable);
        return o != null && o.GetType() == typeof(PyCell) ? Unsafe.As<PyCell>(o).Content : o;
    }

    private void CloseOver(PyTuple cells)
    {
        if (cells.Count > MostInline) Rare.Closed = new PyObject?[cells.Count - MostInline];
        for (int k = 0; k < cells.Count; k++) Variable(k) = cells[k].Ref;
    }
}
