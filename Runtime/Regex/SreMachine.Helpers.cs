using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Regex;

internal unsafe ref partial struct SreMachine<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(T* text, int index)
    {
        if (sizeof(T) == 1)
            return ((byte*)text)[index];
        if (sizeof(T) == 2)
            return ((char*)text)[index];
        return ((int*)text)[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly SreSet Set(int index) => CollectionsMarshal.AsSpan(program.Sets)[index];

    /// <summary>The first operation at or after a place that is not a mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Probe(int pattern)
    {
        while (code[pattern] == (int)SreOp.Mark)
            pattern += 2;
        return pattern;
    }

    /// <summary>Makes room on the stack; false when that would pass the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Reserve(ref int* stack, int count)
    {
        if (state.Top + count <= state.StackLength)
            return true;
        if (!state.Grow(state.Top + count))
            return false;
        stack = state.Stack;
        return true;
    }

    /// <summary>Saves the marks up to the context's last one.</summary>
    private readonly bool PushMarks(ref int* stack, ref Context* context, int contextAt)
    {
        var count = context->LastMark + 1;
        if (count == 0)
            return true;
        if (!Reserve(ref stack, count))
            return false;
        context = (Context*)(stack + contextAt);
        for (var i = 0; i < count; i++)
            stack[state.Top + i] = state.Marks[i];
        state.Top += count;
        return true;
    }

    /// <summary>Restores the marks on top of the stack and leaves them there.</summary>
    private readonly void KeepMarks(int* stack, Context* context)
    {
        var count = context->LastMark + 1;
        for (var i = 0; i < count; i++)
            state.Marks[i] = stack[state.Top - count + i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void DiscardMarks(Context* context) => state.Top -= context->LastMark + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void RestoreLast(Context* context)
    {
        state.LastMark = context->LastMark;
        state.LastIndex = context->LastIndex;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Interrupted() => SreEngine.InterruptionRequested is { } requested && requested();

    private readonly bool IsAt(SreAt at, int pointer)
    {
        switch (at)
        {
            case SreAt.Beginning:
            case SreAt.BeginningString:
                return pointer == 0;
            case SreAt.BeginningLine:
                return pointer == 0 || At(text, pointer - 1) == '\n';
            case SreAt.End:
                return pointer == end || end - pointer == 1 && At(text, pointer) == '\n';
            case SreAt.EndLine:
                return pointer >= end || At(text, pointer) == '\n';
            case SreAt.EndString:
                return pointer == end;
            case SreAt.Boundary:
            case SreAt.LocBoundary:
                return end != 0 && (pointer > 0 && SreChars.IsWord(At(text, pointer - 1))) != (pointer < end && SreChars.IsWord(At(text, pointer)));
            case SreAt.NonBoundary:
            case SreAt.LocNonBoundary:
                return end != 0 && (pointer > 0 && SreChars.IsWord(At(text, pointer - 1))) == (pointer < end && SreChars.IsWord(At(text, pointer)));
            case SreAt.UniBoundary:
                return end != 0 && (pointer > 0 && SreChars.IsUniWord(At(text, pointer - 1))) != (pointer < end && SreChars.IsUniWord(At(text, pointer)));
            case SreAt.UniNonBoundary:
                return end != 0 && (pointer > 0 && SreChars.IsUniWord(At(text, pointer - 1))) == (pointer < end && SreChars.IsUniWord(At(text, pointer)));
            default:
                return false;
        }
    }

    /// <summary>The length of the group's text if it stands at the pointer, or -1.</summary>
    private readonly int MatchReference(SreOp op, int group, int pointer)
    {
        var mark = group * 2;
        if (mark >= state.LastMark)
            return -1;
        int from = state.Marks[mark], to = state.Marks[mark + 1];
        var length = to - from;
        if (from < 0 || length < 0 || length > end - pointer && length > 0)
            return -1;
        if (op == SreOp.GroupRef)
            return new ReadOnlySpan<T>(text + from, length).SequenceEqual(new ReadOnlySpan<T>(text + pointer, length), EqualityComparer<T>.Default) ? length : -1;
        for (var i = 0; i < length; i++)
        {
            int a = At(text, from + i), b = At(text, pointer + i);
            if (op == SreOp.GroupRefUniIgnore ? SreChars.LowerUnicode(a) != SreChars.LowerUnicode(b) : SreChars.LowerAscii(a) != SreChars.LowerAscii(b))
                return -1;
        }
        return length;
    }

    /// <summary>
    /// How often the one-character item at <paramref name="item"/> matches from the pointer on, at most <paramref name="most"/> times;
    /// -1 on an error.
    /// </summary>
    private int Count(int item, int pointer, int most)
    {
        var length = Math.Max(0, Math.Min(most, end - pointer));
        var from = text + pointer;
        switch ((SreOp)code[item])
        {
            case SreOp.In:
                return CountSet(Set(code[item + 2]), from, length);
            case SreOp.UnitSet:
                return CountSet(Set(code[item + 1]), from, length);
            case SreOp.AnyAll:
                return length;
            case SreOp.Any:
                return Orned(IndexOf(from, length, '\n'), length);
            case SreOp.NotLiteral:
                return Orned(IndexOf(from, length, code[item + 1]), length);
            case SreOp.Literal:
                {
                    var literal = code[item + 1];
                    var i = 0;
                    while (i < length && At(from, i) == literal)
                        i++;
                    return i;
                }
            default:
                return CountAny(item, pointer, length);
        }

        static int Orned(int index, int length) => index < 0 ? length : index;
    }

    private static int CountSet(SreSet set, T* from, int length)
    {
        if (sizeof(T) == 1)
            return set.CountLeading(new ReadOnlySpan<byte>(from, length));
        if (sizeof(T) == 2)
            return set.CountLeading(new ReadOnlySpan<char>(from, length));
        return set.CountLeading(new ReadOnlySpan<int>(from, length));
    }

    /// <summary>Counts an item of any kind by matching it again and again (the compiler makes none such).</summary>
    private int CountAny(int item, int pointer, int length)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            error = (int)SreStatus.OutOfMemory;
            return -1;
        }
        Position = pointer;
        var last = pointer + length;
        while (Position < last)
        {
            var before = Position;
            var result = Match(item, false);
            if (result > (int)SreStatus.Matched)
            {
                error = result;
                return -1;
            }
            if (result == 0 || Position == before)
            {
                Position = before;
                break;
            }
        }
        return Math.Min(Position, last) - pointer;
    }

    private static int IndexOf(T* from, int length, int value)
    {
        if (sizeof(T) == 1)
            return (uint)value > 0xFF ? -1 : new ReadOnlySpan<byte>(from, length).IndexOf((byte)value);
        if (sizeof(T) == 2)
            return (uint)value > 0xFFFF ? -1 : new ReadOnlySpan<char>(from, length).IndexOf((char)value);
        return new ReadOnlySpan<int>(from, length).IndexOf(value);
    }

    private static int LastIndexOf(T* from, int length, int value)
    {
        if (sizeof(T) == 1)
            return (uint)value > 0xFF ? -1 : new ReadOnlySpan<byte>(from, length).LastIndexOf((byte)value);
        if (sizeof(T) == 2)
            return (uint)value > 0xFFFF ? -1 : new ReadOnlySpan<char>(from, length).LastIndexOf((char)value);
        return new ReadOnlySpan<int>(from, length).LastIndexOf(value);
    }
}
