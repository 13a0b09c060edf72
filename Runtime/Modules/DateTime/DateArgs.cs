using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>Arguments of the constructors, with the messages that these have.</summary>
internal static class DateArgs
{
    /// <summary>Sorts arguments by name; those not given are Missing. The last <paramref name="keywordOnly"/> names may not be positional.</summary>
    public static void Bind(string function, ReadOnlySpan<string> names, int required, int keywordOnly, ReadOnlySpan<Value> args, PyStr[]? kw, Span<Value> to)
    {
        to.Fill(Value.Missing);
        int given = args.Length - (kw?.Length ?? 0);
        int positional = names.Length - keywordOnly;
        if (args.Length > names.Length || given > positional)
        {
            string what = function == "function" ? "function" : function + "()";
            string limit = keywordOnly > 0 && given > positional ? "positional arguments" : "arguments";
            throw Err.TypeError($"{what} takes at most {(args.Length > names.Length && given <= positional ? names.Length : positional)} {limit} ({args.Length} given)");
        }
        args[..given].CopyTo(to);
        PyStr? unexpected = null;
        for (int i = 0; kw != null && i < kw.Length; i++)
        {
            int at = names.IndexOf(kw[i].ToString());
            string what = function == "function" ? "function" : function + "()";
            if (at < 0)
            {
                unexpected ??= kw[i];
                continue;
            }
            if (!to[at].IsMissing) throw Err.TypeError($"argument for {what} given by name ('{names[at]}') and position ({at + 1})");
            to[at] = args[given + i];
        }
        for (int i = 0; i < required; i++)
        {
            if (!to[i].IsMissing) continue;
            throw Err.TypeError($"{(function == "function" ? "function" : function + "()")} missing required argument '{names[i]}' (pos {i + 1})");
        }
        if (unexpected != null) throw ArgErrors.UnexpectedKeyword(function == "function" ? "this function" : function + "()", unexpected, names.ToArray());
    }

    public static int Int(Value v, int otherwise)
    {
        if (v.IsMissing) return otherwise;
        if (v.IsInt) return v.Bits == (int)v.Bits ? (int)v.Bits : throw TooLarge(v.Bits);
        if (v.IsFloat) throw Err.TypeError("'float' object cannot be interpreted as an integer");
        var i = Ops.Index(v);
        if (!IntOps.TryGetSmall(i, out long n)) throw Err.OverflowError("Python int too large to convert to C long");
        return n == (int)n ? (int)n : throw TooLarge(n);
    }

    private static PyException TooLarge(long n) => Err.OverflowError($"signed integer is {(n > 0 ? "greater than maximum" : "less than minimum")}");

    /// <summary>A tzinfo argument; null for None.</summary>
    public static PyTzInfo? Zone(Value v)
    {
        if (v.IsMissingOrNone) return null;
        return v.Ref as PyTzInfo ?? throw Err.TypeError($"tzinfo argument must be None or of a tzinfo subclass, not type '{Ops.TypeName(v)}'");
    }

    /// <summary>The state that a pickle has as first argument: bytes of a length, or a str of them from Python 2.</summary>
    public static byte[]? State(Value v, int length, string what)
    {
        if (v.Ref is PyBytes b) return b.Data.Length == length ? b.Data : null;
        if (v.Ref is not PyStr s || s.Length != length) return null;
        var bytes = new byte[length];
        for (int i = 0; i < length; i++)
            bytes[i] = s[i] < 256 ? (byte)s[i] : throw Err.ValueError($"Failed to encode latin1 string when unpickling a {what} object. pickle.load(data, encoding='latin1') is assumed.");
        return bytes;
    }

    /// <summary>As <see cref="Hash"/>, with the seed that hashes of bytes have.</summary>
    public static long SeededHash(params ReadOnlySpan<long> parts)
    {
        long h = Hash(parts);
        return StringHash.Of(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in h)));
    }

    /// <summary>An order mixed from parts, as a hash.</summary>
    public static long Hash(params ReadOnlySpan<long> parts)
    {
        ulong h = 0x9E3779B97F4A7C15;
        foreach (long p in parts)
        {
            h = (h ^ (ulong)p) * 0xBF58476D1CE4E5B9;
            h ^= h >> 29;
        }
        long r = (long)h;
        return r == -1 ? -2 : r;
    }
}
