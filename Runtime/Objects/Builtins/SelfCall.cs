using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Objects;

/// <summary>Calls an entry point with one argument put before the others.</summary>
internal static unsafe class SelfCall
{
    public static Value Invoke(delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, Value self, ReadOnlySpan<Value> args, PyStr[]? kw) => args.Length switch
    {
        0 => pointer(new ReadOnlySpan<Value>(in self), kw),
        < 4 => Invoke4(pointer, self, args, kw),
        < 16 => Invoke16(pointer, self, args, kw),
        _ => pointer([self, .. args], kw),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value Invoke4(delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, Value self, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        ValueBuffer4 buffer = default;
        Span<Value> all = buffer;
        all[0] = self;
        args.CopyItemsTo(all[1..]);
        return pointer(all[..(args.Length + 1)], kw);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value Invoke16(delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, Value self, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        ValueBuffer16 buffer = default;
        Span<Value> all = buffer;
        all[0] = self;
        args.CopyItemsTo(all[1..]);
        return pointer(all[..(args.Length + 1)], kw);
    }
}
