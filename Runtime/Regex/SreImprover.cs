namespace TieredPy.Runtime.Regex;

/// <summary>Finds, in checked code, what spares the machine from trying in vain.</summary>
internal sealed class SreImprover(SreProgram program)
{
    private const int MaxJumps = 100;
    private readonly int[] code = program.Code;

    /// <summary>
    /// A repeat of single characters gives back in vain when what follows can't match any of them; such a repeat becomes possessive.
    /// </summary>
    public void MakePossessive(List<int> repeatOnes)
    {
        foreach (var at in repeatOnes)
        {
            var item = at + 4;
            var tail = Follow(at + 1 + code[at + 1]);
            var inVain = (SreOp)code[tail] switch
            {
                SreOp.Literal => !MayContain(item, code[tail + 1]),
                SreOp.In => AreDisjoint(item, program.Sets[code[tail + 2]]),
                SreOp.UnitSet => AreDisjoint(item, program.Sets[code[tail + 1]]),
                SreOp.At => IsNeverAt((SreAt)code[tail + 1], item, code[at + 2]),
                _ => false,
            };
            if (inVain)
                code[at] = (int)SreOp.PossessiveRepeatOne;
        }
    }

    /// <summary>
    /// If every match starts with an unbounded run of a set (at least one) and then a character that is not of the set: both.
    /// </summary>
    public (SreSet? Set, int End) FindLeadingRun(int start)
    {
        var at = Follow(start);
        for (var i = 0; i < MaxJumps && code[at] == (int)SreOp.Repeat && code[at + 2] > 0; i++)
            at = Follow(at + 4);
        if (code[at] != (int)SreOp.PossessiveRepeatOne || code[at + 2] != 1 || code[at + 3] != int.MaxValue)
            return default;
        var item = at + 4;
        var set = (SreOp)code[item] switch
        {
            SreOp.In => program.Sets[code[item + 2]],
            SreOp.UnitSet => program.Sets[code[item + 1]],
            _ => null,
        };
        var tail = Follow(at + 1 + code[at + 1]);
        return set != null && code[tail] == (int)SreOp.Literal && !set.Contains(code[tail + 1]) ? (set, code[tail + 1]) : default;
    }

    /// <summary>Passes marks and jumps.</summary>
    private int Follow(int at)
    {
        for (var i = 0; i < MaxJumps; i++)
        {
            if (code[at] == (int)SreOp.Mark)
                at += 2;
            else if (code[at] == (int)SreOp.Jump)
                at += 1 + code[at + 1];
            else
                break;
        }
        return at;
    }

    /// <summary>True where the position is certainly not before one of the items, with <paramref name="least"/> of them before that.</summary>
    private bool IsNeverAt(SreAt position, int item, int least) => position switch
    {
        SreAt.EndString => true,
        SreAt.End or SreAt.EndLine => !MayContain(item, '\n'),
        SreAt.Boundary => least > 0 && IsOfWords(item, false),
        SreAt.UniBoundary => least > 0 && IsOfWords(item, true),
        _ => false,
    };

    private bool IsOfWords(int item, bool unicode) => (SreOp)code[item] switch
    {
        SreOp.In => program.Sets[code[item + 2]].IsOfWords(unicode),
        SreOp.UnitSet => program.Sets[code[item + 1]].IsOfWords(unicode),
        _ => false,
    };

    private bool MayContain(int item, int c) => (SreOp)code[item] switch
    {
        SreOp.Literal => code[item + 1] == c,
        SreOp.NotLiteral => code[item + 1] != c,
        SreOp.Any => c != '\n',
        SreOp.In => program.Sets[code[item + 2]].Contains(c),
        SreOp.UnitSet => program.Sets[code[item + 1]].Contains(c),
        _ => true,
    };

    private bool AreDisjoint(int item, SreSet set) => (SreOp)code[item] switch
    {
        SreOp.Literal => !set.Contains(code[item + 1]),
        SreOp.In => program.Sets[code[item + 2]].IsDisjointFrom(set),
        SreOp.UnitSet => program.Sets[code[item + 1]].IsDisjointFrom(set),
        _ => false,
    };
}
