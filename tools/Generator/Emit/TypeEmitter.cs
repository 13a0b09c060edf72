using System.Collections.Generic;
using System.Linq;
using TieredPy.Generator.Model;

namespace TieredPy.Generator.Emit;

/// <summary>Emits the generated part of a class with [PyType].</summary>
internal static class TypeEmitter
{
    public static string Emit(TypeModel model)
    {
        var w = CodeWriter.Begin(model.Namespace);
        foreach (string declaration in model.Declarations) w.Open(declaration);
        EmitTypeObject(w, model);
        if (model.EmitAllocate) EmitAllocate(w, model);
        if (model.EmitOwnSlots) EmitSlotStorage(w, "generatedSlots");
        SlotEmitter.EmitOwnVirtuals(w, model);
        w.Line();
        EmitTable(w, model);
        foreach (string _ in model.Declarations) w.Close();
        return w.ToString();
    }

    /// <summary>The type object stands in a class of its own, so that static fields of the class may use it whatever their order.</summary>
    private static void EmitTypeObject(CodeWriter w, TypeModel model)
    {
        string init = $"{Text.Quote(model.Name)}, {Flags(model)}, {Text.Quote(model.Doc)}, {Text.Quote(model.TypeSignature)}, &PyGenerated.Populate, {Allocator(model)}";
        w.Line($"/// <summary>The Python type {model.Name}.</summary>");
        if (model.IsRoot || model.IsMeta)
        {
            w.Line($"public static {(model.IsRoot ? "" : "new ")}O::PyType TypeObject => O::TypeBootstrap.{(model.IsRoot ? "Object" : "Type")};");
            w.Line();
            w.Line($"internal static unsafe void Describe(O::PyType t) => t.InitBuiltin({init});");
            w.Line();
            return;
        }
        w.Line("public static new O::PyType TypeObject => PyTypeHolder.Type;");
        w.Line();
        w.Open("private static unsafe class PyTypeHolder");
        w.Line($"internal static readonly O::PyType Type = O::PyType.NewBuiltin({model.Base}.TypeObject, {init});");
        w.Close();
        w.Line();
    }

    private static string Allocator(TypeModel model) => model.HasAllocate || model.EmitAllocate || model.IsRoot ? "&PyGenerated.AllocateObject" : "null";

    private static string Flags(TypeModel model) =>
        model.Flags.Count == 0 ? "O::TypeFlags.None" : string.Join(" | ", model.Flags.Select(f => "O::TypeFlags." + f));

    private static void EmitAllocate(CodeWriter w, TypeModel model)
    {
        w.Line("/// <summary>A fresh instance of this type or of a Python subclass of it, not yet initialised.</summary>");
        w.Line($"internal static {model.FullName} Allocate(O::PyType cls) => cls == TypeObject ? new {model.FullName}(cls.RootShape) : new Inst(cls.RootShape);");
        w.Line();
        w.Line("/// <summary>An instance of a Python subclass.</summary>");
        w.Open($"internal sealed class Inst : {model.FullName}");
        w.Line("private readonly object? finalizer;");
        w.Line();
        w.Open("internal Inst(O::Shape shape) : base(shape)");
        w.Line("if (shape.Type.Has(O::TypeFlags.HasDel)) finalizer = new O::FinalizerToken(this);");
        w.Close();
        if (model.EmitInstSlots) EmitSlotStorage(w, "slots");
        w.Close();
        w.Line();
    }

    private static void EmitSlotStorage(CodeWriter w, string field)
    {
        w.Line();
        w.Line($"private O::PyObject?[]? {field};");
        w.Line();
        w.Line("internal override bool HasSlots => true;");
        w.Line();
        w.Line($"internal override ref O::PyObject? SlotRef(int i) => ref O::SlotArray.At(ref {field}, i);");
    }

    private static void EmitTable(CodeWriter w, TypeModel model)
    {
        w.Open("private static unsafe class PyGenerated");
        var lines = new List<string>();
        var slots = new SlotEmitter(w, model);
        foreach (var slot in model.Slots)
            foreach (var (dunder, entry) in slots.Emit(slot)) lines.Add($"t.AddWrapper({Text.Quote(dunder)}, &{entry}, true);");
        if (model.HashIsNone) lines.Add("t.AddConstant(\"__hash__\", O::Value.None);");
        for (int i = 0; i < model.Callables.Count; i++)
        {
            var call = model.Callables[i];
            string entry = new CallableEmitter(w, call, model, i).Emit();
            string rest = $"{Text.Quote(call.Name)}, &{entry}";
            string documented = $"{rest}, {Text.Quote(SignatureText.Of(call))}, {Text.Quote(call.Doc)}";
            lines.Add(call.Kind switch
            {
                CallKind.Wrapper => $"t.AddWrapper({rest}, false);",
                CallKind.ClassMethod => $"t.AddClassMethod({documented});",
                CallKind.StaticMethod => $"t.AddStaticMethod({documented});",
                CallKind.New => $"t.AddNew(&{entry}, {(call.MakesOnly ? "true" : "false")});",
                _ => $"t.AddMethod({documented});",
            });
        }
        int n = 0;
        foreach (var accessor in model.Accessors) lines.Add(EmitAccessor(w, model, accessor, n++));
        foreach (var constant in model.Constants) lines.Add($"t.AddConstant({Text.Quote(constant.Name)}, {Text.ToValue(constant.Type, constant.Target)});");

        if (model.IsRoot && !model.HasAllocate)
            w.Line("public static O::PyObject AllocateObject(O::PyType cls) => cls.Has(O::TypeFlags.HasDel) ? new O::PyFinalizableInstance(cls.RootShape) : O::PyInstance.New(cls.RootShape);");
        else if (model.HasAllocate || model.EmitAllocate)
            w.Line($"public static O::PyObject AllocateObject(O::PyType cls) => {model.FullName}.Allocate(cls);");
        w.Line();
        w.Open("public static void Populate(O::PyType t)");
        foreach (string line in lines) w.Line(line);
        w.Close();
        w.Close();
    }

    private static string EmitAccessor(CodeWriter w, TypeModel model, Accessor a, int n)
    {
        string id = $"{n}_{Text.Identifier(a.Name)}";
        string self = Text.Cast("self", model.FullName);
        string target = a.IsStatic ? $"{a.TargetClass}.{a.Target}" : $"{self}.{a.Target}";
        string read = a.IsMethod ? $"{target}({(a.IsStatic ? StaticSelf(a) : "")})" : target;
        w.Line($"public static O::Value G{id}(O::Value self) => {Text.ToValue(a.Type, read)};");
        string setter = "null";
        if (a.Setter != null)
        {
            setter = $"&P{id}";
            w.Line($"public static void P{id}(O::Value self, O::Value value) => {(a.SetterStatic ? $"{a.SetterClass}.{a.Setter}(self, value)" : $"{self}.{a.Setter}(value)")};");
        }
        w.Line();
        return a.Member ? $"t.AddMember({Text.Quote(a.Name)}, &G{id}, {Text.Quote(a.Doc)});" : $"t.AddGetSet({Text.Quote(a.Name)}, &G{id}, {setter}, {Text.Quote(a.Doc)});";
    }

    private static string StaticSelf(Accessor a) => a.SelfClass == null ? "self" : Text.Cast("self", a.SelfClass);
}
