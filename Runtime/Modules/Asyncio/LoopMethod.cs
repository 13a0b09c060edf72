using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;

namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>
/// A method that event loops have in Python. Futures and tasks call the same few for each step, on the same loop: where the function is compiled it is
/// called at once, with its parameters' values, and where it only returns an attribute that is read.
/// </summary>
internal sealed unsafe class LoopMethod(PyStr name, Func<PyCode, bool> fits)
{
    public static readonly LoopMethod GetDebug = new(AsyncioNames.GetDebug, c => c is { ArgCount: 1, ParamCount: 1 });

    /// <summary><c>call_soon(self, callback, *args, context=None)</c>: a keyword-only parameter is before the tuple.</summary>
    public static readonly LoopMethod CallSoon = new(AsyncioNames.CallSoon, c => c is { ArgCount: 2, KwOnlyCount: 1, ParamCount: 4 } && c.Has(CodeFlags.VarArgs) && c.VarNames[2].Equals(AsyncioNames.ContextKeyword[0]));

    /// <summary>
    /// What the method is for loops of a shape, as long as their class is as it was; null where it is no function that can be called so. The slot is that of
    /// the attribute that it returns, if that is all it does, else -1.
    /// </summary>
    private sealed record Found(Shape Shape, PyType Type, uint Version, PyFunction? Function, PyCode? Code, int Slot);

    private Found? last;

    /// <summary>Calls the function, if it is compiled, with the values of its parameters, the loop first. Missing: nothing was done.</summary>
    public Value TryCall(PyThread t, PyObject loop, ReadOnlySpan<Value> parameters)
    {
        var found = Of(loop);
        if (found.Function is not { } f || f.Code != found.Code) return Value.Missing;
        return Interp.TryCallBound(t, f, parameters) ? t.Transfer : Value.Missing;
    }

    /// <summary>What a call without further arguments gives, if that takes no frame that somebody could see. Missing: nothing was done.</summary>
    public Value TryGet(PyThread t, PyObject loop)
    {
        var found = Of(loop);
        if (found.Function is not { } f || f.Code != found.Code) return Value.Missing;
        if (found.Slot >= 0 && Interp.IsUnseen(t)) return HeapSlot.Load(loop.SlotRef(found.Slot));
        return Interp.TryCallBound(t, f, [new Value(loop)]) ? t.Transfer : Value.Missing;
    }

    private Found Of(PyObject loop) => last is { } found && found.Shape == loop.Shape && found.Version == found.Type.Version ? found : last = Find(loop);

    private Found Find(PyObject loop)
    {
        var type = loop.Type;
        uint version = type.Version;
        var shape = loop.Shape;
        bool isPlain = !type.HasAttributeHooks && ObjectMethods.UsesGenericGetAttr(new Value(loop)) && !shape.DictMode && shape.IndexOf(name) < 0;
        if (!isPlain || type.Lookup(name) is not PyFunction { Code: { IsGeneratorLike: false } code } f || !fits(code)) return new Found(shape, type, version, null, null, -1);
        return new Found(shape, type, version, f, code, ReturnedAttribute(code) is { } attribute && type.Lookup(attribute) == null ? shape.IndexOf(attribute) : -1);
    }

    /// <summary>The attribute of the first parameter that is all a function returns, or null.</summary>
    private static PyStr? ReturnedAttribute(PyCode code) =>
        code is { RegCount: 2, Code: [{ Op: Op.GetAttr, A: 1, B: 0 } get, { Op: Op.Return, A: 1 }] } ? code.Names[get.C] : null;
}
