namespace TieredPy.Runtime.Regex;

/// <summary>
/// Finds the characters that a match can start with, by walking the checked code, for patterns whose info block doesn't tell. What
/// lies above Latin-1 is kept only as "perhaps".
/// </summary>
internal sealed class SreFirst(SreProgram program, uint[] source)
{
    private const int MaxDepth = 40;
    private readonly bool[] table = new bool[256];
    private bool large;

    /// <summary>A set that every match's first character is in, or null when a match may be empty or anything may start it.</summary>
    public SreSet? Find(int start)
    {
        if (!Walk(start, 0))
            return null;
        var members = table.Count(static x => x);
        if (members > 200)
            return null;
        // The answer as a set's code: a bitmap and perhaps all beyond it.
        var code = new uint[13];
        code[0] = (uint)SreOp.Charset;
        for (var c = 0; c < 256; c++)
        {
            if (table[c])
                code[1 + (c >> 5)] |= 1U << (c & 31);
        }
        var at = 9;
        if (large)
        {
            code[at++] = (uint)SreOp.Range;
            code[at++] = 256;
            code[at++] = 0x10FFFF;
        }
        code[at] = (uint)SreOp.Failure;
        return new SreSet(code, SreOp.In, 0);
    }

    /// <summary>As <see cref="Find"/> for a pattern that may match nothing, but only before certain characters: it looks at the next one first.</summary>
    public SreSet? FindAhead(int start)
    {
        var code = program.Code;
        for (var at = start; ;)
        {
            switch ((SreOp)code[at])
            {
                case SreOp.Mark:
                    at += 2;
                    break;
                case SreOp.Assert when code[at + 2] == 0:
                    return Find(at + 3);
                case SreOp.Assert:
                    at += 1 + code[at + 1];
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>Adds what can come first from here on; false when nothing can be said.</summary>
    private bool Walk(int at, int depth)
    {
        if (depth > MaxDepth)
            return false;
        var code = program.Code;
        while (true)
        {
            var op = (SreOp)code[at++];
            switch (op)
            {
                case SreOp.Mark:
                case SreOp.At:
                    at++;
                    break;
                case SreOp.Info:
                case SreOp.Jump:
                    at += code[at];
                    break;
                case SreOp.Assert:
                case SreOp.AssertNot:
                    at += code[at];
                    break;
                case SreOp.Branch:
                    for (; code[at] != 0; at += code[at])
                    {
                        if (!Walk(at + 1, depth + 1))
                            return false;
                    }
                    return true;
                case SreOp.RepeatOne:
                case SreOp.MinRepeatOne:
                case SreOp.PossessiveRepeatOne:
                    if (!AddUnit(at + 3))
                        return false;
                    if (code[at + 1] > 0)
                        return true;
                    at += code[at];
                    break;
                case SreOp.Repeat:
                    if (code[at + 2] > 0 && !Walk(at + 3, depth + 1))
                        return false;
                    if (code[at + 1] > 0)
                        return true;
                    at += code[at] + 1;
                    break;
                case SreOp.AtomicGroup:
                    return Walk(at + 1, depth + 1);
                case SreOp.PossessiveRepeat:
                    if (code[at + 1] == 0)
                        return false;
                    return Walk(at + 3, depth + 1);
                default:
                    return AddUnit(at - 1);
            }
        }
    }

    private bool AddUnit(int at)
    {
        switch ((SreOp)program.Code[at])
        {
            case SreOp.Literal:
                var literal = source[at + 1];
                if (literal < 256)
                    table[literal] = true;
                else
                    large = true;
                return true;
            case SreOp.NotLiteral:
                AddAll(c => (uint)c != source[at + 1]);
                return true;
            case SreOp.Any:
                AddAll(static c => c != '\n');
                return true;
            case SreOp.In:
                AddAll(program.Sets[program.Code[at + 2]].Contains);
                return true;
            case SreOp.UnitSet:
                AddAll(program.Sets[program.Code[at + 1]].Contains);
                return true;
            default:
                return false;
        }
    }

    private void AddAll(Func<int, bool> contains)
    {
        large = true;
        for (var c = 0; c < 256; c++)
            table[c] |= contains(c);
    }
}
