namespace TieredPy.Runtime.Modules.Expat;

/// <summary>The content model of an element declaration as nested tuples: type, quantifier, name, children.</summary>
internal ref struct ContentModel(string text)
{
    private const int Empty = 1, Any = 2, Mixed = 3, Name = 4, Choice = 5, Sequence = 6;
    private int at;

    public Value Build()
    {
        if (text == "EMPTY") return Node(Empty, 0, null, []);
        if (text == "ANY") return Node(Any, 0, null, []);
        return Part();
    }

    private static Value Node(int type, int quantifier, string? name, List<Value> children) => new(new PyTuple(
        Value.Int(type), Value.Int(quantifier), name == null ? Value.None : new Value(PyStr.Of(name)), new Value(PyTuple.Of(children.ToArray()))));

    private int Quantifier()
    {
        int q = at < text.Length ? "?*+".IndexOf(text[at]) + 1 : 0;
        if (q > 0) at++;
        return q;
    }

    private Value Part()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new XmlFault(1, 0);
        if (at >= text.Length) throw new XmlFault(ExpatErrors.Syntax, 0);
        if (text[at] != '(')
        {
            int start = at;
            while (at < text.Length && XmlNames.IsPart(text[at])) at++;
            if (at == start) throw new XmlFault(ExpatErrors.Syntax, 0);
            string name = text[start..at];
            return Node(Name, Quantifier(), name, []);
        }
        at++;
        int type = Sequence;
        var children = new List<Value>();
        if (text.AsSpan(at).StartsWith("#PCDATA"))
        {
            type = Mixed;
            at += 7;
        }
        else children.Add(Part());
        while (at < text.Length && text[at] is '|' or ',' && at < text.Length)
        {
            if (type != Mixed) type = text[at] == '|' ? Choice : Sequence;
            at++;
            children.Add(Part());
        }
        if (at >= text.Length || text[at] != ')') throw new XmlFault(ExpatErrors.Syntax, 0);
        at++;
        return Node(type, Quantifier(), null, children);
    }
}
