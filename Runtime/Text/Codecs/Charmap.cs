namespace TieredPy.Runtime.Text;

/// <summary>What a character map says of one element.</summary>
internal enum CharmapAnswer
{
    Mapped,
    Undefined,

    /// <summary>The map raised an exception, which is pending.</summary>
    Raised,
}

/// <summary>A program's own mapping from characters to bytes, asked one by one.</summary>
internal delegate CharmapAnswer CharmapEncode(int c, out ReadOnlyMemory<byte> bytes);

/// <summary>A program's own mapping from bytes to text, asked one by one.</summary>
internal delegate CharmapAnswer CharmapDecode(int b, out TextValue text);

/// <summary>Codecs of a byte a character, by a table of up to 256 characters (U+FFFE: undefined) or a mapping.</summary>
internal static class CharmapCodec
{
    private const string Name = "charmap";
    private const string Reason = "character maps to <undefined>";
    private const int Undefined = 0xFFFE;

    /// <summary>Decodes by a table.</summary>
    public static TextValue? Decode(ReadOnlySpan<byte> bytes, TextValue table, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        var work = new Decoding(bytes, stackalloc char[256], Name, errors);
        var size = table.Length;
        while (work.Position < work.Input.Length)
        {
            var b = work.Input[work.Position];
            var c = b < size ? table[b] : Undefined;
            if (c != Undefined)
            {
                work.Output.Append(c);
                work.Position++;
            }
            else if (!work.TryRecover(Reason, work.Position, work.Position + 1))
            {
                failure = work.Failure;
                return null;
            }
        }
        return work.Output.ToTextAndFree();
    }

    /// <summary>Decodes by a mapping.</summary>
    public static TextValue? Decode(ReadOnlySpan<byte> bytes, CharmapDecode mapping, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        var work = new Decoding(bytes, stackalloc char[256], Name, errors);
        while (work.Position < work.Input.Length)
        {
            switch (mapping(work.Input[work.Position], out var text))
            {
                case CharmapAnswer.Mapped:
                    work.Output.Append(text);
                    work.Position++;
                    break;
                case CharmapAnswer.Undefined:
                    if (work.TryRecover(Reason, work.Position, work.Position + 1))
                        break;
                    failure = work.Failure;
                    return null;
                default:
                    work.Output.Dispose();
                    failure = CodecFailure.Raised;
                    return null;
            }
        }
        return work.Output.ToTextAndFree();
    }

    /// <summary>The reverse of a decoding table, for <see cref="Encode(TextValue, Dictionary{int, byte}, CodecErrors, out CodecFailure)"/>.</summary>
    public static Dictionary<int, byte> Reverse(TextValue table)
    {
        var result = new Dictionary<int, byte>();
        for (var i = 0; i < Math.Min(256, table.Length); i++)
        {
            if (table[i] != Undefined)
                result[table[i]] = (byte)i;
        }
        return result;
    }

    /// <summary>Encodes by a reversed table.</summary>
    public static byte[]? Encode(TextValue text, Dictionary<int, byte> table, CodecErrors errors, out CodecFailure failure) =>
        Coding.Encode(text, new TableEncoder(table), errors, default, out failure);

    /// <summary>Encodes by a mapping.</summary>
    public static byte[]? Encode(TextValue text, CharmapEncode mapping, CodecErrors errors, out CodecFailure failure)
    {
        var raised = new bool[1];
        var result = Coding.Encode(text, new MappingEncoder(mapping, raised), errors, default, out failure);
        if (!raised[0])
            return result;
        failure = CodecFailure.Raised;
        return null;
    }

    private readonly struct TableEncoder(Dictionary<int, byte> table) : ICharEncoder
    {
        public string Encoding => Name;

        public string Reason => CharmapCodec.Reason;

        public bool CollectsRuns => true;

        public int Unit => 1;

        public bool AsciiReplacements => false;

        public bool EscapesPiecewise => false;

        public bool CanEncode(int c) => table.ContainsKey(c);

        public bool TryEncode(int c, ref ByteBuffer output)
        {
            if (!table.TryGetValue(c, out var b))
                return false;
            output.Append(b);
            return true;
        }
    }

    private readonly struct MappingEncoder(CharmapEncode mapping, bool[] raised) : ICharEncoder
    {
        public string Encoding => Name;

        public string Reason => CharmapCodec.Reason;

        public bool CollectsRuns => true;

        public int Unit => 1;

        public bool AsciiReplacements => false;

        public bool EscapesPiecewise => false;

        public bool CanEncode(int c) => Ask(c, out _) != CharmapAnswer.Undefined;

        public bool TryEncode(int c, ref ByteBuffer output)
        {
            var answer = Ask(c, out var bytes);
            if (answer == CharmapAnswer.Mapped)
                output.Append(bytes.Span);
            // After an exception the rest is passed over; the result is not used.
            return answer != CharmapAnswer.Undefined;
        }

        private CharmapAnswer Ask(int c, out ReadOnlyMemory<byte> bytes)
        {
            bytes = default;
            if (raised[0])
                return CharmapAnswer.Raised;
            var answer = mapping(c, out bytes);
            raised[0] = answer == CharmapAnswer.Raised;
            return answer;
        }
    }
}
