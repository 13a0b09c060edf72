using System.Buffers;

namespace TieredPy.Runtime.Objects;

public partial class PyStr
{
    /// <summary>Where a part last occurs between two positions, or -1.</summary>
    public int LastIndexOf(PyStr s, int start, int end)
    {
        if (!IsWide) return s.IsWide ? -1 : SpanSearch.FindLast(Span, s.Span, start, end);
        return SpanSearch.FindLast(WideSpan, s.PointsSpan(), start, end);
    }

    /// <summary>The code points of either form.</summary>
    private ReadOnlySpan<int> PointsSpan() => IsWide ? WideSpan : ToCodePoints();

    private int FindIn(PyStr sub, Value start, Value end, bool last)
    {
        if (!SpanSearch.Bounds(start, end, length, out int from, out int to)) return -1;
        return last ? LastIndexOf(sub, from, to) : IndexOf(sub, from, to);
    }

    [PyMethod("find", Doc = "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure.")]
    private long Find(PyStr sub, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => FindIn(sub, start, end, false);

    [PyMethod("rfind", Doc = "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure.")]
    private long RFind(PyStr sub, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => FindIn(sub, start, end, true);

    [PyMethod("index", Doc = "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found.")]
    private long IndexMethod(PyStr sub, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => Found(FindIn(sub, start, end, false));

    [PyMethod("rindex", Doc = "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found.")]
    private long RIndexMethod(PyStr sub, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => Found(FindIn(sub, start, end, true));

    private static long Found(int i) => i >= 0 ? i : throw Err.ValueError("substring not found");

    [PyMethod("count", Doc = "Return the number of non-overlapping occurrences of substring sub in string S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.")]
    private long CountOf(PyStr sub, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end)
    {
        if (!SpanSearch.Bounds(start, end, length, out int from, out int to)) return 0;
        if (!IsWide) return sub.IsWide ? 0 : SpanSearch.Count(Span, sub.Span, from, to);
        return SpanSearch.Count(WideSpan, sub.PointsSpan(), from, to);
    }

    [PyMethod("startswith", Doc = "Return True if the string starts with the specified prefix, False otherwise.\n\n  prefix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string.")]
    private bool StartsWith(Value prefix, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => Affix("startswith", prefix, start, end, false);

    [PyMethod("endswith", Doc = "Return True if the string ends with the specified suffix, False otherwise.\n\n  suffix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string.")]
    private bool EndsWith(Value suffix, [Opt(Show = "None")] Value start, [Opt(Show = "None")] Value end) => Affix("endswith", suffix, start, end, true);

    private bool Affix(string method, Value affix, Value start, Value end, bool atEnd)
    {
        bool inside = SpanSearch.Bounds(start, end, length, out int from, out int to);
        if (affix.Ref is PyStr one) return inside && HasAffix(one, from, to, atEnd);
        if (affix.Ref is not PyTuple tuple) throw Err.TypeError($"{method} first arg must be str or a tuple of str, not {Ops.TypeName(affix)}");
        foreach (var x in tuple.AsSpan())
        {
            if (x.Ref is not PyStr s) throw Err.TypeError($"tuple for {method} must only contain str, not {Ops.TypeName(x)}");
            if (inside && HasAffix(s, from, to, atEnd)) return true;
        }
        return false;
    }

    private bool HasAffix(PyStr s, int from, int to, bool atEnd)
    {
        if (s.length > to - from) return false;
        int at = atEnd ? to - s.length : from;
        if (!IsWide) return !s.IsWide && Span.Slice(at, s.length).SequenceEqual(s.Span);
        return WideSpan.Slice(at, s.length).SequenceEqual(s.PointsSpan());
    }

    [PyMethod("removeprefix", Doc = "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, return string[len(prefix):].\nOtherwise, return a copy of the original string.")]
    private PyStr RemovePrefix(PyStr prefix) =>
        prefix.length > 0 && HasAffix(prefix, 0, length, false) ? Substring(prefix.length, length - prefix.length) : ToExact();

    [PyMethod("removesuffix", Doc = "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and that suffix is not empty,\nreturn string[:-len(suffix)]. Otherwise, return a copy of the original\nstring.")]
    private PyStr RemoveSuffix(PyStr suffix) =>
        suffix.length > 0 && HasAffix(suffix, 0, length, true) ? Substring(0, length - suffix.length) : ToExact();

    [PyMethod("replace", Doc = "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.")]
    private PyStr ReplaceMethod(PyStr old, PyStr @new, [Kw] long count = -1)
    {
        if (!IsWide && !old.IsWide && !@new.IsWide)
        {
            if (count < 0 && old.length > 0)
            {
                var text = Chars;
                var replaced = text.Replace(old.Chars, @new.Chars, StringComparison.Ordinal);
                return ReferenceEquals(replaced, text) ? ToExact() : OfNarrow(replaced);
            }
            var r = SpanSearch.Replace(Span, old.Span, @new.Span, count);
            return r == null ? ToExact() : Of(r);
        }
        var wide = SpanSearch.Replace(PointsSpan(), old.PointsSpan(), @new.PointsSpan(), count);
        return wide == null ? ToExact() : FromOwned(wide);
    }

    [PyMethod("partition", Doc = "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string.  If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original string\nand two empty strings.")]
    private Value Partition(PyStr sep)
    {
        if (sep.length == 0) throw Err.ValueError("empty separator");
        int i = IndexOf(sep, 0, length);
        return i < 0 ? Three(ToExact(), Empty, Empty) : Three(Substring(0, i), sep, Substring(i + sep.length, length - i - sep.length));
    }

    [PyMethod("rpartition", Doc = "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty strings\nand the original string.")]
    private Value RPartition(PyStr sep)
    {
        if (sep.length == 0) throw Err.ValueError("empty separator");
        int i = LastIndexOf(sep, 0, length);
        return i < 0 ? Three(Empty, Empty, ToExact()) : Three(Substring(0, i), sep, Substring(i + sep.length, length - i - sep.length));
    }

    private static Value Three(PyStr a, PyStr b, PyStr c) => new(new PyTuple([new Value(a), new Value(b), new Value(c)]));

    [PyMethod("split", Doc = "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the front of the string and works to the end.\n\nNote, str.split() is mainly useful for data that has been intentionally\ndelimited.  With natural text that includes punctuation, consider using\nthe regular expression module.")]
    private PyList SplitMethod([OptNone, Kw] Value sep, [Kw] long maxsplit = -1) => SplitBy(sep, maxsplit, false);

    [PyMethod("rsplit", Doc = "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the end of the string and works to the front.")]
    private PyList RSplitMethod([OptNone, Kw] Value sep, [Kw] long maxsplit = -1) => SplitBy(sep, maxsplit, true);

    private PyList SplitBy(Value sep, long max, bool fromEnd)
    {
        if (sep.IsNone) return fromEnd ? Pieces(SplitSpacesLast(max)) : IsWide ? Pieces(SplitSpaces(max)) : SplitNarrowSpaces(Span, max);
        if (sep.Ref is not PyStr s) throw Err.TypeError($"must be str or None, not {Ops.TypeName(sep)}");
        if (s.length == 0) throw Err.ValueError("empty separator");
        if (!IsWide)
        {
            if (s.IsWide) return new PyList([new Value(ToExact())]);
            return fromEnd ? Pieces(SpanSearch.SplitLast(Span, s.Span, max)) : SplitNarrow(Span, s.Span, max);
        }
        return Pieces(fromEnd ? SpanSearch.SplitLast(WideSpan, s.PointsSpan(), max) : SpanSearch.Split(WideSpan, s.PointsSpan(), max));
    }

    private static PyList SplitNarrow(ReadOnlySpan<char> text, ReadOnlySpan<char> separator, long max)
    {
        long cuts = SpanSearch.Count(text, separator, 0, text.Length);
        if (max >= 0) cuts = Math.Min(cuts, max);
        var items = new PyObject[cuts + 1];
        var words = RecentWords.Own;
        for (int i = 0; i < items.Length - 1; i++)
        {
            int end = separator.Length == 1 ? text.IndexOf(separator[0]) : text.IndexOf(separator);
            Put(items, i, OfWord(text[..end], words));
            text = text[(end + separator.Length)..];
        }
        Put(items, items.Length - 1, OfWord(text, words));
        return new PyList(items, items.Length);
    }

    private static PyList SplitNarrowSpaces(ReadOnlySpan<char> text, long max)
    {
        // Most texts have few words: an array is made when their number is known.
        var few = default(FewWords);
        PyObject[]? items = null;
        int n = 0, i = 0;
        var words = RecentWords.Own;
        while (true)
        {
            while (i < text.Length && IsSpaceChar(text[i])) i++;
            if (i == text.Length) break;
            int start = i;
            if (max-- == 0) i = text.Length;
            else
                while (i < text.Length && !IsSpaceChar(text[i])) i++;
            var word = OfWord(text[start..i], words);
            if (n < FewWords.Count) few[n++] = word;
            else
            {
                if (items == null || n == items.Length) items = More(items, few);
                Put(items, n++, word);
            }
        }
        if (items == null) ((ReadOnlySpan<PyObject>)few)[..n].CopyTo(items = new PyObject[Math.Max(n, 4)]);
        return new PyList(items, n);

        static PyObject[] More(PyObject[]? items, ReadOnlySpan<PyObject> few)
        {
            var more = new PyObject[2 * (items?.Length ?? FewWords.Count)];
            (items ?? few).CopyTo(more);
            return more;
        }
    }

    [InlineArray(Count)]
    private struct FewWords
    {
        public const int Count = 24;
        private PyObject first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSpaceChar(char c) => c < 128 ? c <= ' ' && (c is ' ' or >= '\t' and <= '\r' or >= '\x1C' and <= '\x1F') : Text.UnicodeInfo.IsSpace(c);

    /// <summary>Stores without the check of the array's type, which is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(PyObject[] items, int i, PyStr s)
    {
        Debug.Assert((uint)i < (uint)items.Length);
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), i) = s;
    }

    private PyList Pieces(List<(int Start, int End)> cuts)
    {
        var items = new Value[cuts.Count];
        for (int i = 0; i < items.Length; i++) items[i] = new Value(Substring(cuts[i].Start, cuts[i].End - cuts[i].Start));
        return new PyList(items);
    }

    private List<(int, int)> SplitSpaces(long max)
    {
        var cuts = new List<(int, int)>();
        int i = 0;
        while (true)
        {
            while (i < length && IsSpaceAt(i)) i++;
            if (i == length) return cuts;
            int start = i;
            if (max-- == 0)
            {
                cuts.Add((start, length));
                return cuts;
            }
            while (i < length && !IsSpaceAt(i)) i++;
            cuts.Add((start, i));
        }
    }

    private List<(int, int)> SplitSpacesLast(long max)
    {
        var cuts = new List<(int, int)>();
        int i = length;
        while (true)
        {
            while (i > 0 && IsSpaceAt(i - 1)) i--;
            if (i == 0) break;
            int end = i;
            if (max-- == 0)
            {
                cuts.Add((0, end));
                break;
            }
            while (i > 0 && !IsSpaceAt(i - 1)) i--;
            cuts.Add((i, end));
        }
        cuts.Reverse();
        return cuts;
    }

    private bool IsSpaceAt(int i)
    {
        int c = this[i];
        return c < 128 ? c is ' ' or >= 9 and <= 13 or >= 0x1C and <= 0x1F : Text.UnicodeInfo.IsSpace(c);
    }

    [PyMethod("splitlines", Doc = "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.")]
    private PyList SplitLines([Kw] bool keepends = false)
    {
        if (!IsWide) return SplitNarrowLines(Span, keepends);
        var cuts = new List<(int, int)>();
        for (int i = 0; i < length;)
        {
            int start = i;
            while (i < length && !IsLineBreak(this[i])) i++;
            int end = i;
            if (i < length) i += this[i] == '\r' && i + 1 < length && this[i + 1] == '\n' ? 2 : 1;
            cuts.Add((start, keepends ? i : end));
        }
        return Pieces(cuts);
    }

    /// <summary>Apart, so that it is only made where lines are split.</summary>
    private static class LineBreaks
    {
        public static readonly SearchValues<char> All = SearchValues.Create("\n\v\f\r\x1C\x1D\x1E\x85\u2028\u2029");
    }

    private static PyList SplitNarrowLines(ReadOnlySpan<char> text, bool keepends)
    {
        var items = new PyObject[Math.Min(text.Length / 16 + 1, 16)];
        int n = 0;
        while (text.Length > 0)
        {
            int end = text.IndexOfAny(LineBreaks.All), next = end + 1;
            if (end < 0) end = next = text.Length;
            else if (text[end] == '\r' && next < text.Length && text[next] == '\n') next++;
            if (n == items.Length) Array.Resize(ref items, n * 2);
            Put(items, n++, OfWord(text[..(keepends ? next : end)]));
            text = text[next..];
        }
        return new PyList(items, n);
    }

    private static bool IsLineBreak(int c) => c < 128 ? c is >= 10 and <= 13 or >= 0x1C and <= 0x1E : Text.UnicodeInfo.IsLineBreak(c);

    [PyMethod("strip", Doc = "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.")]
    private PyStr Strip([OptNone] Value chars) => StripSides("strip", chars, true, true);

    [PyMethod("lstrip", Doc = "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.")]
    private PyStr LStrip([OptNone] Value chars) => StripSides("lstrip", chars, true, false);

    [PyMethod("rstrip", Doc = "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.")]
    private PyStr RStrip([OptNone] Value chars) => StripSides("rstrip", chars, false, true);

    private PyStr StripSides(string method, Value chars, bool left, bool right)
    {
        int start = 0, end = length;
        if (chars.IsNone)
        {
            if (left)
                while (start < end && IsSpaceAt(start)) start++;
            if (right)
                while (end > start && IsSpaceAt(end - 1)) end--;
            return Substring(start, end - start);
        }
        if (chars.Ref is not PyStr set) throw Err.TypeError($"{method} arg must be None or str");
        if (!IsWide && !set.IsWide) return StripNarrow(set.Span, left, right);
        if (left)
            while (start < end && set.HasPoint(this[start])) start++;
        if (right)
            while (end > start && set.HasPoint(this[end - 1])) end--;
        return Substring(start, end - start);
    }

    private PyStr StripNarrow(ReadOnlySpan<char> set, bool left, bool right)
    {
        var text = Span;
        int start = 0, end = text.Length;
        if (left)
            while (start < end && Has(set, text[start])) start++;
        if (right)
            while (end > start && Has(set, text[end - 1])) end--;
        return Substring(start, end - start);
    }

    /// <summary>For sets of a few characters, which are what strip is called with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has(ReadOnlySpan<char> set, char c)
    {
        if (set.Length > 8) return set.Contains(c);
        foreach (char s in set)
            if (s == c) return true;
        return false;
    }

    private bool HasPoint(int c) => IsWide ? WideSpan.Contains(c) : c < 0x10000 && Span.Contains((char)c);

    [PyMethod("join", Doc = "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given string.\nThe result is returned as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'")]
    private PyStr Join(Value iterable)
    {
        if (iterable.IsInt || iterable.IsFloat || (!Ops.Has(iterable, Slot.Iter) && !Ops.Has(iterable, Slot.GetItem))) throw Err.TypeError("can only join an iterable");
        if (!IsWide && iterable.Ref!.GetType() == typeof(PyList) && Unsafe.As<PyList>(iterable.Ref).Snapshot(out int n) is PyObject[] objects && TryJoin(objects.AsSpan(0, n), out var joined))
            return joined;
        return JoinItems(this, Ops.ToArray(iterable));
    }

    /// <summary>Joins when all items are exact narrow strs.</summary>
    private bool TryJoin(ReadOnlySpan<PyObject> items, [NotNullWhen(true)] out PyStr? joined)
    {
        joined = null;
        if (items.Length < 2) return false;
        long total = (long)length * (items.Length - 1);
        foreach (var o in items)
        {
            if (o.GetType() != typeof(PyStr) || Unsafe.As<PyStr>(o).IsWide) return false;
            total += Unsafe.As<PyStr>(o).length;
        }
        if (total is 0 or > 0x3FFFFFDF) return false;
        var chars = new string('\0', (int)total);
        var rest = CharsOf(chars);
        var between = Span;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                if (between.Length == 1) rest[0] = between[0];
                else between.CopyTo(rest);
                rest = rest[between.Length..];
            }
            var s = Unsafe.As<PyStr>(items[i]);
            s.Span.CopyTo(rest);
            rest = rest[s.length..];
        }
        joined = OfNarrow(chars);
        return true;
    }

    /// <summary>Joins strs.</summary>
    internal static PyStr JoinItems(PyStr separator, ReadOnlySpan<Value> items)
    {
        if (items.Length == 0) return Empty;
        if (items.Length == 1 && items[0].Ref is PyStr { IsExact: true } only) return only;
        long total = (long)separator.length * (items.Length - 1);
        bool wide = items.Length > 1 && separator.IsWide;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Ref is not PyStr s) throw Err.TypeError($"sequence item {i}: expected str instance, {Ops.TypeName(items[i])} found");
            total += s.length;
            wide |= s.IsWide;
        }
        if (total > 0x3FFFFFDF) throw Err.MemoryError("join() result is too long for a Python string");
        if (total == 0) return Empty;
        if (wide)
        {
            var points = new int[total];
            var to = points.AsSpan();
            for (int i = 0; i < items.Length; i++)
            {
                if (i > 0) Put(ref to, separator);
                Put(ref to, (PyStr)items[i].Ref!);
            }
            return new PyStr(points, points.Length);
        }
        var chars = new string('\0', (int)total);
        var rest = CharsOf(chars);
        var between = separator.Span;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                between.CopyTo(rest);
                rest = rest[between.Length..];
            }
            var s = Unsafe.As<PyStr>(items[i].Ref!).Span;
            s.CopyTo(rest);
            rest = rest[s.Length..];
        }
        return chars.Length == 1 ? OfCodePoint(chars[0]) : new PyStr(chars);
    }

    private static void Put(ref Span<int> to, PyStr s)
    {
        s.CopyTo(to);
        to = to[s.length..];
    }
}
