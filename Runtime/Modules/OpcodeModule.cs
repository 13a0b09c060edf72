using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>_opcode: facts about operations. CPython's stack bytecode isn't what runs here, so they are those of this runtime's opcode table.</summary>
[PyModule("_opcode", Doc = "Opcode support module.")]
internal static partial class OpcodeModule
{
    private static bool Valid(int opcode) => Enum.IsDefined((Op)Math.Clamp(opcode, 0, 255)) && opcode is >= 0 and < 256;

    private static bool Has(int opcode, string operand) => Valid(opcode) && OpFormats.Of((Op)opcode).Contains(operand, StringComparison.Ordinal);

    [PyFunction("is_valid")] private static bool IsValid([Kw] int opcode) => Valid(opcode);
    [PyFunction("has_arg")] private static bool HasArg([Kw] int opcode) => Valid(opcode) && OpFormats.Of((Op)opcode) != "-";
    [PyFunction("has_const")] private static bool HasConst([Kw] int opcode) => Has(opcode, "k");
    [PyFunction("has_name")] private static bool HasName([Kw] int opcode) => Has(opcode, "name");
    [PyFunction("has_jump")] private static bool HasJump([Kw] int opcode) => Has(opcode, "j");
    [PyFunction("has_free")] private static bool HasFree([Kw] int opcode) => false;
    [PyFunction("has_local")] private static bool HasLocal([Kw] int opcode) => Has(opcode, "A");
    [PyFunction("has_exc")] private static bool HasExc([Kw] int opcode) => false;

    [PyFunction("stack_effect")]
    private static long StackEffect(int opcode, [Opt] Value oparg, [KwOnly, Kw("jump"), OptNone] Value jump) =>
        Valid(opcode) ? 0 : throw Err.ValueError("invalid opcode or oparg");

    [PyFunction("get_executor")] private static Value GetExecutor([Kw] Value code, [Kw] int offset) => Value.None;
    [PyFunction("get_specialization_stats")] private static Value GetSpecializationStats() => Value.None;

    [PyFunction("get_nb_ops")]
    private static PyList GetNbOps()
    {
        (string, string)[] ops =
        [
            ("NB_ADD", "+"), ("NB_AND", "&"), ("NB_FLOOR_DIVIDE", "//"), ("NB_LSHIFT", "<<"), ("NB_MATRIX_MULTIPLY", "@"), ("NB_MULTIPLY", "*"),
            ("NB_REMAINDER", "%"), ("NB_OR", "|"), ("NB_POWER", "**"), ("NB_RSHIFT", ">>"), ("NB_SUBTRACT", "-"), ("NB_TRUE_DIVIDE", "/"), ("NB_XOR", "^"),
        ];
        var list = new PyList();
        foreach (var (name, symbol) in ops) list.Append(new Value(new PyTuple(Value.Str(name), Value.Str(symbol))));
        foreach (var (name, symbol) in ops) list.Append(new Value(new PyTuple(Value.Str(name.Replace("NB_", "NB_INPLACE_")), Value.Str(symbol + "="))));
        return list;
    }

    [PyFunction("get_intrinsic1_descs")]
    private static PyList GetIntrinsic1() => Names("INTRINSIC_1_INVALID", "INTRINSIC_PRINT", "INTRINSIC_IMPORT_STAR", "INTRINSIC_STOPITERATION_ERROR",
        "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_TYPEVAR", "INTRINSIC_PARAMSPEC",
        "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS");

    [PyFunction("get_intrinsic2_descs")]
    private static PyList GetIntrinsic2() => Names("INTRINSIC_2_INVALID", "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_TYPEVAR_WITH_BOUND",
        "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_TYPEPARAM_DEFAULT");

    private static PyList Names(params string[] names) => new(names.Select(n => Value.Str(n)).ToArray());
}
