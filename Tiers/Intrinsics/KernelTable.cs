using System.Reflection;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>All kernels by their names: what the fields and properties of the classes that declare kernels hold.</summary>
internal static class KernelTable
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Lazy<Dictionary<string, Kernel>> ByName = new(Collect);

    /// <summary>Every kernel, in no order.</summary>
    public static IEnumerable<Kernel> All => ByName.Value.Values;

    /// <summary>The kernel of a name, or null.</summary>
    public static Kernel? Find(string name) => ByName.Value.GetValueOrDefault(name);

    private static Dictionary<string, Kernel> Collect()
    {
        var found = new Dictionary<string, Kernel>(StringComparer.Ordinal);
        foreach (var type in new[] { typeof(Kernels), typeof(MathKernels), typeof(NativeKernels) }) Collect(type, null, found);
        Collect(typeof(NativeKernels), NativeKernels.Plain, found);
        Collect(typeof(NativeKernels), NativeKernels.Any, found);
        return found;
    }

    private static void Collect(Type type, object? instance, Dictionary<string, Kernel> found)
    {
        foreach (var field in type.GetFields(Members))
            if (field.IsStatic == (instance == null))
                foreach (var kernel in Held(field.GetValue(instance)))
                    if (!found.TryAdd(kernel.Name, kernel) && found[kernel.Name] != kernel) throw new InvalidOperationException($"two kernels are called {kernel}");
    }

    private static IEnumerable<Kernel> Held(object? value) => value switch
    {
        Kernel one => [one],
        IEnumerable<Kernel?> many => many.OfType<Kernel>(),
        System.Collections.IDictionary table => table.Values.OfType<Kernel>(),
        OpTable<Kernel> table => table.Values,
        _ => [],
    };
}
