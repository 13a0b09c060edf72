using System.Reflection;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Cil;

/// <summary>Reads and writes of numbers in arrays of bytes, and of characters in strings, at indices that are in range: RyuJIT inlines them into emitted code.</summary>
internal static class Elements
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private static readonly MethodInfo?[] Loads = new MethodInfo?[byte.MaxValue + 1], Stores = new MethodInfo?[byte.MaxValue + 1];

    public static MethodInfo Load(ElementFormat f) => Loads[(int)f] ??= Find("Load" + f);

    public static MethodInfo Store(ElementFormat f) => Stores[(int)f] ??= Find("Store" + f);

    private static MethodInfo Find(string name) => typeof(Elements).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!;

    /// <summary>The first byte of an array of numbers.</summary>
    [MethodImpl(Inline)]
    public static ref byte First(object store) => ref MemoryMarshal.GetArrayDataReference(Unsafe.As<byte[]>(store));

    /// <summary>The first character of a string.</summary>
    [MethodImpl(Inline)]
    public static ref char FirstChar(object text) => ref Unsafe.AsRef(in Unsafe.As<string>(text).GetPinnableReference());

    [MethodImpl(Inline)]
    private static ref byte At(object store, long offset) => ref Unsafe.Add(ref First(store), (nint)offset);

    [MethodImpl(Inline)]
    public static long LoadInt8(object store, long i) => (sbyte)At(store, i);

    [MethodImpl(Inline)]
    public static long LoadUInt8(object store, long i) => At(store, i);

    [MethodImpl(Inline)]
    public static long LoadInt16(object store, long i) => Unsafe.ReadUnaligned<short>(ref At(store, i * 2));

    [MethodImpl(Inline)]
    public static long LoadUInt16(object store, long i) => Unsafe.ReadUnaligned<ushort>(ref At(store, i * 2));

    [MethodImpl(Inline)]
    public static long LoadInt32(object store, long i) => Unsafe.ReadUnaligned<int>(ref At(store, i * 4));

    [MethodImpl(Inline)]
    public static long LoadUInt32(object store, long i) => Unsafe.ReadUnaligned<uint>(ref At(store, i * 4));

    [MethodImpl(Inline)]
    public static long LoadInt64(object store, long i) => Unsafe.ReadUnaligned<long>(ref At(store, i * 8));

    /// <summary>Negative where the number needs all 64 bits.</summary>
    [MethodImpl(Inline)]
    public static long LoadUInt64(object store, long i) => Unsafe.ReadUnaligned<long>(ref At(store, i * 8));

    [MethodImpl(Inline)]
    public static double LoadFloat32(object store, long i) => Unsafe.ReadUnaligned<float>(ref At(store, i * 4));

    [MethodImpl(Inline)]
    public static double LoadFloat64(object store, long i) => Unsafe.ReadUnaligned<double>(ref At(store, i * 8));

    [MethodImpl(Inline)]
    public static long LoadChar(object text, long i) => Unsafe.Add(ref FirstChar(text), (nint)i);

    [MethodImpl(Inline)]
    public static void StoreInt8(object store, long i, long v) => At(store, i) = (byte)v;

    [MethodImpl(Inline)]
    public static void StoreUInt8(object store, long i, long v) => At(store, i) = (byte)v;

    [MethodImpl(Inline)]
    public static void StoreInt16(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 2), (short)v);

    [MethodImpl(Inline)]
    public static void StoreUInt16(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 2), (short)v);

    [MethodImpl(Inline)]
    public static void StoreInt32(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 4), (int)v);

    [MethodImpl(Inline)]
    public static void StoreUInt32(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 4), (int)v);

    [MethodImpl(Inline)]
    public static void StoreInt64(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 8), v);

    [MethodImpl(Inline)]
    public static void StoreUInt64(object store, long i, long v) => Unsafe.WriteUnaligned(ref At(store, i * 8), v);

    [MethodImpl(Inline)]
    public static void StoreFloat32(object store, long i, double v) => Unsafe.WriteUnaligned(ref At(store, i * 4), (float)v);

    [MethodImpl(Inline)]
    public static void StoreFloat64(object store, long i, double v) => Unsafe.WriteUnaligned(ref At(store, i * 8), v);
}
