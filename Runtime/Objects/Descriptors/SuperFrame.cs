using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <summary>What <c>super()</c> without arguments reads from the calling frame: the class cell and the first argument.</summary>
internal static class SuperFrame
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");

    public static (Value Class, Value Self) Find()
    {
        var frame = PyThread.Current.TopFrame ?? throw Err.RuntimeError("super(): no current frame");
        var code = frame.Code;
        if (code.ArgCount == 0 && !code.Has(CodeFlags.VarArgs)) throw Err.RuntimeError("super(): no arguments");
        var self = frame[code.ArgCount == 0 ? code.ParamCount - (code.Has(CodeFlags.VarKeywords) ? 2 : 1) : 0];
        if (self.Ref is PyCell cell && code.CellRegs.Contains(0)) self = cell.Value;
        if (code.ArgCount == 0 && self.Ref is PyTuple { Count: > 0 } rest) self = rest[0];
        if (self.IsMissing) throw Err.RuntimeError("super(): arg[0] deleted");
        int i = Array.FindIndex(code.FreeVars, n => n.Equals(ClassName));
        if (i < 0) throw Err.RuntimeError("super(): __class__ cell not found");
        if (frame[code.FreeReg + i].Ref is not PyCell classCell) throw Err.RuntimeError("super(): bad __class__ cell");
        var cls = classCell.Value;
        if (cls.IsMissing) throw Err.RuntimeError("super(): empty __class__ cell");
        if (cls.Ref is not PyType) throw Err.RuntimeError($"super(): __class__ is not a type ({Ops.TypeName(cls)})");
        return (cls, self);
    }
}
