using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;

namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>
/// A method that event loops have in Python. Futures and tasks call the same few for each step, on the same loop: where the function is compiled it is
/// called at once, with its parameters' values.
/// </summary>
internal sealed class LoopMethod(PyStr name, Func<PyCode, bool> fits)
{
    public static readonly LoopMethod GetDebug = new(AsyncioNames.GetDebug, c => c is { ArgCount: 1, ParamCount: 1 });

    /// <summary><c>call_soon(self, callback, *args, context=None)</c>: a keyword-only parameter is before the tuple.</summary>
    public static readonly LoopMethod CallSoon = new(AsyncioNames.CallSoon, c => c is { ArgCount: 2, KwOnlyCount: 1, ParamCount: 4 } && c.Has(CodeFlags.VarArgs) && c.VarNames[2].Equals(AsyncioNames.ContextKeyword[0]));

    /// <summary>What the method is for loops of a shape, as long as their class is as it was; null where it is no function that can be called so.</summary>
    private sealed record Found(Shape Shape, uint Version, PyFunction? Function, PyCode? Code);

    private Found? last;

    /// <summary>Calls the function, if it is compiled, with the values of its parameters, the loop first. Missing: nothing was done.</summary>
    public Value TryCall(PyObject loop, ReadOnlySpan<Value> parameters)
    {
        var found = last;
        if (found == null || found.Shape != loop.Shape || found.Version != loop.Type.Version) last = found = Find(loop);
        if (found.Function is not { } f || f.Code != found.Code) return Value.Missing;
        var t = PyThread.Current;
        return Interp.TryCallBound(t, f, parameters) ? t.Transfer : Value.Missing;
    }

    private Found Find(PyObject loop)
    {
        var type = loop.Type;
        uint version = type.Version;
        var shape = loop.Shape;
        bool isPlain = !type.HasAttributeHooks && ObjectMethods.UsesGenericGetAttr(new Value(loop)) && !shape.DictMode && shape.IndexOf(name) < 0;
        return isPlain && type.Lookup(name) is PyFunction { Code: { IsGeneratorLike: false } code } f && fits(code) ? new Found(shape, version, f, code) : new Found(shape, version, null, null);
    }
}
