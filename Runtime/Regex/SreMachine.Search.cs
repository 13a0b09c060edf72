namespace TieredPy.Runtime.Regex;

internal unsafe ref partial struct SreMachine<T>
{
    /// <summary>Finds the first place from the start on where the pattern matches; returns a <see cref="SreStatus"/>.</summary>
    public int Search()
    {
        if (start > end || program.MinLength > end - start)
            return 0;
        if (program.Prefix.Length > 0)
            return SearchPrefix();
        if (program.FirstSet is { } set)
            return SearchSet(set);
        if (program.AheadSet is { } ahead)
            return SearchAhead(ahead);

        Position = start;
        var pattern = program.Start;
        var status = Match(pattern, true);
        MustAdvance = false;
        if (status != 0)
            return status;
        if (program.AnchoredAtBeginning)
        {
            start = end;
            return 0;
        }
        var last = program.MinLength > 1 ? end - (program.MinLength - 1) : end;
        while (start < last)
        {
            if (program.AnchoredAtLine)
            {
                var line = IndexOf(text + start, last - start, '\n');
                if (line < 0)
                    return 0;
                start += line;
            }
            start++;
            ResetGroups();
            Position = start;
            status = Match(pattern, false);
            if (status != 0)
                return status;
        }
        return 0;
    }

    private int SearchPrefix()
    {
        MustAdvance = false;
        var pattern = program.Start + 2 * program.PrefixSkip;
        while (true)
        {
            var found = FindPrefix(start);
            if (found < 0)
                return 0;
            start += found;
            Position = start + program.PrefixSkip;
            if (program.PrefixIsAll)
                return (int)SreStatus.Matched;
            var status = Match(pattern, false);
            if (status != 0)
                return status;
            if (++start >= end)
                return 0;
            ResetGroups();
        }
    }

    private readonly int FindPrefix(int from)
    {
        var length = end - from;
        if (program.Prefix.Length == 1)
            return IndexOf(text + from, length, program.Prefix[0]);
        if (sizeof(T) == 1)
            return program.PrefixBytes is { } bytes ? new ReadOnlySpan<byte>(text + from, length).IndexOf(bytes) : -1;
        if (sizeof(T) == 2)
            return program.PrefixText is { } chars ? new ReadOnlySpan<char>(text + from, length).IndexOf(chars) : -1;
        return new ReadOnlySpan<int>(text + from, length).IndexOf(program.Prefix);
    }

    private int SearchSet(SreSet set)
    {
        MustAdvance = false;
        var pattern = program.Start;
        while (start < end)
        {
            // Candidates often stand close together, so look at one before starting a vectorised scan.
            if (!set.Contains(At(text, start)))
            {
                var found = FindInSet(set, start);
                if (found < 0)
                    return 0;
                start += found;
            }
            if (program.RunSet is { } run)
            {
                // All starts within a run that the wanted character doesn't follow fail together.
                var after = start + CountSet(run, text + start, end - start);
                if (after >= end || At(text, after) != program.RunEnd)
                {
                    start = Math.Max(after, start + 1);
                    continue;
                }
            }
            Position = start;
            var status = Match(pattern, false);
            if (status != 0)
                return status;
            start++;
            ResetGroups();
        }
        return 0;
    }

    private int SearchAhead(SreSet set)
    {
        var first = start;
        while (start < end)
        {
            var found = FindInSet(set, start);
            if (found < 0)
                return 0;
            start += found;
            if (start > first)
                MustAdvance = false;
            Position = start;
            var status = Match(program.Start, start == first);
            if (status != 0)
                return status;
            start++;
            ResetGroups();
        }
        return 0;
    }

    private readonly int FindInSet(SreSet set, int from)
    {
        if (sizeof(T) == 1)
            return set.IndexIn(new ReadOnlySpan<byte>(text + from, end - from));
        if (sizeof(T) == 2)
            return set.IndexIn(new ReadOnlySpan<char>(text + from, end - from));
        return set.IndexIn(new ReadOnlySpan<int>(text + from, end - from));
    }

    private readonly void ResetGroups() => state.LastMark = state.LastIndex = -1;
}
