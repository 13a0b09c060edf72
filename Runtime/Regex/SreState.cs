namespace TieredPy.Runtime.Regex;

/// <summary>The memory of a running match: the groups' marks and the backtracking stack. Kept and used again.</summary>
internal sealed unsafe class SreState
{
    /// <summary>One gigabyte of backtracking.</summary>
    private const int MaxStack = 1 << 28;
    private const int KeptStack = 1 << 18;

    private int[] marks = [];
    private int[] stack;
    private int groups;

    public int LastMark;
    public int LastIndex;

    /// <summary>The place of the innermost repeat's record on the stack, or -1.</summary>
    public int Repeat;

    /// <summary>The first free place of the stack.</summary>
    public int Top;
    public int* Marks;
    public int* Stack;
    public int StackLength;

    public SreState() => Use(GC.AllocateUninitializedArray<int>(1024, pinned: true));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prepare(SreProgram program)
    {
        groups = program.Groups;
        if (marks.Length < groups * 2)
            GrowMarks();
        LastMark = LastIndex = Repeat = -1;
        Top = 0;
    }

    public bool Grow(int needed)
    {
        var wanted = Math.Max((long)needed, stack.Length * 2L);
        if (wanted > MaxStack)
            return false;
        var larger = GC.AllocateUninitializedArray<int>((int)wanted, pinned: true);
        stack.AsSpan().CopyTo(larger);
        Use(larger);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyGroups(Span<int> spans)
    {
        for (var i = 0; i < groups; i++)
        {
            int from = -1, to = -1;
            if (2 * i + 1 <= LastMark && marks[2 * i] >= 0 && marks[2 * i + 1] >= 0)
                (from, to) = (marks[2 * i], marks[2 * i + 1]);
            spans[2 * i] = from;
            spans[2 * i + 1] = to;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Release()
    {
        if (StackLength > KeptStack)
            Use(GC.AllocateUninitializedArray<int>(1024, pinned: true));
    }

    private void GrowMarks()
    {
        marks = GC.AllocateUninitializedArray<int>(groups * 2, pinned: true);
        Marks = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(marks, 0);
    }

    [MemberNotNull(nameof(stack))]
    private void Use(int[] pinned)
    {
        stack = pinned;
        Stack = (int*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        StackLength = pinned.Length;
    }
}
