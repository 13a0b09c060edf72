namespace TieredPy.Runtime.Bytecode;

/// <summary>Positions and handlers in CPython's encodings (Objects/locations.md, exception_handling_notes), one code unit an instruction.</summary>
internal static class LocationTables
{
    private const int NoLocation = 15, LongForm = 14, NoColumns = 13;

    public static byte[] Encode(Position[] positions, int firstLine)
    {
        var bytes = new List<byte>();
        int line = firstLine;
        for (int i = 0; i < positions.Length;)
        {
            var p = positions[i];
            int count = 1;
            while (count < 8 && i + count < positions.Length && positions[i + count] == p) count++;
            i += count;
            int code = p.Line <= 0 ? NoLocation : p.Col < 0 || p.EndCol < 0 ? NoColumns : LongForm;
            bytes.Add((byte)(0x80 | code << 3 | count - 1));
            if (code == NoLocation) continue;
            Signed(bytes, p.Line - line);
            line = p.Line;
            if (code == NoColumns) continue;
            Unsigned(bytes, (uint)Math.Max(0, p.EndLine - p.Line));
            Unsigned(bytes, (uint)p.Col + 1);
            Unsigned(bytes, (uint)p.EndCol + 1);
        }
        return [.. bytes];
    }

    /// <summary>The older table: pairs of code increment and line increment.</summary>
    public static byte[] EncodeLNoTab(Position[] positions, int firstLine)
    {
        var bytes = new List<byte>();
        int line = firstLine, at = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            if (positions[i].Line <= 0 || positions[i].Line == line) continue;
            int codeDelta = 2 * i - at, lineDelta = positions[i].Line - line;
            for (; codeDelta > 254; codeDelta -= 254) bytes.AddRange([254, 0]);
            for (; lineDelta > 127; lineDelta -= 127, codeDelta = 0) bytes.AddRange([(byte)codeDelta, 127]);
            for (; lineDelta < -128; lineDelta += 128, codeDelta = 0) bytes.AddRange([(byte)codeDelta, 0x80]);
            bytes.AddRange([(byte)codeDelta, (byte)(sbyte)lineDelta]);
            at = 2 * i;
            line = positions[i].Line;
        }
        return [.. bytes];
    }

    public static byte[] EncodeHandlers(HandlerEntry[] handlers)
    {
        var bytes = new List<byte>();
        foreach (var h in handlers)
        {
            BigEndian(bytes, h.Start, 0x80);
            BigEndian(bytes, h.End - h.Start, 0);
            BigEndian(bytes, h.Handler, 0);
            BigEndian(bytes, h.Reg << 1, 0);
        }
        return [.. bytes];
    }

    private static void Unsigned(List<byte> bytes, uint v)
    {
        for (; v >= 64; v >>= 6) bytes.Add((byte)(0x40 | v & 0x3F));
        bytes.Add((byte)v);
    }

    private static void Signed(List<byte> bytes, int v) => Unsigned(bytes, v < 0 ? (uint)-v << 1 | 1 : (uint)v << 1);

    /// <summary>Six bits a byte, the highest first; the first byte of an entry is marked.</summary>
    private static void BigEndian(List<byte> bytes, int v, int mark)
    {
        for (int shift = 30; shift > 0; shift -= 6)
        {
            if (v >> shift == 0) continue;
            bytes.Add((byte)(mark | 0x40 | v >> shift & 0x3F));
            mark = 0;
        }
        bytes.Add((byte)(mark | v & 0x3F));
    }
}
