using System.Runtime.CompilerServices;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tests.Regions;
using Xunit;

namespace TieredPy.Tests.Objects;

/// <summary>That the inline slots of the classes of instances follow each other in memory, as <see cref="PyInstance.At"/> takes them to.</summary>
[Collection(Tier1Collection.Name)]
public sealed class InstanceLayoutTests
{
    [Fact]
    public void InlineSlotsHaveNoGaps()
    {
        var o = new PyInstance8(Shape.Root(PyObject.TypeObject, 0, 8));
        ref byte start = ref Unsafe.As<PyInstance.TwoSlots, byte>(ref o.Inline);
        Assert.Equal(2 * nint.Size, Unsafe.ByteOffset(ref start, ref Unsafe.As<PyInstance.TwoSlots, byte>(ref o.UpToFour)));
        Assert.Equal(4 * nint.Size, Unsafe.ByteOffset(ref start, ref Unsafe.As<PyInstance.FourSlots, byte>(ref o.UpToEight)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void EachSlotHasItsOwnPlace(int inline)
    {
        var type = PyObject.TypeObject;
        foreach (var o in (PyInstance[])[PyInstance.New(Shape.Root(type, 0, inline)), new PyInstance8(Shape.Root(type, 0, inline))])
        {
            for (int k = 0; k < 20; k++) o.Slot(k) = PyInt.Box(1000 + k);
            for (int k = 0; k < 20; k++)
            {
                Assert.Equal(1000 + k, ((PyInt)o.Slot(k)!).Number);
                Assert.True(Unsafe.AreSame(ref o.Slot(k), ref o.At(o.Shape.PlaceOf(k))));
            }
            Assert.True(o.more!.Length >= 20 - inline);
        }
    }

    /// <summary>A name that <c>__slots__</c> and a method or an annotation have is one attribute.</summary>
    [Theory]
    [InlineData("__slots__ = 'x', 'y', 'z'", 4)]
    [InlineData("__slots__ = 'x', 'y'\n    x: int\n    y: int", 2)]
    [InlineData("x: int\n    y: int", 4)]
    [InlineData("__slots__ = '__dict__', 'x', 'y', 'z', 'a'", 4)]
    [InlineData("__slots__ = '__dict__', 'a', 'b'", 8)]
    public void AttributesAreCountedOnce(string body, int inline)
    {
        BuiltinModuleLoader.Import("builtins");
        var globals = new PyDict();
        globals.Set(PyStr.Intern("__builtins__"), new Value(Interp.Modules.BuiltinsNamespace));
        globals.Set(PyStr.Intern("__name__"), new Value(PyStr.Intern("m")));
        Interp.RunCode(CompileHelper.Compile($"class C:\n    {body}\n    def set(self): self.x = self.y = self.z = 1\n"), globals, globals);
        Assert.Equal(inline, ((PyType)globals.TryGet(PyStr.Intern("C")).Ref!).RootShape.Inline);
    }
}
