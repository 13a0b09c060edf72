using System.Reflection;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>Compiled code has no handlers: what its kernels throw would pass through it, and lose what it holds.</summary>
public sealed class KernelTests
{
    /// <summary>Kernels only call these with their operands in a span; they are kernels' bodies themselves, which catch.</summary>
    private static readonly string[] Forwarded = ["Call", "CallKw"];

    /// <summary>All that these do is to make an exception that exists the pending one.</summary>
    private static readonly string[] Raising = ["NativeRaiseExisting", "NativeReraise"];

    [Fact]
    public void KernelsThatMayRaiseCatchWhatIsThrown()
    {
        var kernels = All().ToList();
        Assert.True(kernels.Count > 100);
        var open = kernels.Where(k => (k.Effects & Effects.Raises) != 0 && !Catches(k.Method) && !Forwarded.Contains(k.Name.TrimEnd("0123456789".ToCharArray())) && !Raising.Contains(k.Name));
        Assert.Empty(open.Select(k => k.Name).Distinct());
    }

    [Fact]
    public void KernelsThatRunPythonMayRaise() =>
        Assert.Empty(All().Where(k => (k.Effects & Effects.RunsPython) != 0 && (k.Effects & Effects.Raises) == 0).Select(k => k.Name).Distinct());

    private static bool Catches(MethodInfo method) =>
        method.GetMethodBody()!.ExceptionHandlingClauses.Any(c => c.Flags == ExceptionHandlingClauseOptions.Clause && c.CatchType == typeof(Exception));

    /// <summary>The kernels in all fields and properties of the classes that list them.</summary>
    private static IEnumerable<Kernel> All()
    {
        const BindingFlags Members = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        object?[] holders = [null, NativeKernels.Plain, NativeKernels.Any];
        Type[] lists = [.. typeof(Kernel).Assembly.GetTypes().Where(t => t.Name.EndsWith("Kernels", StringComparison.Ordinal))];
        foreach (var list in lists)
            foreach (var field in list.GetFields(Members))
                foreach (var holder in holders)
                {
                    if (field.IsStatic == (holder != null) || holder != null && holder.GetType() != list) continue;
                    foreach (var kernel in KernelsIn(field.GetValue(holder))) yield return kernel;
                }
    }

    private static IEnumerable<Kernel> KernelsIn(object? value) => value switch
    {
        Kernel kernel => [kernel],
        IEnumerable<Kernel?> several => several.OfType<Kernel>(),
        System.Collections.IDictionary table => table.Values.OfType<Kernel>(),
        _ => [],
    };
}
