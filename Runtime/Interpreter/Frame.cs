using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>What happens with the value when a frame returns.</summary>
internal enum FrameKind : byte
{
    /// <summary>Called from Python code: the result goes to register Dst of the frame below.</summary>
    Call,

    /// <summary>Called from C#: the dispatch loop itself returns.</summary>
    Entry,

    /// <summary>An <c>__init__</c> called for a class call: must be None; the instance in register Aux of the frame below is the result.</summary>
    Init,

    /// <summary>A generator resumed by a for loop of the frame below: the item goes to Dst, Aux is the jump of its ForLoop.</summary>
    GenFor,

    /// <summary>A generator resumed by the Send instruction of the frame below.</summary>
    GenSend,

    /// <summary>A generator resumed by a call of its send() or of next(): the value goes to Dst, its end raises StopIteration.</summary>
    GenCall,

    /// <summary>A <c>__next__</c> called by a for loop: as GenFor, where StopIteration ends the loop.</summary>
    NextFor,

    /// <summary>The left operand's method of a binary operation or comparison: its result goes to Dst, but NotImplemented asks the other operand.</summary>
    Operator,

    /// <summary>As <see cref="Operator"/>, of an instruction that compares and jumps.</summary>
    OperatorJump,

    /// <summary>The right operand's method of a binary operation, where the left one has nothing to say: as Operator, but NotImplemented is an error.</summary>
    Reflected,

    /// <summary>A method whose result nobody wants, as <c>__setitem__</c>.</summary>
    Discard,

    /// <summary>A <c>__contains__</c>: the truth of its result, negated when Aux isn't 0, goes to Dst.</summary>
    Contains,
}

/// <summary>
/// The activation of a code object on a thread's stack of frames. Records are reused: everything Python-visible lives in
/// <see cref="PyFrame"/>, which is made only when somebody asks.
/// </summary>
internal sealed unsafe class Frame
{
    /// <summary>The function; class bodies and modules run as functions too.</summary>
    public PyFunction Function = null!;

    public PyCode Code = null!;

    /// <summary>Where the registers are: the thread's slab, or a generator's own array.</summary>
    public Value[] Regs = null!;

    /// <summary>Index of register 0 in <see cref="Regs"/>.</summary>
    public int Base;

    /// <summary>First free index of the thread's slab above this frame; what it calls from there on.</summary>
    public int Top;

    /// <summary>The next instruction; exact whenever anything but the dispatch loop looks.</summary>
    public Instr* Pc;

    public FrameKind Kind;
    public ushort Dst;
    public int Aux;

    /// <summary>The locals mapping of class bodies and modules, or of exec; null for functions.</summary>
    public PyObject? Locals;

    /// <summary>The generator or coroutine whose body this is.</summary>
    public PyGenerator? Generator;

    /// <summary>The slab to go back to when this frame ends; set when it was the first in a new slab.</summary>
    public Value[]? FormerSlab;

    /// <summary>True when ending this frame needs more than dropping it (a frame object, a slab switch, a generator).</summary>
    public bool NeedsCleanup;

    /// <summary>The frame object, once asked for.</summary>
    public PyFrame? Object;

    /// <summary>While traced: index of the instruction before this one, -1 at the start.</summary>
    public int TracePrevious = -1;

    /// <summary>While traced: index of the last instruction that has a line, -1 at the start.</summary>
    public int TraceLined = -1;

    /// <summary>Tracing: the loop was left before the last instruction was done, which comes again.</summary>
    public bool TraceRetry;

    /// <summary>While profiled: the built-in that the running instruction calls; else Missing.</summary>
    public Value NativeCall = Value.Missing;

    /// <summary>Register 0 of this frame.</summary>
    public ref Value Register0 => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Regs), Base);

    public ref Value this[int register] => ref Regs[Base + register];

    /// <summary>Index of the instruction being executed (the one before <see cref="Pc"/>); -1 before the first.</summary>
    public int CurrentIndex => (int)(Pc - Code.Start) - 1;
}
