namespace TieredPy.Runtime.Objects;

/// <content>Calling a class.</content>
public partial class PyType
{
    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (this == TypeObject)
        {
            if (args.Length == 1 && (kw == null || kw.Length == 0)) return new Value(args[0].Type);
            if (args.Length - (kw?.Length ?? 0) != 3) throw Err.TypeError("type() takes 1 or 3 arguments");
        }
        if (args.Length > 2 && !IsHeap && kw is not { Length: > 0 }) CheckPositional(args.Length);
        var facts = Traits;
        if (Has(TypeFlags.NoConstructor) && !IsHeap) throw Err.TypeError($"cannot create '{FullName}' instances");
        Value made;
        if (facts.NewIsObjects) made = new Value(ObjectMethods.NewObject(this, args.Length));
        else if (facts.New is PyBuiltinFunction { PassSelf: false } native) made = CallNew(native, new Value(this), args, kw is { Length: 0 } ? null : kw);
        else if (facts.New == null) throw Err.TypeError($"cannot create '{FullName}' instances");
        else made = Ops.CallWithSelf(Constructor(facts.New), new Value(this), args, kw);

        if (made.IsError) return made;
        var type = made.Type;
        if (made.Ref == null || made.IsFloat || type != this && !type.IsSubtypeOf(this)) return made;
        var init = type.FindSlot(Slot.Init);
        if (init == NativeSlot)
        {
            made.Ref.Init(args, kw);
            return made;
        }
        if (init == null) return made;
        var result = Ops.CallSpecial(init, made, args, kw);
        if (result.IsError) return result;
        if (!result.IsNone) throw Err.TypeError($"__init__() should return None, not '{Ops.TypeName(result)}'");
        return made;
    }

    /// <summary>Types whose calls without keywords count the arguments themselves (CPython's vectorcall) say so in their own words.</summary>
    private void CheckPositional(int given)
    {
        int most = this == PyInt.TypeObject ? 2 : this == PyStr.TypeObject ? 3 : int.MaxValue;
        if (given > most) throw Err.TypeError($"{Name} expected at most {most} arguments, got {given}");
    }

    private static unsafe Value CallNew(PyBuiltinFunction native, Value cls, ReadOnlySpan<Value> args, PyStr[]? kw) =>
        native.MakesOnly ? native.Pointer(new ReadOnlySpan<Value>(in cls), null) : SelfCall.Invoke(native.Pointer, cls, args, kw);

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int n = args.Length - (kw?.Length ?? 0);
        if (n == 1 && kw is { Length: > 0 }) throw Err.TypeError("type.__init__() takes no keyword arguments");
        if (n is not (1 or 3)) throw Err.TypeError("type.__init__() takes 1 or 3 arguments");
    }

    /// <summary>The callable that a <c>__new__</c> entry is.</summary>
    private PyObject Constructor(PyObject found) => found is PyStaticMethod s ? s.Function.ToHeap() : Ops.DescrGet(found, Value.Missing, this).ToHeap();

    /// <summary>The name with the module of a built-in type ("collections.deque"), as C's tp_name.</summary>
    internal string FullName => IsHeap || Module == "builtins" || IsPlainException ? Name : $"{Module}.{Name}";

    /// <summary>The qualified name, with the module where that isn't one that names are read in anyway: what C's "%T" prints.</summary>
    internal string QualifiedFullName => (ObjectMethods.ModuleOf(this) ?? "builtins") is var module && module is "builtins" or "__main__" ? QualName : $"{module}.{QualName}";

    /// <summary>An exception of a module that CPython makes as a class statement does.</summary>
    private bool IsPlainException => IsSubtypeOf(PyBaseException.TypeObject) && Module != "_csv";
}
