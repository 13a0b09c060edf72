namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Whether emitted instructions are checked. Decided once a process, so that the JIT compiles the checks away where they are off.</summary>
internal static class Emission
{
    /// <summary>The switch of runtimeconfig.json, which the projects set in Debug builds and for the tests.</summary>
    public const string Switch = "TieredPy.VerifyEmission";

    /// <summary>An environment variable that turns the checks on (<c>1</c>) or off (<c>0</c>) whatever the switch says.</summary>
    public const string Variable = "TIEREDPY_VERIFY_EMISSION";

    /// <summary>True when every instruction is checked against the evaluation stack as it is emitted.</summary>
    public static readonly bool Verified = Environment.GetEnvironmentVariable(Variable) switch
    {
        "1" => true,
        "0" => false,
        _ => AppContext.TryGetSwitch(Switch, out var on) && on,
    };
}
