using Mono.Cecil;

namespace TieredPy.ProfileData;

/// <summary>Finds the methods and types that a profile names in the assemblies it is made for.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<(string Name, int IlSize), MethodDefinition?> methods = [];
    private readonly Dictionary<string, TypeDefinition> types = [];

    public MethodTable(IEnumerable<AssemblyDefinition> assemblies)
    {
        foreach (var assembly in assemblies)
            foreach (var type in assembly.MainModule.GetTypes()) Add(assembly, type);
    }

    private void Add(AssemblyDefinition assembly, TypeDefinition type)
    {
        string name = type.FullName.Replace('/', '+');
        types[$"{name}, {assembly.Name.Name}"] = type;
        if (type.HasGenericParameters) return;
        foreach (var method in type.Methods)
        {
            if (!method.HasBody) continue;
            var key = ($"{name}.{method.Name}", method.Body.CodeSize);
            // Overloads of equal size can't be told apart.
            methods[key] = methods.ContainsKey(key) ? null : method;
        }
    }

    /// <summary>
    /// The methods that a record is of: one, or all instantiations of a generic method over the structs that its one parameter admits, as the record
    /// doesn't say which it is of. Empty when it isn't known.
    /// </summary>
    public IEnumerable<MethodReference> Find(MethodRecord record)
    {
        if (methods.GetValueOrDefault((record.Name, record.IlSize)) is not { } method) return [];
        if (!method.HasGenericParameters) return [method];
        if (method.GenericParameters is not [{ HasNotNullableValueTypeConstraint: true } parameter]) return [];
        var wanted = parameter.Constraints.Select(c => c.ConstraintType.FullName).Where(c => !c.StartsWith("System.ValueType", StringComparison.Ordinal)).ToList();
        return types.Values.Where(t => t.IsValueType && wanted.Count > 0 && wanted.TrueForAll(w => t.Interfaces.Any(i => i.InterfaceType.FullName == w)))
            .Select(t => new GenericInstanceMethod(method) { GenericArguments = { t } });
    }

    /// <summary>The type of an assembly-qualified name, null where it isn't in the assemblies or is generic.</summary>
    public TypeDefinition? FindType(string qualified)
    {
        int second = qualified.IndexOf(',', qualified.IndexOf(',') + 1);
        return types.GetValueOrDefault(second < 0 ? qualified : qualified[..second]);
    }
}
