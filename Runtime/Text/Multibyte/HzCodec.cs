namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>HZ (RFC 1843): GB 2312 in seven bits, between ~{ and ~}. The state's first byte says whether it is there.</summary>
internal sealed class HzCodec() : MultibyteCodec("hz")
{
    private readonly MultibyteTable gb2312 = MultibyteTable.Load("gb2312");

    public override void StartEncoding(byte[] state) => state[0] = 0;

    public override void StartDecoding(byte[] state) => state[0] = 0;

    public override void ResetDecoding(byte[] state) => state[0] = 0;

    public override void ResetEncoding(byte[] state, List<byte> output)
    {
        if (state[0] == 0) return;
        output.AddRange("~}"u8);
        state[0] = 0;
    }

    public override int Encode(byte[] state, ReadOnlySpan<int> text, ref int at, List<byte> output, bool flush)
    {
        for (; at < text.Length; at++)
        {
            int c = text[at];
            if (c < 0x80)
            {
                ResetEncoding(state, output);
                output.Add((byte)c);
                if (c == '~') output.Add((byte)c);
                continue;
            }
            int code = gb2312.Encode(c);
            if (code == 0) return 1;
            if (state[0] == 0) output.AddRange("~{"u8);
            state[0] = 1;
            output.Add((byte)(code >> 8 & 0x7F));
            output.Add((byte)(code & 0x7F));
        }
        return Done;
    }

    public override int Decode(byte[] state, ReadOnlySpan<byte> input, ref int at, List<int> output)
    {
        while (at < input.Length)
        {
            byte b = input[at];
            if (b >= 0x80) return 1;
            if (b != '~' && state[0] == 0)
            {
                output.Add(b);
                at++;
                continue;
            }
            if (at + 1 == input.Length) return TooFew;
            byte next = input[at + 1];
            if (b != '~')
            {
                int c = gb2312.Decode(0, b | 0x80, next ^ 0x80, out _);
                if (c <= 0) return 1;
                output.Add(c);
            }
            else
            {
                switch ((char)next, state[0])
                {
                    case ('~', 0):
                        output.Add('~');
                        break;
                    case ('{', 0):
                        state[0] = 1;
                        break;
                    case ('}', 1):
                        state[0] = 0;
                        break;
                    case ('\n', 0):
                        break;
                    default:
                        return 1;
                }
            }
            at += 2;
        }
        return Done;
    }
}
