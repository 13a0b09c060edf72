using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>A place where compiled code may begin (a loop head, or a function's entry), with all that is known of it.</summary>
internal sealed class RegionRoot(PyCode code, int pc, PyFunction function)
{
    public PyCode Code { get; } = code;
    public int Pc { get; } = pc;

    /// <summary>True for a function's entry, false for a loop's head.</summary>
    public bool IsFunction => Pc == 0;

    public ProfileNode Profile { get; private set; } = new(function, null, 0);

    /// <summary>The globals that names mean; compiled code isn't entered for a function with others.</summary>
    public PyDict Globals { get; } = function.Globals;

    public CompiledRegion? Current { get; set; }

    public int Recordings { get; set; }
    public int Compiles { get; set; }
    public int Invalidations { get; set; }

    /// <summary>Waits for its code: nothing is recorded meanwhile.</summary>
    public bool IsCompiling { get; set; }

    /// <summary>Compiling doesn't pay or doesn't work here.</summary>
    public bool IsGivenUp { get; set; }

    public void ForgetProfile() => Profile = new ProfileNode(Profile.Function, null, 0);
}
