using System.Globalization;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tests.Regions;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Policy;
using Xunit;

namespace TieredPy.Tests.Interpreting;

/// <summary>The IR's interpreter and compiled code give the same of small regions; claims that don't hold are found.</summary>
[Collection(Tier1Collection.Name)]
public sealed unsafe class ActivationTests
{
    private static readonly long[] Numbers = [0, 1, -1, 2, 7, -7, 62, 63, 64, 1000, -1000, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];
    private static readonly double[] Floats = [0.0, -0.0, 1.5, -1.5, 1e300, 5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private readonly PyFunction function;
    private readonly PyThread thread;

    public ActivationTests()
    {
        BuiltinModuleLoader.Import("builtins");
        var globals = new PyDict();
        globals.Set(PyStr.Intern("__builtins__"), new Value(Interp.Modules.BuiltinsNamespace));
        Interp.RunCode(CompileHelper.Compile("def f(a, b): return a\n"), globals, globals);
        function = (PyFunction)globals.TryGet(PyStr.Intern("f")).Ref!;
        function.Code.Prepare();
        thread = PyThread.Current;
    }

    /// <summary>A function's region that gives the result of its lines, the last one's value, for two parameters.</summary>
    private Region Parsed(string parameter, string result, string lines, bool verified = true)
    {
        string value = lines.TrimEnd().Split('\n')[^1].Trim().Split(':')[0];
        var region = IrParser.Parse($"region f\nfunction f(v0: Ref:PyFunction!, v1: {parameter}, v2: {parameter}): {result}\nb0():\n{lines}\n    Return {value}\n", new IrSymbols().Add("f", function.Code));
        if (verified) IrVerifier.Verify(region);
        return region;
    }

    /// <summary>Runs what calls a region, with a frame below it as there always is.</summary>
    private T Above<T>(Func<T> call)
    {
        int depth = thread.Depth;
        if (depth < 0) thread.Frames[++thread.Depth].Top = 0;
        try
        {
            return call();
        }
        finally
        {
            thread.Depth = depth;
        }
    }

    private NodeValue Interpret(Region region, NodeValue a, NodeValue b)
    {
        var interpreted = new InterpretedRegion(region, new CompiledRegion(null!, null!, 0));
        var v = Above(() => InterpretedRegion.Call(interpreted, thread, function, [a, b]));
        Assert.Equal(CallStatus.Returned, thread.CallStatus);
        return v;
    }

    [Theory]
    [InlineData("AndInt v1 v2", "Int")]
    [InlineData("OrInt v1 v2", "Int")]
    [InlineData("XorInt v1 v2", "Int")]
    [InlineData("NotInt v1", "Int")]
    [InlineData("AndInt v1 255", "Int")]
    [InlineData("LtInt v1 v2", "Bool")]
    [InlineData("LeInt v1 v2", "Bool")]
    [InlineData("EqInt v1 v2", "Bool")]
    [InlineData("NeInt v1 v2", "Bool")]
    [InlineData("LtInt v1 7", "Bool")]
    [InlineData("FloorDivInt wraps v1 8", "Int")]
    [InlineData("ModInt wraps v1 8", "Int")]
    [InlineData("FloorDivInt wraps v1 7", "Int")]
    [InlineData("ModInt wraps v1 7", "Int")]
    [InlineData("Call MinInt v1 v2", "Int")]
    [InlineData("Call FitsInt 0.5f", "Bool")]
    public void OperationsOnInts(string operation, string type)
    {
        var region = Parsed("Int", type, $"    v3: {type} = {operation}");
        var body = CilCompiler.CompileAll(region, new CompiledRegion(null!, null!, 0), null).Body!;
        foreach (long a in Numbers)
            foreach (long b in Numbers)
            {
                long compiled = Above(() => type == "Bool"
                    ? ((delegate*<PyThread, object, long, long, bool>)body.Pointer)(thread, function, a, b) ? 1 : 0
                    : ((delegate*<PyThread, object, long, long, long>)body.Pointer)(thread, function, a, b));
                Assert.True(compiled == Interpret(region, new NodeValue(a), new NodeValue(b)).Bits, $"{operation} of {a} and {b}: {compiled}");
            }
        GC.KeepAlive(body);
    }

    [Theory]
    [InlineData("AddFloat v1 v2", "Float")]
    [InlineData("SubFloat v1 v2", "Float")]
    [InlineData("MulFloat v1 v2", "Float")]
    [InlineData("NegFloat v1", "Float")]
    [InlineData("LtFloat v1 v2", "Bool")]
    [InlineData("LeFloat v1 v2", "Bool")]
    [InlineData("EqFloat v1 v2", "Bool")]
    [InlineData("NeFloat v1 v2", "Bool")]
    [InlineData("Call MaxFloat v1 v2", "Float")]
    public void OperationsOnFloats(string operation, string type)
    {
        var region = Parsed("Float", type, $"    v3: {type} = {operation}");
        var body = CilCompiler.CompileAll(region, new CompiledRegion(null!, null!, 0), null).Body!;
        foreach (double a in Floats)
            foreach (double b in Floats)
            {
                string compiled = Above(() => type == "Bool"
                    ? ((delegate*<PyThread, object, double, double, bool>)body.Pointer)(thread, function, a, b) ? "1" : "0"
                    : Show(((delegate*<PyThread, object, double, double, double>)body.Pointer)(thread, function, a, b)));
                var v = Interpret(region, new NodeValue(a), new NodeValue(b));
                Assert.True(compiled == (type == "Bool" ? v.Bits.ToString(CultureInfo.InvariantCulture) : Show(v.AsFloat)), $"{operation} of {a} and {b}: {compiled}");
            }
        GC.KeepAlive(body);

        static string Show(double d) => d.ToString("R", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void ALoopGoesRoundUntilItsConditionFails()
    {
        var region = IrParser.Parse("""
            region f
            function f(v0: Ref:PyFunction!, v1: Int, v2: Int): Int
            b0():
                Jump b1(0, 0)
            b1(v3: Int, v4: Int) loop depth 1:
                v5: Bool = LtInt v3 v1
                Branch v5 b2() b3()
            b2() depth 1:
                v6: Int = AddInt wraps v3 1
                v7: Int = AddInt wraps v4 v2
                Jump b1(v6, v7)
            b3():
                Return v4
            """, new IrSymbols().Add("f", function.Code));
        IrVerifier.Verify(region);
        Assert.Equal(300, Interpret(region, new NodeValue(100L), new NodeValue(3L)).Bits);
    }

    [Theory]
    [InlineData("v3: Int = AddInt wraps v1 v2", "v3 fits, with 9223372036854775807 and 1")]
    [InlineData("v3: Int = FloorDivInt wraps nonnegative -1 v2", "v3 has a first operand that isn't negative, not -1")]
    [InlineData("v3: Int = Count v1", "v3 is a count, not 9223372036854775807")]
    public void AClaimThatDoesNotHoldIsFound(string line, string claim)
    {
        var region = Parsed("Int", "Int", "    " + line);
        Assert.Contains(claim, Assert.Throws<IrException>(() => Interpret(region, new NodeValue(long.MaxValue), new NodeValue(1L))).Message);
    }

    [Fact]
    public void AClassThatIsWronglyClaimedIsFound()
    {
        var region = Parsed("Ref!", "Int", """
                v3: Val = ToValue v1
                v4: Ref:PyList! = Call NewTuple1 v3
                v5: Int = LoadField PyList.count v4
            """);
        Assert.Contains("has class PyList, not PyTuple", Assert.Throws<IrException>(() => Interpret(region, new NodeValue(PyNone.Instance, 0), new NodeValue(PyNone.Instance, 0))).Message);
    }

    public static long ByReference(ref long a) => a;

    [Fact]
    public void AKernelThatTakesAReferenceToAVariableIsRefused()
    {
        var kernel = new Kernel("ByReference", typeof(ActivationTests), nameof(ByReference), Effects.None);
        var region = Parsed("Ref!", "Int", "    v3: Int = Call StrLength v1", verified: false);
        var call = new Node(region.NewId(), IrOp.Call, IrType.Int, region.Parameters[1]) { Data = kernel };
        region.Entry.Nodes[0] = call;
        region.Entry.Condition = call;
        Assert.Contains("ByReference takes", Assert.Throws<NotInterpretableException>(() => new InterpretedRegion(region, new CompiledRegion(null!, null!, 0))).Message);
    }

    [Fact]
    public void EveryOperationThatStandsInABlockIsKnown()
    {
        foreach (var op in Enum.GetValues<IrOp>())
        {
            bool stands = op is not (IrOp.Param or IrOp.ConstInt or IrOp.ConstFloat or IrOp.ConstBool or IrOp.ConstRef or IrOp.Transferred or IrOp.Virtual);
            Assert.True(Activation.Knows(op) == stands, op.ToString());
        }
    }
}
