using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>What an instruction that unpacks arguments was always seen to unpack: a tuple of one length, a dict of the same keywords.</summary>
internal sealed class ArgumentParts
{
    /// <summary>More than this aren't taken apart.</summary>
    public const int Max = 4;

    private bool seenSequence, seenMapping;

    public ArgumentParts()
    {
    }

    /// <summary>What an earlier run has seen.</summary>
    public ArgumentParts(int length, PyStr[]? names)
    {
        (Length, Names) = (length, names);
        seenSequence = seenMapping = true;
    }

    /// <summary>The tuple's length; -1 where it varies, or it isn't always a tuple.</summary>
    public int Length { get; private set; } = -1;

    /// <summary>The dict's keys in order; null where they vary, or it isn't always a dict of strs.</summary>
    public PyStr[]? Names { get; private set; }

    public void NoteSequence(Value v)
    {
        int length = v.Ref?.GetType() == typeof(PyTuple) && Unsafe.As<PyTuple>(v.Ref).Count is <= Max and var count ? count : -1;
        Length = !seenSequence || Length == length ? length : -1;
        seenSequence = true;
    }

    public void NoteMapping(Value v)
    {
        var names = NamesOf(v);
        Names = !seenMapping ? names : Names != null && names != null && Names.AsSpan().SequenceEqual(names) ? Names : null;
        seenMapping = true;
    }

    private static PyStr[]? NamesOf(Value v)
    {
        if (v.Ref?.GetType() != typeof(PyDict) || Unsafe.As<PyDict>(v.Ref) is not { Count: <= Max } d) return null;
        var names = new List<PyStr>();
        int at = 0;
        while (d.Next(ref at, out var key, out _))
        {
            if (key.Ref?.GetType() != typeof(PyStr)) return null;
            names.Add(Unsafe.As<PyStr>(key.Ref));
        }
        return [.. names];
    }
}
