using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>_ast: the node classes, made from the table <c>nodes.txt</c> (Python's own abstract grammar), and the flags of compile().</summary>
[PyModule("_ast")]
internal static partial class AstModule
{
    private static PyDict? namespaceOf;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        foreach (var (name, flag) in ((string, long)[])[("PyCF_ONLY_AST", 0x400), ("PyCF_TYPE_COMMENTS", 0x1000), ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
            ("PyCF_OPTIMIZED_AST", 0x8400)])
            m.Dict.Set(PyStr.Intern(name), Value.Int(flag));
        namespaceOf = m.Dict;
        m.Dict.Set(PyStr.Intern("__builtins__"), new Value(BuiltinModuleLoader.Import("builtins")!));
        var code = Compilation.Compile(System.Text.Encoding.UTF8.GetBytes(Resource("ast_base.py")), "<frozen _ast>", CompileMode.Exec);
        Interp.RunCode(code, m.Dict, m.Dict);
        Ops.Call(m.Dict.TryGet(PyStr.Intern("_make")), Value.Str(Resource("nodes.txt")), new Value(m.Dict));
        m.Dict.Set(PyStr.Intern("_load"), Ops.Call(m.Dict.TryGet(PyStr.Intern("Load"))));
        m.Dict.Remove(PyStr.Intern("__builtins__"));
    }

    /// <summary>The class of a node kind.</summary>
    internal static Value Class(string name)
    {
        if (namespaceOf == null) BuiltinModuleLoader.Import("_ast");
        return namespaceOf!.TryGet(PyStr.Intern(name));
    }

    /// <summary>Whether an object is a node of any kind.</summary>
    internal static bool IsNode(Value v) => namespaceOf != null && v.Type.IsHeap && Array.IndexOf(v.Type.Mro, Class("AST").Ref) >= 0;

    private static string Resource(string name)
    {
        using var s = typeof(AstModule).Assembly.GetManifestResourceStream($"TieredPy.Ast.{name}")!;
        using var r = new StreamReader(s);
        return r.ReadToEnd();
    }
}
