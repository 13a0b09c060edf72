using System.Buffers.Binary;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The string capabilities of a terminal, from its compiled terminfo entry (term(5)).</summary>
internal sealed class Terminfo
{
    /// <summary>The string capabilities that _pyrepl asks for, by their place in the entry.</summary>
    private static readonly Dictionary<string, int> Places = new()
    {
        ["bel"] = 1,
        ["cr"] = 2,
        ["csr"] = 3,
        ["clear"] = 5,
        ["el"] = 6,
        ["ed"] = 7,
        ["hpa"] = 8,
        ["cup"] = 10,
        ["cud1"] = 11,
        ["home"] = 12,
        ["civis"] = 13,
        ["cub1"] = 14,
        ["cnorm"] = 16,
        ["cuf1"] = 17,
        ["ll"] = 18,
        ["cuu1"] = 19,
        ["dch1"] = 21,
        ["dl1"] = 22,
        ["bold"] = 27,
        ["smcup"] = 28,
        ["smir"] = 31,
        ["rev"] = 34,
        ["smso"] = 35,
        ["smul"] = 36,
        ["sgr0"] = 39,
        ["rmcup"] = 40,
        ["rmir"] = 42,
        ["rmso"] = 43,
        ["rmul"] = 44,
        ["ich1"] = 52,
        ["il1"] = 53,
        ["kbs"] = 55,
        ["kdch1"] = 59,
        ["kcud1"] = 61,
        ["kf1"] = 66,
        ["kf10"] = 67,
        ["kf2"] = 68,
        ["kf3"] = 69,
        ["kf4"] = 70,
        ["kf5"] = 71,
        ["kf6"] = 72,
        ["kf7"] = 73,
        ["kf8"] = 74,
        ["kf9"] = 75,
        ["khome"] = 76,
        ["kich1"] = 77,
        ["kcub1"] = 79,
        ["knp"] = 81,
        ["kpp"] = 82,
        ["kcuf1"] = 83,
        ["kcuu1"] = 87,
        ["rmkx"] = 88,
        ["smkx"] = 89,
        ["dch"] = 105,
        ["dl"] = 106,
        ["cud"] = 107,
        ["ich"] = 108,
        ["il"] = 110,
        ["cub"] = 111,
        ["cuf"] = 112,
        ["cuu"] = 114,
        ["vpa"] = 127,
        ["ind"] = 129,
        ["ri"] = 130,
        ["pad"] = 104,
        ["kend"] = 164,
        ["kf11"] = 216,
        ["kf12"] = 217,
        ["kf13"] = 218,
        ["kf14"] = 219,
        ["kf15"] = 220,
        ["kf16"] = 221,
        ["kf17"] = 222,
        ["kf18"] = 223,
        ["kf19"] = 224,
        ["kf20"] = 225,
        ["kent"] = 165,
    };

    private readonly byte[] data;
    private readonly int offsets;
    private readonly int count;
    private readonly int table;

    private Terminfo(byte[] data)
    {
        this.data = data;
        int wide = Short(0) == 0x21E ? 4 : 2;
        int names = Short(2), flags = Short(4), numbers = Short(6);
        count = Short(8);
        int at = 12 + names + flags;
        at += at & 1;
        offsets = at + numbers * wide;
        table = offsets + count * 2;
    }

    private int Short(int at) => at + 2 <= data.Length ? BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(at)) : -1;

    /// <summary>The entry of a terminal; null when there is none, or none that can be read.</summary>
    public static Terminfo? Find(string term)
    {
        if (term.Length == 0 || term.Contains('/')) return null;
        foreach (string folder in Folders())
        {
            foreach (string sub in (string[])[term[..1], ((int)term[0]).ToString("x")])
            {
                try
                {
                    string file = Path.Combine(folder, sub, term);
                    if (!File.Exists(file)) continue;
                    byte[] data = File.ReadAllBytes(file);
                    if (data.Length > 12 && BinaryPrimitives.ReadInt16LittleEndian(data) is 0x11A or 0x21E) return new Terminfo(data);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                }
            }
        }
        return null;
    }

    private static IEnumerable<string> Folders()
    {
        static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } v ? v : null;
        if (Env("TERMINFO") is { } own) yield return own;
        if (Env("HOME") is { } home) yield return Path.Combine(home, ".terminfo");
        if (Env("TERMINFO_DIRS") is { } list)
            foreach (string folder in list.Split(':', StringSplitOptions.RemoveEmptyEntries)) yield return folder;
        foreach (string folder in (string[])["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]) yield return folder;
    }

    /// <summary>A string capability; null when the terminal lacks it.</summary>
    public byte[]? String(string name)
    {
        if (!Places.TryGetValue(name, out int place) || place >= count) return null;
        int offset = Short(offsets + place * 2);
        if (offset < 0 || table + offset >= data.Length) return null;
        int end = Array.IndexOf(data, (byte)0, table + offset);
        return end < 0 ? null : data[(table + offset)..end];
    }

    /// <summary>A capability with its parameters put in: the stack machine of terminfo(5), as far as cursor movement needs it.</summary>
    public static byte[] Expand(ReadOnlySpan<byte> text, ReadOnlySpan<int> parameters)
    {
        Span<int> p = stackalloc int[9];
        parameters[..Math.Min(parameters.Length, 9)].CopyTo(p);
        var result = new List<byte>();
        var stack = new Stack<int>();
        int Pop() => stack.TryPop(out int v) ? v : 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 1 == text.Length)
            {
                result.Add(text[i]);
                continue;
            }
            switch (text[++i])
            {
                case (byte)'%': result.Add((byte)'%'); break;
                case (byte)'i': p[0]++; p[1]++; break;
                case (byte)'d': result.AddRange(System.Text.Encoding.ASCII.GetBytes(Pop().ToString())); break;
                case (byte)'c': result.Add((byte)Pop()); break;
                case (byte)'p' when i + 1 < text.Length: stack.Push(p[Math.Clamp(text[++i] - '1', 0, 8)]); break;
                case (byte)'{':
                    int n = 0;
                    while (++i < text.Length && text[i] != '}') n = n * 10 + text[i] - '0';
                    stack.Push(n);
                    break;
                case (byte)'+': stack.Push(Pop() + Pop()); break;
                case (byte)'-':
                    int right = Pop();
                    stack.Push(Pop() - right);
                    break;
            }
        }
        return [.. result];
    }
}
