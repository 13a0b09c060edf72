namespace TieredPy.Runtime.Modules.Testing;

/// <summary>
/// _testsinglephase: CPython's own tests of importing ask for this extension module before anything else, as an example of one that is
/// initialised in a single phase (PEP 489). Here it is built in.
/// </summary>
[PyModule("_testsinglephase", Doc = "Test module _testsinglephase")]
internal static partial class TestSinglePhaseModule
{
    private static bool initialized;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        initialized = true;
        m.Dict.Set(PyStr.Intern("error"), new Value(PyType.MakePlain("_testsinglephase.error", ExcTypes.Exception, null)));
        m.Dict.Set(PyStr.Intern("int_const"), Value.Int(1969));
        m.Dict.Set(PyStr.Intern("str_const"), Value.Str("something different"));
        m.Dict.Set(PyStr.Intern("_module_initialized"), Value.Float(Environment.TickCount64 / 1000.0));
    }

    [PyFunction("sum", Doc = "sum(i,j)\n\nReturn the sum of i and j.")] private static long Sum(long i, long j) => i + j;

    [PyFunction("look_up_self")]
    private static Value LookUpSelf() => SysState.Modules.TryGet(PyStr.Intern("_testsinglephase")).Ref is PyModule m ? new Value(m) : Value.None;

    [PyFunction("state_initialized")] private static Value StateInitialized() => initialized ? Value.Float(0) : Value.None;

    [PyFunction("_clear_globals")] private static void ClearGlobals() => initialized = false;
}
