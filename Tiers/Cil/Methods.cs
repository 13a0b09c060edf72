using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Deopt;

namespace TieredPy.Tiers.Cil;

/// <summary>The methods that emitted code calls besides kernels.</summary>
internal static class Methods
{
    public static readonly MethodInfo Leave = Of(typeof(Exits), nameof(Exits.Leave));
    public static readonly MethodInfo Raise = Of(typeof(Exits), nameof(Exits.Raise));
    public static readonly MethodInfo LeaveDirect = Of(typeof(DirectCalls), nameof(DirectCalls.Leave));
    public static readonly MethodInfo RaiseDirect = Of(typeof(DirectCalls), nameof(DirectCalls.Raise));
    public static readonly MethodInfo Catch = Of(typeof(Exits), nameof(Exits.Catch));
    public static readonly MethodInfo CatchInRoot = Of(typeof(Exits), nameof(Exits.CatchInRoot));
    public static readonly MethodInfo CatchUnseen = Of(typeof(Exits), nameof(Exits.CatchUnseen));
    public static readonly MethodInfo PopReraised = Of(typeof(Interp), nameof(Interp.NativePopReraised));
    public static readonly MethodInfo KeepVariables = Of(typeof(DirectCalls), nameof(DirectCalls.KeepVariables));
    public static readonly MethodInfo FinishDirect = Of(typeof(DirectCalls), nameof(DirectCalls.Finish));
    public static readonly MethodInfo EnterBare = Of(typeof(DirectCalls), nameof(DirectCalls.EnterBare));
    public static readonly MethodInfo PushBare = Of(typeof(DirectCalls), nameof(DirectCalls.PushBare));
    public static readonly MethodInfo PushDirect = Of(typeof(DirectCalls), nameof(DirectCalls.Push));
    public static readonly MethodInfo PopDirect = Of(typeof(DirectCalls), nameof(DirectCalls.Pop));
    public static readonly MethodInfo TakeStatus = Of(typeof(DirectCalls), nameof(DirectCalls.TakeStatus));
    public static readonly MethodInfo Accepts = Of(typeof(DirectCalls), nameof(DirectCalls.Accepts));
    public static readonly MethodInfo Spill = Of(typeof(DirectCalls), nameof(DirectCalls.Spill));
    public static readonly MethodInfo Unspill = Of(typeof(DirectCalls), nameof(DirectCalls.Unspill));
    public static readonly MethodInfo InterpretRoot = Of(typeof(Exits), nameof(Exits.InterpretRoot));
    public static readonly MethodInfo FirstRegister = Of(typeof(Support), nameof(Support.FirstRegister));
    public static readonly MethodInfo ReadRegister = Of(typeof(Support), nameof(Support.ReadRegister));
    public static readonly MethodInfo SpillFloat = Of(typeof(Support), nameof(Support.SpillFloat));
    public static readonly MethodInfo SpillValue = Of(typeof(Support), nameof(Support.SpillValue));
    public static readonly MethodInfo SetPc = Of(typeof(Support), nameof(Support.SetPc));
    public static readonly MethodInfo PushInlined = Of(typeof(FrameRebuilder), nameof(FrameRebuilder.PushInlined));
    public static readonly MethodInfo PushCleared = Of(typeof(FrameRebuilder), nameof(FrameRebuilder.PushCleared));
    public static readonly MethodInfo InterpretInlined = Of(typeof(Exits), nameof(Exits.InterpretInlined));
    public static readonly MethodInfo CallInFrames = Of(typeof(Exits), nameof(Exits.Call)), RunInContext = Of(typeof(Exits), nameof(Exits.RunInContext));
    public static readonly MethodInfo Interpret = typeof(Exits).GetMethod(nameof(Exits.Interpret), [typeof(PyThread), typeof(RegionCode), typeof(int)])!;

    /// <summary>What leaves numbers or references behind for an exit, by how many of them, less one.</summary>
    public static readonly MethodInfo[] Numbers = Batches(nameof(Exits.Numbers1)), References = Batches(nameof(Exits.References1));

    public static readonly MethodInfo FloatBits = typeof(BitConverter).GetMethod(nameof(BitConverter.DoubleToInt64Bits))!;

    public static readonly MethodInfo OfInt = Of(typeof(Value), nameof(Value.Int)), OfFloat = Of(typeof(Value), nameof(Value.Float)), OfBool = Of(typeof(Value), nameof(Value.Bool));
    public static readonly ConstructorInfo OfRef = typeof(Value).GetConstructor([typeof(PyObject)])!;
    public static readonly MethodInfo BoolRef = Of(typeof(Support), nameof(Support.BoolRef));
    public static readonly MethodInfo RoomFor = Of(typeof(Support), nameof(Support.RoomFor));
    public static readonly MethodInfo KernelFailed = Of(typeof(Support), nameof(Support.KernelFailed));
    public static readonly MethodInfo KernelBuffer = Of(typeof(Support), nameof(Support.KernelBuffer));
    public static readonly MethodInfo ValueFromKernel = Of(typeof(Support), nameof(Support.ValueFromKernel));
    public static readonly MethodInfo FirstInt = Of(typeof(Support), nameof(Support.FirstInt)), FirstFloat = Of(typeof(Support), nameof(Support.FirstFloat));
    public static readonly MethodInfo FirstByte = Of(typeof(Elements), nameof(Elements.First)), FirstChar = Of(typeof(Elements), nameof(Elements.FirstChar));
    public static readonly MethodInfo Result = Of(typeof(Support), nameof(Support.Result));
    public static readonly MethodInfo DivOfNonNegative = Of(typeof(Support), nameof(Support.DivOfNonNegative));
    public static readonly MethodInfo ModOfNonNegative = Of(typeof(Support), nameof(Support.ModOfNonNegative));
    public static readonly MethodInfo IsInvalid = typeof(RegionCode).GetProperty(nameof(RegionCode.IsInvalid))!.GetMethod!;
    public static readonly MethodInfo FailsNow = Of(typeof(Support), nameof(Support.FailsNow));
    public static readonly MethodInfo FloatOf = typeof(BitConverter).GetMethod(nameof(BitConverter.Int64BitsToDouble))!;
    public static readonly MethodInfo IsFloat = Of(typeof(Support), nameof(Support.IsFloat));
    public static readonly MethodInfo IsPlainRef = Of(typeof(Support), nameof(Support.IsPlainRef));
    public static readonly MethodInfo IsObject = Of(typeof(Support), nameof(Support.IsObject));
    public static readonly MethodInfo IsTrue = Of(typeof(Support), nameof(Support.IsTrue));
    public static readonly MethodInfo IsBool = Of(typeof(Support), nameof(Support.IsBool));
    public static readonly MethodInfo HasCode = Of(typeof(Support), nameof(Support.HasCode));
    public static readonly MethodInfo Is = Of(typeof(Support), nameof(Support.Is));
    public static readonly MethodInfo AddOverflows = Of(typeof(Support), nameof(Support.AddOverflows));
    public static readonly MethodInfo SubOverflows = Of(typeof(Support), nameof(Support.SubOverflows));
    public static readonly MethodInfo ProductFits = Of(typeof(Support), nameof(Support.ProductFits));
    public static readonly MethodInfo FloorDiv = Of(typeof(Support), nameof(Support.FloorDiv));
    public static readonly MethodInfo FloorMod = Of(typeof(Support), nameof(Support.FloorMod));
    public static readonly MethodInfo ShiftLeftFits = Of(typeof(Support), nameof(Support.ShiftLeftFits));
    public static readonly MethodInfo ShiftRight = Of(typeof(Support), nameof(Support.ShiftRight));
    public static readonly MethodInfo IsPlainInstance = Of(typeof(PyInstance), nameof(PyInstance.IsPlain));
    public static readonly MethodInfo LoadFarSlot = Of(typeof(Support), nameof(Support.LoadFarSlot));
    public static readonly MethodInfo CellOfInt = Of(typeof(Support), nameof(Support.CellOfInt));
    public static readonly MethodInfo CellOfFloat = Of(typeof(Support), nameof(Support.CellOfFloat));
    public static readonly MethodInfo StoreSlotInt = Of(typeof(Support), nameof(Support.StoreSlotInt));
    public static readonly MethodInfo StoreSlotFloat = Of(typeof(Support), nameof(Support.StoreSlotFloat));
    public static readonly MethodInfo StoreSlotRef = Of(typeof(Support), nameof(Support.StoreSlotRef));
    public static readonly MethodInfo StoreSlotValue = Of(typeof(Support), nameof(Support.StoreSlotValue));
    public static readonly MethodInfo LoadInt = Of(typeof(Support), nameof(Support.LoadInt));
    public static readonly MethodInfo LoadFloat = Of(typeof(Support), nameof(Support.LoadFloat));
    public static readonly MethodInfo LoadRef = Of(typeof(Support), nameof(Support.LoadRef));
    public static readonly MethodInfo StoreInt = Of(typeof(Support), nameof(Support.StoreInt));
    public static readonly MethodInfo StoreFloat = Of(typeof(Support), nameof(Support.StoreFloat));
    public static readonly MethodInfo StoreRef = Of(typeof(Support), nameof(Support.StoreRef));
    public static readonly MethodInfo TupleItem = Of(typeof(Support), nameof(Support.TupleItem));
    public static readonly MethodInfo InlineItem = Of(typeof(Support), nameof(Support.InlineItem));
    public static readonly MethodInfo OuterItem = Of(typeof(Support), nameof(Support.OuterItem));
    public static readonly MethodInfo TupleLength = Of(typeof(Support), nameof(Support.TupleLength));

    private static MethodInfo[] Batches(string first)
    {
        var all = new MethodInfo[Exits.MaxBatch];
        for (int n = 1; n <= all.Length; n++) all[n - 1] = Of(typeof(Exits), $"{first[..^1]}{n}");
        return all;
    }

    private static MethodInfo Of(Type t, string name) =>
        t.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"{t.Name} has no {name}");
}
