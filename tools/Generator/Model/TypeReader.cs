using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TieredPy.Generator.Model;

/// <summary>Reads a class with [PyType].</summary>
internal static class TypeReader
{
    public static TypeModel Read(INamedTypeSymbol type, AttributeData attribute, Problems problems)
    {
        bool root = type.IsNamed("PyObject"), meta = type.IsNamed("PyType");
        var classes = OwnClasses(type);
        var slots = Slots(type, classes, problems);
        var callables = new List<Callable>();
        var accessors = new List<Accessor>();
        var constants = new List<Constant>();
        foreach (var c in classes) Members(c, callables, accessors, constants, problems);

        bool subclassable = attribute.Flag("Subclassable", true);
        bool hasAllocate = type.GetMembers("Allocate").OfType<IMethodSymbol>().Any(m => m.IsStatic && m.Parameters.Length == 1 && m.Parameters[0].Type.IsNamed("PyType"));
        bool hasConstructor = type.InstanceConstructors.Any(c => c.Parameters.Length == 1 && c.Parameters[0].Type.IsNamed("Shape"));
        bool emitAllocate = subclassable && !type.IsSealed && !type.IsAbstract && !hasAllocate && !root && !meta;
        if (emitAllocate && !hasConstructor)
        {
            problems.Add(type, "can be subclassed from Python: give it an internal constructor taking a Shape, or set Subclassable = false");
            emitAllocate = false;
        }
        bool inheritsSlots = Ancestors(type, true).Any(DeclaresSlotRef) || Ancestors(type, false).Any(HasDict);
        bool ownSlots = HasDict(type) && !inheritsSlots;

        var flags = new List<string>();
        if (subclassable && (hasAllocate || emitAllocate || root || meta || type.IsAbstract)) flags.Add("Subclassable");
        if (attribute.Flag("HasDict", false)) flags.Add("HasDict");
        if (attribute.Flag("Weakrefable", false)) flags.Add("Weakrefable");
        if (attribute.Flag("BaseLayout", false)) flags.Add("BaseLayout");
        if (attribute.Flag("NoConstructor", false)) flags.Add("NoConstructor");
        if (attribute.Flag("MatchSelf", false)) flags.Add("MatchSelf");
        if (!attribute.Flag("Mutable", false)) flags.Add("Immutable");
        if (attribute.Text("Match") is { } match) flags.Add(match == "sequence" ? "Sequence" : "Mapping");

        bool compares = slots.Any(s => s.Method == "Compare") || callables.Any(c => c.Name == "__eq__");
        bool hashes = slots.Any(s => s.Method == "Hash") || callables.Any(c => c.Name == "__hash__") || constants.Any(c => c.Name == "__hash__");
        return new TypeModel
        {
            Hint = type.ToDisplayString() + ".g.cs",
            Namespace = type.ContainingNamespace.ToDisplayString(),
            Declarations = type.Declarations(),
            ClassName = type.Name,
            FullName = type.FullText(),
            Name = attribute.FirstText(),
            Doc = attribute.Text("Doc") ?? callables.FirstOrDefault(c => c.Kind == CallKind.New)?.Doc,
            Base = root ? null : BaseOf(type, attribute),
            Flags = flags,
            IsSealed = type.IsSealed,
            IsRoot = root,
            IsMeta = meta,
            EmitAllocate = emitAllocate,
            HasAllocate = hasAllocate,
            EmitOwnSlots = ownSlots,
            EmitInstSlots = !inheritsSlots && !ownSlots,
            Slots = slots,
            Callables = callables,
            Accessors = accessors,
            Constants = constants,
            HashIsNone = compares && !hashes,
            TypeSignature = callables.FirstOrDefault(c => c.Kind == CallKind.New) is { } n ? SignatureText.OfType(n) : null,
        };
    }

    private static bool HasDict(INamedTypeSymbol type) => type.Attribute("PyType") is { } a && a.Flag("HasDict", false);

    private static bool DeclaresSlotRef(INamedTypeSymbol type) => type.GetMembers("SlotRef").Length > 0;

    /// <summary>C# base classes below PyObject, nearest first.</summary>
    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type, bool withSelf)
    {
        for (var t = withSelf ? type : type.BaseType; t != null && !t.IsNamed("PyObject"); t = t.BaseType) yield return t;
    }

    /// <summary>The class and the C# classes between it and the next one with a Python type: their members are this type's.</summary>
    private static List<INamedTypeSymbol> OwnClasses(INamedTypeSymbol type)
    {
        var list = new List<INamedTypeSymbol> { type };
        foreach (var t in Ancestors(type, false))
        {
            if (t.Has("PyType")) break;
            list.Add(t);
        }
        return list;
    }

    private static string BaseOf(INamedTypeSymbol type, AttributeData attribute)
    {
        if (attribute.Named("Base")?.Value is INamedTypeSymbol given) return given.FullText();
        foreach (var t in Ancestors(type, false))
            if (t.Has("PyType")) return t.FullText();
        return "O::PyObject";
    }

    private static List<SlotOverride> Slots(INamedTypeSymbol type, List<INamedTypeSymbol> classes, Problems problems)
    {
        var list = new List<SlotOverride>();
        foreach (var method in classes.SelectMany(c => c.GetMembers().OfType<IMethodSymbol>()))
        {
            if (!method.IsOverride || method.Has("Absent") || list.Any(s => s.Method == method.Name)) continue;
            var root = method;
            while (root.OverriddenMethod is { } up) root = up;
            if (root.Attribute("Slot") is not { } attribute) continue;
            var dunders = attribute.ConstructorArguments[0].Values.Select(v => (string)v.Value!).ToList();
            var parameters = method.Parameters.Select(p => (p.Type.FullText(), p.Name)).ToList();
            var ancestor = Ancestors(classes[classes.Count - 1], false).FirstOrDefault(a => a.Has("PyType") && OwnClasses(a).Any(c => Overrides(c, method.Name)));
            list.Add(new SlotOverride(method.Name, dunders, root.ReturnType.FullText(), parameters, ancestor?.Name, !type.IsSealed && !method.IsAbstract));
        }
        return list;
    }

    private static bool Overrides(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().Any(m => m.IsOverride && !m.IsAbstract && !m.Has("Absent"));

    private static void Members(INamedTypeSymbol type, List<Callable> callables, List<Accessor> accessors, List<Constant> constants, Problems problems)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method) Method(method, callables, problems);
            if (member.Attribute("PyGetter") is { } getter) accessors.Add(Access(type, member, getter, false));
            if (member.Attribute("PyMember") is { } field) accessors.Add(Access(type, member, field, true));
            if (member.Attribute("PyConstant") is { } constant) constants.Add(new Constant(constant.FirstText(), $"{type.FullText()}.{member.Name}", TypeOf(member).Converted()));
        }
    }

    private static void Method(IMethodSymbol method, List<Callable> callables, Problems problems)
    {
        foreach (var a in method.Attributes("PyMethod"))
        {
            string name = a.FirstText();
            Add(Names.WrapperNames.Contains(name) ? CallKind.Wrapper : CallKind.Method, name, a);
        }
        if (method.Attribute("PyClassMethod") is { } c) Add(CallKind.ClassMethod, c.FirstText(), c);
        if (method.Attribute("PyStaticMethod") is { } s) Add(CallKind.StaticMethod, s.FirstText(), s);
        if (method.Attribute("PyNew") is { } n) Add(CallKind.New, "__new__", n);

        void Add(CallKind kind, string name, AttributeData attribute)
        {
            if (CallableReader.Read(method, kind, name, attribute, problems) is { } call) callables.Add(call);
        }
    }

    private static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol f => f.Type,
        IPropertySymbol p => p.Type,
        _ => ((IMethodSymbol)member).ReturnType,
    };

    private static Accessor Access(INamedTypeSymbol type, ISymbol member, AttributeData attribute, bool isMember)
    {
        string name = attribute.FirstText();
        var setter = type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.Attribute("PySetter") is { } s && s.FirstText() == name);
        return new Accessor(name, attribute.Text("Doc"), member.Name, type.FullText(), member.IsStatic, member is IMethodSymbol, TypeOf(member).Converted(),
            setter?.Name, setter?.ContainingType.FullText(), setter?.IsStatic ?? false, isMember,
            member is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } m1 && !m1.Parameters[0].Type.IsNamed("Value") ? m1.Parameters[0].Type.FullText() : null);
    }
}
