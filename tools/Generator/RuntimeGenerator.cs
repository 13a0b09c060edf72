using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TieredPy.Generator.Emit;
using TieredPy.Generator.Model;

namespace TieredPy.Generator;

/// <summary>
/// Makes the tables of built-in types and modules from the attributes of the runtime: type objects, method tables, argument parsing.
/// What flows through the pipeline is finished text, so that an edit which changes no table regenerates nothing.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RuntimeGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(Names.PyType, IsClass, MakeType);
        var modules = context.SyntaxProvider.ForAttributeWithMetadataName(Names.PyModule, IsClass, MakeModule);
        context.RegisterSourceOutput(types, Write);
        context.RegisterSourceOutput(modules, Write);
        var assembly = context.CompilationProvider.Select(static (c, _) => c.AssemblyName ?? "");
        context.RegisterSourceOutput(modules.Collect().Combine(assembly), static (c, list) => WriteModuleList(c, list.Left, list.Right));
    }

    private static bool IsClass(SyntaxNode node, CancellationToken cancel) => node is ClassDeclarationSyntax;

    private static GeneratedFile MakeType(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var problems = new Problems();
        var model = TypeReader.Read((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], problems);
        return new GeneratedFile(model.Hint, TypeEmitter.Emit(model), null, null, null, problems.ToText());
    }

    private static GeneratedFile MakeModule(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var problems = new Problems();
        var model = ModuleReader.Read((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], problems);
        return new GeneratedFile(model.Hint, ModuleEmitter.Emit(model), model.Name, model.FullName, model.Doc, problems.ToText());
    }

    private static void Write(SourceProductionContext context, GeneratedFile file)
    {
        foreach (var line in file.Problems.Split(['\n'], System.StringSplitOptions.RemoveEmptyEntries))
            context.ReportDiagnostic(Diagnostic.Create(Problems.Descriptor, Location.None, line));
        context.AddSource(file.Hint, file.Source);
    }

    /// <summary>Each assembly that has modules has a list of its own.</summary>
    private static void WriteModuleList(SourceProductionContext context, ImmutableArray<GeneratedFile> modules, string assembly) =>
        context.AddSource("BuiltinModules.g.cs", ModuleEmitter.EmitList(modules.OrderBy(m => m.Module, System.StringComparer.Ordinal).ToList(), assembly + ".Modules"));
}
