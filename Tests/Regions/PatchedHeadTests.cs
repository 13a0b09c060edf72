using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Tests.Bytecode;
using Xunit;

namespace TieredPy.Tests.Regions;

/// <summary>Loop heads that the compiler's thread patches while the interpreter counts at them.</summary>
public sealed unsafe class PatchedHeadTests
{
    private sealed class NeverEntered : CompiledCode
    {
        public override TierAction Enter(PyThread t, Frame f) => TierAction.GoOn;
    }

    [Fact]
    public void AForLoopThatWasPatchedMeanwhileKeepsItsOperands()
    {
        var code = CompileHelper.Function("def f(a):\n    for b in a:\n        pass\n");
        code.Prepare();
        int index = Array.FindIndex(code.Code, i => i.Op == Op.ForLoop);
        code.Patch(index, new NeverEntered());
        Assert.Equal(Op.ForEnter, code.Start[index].Op);
        code.ResetLoopCounter(code.Start + index);
        Assert.Equal(code.Code[index].B, code.Start[index].B);
        Assert.Equal(code.Code[index].Offset, code.Start[index].Offset);
        code.Patch(index, null);
        Assert.Equal(Op.ForLoop, code.Start[index].Op);
        Assert.Equal(code.Code[index].B, code.Start[index].B);
    }
}
