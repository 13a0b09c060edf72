using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using Xunit;

namespace TieredPy.Tests.Objects;

/// <summary>Calls of built-ins through their generated entry points: CPython's words for every kind of wrong call.</summary>
public class BuiltinCallTests
{
    private static readonly Value One = Value.Int(1);

    private static Value List => new(new PyList());

    private static Value Bound(Value self, string name) => self.Type.Lookup(PyStr.Intern(name))!.DescrGet(self, self.Type);

    private static Value Unbound(PyType type, string name) => new(type.Lookup(PyStr.Intern(name))!);

    private static string Error(Value f, Value[] args, params string[] kw)
    {
        var names = kw.Length == 0 ? null : Array.ConvertAll(kw, PyStr.Intern);
        var e = Assert.Throws<PyException>(() => Ops.Check(f.Ref!.Call(args, names)));
        Assert.Same(ExcTypes.TypeError, e.Value.Type);
        return Ops.Str(new Value(e.Value)).ToString();
    }

    [Fact]
    public void MethodArity()
    {
        Assert.Equal("list.append() takes exactly one argument (2 given)", Error(Bound(List, "append"), [One, One]));
        Assert.Equal("list.append() takes exactly one argument (0 given)", Error(Bound(List, "append"), []));
        Assert.Equal("list.append() takes no keyword arguments", Error(Bound(List, "append"), [One], "x"));
        Assert.Equal("list.clear() takes no arguments (1 given)", Error(Bound(List, "clear"), [One]));
        Assert.Equal("pop expected at most 1 argument, got 2", Error(Bound(List, "pop"), [One, One]));
        Assert.Equal("insert expected 2 arguments, got 1", Error(Bound(List, "insert"), [One]));
    }

    [Fact]
    public void MethodSelf()
    {
        Assert.Equal("unbound method list.append() needs an argument", Error(Unbound(PyList.TypeObject, "append"), []));
        Assert.Equal("descriptor 'append' for 'list' objects doesn't apply to a 'int' object", Error(Unbound(PyList.TypeObject, "append"), [One, One]));
    }

    [Fact]
    public void WrapperCalls()
    {
        Assert.Equal("expected 0 arguments, got 1", Error(Bound(List, "__len__"), [One]));
        Assert.Equal("wrapper __len__() takes no keyword arguments", Error(Bound(List, "__len__"), [One], "a"));
        Assert.Equal(" expected 2 arguments, got 1", Error(Bound(List, "__setitem__"), [One]));
        Assert.Equal("descriptor '__len__' of 'list' object needs an argument", Error(Unbound(PyList.TypeObject, "__len__"), []));
        Assert.Equal("descriptor '__len__' requires a 'list' object but received a 'int'", Error(Unbound(PyList.TypeObject, "__len__"), [One]));
    }

    [Fact]
    public void Keywords()
    {
        Assert.Equal("sort() takes no positional arguments", Error(Bound(List, "sort"), [One]));
        Assert.Equal("sort() got an unexpected keyword argument 'x'", Error(Bound(List, "sort"), [One], "x"));
        Assert.Equal("sort() takes at most 2 keyword arguments (3 given)", Error(Bound(List, "sort"), [One, One, One], "key", "reverse", "foo"));
        Assert.Equal("unbound method list.sort() needs an argument", Error(Unbound(PyList.TypeObject, "sort"), [One], "key"));
    }

    [Fact]
    public void Constructors()
    {
        var make = Unbound(PyInt.TypeObject, "__new__");
        Assert.Equal("int.__new__(): not enough arguments", Error(make, []));
        Assert.Equal("int.__new__(X): X is not a type object (int)", Error(make, [One]));
        Assert.Equal("int.__new__(str): str is not a subtype of int", Error(make, [new Value(PyStr.TypeObject)]));
        Assert.Equal("object.__new__(int) is not safe, use int.__new__()", Error(Unbound(PyObject.TypeObject, "__new__"), [new Value(PyInt.TypeObject)]));
    }

    [Fact]
    public void InstanceOfSubclassHasSlots()
    {
        var made = PyList.Allocate(new PyType(PyType.TypeObject.RootShape, "Sub") { Solid = PyList.TypeObject });
        Assert.True(made.HasSlots);
        HeapSlot.Store(ref made.SlotRef(9), Value.None);
        Assert.True(HeapSlot.Load(made.SlotRef(9)).IsNone);
        Assert.True(HeapSlot.Load(made.SlotRef(3)).IsMissing);
    }
}
