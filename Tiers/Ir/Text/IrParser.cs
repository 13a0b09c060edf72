namespace TieredPy.Tiers.Ir.Text;

/// <summary>
/// Makes a region of the text that <see cref="IrPrinter"/> makes of one: printed again, it gives the same text. What the names mean is told by
/// <see cref="IrSymbols"/>. Only the text's form is checked here, the region's rules are <see cref="IrVerifier"/>'s. This part: tokens, regions and blocks.
/// </summary>
internal sealed partial class IrParser
{
    /// <summary>Numbers of values and blocks are below this.</summary>
    private const int MaxId = 10_000_000;

    private readonly string source;
    private readonly IrSymbols symbols;
    private readonly List<IrToken> tokens;
    private readonly Region region;
    private readonly Dictionary<int, Block> blocks = [];
    private readonly Dictionary<int, Node> values = [];

    /// <summary>What is done once all values and blocks are known.</summary>
    private readonly List<Action> later = [];
    private int next;

    private IrParser(string source, IrSymbols symbols)
    {
        this.source = source;
        this.symbols = symbols;
        tokens = IrLexer.Split(source);
        region = new Region(Title());
        ReserveIds();
    }

    /// <summary>The region of a text; <see cref="IrSyntaxException"/> where it is none.</summary>
    public static Region Parse(string source, IrSymbols? symbols = null)
    {
        var p = new IrParser(source, symbols ?? new IrSymbols());
        p.Run();
        return p.region;
    }

    /// <summary>The region printed and read again; <see cref="IrException"/> where that gives another text, or no sound region.</summary>
    public static Region Reread(Region region)
    {
        var symbols = new IrSymbols();
        string text = IrPrinter.Print(region, symbols);
        Region read;
        try
        {
            read = Parse(text, symbols);
        }
        catch (IrSyntaxException e)
        {
            throw new IrException($"{region.Name}: the printed region can't be read: {e.Message}\n{text}");
        }
        string again = IrPrinter.Print(read);
        if (again != text) throw new IrException($"{region.Name}: the region that was read differs:\n{text}\nand\n{again}");
        IrVerifier.Verify(read);
        return read;
    }

    private void Run()
    {
        if (At("function")) Function();
        if (Take("inlines"))
        {
            region.MaxInlineDepth = Number();
            EndLine();
        }
        SkipEmptyLines();
        while (Peek.Kind == IrTokenKind.Name && !At("virtual"))
        {
            Block();
            SkipEmptyLines();
        }
        if (region.Blocks.Count == 0) throw Wrong("a block should stand here", Peek);
        if (Take("virtual"))
        {
            Expect(':');
            EndLine();
            SkipEmptyLines();
            while (Peek.Kind == IrTokenKind.Name)
            {
                VirtualObject();
                SkipEmptyLines();
            }
        }
        if (Peek.Kind != IrTokenKind.End) throw Wrong($"{Show(Peek)} should be the end", Peek);
        foreach (var action in later) action();
    }

    // ---- regions and blocks

    private string Title()
    {
        SkipEmptyLines();
        Expect("region");
        var first = Peek;
        if (first.Kind == IrTokenKind.Text) next++;
        else
            while (Peek.Kind is not (IrTokenKind.NewLine or IrTokenKind.End)) next++;
        string title = first.Kind == IrTokenKind.Text ? first.Text : source[first.Start..Peek.Start].TrimEnd();
        if (title.Length == 0) throw Wrong("the region needs a name", first);
        EndLine();
        SkipEmptyLines();
        return title;
    }

    /// <summary>New nodes and blocks get numbers that the text doesn't use.</summary>
    private void ReserveIds()
    {
        int nodes = -1, highest = -1;
        foreach (var t in tokens)
        {
            if (IdIn(t, 'v') is { } v) nodes = Math.Max(nodes, v);
            if (IdIn(t, 'b') is { } b) highest = Math.Max(highest, b);
        }
        region.Reserve(nodes + 1, highest + 1);
    }

    private void Function()
    {
        next++;
        var at = Peek;
        string name = Name();
        Expect('(');
        Params(region.Parameters);
        Expect(':');
        var result = Type();
        var frames = Take("looks") ? FrameUse.Looks : Take("catches") ? FrameUse.Catches : FrameUse.None;
        EndLine();
        if (region.Parameters.Count == 0) throw Wrong("the function object is the first parameter", at);
        var parameters = region.Parameters.Skip(1).Select(p => p.Type).ToArray();
        if (symbols.Find(Naming.Function, name) is CallTarget known)
        {
            if (known.Result != result || known.Frames != frames || !known.Parameters.AsSpan().SequenceEqual(parameters)) throw Wrong($"{name} is {known}", at);
            region.Function = known;
            return;
        }
        region.Function = new CallTarget(Thing<Runtime.Bytecode.PyCode>(Naming.Code, name, at), parameters, result, frames);
        symbols.Add(name, region.Function);
    }

    private void Block()
    {
        var at = Peek;
        if (IdIn(at, 'b') is not { } id) throw Wrong($"{Show(at)} should be a block or an operation of one", at);
        next++;
        var b = new Block(id);
        if (!blocks.TryAdd(id, b)) throw Wrong($"{b} is there twice", at);
        region.Blocks.Add(b);
        Expect('(');
        Params(b.Params);
        b.IsLoopHead = Take("loop");
        if (Take("depth")) b.LoopDepth = Number();
        Expect(':');
        EndLine();
        while (b.End == EndKind.Open)
        {
            SkipEmptyLines();
            if (TakeEnd(b)) break;
            b.Nodes.Add(Node());
        }
    }

    /// <summary>Parameters to the closing parenthesis.</summary>
    private void Params(List<Node> into)
    {
        if (Take(')')) return;
        do
        {
            var at = Peek;
            int id = NewValue();
            Expect(':');
            var (type, c, heirs, notNull) = TypeOfNode();
            var p = new Node(id, IrOp.Param, type) { Class = c, AdmitsHeirs = heirs, NotNull = notNull };
            Define(p, at);
            into.Add(p);
        }
        while (Take(','));
        Expect(')');
    }

    /// <summary>The line that ends a block, if it is one.</summary>
    private bool TakeEnd(Block b)
    {
        if (Take("Open")) { }
        else if (Take("Jump"))
        {
            b.End = EndKind.Jump;
            TakeEdge(e => b.Then = e);
        }
        else if (Take("Branch"))
        {
            b.End = EndKind.Branch;
            TakeCondition(b);
            TakeEdge(e => b.Then = e);
            TakeEdge(e => b.Else = e);
        }
        else if (Take("Return"))
        {
            b.End = EndKind.Return;
            TakeCondition(b);
            if (At("exit")) TakeSnapshot("exit", s => b.Exit = s);
        }
        else if (Take("Leave"))
        {
            b.End = EndKind.Leave;
            if (!Take('-')) b.ExitReason = Name();
            if (At("exit")) TakeSnapshot("exit", s => b.Exit = s);
        }
        else if (Take("Finish"))
        {
            b.End = EndKind.Finish;
            b.Action = Word<Runtime.Interpreter.TierAction>("an action");
        }
        else return false;
        EndLine();
        return true;
    }

    private void TakeCondition(Block b)
    {
        var condition = Operand();
        later.Add(() => b.Condition = Resolve(condition));
    }

    private void TakeEdge(Action<Edge> set)
    {
        var at = Peek;
        if (IdIn(at, 'b') is not { } id) throw Wrong($"{Show(at)} should be a block", at);
        next++;
        var args = new List<Pending>();
        Expect('(');
        if (!Take(')'))
        {
            do args.Add(Operand());
            while (Take(','));
            Expect(')');
        }
        later.Add(() => set(new Edge(blocks.TryGetValue(id, out var target) ? target : throw Wrong($"there is no b{id}", at), Resolve(args))));
    }

    // ---- tokens

    private IrToken Peek => tokens[next];

    private bool At(string word) => Peek is { Kind: IrTokenKind.Name, IsQuoted: false } t && t.Text == word;

    private bool At(char mark) => Peek.Kind == IrTokenKind.Mark && Peek.Text[0] == mark;

    private bool Take(string word)
    {
        if (!At(word)) return false;
        next++;
        return true;
    }

    private bool Take(char mark)
    {
        if (!At(mark)) return false;
        next++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word)) throw Wrong($"{Show(Peek)} should be '{word}'", Peek);
    }

    private void Expect(char mark)
    {
        if (!Take(mark)) throw Wrong($"{Show(Peek)} should be '{mark}'", Peek);
    }

    private void EndLine()
    {
        if (Peek.Kind == IrTokenKind.End) return;
        if (Peek.Kind != IrTokenKind.NewLine) throw Wrong($"{Show(Peek)} should be the end of the line", Peek);
        next++;
    }

    private void SkipEmptyLines()
    {
        while (Peek.Kind == IrTokenKind.NewLine) next++;
    }

    private static string Show(IrToken t) => t.Kind switch
    {
        IrTokenKind.NewLine => "the end of the line",
        IrTokenKind.End => "the end",
        IrTokenKind.Text => "a text",
        _ => $"'{t.Text}'",
    };

    private static IrSyntaxException Wrong(string problem, IrToken at) => new(problem, at.Line, at.Column);
}
