namespace TieredPy.Runtime.Modules;

/// <summary>_typing: the types that the compiler's type parameter syntax makes.</summary>
[PyModule("_typing", Doc = "Primitives and accelerators for the typing module.\n",
    Types = [typeof(PyTypeVar), typeof(PyParamSpec), typeof(PyParamSpecArgs), typeof(PyParamSpecKwargs), typeof(PyTypeVarTuple), typeof(PyTypeAlias), typeof(PyGeneric)])]
internal static partial class TypingModule
{
    [PyModuleInit] private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("NoDefault"), new Value(PyNoDefault.Instance));

    [PyFunction("_idfunc")] private static Value IdFunc(Value x) => x;
}
