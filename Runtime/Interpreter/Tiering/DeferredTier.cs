using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Stands for a tier until the first counter runs out: a program that ends before that doesn't load the tier's assembly.</summary>
/// <param name="install">Installs the tier.</param>
/// <param name="warmUp">What makes the tier ready; until that is done, hot code goes on being counted.</param>
internal sealed unsafe class DeferredTier(Action install, TierWarmUp? warmUp = null) : CompilingTier
{
    /// <summary>Counts after which what was hot before the tier was ready is hot again.</summary>
    private const int AskedAgain = 50;

    public override TierAction LoopIsHot(PyThread t, Frame f, Instr* head) => Made(f.Code, (int)(head - f.Code.Start))?.LoopIsHot(t, f, head) ?? TierAction.GoOn;

    public override TierAction FunctionIsHot(PyThread t, Frame f) => Made(f.Code, 0)?.FunctionIsHot(t, f) ?? TierAction.GoOn;

    public override TierAction BodyIsHot(PyThread t, Frame f) => Made(f.Code, 0)?.BodyIsHot(t, f) ?? TierAction.GoOn;

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

    /// <summary>The tier; null while it isn't ready, or the options turn it off.</summary>
    /// <param name="index">The instruction of the code that is hot.</param>
    private CompilingTier? Made(PyCode code, int index)
    {
        if (warmUp is { IsOver: false })
        {
            warmUp.IsAwaited = true;
            code.Expect(index, AskedAgain);
            return null;
        }
        install();
        return Installed == this ? null : Installed;
    }
}
