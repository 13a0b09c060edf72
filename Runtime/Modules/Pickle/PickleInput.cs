using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>The bytes of a pickle that is read: all there, or from a file as needed.</summary>
internal sealed class PickleInput
{
    private const int Prefetch = 128 * 1024;

    private readonly Value read = Value.Missing;
    private readonly Value readLine = Value.Missing;
    private Value peek = Value.Missing;
    private byte[] data;
    private int at;
    private int end;
    private int prefetched;

    public PickleInput(byte[] data)
    {
        this.data = data;
        end = data.Length;
    }

    private PickleInput(Value read, Value readLine, Value peek) : this([])
    {
        this.read = read;
        this.readLine = readLine;
        this.peek = peek;
    }

    public static PickleInput OfFile(Value file)
    {
        if (!Ops.TryGetAttr(file, "peek", out var peek)) peek = Value.Missing;
        bool readable = Ops.TryGetAttr(file, "read", out var read);
        if (!Ops.TryGetAttr(file, "readline", out var readLine) || !readable)
            throw Err.TypeError("file must have 'read' and 'readline' attributes");
        return new PickleInput(read, readLine, peek);
    }

    public static PyException Truncated() => PickleLoader.Fail("pickle data was truncated");

    /// <summary>The next opcode; EOFError at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Op() => at < end ? data[at++] : OpSlow();

    private byte OpSlow()
    {
        if (!TryFill(1)) throw Err.EOFError("Ran out of input");
        return data[at++];
    }

    /// <summary>The next <paramref name="n"/> bytes; valid until the next read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Bytes(int n)
    {
        if (n > end - at) Fill(n);
        var span = new ReadOnlySpan<byte>(data, at, n);
        at += n;
        return span;
    }

    public byte Byte() => at < end ? data[at++] : Bytes(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    /// <summary>A payload of a length that the stream says.</summary>
    public ReadOnlySpan<byte> Payload(long n, string what)
    {
        if (n < 0) throw Err.OverflowError($"{what} exceeds system's maximum size of {long.MaxValue} bytes");
        if (n > Array.MaxLength) throw read.IsMissing ? Truncated() : Err.MemoryError();
        return Bytes((int)n);
    }

    /// <summary>The rest of the line, its newline included.</summary>
    public ReadOnlySpan<byte> Line()
    {
        int n = data.AsSpan(at, end - at).IndexOf((byte)'\n');
        if (n >= 0) return Bytes(n + 1);
        if (read.IsMissing) throw Truncated();
        SkipConsumed();
        var line = Expect(Ops.Call(readLine), "readline");
        if (line.Length == 0 || line[^1] != '\n') throw Truncated();
        data = line.ToArray();
        at = end = data.Length;
        prefetched = -1;
        return data;
    }

    /// <summary>Has a whole frame read at once.</summary>
    public void EnsureFrame(long n)
    {
        if (n < 0) throw Err.OverflowError($"FRAME length exceeds system's maximum of {long.MaxValue} bytes");
        if (n > end - at) Fill(n > Array.MaxLength ? throw Truncated() : (int)n);
    }

    /// <summary>Leaves the file right behind the pickle.</summary>
    public void Finish()
    {
        if (!read.IsMissing) SkipConsumed();
    }

    private void Fill(int n)
    {
        if (!TryFill(n)) throw Truncated();
    }

    // Appends to what is left of the input until n bytes are there.
    private bool TryFill(int n)
    {
        if (read.IsMissing) return false;
        SkipConsumed();
        var rest = data.AsSpan(at, end - at).ToArray();
        if (!peek.IsMissing && rest.Length == 0)
        {
            var seen = Peek();
            if (seen != null)
            {
                prefetched = 0;
                data = seen;
                at = 0;
                end = seen.Length;
                if (n <= end) return true;
            }
            // What was only peeked at has not been taken from the file.
            rest = [];
        }
        int missing = n - rest.Length;
        var more = Expect(Ops.Call(read, Value.Int(missing)), "read");
        prefetched = -1;
        data = rest.Length == 0 ? more.ToArray() : [.. rest, .. more];
        at = 0;
        end = data.Length;
        return end >= n;
    }

    private byte[]? Peek()
    {
        try
        {
            return Expect(Ops.Call(peek, Value.Int(Prefetch)), "peek").ToArray();
        }
        catch (PyException e) when (e.Is(ExcTypes.NotImplementedError))
        {
            peek = Value.Missing;
            return null;
        }
    }

    // Peeked bytes that were used are now taken from the file.
    private void SkipConsumed()
    {
        if (prefetched < 0 || peek.IsMissing || data.Length == 0) return;
        int used = at - prefetched;
        if (used > 0) Ops.Call(read, Value.Int(used));
        data = [];
        at = end = prefetched = 0;
    }

    private static ReadOnlySpan<byte> Expect(Value v, string method) =>
        v.Ref is PyBytes b ? b.Data : Buffers.TryGet(v, out var bytes) ? bytes : throw Err.TypeError($"{method}() returned non-bytes object ({Ops.TypeName(v)})");
}
