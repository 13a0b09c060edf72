using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace TieredPy.Tests.Layers;

/// <summary>The arrows between the parts of the program go one way: a part knows only those that stand before it.</summary>
public sealed class LayerTests
{
    /// <summary>From the lowest to the highest: namespaces under TieredPy.Tiers, those within them included but where they are listed themselves.</summary>
    private static readonly string[] TierLayers =
        ["Options", "Diagnostics", "Recording", "Ir", "Intrinsics", "Ir.Text", "Building", "Optimizing", "Deopt", "X64", "Cil", "Interpreting", "Caching", "Policy", "Modules"];

    /// <summary>Parts of Runtime that know nothing of Python objects, nor of what runs them.</summary>
    private static readonly string[] Plain = ["Text", "Numbers", "Regex", "Syntax"];

    private static readonly string[] AboutObjects = ["Objects", "Interpreter", "Bytecode", "Modules", "Importing", "Command"];

    [Fact]
    public void TheTiersPartsKnowOnlyThoseBeforeThem()
    {
        const string Root = "TieredPy.Tiers.";
        var layers = TierLayers.Select(l => Root + l).ToList();
        var wrong = from arrow in Arrows(typeof(TieredPy.Tiers.Ir.Region).Assembly.Location)
                    let user = LayerOf(arrow.From, layers)
                    let used = LayerOf(arrow.To, layers)
                    where user >= 0 && used > user
                    select $"{layers[user]} knows {layers[used]}: {arrow.FromType} uses {arrow.ToType}";
        Assert.True(!wrong.Any(), string.Join("\n", wrong.Distinct().Order()));
    }

    [Fact]
    public void EveryPartOfTheTiersIsListed()
    {
        var layers = TierLayers.Select(l => "TieredPy.Tiers." + l).ToList();
        using var module = ModuleDefinition.ReadModule(typeof(TieredPy.Tiers.Ir.Region).Assembly.Location);
        var unlisted = module.Types.Select(t => t.Namespace).Where(n => n.StartsWith("TieredPy.Tiers.", StringComparison.Ordinal) && LayerOf(n, layers) < 0);
        Assert.Empty(unlisted.Distinct());
    }

    [Fact]
    public void TextNumbersAndSyntaxKnowNoObjects()
    {
        const string Root = "TieredPy.Runtime.";
        var wrong = from arrow in Arrows(typeof(TieredPy.Runtime.Objects.PyObject).Assembly.Location)
                    where Plain.Any(p => IsIn(arrow.From, Root + p)) && AboutObjects.Any(p => IsIn(arrow.To, Root + p))
                    select $"{arrow.FromType} uses {arrow.ToType}";
        Assert.True(!wrong.Any(), string.Join("\n", wrong.Distinct().Order()));
    }

    [Fact]
    public void TheRuntimeDoesNotKnowTheTiers() =>
        Assert.DoesNotContain(typeof(TieredPy.Runtime.Objects.PyObject).Assembly.GetReferencedAssemblies(), a => a.Name == typeof(TieredPy.Tiers.Ir.Region).Assembly.GetName().Name);

    private static bool IsIn(string name, string parent) => name == parent || name.StartsWith(parent + ".", StringComparison.Ordinal);

    /// <summary>The layer with the longest name that a namespace is in; -1 for none.</summary>
    private static int LayerOf(string name, List<string> layers) => layers.FindIndex(l => l == layers.Where(o => IsIn(name, o)).MaxBy(o => o.Length));

    private readonly record struct Arrow(string From, string To, string FromType, string ToType);

    /// <summary>Which types of an assembly use which others of it: in declarations and in code.</summary>
    private static List<Arrow> Arrows(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var found = new HashSet<Arrow>();
        foreach (var type in module.GetTypes())
        {
            var from = Outermost(type);
            foreach (var used in UsedBy(type))
                if (used is { } t && t.GetElementType() is { } element && Outermost(element) is { } to && to.Module == module && to.Scope == module && to.Namespace != from.Namespace)
                    found.Add(new Arrow(from.Namespace, to.Namespace, from.Name, to.Name));
        }
        return [.. found];
    }

    private static TypeReference Outermost(TypeReference t)
    {
        while (t.DeclaringType != null) t = t.DeclaringType;
        return t;
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type)
    {
        foreach (var t in Parts(type.BaseType)) yield return t;
        foreach (var i in type.Interfaces)
            foreach (var t in Parts(i.InterfaceType)) yield return t;
        foreach (var f in type.Fields)
            foreach (var t in Parts(f.FieldType)) yield return t;
        foreach (var m in type.Methods)
        {
            foreach (var t in Parts(m.ReturnType)) yield return t;
            foreach (var p in m.Parameters)
                foreach (var t in Parts(p.ParameterType)) yield return t;
            if (!m.HasBody) continue;
            foreach (var v in m.Body.Variables)
                foreach (var t in Parts(v.VariableType)) yield return t;
            foreach (var i in m.Body.Instructions)
                foreach (var t in Parts(i)) yield return t;
        }
    }

    private static IEnumerable<TypeReference?> Parts(Instruction i) => i.Operand switch
    {
        TypeReference t => Parts(t),
        FieldReference f => Parts(f.DeclaringType),
        GenericInstanceMethod g => Parts(g.DeclaringType).Concat(g.GenericArguments.SelectMany(Parts)),
        MethodReference m => Parts(m.DeclaringType),
        _ => [],
    };

    /// <summary>A type and those that it is made of.</summary>
    private static IEnumerable<TypeReference?> Parts(TypeReference? t) => t switch
    {
        null or GenericParameter => [],
        GenericInstanceType g => g.GenericArguments.SelectMany(Parts).Append(g.ElementType),
        TypeSpecification s => Parts(s.ElementType),
        _ => [t],
    };
}
