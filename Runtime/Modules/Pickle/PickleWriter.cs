using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>
/// The bytes of a pickle under construction, in frames from protocol 4 on (PEP 3154): a frame is closed when it has grown to 64 KiB, and large
/// payloads go between frames.
/// </summary>
internal sealed class PickleWriter
{
    private const int FrameHeader = 9;
    private const int FrameMinimum = 4;
    private const int FrameTarget = 64 * 1024;

    private byte[] buffer = SpareArray<byte>.Take(512);
    private int length;
    private int frameStart = -1;
    private bool framing;

    /// <summary>The file's write method; Missing when the pickle is wanted as bytes.</summary>
    public Value Write { get; init; } = Value.Missing;

    public void Begin()
    {
        length = 0;
        frameStart = -1;
        framing = false;
    }

    /// <summary>From here on what is written goes into frames.</summary>
    public void StartFrames() => framing = true;

    /// <summary>Called between opcodes: the only place where a frame may end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Boundary()
    {
        if (length - frameStart >= FrameTarget) EndLargeFrame();
    }

    private void EndLargeFrame()
    {
        if (!framing || frameStart < 0 || length - frameStart - FrameHeader < FrameTarget) return;
        CloseFrame();
        if (Write.IsMissing) return;
        Flush();
    }

    /// <summary>Room for <paramref name="n"/> bytes at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int n)
    {
        if (frameStart < 0 && framing || length + n > buffer.Length) Prepare(n);
        var room = buffer.AsSpan(length, n);
        length += n;
        return room;
    }

    private void Prepare(int n)
    {
        bool opens = framing && frameStart < 0;
        long needed = (long)length + n + (opens ? FrameHeader : 0);
        if (needed > buffer.Length)
        {
            if (needed > Array.MaxLength) throw Err.MemoryError();
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, buffer.Length * 2L)));
        }
        if (!opens) return;
        frameStart = length;
        length += FrameHeader;
    }

    public void Byte(byte b) => Room(1)[0] = b;

    public void Bytes(byte a, byte b)
    {
        var r = Room(2);
        r[1] = b;
        r[0] = a;
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>An opcode with a 2-byte number.</summary>
    public void Op2(byte op, int number)
    {
        var r = Room(3);
        r[0] = op;
        BinaryPrimitives.WriteUInt16LittleEndian(r[1..], (ushort)number);
    }

    /// <summary>An opcode with a 4-byte number.</summary>
    public void Op4(byte op, int number)
    {
        var r = Room(5);
        r[0] = op;
        BinaryPrimitives.WriteInt32LittleEndian(r[1..], number);
    }

    /// <summary>An opcode with an 8-byte number.</summary>
    public void Op8(byte op, long number)
    {
        var r = Room(9);
        r[0] = op;
        BinaryPrimitives.WriteInt64LittleEndian(r[1..], number);
    }

    public void Double(double d)
    {
        var r = Room(9);
        r[0] = PickleOp.BinFloat;
        BinaryPrimitives.WriteDoubleBigEndian(r[1..], d);
    }

    /// <summary>An opcode and a line of ASCII text.</summary>
    public void Line(byte op, string text)
    {
        var r = Room(text.Length + 2);
        r[0] = op;
        for (int i = 0; i < text.Length; i++) r[i + 1] = (byte)text[i];
        r[^1] = (byte)'\n';
    }

    /// <summary>An opcode with a 1-byte length, and text that is ASCII of less than 256 characters; false when it isn't.</summary>
    public bool TryShortAscii(byte op, ReadOnlySpan<char> text)
    {
        var r = Room(text.Length + 2);
        if (System.Text.Ascii.FromUtf16(text, r[2..], out _) != System.Buffers.OperationStatus.Done)
        {
            length -= text.Length + 2;
            return false;
        }
        r[0] = op;
        r[1] = (byte)text.Length;
        return true;
    }

    /// <summary>A header and its payload. A large one is not framed, and goes to the file without a copy.</summary>
    public void Payload(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, Value payload)
    {
        if (data.Length < FrameTarget)
        {
            Bytes(header);
            Bytes(data);
            return;
        }
        CloseFrame();
        bool framed = framing;
        framing = false;
        Bytes(header);
        if (!Write.IsMissing)
        {
            Flush();
            Ops.Call(Write, payload.IsMissing ? new Value(new PyBytes(data)) : payload);
        }
        else Bytes(data);
        framing = framed;
    }

    private void CloseFrame()
    {
        if (!framing || frameStart < 0) return;
        int size = length - frameStart - FrameHeader;
        if (size >= FrameMinimum)
        {
            buffer[frameStart] = PickleOp.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(frameStart + 1), size);
        }
        else
        {
            buffer.AsSpan(frameStart + FrameHeader, size).CopyTo(buffer.AsSpan(frameStart));
            length -= FrameHeader;
        }
        frameStart = -1;
    }

    /// <summary>Nothing more is written.</summary>
    public void Close()
    {
        SpareArray<byte>.Give(buffer, length);
        buffer = [];
    }

    /// <summary>Ends the pickle: to the file, or as bytes.</summary>
    public PyBytes? End()
    {
        CloseFrame();
        if (Write.IsMissing) return new PyBytes(buffer.AsSpan(0, length));
        Flush();
        return null;
    }

    private void Flush()
    {
        var bytes = new PyBytes(buffer.AsSpan(0, length));
        length = 0;
        frameStart = -1;
        Ops.Call(Write, new Value(bytes));
    }
}
