using System.Reflection;
using TieredPy.Tiers.Cil.Emitting;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>Methods that the emitter accepts compute what their instructions say.</summary>
public class EmitTests
{
    private static readonly Module Owner = typeof(EmitTests).Module;

    private static Emit<T> New<T>(bool listing = false)
        where T : Delegate => Emit<T>.NewDynamicMethod("test", Owner, listing);

    [Fact]
    public void LoopOverArrayWithLocals()
    {
        var e = New<Func<long[], long>>();
        var sum = e.DeclareLocal<long>("sum");
        var i = e.DeclareLocal<int>("i");
        Label head = e.DefineLabel("head"), done = e.DefineLabel("done");
        e.LoadConstant(0L).StoreLocal(sum).LoadConstant(0).StoreLocal(i);
        e.MarkLabel(head).LoadLocal(i).LoadArgument(0).LoadLength().Convert<int>().BranchIfGreaterOrEqual(done);
        e.LoadLocal(sum).LoadArgument(0).LoadLocal(i).LoadElement<long>().AddOverflow().StoreLocal(sum);
        e.LoadLocal(i).LoadConstant(1).Add().StoreLocal(i).Branch(head);
        e.MarkLabel(done).LoadLocal(sum).Return();
        Assert.Equal(22, e.InstructionCount);
        Assert.Equal(2, e.LocalCount);
        Assert.Equal(2, e.LabelCount);
        Assert.Equal(11, e.VariableAccessCount);
        Assert.Equal(42, e.CreateDelegate()([1, 40, 1]));
    }

    [Fact]
    public unsafe void PointerOfCompiledMethod()
    {
        var e = Emit.NewDynamicMethod(typeof(double), [typeof(double), typeof(long)], "scale", Owner);
        e.LoadArgument(0).LoadArgument(1).Convert<double>().Multiply().Return();
        var code = e.Compile();
        Assert.Equal("scale", code.Name);
        Assert.Equal(5, code.InstructionCount);
        Assert.Equal(7.5, ((delegate*<double, long, double>)code.Pointer)(2.5, 3));
        GC.KeepAlive(code);
    }

    [Fact]
    public unsafe void CallsItselfAndThroughPointers()
    {
        var e = Emit.NewDynamicMethod(typeof(long), [typeof(long)], "fib", Owner);
        var recurse = e.DefineLabel();
        e.LoadArgument(0).LoadConstant(2L).BranchIfGreaterOrEqual(recurse).LoadArgument(0).Return();
        e.MarkLabel(recurse).LoadArgument(0).LoadConstant(1L).Subtract().CallSelf();
        e.LoadArgument(0).LoadConstant(2L).Subtract().CallSelf().Add().Return();
        var fib = e.Compile();
        var caller = New<Func<long>>();
        caller.LoadConstant(20L).LoadConstant(fib.Pointer).CallIndirect(typeof(long), typeof(long)).Return();
        Assert.Equal(6765, caller.CreateDelegate()());
        GC.KeepAlive(fib);
    }

    [Fact]
    public void ObjectConstantsSurviveCollectionsAndAreShared()
    {
        var e = New<Func<bool, object>>();
        var other = e.DefineLabel();
        var first = new object();
        e.LoadArgument(0).BranchIfFalse(other).LoadObjectConstant(first).Return();
        e.MarkLabel(other).LoadObjectConstant("second").Return();
        Assert.Equal(e.Constants.AddressOf(first), e.Constants.AddressOf(first));
        for (var i = 0; i < 1000; i++) e.Constants.AddressOf(new object());
        var f = e.CreateDelegate();
        GC.Collect();
        Assert.Same(first, f(true));
        Assert.Equal("second", f(false));
        Assert.Equal(1002, e.Constants.Count);
    }

    [Fact]
    public void DroppedMethodFreesConstantsThatReferToIt()
    {
        var weak = Cycle();
        for (var i = 0; i < 10 && weak.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(weak.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Cycle()
        {
            var owner = new CompiledMethod?[1];
            var e = New<Func<object>>();
            e.LoadObjectConstant(owner).Return();
            owner[0] = e.Compile();
            return new WeakReference(owner);
        }
    }

    [Fact]
    public void FieldsOfClassesStructsAndStatics()
    {
        var e = New<Func<Holder, long>>();
        e.LoadArgument(0).LoadFieldAddress(typeof(Holder).GetField("Pair")!).LoadConstant(5L).StoreField(typeof(Pair).GetField("A")!);
        e.LoadArgument(0).LoadField(typeof(Holder).GetField("Pair")!).LoadField(typeof(Pair).GetField("A")!);
        e.LoadField(typeof(Holder).GetField("Shared")!, isVolatile: true).Add().Return();
        Holder.Shared = 2;
        Assert.Equal(7, e.CreateDelegate()(new Holder()));
    }

    [Fact]
    public void GuardedClassIsAssumed()
    {
        var e = New<Func<object, int>>();
        e.LoadArgument(0).AssumeClass<string>().Call(typeof(string).GetProperty("Length")!.GetMethod!).Return();
        Assert.Equal(3, e.InstructionCount);
        Assert.Equal(4, e.CreateDelegate()("four"));
    }

    [Fact]
    public void SwitchAndUnsignedBranches()
    {
        var e = New<Func<int, long>>();
        Label a = e.DefineLabel(), b = e.DefineLabel(), far = e.DefineLabel();
        e.LoadArgument(0).LoadConstant(100).UnsignedBranchIfGreater(far).LoadArgument(0).Switch(a, b).LoadConstant(-1L).Return();
        e.MarkLabel(a).LoadConstant(10L).Return();
        e.MarkLabel(b).LoadConstant(11L).Return();
        e.MarkLabel(far).LoadConstant(long.MaxValue).Return();
        var f = e.CreateDelegate();
        Assert.Equal([10, 11, -1, long.MaxValue, long.MaxValue], new[] { f(0), f(1), f(2), f(101), f(-1) });
    }

    [Fact]
    public void ValuesOnTheStackCrossLabels()
    {
        var e = New<Func<bool, object, object>>();
        Label other = e.DefineLabel(), end = e.DefineLabel();
        e.LoadArgument(0).BranchIfFalse(other).LoadObjectConstant("text").Branch(end);
        e.MarkLabel(other).LoadArgument(1);
        e.MarkLabel(end).Return();
        var f = e.CreateDelegate();
        Assert.Equal("text", f(true, 1));
        Assert.Equal(1, f(false, 1));
    }

    [Fact]
    public void CodeThatIsNeverReachedIsAccepted()
    {
        var e = New<Func<long>>();
        e.LoadConstant(1L).Return().Pop().Add().Return();
        Assert.Equal(1, e.CreateDelegate()());
    }

    [Fact]
    public void ListingShowsInstructionsAndLabels()
    {
        var e = New<Func<long, long>>(listing: true);
        var end = e.DefineLabel("end");
        e.LoadArgument(0).Duplicate().LoadConstant(300L).BranchIfLess(end).LoadConstant(7).Convert<long>().Add();
        e.MarkLabel(end).Return();
        Assert.Equal(
            """
                ldarg 0
                dup
                ldc.i8 300
                blt end
                ldc.i4 7
                conv.i8
                add
            end:
                ret

            """, e.Instructions(), ignoreLineEndingDifferences: true);
        Assert.Throws<InvalidOperationException>(() => New<Func<long>>().Instructions());
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-129)]
    [InlineData(-128)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(int.MaxValue)]
    public void IntConstants(int value)
    {
        var e = New<Func<int>>();
        e.LoadConstant(value).Return();
        Assert.Equal(value, e.CreateDelegate()());
    }

    [Fact]
    public void ManyArgumentsAndLocals()
    {
        var e = New<Func<int, int, int, int, int, int, int>>();
        e.LoadConstant(0);
        for (var i = 0; i < 6; i++) e.LoadArgument(i).Add();
        for (var i = 0; i < 300; i++)
        {
            var local = e.DeclareLocal<int>();
            e.StoreLocal(local).LoadLocal(local);
        }
        e.Return();
        Assert.Equal(21, e.CreateDelegate()(1, 2, 3, 4, 5, 6));
    }

    public struct Pair
    {
        public long A;
        public object? B;
    }

    public sealed class Holder
    {
        public static long Shared;
        public Pair Pair;
    }
}
