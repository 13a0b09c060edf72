namespace TieredPy.Runtime.Bytecode;

/// <summary>Positions and handlers in CPython's encodings (Objects/locations.md, exception_handling_notes), one code unit an instruction.</summary>
internal static class LocationTables
{
    private const int NoLocation = 15, LongForm = 14, NoColumns = 13, OneLine = 10;

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

    /// <summary>The positions of the code units that a table tells of; null when it is malformed.</summary>
    public static Position[]? Decode(ReadOnlySpan<byte> table, int firstLine)
    {
        var all = new List<Position>();
        int line = firstLine;
        for (int at = 0; at < table.Length;)
        {
            int first = table[at++], code = first >> 3 & 15, length = (first & 7) + 1;
            Position p;
            switch (code)
            {
                case NoLocation: p = new Position(0, -1, 0, -1); break;
                case NoColumns:
                    line += ReadSigned(table, ref at);
                    p = new Position(line, -1, line, -1);
                    break;
                case LongForm:
                    line += ReadSigned(table, ref at);
                    int endLine = line + (int)ReadUnsigned(table, ref at);
                    int column = (int)ReadUnsigned(table, ref at) - 1;
                    p = new Position(line, column, endLine, (int)ReadUnsigned(table, ref at) - 1);
                    break;
                case >= OneLine:
                    line += code - OneLine;
                    if (at + 1 >= table.Length) return null;
                    p = new Position(line, table[at], line, table[at + 1]);
                    at += 2;
                    break;
                default:
                    if (at >= table.Length) return null;
                    int start = code << 3 | table[at] >> 4 & 7;
                    p = new Position(line, start, line, start + (table[at++] & 15));
                    break;
            }
            if (at > table.Length) return null;
            for (; length > 0; length--) all.Add(p);
        }
        return [.. all];
    }

    /// <summary>The handlers of an exception table, in code units; null when the table is malformed.</summary>
    public static List<HandlerEntry>? DecodeHandlers(ReadOnlySpan<byte> table)
    {
        var all = new List<HandlerEntry>();
        for (int at = 0; at < table.Length;)
        {
            int start = ReadBigEndian(table, ref at), length = ReadBigEndian(table, ref at), handler = ReadBigEndian(table, ref at), depth = ReadBigEndian(table, ref at);
            if (at > table.Length) return null;
            all.Add(new HandlerEntry(start, start + length, handler, depth >> 1));
        }
        return all;
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

    private static uint ReadUnsigned(ReadOnlySpan<byte> table, ref int at)
    {
        uint v = 0;
        for (int shift = 0; ; shift += 6)
        {
            int b = at < table.Length ? table[at] : 0;
            at++;
            v |= (uint)(b & 0x3F) << shift;
            if ((b & 0x40) == 0) return v;
        }
    }

    private static int ReadSigned(ReadOnlySpan<byte> table, ref int at)
    {
        uint v = ReadUnsigned(table, ref at);
        return (v & 1) != 0 ? -(int)(v >> 1) : (int)(v >> 1);
    }

    private static int ReadBigEndian(ReadOnlySpan<byte> table, ref int at)
    {
        for (int v = 0; ;)
        {
            int b = at < table.Length ? table[at] : 0;
            at++;
            v = v << 6 | b & 0x3F;
            if ((b & 0x40) == 0) return v;
        }
    }

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
