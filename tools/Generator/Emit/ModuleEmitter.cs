using System.Collections.Generic;
using TieredPy.Generator.Model;

namespace TieredPy.Generator.Emit;

/// <summary>Emits the tables of built-in modules, and their list.</summary>
internal static class ModuleEmitter
{
    public static string Emit(ModuleModel model)
    {
        var w = CodeWriter.Begin(model.Namespace);
        foreach (string declaration in model.Declarations) w.Open(declaration);
        var lines = new List<string>();
        w.Open("private static unsafe class PyGenerated");
        for (int i = 0; i < model.Callables.Count; i++)
        {
            var call = model.Callables[i];
            string entry = new CallableEmitter(w, call, model, i).Emit();
            lines.Add($"O::ModuleTables.AddFunction(m, {Text.Quote(model.Name)}, {Text.Quote(call.Name)}, &PyGenerated.{entry}, {Text.Quote(SignatureText.Of(call))}, {Text.Quote(call.Doc)});");
        }
        w.Close();
        w.Line();
        foreach (var (name, type) in model.Types) lines.Add($"O::ModuleTables.Add(m, {Text.Quote(name)}, new O::Value({type}.TypeObject));");
        foreach (var constant in model.Constants) lines.Add($"O::ModuleTables.Add(m, {Text.Quote(constant.Name)}, {Text.ToValue(constant.Type, constant.Target)});");
        foreach (string init in model.Inits) lines.Add($"{model.FullName}.{init}(m);");
        w.Line("/// <summary>Fills the module's namespace.</summary>");
        w.Open("internal static unsafe void Populate(O::PyModule m)");
        foreach (string line in lines) w.Line(line);
        w.Close();
        foreach (string _ in model.Declarations) w.Close();
        return w.ToString();
    }

    public static string EmitList(List<GeneratedFile> modules, string nameSpace)
    {
        var w = CodeWriter.Begin(nameSpace);
        w.Line("/// <summary>The modules that are part of this assembly.</summary>");
        w.Open("internal static unsafe class BuiltinModules");
        w.Line("/// <summary>Their names, sorted.</summary>");
        w.Open("public static readonly string[] Names =");
        foreach (var m in modules) w.Line(Text.Quote(m.Module) + ",");
        w.Close();
        w.Line(";");
        w.Line();
        w.Line("/// <summary>What fills the module, or null when there is no such built-in module.</summary>");
        w.Open("public static delegate*<O::PyModule, void> Find(string name) => name switch");
        for (int i = 0; i < modules.Count; i++) w.Line($"{Text.Quote(modules[i].Module)} => M{i}(),");
        w.Line("_ => null,");
        w.Close();
        w.Line(";");
        w.Line();
        w.Line("// A method for each: what a method mentions is loaded when it is first called.");
        for (int i = 0; i < modules.Count; i++)
        {
            w.Line("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
            w.Line($"private static delegate*<O::PyModule, void> M{i}() => &{modules[i].ModuleClass}.Populate;");
        }
        w.Line();
        w.Line("/// <summary>Makes the module, filled; null when there is no such built-in module.</summary>");
        w.Open("public static O::PyModule? Create(string name)");
        w.Line("var populate = Find(name);");
        w.Line("return populate == null ? null : O::ModuleTables.Create(name, Doc(name), populate);");
        w.Close();
        w.Line();
        w.Line("/// <summary>The module's docstring.</summary>");
        w.Open("public static string? Doc(string name) => name switch");
        foreach (var m in modules)
            if (m.ModuleDoc != null) w.Line($"{Text.Quote(m.Module)} => {Text.Quote(m.ModuleDoc)},");
        w.Line("_ => null,");
        w.Close();
        w.Line(";");
        w.Close();
        return w.ToString();
    }
}
