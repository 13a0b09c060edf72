using System.Reflection;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>The kernels that the builder uses, by name. Their bodies are in <see cref="KernelBodies"/>.</summary>
internal static class Kernels
{
    private const Effects Pure = Effects.None, Reads = Effects.Reads, Writes = Effects.Writes, Fails = Effects.Reads | Effects.Raises;

    public static readonly Kernel FitsFloat = Of(nameof(KernelBodies.FitsFloat), Pure);
    public static readonly Kernel FitsInt = Of(nameof(KernelBodies.FitsInt), Pure);
    public static readonly Kernel IsFinite = Of(nameof(KernelBodies.IsFinite), Pure);
    public static readonly Kernel TruncateFloat = Of(nameof(KernelBodies.TruncateFloat), Pure);
    public static readonly Kernel AbsFloat = Of(nameof(KernelBodies.AbsFloat), Pure);
    public static readonly Kernel AbsInt = Of(nameof(KernelBodies.AbsInt), Pure);
    public static readonly Kernel MinInt = Of(nameof(KernelBodies.MinInt), Pure);
    public static readonly Kernel MaxInt = Of(nameof(KernelBodies.MaxInt), Pure);
    public static readonly Kernel MinFloat = Of(nameof(KernelBodies.MinFloat), Pure);
    public static readonly Kernel MaxFloat = Of(nameof(KernelBodies.MaxFloat), Pure);
    public static readonly Kernel Sqrt = Of(nameof(KernelBodies.Sqrt), Pure);
    public static readonly Kernel Sin = Of(nameof(KernelBodies.Sin), Pure);
    public static readonly Kernel Cos = Of(nameof(KernelBodies.Cos), Pure);
    public static readonly Kernel NewComplex = Of(nameof(KernelBodies.NewComplex), Reads, allocates: Allocation.Complex);
    public static readonly Kernel RealPart = Of(nameof(KernelBodies.RealPart), Pure);
    public static readonly Kernel ImaginaryPart = Of(nameof(KernelBodies.ImaginaryPart), Pure);
    public static readonly Kernel AbsComplex = Of(nameof(KernelBodies.AbsComplex), Pure);
    public static readonly Kernel FloorDivFloat = Of(nameof(KernelBodies.FloorDivFloat), Pure);
    public static readonly Kernel ModFloat = Of(nameof(KernelBodies.ModFloat), Pure);

    public static readonly Kernel StrConcat = Of(nameof(KernelBodies.StrConcat), Fails);

    /// <summary>By number of parts, from two on.</summary>
    public static readonly Kernel[] StrConcats = [null!, null!, StrConcat, Of(nameof(KernelBodies.StrConcat3), Fails), Of(nameof(KernelBodies.StrConcat4), Fails), Of(nameof(KernelBodies.StrConcat5), Fails)];

    /// <summary>As <see cref="StrConcats"/>, where the last operand says whether nobody but the region has the first str: that is then the result.</summary>
    public static readonly Kernel[] StrAppends =
    [
        null!, null!, Of(nameof(KernelBodies.StrAppend), Fails | Writes), Of(nameof(KernelBodies.StrAppend3), Fails | Writes), Of(nameof(KernelBodies.StrAppend4), Fails | Writes),
        Of(nameof(KernelBodies.StrAppend5), Fails | Writes),
    ];

    /// <summary>As the first of <see cref="StrAppends"/>, of the character of a code point.</summary>
    public static readonly Kernel StrAppendCharacter = Of(nameof(KernelBodies.StrAppendCharacter), Fails | Writes);
    public static readonly Kernel StrResult = Of(nameof(KernelBodies.StrResult), Fails);
    public static readonly Kernel AllAre = Of(nameof(KernelBodies.AllAre), Pure);
    public static readonly Kernel CodeIs = Of(nameof(KernelBodies.CodeIs), Pure);
    public static readonly Kernel StrOfInt = Of(nameof(KernelBodies.StrOfInt), Reads);
    public static readonly Kernel StrOfFloat = Of(nameof(KernelBodies.StrOfFloat), Reads);
    public static readonly Kernel StrEq = Of(nameof(KernelBodies.StrEq), Pure);
    public static readonly Kernel StrCompare = Of(nameof(KernelBodies.StrCompare), Pure);
    public static readonly Kernel StrLength = Of(nameof(KernelBodies.StrLength), Pure);
    public static readonly Kernel NarrowChars = Of(nameof(KernelBodies.NarrowChars), Pure);
    public static readonly Kernel WideChars = Of(nameof(KernelBodies.WideChars), Pure);
    public static readonly Kernel FlatChars = Of(nameof(KernelBodies.FlatChars), Pure);
    public static readonly Kernel IntOfStr = Of(nameof(KernelBodies.IntOfStr), Fails);
    public static readonly Kernel FloatOfStr = Of(nameof(KernelBodies.FloatOfStr), Fails);
    public static readonly Kernel Chr = Of(nameof(KernelBodies.Chr), Pure, allocates: Allocation.Character);

    public static readonly Kernel FromSlot = Of(nameof(KernelBodies.FromSlot), Reads);
    public static readonly Kernel FromHeap = Of(nameof(KernelBodies.FromHeap), Pure);
    public static readonly Kernel ToHeap = Of(nameof(KernelBodies.ToHeap), Reads);
    public static readonly Kernel IsOwnedCell = Of(nameof(KernelBodies.IsOwnedCell), Pure);
    public static readonly Kernel NoneOrShape = Of(nameof(KernelBodies.NoneOrShape), Reads);
    public static readonly Kernel ClassOfObject = Of(nameof(KernelBodies.ClassOfObject), Reads);
    public static readonly Kernel ClassOfValue = Of(nameof(KernelBodies.ClassOfValue), Reads);
    public static readonly Kernel HasShape = Of(nameof(KernelBodies.HasShape), Reads);
    public static readonly Kernel HasShapeOf = Of(nameof(KernelBodies.HasShapeOf), Reads);

    public static readonly Kernel IsInt = Of(nameof(KernelBodies.IsInt), Pure);
    public static readonly Kernel IsFloat = Of(nameof(KernelBodies.IsFloat), Pure);
    public static readonly Kernel IsBool = Of(nameof(KernelBodies.IsBool), Pure);
    public static readonly Kernel IsObject = Of(nameof(KernelBodies.IsObject), Pure);

    // A function that is given other code ends all regions.
    public static readonly Kernel HasCode = Of(nameof(KernelBodies.HasCode), Pure);

    public static readonly Kernel IsBound = Of(nameof(KernelBodies.IsBound), Pure);

    public static readonly Kernel NewCell = Of(nameof(KernelBodies.NewCell), Reads, allocates: Allocation.Cell);
    public static readonly Kernel CellOfClosure = Of(nameof(KernelBodies.CellOfClosure), Effects.None, allocates: Allocation.ClosureCell);
    public static readonly Kernel ContentOfClosure = Of(nameof(KernelBodies.ContentOfClosure), Reads);
    public static readonly Kernel NewInstance = Of(nameof(KernelBodies.NewInstance), Reads, allocates: Allocation.Instance);
    public static readonly Kernel NewMethod = Of(nameof(KernelBodies.NewMethod), Reads, allocates: Allocation.Method);
    public static readonly Kernel NewRange = Of(nameof(KernelBodies.NewRange), Reads, allocates: Allocation.Range);
    public static readonly Kernel RangeIterator = Of(nameof(KernelBodies.RangeIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel CountIterator = Of(nameof(KernelBodies.CountIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel IsSmallRange = Of(nameof(KernelBodies.IsSmallRange), Pure);

    /// <summary>Pure although it reads the iterator's position: an iterator moves only within its range.</summary>
    public static readonly Kernel GivesCounts = Of(nameof(KernelBodies.GivesCounts), Pure);
    public static readonly Kernel ListIterator = Of(nameof(KernelBodies.ListIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel TupleIterator = Of(nameof(KernelBodies.TupleIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel StrIterator = Of(nameof(KernelBodies.StrIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel EndListIterator = Of(nameof(KernelBodies.EndListIterator), Writes);
    public static readonly Kernel EndTupleIterator = Of(nameof(KernelBodies.EndTupleIterator), Writes);
    public static readonly Kernel EndStrIterator = Of(nameof(KernelBodies.EndStrIterator), Writes);
    public static readonly Kernel BytesLength = Of(nameof(KernelBodies.BytesLength), Pure);
    public static readonly Kernel BytesIterator = Of(nameof(KernelBodies.BytesIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel ByteArrayIterator = Of(nameof(KernelBodies.ByteArrayIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel EndBytesIterator = Of(nameof(KernelBodies.EndBytesIterator), Writes);
    public static readonly Kernel EndByteArrayIterator = Of(nameof(KernelBodies.EndByteArrayIterator), Writes);
    public static readonly Kernel ArrayIterator = Of(nameof(KernelBodies.ArrayIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel MemoryIterator = Of(nameof(KernelBodies.MemoryIterator), Reads, allocates: Allocation.Iterator);
    public static readonly Kernel EndArrayIterator = Of(nameof(KernelBodies.EndArrayIterator), Writes);
    public static readonly Kernel EndMemoryIterator = Of(nameof(KernelBodies.EndMemoryIterator), Writes);
    public static readonly Kernel ListItem = Of(nameof(KernelBodies.ListItem), Reads);
    public static readonly Kernel IntRoom = Of(nameof(KernelBodies.IntRoom), Effects.None);
    public static readonly Kernel FloatRoom = Of(nameof(KernelBodies.FloatRoom), Effects.None);
    public static readonly Kernel AppendInt = Of(nameof(KernelBodies.AppendInt), Writes);
    public static readonly Kernel AppendFloat = Of(nameof(KernelBodies.AppendFloat), Writes);
    public static readonly Kernel AppendObject = Of(nameof(KernelBodies.AppendObject), Writes);
    public static readonly Kernel AppendBox = Of(nameof(KernelBodies.AppendBox), Writes);
    public static readonly Kernel DropLast = Of(nameof(KernelBodies.DropLast), Writes);
    public static readonly Kernel DropLastObject = Of(nameof(KernelBodies.DropLastObject), Writes);
    public static readonly Kernel AppendValue = Of(nameof(KernelBodies.AppendValue), Writes);
    public static readonly Kernel[] NewTuple =
    [
        null!, Of(nameof(KernelBodies.NewTuple1), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple2), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple3), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple4), Reads, allocates: Allocation.Tuple),
        Of(nameof(KernelBodies.NewTuple5), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple6), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple7), Reads, allocates: Allocation.Tuple), Of(nameof(KernelBodies.NewTuple8), Reads, allocates: Allocation.Tuple),
    ];

    public static readonly Kernel DictCount = Of(nameof(KernelBodies.DictCount), Reads);
    public static readonly Kernel DictGet = Of(nameof(KernelBodies.DictGet), Reads);
    public static readonly Kernel DictGetStr = Of(nameof(KernelBodies.DictGetStr), Reads);
    public static readonly Kernel DictSet = Of(nameof(KernelBodies.DictSet), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel StoreGlobal = Of(nameof(KernelBodies.StoreGlobal), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel StoreDeref = Of(nameof(KernelBodies.StoreDeref), Writes);

    private static readonly OpTable<Kernel> Operators = new()
    {
        [Op.Add] = Of(nameof(KernelBodies.Add), Fails),
        [Op.Sub] = Of(nameof(KernelBodies.Sub), Fails),
        [Op.Mul] = Of(nameof(KernelBodies.Mul), Fails),
        [Op.TrueDiv] = Of(nameof(KernelBodies.TrueDiv), Fails),
        [Op.FloorDiv] = Of(nameof(KernelBodies.FloorDiv), Fails),
        [Op.Mod] = Of(nameof(KernelBodies.Mod), Fails),
        [Op.Pow] = Of(nameof(KernelBodies.Pow), Fails),
        [Op.LShift] = Of(nameof(KernelBodies.LShift), Fails),
        [Op.RShift] = Of(nameof(KernelBodies.RShift), Fails),
        [Op.And] = Of(nameof(KernelBodies.And), Fails),
        [Op.Or] = Of(nameof(KernelBodies.Or), Fails),
        [Op.Xor] = Of(nameof(KernelBodies.Xor), Fails),
    };

    /// <summary>What does the same with ints, and passes the limbs of long ones on.</summary>
    public static readonly Dictionary<Kernel, Kernel> Passing = new()
    {
        [Operators[Op.Add]!] = OfInts(nameof(IntKernels.AddPassing)),
        [Operators[Op.Sub]!] = OfInts(nameof(IntKernels.SubPassing)),
        [Operators[Op.Mul]!] = OfInts(nameof(IntKernels.MulPassing)),
        [Operators[Op.FloorDiv]!] = OfInts(nameof(IntKernels.FloorDivPassing)),
    };

    /// <summary>What the right operand makes of an operation that the left one declined; the operator is twice a BinOp, plus 1 in place.</summary>
    public static readonly Kernel Reflected = Of(nameof(KernelBodies.Reflected), Fails | Effects.Writes);

    /// <summary>An operator on numbers and strs of any size and mix; null for one that has none.</summary>
    public static Kernel? Binary(Op op) => Operators[op];

    public static readonly Kernel ResumePoint = OfBody(nameof(BodyKernels.ResumePoint), Reads);
    public static readonly Kernel IsGenerator = OfBody(nameof(BodyKernels.IsGenerator), Pure);
    public static readonly Kernel StartBody = OfBody(nameof(BodyKernels.Start), Writes);
    public static readonly Kernel SuspendBody = OfBody(nameof(BodyKernels.Suspend), Writes);
    public static readonly Kernel SuspendDelegating = OfBody(nameof(BodyKernels.SuspendDelegating), Writes);
    public static readonly Kernel WatchClosing = OfBody(nameof(BodyKernels.WatchClosing), Writes);
    public static readonly Kernel FinishBody = OfBody(nameof(BodyKernels.Finish), Writes);
    public static readonly Kernel FinishIfMade = OfBody(nameof(BodyKernels.FinishIfMade), Writes);
    public static readonly Kernel LoadBodyRegister = OfBody(nameof(BodyKernels.LoadRegister), Reads);
    public static readonly Kernel StoreBodyInt = OfBody(nameof(BodyKernels.StoreInt), Writes);
    public static readonly Kernel StoreBodyFloat = OfBody(nameof(BodyKernels.StoreFloat), Writes);
    public static readonly Kernel StoreBodyBool = OfBody(nameof(BodyKernels.StoreBool), Writes);
    public static readonly Kernel StoreBodyRef = OfBody(nameof(BodyKernels.StoreRef), Writes);
    public static readonly Kernel StoreBodyValue = OfBody(nameof(BodyKernels.StoreValue), Writes);

    public static readonly Kernel HeirSlot = Of(nameof(KernelBodies.HeirSlot), Reads);
    public static readonly Kernel StoreHeirSlot = Of(nameof(KernelBodies.StoreHeirSlot), Writes);
    public static readonly Kernel AddHeirAttr = Of(nameof(KernelBodies.AddHeirAttr), Writes);
    public static readonly Kernel NewException = Of(nameof(KernelBodies.NewException), Reads);
    public static readonly Kernel NewIntError = OfException(nameof(ExceptionKernels.NewIntError));
    public static readonly Kernel NewAttributeError = OfException(nameof(ExceptionKernels.NewAttributeError));
    public static readonly Kernel IntOfStrOrDone = OfException(nameof(ExceptionKernels.IntOfStrOrDone));
    public static readonly Kernel NewStopIteration = OfException(nameof(ExceptionKernels.NewStopIteration));
    public static readonly Kernel NextOrDone = OfException(nameof(ExceptionKernels.NextOrDone), Writes);
    public static readonly Kernel InitException = Of(nameof(KernelBodies.InitException), Writes);
    public static readonly Kernel NewTupleHeir = Of(nameof(KernelBodies.NewTupleHeir), Reads);
    public static readonly Kernel RemoveSlot = new(nameof(RemoveSlot), typeof(InstanceAttributes), nameof(InstanceAttributes.RemoveSlot), Writes, visibility: BindingFlags.NonPublic);
    public static readonly Kernel QuickAttribute = OfQuick(nameof(QuickAttributes.Get));
    public static readonly Kernel QuickSet = new(nameof(QuickSet), typeof(QuickAttributes), nameof(QuickAttributes.Set), Writes);
    public static readonly Kernel QuickAttributeOr = OfQuick(nameof(QuickAttributes.AttributeOr));
    public static readonly Kernel QuickHasAttribute = OfQuick(nameof(QuickAttributes.HasAttribute));
    public static readonly Kernel QuickMethod = OfQuick(nameof(QuickAttributes.Method));
    public static readonly Kernel QuickTruth = OfQuickOperator(nameof(QuickOperators.Truth));
    public static readonly Kernel QuickEqual = OfQuickOperator(nameof(QuickOperators.Equal));
    public static readonly Kernel QuickUnequal = OfQuickOperator(nameof(QuickOperators.Unequal));
    public static readonly Kernel QuickMethodAfter = OfQuick(nameof(QuickAttributes.MethodAfter));
    public static readonly Kernel ClassVariable = Of(nameof(KernelBodies.ClassVariable), Reads);

    public static readonly Kernel InstanceDict = Of(nameof(KernelBodies.InstanceDict), Reads | Writes);
    public static readonly Kernel SetClassVariable = Of(nameof(KernelBodies.SetClassVariable), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel BindCall = OfInterp(nameof(Interp.NativeBind), Fails);
    public static readonly Kernel KeywordDefault = Of(nameof(KernelBodies.KeywordDefault), Reads);
    public static readonly Kernel PowFloat = Of(nameof(KernelBodies.PowFloat), Pure);
    public static readonly Kernel SquareFloat = Of(nameof(KernelBodies.SquareFloat), Pure);

    public static readonly Kernel SetHasInt = OfContainer(nameof(ContainerKernels.SetHasInt), Reads);
    public static readonly Kernel SetHasStr = OfContainer(nameof(ContainerKernels.SetHasStr), Reads);
    public static readonly Kernel SetHas = OfContainer(nameof(ContainerKernels.SetHas), Reads);
    public static readonly Kernel SetAdd = OfContainer(nameof(ContainerKernels.SetAdd), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel SetDiscard = OfContainer(nameof(ContainerKernels.SetDiscard), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel SetRemove = OfContainer(nameof(ContainerKernels.SetRemove), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel DictFind = OfContainer(nameof(ContainerKernels.DictFind), Reads);
    public static readonly Kernel DictGetOr = OfContainer(nameof(ContainerKernels.DictGetOr), Reads);
    public static readonly Kernel DictSetDefault = OfContainer(nameof(ContainerKernels.DictSetDefault), Reads | Writes);
    public static readonly Kernel DictPop = OfContainer(nameof(ContainerKernels.DictPop), Reads | Writes);
    public static readonly Kernel DictKeyIterator = OfContainer(nameof(ContainerKernels.DictKeyIterator), Reads);
    public static readonly Kernel NextKey = OfContainer(nameof(ContainerKernels.NextKey), Reads | Writes);
    public static readonly Kernel DictDelete = OfContainer(nameof(ContainerKernels.DictDelete), Writes | Effects.Exits, falseFails: true);
    public static readonly Kernel TupleHas = OfContainer(nameof(ContainerKernels.TupleHas), Pure);
    public static readonly Kernel HasSmallId = OfContainer(nameof(ContainerKernels.HasSmallId), Pure);
    public static readonly Kernel IdOfInt = OfContainer(nameof(ContainerKernels.IdOfInt), Pure);
    public static readonly Kernel IdOfObject = OfContainer(nameof(ContainerKernels.IdOfObject), Pure);
    public static readonly Kernel Id = OfContainer(nameof(ContainerKernels.Id), Pure);
    public static readonly Kernel DictFindInt = OfContainer(nameof(ContainerKernels.DictFindInt), Reads);
    public static readonly Kernel DictFindStr = OfContainer(nameof(ContainerKernels.DictFindStr), Reads);
    public static readonly Kernel DictGetOrInt = OfContainer(nameof(ContainerKernels.DictGetOrInt), Reads);
    public static readonly Kernel DictGetOrStr = OfContainer(nameof(ContainerKernels.DictGetOrStr), Reads);
    public static readonly Kernel ListPop = OfContainer(nameof(ContainerKernels.ListPop), Fails | Writes);
    public static readonly Kernel DequeAppend = OfDeque(nameof(DequeKernels.DequeAppend), Fails | Writes, falseFails: true);
    public static readonly Kernel DequeAppendLeft = OfDeque(nameof(DequeKernels.DequeAppendLeft), Fails | Writes, falseFails: true);
    public static readonly Kernel DequePop = OfDeque(nameof(DequeKernels.DequePop), Reads | Writes);
    public static readonly Kernel DequePopLeft = OfDeque(nameof(DequeKernels.DequePopLeft), Reads | Writes);
    public static readonly Kernel DequeItem = OfDeque(nameof(DequeKernels.DequeItem), Reads);
    public static readonly Kernel DequeCount = OfDeque(nameof(DequeKernels.DequeCount), Reads);
    public static readonly Kernel StrRepeat = OfSequence(nameof(SequenceKernels.StrRepeat), Fails);
    public static readonly Kernel ListConcat = OfSequence(nameof(SequenceKernels.ListConcat), Fails);
    public static readonly Kernel ListOfSame = OfSequence(nameof(SequenceKernels.ListOfSame), Fails);
    public static readonly Kernel ListRepeat = OfSequence(nameof(SequenceKernels.ListRepeat), Fails);
    public static readonly Kernel ListPart = OfSequence(nameof(SequenceKernels.ListPart), Fails);
    public static readonly Kernel ListSteps = OfSequence(nameof(SequenceKernels.ListSteps), Fails);
    public static readonly Kernel ListDeletePart = OfSequence(nameof(SequenceKernels.ListDeletePart), Writes);
    public static readonly Kernel TuplePart = OfSequence(nameof(SequenceKernels.TuplePart), Reads);
    public static readonly Kernel StrPart = OfSequence(nameof(SequenceKernels.StrPart), Fails);
    public static readonly Kernel CodeAt = OfContainer(nameof(ContainerKernels.CodeAt), Pure);
    public static readonly Kernel CodeOf = OfContainer(nameof(ContainerKernels.CodeOf), Pure);
    public static readonly Kernel StrHas = OfContainer(nameof(ContainerKernels.StrHas), Pure);
    public static readonly Kernel IsInstance = OfContainer(nameof(ContainerKernels.IsInstance), Fails);

    public static readonly Kernel PushHandled = OfInterp(nameof(Interp.NativePushHandled), Writes);
    public static readonly Kernel PopHandled = OfInterp(nameof(Interp.NativePopHandled), Writes);
    public static readonly Kernel PushHandledInBody = OfInterp(nameof(Interp.PushHandledInBody), Writes);
    public static readonly Kernel PopHandledInBody = OfInterp(nameof(Interp.PopHandledInBody), Writes);
    public static readonly Kernel Raise = OfInterp(nameof(Interp.NativeRaise), Fails);
    public static readonly Kernel RaiseExisting = OfInterp(nameof(Interp.NativeRaiseExisting), Fails);
    public static readonly Kernel IsBuiltIn = OfInterp(nameof(Interp.IsBuiltIn), Reads);
    public static readonly Kernel ArgsOf = OfInterp(nameof(Interp.ArgsOf), Reads);
    public static readonly Kernel TextOf = OfInterp(nameof(Interp.TextOf), Reads);
    public static readonly Kernel Reraise = OfInterp(nameof(Interp.NativeReraise), Fails);
    public static readonly Kernel IsOfClass = OfInterp(nameof(Interp.NativeIsOf), Reads);
    public static readonly Kernel MatchException = OfInterp(nameof(Interp.NativeMatchException), Fails);

    public static readonly Kernel BodyPc = OfInterp(nameof(Interp.BodyPc), Reads);
    public static readonly Kernel RunningBody = OfInterp(nameof(Interp.RunningBody), Reads);
    public static readonly Kernel RunningFunction = OfInterp(nameof(Interp.RunningFunction), Reads);
    public static readonly Kernel IsUnwatched = OfInterp(nameof(Interp.IsUnwatched), Reads);
    public static readonly Kernel YieldFromBody = OfInterp(nameof(Interp.YieldFromBody), Writes);
    public static readonly Kernel CanAwait = OfInterp(nameof(Interp.CanAwait), Reads);
    public static readonly Kernel IsIterableCoroutine = OfInterp(nameof(Interp.IsIterableCoroutine), Reads);
    public static readonly Kernel[] NewBody = NativeKernels.Family(nameof(NativeBodies.NewBody0)[..^1], 0, 6, Reads, allocates: Allocation.Body);
    public static readonly Kernel[] NewRunningBody = NativeKernels.Family(nameof(NativeBodies.NewRunningBody0)[..^1], 0, 6, Reads, allocates: Allocation.RunningBody);
    public static readonly Kernel AsyncYield = OfInterp(nameof(Interp.NativeAsyncYield), Reads);
    public static readonly Kernel IsStarted = OfBody(nameof(BodyKernels.IsStarted), Reads);
    public static readonly Kernel AwaitFuture = OfBody(nameof(BodyKernels.AwaitFuture), Reads);
    public static readonly Kernel StepFuture = OfBody(nameof(BodyKernels.StepFuture), Fails | Writes);
    public static readonly Kernel TakeStopValue = OfBody(nameof(BodyKernels.TakeStopValue), Reads | Writes);
    public static readonly Kernel HasHooks = OfBody(nameof(BodyKernels.HasHooks), Reads);
    public static readonly Kernel NewASend = OfBody(nameof(BodyKernels.NewASend), Reads);
    public static readonly Kernel ReturnFromBody = OfInterp(nameof(Interp.ReturnFromBody), Writes);

    private static Kernel OfInterp(string name, Effects effects) => new(name, typeof(Interp), name, effects, visibility: BindingFlags.NonPublic);

    private static Kernel OfQuick(string name) => new($"Quick{name}", typeof(QuickAttributes), name, Reads);

    private static Kernel OfQuickOperator(string name) => new($"Quick{name}", typeof(QuickOperators), name, Reads);

    private static Kernel OfContainer(string name, Effects effects, bool falseFails = false) =>
        new(name, typeof(ContainerKernels), name, effects, falseFails);

    private static Kernel OfDeque(string name, Effects effects, bool falseFails = false) =>
        new(name, typeof(DequeKernels), name, effects, falseFails);

    private static Kernel OfInts(string name) => new(name, typeof(IntKernels), name, Fails);

    private static Kernel OfSequence(string name, Effects effects) =>
        new(name, typeof(SequenceKernels), name, effects);

    private static Kernel OfException(string name, Effects effects = Reads) =>
        new(name, typeof(ExceptionKernels), name, effects);

    private static Kernel OfBody(string name, Effects effects) =>
        new(name, typeof(BodyKernels), name, effects);

    private static Kernel Of(string name, Effects effects, bool falseFails = false, Allocation allocates = Allocation.None) =>
        new(name, typeof(KernelBodies), name, effects, falseFails, allocates);
}
