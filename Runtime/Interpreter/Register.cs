namespace TieredPy.Runtime.Interpreter;

/// <summary>A register as the dispatch loop writes it: the layout of <see cref="Value"/>, mutable in parts, so that storing an int needs no write barrier.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Register
{
    /// <summary>As <see cref="Value.Ref"/>.</summary>
    public PyObject? Ref;

    /// <summary>As <see cref="Value.Bits"/>.</summary>
    public long Bits;
}
