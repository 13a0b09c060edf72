using System.Reflection;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>Compiled code has no handlers: what its kernels throw would pass through it, and lose what it holds.</summary>
public sealed class KernelTests
{
    /// <summary>Kernels only call these with their operands in a span; they are kernels' bodies themselves, which catch.</summary>
    private static readonly string[] Forwarded = ["Call", "CallKw", "CallUnseen"];

    /// <summary>All that these do is to make an exception that exists the pending one.</summary>
    private static readonly string[] Raising = ["NativeRaiseExisting", "NativeReraise"];

    [Fact]
    public void KernelsThatMayRaiseCatchWhatIsThrown()
    {
        var kernels = KernelTable.All.ToList();
        Assert.True(kernels.Count > 100);
        var open = kernels.Where(k => (k.Effects & Effects.Raises) != 0 && !Catches(k.Method) && !Forwarded.Contains(k.Method.Name.TrimEnd("0123456789".ToCharArray())) && !Raising.Contains(k.Method.Name));
        Assert.Empty(open.Select(k => k.Name).Distinct());
    }

    [Fact]
    public void KernelsThatRunPythonMayRaise() =>
        Assert.Empty(KernelTable.All.Where(k => (k.Effects & Effects.RunsPython) != 0 && (k.Effects & Effects.Raises) == 0).Select(k => k.Name).Distinct());

    private static bool Catches(MethodInfo method) =>
        method.GetMethodBody()!.ExceptionHandlingClauses.Any(c => c.Flags == ExceptionHandlingClauseOptions.Clause && c.CatchType == typeof(Exception));
}
