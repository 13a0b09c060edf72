using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Modules;

/// <summary>_symtable: the compiler's scopes, for the symtable module.</summary>
[PyModule("_symtable")]
internal static partial class SymtableModule
{
    private static readonly (string Name, int Value)[] Constants =
    [
        ("USE", (int)SymbolFlags.Use), ("DEF_GLOBAL", (int)SymbolFlags.Global), ("DEF_NONLOCAL", (int)SymbolFlags.Nonlocal), ("DEF_LOCAL", (int)SymbolFlags.Local),
        ("DEF_PARAM", (int)SymbolFlags.Param), ("DEF_FREE", 32), ("DEF_FREE_CLASS", (int)SymbolFlags.FreeClass),
        ("DEF_IMPORT", (int)SymbolFlags.Import), ("DEF_BOUND", (int)(SymbolFlags.Local | SymbolFlags.Param | SymbolFlags.Import)), ("DEF_ANNOT", (int)SymbolFlags.Annotated),
        ("TYPE_FUNCTION", (int)ScopeKind.Function), ("TYPE_CLASS", (int)ScopeKind.Class), ("TYPE_MODULE", (int)ScopeKind.Module), ("TYPE_ANNOTATION", 3),
        ("TYPE_TYPE_ALIAS", 4), ("TYPE_TYPE_PARAMETERS", 5), ("TYPE_TYPE_VARIABLE", 6),
        ("LOCAL", (int)NameScope.Local), ("GLOBAL_EXPLICIT", (int)NameScope.GlobalExplicit), ("GLOBAL_IMPLICIT", (int)NameScope.GlobalImplicit),
        ("FREE", (int)NameScope.Free), ("CELL", (int)NameScope.Cell), ("SCOPE_OFF", PySymtableEntry.ScopeOffset), ("SCOPE_MASK", 15),
    ];

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        foreach (var (name, value) in Constants) m.Dict.Set(PyStr.Intern(name), Value.Int(value));
    }

    [PyFunction("symtable", Doc = "Return symbol and scope dictionaries used internally by compiler.")]
    private static PySymtableEntry Symtable(Value source, Value filename, string startstr)
    {
        var mode = startstr switch
        {
            "exec" => CompileMode.Exec,
            "eval" => CompileMode.Eval,
            "single" => CompileMode.Single,
            _ => throw Err.ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'"),
        };
        var path = filename.Ref is PyStr ? filename : Ops.Fspath(filename);
        return new PySymtableEntry(CompileSource.ScopesOf(source, Ops.Str(path).ToString(), mode).Top);
    }
}

/// <summary>A scope as Python sees it.</summary>
[PyType("symtable entry", Subclassable = false, NoConstructor = true)]
public sealed partial class PySymtableEntry : PyObject
{
    internal const int ScopeOffset = 12;
    private readonly Scope scope;
    private Value symbols = Value.Missing, varnames = Value.Missing, children = Value.Missing;

    internal PySymtableEntry(Scope scope) : base(TypeObject.RootShape) => this.scope = scope;

    [PyGetter("id")] private Value Id => Addresses.Id(new Value(this));
    [PyGetter("name")] private Value Name => new(PyStr.Of(scope.Name));
    [PyGetter("type")] private int Kind => scope.Kind switch { ScopeKind.TypeVariable => 6, ScopeKind.TypeAlias => 4, ScopeKind.TypeParameters => 5, _ => (int)scope.Kind };
    [PyGetter("lineno")] private int Line => scope.Kind == ScopeKind.Module ? 0 : scope.Node.Line;
    [PyGetter("nested")] private int Nested => scope.Nested ? 1 : 0;

    [PyGetter("symbols")]
    private Value Symbols
    {
        get
        {
            if (!symbols.IsMissing) return symbols;
            var d = new PyDict();
            for (int i = 0; i < scope.Symbols.Count; i++)
                d.Set(PyStr.Of(scope.Symbols.NameAt(i)), Value.Int((int)scope.Symbols.At(i).Flags | (int)scope.Symbols.At(i).Scope << ScopeOffset));
            return symbols = new Value(d);
        }
    }

    [PyGetter("varnames")]
    private Value VarNames => varnames.IsMissing ? varnames = new Value(new PyList(scope.Params.ConvertAll(p => new Value(PyStr.Of(p))).ToArray())) : varnames;

    [PyGetter("children")]
    private Value Children =>
        children.IsMissing ? children = new Value(new PyList(scope.Children.ConvertAll(c => new Value(new PySymtableEntry(c))).ToArray())) : children;

    public override Value Repr() => new(PyStr.Of($"<symtable entry {scope.Name}({Addresses.Id(new Value(this))}), line {Line}>"));
}
