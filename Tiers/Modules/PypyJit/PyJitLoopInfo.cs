using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>What a compile hook is told of a region.</summary>
[PyType("pypyjit.JitLoopInfo", Subclassable = false, NoConstructor = true, Doc = "Loop debug information")]
internal sealed partial class PyJitLoopInfo(RegionReport report, bool withOperations) : PyObject(TypeObject.RootShape)
{
    private readonly PyObject operations = withOperations ? Listed(report) : PyNone.Instance;

    [PyGetter("jitdriver_name", Doc = "Name of the JitDriver, pypyjit for the main one")]
    private static Value DriverName(Value self) => Value.Str(PypyJitModule.DriverName);

    [PyGetter("greenkey", Doc = "Representation of place where the loop was compiled. In the case of the main interpreter loop, it's a triplet (code, ofs, is_profiled)")]
    private Value GreenKey => report.Kind == RegionKind.Exit ? Value.None : PypyJitModule.GreenKey(report.Code, report.Offset);

    [PyGetter("operations", Doc = "List of operations in this loop.")]
    private PyObject Operations => operations;

    [PyGetter("loop_no", Doc = "Loop cardinal number")]
    private long Number => report.Number;

    [PyGetter("bridge_no", Doc = "bridge number (if a bridge)")]
    private long BridgeNumber => report.Kind == RegionKind.Exit ? report.Guard : throw Err.TypeError("not a bridge");

    [PyGetter("type", Doc = "Loop type")]
    private Value Kind => Value.Str(report.Kind switch { RegionKind.Loop => "loop", RegionKind.Function => "entry bridge", _ => "bridge" });

    [PyGetter("asmaddr", Doc = "Address of machine code")]
    private long Address => report.Address;

    [PyGetter("asmlen", Doc = "Length of machine code")]
    private long Length => report.Length;

    public override Value Repr()
    {
        string place = report.Kind == RegionKind.Exit ? $"bridge no {report.Guard}" : Ops.Repr(PypyJitModule.GreenKey(report.Code, report.Offset)).ToString();
        return new Value(PyStr.Of($"<JitLoopInfo {PypyJitModule.DriverName}, {(operations is PyList l ? l.Count : 0)} operations, starting at <{place}>>"));
    }

    private static PyList Listed(RegionReport report)
    {
        var list = new PyList();
        list.Append(new Value(new PyDebugMergePoint(report)));
        int offset = 0;
        foreach (var op in report.Operations()) list.Append(new Value(op.IsGuard ? new PyGuardOp(op, offset++) : new PyResOperation(op, offset++)));
        return list;
    }
}
