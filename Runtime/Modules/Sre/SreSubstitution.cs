using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Regex;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>Replaces matches.</summary>
internal static class SreSubstitution
{
    private static readonly PyStr ReName = PyStr.Intern("re");
    private static readonly PyStr CompileTemplateName = PyStr.Intern("_compile_template");

    /// <summary>The subject with at most <paramref name="count"/> matches (0: all) replaced.</summary>
    public static Value Run(PyPattern pattern, Value replacement, Value text, long count, out long n)
    {
        Value literal = Value.Missing;
        PySreTemplate? template = null;
        bool callable = Ops.Callable(replacement);
        if (!callable)
        {
            if (IsPlain(replacement)) literal = replacement;
            else
            {
                template = CompileTemplate(pattern, replacement);
                if (!template.HasGroups) literal = template.Literal;
            }
        }

        var subject = pattern.Open(text);
        var parts = new SreParts(subject);
        var room = new SpanRoom();
        var spans = room.Of(pattern.SpanCount);
        int start = 0, last = 0, end = subject.Length;
        bool mustAdvance = false;
        var state = SreEngine.Take();
        n = 0;
        while ((count == 0 || n < count) && start <= end)
        {
            if (!subject.Run(state, pattern.Program, start, end, SreMode.Search, mustAdvance, spans, out int lastIndex)) break;
            int from = spans[0], to = spans[1];
            if (last < from) parts.AddSlice(last, from);
            if (!literal.IsMissing)
            {
                if (!literal.IsNone) parts.Add(literal);
            }
            else
            {
                var match = new PyMatch(pattern, subject, spans, 0, end, lastIndex);
                if (callable)
                {
                    var item = Ops.Call(replacement, new Value(match));
                    if (!item.IsNone) parts.Add(item);
                }
                else template!.Expand(match, parts.Items);
            }
            last = to;
            n++;
            mustAdvance = from == to;
            start = to;
        }
        SreEngine.GiveBack(state);
        if (last < end) parts.AddSlice(last, end);
        return parts.Join();
    }

    /// <summary>True for replacement text without escapes.</summary>
    private static bool IsPlain(Value replacement)
    {
        if (replacement.Ref is PyStr s) return s.IsWide ? !s.WideSpan.Contains('\\') : !s.Span.Contains('\\');
        return replacement.Ref is PyBytes b ? !b.Data.AsSpan().Contains((byte)'\\') : Buffers.Has(replacement) && !Buffers.Get(replacement).Contains((byte)'\\');
    }

    /// <summary>The template of a replacement, by re's cache.</summary>
    public static PySreTemplate CompileTemplate(PyPattern pattern, Value replacement)
    {
        var re = Importer.Import(ReName, Value.None, Value.None, 0);
        var made = Ops.Call(Ops.GetAttr(re, CompileTemplateName), new Value(pattern), replacement);
        return made.Ref as PySreTemplate
            ?? throw Err.RuntimeError($"the result of compiling a replacement string is {Ops.TypeName(made)}, not '_sre.SRE_Template'");
    }

    public static Value Join(List<Value> parts, bool bytes)
    {
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts);
        if (!bytes) return new Value(PyStr.JoinItems(PyStr.Empty, span));
        return span.Length == 0 ? new Value(PyBytes.Empty) : PyBytes.Empty.Join(new Value(new PyList(span)));
    }
}
