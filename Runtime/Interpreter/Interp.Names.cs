using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>A cached global that was found in the builtins: valid while no key was added to the globals.</summary>
internal sealed class BuiltinCache
{
    public required PyDict Globals;
    public required uint GlobalsVersion;
    public required GlobalCell Cell;
}

/// <summary>Stands for a <c>__builtins__</c> that is no dict: names are looked up in the mapping itself.</summary>
internal sealed class MappingBuiltins(PyObject mapping) : PyDict(TypeObject.RootShape)
{
    public PyObject Mapping { get; } = mapping;
}

/// <summary>Names: globals, builtins, class and module namespaces, unbound locals.</summary>
internal static unsafe partial class Interp
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value LoadGlobalSlow(PyThread t, Frame f, Instr* i)
    {
        var name = f.Code.Names[i->B];
        var globals = f.Function.Globals;
        var v = LookupGlobal(f, name, ref f.Code.Caches[(int)(i - f.Code.Start)]);
        return v.IsMissing ? NameNotDefined(t, f, name) : v;
    }

    /// <summary>Globals then builtins; Missing when in neither. Leaves what speeds up the next look in the cache.</summary>
    private static Value LookupGlobal(Frame f, PyStr name, ref object? cache)
    {
        var globals = f.Function.Globals;

        // Before the look: a key that another thread adds after it must make what is cached here stale.
        uint version = globals.KeysVersion;
        if (globals.GetType() == typeof(PyDict))
        {
            if (globals.GetCell(name) is { } cell)
            {
                cache = cell;
                return HeapSlot.Load(cell.Slot);
            }
        }
        else
        {
            var v = TryGetMapping(globals, name);
            if (!v.IsMissing) return v;
        }
        var builtins = f.Function.Builtins;
        if (builtins.GetType() != typeof(PyDict) || globals.GetType() != typeof(PyDict) || globals.IsView) return LookupBuiltin(builtins, name);
        if (builtins.GetCell(name) is { } bcell)
        {
            cache = new BuiltinCache { Globals = globals, GlobalsVersion = version, Cell = bcell };
            return HeapSlot.Load(bcell.Slot);
        }

        // Keys that are no strs may equal the name.
        var found = globals.TryGet(name);
        return found.IsMissing ? builtins.TryGet(name) : found;
    }

    /// <summary>A name in what code uses as builtins; Missing when it isn't there.</summary>
    internal static Value LookupBuiltin(PyDict builtins, PyStr name)
    {
        if (builtins.GetType() == typeof(PyDict)) return builtins.TryGet(name);
        return TryGetMapping(builtins is MappingBuiltins m ? m.Mapping : builtins, name);
    }

    private static void StoreGlobal(Frame f, Instr* i, Value v)
    {
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is GlobalCell cell && cell.Owner == f.Function.Globals && cell.Slot != null)
        {
            if (cell.Store(v)) return;
        }
        f.Function.Globals.Set(f.Code.Names[i->B], v);
        if (f.Function.Globals.GetType() == typeof(PyDict)) cache = f.Function.Globals.GetCell(f.Code.Names[i->B]);
    }

    private static void DeleteGlobal(Frame f, PyStr name)
    {
        if (!f.Function.Globals.Remove(name)) throw Err.NameError($"name '{name}' is not defined", name);
    }

    private static Value LoadName(PyThread t, Frame f, Instr* i)
    {
        var name = f.Code.Names[i->B];
        if (f.Locals == null || ReferenceEquals(f.Locals, f.Function.Globals)) return LoadGlobalCached(t, f, i, name);
        if (f.Locals.GetType() == typeof(PyDict))
        {
            var v = Unsafe.As<PyDict>(f.Locals).TryGet(name);
            if (!v.IsMissing) return v;
        }
        else
        {
            var v = TryGetMapping(f.Locals, name);
            if (!v.IsMissing) return v;
        }
        return LoadGlobalCached(t, f, i, name);
    }

    private static Value LoadGlobalCached(PyThread t, Frame f, Instr* i, PyStr name)
    {
        ref object? cache = ref f.Code.Caches[(int)(i - f.Code.Start)];
        if (cache is GlobalCell cell && cell.Owner == f.Function.Globals && cell.Slot is { } slot) return HeapSlot.Load(slot);
        if (cache is BuiltinCache bc && bc.Globals == f.Function.Globals && bc.GlobalsVersion == bc.Globals.KeysVersion && bc.Cell.Slot is { } bslot)
            return HeapSlot.Load(bslot);
        var v = LookupGlobal(f, name, ref cache);
        return v.IsMissing ? NameNotDefined(t, f, name) : v;
    }

    /// <summary>mapping[name], Missing on KeyError.</summary>
    private static Value TryGetMapping(PyObject mapping, PyStr name)
    {
        try
        {
            return Ops.GetItem(new Value(mapping), new Value(name));
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            return Value.Missing;
        }
    }

    private static void StoreName(PyThread t, Frame f, Instr* i, Value v)
    {
        var locals = f.Locals ?? f.Function.Globals;
        if (ReferenceEquals(locals, f.Function.Globals) && locals.GetType() == typeof(PyDict)) StoreGlobal(f, i, v);
        else if (locals.GetType() == typeof(PyDict)) Unsafe.As<PyDict>(locals).Set(f.Code.Names[i->B], v);
        else Ops.SetItem(new Value(locals), new Value(f.Code.Names[i->B]), v);
    }

    private static void DeleteName(Frame f, PyStr name)
    {
        var locals = f.Locals ?? f.Function.Globals;
        if (locals.GetType() == typeof(PyDict))
        {
            if (((PyDict)locals).Remove(name)) return;
            throw Err.NameError($"name '{name}' is not defined", name);
        }
        try
        {
            Ops.DelItem(new Value(locals), new Value(name));
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            throw Err.NameError($"name '{name}' is not defined", name);
        }
    }

    /// <summary>names[B] from a class's namespace, else globals, else builtins.</summary>
    private static Value LoadClassGlobal(PyThread t, Frame f, Instr* i, Value mapping)
    {
        var name = f.Code.Names[i->B];
        var v = InMapping(mapping.Ref!, name);
        return v.IsMissing ? LoadGlobalCached(t, f, i, name) : v;
    }

    private static Value InMapping(PyObject mapping, PyStr name) =>
        mapping.GetType() == typeof(PyDict) ? Unsafe.As<PyDict>(mapping).TryGet(name) : TryGetMapping(mapping, name);

    private static Value LoadClassDeref(Frame f, Instr* i, Value cell, PyObject? mapping)
    {
        var name = f.Code.Names[i->C];
        if (mapping != null)
        {
            var v = InMapping(mapping, name);
            if (!v.IsMissing) return v;
        }
        var content = ((PyCell)cell.Ref!).Value;
        if (content.IsMissing) throw Err.NameError($"cannot access free variable '{name}' where it is not associated with a value in enclosing scope", name);
        return content;
    }

    private static Value NameNotDefined(PyThread t, Frame f, PyStr name) => Err.Pend(Err.NameError($"name '{name}' is not defined", name));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UnboundLocal(PyThread t, Frame f, int reg)
    {
        var name = f.Code.VarNames[reg];
        t.Pending = Err.UnboundLocalError($"cannot access local variable '{name}' where it is not associated with a value").Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UnboundDeref(PyThread t, Frame f, int reg)
    {
        var code = f.Code;
        int cell = Array.IndexOf(code.CellRegs, reg);
        if (cell >= 0)
        {
            var name = code.CellVars[cell];
            t.Pending = Err.UnboundLocalError($"cannot access local variable '{name}' where it is not associated with a value").Value;
            return;
        }
        int free = reg - code.FreeReg;
        var freeName = free >= 0 && free < code.FreeVars.Length ? code.FreeVars[free] : PyStr.Intern("?");
        t.Pending = Err.NameError($"cannot access free variable '{freeName}' where it is not associated with a value in enclosing scope", freeName).Value;
    }
}
