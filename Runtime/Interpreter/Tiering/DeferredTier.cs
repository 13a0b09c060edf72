using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Stands for a tier until the first counter runs out: a program that ends before that doesn't load the tier's assembly.</summary>
/// <param name="install">Installs the tier.</param>
internal sealed unsafe class DeferredTier(Action install) : CompilingTier
{
    public override TierAction LoopIsHot(PyThread t, Frame f, Instr* head) => Made()?.LoopIsHot(t, f, head) ?? TierAction.GoOn;

    public override TierAction FunctionIsHot(PyThread t, Frame f) => Made()?.FunctionIsHot(t, f) ?? TierAction.GoOn;

    public override TierAction BodyIsHot(PyThread t, Frame f) => Made()?.BodyIsHot(t, f) ?? TierAction.GoOn;

    // Before anything is compiled there is nothing that relies on classes, functions and threads.

    public override void TypeChanged(PyType type)
    {
    }

    public override void FunctionChanged()
    {
    }

    public override void GlobalChanged(object cell)
    {
    }

    public override void ThreadsStarted()
    {
    }

    /// <summary>The tier; null while the options turn it off.</summary>
    private CompilingTier? Made()
    {
        install();
        return Installed == this ? null : Installed;
    }
}
