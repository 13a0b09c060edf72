using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy.Warming;

/// <summary>
/// A function that is put together by hand, an instruction at a time, with what each would meet if it ran: a profile without a run, as the compiler gets them from recordings.
/// </summary>
internal sealed class ExampleFunction(string name, int registerCount, params string[] parameters)
{
    /// <summary>Times that each instruction is said to have run.</summary>
    private const int Rounds = 8;

    private readonly List<Instr> code = [];
    private readonly List<Kind[]> results = [];
    private readonly List<PyStr> names = [];
    private readonly List<Value> constants = [];
    private readonly PyDict globals = new();
    private readonly Dictionary<int, ExampleFunction> calls = [];

    /// <summary>The index of the next instruction.</summary>
    public int Next => code.Count;

    /// <param name="gives">What it leaves in the registers that it writes.</param>
    public ExampleFunction Do(Instr instruction, params Kind[] gives)
    {
        code.Add(instruction);
        results.Add(gives);
        return this;
    }

    /// <summary>Index of a constant.</summary>
    public int Constant(Value value)
    {
        constants.Add(value);
        return constants.Count - 1;
    }

    /// <summary>Index of a name, which means a value as a global.</summary>
    public int Global(string global, Value value)
    {
        globals.Set(PyStr.Of(global), value);
        return Name(global);
    }

    /// <summary>Index of a name.</summary>
    public int Name(string attribute)
    {
        names.Add(PyStr.Of(attribute));
        return names.Count - 1;
    }

    /// <summary>Calls another one, whose value stays in a register.</summary>
    public ExampleFunction Call(ExampleFunction callee, Instr call, Kind gives)
    {
        calls[Next] = callee;
        return Do(call, gives);
    }

    public PyFunction Function => field ??= new PyFunction(Code(), globals, null, globals);

    /// <summary>What a recording would have seen, had it run with these arguments.</summary>
    public ProfileNode Profile(params Kind[] arguments)
    {
        var node = new ProfileNode(Function, null, 0);
        Note(node, arguments);
        return node;
    }

    private void Note(ProfileNode node, Kind[] arguments)
    {
        var registers = new Kind[node.Code.RegCount];
        Array.Fill(registers, new Kind(KindTag.Missing));
        arguments.CopyTo(registers, 0);
        // What a loop's body finds was left by the round before.
        Round(node, registers, notes: false);
        Round(node, registers, notes: true);
    }

    private void Round(ProfileNode node, Kind[] registers, bool notes)
    {
        for (int pc = 0; pc < code.Count; pc++)
        {
            var before = Array.ConvertAll(node.Info.Reads[pc], r => registers[r]);
            var place = new PcProfile { Count = Rounds, Operands = Array.ConvertAll(before, KindSet.Only) };
            if (code[pc].Op is Op.ForLoop or Op.LoopHead || pc == 0) place.Registers = Array.ConvertAll(registers, KindSet.Only);
            for (int n = 0; n < results[pc].Length; n++) registers[node.Info.Writes[pc][n]] = results[pc][n];
            place.Results = Array.ConvertAll(node.Info.Writes[pc], r => KindSet.Only(registers[r]));
            if (!notes) continue;
            node.At[pc] = place;
            if (calls.TryGetValue(pc, out var callee)) callee.Note(node.GetChild(pc, callee.Function), before[2..]);
        }
    }

    private PyCode Code() => new()
    {
        Name = PyStr.Of(name),
        QualName = PyStr.Of(name),
        Filename = PyStr.Empty,
        FirstLine = 1,
        ArgCount = parameters.Length,
        PosOnlyCount = 0,
        KwOnlyCount = 0,
        Flags = CodeFlags.Optimized | CodeFlags.NewLocals,
        VarNames = Array.ConvertAll(parameters, PyStr.Of),
        CellVars = [],
        FreeVars = [],
        CellRegs = [],
        FreeReg = 0,
        Names = [.. names],
        Consts = [.. constants],
        Code = [.. code],
        RegCount = registerCount,
        Handlers = [],
        Positions = Array.ConvertAll(code.ToArray(), _ => new Position(1, 0, 1, 0)),
    };
}
