using System.Reflection;
using TieredPy.Tiers.Cil.Emitting;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>The emitter refuses the first instruction that doesn't fit, and says what it found.</summary>
public class EmitRefusalTests
{
    private static readonly Module Owner = typeof(EmitRefusalTests).Module;
    private static readonly FieldInfo Length = typeof(Box).GetField("Number")!;

    private readonly Emit<Func<long>> e = Emit<Func<long>>.NewDynamicMethod("test", Owner);

    private static void Refuses(string part, Action emit) => Assert.Contains(part, Assert.Throws<EmissionException>(emit).Message);

    [Fact]
    public void EmissionIsVerifiedInTests() => Assert.True(Emission.Verified);

    [Fact]
    public void MessageShowsInstructionStackAndWhatCameBefore()
    {
        e.LoadConstant(1L).LoadNull().LoadConstant(2);
        var lines = Assert.Throws<EmissionException>(() => e.Add()).Message.ReplaceLineEndings("\n");
        Assert.Equal("add (instruction 4): null and int32 don't go together\nstack: int64\nafter:\n    ldc.i8 1\n    ldnull\n    ldc.i4 2", lines);
    }

    [Fact]
    public void EmptyStack() => Refuses("add (instruction 2): the stack is empty", () => e.LoadConstant(1L).Add());

    [Fact]
    public void IntsOfTwoWidths() => Refuses("int64 and int32 don't go together", () => e.LoadConstant(1L).LoadConstant(1).Add());

    [Fact]
    public void OverflowCheckOfFloats() => Refuses("add.ovf", () => e.LoadConstant(1.0).LoadConstant(1.0).AddOverflow());

    [Fact]
    public void BitsOfFloats() => Refuses("an int, but finds float64", () => e.LoadConstant(1.0).Not());

    [Fact]
    public void ShiftByLong() => Refuses("takes int32 or native, but finds int64", () => e.LoadConstant(1L).LoadConstant(1L).ShiftLeft());

    [Fact]
    public void NumberOfReference() => Refuses("a number, but finds null", () => e.LoadNull().Negate());

    [Fact]
    public void OrderOfReferences() => Refuses("can't be compared so", () => e.LoadNull().LoadNull().CompareLessThan());

    [Fact]
    public void ComparisonOfKinds() => Refuses("can't be compared so", () => e.LoadConstant(1L).LoadConstant(1.0).CompareEqual());

    [Fact]
    public void ConditionOfFloat() => Refuses("an int or a reference, but finds float64", () => e.LoadConstant(1.0).BranchIfTrue(e.DefineLabel()));

    [Fact]
    public void StoreOfWrongKind() => Refuses("takes int64, but finds float64", () => e.LoadConstant(1.0).StoreLocal(e.DeclareLocal<long>()));

    [Fact]
    public void StoreOfOtherClass() => Refuses("takes String, but finds Box", () => e.LoadObjectConstant(new Box()).StoreLocal(e.DeclareLocal<string>()));

    [Fact]
    public void StoreOfOtherStruct() =>
        Refuses("takes Guid, but finds Decimal", () => e.LoadLocal(e.DeclareLocal<decimal>()).StoreLocal(e.DeclareLocal<Guid>()));

    [Fact]
    public void ArgumentThatIsNotThere() => Refuses("the method has 0 arguments", () => e.LoadArgument(0));

    [Fact]
    public void FieldOfOtherClass() => Refuses("takes Box, but finds String", () => e.LoadObjectConstant("text").LoadField(Length));

    [Fact]
    public void FieldValueOfWrongKind() => Refuses("takes int64, but finds int32", () => e.LoadObjectConstant(new Box()).LoadConstant(1).StoreField(Length));

    [Fact]
    public void FieldOfStructThatIsACopy() =>
        Refuses("takes Cell&, but finds Cell", () => e.LoadLocal(e.DeclareLocal<Cell>()).LoadConstant(1L).StoreField(typeof(Cell).GetField("Number")!));

    [Fact]
    public void ElementOfOtherArray() => Refuses("takes Double[], but finds Int64[]", () => e.LoadObjectConstant(new long[1]).LoadConstant(0).LoadElement<double>());

    [Fact]
    public void ElementOfWrongKind() =>
        Refuses("takes int64, but finds float64", () => e.LoadObjectConstant(new long[1]).LoadConstant(0).LoadConstant(1.0).StoreElement<long>());

    [Fact]
    public void IndexOfWrongKind() => Refuses("takes int32 or native, but finds int64", () => e.LoadObjectConstant(new long[1]).LoadConstant(0L).LoadElement<long>());

    [Fact]
    public void LengthOfNoArray() => Refuses("takes an array, but finds String", () => e.LoadObjectConstant("text").LoadLength());

    [Fact]
    public void AddressOfOtherVariable() => Refuses("takes Double&, but finds Int64&", () => e.LoadLocalAddress(e.DeclareLocal<long>()).LoadIndirect<double>());

    [Fact]
    public void AddressThatIsNone() => Refuses("takes Int64&, but finds int64", () => e.LoadConstant(1L).LoadIndirect<long>());

    [Fact]
    public void ClearOfOtherStruct() => Refuses("takes Guid&, but finds Decimal&", () => e.LoadLocalAddress(e.DeclareLocal<decimal>()).InitializeObject<Guid>());

    [Fact]
    public void CallWithWrongArgument() =>
        Refuses("call Math::Sqrt (instruction 2): takes float64, but finds int64", () => e.LoadConstant(1L).Call(typeof(Math).GetMethod("Sqrt")!));

    [Fact]
    public void CallWithoutArgument() => Refuses("the stack is empty", () => e.Call(typeof(Math).GetMethod("Sqrt")!));

    [Fact]
    public void CallOnOtherObject() => Refuses("takes String, but finds Box", () => e.LoadObjectConstant(new Box()).Call(typeof(string).GetProperty("Length")!.GetMethod!));

    [Fact]
    public void CallOfNoPointer() => Refuses("takes native, but finds int64", () => e.LoadConstant(1L).CallIndirect(typeof(long)));

    [Fact]
    public void CallOfItselfWithWrongArgument()
    {
        var f = Emit.NewDynamicMethod(typeof(long), [typeof(double)], "f", Owner);
        Refuses("takes float64, but finds int64", () => f.LoadConstant(1L).CallSelf());
    }

    [Fact]
    public void ConstructorWithWrongArgument() =>
        Refuses("takes String, but finds int64", () => e.LoadConstant(1L).NewObject(typeof(Exception).GetConstructor([typeof(string)])!));

    [Fact]
    public void CastOfNumber() => Refuses("takes an object, but finds int64", () => e.LoadConstant(1L).CastClass<string>());

    [Fact]
    public void AssumptionAboutNumber() => Refuses("takes an object, but finds int64", () => e.LoadConstant(1L).AssumeClass<string>());

    [Fact]
    public void AssumptionAboutNoAddress() => Refuses("finds no address", () => e.LoadConstant(1L).AssumeAddress(typeof(long)));

    [Fact]
    public void SwitchOverLong() => Refuses("takes int32 or native, but finds int64", () => e.LoadConstant(1L).Switch(e.DefineLabel()));

    [Fact]
    public void ReturnOfWrongKind() => Refuses("takes int64, but finds int32", () => e.LoadConstant(1).Return());

    [Fact]
    public void ReturnThatLeavesValues() => Refuses("a return leaves values on the stack", () => e.LoadConstant(1L).LoadConstant(1L).Return());

    [Fact]
    public void MissingReturn() => Refuses("the method ends without a return", () => e.LoadConstant(1L).Pop().Compile());

    [Fact]
    public void UnmarkedLabel() => Refuses("far is branched to but was never marked", () => e.Branch(e.DefineLabel("far")).Compile());

    [Fact]
    public void LabelMarkedTwice()
    {
        var label = e.DefineLabel("twice");
        Refuses("twice was marked before", () => e.MarkLabel(label).MarkLabel(label));
    }

    [Fact]
    public void LabelAndLocalOfOtherMethod()
    {
        var other = Emit<Func<long>>.NewDynamicMethod("other", Owner);
        Refuses("a label of another method", () => e.Branch(other.DefineLabel()));
        Refuses("a label of another method", () => e.MarkLabel(other.DefineLabel()));
        Refuses("a local of another method", () => e.LoadLocal(other.DeclareLocal<long>()));
    }

    [Fact]
    public void DepthsThatDisagreeAtForwardLabel()
    {
        var join = e.DefineLabel("join");
        e.LoadConstant(1L).LoadConstant(1).BranchIfTrue(join);
        Refuses("the stack at join is int64 for another way in", () => e.LoadConstant(2L).MarkLabel(join));
    }

    [Fact]
    public void KindsThatDisagreeAtForwardLabel()
    {
        var join = e.DefineLabel("join");
        e.LoadConstant(1L).LoadConstant(1).BranchIfTrue(join);
        Refuses("the stack at join is int64 for another way in", () => e.Pop().LoadConstant(1.0).Branch(join));
    }

    [Fact]
    public void StackThatDisagreesAtBackwardLabel()
    {
        var head = e.DefineLabel("head");
        e.MarkLabel(head);
        Refuses("the stack at head is empty for another way in", () => e.LoadConstant(1L).Branch(head));
    }

    [Fact]
    public void OtherClassAtBackwardLabel()
    {
        var head = e.DefineLabel("head");
        e.LoadObjectConstant("text").MarkLabel(head).Pop();
        Refuses("the stack at head is String for another way in", () => e.LoadObjectConstant(new Box()).Branch(head));
    }

    [Fact]
    public void JoinedClassIsTheirBase()
    {
        var join = e.DefineLabel();
        e.LoadObjectConstant("text").LoadConstant(1).BranchIfTrue(join).Pop().LoadObjectConstant(new Box()).MarkLabel(join);
        Refuses("takes Box, but finds Object", () => e.LoadField(Length));
    }

    [Fact]
    public void LabelThatOnlyLaterBranchesReachHasEmptyStack()
    {
        e.LoadConstant(1L).Return();
        Refuses("the stack is empty", () => e.MarkLabel(e.DefineLabel()).Pop());
    }

    [Fact]
    public void WrongKindInCodeThatIsNeverReached() => Refuses("don't go together", () => e.LoadConstant(1L).Return().LoadConstant(1L).LoadConstant(1).Add());

    public struct Cell
    {
        public long Number;
    }

    public sealed class Box
    {
        public long Number;
    }
}
