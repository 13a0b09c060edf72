namespace TieredPy.Runtime.Regex;

/// <summary>How the pattern must lie in the subject.</summary>
internal enum SreMode
{
    /// <summary>From the start.</summary>
    Match,

    /// <summary>From the start to the end.</summary>
    FullMatch,

    /// <summary>Anywhere from the start on.</summary>
    Search,
}

/// <summary>What came of running a pattern.</summary>
internal enum SreStatus
{
    NoMatch,
    Matched,

    /// <summary>The interruption callback asked to stop.</summary>
    Interrupted,

    /// <summary>The backtracking stack would pass its limit: a MemoryError.</summary>
    OutOfMemory,

    /// <summary>"internal error in regular expression engine", a RuntimeError.</summary>
    IllegalCode,
}

/// <summary>
/// Runs compiled patterns over text of chars that are whole code points, over code points, or over bytes.
/// </summary>
internal static class SreEngine
{
    [ThreadStatic]
    private static SreState? spare;

    /// <summary>Memory to match with, several times; it is given back to be used again. Whoever fails meanwhile may just forget it.</summary>
    public static SreState Take()
    {
        // A callback may run another match on this thread, which then finds no spare and makes its own.
        var state = spare ?? new SreState();
        spare = null;
        return state;
    }

    public static void GiveBack(SreState state) => spare = state;

    /// <summary>Asked now and then during a long match; true stops it. It may run signal handlers.</summary>
    public static Func<bool>? InterruptionRequested { get; set; }

    /// <summary>
    /// Matches between <paramref name="start"/> and <paramref name="end"/>; what lies before the start is seen by lookbehind and
    /// boundaries, what lies after the end is not there. With <paramref name="mustAdvance"/> an empty match at the start doesn't
    /// count. <paramref name="spans"/> receives start and end of the match and of each group (-1 where it took no part).
    /// </summary>
    /// <remarks>
    /// Iteration over matches starts each search where the last match ended, with mustAdvance if that was empty
    /// (start == end).
    /// </remarks>
    public static SreStatus Run(
        SreState state, SreProgram program, ReadOnlySpan<char> subject, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex) =>
        Run<char>(state, program, subject, start, end, mode, mustAdvance, spans, out lastIndex);

    /// <inheritdoc cref="Run(SreState, SreProgram, ReadOnlySpan{char}, int, int, SreMode, bool, Span{int}, out int)"/>
    public static SreStatus Run(
        SreState state, SreProgram program, ReadOnlySpan<int> subject, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex) =>
        Run<int>(state, program, subject, start, end, mode, mustAdvance, spans, out lastIndex);

    /// <inheritdoc cref="Run(SreState, SreProgram, ReadOnlySpan{char}, int, int, SreMode, bool, Span{int}, out int)"/>
    public static SreStatus Run(
        SreState state, SreProgram program, ReadOnlySpan<byte> subject, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex) =>
        Run<byte>(state, program, subject, start, end, mode, mustAdvance, spans, out lastIndex);

    private static unsafe SreStatus Run<T>(
        SreState state, SreProgram program, ReadOnlySpan<T> subject, int start, int end, SreMode mode, bool mustAdvance, Span<int> spans, out int lastIndex)
        where T : unmanaged
    {
        end = Math.Clamp(end, 0, subject.Length);
        start = Math.Clamp(start, 0, subject.Length);
        lastIndex = -1;
        state.Prepare(program);
        SreStatus status;
        fixed (T* text = subject)
        fixed (int* code = program.Code)
        {
            var machine = new SreMachine<T>(program, state, text, code, start, end)
            {
                MustAdvance = mustAdvance,
                MatchAll = mode == SreMode.FullMatch,
            };
            status = (SreStatus)(mode == SreMode.Search ? machine.Search() : machine.Match(SreProgram.StartWithInfo, true));
            if (status == SreStatus.Matched)
            {
                spans[0] = machine.StartIndex;
                spans[1] = machine.Position;
                state.CopyGroups(spans[2..]);
                lastIndex = state.LastIndex;
            }
        }
        state.Release();
        return status;
    }
}
