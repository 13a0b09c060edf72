using System.Runtime.CompilerServices;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;

namespace TieredPy.Tiers.Ir.Text;

/// <summary>Nodes: their types, what they name, and their operands.</summary>
internal sealed partial class IrParser
{
    private readonly Dictionary<(IrOp, long, object?), Node> constants = [];

    /// <summary>An operand: a constant, or a value by its number, which may be defined later.</summary>
    private readonly record struct Pending(Node? Known, int Id, IrToken At);

    private Node Node()
    {
        var at = Peek;
        int id = -1;
        var (type, c, heirs, notNull) = (IrType.None, (Type?)null, false, false);
        if (IdIn(at, 'v') != null)
        {
            id = NewValue();
            Expect(':');
            (type, c, heirs, notNull) = TypeOfNode();
            Expect('=');
        }
        var op = Word<IrOp>("an operation");
        bool wraps = Take("wraps"), nonNegative = Take("nonnegative"), quick = Take("quick"), outcome = Take("outcome");
        var (data, imm) = Named(op);
        var args = new List<Pending>();
        while (IsOperand()) args.Add(Operand());
        int[]? spilled = Take("spills") ? Numbers() : null;
        var handler = TakeHandler();
        var n = new Node(id >= 0 ? id : region.NewId(), op, type)
        {
            Data = data,
            Imm = imm,
            Class = c,
            AdmitsHeirs = heirs,
            NotNull = notNull,
            Wraps = wraps,
            NonNegative = nonNegative,
            IsQuick = quick,
            IsOutcome = outcome,
            Spilled = spilled,
            CaughtAt = handler,
        };
        later.Add(() => n.Args = Resolve(args));
        if (At("exit")) TakeSnapshot("exit", s => n.Exit = s);
        if (At("after")) TakeSnapshot("after", s => n.AfterExit = s);
        EndLine();
        if (id >= 0) Define(n, at);
        return n;
    }

    private void VirtualObject()
    {
        var at = Peek;
        var n = Node();
        if (n.Op != IrOp.Virtual || !values.ContainsValue(n)) throw Wrong("only virtual objects stand here", at);
    }

    private (IrType, Type?, bool, bool) TypeOfNode()
    {
        var type = Type();
        Type? c = null;
        bool heirs = false;
        if (Take(':'))
        {
            var at = Peek;
            c = Thing<Type>(Naming.Class, Name(), at);
            heirs = Take('+');
        }
        return (type, c, heirs, Take('!'));
    }

    private IrType Type() => Word<IrType>("a type");

    private HandlerEntry? TakeHandler()
    {
        var at = Peek;
        if (!Take("caught")) return null;
        return Numbers() is [var start, var end, var handler, var register] ? new HandlerEntry(start, end, handler, register) : throw Wrong("a handler has four numbers", at);
    }

    /// <summary>What an operation names.</summary>
    private (object? Data, long Imm) Named(IrOp op)
    {
        var (kind, at) = (IrOps.Of(op).Names, Peek);
        if (kind == Naming.Nothing) return (null, 0);
        if (kind == Naming.Number) return (null, Number());
        if (kind == Naming.Format) return (null, (long)Word<ElementFormat>("the format of a number"));
        if (Take('-')) return (null, 0);
        switch (kind)
        {
            case Naming.Operation:
                next++;
                return (IdIn(at, 'v') is { } id && values.TryGetValue(id, out var asked) ? asked : throw Wrong($"{Show(at)} should be an operation before", at), 0);
            case Naming.Work:
                {
                    var work = Word<InterpretKind>("what the interpreter does");
                    int[] results = Numbers();
                    return (new InterpretInfo(work, results, new StrongBox<long>(), Take("rest")), 0);
                }
            case Naming.Virtual:
                {
                    if (Take("Choice")) return (Ir.VirtualObject.Choice, 0);
                    var what = Word<Allocation>("a kind of object");
                    if (Peek.Kind != IrTokenKind.Name || IdIn(Peek, 'v') != null || !IsFollowedBy('(')) return (new VirtualObject(what, null, []), 0);
                    var shape = Thing<Shape>(Naming.Shape, Name(), at);
                    return (new VirtualObject(what, shape, Numbers()), 0);
                }
            case Naming.Object:
                return (Object(), 0);
            default:
                return (Thing<object>(kind, Name(), at), 0);
        }
    }

    private bool IsFollowedBy(char mark) => tokens[next + 1] is { Kind: IrTokenKind.Mark } t && t.Text[0] == mark;

    // ---- operands

    private bool IsOperand() => Peek.Kind switch
    {
        IrTokenKind.Number or IrTokenKind.Text => true,
        IrTokenKind.Mark => At('@'),
        IrTokenKind.Name => !Peek.IsQuoted && (IdIn(Peek, 'v') != null || Peek.Text is "true" or "false" or "None" or "transferred" or "NaNf" or "Infinityf"),
        _ => false,
    };

    private Pending Operand()
    {
        var at = Peek;
        if (!IsOperand()) throw Wrong($"{Show(at)} should be a value", at);
        if (IdIn(at, 'v') is { } id)
        {
            next++;
            return new Pending(null, id, at);
        }
        return new Pending(Constant(at), 0, at);
    }

    private Node Constant(IrToken at)
    {
        if (at.Kind == IrTokenKind.Text || At('@')) return Constant(IrOp.ConstRef, IrType.Ref, 0, Object());
        next++;
        switch (at.Text)
        {
            case "true": return Constant(IrOp.ConstBool, IrType.Bool, 1);
            case "false": return Constant(IrOp.ConstBool, IrType.Bool, 0);
            case "None": return Constant(IrOp.ConstRef, IrType.Ref, 0, PyNone.Instance);
            case "transferred": return transferred ??= new Node(region.NewId(), IrOp.Transferred, IrType.Val);
        }
        if (long.TryParse(at.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long i)) return Constant(IrOp.ConstInt, IrType.Int, i);
        var digits = at.Text.AsSpan();
        if (digits[^1] == 'f')
        {
            digits = digits[..^1];
            if (digits.StartsWith("0x") && long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits)) return Constant(IrOp.ConstFloat, IrType.Float, bits);
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double d)) return Constant(IrOp.ConstFloat, IrType.Float, BitConverter.DoubleToInt64Bits(d));
        }
        throw Wrong($"{Show(at)} is no number of 64 bits", at);
    }

    private Node Constant(IrOp op, IrType type, long imm, object? data = null)
    {
        if (constants.TryGetValue((op, imm, data), out var known)) return known;
        return constants[(op, imm, data)] = new Node(region.NewId(), op, type) { Imm = imm, Data = data, NotNull = data != null, Class = data?.GetType() };
    }

    /// <summary>A thing that a constant is: a str's text, or a name behind <c>@</c>, with its kind where it isn't an object's.</summary>
    private object Object()
    {
        var at = Peek;
        if (at.Kind == IrTokenKind.Text)
        {
            next++;
            return symbols.FindLiteral(at.Text) ?? PyStr.Intern(at.Text);
        }
        Expect('@');
        if (IsFollowedBy(':'))
        {
            if (!Enum.TryParse(Peek.Text, true, out Naming kind) || !Enum.IsDefined(kind)) throw Wrong($"{Show(Peek)} is no kind of name", Peek);
            next += 2;
            return Thing<object>(kind, Name(), at);
        }
        return Thing<object>(Naming.Object, Name(), at);
    }

    private Node Resolve(Pending p) => p.Known ?? (values.TryGetValue(p.Id, out var v) ? v : throw Wrong($"there is no v{p.Id}", p.At));

    private Node[] Resolve(List<Pending> all) => [.. all.Select(Resolve)];

    // ---- words and names

    private static int? IdIn(IrToken t, char letter)
    {
        if (t is not { Kind: IrTokenKind.Name, IsQuoted: false } || t.Text.Length < 2 || t.Text[0] != letter || t.Text.AsSpan(1).ContainsAnyExceptInRange('0', '9')) return null;
        return int.TryParse(t.Text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id < MaxId ? id : throw Wrong($"the number of {Show(t)} is too large", t);
    }

    private int NewValue()
    {
        int id = IdIn(Peek, 'v') ?? throw Wrong($"{Show(Peek)} should be a value's number", Peek);
        next++;
        return id;
    }

    private void Define(Node n, IrToken at)
    {
        if (!values.TryAdd(n.Id, n)) throw Wrong($"{n} is there twice", at);
    }

    private string Name()
    {
        var t = Peek;
        if (t.Kind != IrTokenKind.Name || t.Text.Length == 0) throw Wrong($"{Show(t)} should be a name", t);
        next++;
        return t.Text;
    }

    /// <summary>A word of a set.</summary>
    private T Word<T>(string what) where T : struct, Enum
    {
        var t = Peek;
        if (t is not { Kind: IrTokenKind.Name, IsQuoted: false } || !Enum.TryParse(t.Text, out T word) || !Enum.IsDefined(word)) throw Wrong($"{Show(t)} should be {what}", t);
        next++;
        return word;
    }

    private int Number()
    {
        var t = Peek;
        if (t.Kind != IrTokenKind.Number || !int.TryParse(t.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n)) throw Wrong($"{Show(t)} should be a number", t);
        next++;
        return n;
    }

    private int[] Numbers()
    {
        var all = new List<int>();
        Expect('(');
        while (!Take(')')) all.Add(Number());
        return [.. all];
    }

    private T Thing<T>(Naming kind, string name, IrToken at) where T : class =>
        symbols.Find(kind, name) as T ?? throw Wrong($"there is no {kind.ToString().ToLowerInvariant()} called {name}", at);
}
