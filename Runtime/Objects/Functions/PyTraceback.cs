namespace TieredPy.Runtime.Objects;

/// <summary>One entry of a traceback: the frame an exception passed through, outermost first.</summary>
[PyType("traceback", Subclassable = false, Weakrefable = false)]
public sealed partial class PyTraceback : PyObject
{
    internal PyTraceback(PyTraceback? next, PyFrame frame, int index, int line) : base(TypeObject.RootShape)
    {
        Next_ = next;
        Frame = frame;
        At = index;
        line_ = line;
    }

    private int line_;

    /// <summary>The offset that a program gave.</summary>
    private int? givenOffset;

    internal PyTraceback? Next_ { get; set; }

    internal PyFrame Frame { get; }

    /// <summary>At of the instruction.</summary>
    internal int At { get; }

    /// <summary>The line; computed from the instruction when it was made with -1.</summary>
    internal int Line => line_ == -1 ? line_ = Frame.Code.LineAt(At) : line_;

    [PyNew]
    private static Value New(PyType cls, [Kw("tb_next")] Value tbNext, [Kw("tb_frame")] PyFrame frame, [Kw("tb_lasti")] int lasti, [Kw("tb_lineno")] int line)
    {
        if (!tbNext.IsNone && tbNext.Ref is not PyTraceback) throw Err.TypeError($"expected traceback object or None, got '{tbNext.Type.FullName}'");
        return new(new PyTraceback(tbNext.Ref as PyTraceback, frame, -1, line) { givenOffset = lasti });
    }

    [PyGetter("tb_next")] private Value TbNext => Next_ == null ? Value.None : new Value(Next_);

    [PySetter("tb_next")]
    private void SetNext(Value v)
    {
        if (v.IsMissing) throw Err.TypeError("can't delete tb_next attribute");
        if (!v.IsNone && v.Ref is not PyTraceback) throw Err.TypeError($"expected traceback object or None, got '{v.Type.FullName}'");
        for (var t = v.Ref as PyTraceback; t != null; t = t.Next_)
            if (ReferenceEquals(t, this)) throw Err.ValueError("traceback loop detected");
        Next_ = v.Ref as PyTraceback;
    }

    [PyGetter("tb_frame")] private Value TbFrame => new(Frame);
    [PyGetter("tb_lasti")] private Value TbLasti => Value.Int(givenOffset ?? Frame.Code.Rendition.OffsetOf(At));
    [PyGetter("tb_lineno")] private Value TbLineno => Line <= 0 ? Value.None : Value.Int(Line);

    [PyMethod("__dir__")]
    private PyList Dir() => new([Value.Str("tb_frame"), Value.Str("tb_next"), Value.Str("tb_lasti"), Value.Str("tb_lineno")]);
}
