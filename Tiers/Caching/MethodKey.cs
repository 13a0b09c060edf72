using System.Numerics;
using System.Reflection;
using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Cil.Emitting;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// Tells a method from all others by its signature, variables and instructions: 128 bits. Objects and addresses that it uses aren't part of it, but which is used where is.
/// </summary>
internal readonly record struct MethodKey(ulong High, ulong Low)
{
    private static readonly Dictionary<object, MethodKey> Members = new(ReferenceEqualityComparer.Instance);

    public static MethodKey Of(MethodText text)
    {
        lock (Members)
        {
            var key = OfMember(text.Returned).Of(text.Parameters);
            foreach (var (type, pinned) in text.Locals) key = key.With(OfMember(type)).With(pinned ? 1UL : 2);
            foreach (ref readonly var i in text.Instructions)
            {
                key = key.With((ushort)i.Op.Value | (ulong)i.Kind << 16).With((ulong)i.Number);
                key = i.Object switch
                {
                    null => key,
                    int[] labels => key.Of(labels),
                    CilSignature s => key.With(OfMember(s.Returned)).Of(s.Parameters),
                    _ => key.With(OfMember(i.Object)),
                };
            }
            return key;
        }
    }

    private MethodKey Of(Type[] types)
    {
        var key = With((ulong)types.Length);
        foreach (var t in types) key = key.With(OfMember(t));
        return key;
    }

    private MethodKey Of(int[] numbers)
    {
        var key = With((ulong)numbers.Length);
        foreach (int n in numbers) key = key.With((ulong)n);
        return key;
    }

    private MethodKey With(MethodKey other) => With(other.High).With(other.Low);

    private MethodKey With(ulong word) => new(
        BitOperations.RotateLeft((High ^ word) * 0x9E3779B97F4A7C15UL, 29) + Low,
        BitOperations.RotateLeft((Low + word) * 0xD6E8FEB86659FD93UL, 31) ^ High);

    private static MethodKey OfMember(object member)
    {
        if (Members.TryGetValue(member, out var key)) return key;
        key = member switch
        {
            Type t => OfType(t),
            MethodInfo { IsGenericMethod: true } m => OfToken(m).Of(m.GetGenericArguments()),
            MemberInfo m => OfToken(m),
            _ => throw new InvalidOperationException($"{member} is no member"),
        };
        return Members[member] = key;
    }

    private static MethodKey OfType(Type t)
    {
        if (t.HasElementType) return OfMember(t.GetElementType()!).With(t.IsByRef ? 3UL : t.IsPointer ? 4UL : 5UL + (ulong)t.GetArrayRank());
        var key = new MethodKey(OfText(t.Module.Name), (uint)t.MetadataToken);
        return t.IsConstructedGenericType ? key.Of(t.GetGenericArguments()) : key;
    }

    private static MethodKey OfToken(MemberInfo m) => OfMember(m.DeclaringType!).With((uint)m.MetadataToken);

    private static ulong OfText(string text) => Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
}
