namespace TieredPy.Runtime.Modules.Json;

/// <summary>_json.make_scanner: reads one JSON value of a str.</summary>
[PyType("_json.Scanner", Doc = "JSON scanner object")]
internal partial class PyJsonScanner : PyObject
{
    internal PyJsonScanner(Shape shape) : base(shape) { }

    [PyMember("strict", Doc = "strict")] public bool Strict { get; private set; }
    [PyMember("object_hook", Doc = "object_hook")] public Value ObjectHook { get; private set; }
    [PyMember("object_pairs_hook")] public Value PairsHook { get; private set; }
    [PyMember("parse_float", Doc = "parse_float")] public Value ParseFloat { get; private set; }
    [PyMember("parse_int", Doc = "parse_int")] public Value ParseInt { get; private set; }
    [PyMember("parse_constant", Doc = "parse_constant")] public Value ParseConstant { get; private set; }

    [PyNew]
    private static Value New(PyType cls, [Kw] Value context)
    {
        var s = Allocate(cls);
        s.Strict = Ops.Truth(Get(context, "strict"));
        s.ObjectHook = Get(context, "object_hook");
        s.PairsHook = Get(context, "object_pairs_hook");
        s.ParseFloat = Get(context, "parse_float");
        s.ParseInt = Get(context, "parse_int");
        s.ParseConstant = Get(context, "parse_constant");
        return new Value(s);
    }

    private static Value Get(Value context, string name) => Ops.GetAttr(context, PyStr.Intern(name));

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length != 2) throw Err.TypeError($"function takes exactly 2 arguments ({args.Length} given)");
        Value text = args[0], index = args[1];
        int given = args.Length - (kw?.Length ?? 0);
        for (int i = 0; kw != null && i < kw.Length; i++)
        {
            switch (kw[i].ToString())
            {
                case "string": text = args[given + i]; break;
                case "idx": index = args[given + i]; break;
                default: throw Err.TypeError($"scan_once() got an unexpected keyword argument '{kw[i]}'");
            }
        }
        if (text.Ref is not PyStr s) throw Err.TypeError($"first argument must be a string, not {Ops.TypeName(text)}");
        long at = Ops.AsLong(index);
        if (at < 0) throw Err.ValueError("idx cannot be negative");
        if (at > s.Length) throw Err.StopIteration(Value.Int(at));
        int end = (int)at;
        Value result;
        if (s.IsWide) result = new JsonReader<int>(s, s.WideSpan, this, Strict).Scan(ref end);
        else result = new JsonReader<char>(s, s.Span, this, Strict).Scan(ref end);
        return new Value(new PyTuple(result, Value.Int(end)));
    }
}
