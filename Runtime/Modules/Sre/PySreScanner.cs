using TieredPy.Runtime.Regex;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>Finds a pattern's matches one after another.</summary>
[PyType("_sre.SRE_Scanner", NoConstructor = true, Subclassable = false)]
internal sealed partial class PySreScanner : PyObject, IBufferView
{
    private readonly PyPattern pattern;
    private readonly SreSubject subject;
    private readonly int pos;
    private readonly int endpos;
    private int start;
    private bool mustAdvance;
    private bool finished;
    private int executing;

    /// <summary>Keeps the subject's size while the scanner lives and isn't at the end; null where nothing can change.</summary>
    private readonly Hold? hold;

    public PySreScanner(PyPattern pattern, SreSubject subject, int pos, int endpos) : base(TypeObject.RootShape)
    {
        this.pattern = pattern;
        this.subject = subject;
        this.pos = start = pos;
        this.endpos = endpos;
        if (subject.IsLive) hold = new Hold(Buffers.Acquire(subject.Source));
    }

    public bool IsOf(PyObject exporter) => hold != null && !finished && subject.Source.Ref == exporter;

    private sealed class Hold(BufferInfo info)
    {
        ~Hold() => info.Release();

        public void Release()
        {
            GC.SuppressFinalize(this);
            info.Release();
        }
    }

    [PyMember("pattern")] private Value Pattern => new(pattern);

    [PyMethod("match")] private Value Match() => Step(SreMode.Match) is { } m ? new Value(m) : Value.None;

    [PyMethod("search")] private Value Search() => Step(SreMode.Search) is { } m ? new Value(m) : Value.None;

    /// <summary>The next match, or null.</summary>
    public PyMatch? Step(SreMode mode)
    {
        if (Interlocked.Exchange(ref executing, 1) != 0) throw Err.ValueError("regular expression scanner already executing");
        try
        {
            if (finished) return null;
            var room = new SpanRoom();
            var spans = room.Of(pattern.SpanCount);
            if (!subject.Run(pattern.Program, start, endpos, mode, mustAdvance, spans, out int lastIndex))
            {
                finished = true;
                hold?.Release();
                return null;
            }
            mustAdvance = spans[1] == spans[0];
            start = spans[1];
            return new PyMatch(pattern, subject, spans, pos, endpos, lastIndex);
        }
        finally
        {
            Volatile.Write(ref executing, 0);
        }
    }
}

/// <summary>What finditer returns.</summary>
[PyType("callable_iterator", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyMatchIterator : PyObject, IBufferView
{
    private readonly PySreScanner scanner;

    public PyMatchIterator(PySreScanner scanner) : base(TypeObject.RootShape) => this.scanner = scanner;

    public bool IsOf(PyObject exporter) => scanner.IsOf(exporter);

    public override Value Iter() => new(this);

    public override Value Next() => scanner.Step(SreMode.Search) is { } m ? new Value(m) : Value.Done;
}
