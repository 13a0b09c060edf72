using TieredPy.Runtime.Regex;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>What a pattern runs over: the text or bytes of a Python object, held for the time of matching.</summary>
internal readonly struct SreSubject
{
    // A string, int[] or byte[].
    private readonly object text;
    private readonly PyObject source;
    public readonly int Length;

    private SreSubject(Value source, object text, int length)
    {
        this.source = source.Ref!;
        this.text = text;
        Length = length;
    }

    /// <summary>Of what another one was of: matches keep no more.</summary>
    public SreSubject(PyObject source, object held)
    {
        this.source = source;
        text = held;
        Length = held is string s ? s.Length : ((Array)held).Length;
    }

    public PyObject Object => source;

    /// <summary>What the pattern runs over, to make the same subject again.</summary>
    public object Held => text;

    private int[]? Wide => text.GetType() == typeof(int[]) ? Unsafe.As<int[]>(text) : null;

    private byte[]? Bytes => text.GetType() == typeof(byte[]) ? Unsafe.As<byte[]>(text) : null;

    /// <summary>The object that was given.</summary>
    public Value Source => new(source);

    /// <summary>The characters where each is a char; else null.</summary>
    public string? Chars => text as string;

    public bool IsBytes => Bytes != null;

    /// <summary>Takes a str or an exporter of bytes; TypeError for others.</summary>
    public static SreSubject Of(Value v) =>
        TryGet(v, out var subject) ? subject : throw Err.TypeError($"expected string or bytes-like object, got '{Ops.TypeName(v)}'");

    /// <summary>Takes a str or an exporter of bytes.</summary>
    public static bool TryGet(Value v, out SreSubject subject)
    {
        if (v.Ref is PyStr s)
        {
            subject = s.IsWide ? new(v, s.Wide, s.Wide.Length) : new(v, s.Chars, s.Chars.Length);
            return true;
        }
        if (v.Ref is PyBytes b)
        {
            subject = new(v, b.Data, b.Data.Length);
            return true;
        }
        if (Buffers.Has(v))
        {
            // A copy: the exporter may change while callbacks run.
            var copy = Buffers.Get(v).ToArray();
            subject = new(v, copy, copy.Length);
            return true;
        }
        subject = default;
        return false;
    }

    /// <summary>Whether the text belongs to an exporter that may change.</summary>
    public bool IsLive => Bytes != null && Source.Ref is not PyBytes;

    /// <summary>As <see cref="Slice"/>, of what the source holds now.</summary>
    public Value CurrentSlice(int start, int end)
    {
        if (!IsLive || !Buffers.TryGet(Source, out var now)) return Slice(start, end);
        end = Math.Min(end, now.Length);
        return new Value(start >= end ? PyBytes.Empty : PyBytes.Make(now[start..end].ToArray()));
    }

    /// <summary>Runs a program over the part between start and end; true when it matched.</summary>
    public bool Run(SreProgram program, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex)
    {
        var state = SreEngine.Take();
        bool matched = Run(state, program, start, end, mode, mustAdvance, spans, out lastIndex);
        SreEngine.GiveBack(state);
        return matched;
    }

    /// <summary>As the other, with memory that the caller takes and gives back.</summary>
    public bool Run(SreState state, SreProgram program, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex)
    {
        SreStatus status;
        if (text is string chars) status = SreEngine.Run(state, program, chars.AsSpan(), start, end, mode, mustAdvance, spans, out lastIndex);
        else if (Bytes is { } bytes) status = SreEngine.Run(state, program, (ReadOnlySpan<byte>)bytes, start, end, mode, mustAdvance, spans, out lastIndex);
        else status = SreEngine.Run(state, program, (ReadOnlySpan<int>)Wide, start, end, mode, mustAdvance, spans, out lastIndex);
        switch (status)
        {
            case SreStatus.Matched: return true;
            case SreStatus.NoMatch: return false;
            case SreStatus.OutOfMemory: throw Err.MemoryError();
            case SreStatus.Interrupted: throw PyThread.Current.Pending != null ? Err.TakePending() : Err.KeyboardInterrupt();
            default: throw Err.RuntimeError("internal error in regular expression engine");
        }
    }

    /// <summary>A part of the subject, as an exact str or bytes.</summary>
    public Value Slice(int start, int end)
    {
        if (text is string chars)
        {
            int n = end - start;
            if (n <= 0) return new Value(PyStr.Empty);
            if (n == 1) return new Value(PyStr.OfCodePoint(chars[start]));
            return n == chars.Length && Source.Ref is PyStr { IsExact: true } ? Source : new Value(PyStr.OfWord(chars.AsSpan(start, n)));
        }
        if (Bytes is { } bytes)
        {
            if (end <= start) return new Value(PyBytes.Empty);
            if (start == 0 && end == bytes.Length && Source.Ref!.GetType() == typeof(PyBytes)) return Source;
            return new Value(PyBytes.Make(bytes[start..end]));
        }
        return new Value(((PyStr)Source.Ref!).ToExact().Substring(start, Math.Max(0, end - start)));
    }
}
