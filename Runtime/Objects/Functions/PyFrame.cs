using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Objects;

/// <summary>
/// A frame object: made when somebody asks for it (tracebacks, sys._getframe, gi_frame). While its frame runs or is suspended it reads the live
/// registers; when that ends it keeps a copy.
/// </summary>
[PyType("frame", Subclassable = false, NoConstructor = true)]
public sealed partial class PyFrame : PyObject
{
    private Frame? live;
    private readonly PyThread? thread;
    private PyGenerator? generator;
    private Value[] saved = [];
    private int savedIndex = -1;
    private PyFrame? back;
    private readonly PyFunction function;
    private readonly PyCode code;
    private PyObject? locals;

    /// <summary>What few frames have.</summary>
    private sealed class RareParts
    {
        public Value Trace = Value.Missing;
        public bool TraceLines = true, TraceOpcodes;
        public PyStr? Event;
        public PyDict? ExtraLocals;
    }

    private RareParts? rare;

    private RareParts Rare => rare ??= new RareParts();

    /// <summary>Local trace function (f_trace).</summary>
    internal Value Trace
    {
        get => rare?.Trace ?? Value.Missing;
        set
        {
            if (rare != null || !value.IsMissing) Rare.Trace = value;
        }
    }

    internal bool TraceLines
    {
        get => rare?.TraceLines ?? true;
        private set => Rare.TraceLines = value;
    }

    internal bool TraceOpcodes
    {
        get => rare?.TraceOpcodes ?? false;
        private set => Rare.TraceOpcodes = value;
    }

    /// <summary>The event that a trace function is handling for this frame; null when there is none.</summary>
    internal PyStr? Event
    {
        get => rare?.Event;
        set => Rare.Event = value;
    }

    /// <summary>What f_locals writes to names that are no locals.</summary>
    internal PyDict? ExtraLocals
    {
        get => rare?.ExtraLocals;
        set
        {
            if (rare != null || value != null) Rare.ExtraLocals = value;
        }
    }

    internal PyFrame(PyThread t, Frame f) : base(TypeObject.RootShape)
    {
        live = f;
        thread = t;
        function = f.Function;
        code = f.Code;
        locals = f.Locals;
    }

    /// <summary>Of a generator that doesn't run.</summary>
    internal PyFrame(PyGenerator g) : base(TypeObject.RootShape)
    {
        generator = g;
        function = g.Function;
        code = g.Code;
    }

    /// <summary>Of a call that has ended, or is about to (<see cref="End"/>).</summary>
    internal PyFrame(PyFunction function, PyCode code) : base(TypeObject.RootShape)
    {
        this.function = function;
        this.code = code;
    }

    internal PyCode Code => code;
    internal PyFunction Function => function;
    internal bool IsLive => live != null || generator is { State: not GeneratorState.Finished };

    /// <summary>Index of the instruction it is at.</summary>
    internal int At => live != null ? live.CurrentIndex : generator != null ? (generator.Started ? generator.Pc - 1 : -1) : savedIndex;

    internal int Line => code.LineAt(At);

    /// <summary>Of a live frame: the instruction of the last exception that came there; -1 when none did.</summary>
    internal int RaisedAt
    {
        get => savedIndex;
        set => savedIndex = value;
    }

    /// <summary>The locals mapping of class bodies, modules and exec; null for functions.</summary>
    internal PyObject? Namespace => live != null ? live.Locals ?? locals : locals;

    /// <summary>The registers, live or saved.</summary>
    internal Span<Value> Registers =>
        live != null ? live.Regs.AsSpan(live.Base, code.RegCount) : generator != null ? generator.Regs.AsSpan() : saved;

    /// <summary>A generator's frame starts to run.</summary>
    internal void Attach(Frame f)
    {
        generator = null;
        live = f;
    }

    /// <summary>A generator's frame is suspended.</summary>
    internal void Suspend(PyGenerator g)
    {
        live = null;
        generator = g;
    }

    /// <summary>The frame ends: keeps what can still be asked for.</summary>
    internal void Detach(PyThread t, Frame f)
    {
        savedIndex = f.CurrentIndex;
        locals = f.Locals;
        int count = Math.Min(code.NamedEnd, f.Regs.Length - f.Base);
        saved = count == 0 ? [] : new Value[count];
        for (int k = 0; k < saved.Length; k++) saved[k] = f.Regs[f.Base + k];
        back = t.Frames[t.Depth] == f ? BackOf(t, t.Depth) : BackOf(t, f);
        live = null;
        generator = null;
    }

    /// <summary>The frame ends at an instruction, with these variables.</summary>
    internal void End(int index, Value[] variables, PyFrame? caller)
    {
        savedIndex = index;
        saved = variables;
        back = caller;
        live = null;
    }

    /// <summary>Of a frame that has ended: another caller turns out to be the real one.</summary>
    internal void ReplaceBack(PyFrame former, PyFrame real)
    {
        if (live == null && back == former) back = real;
    }

    private static PyFrame? BackOf(PyThread t, Frame f)
    {
        int i = Array.LastIndexOf(t.Frames, f, t.Depth, t.Depth + 1);
        return i > 0 ? BackOf(t, i) : null;
    }

    /// <summary>The object of the caller of the frame at a depth.</summary>
    internal static PyFrame? BackOf(PyThread t, int depth) => Interp.VisibleFrame(t, depth - 1) is { } visible ? Interp.FrameObject(t, visible) : null;

    internal PyFrame? Back => live != null ? BackOf(thread ?? PyThread.Current, live) : generator != null ? null : back;

    [PyGetter("f_back")] private Value FBack => Back is { } b ? new Value(b) : Value.None;
    [PyGetter("f_code")] private Value FCode => new(code);
    [PyGetter("f_globals")] private Value FGlobals => new(function.Globals);
    [PyGetter("f_builtins")] private Value FBuiltins => new(function.Builtins is MappingBuiltins m ? m.Mapping : function.Builtins);
    [PyGetter("f_lasti")] private Value FLasti => Value.Int(code.Rendition.OffsetOf(At));
    [PyGetter("f_lineno")] private Value FLineno => Line <= 0 ? Value.None : Value.Int(Line);

    [PySetter("f_lineno")]
    private void SetLineno(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        if (!IntOps.TryGetSmall(v, out long line)) throw Err.ValueError("lineno must be an integer");
        string? what = Event?.ToString();
        if (what == null || live == null) throw Err.ValueError("f_lineno can only be set in a trace function");
        if (what == "call") throw Err.ValueError("can't jump from the 'call' trace event of a new frame");
        if (what is not ("line" or "opcode")) throw Err.ValueError("can only jump from a 'line' trace event");
        FrameJump.To(thread ?? PyThread.Current, live, (int)Math.Clamp(line, int.MinValue, int.MaxValue));
    }

    [PyGetter("f_locals")] private Value FLocals => FrameLocals.Of(this);
    [PyGetter("f_trace")] private Value FTrace => Trace.IsMissing ? Value.None : Trace;
    [PySetter("f_trace")] private void SetTrace(Value v) => Trace = v.IsNone ? Value.Missing : v;
    [PyGetter("f_trace_lines")] private Value FTraceLines => Value.Bool(TraceLines);
    [PySetter("f_trace_lines")] private void SetTraceLines(Value v) => TraceLines = Ops.Truth(v);
    [PyGetter("f_trace_opcodes")] private Value FTraceOpcodes => Value.Bool(TraceOpcodes);
    [PySetter("f_trace_opcodes")] private void SetTraceOpcodes(Value v) => TraceOpcodes = Ops.Truth(v);

    /// <summary>Drops references to locals; not while it runs.</summary>
    [PyMethod("clear")]
    private void Clear()
    {
        if (live != null) throw Err.RuntimeError("cannot clear an executing frame");
        if (generator != null)
        {
            if (generator.State == GeneratorState.Suspended && generator.Started) throw Err.RuntimeError("cannot clear a suspended frame");
            generator.State = GeneratorState.Finished;
            generator.Regs = [];
            generator = null;
        }
        saved = [];
        ExtraLocals = null;
    }

    public override Value Repr() =>
        Value.Str($"<frame at {ObjectMethods.Address(this)}, file {Ops.Repr(new Value(code.Filename))}, line {Line}, code {code.Name}>");
}
