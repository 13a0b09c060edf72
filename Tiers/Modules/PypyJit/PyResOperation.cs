using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>An operation of a region, as a compile hook sees it.</summary>
[PyType("pypyjit.ResOperation", NoConstructor = true, Subclassable = false, Doc = "A class representing a single ResOperation, wrapped nicely")]
internal partial class PyResOperation : PyObject
{
    private readonly OperationReport operation;

    protected PyResOperation(Shape shape, OperationReport operation, int offset) : base(shape)
    {
        this.operation = operation;
        Offset = offset;
    }

    /// <param name="operation">The operation.</param>
    /// <param name="offset">Its place in the region.</param>
    public PyResOperation(OperationReport operation, int offset) : this(TypeObject.RootShape, operation, offset) { }

    [PyGetter("name", Doc = "Name of the operation")]
    private Value Name => Value.Str(operation.Name);

    [PyGetter("offset", Doc = "Place of the operation in the region")]
    private long Offset { get; }

    public override Value Repr() => new(PyStr.Of(operation.Text));
}

/// <summary>An operation that may leave the region.</summary>
[PyType("pypyjit.GuardOp", Base = typeof(PyResOperation), NoConstructor = true, Subclassable = false)]
internal sealed partial class PyGuardOp(OperationReport operation, int offset) : PyResOperation(TypeObject.RootShape, operation, offset)
{
    [PyGetter("hash", Doc = "A number of the guard, unique in its region")]
    private long Number { get; } = offset;
}

/// <summary>The entry of a region: the place in the program that it stands for.</summary>
[PyType("pypyjit.DebugMergePoint", Base = typeof(PyResOperation), NoConstructor = true, Subclassable = false, Doc = "A class representing Debug Merge Point - the entry point\nto a jitted loop.")]
internal sealed partial class PyDebugMergePoint(RegionReport report)
    : PyResOperation(TypeObject.RootShape, new OperationReport("debug_merge_point", $"debug_merge_point({report.Code.QualName}, {report.Offset})", false), -1)
{
    [PyGetter("greenkey", Doc = "Representation of place where the loop was compiled. In the case of the main interpreter loop, it's a triplet (code, ofs, is_profiled)")]
    private Value GreenKey => PypyJitModule.GreenKey(report.Code, report.Offset);

    [PyGetter("pycode")] private PyObject Code => report.Code;

    [PyGetter("bytecode_no", Doc = "offset in the bytecode")] private long BytecodeNumber => report.Offset;

    [PyGetter("call_depth", Doc = "Depth of calls within this loop")] private static Value CallDepth(Value self) => Value.Int(0);

    [PyGetter("call_id", Doc = "Number of applevel function traced in this loop")] private static Value CallId(Value self) => Value.Int(0);

    [PyGetter("jitdriver_name", Doc = "Name of the jitdriver 'pypyjit' in the case of the main interpreter loop")]
    private static Value Driver(Value self) => Value.Str(PypyJitModule.DriverName);
}
