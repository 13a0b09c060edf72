using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Regex;

/// <summary>
/// The backtracking machine over elements of one width: char, int or byte. It is CPython's _sre machine, down to when marks are saved
/// and restored, with one context on an explicit stack where that one has a recursion. Positions are element indexes.
/// </summary>
internal unsafe ref partial struct SreMachine<T>
    where T : unmanaged
{
    private const int ContextSize = 8;
    private const int RepeatSize = 4;

    private readonly SreProgram program;
    private readonly SreState state;
    private readonly T* text;
    private readonly int* code;
    private readonly int end;
    private int start;
    private uint steps;

    /// <summary>The status that made <see cref="Count"/> return -1.</summary>
    private int error;

    public bool MustAdvance;
    public bool MatchAll;

    public SreMachine(SreProgram program, SreState state, T* text, int* code, int start, int end)
    {
        this.program = program;
        this.state = state;
        this.text = text;
        this.code = code;
        this.start = start;
        this.end = end;
        Position = start;
    }

    /// <summary>Where the match starts.</summary>
    public readonly int StartIndex => start;

    /// <summary>Where to match from, and where the match ended.</summary>
    public int Position;

    private enum Return
    {
        None,
        MaxUntil1,
        MaxUntil2,
        MaxUntil3,
        MinUntil1,
        MinUntil2,
        MinUntil3,
        Repeat,
        RepeatOne1,
        RepeatOne2,
        MinRepeatOne,
        Branch,
        Assert,
        AssertNot,
        PossessiveRepeat1,
        PossessiveRepeat2,
        AtomicGroup,
    }

    /// <summary>What must be known to go on after a part of the pattern was tried.</summary>
    private struct Context
    {
        public int Count;

        /// <summary>A repeat's record.</summary>
        public int Repeat;
        public int LastMark;
        public int LastIndex;
        public int Pattern;
        public int Pointer;

        /// <summary>The <see cref="Return"/> and, as the lowest bit, whether success ends the whole pattern.</summary>
        public int JumpAndTop;
        public int Previous;
    }

    /// <summary>A repeat under way: how often its body matched, its code, the repeat around it, and where its body started last.</summary>
    private struct RepeatRecord
    {
        public int Count;
        public int Pattern;
        public int Previous;
        public int LastPointer;
    }

    /// <summary>Runs the code at <paramref name="pattern"/> from <see cref="Position"/>; returns a <see cref="SreStatus"/>.</summary>
    public int Match(int pattern, bool topLevel)
    {
        var code = this.code;
        var text = this.text;
        var end = this.end;
        var marks = state.Marks;
        var stack = state.Stack;
        var entryTop = state.Top;
        int result;
        int contextAt;
        Context* context;
        RepeatRecord* repeat;
        int pointer = Position;
        int next;
        var nextTop = topLevel ? 1 : 0;
        int jump;

        if (!Reserve(ref stack, ContextSize))
            return (int)SreStatus.OutOfMemory;
        contextAt = state.Top;
        state.Top += ContextSize;
        context = (Context*)(stack + contextAt);
        context->Previous = -1;
        context->JumpAndTop = ((int)Return.None << 1) | nextTop;
        if (code[pattern] == (int)SreOp.Info)
        {
            if (code[pattern + 3] > 0 && code[pattern + 3] > end - pointer)
            {
                state.Top = entryTop;
                return 0;
            }
            pattern += code[pattern + 1] + 1;
        }

    dispatch:
        switch ((SreOp)code[pattern++])
        {
            case SreOp.Mark:
                {
                    var mark = code[pattern++];
                    if ((mark & 1) != 0)
                        state.LastIndex = mark / 2 + 1;
                    if (mark > state.LastMark)
                    {
                        for (var i = state.LastMark + 1; i < mark; i++)
                            marks[i] = -1;
                        state.LastMark = mark;
                    }
                    marks[mark] = pointer;
                    goto dispatch;
                }

            case SreOp.Literal:
                if (pointer >= end || At(text, pointer) != code[pattern])
                    goto failure;
                pattern++;
                pointer++;
                goto dispatch;

            case SreOp.NotLiteral:
                if (pointer >= end || At(text, pointer) == code[pattern])
                    goto failure;
                pattern++;
                pointer++;
                goto dispatch;

            case SreOp.Success:
                if ((context->JumpAndTop & 1) != 0 && (MatchAll && pointer != end || MustAdvance && pointer == start))
                    goto failure;
                Position = pointer;
                goto success;

            case SreOp.At:
                if (!IsAt((SreAt)code[pattern], pointer))
                    goto failure;
                pattern++;
                goto dispatch;

            case SreOp.Any:
                if (pointer >= end || At(text, pointer) == '\n')
                    goto failure;
                pointer++;
                goto dispatch;

            case SreOp.AnyAll:
                if (pointer >= end)
                    goto failure;
                pointer++;
                goto dispatch;

            case SreOp.In:
                if (pointer >= end || !Set(code[pattern + 1]).Contains(At(text, pointer)))
                    goto failure;
                pattern += code[pattern];
                pointer++;
                goto dispatch;

            case SreOp.UnitSet:
                if (pointer >= end || !Set(code[pattern]).Contains(At(text, pointer)))
                    goto failure;
                pattern++;
                pointer++;
                goto dispatch;

            case SreOp.Jump:
            case SreOp.Info:
                pattern += code[pattern];
                goto dispatch;

            case SreOp.Branch:
                context->LastMark = state.LastMark;
                context->LastIndex = state.LastIndex;
                if (state.Repeat >= 0 && !PushMarks(ref stack, ref context, contextAt))
                    goto memory;
                goto branch;

            case SreOp.RepeatOne:
                {
                    if (code[pattern + 1] > end - pointer)
                        goto failure;
                    var count = Count(pattern + 3, pointer, code[pattern + 2]);
                    if (count < code[pattern + 1])
                    {
                        if (count < 0)
                            goto error;
                        goto failure;
                    }
                    stack = state.Stack;
                    context = (Context*)(stack + contextAt);
                    pointer += count;
                    var tail = pattern + code[pattern];
                    if (code[tail] == (int)SreOp.Success
                        && !((context->JumpAndTop & 1) != 0 && (MatchAll && pointer != end || MustAdvance && pointer == start)))
                    {
                        Position = pointer;
                        goto success;
                    }
                    context->Count = count;
                    context->LastMark = state.LastMark;
                    context->LastIndex = state.LastIndex;
                    if (state.Repeat >= 0 && !PushMarks(ref stack, ref context, contextAt))
                        goto memory;
                    if (code[Probe(tail)] == (int)SreOp.Literal)
                        goto repeatOneLiteral;
                    goto repeatOne;
                }

            case SreOp.MinRepeatOne:
                {
                    if (code[pattern + 1] > end - pointer)
                        goto failure;
                    var count = 0;
                    if (code[pattern + 1] > 0)
                    {
                        count = Count(pattern + 3, pointer, code[pattern + 1]);
                        if (count < code[pattern + 1])
                        {
                            if (count < 0)
                                goto error;
                            goto failure;
                        }
                        stack = state.Stack;
                        context = (Context*)(stack + contextAt);
                        pointer += count;
                    }
                    if (code[pattern + code[pattern]] == (int)SreOp.Success
                        && !((context->JumpAndTop & 1) != 0 && (MatchAll && pointer != end || MustAdvance && pointer == start)))
                    {
                        Position = pointer;
                        goto success;
                    }
                    context->Count = count;
                    context->LastMark = state.LastMark;
                    context->LastIndex = state.LastIndex;
                    if (state.Repeat >= 0 && !PushMarks(ref stack, ref context, contextAt))
                        goto memory;
                    goto minRepeatOne;
                }

            case SreOp.PossessiveRepeatOne:
                {
                    if (code[pattern + 1] > end - pointer)
                        goto failure;
                    var count = Count(pattern + 3, pointer, code[pattern + 2]);
                    if (count < code[pattern + 1])
                    {
                        if (count < 0)
                            goto error;
                        goto failure;
                    }
                    stack = state.Stack;
                    context = (Context*)(stack + contextAt);
                    pointer += count;
                    pattern += code[pattern];
                    if (code[pattern] == (int)SreOp.Success && pointer == end
                        && !((context->JumpAndTop & 1) != 0 && MustAdvance && pointer == start))
                    {
                        Position = pointer;
                        goto success;
                    }
                    goto dispatch;
                }

            case SreOp.Repeat:
                {
                    // The record lives on the stack below the contexts of the repeat.
                    if (!Reserve(ref stack, RepeatSize))
                        goto memory;
                    context = (Context*)(stack + contextAt);
                    var record = (RepeatRecord*)(stack + state.Top);
                    record->Count = -1;
                    record->Pattern = pattern;
                    record->Previous = state.Repeat;
                    record->LastPointer = -1;
                    context->Repeat = state.Repeat = state.Top;
                    state.Top += RepeatSize;
                    Position = pointer;
                    jump = (int)Return.Repeat;
                    next = pattern + code[pattern];
                    goto call;
                }

            case SreOp.MaxUntil:
                {
                    context->Repeat = state.Repeat;
                    if (state.Repeat < 0)
                        goto illegal;
                    repeat = (RepeatRecord*)(stack + context->Repeat);
                    Position = pointer;
                    var count = repeat->Count + 1;
                    context->Count = count;
                    if (count < code[repeat->Pattern + 1])
                    {
                        repeat->Count = count;
                        jump = (int)Return.MaxUntil1;
                        next = repeat->Pattern + 3;
                        goto call;
                    }
                    if (count < code[repeat->Pattern + 2] && pointer != repeat->LastPointer)
                    {
                        // There may be enough, but one more is better.
                        repeat->Count = count;
                        context->LastMark = state.LastMark;
                        context->LastIndex = state.LastIndex;
                        if (!PushMarks(ref stack, ref context, contextAt) || !Reserve(ref stack, 1))
                            goto memory;
                        context = (Context*)(stack + contextAt);
                        repeat = (RepeatRecord*)(stack + context->Repeat);
                        // An empty body must not match for ever.
                        stack[state.Top++] = repeat->LastPointer;
                        repeat->LastPointer = pointer;
                        jump = (int)Return.MaxUntil2;
                        next = repeat->Pattern + 3;
                        goto call;
                    }
                    goto maxUntilTail;
                }

            case SreOp.MinUntil:
                {
                    context->Repeat = state.Repeat;
                    if (state.Repeat < 0)
                        goto illegal;
                    repeat = (RepeatRecord*)(stack + context->Repeat);
                    Position = pointer;
                    var count = repeat->Count + 1;
                    context->Count = count;
                    if (count < code[repeat->Pattern + 1])
                    {
                        repeat->Count = count;
                        jump = (int)Return.MinUntil1;
                        next = repeat->Pattern + 3;
                        goto call;
                    }
                    state.Repeat = repeat->Previous;
                    context->LastMark = state.LastMark;
                    context->LastIndex = state.LastIndex;
                    if (state.Repeat >= 0 && !PushMarks(ref stack, ref context, contextAt))
                        goto memory;
                    jump = (int)Return.MinUntil2;
                    next = pattern;
                    goto call;
                }

            case SreOp.PossessiveRepeat:
                Position = pointer;
                context->Count = 0;
                goto possessiveMinimum;

            case SreOp.AtomicGroup:
                Position = pointer;
                jump = (int)Return.AtomicGroup;
                next = pattern + 1;
                nextTop = 0;
                goto callTop;

            case SreOp.GroupRef:
            case SreOp.GroupRefIgnore:
            case SreOp.GroupRefLocIgnore:
            case SreOp.GroupRefUniIgnore:
                {
                    var length = MatchReference((SreOp)code[pattern - 1], code[pattern], pointer);
                    if (length < 0)
                        goto failure;
                    pointer += length;
                    pattern++;
                    goto dispatch;
                }

            case SreOp.GroupRefExists:
                {
                    var mark = code[pattern] * 2;
                    if (mark < state.LastMark && marks[mark] >= 0 && marks[mark + 1] >= marks[mark])
                        pattern += 2;
                    else
                        pattern += code[pattern + 1];
                    goto dispatch;
                }

            case SreOp.Assert:
                if (pointer < code[pattern + 1])
                    goto failure;
                Position = pointer - code[pattern + 1];
                jump = (int)Return.Assert;
                next = pattern + 2;
                nextTop = 0;
                goto callTop;

            case SreOp.AssertNot:
                if (pointer >= code[pattern + 1])
                {
                    Position = pointer - code[pattern + 1];
                    context->LastMark = state.LastMark;
                    context->LastIndex = state.LastIndex;
                    if (state.Repeat >= 0 && !PushMarks(ref stack, ref context, contextAt))
                        goto memory;
                    jump = (int)Return.AssertNot;
                    next = pattern + 2;
                    nextTop = 0;
                    goto callTop;
                }
                pattern += code[pattern];
                goto dispatch;

            case SreOp.Failure:
                goto failure;

            default:
                goto illegal;
        }

        // Tries the next branch that can match the character at hand.
    branch:
        for (; code[pattern] != 0; pattern += code[pattern])
        {
            var op = code[pattern + 1];
            if (op == (int)SreOp.Literal)
            {
                if (pointer >= end || At(text, pointer) != code[pattern + 2])
                    continue;
            }
            else if (op == (int)SreOp.In)
            {
                if (pointer >= end || !Set(code[pattern + 3]).Contains(At(text, pointer)))
                    continue;
            }
            Position = pointer;
            jump = (int)Return.Branch;
            next = pattern + 1;
            goto call;
        }
        if (state.Repeat >= 0)
            DiscardMarks(context);
        goto failure;

        // Gives back one character at a time, to where the tail's literal stands.
    repeatOneLiteral:
        {
            var tail = pattern + code[pattern];
            var least = code[pattern + 1];
            var literal = code[Probe(tail) + 1];
            if (context->Count >= least)
            {
                // Look from the far end: first at the place after the run, which may be the subject's end.
                if (pointer >= end || At(text, pointer) != literal)
                {
                    var room = context->Count - least;
                    var back = LastIndexOf(text + (pointer - room), room, literal);
                    if (back < 0)
                        goto repeatOneDone;
                    context->Count = least + back;
                    pointer = pointer - room + back;
                }
                Position = pointer;
                jump = (int)Return.RepeatOne1;
                next = tail;
                goto call;
            }
            goto repeatOneDone;
        }

    repeatOne:
        {
            var tail = pattern + code[pattern];
            var least = code[pattern + 1];
            var probe = Probe(tail);
            if (code[probe] is (int)SreOp.In or (int)SreOp.UnitSet)
            {
                // The tail fails at once where its set doesn't match.
                var set = Set(code[probe] == (int)SreOp.In ? code[probe + 2] : code[probe + 1]);
                while (context->Count >= least && (pointer >= end || !set.Contains(At(text, pointer))))
                {
                    pointer--;
                    context->Count--;
                }
            }
            if (context->Count >= least)
            {
                Position = pointer;
                jump = (int)Return.RepeatOne2;
                next = tail;
                goto call;
            }
        }

    repeatOneDone:
        if (state.Repeat >= 0)
            DiscardMarks(context);
        goto failure;

    minRepeatOne:
        {
            var most = code[pattern + 2];
            if (most == int.MaxValue || context->Count <= most)
            {
                var tail = pattern + code[pattern];
                var probe = Probe(tail);
                if (code[probe] == (int)SreOp.Literal)
                {
                    // The tail fails at once before its literal: skip to that, as far as the item matches.
                    var literal = code[probe + 1];
                    var skip = IndexOf(text + pointer, end - pointer, literal);
                    if (skip < 0 || most != int.MaxValue && skip > most - context->Count)
                        goto repeatOneDone;
                    if (skip > 0)
                    {
                        var count = Count(pattern + 3, pointer, skip);
                        if (count < 0)
                            goto error;
                        stack = state.Stack;
                        context = (Context*)(stack + contextAt);
                        if (count < skip)
                            goto repeatOneDone;
                        context->Count += skip;
                        pointer += skip;
                    }
                }
                Position = pointer;
                jump = (int)Return.MinRepeatOne;
                next = tail;
                goto call;
            }
            goto repeatOneDone;
        }

    maxUntilTail:
        state.Repeat = ((RepeatRecord*)(stack + context->Repeat))->Previous;
        jump = (int)Return.MaxUntil3;
        next = pattern;
        goto call;

    possessiveMinimum:
        if (context->Count < code[pattern + 1])
        {
            jump = (int)Return.PossessiveRepeat1;
            next = pattern + 3;
            nextTop = 0;
            goto callTop;
        }
        pointer = -1;

    possessiveMore:
        if (context->Count < code[pattern + 2] && Position != pointer)
        {
            context->LastMark = state.LastMark;
            context->LastIndex = state.LastIndex;
            if (!PushMarks(ref stack, ref context, contextAt))
                goto memory;
            pointer = Position;
            jump = (int)Return.PossessiveRepeat2;
            next = pattern + 3;
            nextTop = 0;
            goto callTop;
        }

    possessiveDone:
        pattern += code[pattern] + 1;
        pointer = Position;
        goto dispatch;

        // Tries the code at next from Position in a context of its own.
    call:
        nextTop = context->JumpAndTop & 1;

    callTop:
        context->Pattern = pattern;
        context->Pointer = pointer;
        {
            var top = state.Top;
            if (top + ContextSize > state.StackLength)
            {
                if (!Reserve(ref stack, ContextSize))
                    goto memory;
            }
            context = (Context*)(stack + top);
            context->Previous = contextAt;
            context->JumpAndTop = jump << 1 | nextTop;
            contextAt = top;
            state.Top = top + ContextSize;
        }
        pattern = next;
        pointer = Position;
        if ((++steps & 0xFFF) == 0 && Interrupted())
        {
            result = (int)SreStatus.Interrupted;
            goto exit;
        }
        goto dispatch;

    success:
        result = (int)SreStatus.Matched;
        goto leave;

    failure:
        result = 0;

    leave:
        state.Top = contextAt;
        jump = context->JumpAndTop >> 1;
        contextAt = context->Previous;
        if (contextAt < 0)
            return result;
        context = (Context*)(stack + contextAt);
        pattern = context->Pattern;
        pointer = context->Pointer;

        switch ((Return)jump)
        {
            case Return.Branch:
                if (result != 0)
                {
                    if (state.Repeat >= 0)
                        DiscardMarks(context);
                    goto success;
                }
                if (state.Repeat >= 0)
                    KeepMarks(stack, context);
                RestoreLast(context);
                pattern += code[pattern];
                goto branch;

            case Return.RepeatOne1:
            case Return.RepeatOne2:
                if (result != 0)
                {
                    if (state.Repeat >= 0)
                        DiscardMarks(context);
                    goto success;
                }
                if (state.Repeat >= 0)
                    KeepMarks(stack, context);
                RestoreLast(context);
                pointer--;
                context->Count--;
                if (jump == (int)Return.RepeatOne1)
                    goto repeatOneLiteral;
                goto repeatOne;

            case Return.MinRepeatOne:
                {
                    if (result != 0)
                    {
                        if (state.Repeat >= 0)
                            DiscardMarks(context);
                        goto success;
                    }
                    if (state.Repeat >= 0)
                        KeepMarks(stack, context);
                    RestoreLast(context);
                    var count = pointer < end ? Count(pattern + 3, pointer, 1) : 0;
                    if (count < 0)
                        goto error;
                    stack = state.Stack;
                    context = (Context*)(stack + contextAt);
                    if (count == 0)
                        goto repeatOneDone;
                    pointer++;
                    context->Count++;
                    goto minRepeatOne;
                }

            case Return.Repeat:
                state.Repeat = ((RepeatRecord*)(stack + context->Repeat))->Previous;
                state.Top -= RepeatSize;
                if (result != 0)
                    goto success;
                goto failure;

            case Return.MaxUntil1:
                if (result != 0)
                    goto success;
                ((RepeatRecord*)(stack + context->Repeat))->Count = context->Count - 1;
                Position = pointer;
                goto failure;

            case Return.MaxUntil2:
                repeat = (RepeatRecord*)(stack + context->Repeat);
                repeat->LastPointer = stack[--state.Top];
                if (result != 0)
                {
                    DiscardMarks(context);
                    goto success;
                }
                KeepMarks(stack, context);
                DiscardMarks(context);
                RestoreLast(context);
                repeat->Count = context->Count - 1;
                Position = pointer;
                goto maxUntilTail;

            case Return.MaxUntil3:
                state.Repeat = context->Repeat;
                if (result != 0)
                    goto success;
                Position = pointer;
                goto failure;

            case Return.MinUntil1:
                if (result != 0)
                    goto success;
                ((RepeatRecord*)(stack + context->Repeat))->Count = context->Count - 1;
                Position = pointer;
                goto failure;

            case Return.MinUntil2:
                {
                    var outer = state.Repeat;
                    state.Repeat = context->Repeat;
                    if (result != 0)
                    {
                        if (outer >= 0)
                            DiscardMarks(context);
                        goto success;
                    }
                    if (outer >= 0)
                    {
                        KeepMarks(stack, context);
                        DiscardMarks(context);
                    }
                    RestoreLast(context);
                    Position = pointer;
                    repeat = (RepeatRecord*)(stack + context->Repeat);
                    var most = code[repeat->Pattern + 2];
                    if (context->Count >= most && most != int.MaxValue || pointer == repeat->LastPointer)
                        goto failure;
                    repeat->Count = context->Count;
                    if (!Reserve(ref stack, 1))
                        goto memory;
                    context = (Context*)(stack + contextAt);
                    repeat = (RepeatRecord*)(stack + context->Repeat);
                    stack[state.Top++] = repeat->LastPointer;
                    repeat->LastPointer = pointer;
                    jump = (int)Return.MinUntil3;
                    next = repeat->Pattern + 3;
                    goto call;
                }

            case Return.MinUntil3:
                repeat = (RepeatRecord*)(stack + context->Repeat);
                repeat->LastPointer = stack[--state.Top];
                if (result != 0)
                    goto success;
                repeat->Count = context->Count - 1;
                Position = pointer;
                goto failure;

            case Return.PossessiveRepeat1:
                if (result != 0)
                {
                    context->Count++;
                    goto possessiveMinimum;
                }
                Position = pointer;
                goto failure;

            case Return.PossessiveRepeat2:
                if (result != 0)
                {
                    DiscardMarks(context);
                    context->Count++;
                    goto possessiveMore;
                }
                KeepMarks(stack, context);
                DiscardMarks(context);
                RestoreLast(context);
                Position = pointer;
                goto possessiveDone;

            case Return.AtomicGroup:
                if (result == 0)
                {
                    Position = pointer;
                    goto failure;
                }
                pattern += code[pattern];
                pointer = Position;
                goto dispatch;

            case Return.Assert:
                if (result == 0)
                    goto failure;
                pattern += code[pattern];
                goto dispatch;

            case Return.AssertNot:
                if (result != 0)
                {
                    if (state.Repeat >= 0)
                        DiscardMarks(context);
                    goto failure;
                }
                if (state.Repeat >= 0)
                {
                    KeepMarks(stack, context);
                    DiscardMarks(context);
                }
                RestoreLast(context);
                pattern += code[pattern];
                goto dispatch;
        }

    illegal:
        result = (int)SreStatus.IllegalCode;
        goto exit;

    memory:
        result = (int)SreStatus.OutOfMemory;
        goto exit;

    error:
        result = error;

    exit:
        state.Top = entryTop;
        return result;
    }
}
