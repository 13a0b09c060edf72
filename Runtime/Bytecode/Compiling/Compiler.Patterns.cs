namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>match statements (PEP 634). Captures are kept in temporaries until the whole pattern has matched.</summary>
internal sealed partial class Compiler
{
    /// <summary>The captures of a case.</summary>
    private sealed class Captures
    {
        /// <summary>The temporary of each name.</summary>
        public Dictionary<string, int> Registers { get; } = [];

        /// <summary>Names bound so far, in order.</summary>
        public List<string> Bound { get; set; } = [];
    }

    private void VisitMatch(Match s)
    {
        int subject = u.Temp();
        ExprTo(s.Subject, subject);
        int end = u.NewLabel();
        for (int i = 0; i < s.Cases.Length; i++)
        {
            var c = s.Cases[i];
            int mark = u.Top;
            int next = u.NewLabel();
            var captures = new Captures();
            CollectCaptures(c.Pattern, captures);
            foreach (string name in captures.Registers.Keys.ToArray()) captures.Registers[name] = u.Temp();
            if (c.Pattern is MatchAs { Pattern: null, Name: null }) Emit(P(c.Pattern), Op.Nop);
            VisitPattern(c.Pattern, subject, next, captures, c.Guard != null || i == s.Cases.Length - 1);
            foreach (string name in captures.Bound) Store(P(c.Pattern), name, captures.Registers[name]);
            if (c.Guard != null) JumpIf(c.Guard, next, false);
            u.Top = mark;
            Visit(c.Body);
            EmitJump(default, end);
            u.Mark(next);
        }
        u.Mark(end);
    }

    private void CollectCaptures(Pattern pattern, Captures captures)
    {
        CompileDepth.Enter(ref depth);
        switch (pattern)
        {
            case MatchAs p:
                if (p.Pattern != null) CollectCaptures(p.Pattern, captures);
                if (p.Name != null) captures.Registers[p.Name] = -1;
                break;
            case MatchStar { Name: { } name }: captures.Registers[name] = -1; break;
            case MatchOr p: All(p.Patterns); break;
            case MatchSequence p: All(p.Patterns); break;
            case MatchMapping p:
                All(p.Patterns);
                if (p.Rest != null) captures.Registers[p.Rest] = -1;
                break;
            case MatchClass p:
                All(p.Patterns);
                All(p.KwdPatterns);
                break;
        }
        depth--;

        void All(Pattern[] list)
        {
            foreach (var x in list) CollectCaptures(x, captures);
        }
    }

    private void Capture(string? name, int src, Pattern at, Captures captures)
    {
        if (name == null) return;
        if (captures.Bound.Contains(name)) throw errors.At(at, $"multiple assignments to name '{name}' in pattern");
        captures.Bound.Add(name);
        Emit(P(at), Op.Move, captures.Registers[name], src);
    }

    /// <summary>Goes on when R[subject] matches, else jumps to <paramref name="fail"/>.</summary>
    private void VisitPattern(Pattern pattern, int subject, int fail, Captures captures, bool allowIrrefutable)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        var p = P(pattern);
        switch (pattern)
        {
            case MatchValue m:
                if (m.Value is not (Constant or Attribute)) throw errors.At(m, "patterns may only match literals and attribute lookups");
                JumpIfOne(p, Cmpop.Eq, subject, m.Value, fail, false);
                break;
            case MatchSingleton m:
                if (m.Value == null)
                {
                    u.Emit(p, Op.JumpIfNotNone, subject, target: fail);
                }
                else
                {
                    int t = u.Temp();
                    LoadConst(p, m.Value, t);
                    JumpIfRegisters(p, Cmpop.Is, subject, t, fail, false);
                }
                break;
            case MatchSequence m: SequencePattern(m, subject, fail, captures); break;
            case MatchMapping m: MappingPattern(m, subject, fail, captures); break;
            case MatchClass m: ClassPattern(m, subject, fail, captures); break;
            case MatchStar m: Capture(m.Name, subject, m, captures); break;
            case MatchAs m:
                if (m.Pattern != null) VisitPattern(m.Pattern, subject, fail, captures, allowIrrefutable);
                else if (!allowIrrefutable)
                {
                    throw errors.At(m, m.Name != null
                        ? $"name capture '{m.Name}' makes remaining patterns unreachable"
                        : "wildcard makes remaining patterns unreachable");
                }
                Capture(m.Name, subject, m, captures);
                break;
            case MatchOr m: OrPattern(m, subject, fail, captures, allowIrrefutable); break;
        }
        u.Top = mark;
        depth--;
    }

    private void OrPattern(MatchOr m, int subject, int fail, Captures captures, bool allowIrrefutable)
    {
        int end = u.NewLabel();
        var before = captures.Bound;
        List<string>? first = null;
        for (int i = 0; i < m.Patterns.Length; i++)
        {
            bool last = i == m.Patterns.Length - 1;
            int next = last ? fail : u.NewLabel();
            captures.Bound = [.. before];
            VisitPattern(m.Patterns[i], subject, next, captures, last && allowIrrefutable);
            if (first == null) first = captures.Bound;
            else if (first.Count != captures.Bound.Count || !first.TrueForAll(captures.Bound.Contains))
                throw errors.At(m, "alternative patterns bind different names");
            if (last) break;
            EmitJump(P(m.Patterns[i]), end);
            u.Mark(next);
        }
        captures.Bound = first!;
        u.Mark(end);
    }

    private static bool IsWildcard(Pattern p) => p is MatchAs { Name: null, Pattern: null };

    private static bool IsStarWildcard(Pattern p) => p is MatchStar { Name: null };

    private void SequencePattern(MatchSequence m, int subject, int fail, Captures captures)
    {
        var p = P(m);
        int size = m.Patterns.Length, star = -1;
        bool onlyWildcards = true;
        for (int i = 0; i < size; i++)
        {
            if (m.Patterns[i] is MatchStar)
            {
                if (star >= 0) throw errors.At(m, "multiple starred names in sequence pattern");
                star = i;
                onlyWildcards &= IsStarWildcard(m.Patterns[i]);
                continue;
            }
            onlyWildcards &= IsWildcard(m.Patterns[i]);
        }
        int t = u.Temp();
        Emit(p, Op.MatchSequence, t, subject);
        EmitJumpIf(p, t, fail, false);
        if (star < 0) JumpUnlessLength(p, Op.JumpIfEqK, subject, size, t, fail);
        else if (size > 1) JumpUnlessLength(p, Op.JumpIfGeK, subject, size - 1, t, fail);
        if (onlyWildcards) return;
        if (star >= 0 && IsStarWildcard(m.Patterns[star]))
        {
            // Only some items matter: they are indexed.
            for (int i = 0; i < size; i++)
            {
                if (i == star || IsWildcard(m.Patterns[i])) continue;
                int mark = u.Top;
                int item = u.Temp();
                if (i < star)
                {
                    Emit(p, Op.GetItemK, item, subject, u.ConstIndex((long)i));
                }
                else
                {
                    Emit(p, Op.GetLen, item, subject);
                    Emit(p, Op.SubK, item, item, u.ConstIndex((long)(size - i)));
                    Emit(p, Op.GetItem, item, subject, item);
                }
                VisitPattern(m.Patterns[i], item, fail, captures, true);
                u.Top = mark;
            }
            return;
        }
        if (star > 255 || size - star > 256 && star >= 0) throw errors.At(m, "too many expressions in star-unpacking sequence pattern");
        int first = u.Temp(size);
        if (star < 0) Emit(p, Op.Unpack, first, subject, size);
        else Emit(p, Op.UnpackEx, first, subject, star, size - star - 1);
        SubPatterns(m.Patterns, first, fail, captures);
    }

    private void SubPatterns(Pattern[] patterns, int first, int fail, Captures captures)
    {
        for (int i = 0; i < patterns.Length; i++)
        {
            if (!IsWildcard(patterns[i])) VisitPattern(patterns[i], first + i, fail, captures, true);
        }
    }

    private void JumpUnlessLength(Position p, Op test, int subject, int length, int t, int fail)
    {
        Emit(p, Op.GetLen, t, subject);
        u.Emit(p, test, t, u.ConstIndex((long)length), d: 1, target: fail);
    }

    private void MappingPattern(MatchMapping m, int subject, int fail, Captures captures)
    {
        var p = P(m);
        int size = m.Keys.Length;
        int t = u.Temp();
        Emit(p, Op.MatchMapping, t, subject);
        EmitJumpIf(p, t, fail, false);
        if (size == 0 && m.Rest == null) return;
        if (size > 0) JumpUnlessLength(p, Op.JumpIfGeK, subject, size, t, fail);
        int keys = u.Temp();
        int mark = u.Top;
        var seen = new HashSet<object>(ConstantComparer.Instance);
        foreach (var key in m.Keys)
        {
            if (key is Constant c)
            {
                if (!seen.Add(EqualityKey(c.Value))) throw errors.At(m, $"mapping pattern checks duplicate key ({AstUnparse.Unparse(c)})");
            }
            else if (key is not Attribute)
            {
                throw errors.At(m, "mapping pattern keys may only match literals and attribute lookups");
            }
            ExprTo(key, u.Temp());
        }
        Emit(p, Op.BuildTuple, keys, VReg.TempBase + mark, size);
        u.Top = mark;
        Emit(p, Op.MatchKeys, t, subject, keys);
        u.Emit(p, Op.JumpIfNone, t, target: fail);
        if (size > 0)
        {
            int first = u.Temp(size);
            Emit(p, Op.Unpack, first, t, size);
            SubPatterns(m.Patterns, first, fail, captures);
        }
        if (m.Rest == null) return;
        Emit(p, Op.CopyMapWithout, t, subject, keys);
        Capture(m.Rest, t, m, captures);
    }

    /// <summary>A key under which equal numbers are the same: 1, 1.0 and True.</summary>
    private static object EqualityKey(object? c) => c switch
    {
        null => ConstantComparer.NoneKey,
        bool b => b ? 1L : 0L,
        Complex { Imaginary: 0 } z => EqualityKey(z.Real),
        double d when d == Math.Floor(d) && Math.Abs(d) < 1e18 => (long)d,
        _ => c,
    };

    private void ClassPattern(MatchClass m, int subject, int fail, Captures captures)
    {
        var p = P(m);
        for (int i = 0; i < m.KwdAttrs.Length; i++)
        {
            for (int j = i + 1; j < m.KwdAttrs.Length; j++)
            {
                if (m.KwdAttrs[i] == m.KwdAttrs[j]) throw errors.At(m.KwdPatterns[j], $"attribute name repeated in class pattern: {m.KwdAttrs[i]}");
            }
        }
        int t = u.Temp();
        int cls = ExprAny(m.Cls);
        Emit(p, Op.MatchClass, t, subject, cls);
        Emit(p, Op.Ext, u.ConstIndex(new ConstTuple(Array.ConvertAll(m.KwdAttrs, a => (object?)a))), m.Patterns.Length);
        u.Emit(p, Op.JumpIfNone, t, target: fail);
        int size = m.Patterns.Length + m.KwdPatterns.Length;
        int first = size == 0 ? VReg.TempBase : u.Temp(size);
        Emit(p, Op.Unpack, first, t, size);
        SubPatterns([.. m.Patterns, .. m.KwdPatterns], first, fail, captures);
    }
}
