using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// Kernels that do a whole instruction as the interpreter does. Those of <see cref="Plain"/> are for operands with which no Python code can run; those of
/// <see cref="Any"/> end all facts about the heap.
/// </summary>
internal sealed class NativeKernels
{
    /// <summary>What tells the names of <see cref="Any"/>'s kernels from those of <see cref="Plain"/>'s, which are of the same methods.</summary>
    private const string AnySuffix = ".any";

    public static readonly NativeKernels Plain = new(Effects.None), Any = new(Effects.RunsPython);

    public static readonly Kernel IsBuiltin = Of(typeof(NativeBodies), nameof(NativeBodies.IsBuiltin), Effects.None);
    public static readonly Kernel IsPlain = Of(typeof(NativeBodies), nameof(NativeBodies.IsPlain), Effects.None);
    public static readonly Kernel PlainTruth = Of(typeof(NativeBodies), nameof(NativeBodies.PlainTruth), Effects.None);
    public static readonly Kernel IsNumber = Of(typeof(NativeBodies), nameof(NativeBodies.IsNumber), Effects.None);
    public static readonly Kernel IsMethod = Of(typeof(NativeBodies), nameof(NativeBodies.IsMethod), Effects.None);
    public static readonly Kernel BindMethod = Of(typeof(NativeBodies), nameof(NativeBodies.BindMethod), Effects.Reads, allocates: Allocation.BuiltinMethod);
    public static readonly Kernel SelfOf = Of(typeof(NativeBodies), nameof(NativeBodies.SelfOf), Effects.None);
    public static readonly Kernel IteratesPlainly = Of(typeof(NativeBodies), nameof(NativeBodies.IteratesPlainly), Effects.None);
    public static readonly Kernel NewFunction = Of(typeof(Interp), nameof(Interp.NativeFunction), Effects.Reads);

    /// <summary>By number of variables: their contents where a bit of the fourth operand says so, else their cells.</summary>
    public static readonly Kernel[] NewClosure = Family("NewClosure", 1, 8, Effects.Reads, allocates: Allocation.Function);
    public static readonly Kernel NewPlainFunction = Of(typeof(Interp), nameof(Interp.NativePlainFunction), Effects.Reads, allocates: Allocation.Function);
    public static readonly Kernel NewTuple = Of(typeof(NativeBodies), nameof(NativeBodies.NewTuple), Effects.Reads);
    public static readonly Kernel FillTuple = Of(typeof(NativeBodies), nameof(NativeBodies.FillTuple), Effects.Writes);

    /// <summary>By number of entries, whose keys are strs that differ.</summary>
    public static readonly Kernel[] NewDictOf = Family("NewDict", 0, 4, Effects.Reads, allocates: Allocation.Dict);
    public static readonly Kernel RoomyDict = Of(typeof(Interp), nameof(Interp.NativeRoomyDict), Effects.Reads);
    public static readonly Kernel HasNames = Of(typeof(NativeBodies), nameof(NativeBodies.HasNames), Effects.Reads);
    public static readonly Kernel NewSet = Of(typeof(NativeBodies), nameof(NativeBodies.NewSet), Effects.Reads);
    public static readonly Kernel Slice = Of(typeof(Interp), nameof(Interp.NativeSlice), Effects.Reads, allocates: Allocation.Slice);
    public static readonly Kernel RoomyListFor = Of(typeof(Interp), nameof(Interp.NativeRoomyListFor), Effects.Reads);
    public static readonly Kernel IntList = Of(typeof(Interp), nameof(Interp.NativeIntList), Effects.Reads);
    public static readonly Kernel FloatList = Of(typeof(Interp), nameof(Interp.NativeFloatList), Effects.Reads);
    public static readonly Kernel RoomyList = Of(typeof(Interp), nameof(Interp.NativeRoomyList), Effects.Reads);
    public static readonly Kernel[] NewList = Family("NewList", 0, 4, Effects.Reads, allocates: Allocation.List);
    public static readonly Kernel[] SpreadList = Family("SpreadList", 0, 4, Effects.Reads);
    public static readonly Kernel[] SpreadTuple = Family("SpreadTuple", 1, 4, Effects.Reads);
    public static readonly Kernel[] Join = Family("Join", 2, 8, Effects.Reads);

    /// <summary>By number of arguments.</summary>
    public static readonly Kernel[] CallUnseen = Family("CallUnseen", 0, 6, Effects.Reads | Effects.Writes | Effects.Raises | Effects.RunsPython);

    private NativeKernels(Effects also)
    {
        var fails = Effects.Reads | Effects.Raises | also;
        string suffix = also == Effects.None ? "" : AnySuffix;
        Kernel Value(string name) => Of(typeof(Interp), name, fails, suffix: suffix);
        Kernel Test(string name) => Of(typeof(Interp), name, fails | Effects.Writes, falseFails: true, suffix);
        Binary = Value(nameof(Interp.NativeBinary));
        Compare = Value(nameof(Interp.NativeCompare));
        Truth = Value(nameof(Interp.NativeTruth));
        Unary = Value(nameof(Interp.NativeUnary));
        GetAttr = Value(nameof(Interp.NativeGetAttr));
        Getter = Value(nameof(Interp.NativeGetter));
        SetAttr = Test(nameof(Interp.NativeSetAttr));
        GetItem = Value(nameof(Interp.NativeGetItem));
        SetItem = Test(nameof(Interp.NativeSetItem));
        DelItem = Test(nameof(Interp.NativeDelItem));
        GetSlice = Value(nameof(Interp.NativeGetSlice));
        SetSlice = Test(nameof(Interp.NativeSetSlice));
        In = Value(nameof(Interp.NativeIn));
        Iter = Value(nameof(Interp.NativeIter));
        Next = Value(nameof(Interp.NativeNext));
        NextPair = Value(nameof(Interp.NativeNextPair));
        Unpack = Value(nameof(Interp.NativeUnpack));
        UnpackEx = Value(nameof(Interp.NativeUnpackEx));
        ListExtend = Test(nameof(Interp.NativeListExtend));
        ListToTuple = Value(nameof(Interp.NativeListToTuple));
        SetAdd = Test(nameof(Interp.NativeSetAdd));
        SetUpdate = Test(nameof(Interp.NativeSetUpdate));
        MapAdd = Test(nameof(Interp.NativeMapAdd));
        DictUpdate = Test(nameof(Interp.NativeDictUpdate));
        DictMerge = Test(nameof(Interp.NativeDictMerge));
        CallUnpacked = Of(typeof(Interp), nameof(Interp.NativeCallUnpacked), fails | Effects.Writes, suffix: suffix);
        CallIterable = Of(typeof(Interp), nameof(Interp.NativeCallIterable), fails | Effects.Writes, suffix: suffix);
        Format = Value(nameof(Interp.NativeFormat));
        Call = Family("Call", 0, 6, fails | Effects.Writes, suffix);
        CallKw = Family("CallKw", 1, 4, fails | Effects.Writes, suffix);
    }

    public Kernel Binary { get; }
    public Kernel Compare { get; }
    public Kernel Truth { get; }
    public Kernel Unary { get; }
    public Kernel GetAttr { get; }

    /// <summary>By the descriptor of an attribute that C# code computes.</summary>
    public Kernel Getter { get; }
    public Kernel SetAttr { get; }
    public Kernel GetItem { get; }
    public Kernel SetItem { get; }
    public Kernel DelItem { get; }
    public Kernel GetSlice { get; }
    public Kernel SetSlice { get; }
    public Kernel In { get; }
    public Kernel Iter { get; }
    public Kernel Next { get; }
    public Kernel NextPair { get; }
    public Kernel Unpack { get; }
    public Kernel UnpackEx { get; }
    public Kernel ListExtend { get; }
    public Kernel ListToTuple { get; }
    public Kernel SetAdd { get; }
    public Kernel SetUpdate { get; }
    public Kernel MapAdd { get; }
    public Kernel DictUpdate { get; }
    public Kernel DictMerge { get; }
    public Kernel CallUnpacked { get; }
    public Kernel CallIterable { get; }
    public Kernel Format { get; }

    /// <summary>By number of arguments.</summary>
    public Kernel[] Call { get; }

    /// <summary>By number of arguments, keywords included.</summary>
    public Kernel[] CallKw { get; }

    internal static Kernel[] Family(string name, int least, int most, Effects effects, string suffix = "", Allocation allocates = Allocation.None)
    {
        var all = new Kernel[most + 1];
        for (int n = least; n <= most; n++) all[n] = Of(typeof(NativeBodies), $"{name}{n}", effects, suffix: suffix, allocates: allocates);
        return all;
    }

    private static Kernel Of(Type where, string name, Effects effects, bool falseFails = false, string suffix = "", Allocation allocates = Allocation.None) =>
        new(name + suffix, where, name, effects, falseFails, allocates, BindingFlags.Public | BindingFlags.NonPublic);
}
