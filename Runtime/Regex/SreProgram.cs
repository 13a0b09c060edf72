using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Regex;

/// <summary>
/// A compiled pattern, checked so that no code array can lead the machine astray, with every operation on one character turned
/// into a <see cref="SreSet"/>. It holds no state of a match and may be used by several threads.
/// </summary>
internal sealed class SreProgram
{
    public const uint Magic = 20230612;
    public const uint MaxRepeat = uint.MaxValue;
    public const int MaxGroups = int.MaxValue / 2;

    private const uint InfoPrefix = 1, InfoLiteral = 2, InfoCharset = 4;

    /// <summary>The machine's copy of the code, pinned.</summary>
    internal readonly int[] Code;
    internal readonly List<SreSet> Sets = [];

    /// <summary>Where matching starts: the info block, if any, tells the least length.</summary>
    internal const int StartWithInfo = 0;

    /// <summary>Where the pattern starts after the info block.</summary>
    internal readonly int Start;
    internal readonly int MinLength;

    /// <summary>A literal every match starts with, how much of it the pattern need not test again, and whether it is all.</summary>
    internal readonly int[] Prefix = [];
    internal readonly int PrefixSkip;
    internal readonly bool PrefixIsAll;
    internal readonly string? PrefixText;
    internal readonly byte[]? PrefixBytes;

    /// <summary>What every match starts with a character of, if known; a match is then never empty.</summary>
    internal readonly SreSet? FirstSet;

    /// <summary>What every match, which may be empty, starts before a character of, if known and <see cref="FirstSet"/> isn't.</summary>
    internal readonly SreSet? AheadSet;
    internal readonly bool AnchoredAtBeginning;
    internal readonly bool AnchoredAtLine;

    /// <summary>If not null, a match starts with a run of this set that the character <see cref="RunEnd"/> must follow.</summary>
    internal readonly SreSet? RunSet;
    internal readonly int RunEnd;

    private readonly uint[] source;
    private readonly List<int> repeatOnes = [];

    /// <summary>Checks the code; throws <see cref="InvalidDataException"/> for "invalid SRE code".</summary>
    public SreProgram(ReadOnlySpan<uint> code, int groups, int flags)
    {
        Groups = groups;
        Flags = flags;
        source = code.ToArray();
        Code = GC.AllocateUninitializedArray<int>(source.Length, pinned: true);
        for (var i = 0; i < source.Length; i++)
            Code[i] = (int)Math.Min(source[i], int.MaxValue);
        if (groups < 0 || groups > MaxGroups || source.Length == 0 || source[^1] != (uint)SreOp.Success
            || !ValidateInner(0, source.Length - 1))
            throw new InvalidDataException("invalid SRE code");

        var improver = new SreImprover(this);
        improver.MakePossessive(repeatOnes);
        if (source[0] != (uint)SreOp.Info)
        {
            FirstSet = new SreFirst(this, source).Find(0);
            return;
        }
        Start = 1 + Code[1];
        MinLength = Code[3];
        if ((source[2] & InfoPrefix) != 0)
        {
            Prefix = Code.AsSpan(7, Code[5]).ToArray();
            PrefixSkip = Code[6];
            PrefixIsAll = (source[2] & InfoLiteral) != 0;
            if (Prefix.Length == 0 || Start + 2L * PrefixSkip > source.Length || PrefixSkip > Prefix.Length)
                throw new InvalidDataException("invalid SRE code");
            // Only literals may be skipped; otherwise a skip could lead into the middle of an operation.
            for (var i = 0; i < PrefixSkip; i++)
            {
                if (Code[Start + 2 * i] != (int)SreOp.Literal)
                    PrefixSkip = 0;
            }
            if (Array.TrueForAll(Prefix, static c => c < 0x10000))
                PrefixText = string.Concat(Prefix.Select(static c => (char)c));
            if (Array.TrueForAll(Prefix, static c => c < 0x100))
                PrefixBytes = Array.ConvertAll(Prefix, static c => (byte)c);
        }
        else if ((source[2] & InfoCharset) != 0)
        {
            FirstSet = new SreSet(source, SreOp.In, 5);
        }
        else
        {
            AnchoredAtBeginning = Code[Start] == (int)SreOp.At && Code[Start + 1] is (int)SreAt.Beginning or (int)SreAt.BeginningString;
            AnchoredAtLine = Code[Start] == (int)SreOp.At && Code[Start + 1] == (int)SreAt.BeginningLine;
            if (!AnchoredAtBeginning && !AnchoredAtLine && MinLength > 0)
                FirstSet = new SreFirst(this, source).Find(Start);
            else if (MinLength == 0)
                AheadSet = new SreFirst(this, source).FindAhead(Start);
        }
        if (FirstSet != null)
            (RunSet, RunEnd) = improver.FindLeadingRun(Start);
    }

    public int Groups { get; }

    public int Flags { get; }

    /// <summary>Checks the operations in [at, end), which must end exactly there, and rewrites them for the machine.</summary>
    private bool ValidateInner(int at, int end)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        while (at < end)
        {
            var opAt = at;
            var op = (SreOp)source[at++];
            switch (op)
            {
                case SreOp.Mark:
                    if (at >= end || source[at++] >= 2 * (long)Groups)
                        return false;
                    break;

                case SreOp.Literal:
                case SreOp.NotLiteral:
                    if (at >= end)
                        return false;
                    at++;
                    break;

                case SreOp.LiteralIgnore:
                case SreOp.NotLiteralIgnore:
                case SreOp.LiteralUniIgnore:
                case SreOp.NotLiteralUniIgnore:
                case SreOp.LiteralLocIgnore:
                case SreOp.NotLiteralLocIgnore:
                    if (at >= end)
                        return false;
                    Code[at] = AddSet(op, at);
                    Code[opAt] = (int)SreOp.UnitSet;
                    at++;
                    break;

                case SreOp.Category:
                    if (at >= end || source[at] > (uint)SreCategory.UniNotLineBreak)
                        return false;
                    Code[at] = AddSet(op, at);
                    Code[opAt] = (int)SreOp.UnitSet;
                    at++;
                    break;

                case SreOp.Success:
                case SreOp.Failure:
                case SreOp.Any:
                case SreOp.AnyAll:
                    break;

                case SreOp.At:
                    if (at >= end || source[at++] > (uint)SreAt.UniNonBoundary)
                        return false;
                    break;

                case SreOp.In:
                case SreOp.InIgnore:
                case SreOp.InUniIgnore:
                case SreOp.InLocIgnore:
                    if (!GetSkip(ref at, end, 0, out var skip) || skip < 3 || !ValidateCharset(at, at + skip - 2)
                        || source[at + skip - 2] != (uint)SreOp.Failure)
                        return false;
                    Code[at] = AddSet(op, at);
                    Code[opAt] = (int)SreOp.In;
                    at += skip - 1;
                    break;

                case SreOp.Info:
                    if (!ValidateInfo(ref at, end))
                        return false;
                    break;

                case SreOp.Branch:
                    var target = -1;
                    while (true)
                    {
                        if (!GetSkip(ref at, end, 0, out skip))
                            return false;
                        if (skip == 0)
                            break;
                        if (skip < 3 || !ValidateInner(at, at + skip - 3))
                            return false;
                        at += skip - 3;
                        if (source[at++] != (uint)SreOp.Jump || !GetSkip(ref at, end, 0, out skip))
                            return false;
                        if (target < 0)
                            target = at + skip - 1;
                        else if (at + skip - 1 != target)
                            return false;
                    }
                    if (at != target)
                        return false;
                    break;

                case SreOp.RepeatOne:
                case SreOp.MinRepeatOne:
                case SreOp.PossessiveRepeatOne:
                    if (!GetSkip(ref at, end, 0, out skip) || skip < 4 || source[at] > source[at + 1]
                        || !ValidateInner(at + 2, at + skip - 2) || source[at + skip - 2] != (uint)SreOp.Success)
                        return false;
                    if (op == SreOp.RepeatOne)
                        repeatOnes.Add(opAt);
                    at += skip - 1;
                    break;

                case SreOp.Repeat:
                case SreOp.PossessiveRepeat:
                    if (!GetSkip(ref at, end, 0, out skip) || skip < 3 || source[at] > source[at + 1]
                        || !ValidateInner(at + 2, at + skip - 1) || at + skip - 1 >= end)
                        return false;
                    at += skip - 1;
                    var closing = (SreOp)source[at++];
                    if (op == SreOp.PossessiveRepeat ? closing != SreOp.Success : closing is not (SreOp.MaxUntil or SreOp.MinUntil))
                        return false;
                    break;

                case SreOp.AtomicGroup:
                    if (!GetSkip(ref at, end, 0, out skip) || skip < 2 || !ValidateInner(at, at + skip - 2)
                        || source[at + skip - 2] != (uint)SreOp.Success)
                        return false;
                    at += skip - 1;
                    break;

                case SreOp.GroupRef:
                case SreOp.GroupRefIgnore:
                case SreOp.GroupRefUniIgnore:
                case SreOp.GroupRefLocIgnore:
                    if (at >= end || source[at++] >= (uint)Groups)
                        return false;
                    break;

                case SreOp.GroupRefExists:
                    // <group> <skip> yes [<JUMP> <skip> no]; the first skip counts from the group.
                    if (at >= end || source[at++] >= (uint)Groups || !GetSkip(ref at, end, 1, out skip) || skip < 2)
                        return false;
                    at--;

                    // What looks like a jump may be an operand of the part's last instruction.
                    if (skip >= 4 && source[at + skip - 3] == (uint)SreOp.Jump && ValidateInner(at + 1, at + skip - 3))
                    {
                        at += skip - 2;
                        if (!GetSkip(ref at, end, 0, out skip) || skip < 1 || !ValidateInner(at, at + skip - 1))
                            return false;
                        at += skip - 1;
                    }
                    else
                    {
                        if (!ValidateInner(at + 1, at + skip - 1))
                            return false;
                        at += skip - 1;
                    }
                    break;

                case SreOp.Assert:
                case SreOp.AssertNot:
                    if (!GetSkip(ref at, end, 0, out skip) || skip < 3 || !ValidateInner(at + 1, at + skip - 2)
                        || source[at + skip - 2] != (uint)SreOp.Success)
                        return false;
                    at += skip - 1;
                    break;

                default:
                    return false;
            }
        }
        return at == end;
    }

    private bool ValidateInfo(ref int at, int end)
    {
        if (!GetSkip(ref at, end, 0, out var skip) || skip < 4)
            return false;
        var next = at + skip - 1;
        var flags = source[at];
        at += 3;
        if ((flags & ~(InfoPrefix | InfoLiteral | InfoCharset)) != 0
            || (flags & InfoPrefix) != 0 && (flags & InfoCharset) != 0
            || (flags & InfoLiteral) != 0 && (flags & InfoPrefix) == 0)
            return false;
        if ((flags & InfoPrefix) != 0)
        {
            if (at + 2 > next)
                return false;
            long length = source[at++];
            at++;
            if (at + 2 * length != next)
                return false;
            for (var i = 0; i < length; i++)
            {
                if (source[at + length + i] >= length)
                    return false;
            }
            at = next;
        }
        if ((flags & InfoCharset) != 0)
        {
            if (at >= next || !ValidateCharset(at, next - 1) || source[next - 1] != (uint)SreOp.Failure)
                return false;
            at = next;
        }
        return at == next;
    }

    private bool ValidateCharset(int at, int end)
    {
        while (at < end)
        {
            switch ((SreOp)source[at++])
            {
                case SreOp.Negate:
                    break;
                case SreOp.Literal:
                    at++;
                    break;
                case SreOp.Range:
                case SreOp.RangeUniIgnore:
                    at += 2;
                    break;
                case SreOp.Charset:
                    at += 8;
                    break;
                case SreOp.BigCharset:
                    if (at + 65 > end)
                        return false;
                    long blocks = source[at++];
                    for (var i = 0; i < 256; i++)
                    {
                        if ((source[at + (i >> 2)] >> ((i & 3) * 8) & 0xFF) >= blocks)
                            return false;
                    }
                    if (64 + blocks * 8 > end - at)
                        return false;
                    at += 64 + (int)blocks * 8;
                    break;
                case SreOp.Category:
                    if (at >= end || source[at++] > (uint)SreCategory.UniNotLineBreak)
                        return false;
                    break;
                default:
                    return false;
            }
        }
        return at == end;
    }

    /// <summary>Reads a skip, counted from its own place, that must not lead past the end.</summary>
    private bool GetSkip(ref int at, int end, int adjustment, out int skip)
    {
        skip = 0;
        if (at >= end || source[at] - (long)adjustment > end - at)
            return false;
        skip = (int)source[at++];
        return true;
    }

    private int AddSet(SreOp op, int operand)
    {
        Sets.Add(new SreSet(source, op, operand));
        return Sets.Count - 1;
    }
}
