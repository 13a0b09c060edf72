using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <summary>Local variables of frames by name (PEP 667): <c>f_locals</c>, <c>locals()</c>.</summary>
internal static class FrameLocals
{
    /// <summary>How often variables were changed from outside of their frame.</summary>
    internal static int Written;

    /// <summary><c>frame.f_locals</c>: the namespace of class bodies and modules that aren't inside a comprehension, else a write-through proxy.</summary>
    public static Value Of(PyFrame f)
    {
        if (HasHidden(f)) return new Value(new PyFrameLocalsProxy(f));
        if (f.Namespace is { } ns) return new Value(ns);
        if (!f.Code.Has(CodeFlags.NewLocals) && !f.Code.Has(CodeFlags.Optimized)) return new Value(f.Function.Globals);
        return new Value(new PyFrameLocalsProxy(f));
    }

    /// <summary>Inside a comprehension of a module or class, whose variables aren't in the namespace (PEP 709).</summary>
    private static bool HasHidden(PyFrame f)
    {
        if (f.Code.Has(CodeFlags.Optimized)) return false;
        var registers = f.Registers;
        for (int i = 0; i < f.Code.VarNames.Length && i < registers.Length; i++)
            if (!registers[i].IsMissing) return true;
        return false;
    }

    /// <summary><c>locals()</c> of the running frame: a namespace, or a fresh snapshot.</summary>
    public static Value Locals(Frame f)
    {
        if (f.Locals != null) return WithHidden(f, f.Locals);
        if (!f.Code.Has(CodeFlags.Optimized)) return WithHidden(f, f.Function.Globals);
        var d = new PyDict();
        foreach (var (name, reg, cell) in Variables(f.Code))
        {
            var v = Read(f.Regs[f.Base + reg], cell);
            if (!v.IsMissing) d.Set(name, v);
        }
        return new Value(d);
    }

    /// <summary>Inside a comprehension of a module or class, a copy that has the comprehension's variables too (PEP 709).</summary>
    private static Value WithHidden(Frame f, PyObject ns)
    {
        PyDict? copy = null;
        for (int i = 0; i < f.Code.VarNames.Length; i++)
        {
            var v = f.Regs[f.Base + i];
            if (v.IsMissing) continue;
            if (copy == null)
            {
                copy = new PyDict();
                copy.Update(new Value(ns));
            }
            copy.Set(f.Code.VarNames[i], v);
        }
        return new Value(copy ?? ns);
    }

    /// <summary>The named registers: locals, cells, free variables.</summary>
    public static IEnumerable<(PyStr Name, int Reg, bool Cell)> Variables(PyCode code)
    {
        for (int i = 0; i < code.VarNames.Length; i++)
            yield return (code.VarNames[i], i, Array.IndexOf(code.CellRegs, i) >= 0);
        for (int i = 0; i < code.CellVars.Length; i++)
            if (code.CellRegs[i] >= code.VarNames.Length) yield return (code.CellVars[i], code.CellRegs[i], true);
        for (int i = 0; i < code.FreeVars.Length; i++) yield return (code.FreeVars[i], code.FreeReg + i, true);
    }

    /// <summary>A register's variable; before MakeCell ran, a cell variable is still there itself.</summary>
    public static Value Read(Value register, bool cell) => cell && register.Ref is PyCell c ? c.Value : register;
}

/// <summary>The mapping <c>f_locals</c> of a function's frame: reads and writes its variables.</summary>
[PyType("FrameLocalsProxy", Subclassable = false, NoConstructor = true, Match = "mapping")]
public sealed partial class PyFrameLocalsProxy : PyObject
{
    private readonly PyFrame frame;

    internal PyFrameLocalsProxy(PyFrame f) : base(TypeObject.RootShape) => frame = f;

    /// <summary>The variable of that name: of several, that of the innermost comprehension that is running.</summary>
    private bool Find(PyStr name, out int reg, out bool cell)
    {
        (reg, cell) = (-1, false);
        var registers = frame.Registers;
        foreach (var (n, r, c) in FrameLocals.Variables(frame.Code))
            if (n.Equals(name) && (reg < 0 || r < registers.Length && !registers[r].IsMissing)) (reg, cell) = (r, c);
        return reg >= 0;
    }

    private Value TryGet(Value key)
    {
        if (key.Ref is PyStr name && Find(name, out int reg, out bool cell))
        {
            var regs = frame.Registers;
            if (reg < regs.Length)
            {
                var v = FrameLocals.Read(Register(regs, reg), cell);
                if (!v.IsMissing) return v;
            }
        }
        return frame.ExtraLocals?.TryGet(key) ?? Value.Missing;
    }

    /// <summary>A register, or what it will have when a generator begins that hasn't: a variable of the function around it.</summary>
    private Value Register(ReadOnlySpan<Value> registers, int register)
    {
        int free = register - frame.Code.FreeReg;
        return registers[register].IsMissing && free >= 0 && free < frame.Code.FreeVars.Length && frame.At < 0 ? new Value(frame.Function.CellAt(free)) : registers[register];
    }

    /// <summary>A dict of what is bound now.</summary>
    internal PyDict Snapshot()
    {
        var d = new PyDict();
        var regs = frame.Registers;
        foreach (var (name, reg, cell) in FrameLocals.Variables(frame.Code))
        {
            if (reg >= regs.Length) continue;
            var v = FrameLocals.Read(Register(regs, reg), cell);
            if (!v.IsMissing) d.Set(name, v);
        }
        if (frame.ExtraLocals != null) d.Update(frame.ExtraLocals);
        return d;
    }

    public override Value GetItem(Value key)
    {
        var v = TryGet(key);
        return v.IsMissing ? Err.Pend(Err.KeyError(key)) : v;
    }

    public override void SetItem(Value key, Value value)
    {
        if (key.Ref is PyStr name && Find(name, out int reg, out bool cell))
        {
            var regs = frame.Registers;
            if (reg < regs.Length)
            {
                if (cell && regs[reg].Ref is PyCell c)
                {
                    c.Value = value;
                    PyCell.NoteForeignWrite();
                }
                else regs[reg] = value;
                Interlocked.Increment(ref FrameLocals.Written);
                return;
            }
        }
        (frame.ExtraLocals ??= new PyDict()).Set(key, value);
    }

    public override void DelItem(Value key)
    {
        if (key.Ref is PyStr name && Find(name, out _, out _)) throw Err.ValueError("cannot remove local variables from FrameLocalsProxy");
        if (frame.ExtraLocals == null || !frame.ExtraLocals.Remove(key)) throw Err.KeyError(key);
    }

    public override bool Contains(Value item) => !TryGet(item).IsMissing;
    public override long Len() => Snapshot().Count;
    public override Value Iter() => Ops.Iter(new Value(Snapshot()));
    public override Value Repr() => new(Ops.Repr(new Value(Snapshot())));
    [Absent] public override long Hash() => throw Err.TypeError("unhashable type: 'FrameLocalsProxy'");

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        if (other.Ref is PyFrameLocalsProxy p) return Value.Bool(ReferenceEquals(p.frame, frame) == (op == CmpOp.Eq));
        return other.Ref is PyDict ? Ops.Compare(op, new Value(Snapshot()), other) : Value.NotImplemented;
    }

    public override Value Or(Value other)
    {
        if (other.Ref is not (PyDict or PyFrameLocalsProxy)) return Value.NotImplemented;
        var d = Snapshot();
        d.Update(other);
        return new Value(d);
    }

    public override Value ROr(Value other)
    {
        if (other.Ref is not PyDict left) return Value.NotImplemented;
        var d = left.Copy();
        d.Update(Snapshot());
        return new Value(d);
    }

    public override Value IOr(Value other)
    {
        UpdateAll(other);
        return new Value(this);
    }

    [PyMethod("update")]
    private void UpdateAll(Value other)
    {
        var d = new PyDict();
        d.Update(other);
        int pos = 0;
        while (d.Next(ref pos, out var k, out var v)) SetItem(k, v);
    }

    [PyMethod("get")] private Value Get(Value key, [OptNone] Value fallback) => TryGet(key) is { IsMissing: false } v ? v : fallback;
    [PyMethod("keys")] private Value Keys() => new(new PyList(Snapshot().Keys()));
    [PyMethod("values")] private Value Values() => new(new PyList(Snapshot().Values()));
    [PyMethod("items")] private Value Items() => new(Ops.ToList(Ops.CallMethod(new Value(Snapshot()), "items")));
    [PyMethod("copy")] private Value Copy() => new(Snapshot());
    [PyMethod("__reversed__")] private Value Reversed() => Ops.CallMethod(new Value(Snapshot()), "__reversed__");

    [PyMethod("setdefault")]
    private Value SetDefault(Value key, [OptNone] Value fallback)
    {
        var v = TryGet(key);
        if (!v.IsMissing) return v;
        SetItem(key, fallback);
        return fallback;
    }

    [PyMethod("pop")]
    private Value Pop(Value key, [Opt] Value fallback)
    {
        if (key.Ref is PyStr name && Find(name, out _, out _)) throw Err.ValueError("cannot remove local variables from FrameLocalsProxy");
        var v = frame.ExtraLocals?.Take(key) ?? Value.Missing;
        if (!v.IsMissing) return v;
        return fallback.IsMissing ? throw Err.KeyError(key) : fallback;
    }
}
