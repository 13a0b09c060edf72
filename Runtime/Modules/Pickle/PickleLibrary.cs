namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>What pickling takes from Python modules: copyreg's registries and the names that Python 2 used.</summary>
internal sealed class PickleLibrary
{
    private static PickleLibrary? instance;

    private PickleLibrary()
    {
        var copyreg = Ops.Import("copyreg");
        DispatchTable = Dict(copyreg, "copyreg", "dispatch_table");
        ExtensionRegistry = Dict(copyreg, "copyreg", "_extension_registry");
        InvertedRegistry = Dict(copyreg, "copyreg", "_inverted_registry");
        ExtensionCache = Dict(copyreg, "copyreg", "_extension_cache");
        var compat = Ops.Import("_compat_pickle");
        NameMapping = Dict(compat, "_compat_pickle", "NAME_MAPPING");
        ImportMapping = Dict(compat, "_compat_pickle", "IMPORT_MAPPING");
        ReverseNameMapping = Dict(compat, "_compat_pickle", "REVERSE_NAME_MAPPING");
        ReverseImportMapping = Dict(compat, "_compat_pickle", "REVERSE_IMPORT_MAPPING");
    }

    public static PickleLibrary Instance => instance ??= new PickleLibrary();

    public PyDict DispatchTable { get; }
    public PyDict ExtensionRegistry { get; }
    public PyDict InvertedRegistry { get; }
    public PyDict ExtensionCache { get; }
    public PyDict NameMapping { get; }
    public PyDict ImportMapping { get; }
    public PyDict ReverseNameMapping { get; }
    public PyDict ReverseImportMapping { get; }

    public static Value CodecsEncode => Ops.GetAttr(Ops.Import("codecs"), "encode");

    public static Value Partial => Ops.GetAttr(Ops.Import("functools"), "partial");

    public static Value GetAttrFunction => Interp.Modules.BuiltinsNamespace.TryGet(PyStr.Intern("getattr"));

    private static PyDict Dict(Value module, string moduleName, string name)
    {
        var v = Ops.GetAttr(module, name);
        return v.Ref as PyDict ?? throw Err.RuntimeError($"{moduleName}.{name} should be a dict, not {Ops.TypeName(v)}");
    }
}
