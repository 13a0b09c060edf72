namespace TieredPy.Runtime.Modules;

/// <summary>
/// The module _opcode: properties of CPython 3.13's opcodes, as the modules opcode and dis want them at import. They describe
/// CPython's instruction set, not the one that this runtime executes.
/// </summary>
[PyModule("_opcode", Doc = "Opcode support module.")]
internal static partial class OpcodeModule
{
    /// <summary>One more than the highest pseudo-instruction.</summary>
    private const int OpcodeLimit = 268;

    private static readonly bool[] Valid = Set("0-118 149-222 236-253 256-267");
    private static readonly bool[] Arg = Set("45-118 149 162-206 208 211 220-222 236 240-245 248-253 256-262 264-267");
    private static readonly bool[] Const = Set("83 103 240");
    private static readonly bool[] Free = Set("64 84 89 94 109");
    private static readonly bool[] Jump = Set("72 77-79 97-100 104 188-190 256-257");
    private static readonly bool[] Local = Set("3 65 85-88 110-112 258 267");
    private static readonly bool[] Name = Set("63 66-67 74-75 82 90-93 108 113-114 192 202 205-206 211 259-262");
    private static readonly bool[] Exc = Set("264-266");

    /// <summary>Effects on the stack: Opcodes in no row have no stack effect of their own (specialised forms).</summary>
    private static readonly Effect[] Effects =
    [
        new(0, 0, 0, 0, "0 6-7 14 16-17 19 21 26 30 37 40-43 55 60 62 64-67 70-71 73 77-79 89-90 94 103-104 111 115 118 149 236 240-241 243-253 256-257 263"),
        new(1, 0, 0, 1, "1-2 18 20 23-25 27-29 33-35 44 61 72 74 83-87 92 258-259"),
        new(-2, 0, 0, -2, "4 9-10 95-96 108 112"),
        new(-1, 0, 0, -1, "5 8 11-13 15 22 31-32 36 45 56 58-59 63 68-69 75-76 80-81 97-100 102 105-107 109-110 113-114 237-239 260-262 267"),
        new(-4, 0, 0, -4, "38"),
        new(-3, 0, 0, -3, "39"),
        new(0, -1, 0, 0, "46 101"),
        new(1, -1, 0, 1, "47 49 51-52"),
        new(1, -2, 0, 1, "48"),
        new(-1, -1, 0, -1, "53"),
        new(-2, 0, -1, -2, "54"),
        new(-2, -1, 0, -2, "57"),
        new(0, 0, 1, 0, "82"),
        new(2, 0, 0, 2, "88"),
        new(1, 0, 1, 1, "91"),
        new(-2, 0, 1, -2, "93 242"),
        new(0, 1, 0, 0, "116"),
        new(-1, 1, 0, -1, "117"),
        new(0, 0, 0, 2, "264"),
        new(0, 0, 0, 1, "265-266"),
    ];

    /// <summary>A stack effect that is linear in the argument or in its lowest bit; <paramref name="Jumping"/> is the base when the jump is taken.</summary>
    private sealed record Effect(int Base, int PerArg, int PerLowBit, int Jumping, string Opcodes)
    {
        private readonly bool[] members = Set(Opcodes);

        public bool Has(int opcode) => members[opcode];

        public long Of(long arg, bool jump) => (jump ? Jumping : Base) + PerArg * arg + PerLowBit * (arg & 1);
    }

    [PyModuleInit]
    private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("ENABLE_SPECIALIZATION"), Value.False);

    [PyFunction("stack_effect", Signature = "($module, opcode, oparg=None, /, *, jump=None)", Doc = "Compute the stack effect of the opcode.")]
    private static long StackEffect(int opcode, [OptNone] Value oparg, [KwOnly, OptNone] Value jump)
    {
        bool? taken = jump.IsNone ? null : jump.IsTrue ? true : jump.IsFalse ? false : throw Err.ValueError("stack_effect: jump must be False, True or None");
        long arg = 0;
        if (Is(Arg, opcode))
        {
            if (oparg.IsNone) throw Err.ValueError("stack_effect: opcode requires oparg but oparg was not specified");
            arg = Ops.AsLong(oparg);
        }
        else if (!oparg.IsNone) throw Err.ValueError("stack_effect: opcode does not permit oparg but oparg was specified");
        if (opcode == BuildSlice) return arg == 3 ? -2 : -1;
        if (Is(Valid, opcode))
            foreach (var e in Effects)
                if (e.Has(opcode)) return taken is { } j ? e.Of(arg, j) : Math.Max(e.Of(arg, false), e.Of(arg, true));
        throw Err.ValueError("invalid opcode or oparg");
    }

    private const int BuildSlice = 50;

    [PyFunction("is_valid", Doc = "Return True if opcode is valid, False otherwise.")] private static bool IsValid([Kw] int opcode) => Is(Valid, opcode);
    [PyFunction("has_arg", Doc = "Return True if the opcode uses its oparg, False otherwise.")] private static bool HasArg([Kw] int opcode) => Is(Arg, opcode);
    [PyFunction("has_const", Doc = "Return True if the opcode accesses a constant, False otherwise.")] private static bool HasConst([Kw] int opcode) => Is(Const, opcode);
    [PyFunction("has_name", Doc = "Return True if the opcode accesses an attribute by name, False otherwise.")] private static bool HasName([Kw] int opcode) => Is(Name, opcode);
    [PyFunction("has_jump", Doc = "Return True if the opcode has a jump target, False otherwise.")] private static bool HasJump([Kw] int opcode) => Is(Jump, opcode);
    [PyFunction("has_free", Doc = "Return True if the opcode accesses a free variable, False otherwise.\n\nNote that 'free' in this context refers to names in the current scope\nthat are referenced by inner scopes or names in the outer scopes that\nare referenced from this scope. It does not include references to\nglobal or builtin scopes.")]
    private static bool HasFree([Kw] int opcode) => Is(Free, opcode);
    [PyFunction("has_local", Doc = "Return True if the opcode accesses a local variable, False otherwise.")] private static bool HasLocal([Kw] int opcode) => Is(Local, opcode);
    [PyFunction("has_exc", Doc = "Return True if the opcode sets up an exception handler, False otherwise.")] private static bool HasExc([Kw] int opcode) => Is(Exc, opcode);

    [PyFunction("get_specialization_stats", Doc = "Return the specialization stats")] private static Value Stats() => Value.None;

    [PyFunction("get_executor", Doc = "Return the executor object at offset in code if exists, None otherwise.")]
    private static Value GetExecutor([Kw] Value code, [Kw] int offset) =>
        throw Err.RuntimeError("Executors are not available in this build");

    [PyFunction("get_intrinsic1_descs", Doc = "Return a list of names of the unary intrinsics.")]
    private static Value Intrinsics1() => List("INTRINSIC_", ["1_INVALID", "PRINT", "IMPORT_STAR", "STOPITERATION_ERROR", "ASYNC_GEN_WRAP", "UNARY_POSITIVE", "LIST_TO_TUPLE", "TYPEVAR", "PARAMSPEC", "TYPEVARTUPLE", "SUBSCRIPT_GENERIC", "TYPEALIAS"]);

    [PyFunction("get_intrinsic2_descs", Doc = "Return a list of names of the binary intrinsics.")]
    private static Value Intrinsics2() => List("INTRINSIC_", ["2_INVALID", "PREP_RERAISE_STAR", "TYPEVAR_WITH_BOUND", "TYPEVAR_WITH_CONSTRAINTS", "SET_FUNCTION_TYPE_PARAMS", "SET_TYPEPARAM_DEFAULT"]);

    [PyFunction("get_nb_ops", Doc = "Return array of symbols of binary ops.\n\nIndexed by the BINARY_OP oparg value.")]
    private static Value NumberOps()
    {
        ReadOnlySpan<(string Name, string Symbol)> ops = [("ADD", "+"), ("AND", "&"), ("FLOOR_DIVIDE", "//"), ("LSHIFT", "<<"), ("MATRIX_MULTIPLY", "@"), ("MULTIPLY", "*"),
            ("REMAINDER", "%"), ("OR", "|"), ("POWER", "**"), ("RSHIFT", ">>"), ("SUBTRACT", "-"), ("TRUE_DIVIDE", "/"), ("XOR", "^")];
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (var (name, symbol) in ops) list.Append(new Value(new PyTuple([Value.Str("NB_" + name), Value.Str(symbol)])));
        foreach (var (name, symbol) in ops) list.Append(new Value(new PyTuple([Value.Str("NB_INPLACE_" + name), Value.Str(symbol + "=")])));
        return new Value(list);
    }

    private static Value List(string prefix, ReadOnlySpan<string> names)
    {
        var list = new PyList(ReadOnlySpan<Value>.Empty);
        foreach (string n in names) list.Append(Value.Str(prefix + n));
        return new Value(list);
    }

    private static bool Is(bool[] set, int opcode) => (uint)opcode < (uint)set.Length && set[opcode];

    /// <summary>The opcodes of a list of numbers and ranges.</summary>
    private static bool[] Set(string ranges)
    {
        var set = new bool[OpcodeLimit];
        foreach (string range in ranges.Split(' '))
        {
            int dash = range.IndexOf('-');
            int first = int.Parse(dash < 0 ? range : range[..dash]), last = dash < 0 ? first : int.Parse(range[(dash + 1)..]);
            set.AsSpan(first, last - first + 1).Fill(true);
        }
        return set;
    }
}
