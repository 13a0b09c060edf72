using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TieredPy.Generator.Model;

/// <summary>Reads a class with [PyModule].</summary>
internal static class ModuleReader
{
    public static ModuleModel Read(INamedTypeSymbol type, AttributeData attribute, Problems problems)
    {
        var callables = new List<Callable>();
        var constants = new List<Constant>();
        var inits = new List<string>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                foreach (var a in method.Attributes("PyFunction"))
                    if (CallableReader.Read(method, CallKind.Function, a.FirstText(), a, problems) is { } call) callables.Add(call);
                if (method.Has("PyModuleInit")) inits.Add(method.Name);
            }
            if (member.Attribute("PyConstant") is { } constant)
            {
                var valueType = member is IFieldSymbol f ? f.Type : ((IPropertySymbol)member).Type;
                constants.Add(new Constant(constant.FirstText(), $"{type.FullText()}.{member.Name}", valueType.Converted()));
            }
        }
        var types = new List<(string, string)>();
        if (attribute.Named("Types") is { } given)
        {
            foreach (var t in given.Values.Select(v => v.Value).OfType<INamedTypeSymbol>())
            {
                if (t.Attribute("PyType") is not { } a)
                {
                    problems.Add(type, $"{t} has no [PyType]");
                    continue;
                }
                string name = a.FirstText();
                types.Add((name.Substring(name.LastIndexOf('.') + 1), t.FullText()));
            }
        }
        return new ModuleModel
        {
            Hint = type.ToDisplayString() + ".module.g.cs",
            Namespace = type.ContainingNamespace.ToDisplayString(),
            Declarations = type.Declarations(),
            ClassName = type.Name,
            FullName = type.FullText(),
            Name = attribute.FirstText(),
            Doc = attribute.Text("Doc"),
            Callables = callables,
            Constants = constants,
            Types = types,
            Inits = inits,
        };
    }
}
