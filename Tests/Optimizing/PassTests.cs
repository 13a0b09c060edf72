using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Optimizing;
using Xunit;

namespace TieredPy.Tests.Optimizing;

/// <summary>The optimiser's passes on small regions, as text: what they take out, what exits then get instead, and what must stay.</summary>
public class PassTests
{
    private static readonly PyCode Code = Prepared("def f(a):\n    b = c = 0\n    for a in b:\n        pass\n");

    private static readonly Shape Empty = Shape.Root(PyObject.TypeObject, 0, 2), One = Empty.With(PyStr.Intern("one")), Two = One.With(PyStr.Intern("two"));

    private static PyCode Prepared(string source)
    {
        var code = CompileHelper.Function(source);
        code.Prepare();
        return code;
    }

    /// <summary>Runs a pass; both regions must be sound.</summary>
    private static void Gives(Action<Region> pass, string before, string after)
    {
        var region = IrParser.Parse($"region test\n{before}", new IrSymbols().Add("f", Code).Add("object.0", Empty).Add("object.1", One).Add("object.2", Two));
        IrVerifier.Verify(region);
        pass(region);
        IrVerifier.Verify(region);
        Assert.Equal($"region test\n{after}\n", IrPrinter.Print(region), ignoreLineEndingDifferences: true);
    }

    private static void Stays(Action<Region> pass, string text) => Gives(pass, text, text);

    [Fact]
    public void ATupleThatOnlyAnExitNeedsIsMadeThere() => Gives(RemoveAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Val = ToValue 7
            v2: Ref:PyTuple! = Call NewTuple2 v0 v1
            Leave end exit f:0[0=v2]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Val = ToValue 7
            Leave end exit f:0[0=v4]
        virtual:
            v4: Ref:PyTuple! = Virtual Tuple v0 v1
        """);

    [Fact]
    public void ConcatenationsThatFollowOneAnotherAreOne() => Gives(JoinStrs.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            v2: Val = Call StrConcat "a" v1 exit f:0[0=v1]
            v3: Ref:PyStr! = GuardClass outcome PyStr v2 exit f:0[0=v1]
            v4: Val = Call StrConcat v3 "b" exit f:0[0=v3]
            v5: Ref:PyStr! = GuardClass outcome PyStr v4 exit f:0[0=v3]
            v6: Val = Call StrConcat v5 v1 exit f:0[0=v5]
            v7: Ref:PyStr! = GuardClass outcome PyStr v6 exit f:0[0=v5]
            Leave end exit f:0[0=v7]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            v6: Val = Call StrConcat4 "a" v1 "b" v1 exit f:0[0=v1]
            v7: Ref:PyStr! = GuardClass outcome PyStr v6 exit f:0[0=v1]
            Leave end exit f:0[0=v7]
        """);

    [Fact]
    public void AStrThatAVariableHasIsNotJoined() => Stays(JoinStrs.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            v2: Val = Call StrConcat "a" v1 exit f:0[0=v1]
            v3: Ref:PyStr! = GuardClass outcome PyStr v2 exit f:0[0=v1]
            v4: Val = Call StrConcat v3 "b" exit f:0[0=v3]
            v5: Ref:PyStr! = GuardClass outcome PyStr v4 exit f:0[0=v3]
            Leave end exit f:0[0=v5 1=v3]
        """);

    [Fact]
    public void AStrThatTheLoopMadeIsAppendedTo() => Gives(GrowStrs.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            Jump b1(v1, 0)
        b1(v2: Ref:PyStr!, v3: Int) loop depth 1:
            v4: Bool = LtInt v3 10
            Branch v4 b2() b3()
        b2() depth 1:
            v5: Val = Call StrConcat v2 "a" exit f:0[0=v2]
            v6: Ref:PyStr! = GuardClass outcome PyStr v5 exit f:0[0=v2]
            v7: Int = AddInt wraps v3 1
            Jump b1(v6, v7)
        b3():
            Leave end exit f:0[0=v2]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            Jump b1(v1, 0, false)
        b1(v2: Ref:PyStr!, v3: Int, v12: Bool) loop depth 1:
            v4: Bool = LtInt v3 10
            Branch v4 b2() b3()
        b2() depth 1:
            v5: Val = Call StrAppend v2 "a" v12 exit f:0[0=v2]
            v6: Ref:PyStr! = GuardClass outcome PyStr v5 exit f:0[0=v2]
            v7: Int = AddInt wraps v3 1
            Jump b1(v6, v7, true)
        b3():
            Leave end exit f:0[0=v2]
        """);

    [Fact]
    public void AStrThatAVariableStillHasIsNotAppendedTo() => Stays(GrowStrs.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyStr! = GuardClass PyStr v0 exit f:0[]
            Jump b1(v1, 0)
        b1(v2: Ref:PyStr!, v3: Int) loop depth 1:
            v4: Bool = LtInt v3 10
            Branch v4 b2() b3()
        b2() depth 1:
            v5: Val = Call StrConcat v2 "a" exit f:0[0=v2]
            v6: Ref:PyStr! = GuardClass outcome PyStr v5 exit f:0[0=v2]
            v7: Int = AddInt v3 1 exit f:0[0=v6 1=v2]
            Jump b1(v6, v7)
        b3():
            Leave end exit f:0[0=v2]
        """);

    [Fact]
    public void ALongIntBetweenOperatorsPassesItsLimbsOn() => Gives(PassInts.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyBigInt! = GuardClass PyBigInt v0 exit f:0[]
            v2: Val = ToValue v1
            v3: Val = ToValue 4
            v4: Val = Call Mul v3 v2 exit f:0[0=v1]
            v5: Ref:PyBigInt! = GuardClass PyBigInt v4 exit f:0[0=v1 1=v4]
            v6: Val = ToValue v5
            v7: Val = Call Add v6 v2 exit f:0[0=v1 1=v4]
            Leave end exit f:0[0=v7]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyBigInt! = GuardClass PyBigInt v0 exit f:0[]
            v2: Val = ToValue v1
            v3: Val = ToValue 4
            v4: Val = Call MulPassing v3 v2 4 exit f:0[0=v1]
            v5: Ref:PyBigInt! = GuardClass PyBigInt v4 exit f:0[0=v1 1=v4]
            v6: Val = ToValue v5
            v7: Val = Call AddPassing v6 v2 1 exit f:0[0=v1 1=v4]
            Leave end exit f:0[0=v7]
        """);

    [Fact]
    public void ALongIntThatALaterExitHasKeepsItsLimbs() => Stays(PassInts.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyBigInt! = GuardClass PyBigInt v0 exit f:0[]
            v2: Val = ToValue v1
            v3: Val = ToValue 4
            v4: Val = Call Mul v3 v2 exit f:0[0=v1]
            v5: Ref:PyBigInt! = GuardClass PyBigInt v4 exit f:0[0=v1 1=v4]
            v6: Val = ToValue v5
            v7: Val = Call Add v6 v2 exit f:0[0=v1 1=v4]
            Leave end exit f:0[0=v7 1=v5]
        """);

    [Fact]
    public void ABoxIsAskedWhatItIsAndExitsTakeItForTheNumber() => Gives(GuardBoxes.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyList! = GuardClass PyList v0 exit f:0[]
            v2: Ref! = LoadField PyList.store v1
            v3: Ref:PyObject[]! = GuardClass PyObject[] v2 exit f:0[]
            v4: Ref = LoadItem v3 0
            v5: Val = Call FromHeap v4
            v6: Int = GuardInt v5 exit f:0[0=v5]
            v7: Ref = LoadItem v3 1
            v8: Val = Call FromHeap v7
            v9: Int = GuardInt v8 exit f:0[0=v6 1=v8]
            Call AppendValue v1 v8
            Leave end exit f:0[0=v9 1=v5]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyList! = GuardClass PyList v0 exit f:0[]
            v2: Ref! = LoadField PyList.store v1
            v3: Ref:PyObject[]! = GuardClass PyObject[] v2 exit f:0[]
            v4: Ref = LoadItem v3 0
            v6: Int = GuardInt v4 exit f:0[0=v4]
            v7: Ref = LoadItem v3 1
            v8: Val = Call FromHeap v7
            v9: Int = GuardInt v8 exit f:0[0=v6 1=v8]
            Call AppendValue v1 v8
            Leave end exit f:0[0=v9 1=v4]
        """);

    [Fact]
    public void AFunctionAndItsCellsThatOnlyAnExitNeedsAreMadeThere() => Gives(RemoveAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyCell! = Call NewCell v0
            v2: Val = ToValue v1
            v4: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[]
            v5: Ref:PyFunction! = Call NewClosure1 @code:f v4 "m" 0 v2
            Leave end exit f:0[0=v1 1=v5]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v4: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[]
            Leave end exit f:0[0=v9 1=v10]
        virtual:
            v9: Ref:PyCell! = Virtual Cell v0
            v10: Ref:PyFunction! = Virtual Function @code:f v4 "m" 0 v9
        """);

    [Fact]
    public void ACellThatOnlyAFunctionAndExitsNeedIsTheFunctionsBehindIt() => Gives(FlattenClosures.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyCell! = Call NewCell v0
            v2: Val = ToValue v1
            v3: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[0=v1]
            v4: Ref:PyFunction! = Call NewClosure1 @code:f v3 "m" 0 v2
            v5: Bool = IsNone v0
            Branch v5 b1() b2()
        b1():
            Poll exit f:0[0=v1 1=v4]
            Jump b2()
        b2():
            Leave end exit f:0[0=v1]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v3: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[0=v10]
            v4: Ref:PyFunction! = Call NewClosure1 @code:f v3 "m" 1 v0
            v5: Bool = IsNone v0
            Branch v5 b1() b2()
        b1():
            Poll exit f:0[0=v13 1=v4]
            Jump b2()
        b2():
            Leave end exit f:0[0=v15]
        virtual:
            v10: Ref:PyCell! = Virtual Cell v0
            v13: Ref:PyCell! = Virtual ClosureCell v4 0
            v15: Ref:PyCell! = Virtual ClosureCell v4 0
        """);

    [Fact]
    public void ACellStaysWhereAnExitMayBeBehindItsFunctionOrNot() => Stays(FlattenClosures.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyCell! = Call NewCell v0
            v2: Val = ToValue v1
            v3: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[0=v1]
            v5: Bool = IsNone v0
            Branch v5 b1() b2()
        b1():
            v4: Ref:PyFunction! = Call NewClosure1 @code:f v3 "m" 0 v2
            Poll exit f:0[0=v1 1=v4]
            Jump b2()
        b2():
            Leave end exit f:0[0=v1]
        """);

    [Fact]
    public void ACellOfTwoFunctionsStays() => Stays(FlattenClosures.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyCell! = Call NewCell v0
            v2: Val = ToValue v1
            v3: Ref:PyFunction! = GuardClass PyFunction v0 exit f:0[0=v1]
            v4: Ref:PyFunction! = Call NewClosure1 @code:f v3 "m" 0 v2
            v5: Ref:PyFunction! = Call NewClosure1 @code:f v3 "m" 0 v2
            Leave end exit f:0[0=v1 1=v4 2=v5]
        """);

    [Fact]
    public void AnObjectIsMadeOnTheWayThatNeedsIt() => Gives(SinkAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyCell! = Call NewCell v0
            v2: Val = ToValue v1
            v3: Ref:PyTuple! = Call NewTuple1 v2
            v4: Ref:PyList! = GuardClass PyList v0 exit f:0[0=v1]
            v5: Bool = IsNone v0
            Branch v5 b1() b2()
        b1():
            v6: Val = ToValue v3
            Call AppendValue v4 v6
            Poll exit f:0[0=v1]
            Jump b3()
        b2():
            Poll exit f:0[0=v3]
            Jump b3()
        b3():
            Leave end exit f:0[0=v1 1=v3]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v4: Ref:PyList! = GuardClass PyList v0 exit f:0[0=v10]
            v5: Bool = IsNone v0
            Branch v5 b1() b2()
        b1():
            v13: Ref:PyCell! = Call NewCell v0
            v14: Val! = ToValue v13
            v15: Ref:PyTuple! = Call NewTuple1 v14
            v16: Val! = ToValue v15
            Call AppendValue v4 v16
            Poll exit f:0[0=v13]
            Jump b3(v13, v15)
        b2():
            Poll exit f:0[0=v11]
            Jump b3(None, None)
        b3(v17: Ref!, v19: Ref!):
            Leave end exit f:0[0=v21 1=v23]
        virtual:
            v10: Ref:PyCell! = Virtual Cell v0
            v11: Ref:PyTuple! = Virtual Tuple v12
            v21: Ref:PyCell! = Virtual Existing v17 v20
            v23: Ref:PyTuple! = Virtual Existing v19 v22
            v12: Ref:PyCell! = Virtual Cell v0
            v20: Ref:PyCell! = Virtual Cell v0
            v22: Ref:PyTuple! = Virtual Tuple v21
        """);

    [Fact]
    public void AnObjectThatEveryWayNeedsIsMadeAtOnce() => Stays(SinkAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyTuple! = Call NewTuple1 v0
            v2: Ref:PyList! = GuardClass PyList v0 exit f:0[0=v1]
            v3: Bool = IsNone v0
            Branch v3 b1() b2()
        b1():
            v4: Val = ToValue v1
            Call AppendValue v2 v4
            Leave end exit f:0[0=v1]
        b2():
            v5: Val = ToValue v1
            Call AppendValue v2 v5
            Leave end exit f:0[0=v1]
        """);

    [Fact]
    public void AnItemOfARemovedTupleIsWhatWasPutIn() => Gives(RemoveAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Val = ToValue 7
            v2: Ref:PyTuple! = Call NewTuple2 v0 v1
            v3: Val = LoadTupleItem v2 0
            Leave end exit f:0[0=v3]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Val = ToValue 7
            Leave end exit f:0[0=v0]
        """);

    [Fact]
    public void ATupleThatFlowsToAJoinStays() => Stays(RemoveAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyTuple! = Call NewTuple1 v0
            Jump b1(v1)
        b1(v2: Ref:PyTuple!):
            Leave end exit f:0[0=v2]
        """);

    [Fact]
    public void TuplesThatComeTogetherAreMadeBehind() => Gives(JoinAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Bool = LtInt v1 0
            Branch v2 b1() b2()
        b1():
            v3: Val = ToValue 1
            v4: Ref:PyTuple! = Call NewTuple2 v3 v0
            Jump b3(v4)
        b2():
            v5: Val = ToValue v1
            v6: Ref:PyTuple! = Call NewTuple2 v5 v0
            Jump b3(v6)
        b3(v7: Ref:PyTuple!):
            v8: Int = TupleLength v7
            v9: Bool = EqInt v8 2
            GuardTrue v9 exit f:0[0=v7]
            v10: Val = LoadTupleItem v7 0
            v11: Int = GuardInt v10 exit f:0[0=v7]
            Leave end exit f:0[0=v7 1=v11]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Bool = LtInt v1 0
            Branch v2 b1() b2()
        b1():
            v3: Val = ToValue 1
            v4: Ref:PyTuple! = Call NewTuple2 v3 v0
            Jump b3(1, v0)
        b2():
            v5: Val = ToValue v1
            v6: Ref:PyTuple! = Call NewTuple2 v5 v0
            Jump b3(v1, v0)
        b3(v16: Int, v18: Val):
            v17: Val = ToValue v16
            v19: Ref:PyTuple! = Call NewTuple2 v17 v18
            Leave end exit f:0[0=v19 1=v16]
        """);

    [Fact]
    public void InstancesOfOneShapeThatComeTogetherAreMadeBehind() => Gives(JoinAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v2 v1
            StoreField PyObject.Shape v2 @shape:object.1
            v3: Bool = LtInt v1 0
            Branch v3 b1() b2()
        b1():
            v4: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v4 7
            StoreField PyObject.Shape v4 @shape:object.1
            Jump b3(v4)
        b2():
            Jump b3(v2)
        b3(v5: Ref:PyInstance!):
            Leave end exit f:0[0=v5]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v2 v1
            StoreField PyObject.Shape v2 @shape:object.1
            v3: Bool = LtInt v1 0
            Branch v3 b1() b2()
        b1():
            v4: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v4 7
            StoreField PyObject.Shape v4 @shape:object.1
            Jump b3(7)
        b2():
            Jump b3(v1)
        b3(v14: Int):
            v15: Ref:PyInstance! = Call NewInstance @shape:object.1
            StoreSlot 0 v15 v14
            Leave end exit f:0[0=v15]
        """);

    [Fact]
    public void ATupleThatSomebodyElseHasIsNotJoined() => Stays(JoinAllocations.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Ref:PyList! = Call NewList0
            v3: Bool = LtInt v1 0
            Branch v3 b1() b2()
        b1():
            v4: Ref:PyTuple! = Call NewTuple1 v0
            v5: Val = ToValue v4
            Call AppendValue v2 v5
            Jump b3(v4)
        b2():
            v6: Ref:PyTuple! = Call NewTuple1 v0
            Jump b3(v6)
        b3(v7: Ref:PyTuple!):
            Leave end exit f:0[0=v7]
        """);

    [Fact]
    public void AnObjectThatRoundsLeaveComesInParts() => Gives(TypedLeftovers.RunObjects, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            Jump b1(v0, v1)
        b1(v2: Val, v3: Int) loop:
            v4: Bool = LtInt 0 v3
            Branch v4 b2() b3()
        b2() depth 1:
            v5: Int = SubInt wraps v3 1
            v6: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v6 v5
            StoreField PyObject.Shape v6 @shape:object.1
            v7: Val = ToValue v6
            Jump b1(v7, v5)
        b3():
            Leave end exit f:0[0=v2]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            Jump b1(0, v1, false)
        b1(v17: Int, v3: Int, v14: Bool) loop:
            v4: Bool = LtInt 0 v3
            Branch v4 b2() b3()
        b2() depth 1:
            v5: Int = SubInt wraps v3 1
            v6: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v6 v5
            StoreField PyObject.Shape v6 @shape:object.1
            v7: Val = ToValue v6
            Jump b1(v5, v5, true)
        b3():
            Leave end exit f:0[0=v19]
        virtual:
            v19: Val = Virtual Choice v14 v0 v18
            v18: Ref:PyInstance! = Virtual Instance object.1(0) v17
        """);

    [Fact]
    public void ATupleInATupleThatIsReturnedStays() => Stays(RemoveAllocations.Run, """
        function f(v0: Ref:PyFunction!, v1: Val): Ref
        b0():
            v2: Ref:PyTuple! = Call NewTuple1 v1
            v3: Val = ToValue v2
            v4: Ref:PyTuple! = Call NewTuple1 v3
            Return v4
        """);

    /// <summary>A loop over a range that the region makes; the iterator is in a register.</summary>
    private static string RangeLoop(int register) => $"""
        b0():
            v0: Ref:PyRange! = Call NewRange 0 9 1
            v1: Ref = Call RangeIterator v0
            v2: Ref:PyRangeIterator! = GuardClass PyRangeIterator v1 exit f:0[]
            Jump b1()
        b1() loop:
            v3: Int = LoadField PyRangeIterator.left v2
            v4: Bool = LtInt 0 v3
            Branch v4 b2() b3()
        b2():
            v5: Int = SubInt wraps v3 1
            StoreField PyRangeIterator.left v2 v5
            Poll exit f:0[{register}=v2]
            Jump b1()
        b3():
            Leave end exit f:0[{register}=v2]
        """;

    [Fact]
    public void TheIteratorsPositionBecomesALoopVariable()
    {
        int hidden = Code.NamedEnd;
        Gives(PromoteIterators.Run, RangeLoop(hidden), $"""
            b0():
                v0: Ref:PyRange! = Call NewRange 0 9 1
                v1: Ref = Call RangeIterator v0
                v2: Ref:PyRangeIterator! = GuardClass PyRangeIterator v1 exit f:0[]
                v12: Int = LoadField PyRangeIterator.left v2
                Jump b1(v12)
            b1(v11: Int) loop:
                v4: Bool = LtInt 0 v11
                Branch v4 b2() b4()
            b4():
                StoreField PyRangeIterator.left v2 v11
                Jump b3()
            b2():
                v5: Int = SubInt wraps v11 1
                Poll exit f:0[{hidden}=v2] writes(PyRangeIterator.left v2=v5)
                Jump b1(v5)
            b3():
                Leave end exit f:0[{hidden}=v2]
            """);
    }

    [Fact]
    public void TheCountOfAListThatALoopFillsBecomesALoopVariable()
    {
        int hidden = Code.NamedEnd;
        Gives(PromoteIterators.Run, $"""
            b0():
                v0: Ref:PyList! = Call NativeFloatList 9
                v1: Ref! = LoadField PyList.store v0
                v2: Ref:Double[]! = GuardClass Double[] v1 exit f:0[]
                v3: Int = Call FloatRoom v2
                Jump b1(9)
            b1(v4: Int) loop:
                v5: Bool = LtInt 0 v4
                Branch v5 b2() b3()
            b2():
                v6: Int = SubInt wraps v4 1
                v7: Int = LoadField PyList.count v0
                v8: Int = CheckIndex nonnegative v7 v3 exit f:0[{hidden}=v0]
                StoreItem v2 v8 1f
                v9: Int = AddInt wraps v7 1
                StoreField PyList.count v0 v9
                Poll exit f:0[{hidden}=v0]
                Jump b1(v6)
            b3():
                Leave end exit f:0[0=v0]
            """, $"""
            b0():
                v0: Ref:PyList! = Call NativeFloatList 9
                v1: Ref! = LoadField PyList.store v0
                v2: Ref:Double[]! = GuardClass Double[] v1 exit f:0[]
                v3: Int = Call FloatRoom v2
                v18: Int = LoadField PyList.count v0
                Jump b1(9, v18)
            b1(v4: Int, v17: Int) loop:
                v5: Bool = LtInt 0 v4
                Branch v5 b2() b4()
            b4():
                StoreField PyList.count v0 v17
                Jump b3()
            b2():
                v6: Int = SubInt wraps v4 1
                v8: Int = CheckIndex nonnegative v17 v3 exit f:0[{hidden}=v0] writes(PyList.count v0=v17)
                StoreItem v2 v8 1f
                v9: Int = AddInt wraps v17 1
                Poll exit f:0[{hidden}=v0] writes(PyList.count v0=v9)
                Jump b1(v6, v9)
            b3():
                Leave end exit f:0[0=v0]
            """);
    }

    [Fact]
    public void AnIteratorIsMadeWhereAPathLeavesItsLoopForWhatWasNeverSeen()
    {
        int hidden = Code.NamedEnd;
        Gives(RemoveIterators.Run, $"""
            b0():
                v0: Val = LoadRegister 0
                v1: Ref:PyList! = GuardClass PyList v0 exit f:0[]
                v2: Ref:PyListIterator! = Call ListIterator v1
                v3: Int = LoadField PyListIterator.index v2
                Jump b1(v3)
            b1(v4: Int) loop:
                v5: Int = LoadField PyList.count v1
                v6: Bool = LtInt v4 v5
                Branch v6 b2() b3()
            b2():
                v7: Int = AddInt wraps v4 1
                v8: Bool = Call IsPlain v0
                Branch v8 b4() b5()
            b3():
                StoreField PyListIterator.index v2 v4
                Call EndListIterator v2
                Leave end exit f:0[0=v1]
            b4():
                Jump b1(v7)
            b5():
                StoreField PyListIterator.index v2 v7
                Jump b6()
            b6():
                Leave unseen exit f:0[{hidden}=v2]
            """, $"""
            b0():
                v0: Val = LoadRegister 0
                v1: Ref:PyList! = GuardClass PyList v0 exit f:0[]
                Jump b1(0)
            b1(v4: Int) loop:
                v5: Int = LoadField PyList.count v1
                v6: Bool = LtInt v4 v5
                Branch v6 b2() b3()
            b2():
                v7: Int = AddInt wraps v4 1
                v8: Bool = Call IsPlain v0
                Branch v8 b4() b5()
            b3():
                Leave end exit f:0[0=v1]
            b4():
                Jump b1(v7)
            b5():
                Jump b6()
            b6():
                Leave unseen exit f:0[{hidden}=v14]
            virtual:
                v14: Ref:PyListIterator! = Virtual Iterator v1 v7
            """);
    }

    [Fact]
    public void AnIteratorInANamedVariableKeepsItsPosition() => Stays(PromoteIterators.Run, RangeLoop(0));

    [Fact]
    public void WhatNobodyUsesIsTakenOut() => Gives(DeadNodes.Remove, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Int = MulInt wraps v1 v1
            v3: Float = IntToFloat v2
            v4: Int = AddInt wraps v1 1
            Leave end exit f:0[0=v4]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v4: Int = AddInt wraps v1 1
            Leave end exit f:0[0=v4]
        """);

    [Fact]
    public void ALoopThatCountsToABoundNeedsNoCheckOfItsSum() => Gives(Ranges.Run, """
        b0():
            Jump b1(0)
        b1(v0: Int) loop depth 1:
            v1: Bool = LtInt v0 100
            Branch v1 b2() b3()
        b2() depth 1:
            v2: Int = AddInt v0 1 exit f:0[0=v0]
            Jump b1(v2)
        b3():
            Leave end exit f:0[0=v0]
        """, """
        b0():
            Jump b1(0)
        b1(v0: Int) loop depth 1:
            v1: Bool = LtInt v0 100
            Branch v1 b2() b3()
        b2() depth 1:
            v2: Int = AddInt wraps v0 1
            Jump b1(v2)
        b3():
            Leave end exit f:0[0=v0]
        """);

    [Fact]
    public void ALoopWithoutABoundKeepsTheCheck() => Stays(Ranges.Run, """
        b0():
            v3: Val = LoadRegister 0
            v4: Int = GuardInt v3 exit f:0[]
            Jump b1(0)
        b1(v0: Int) loop depth 1:
            v1: Bool = LtInt v4 100
            Branch v1 b2() b3()
        b2() depth 1:
            v2: Int = AddInt v0 1 exit f:0[0=v0]
            Jump b1(v2)
        b3():
            Leave end exit f:0[0=v0]
        """);

    [Fact]
    public void APollIsQuickWhereNothingRunsPython() => Gives(QuickPolls.Run, """
        b0():
            v0: Val = LoadRegister 0
            Jump b1()
        b1() loop depth 1:
            Poll exit f:0[]
            Jump b1()
        """, """
        b0():
            v0: Val = LoadRegister 0
            Jump b1()
        b1() loop depth 1:
            Poll quick exit f:0[]
            Jump b1()
        """);

    [Fact]
    public void APollBehindACallOfUnknownCodeAsksAll() => Stays(QuickPolls.Run, """
        b0():
            v0: Val = LoadRegister 0
            Jump b1()
        b1() loop depth 1:
            v1: Ref! = GuardRef v0 exit f:0[]
            v2: Val = Call Call1.any v1 v0 exit f:0[]
            Poll exit f:0[]
            Jump b1()
        """);

    [Fact]
    public void AComplexNumberThatALoopLeavesStaysInParts() => Gives(TypedLeftovers.Run, """
        b0():
            v0: Val = LoadRegister 0
            Jump b1(v0, 0)
        b1(v1: Val, v2: Int) loop depth 1:
            v3: Bool = LtInt v2 10
            Branch v3 b2() b3()
        b2() depth 1:
            v4: Float = IntToFloat v2
            v5: Ref:PyComplex! = Call NewComplex v4 1f
            v6: Val! = ToValue v5
            v7: Int = AddInt wraps v2 1
            Poll exit f:0[0=v5]
            Jump b1(v6, v7)
        b3():
            Leave end exit f:0[0=v1]
        """, """
        b0():
            v0: Val = LoadRegister 0
            Jump b1(0f, 0, false, 0f)
        b1(v16: Float, v2: Int, v13: Bool, v17: Float) loop depth 1:
            v3: Bool = LtInt v2 10
            Branch v3 b2() b3()
        b2() depth 1:
            v4: Float = IntToFloat v2
            v7: Int = AddInt wraps v2 1
            Poll exit f:0[0=v22]
            Jump b1(v4, v7, true, 1f)
        b3():
            Leave end exit f:0[0=v19]
        virtual:
            v22: Ref:PyComplex! = Virtual Complex v4 1f
            v19: Val = Virtual Choice v13 v0 v18
            v18: Ref:PyComplex! = Virtual Complex v16 v17
        """);

    [Fact]
    public void AComplexNumberThatIsUsedIsLeftAsItIs() => Gives(TypedLeftovers.Run, """
        b0():
            v0: Val = LoadRegister 0
            v8: Ref:PyInstance! = GuardClass PyInstance v0 exit f:0[]
            Jump b1(v0, 0)
        b1(v1: Val, v2: Int) loop depth 1:
            v3: Bool = LtInt v2 10
            Branch v3 b2() b3()
        b2() depth 1:
            v4: Float = IntToFloat v2
            v5: Ref:PyComplex! = Call NewComplex v4 1f
            StoreSlot 0 v8 v5
            v6: Val! = ToValue v5
            v7: Int = AddInt wraps v2 1
            Jump b1(v6, v7)
        b3():
            Leave end exit f:0[0=v1]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v8: Ref:PyInstance! = GuardClass PyInstance v0 exit f:0[]
            Jump b1(None, 0, false)
        b1(v17: Ref!, v2: Int, v14: Bool) loop depth 1:
            v3: Bool = LtInt v2 10
            Branch v3 b2() b3()
        b2() depth 1:
            v4: Float = IntToFloat v2
            v5: Ref:PyComplex! = Call NewComplex v4 1f
            StoreSlot 0 v8 v5
            v6: Val! = ToValue v5
            v7: Int = AddInt wraps v2 1
            Jump b1(v5, v7, true)
        b3():
            Leave end exit f:0[0=v18]
        virtual:
            v18: Val = Virtual Choice v14 v0 v17
        """);

    [Fact]
    public void WhoKnowsTheObjectPassesOverTheTest() => Gives(SkipTests.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Bool = LtInt v1 0
            Branch v2 b1() b2()
        b1():
            Jump b3("a")
        b2():
            Jump b3("b")
        b3(v3: Ref):
            v4: Bool = RefEq v3 "a"
            Branch v4 b4() b5()
        b4():
            Leave end exit f:0[0=1]
        b5():
            Leave end exit f:0[0=2]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Bool = LtInt v1 0
            Branch v2 b1() b2()
        b2():
            Jump b5()
        b5():
            Leave end exit f:0[0=2]
        b1():
            Jump b4()
        b4():
            Leave end exit f:0[0=1]
        """);

    [Fact]
    public void WhoHasBranchedOnAConditionPassesOverTheNextBranchOnIt() => Gives(SkipDecided.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Bool = GuardBool v0 exit f:0[]
            v2: Val = LoadRegister 1
            v3: Bool = GuardBool v2 exit f:0[]
            v4: Bool = NotBool v1
            Branch v4 b1() b2()
        b1():
            Branch v3 b6() b3()
        b2():
            Jump b3()
        b3():
            Branch v1 b4() b5()
        b4():
            Leave end exit f:0[0=1]
        b5():
            Leave end exit f:0[0=2]
        b6():
            Leave end exit f:0[0=3]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Bool = GuardBool v0 exit f:0[]
            v2: Val = LoadRegister 1
            v3: Bool = GuardBool v2 exit f:0[]
            v4: Bool = NotBool v1
            Branch v4 b1() b2()
        b2():
            Jump b4()
        b4():
            Leave end exit f:0[0=1]
        b1():
            Branch v3 b6() b5()
        b5():
            Leave end exit f:0[0=2]
        b6():
            Leave end exit f:0[0=3]
        """);

    [Fact]
    public void ATestedObjectThatIsNeededBehindTheTestComesFromIts() => Stays(SkipTests.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Int = GuardInt v0 exit f:0[]
            v2: Bool = LtInt v1 0
            Branch v2 b1() b2()
        b1():
            Jump b3("a")
        b2():
            Jump b3("b")
        b3(v3: Ref):
            v4: Bool = RefEq v3 "a"
            Branch v4 b4() b5()
        b4():
            Leave end exit f:0[0=1]
        b5():
            Leave end exit f:0[0=v3]
        """);

    [Fact]
    public void AnInstanceHasItsShapeAtOnce() => Gives(NewInstances.Run, """
        b0():
            v1: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v1 5
            StoreField PyObject.Shape v1 @shape:object.1
            StoreSlot 1 v1 6
            StoreField PyObject.Shape v1 @shape:object.2
            StoreSlot 1 v1 7
            Leave end exit f:0[0=v1]
        """, """
        b0():
            v1: Ref:PyInstance! = Call NewInstance @shape:object.2
            StoreSlot quick 0 v1 5
            StoreSlot quick 1 v1 6
            StoreSlot 1 v1 7
            Leave end exit f:0[0=v1]
        """);

    [Fact]
    public void AnExitSeesTheShapeThatAnInstanceHasThere() => Gives(NewInstances.Run, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyInstance! = Call NewInstance @shape:object.0
            StoreSlot 0 v1 5
            StoreField PyObject.Shape v1 @shape:object.1
            v2: Int = GuardInt v0 exit f:0[0=v1]
            StoreSlot 1 v1 v2
            StoreField PyObject.Shape v1 @shape:object.2
            Leave end exit f:0[0=v1]
        """, """
        b0():
            v0: Val = LoadRegister 0
            v1: Ref:PyInstance! = Call NewInstance @shape:object.1
            StoreSlot quick 0 v1 5
            v2: Int = GuardInt v0 exit f:0[0=v1]
            StoreSlot quick 1 v1 v2
            StoreField PyObject.Shape v1 @shape:object.2
            Leave end exit f:0[0=v1]
        """);
}
