using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy;

namespace TieredPy.MicroBenchmarks;

/// <summary>A Python program on tier 1, compiled on this thread; its function <c>f</c> is called by benchmarks.</summary>
internal sealed class HotProgram
{
    private readonly PyDict globals = new();

    public HotProgram(string source, Action<JitOptions>? configure = null)
    {
        var options = new JitOptions { Sync = true };
        configure?.Invoke(options);
        JitOptions.Current = options;
        (CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold) = (options.LoopThreshold, options.FunctionThreshold);
        Tier = new Tier1();
        CompilingTier.Install(Tier);
        BuiltinModuleLoader.Import("builtins");
        globals.Set(PyStr.Intern("__builtins__"), new Value(Interp.Modules.BuiltinsNamespace));
        Interp.RunCode(Compilation.Compile(source, "<benchmark>", CompileMode.Exec, CompileFlags.None, 0), globals, globals);
    }

    public Tier1 Tier { get; }

    /// <summary>A global of the program.</summary>
    public Value this[string name] => globals.TryGet(PyStr.Intern(name));

    /// <summary>Calls <c>f</c>.</summary>
    public Value Call(params Value[] arguments) => Ops.Call(this["f"], arguments);
}
