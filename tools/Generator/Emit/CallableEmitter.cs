using System;
using System.Collections.Generic;
using System.Linq;
using TieredPy.Generator.Model;

namespace TieredPy.Generator.Emit;

/// <summary>
/// Emits the entry point of one callable: <c>static Value W(ReadOnlySpan&lt;Value&gt; args, PyStr[]? kw)</c>, with self or cls as first argument where
/// there is one. The straight-line path is inline; errors and keyword binding are calls into the runtime.
/// </summary>
internal sealed class CallableEmitter(CodeWriter w, Callable call, Container owner, int index)
{
    private readonly string id = $"{index}_{Text.Identifier(call.Name)}";
    private readonly int prefix = call.Kind is CallKind.Function or CallKind.StaticMethod ? 0 : 1;

    private string TypeObject => owner.FullName + ".TypeObject";
    private string OwnerName => owner.Name.Substring(owner.Name.LastIndexOf('.') + 1);
    private bool HasStar => call.StarAt >= 0;
    private int MaxPositional => call.Parameters.Count(p => !p.KeywordOnly);
    private int MinPositional => call.Parameters.Count(p => !p.KeywordOnly && !p.Optional);
    private bool TakesKeywords => call.StarKeywords || call.PositionalOnly < call.Parameters.Count;

    /// <summary>The name that argument errors show before "() argument".</summary>
    private string ShownName => call.Kind == CallKind.New ? OwnerName : call.Name;

    /// <summary>Emits and returns the entry point's name.</summary>
    public string Emit()
    {
        if (call.Raw) EmitRaw();
        else if (TakesKeywords) EmitWithKeywords();
        else EmitPositional();
        w.Line();
        return "W" + id;
    }

    private void EmitRaw()
    {
        w.Open($"public static O::Value W{id}({Text.EntryParameters})");
        if (prefix == 1 && call.Kind != CallKind.New) w.Line($"if (args.Length <= (kw == null ? 0 : kw.Length)) throw {Error("0", "int.MaxValue", true)};");
        var passed = SelfArguments("kw");
        passed.Add(prefix == 1 ? "args.Slice(1)" : "args");
        passed.Add("kw");
        EmitCall(passed);
        w.Close();
    }

    private void EmitPositional()
    {
        string max = HasStar ? "int.MaxValue" : MaxPositional.ToString();
        string low = (MinPositional + prefix).ToString(), high = (MaxPositional + prefix).ToString();
        string count = HasStar ? $"args.Length < {low}" : low == high ? $"args.Length != {low}" : $"args.Length < {low} || args.Length > {high}";
        if (HasStar && low == "0") count = "false";
        w.Open($"public static O::Value W{id}({Text.EntryParameters})");
        if (call.Kind == CallKind.New) w.Line($"if (kw != null && A::NewArgs.IgnoresKeywords({TypeObject}, args)) {{ args = args.Slice(0, args.Length - kw.Length); kw = null; }}");
        w.Line($"if (kw != null || {count}) throw {Error(MinPositional.ToString(), max, false)};");
        EmitBody(HasStar ? $"(args.Length > {high} ? args.Slice({high}) : default)" : "", "null", false);
        w.Close();
    }

    private void EmitWithKeywords()
    {
        int low = MinPositional + prefix, high = MaxPositional + prefix, slots = call.Parameters.Count + prefix;
        bool direct = call.Parameters.All(p => !p.KeywordOnly || p.Optional);
        string extraParameters = (HasStar ? $", {Text.Args} star" : "") + (call.StarKeywords ? ", O::PyDict? kwargs" : "");

        w.Open($"public static O::Value W{id}({Text.EntryParameters})");
        if (direct)
        {
            w.Line($"if (kw == null && args.Length >= {low}{(HasStar ? "" : $" && args.Length <= {high}")})");
            string extra = (HasStar ? $", args.Length > {high} ? args.Slice({high}) : default" : "") + (call.StarKeywords ? ", null" : "");
            w.Line($"    return C{id}({(HasStar ? $"args.Length > {high} ? args.Slice(0, {high}) : args" : "args")}{extra});");
        }
        w.Line($"return K{id}(args, kw);");
        w.Close();

        w.Open($"private static O::Value K{id}({Text.EntryParameters})");
        w.Line($"A::ValueBuffer{Size(slots)} buffer = default;");
        w.Line($"global::System.Span<O::Value> bound = buffer;");
        w.Line($"bound = bound.Slice(0, {slots});");
        w.Line($"var spec = spec{id} ??= {Spec()};");
        w.Line($"{(call.StarKeywords ? "var kwargs = " : "")}spec.Bind(args, kw, bound);");
        w.Line($"return C{id}(bound{(HasStar ? ", spec.Star(args, kw)" : "")}{(call.StarKeywords ? ", kwargs" : "")});");
        w.Close();
        w.Line($"private static A::CallSpec? spec{id};");

        w.Open($"private static O::Value C{id}({Text.Args} args{extraParameters})");
        EmitBody("star", "kwargs", true);
        w.Close();
    }

    private static int Size(int n) => n <= 4 ? 4 : n <= 8 ? 8 : n <= 16 ? 16 : 32;

    private string Spec()
    {
        ulong required = 0;
        for (int i = 0; i < call.Parameters.Count; i++)
            if (!call.Parameters[i].Optional) required |= 1UL << i;
        string type = owner is TypeModel ? TypeObject : "null";
        string names = string.Join(", ", call.Parameters.Select((p, i) => Text.Quote(i < call.PositionalOnly ? "" : p.Name)));
        return $"new A::CallSpec({type}, {Text.Quote(ShownName)}, A::CallForm.{call.Kind}, {call.PositionalOnly}, {MaxPositional}, {required}UL, {(HasStar ? "true" : "false")}, {(call.StarKeywords ? "true" : "false")}, [{names}])";
    }

    private void EmitBody(string star, string kwargs, bool mayBeMissing)
    {
        var passed = SelfArguments(mayBeMissing ? "null" : "kw");
        int selfCount = passed.Count;
        for (int i = 0; i < call.Parameters.Count; i++) passed.Add(Argument(call.Parameters[i], i, mayBeMissing));
        if (HasStar) passed.Insert(selfCount + call.StarAt, star);
        if (call.StarKeywords) passed.Add(kwargs);
        EmitCall(passed);
    }

    /// <summary>Emits the check of self or cls; returns the arguments that stand for it in a static call.</summary>
    private List<string> SelfArguments(string kw)
    {
        switch (call.Kind)
        {
            case CallKind.Function or CallKind.StaticMethod:
                return [];
            case CallKind.New:
                w.Line($"var cls = args.Length > 0 && args[0].Ref is O::PyType given && given == {TypeObject} ? given : A::NewArgs.Class({TypeObject}, args, {kw});");
                return ["cls"];
            case CallKind.ClassMethod:
                w.Line("var cls = (O::PyType)args[0].Ref!;");
                return ["cls"];
        }
        string wrong = $"A::ArgErrors.{(call.Kind == CallKind.Wrapper ? "WrongWrapperSelf" : "WrongSelf")}({TypeObject}, {Text.Quote(call.Name)}, args[0])";
        if (!call.IsStatic)
        {
            w.Line($"var self = {Text.As("args[0]", owner.FullName)} ?? throw {wrong};");
            return [];
        }
        if (call.Self!.Kind == Conversion.Object)
        {
            w.Line($"var self = {Text.As("args[0]", call.Self.CSharp)} ?? throw {wrong};");
            return ["self"];
        }
        if (owner is not TypeModel { IsRoot: true })
            w.Line($"if (args[0].Type != {TypeObject} && !args[0].Type.IsSubtypeOf({TypeObject})) throw {wrong};");
        w.Line("var self = args[0];");
        return [Convert(call.Self, "self", "self")];
    }

    private string Argument(Parameter p, int i, bool mayBeMissing)
    {
        int at = i + prefix;
        string v = $"args[{at}]";
        string description = i >= call.PositionalOnly ? $"argument '{p.Name}'"
            : MinPositional == 1 && MaxPositional == 1 && !HasStar && !TakesKeywords ? "argument" : $"argument {i + 1}";
        string converted = i == 0 && call.Name is "__getattribute__" or "__setattr__" or "__delattr__" && p.Type is { Kind: Conversion.Object, PythonName: "str" }
            ? $"A::Args.AttributeName({v})" : Convert(p.Type, v, description);
        bool noneIsNull = p.Type.Nullable && (p.OptNone || p.Default == "null" || !p.Optional);
        if (noneIsNull) converted = $"({v}.IsNone ? ({p.Type.CSharp}?)null : {converted})";
        if (!p.Optional) return converted;
        string given = mayBeMissing && p.Type.Kind == Conversion.Value && p.Default == null && !p.OptNone ? $"args.Length > {at}"
            : mayBeMissing ? $"args.Length > {at} && !{v}.IsMissing" : $"args.Length > {at}";
        string omitted = p.Default ?? (p.Type.Kind == Conversion.Value ? p.OptNone ? "O::Value.None" : "O::Value.Missing" : p.Type.Nullable ? $"({p.Type.CSharp}?)null" : $"default({p.Type.CSharp})!");
        return $"({given} ? {converted} : {omitted})";
    }

    private string Convert(ConvertedType type, string v, string description)
    {
        string where = $"{Text.Quote(ShownName)}, {Text.Quote(description)}";
        return type.Kind switch
        {
            Conversion.Value => v,
            Conversion.AnyObject => $"{v}.ToHeap()",
            Conversion.Long => $"A::Args.Long({v})",
            Conversion.Int => $"A::Args.Int({v})",
            Conversion.Double => $"A::Args.Double({v})",
            Conversion.Bool => $"A::Args.Bool({v})",
            Conversion.BigInteger => $"A::Args.Big({v})",
            Conversion.String => $"A::Args.String({v}, {where})",
            _ => $"({Text.As(v, type.CSharp)} ?? throw A::ArgErrors.BadArgument({where}, {Text.Quote(type.PythonName)}, {v}))",
        };
    }

    private void EmitCall(List<string> passed)
    {
        string target = call.IsStatic ? $"{call.TargetClass}.{call.Target}" : $"self.{call.Target}";
        string expression = $"{target}({string.Join(", ", passed)})";
        if (call.Result.Kind == Conversion.Void)
        {
            w.Line(expression + ";");
            w.Line("return O::Value.None;");
            return;
        }
        string result = Text.ToValue(call.Result, expression);
        if (call.Kind == CallKind.Wrapper && call.Name == "__next__") result = $"A::Results.Next({result})";
        else if (call.Kind == CallKind.Wrapper && call.Name == "__getattribute__") result = $"A::Results.Attribute({result}, args)";
        w.Line($"return {result};");
    }

    /// <summary>The call that makes the exception for a wrong number of arguments, unwanted keywords or a wrong self, whichever CPython reports first.</summary>
    private string Error(string min, string max, bool raw)
    {
        string tail = $"args, kw, {min}, {max}";
        string name = Text.Quote(call.Name);
        return call.Kind switch
        {
            CallKind.Method => $"A::ArgErrors.Method({TypeObject}, {name}, {tail})",
            CallKind.Wrapper => $"A::ArgErrors.Wrapper({TypeObject}, {name}, {tail})",
            CallKind.ClassMethod => $"A::ArgErrors.ClassMethod({TypeObject}, {name}, {tail})",
            CallKind.New => $"A::ArgErrors.New({TypeObject}, {tail})",
            CallKind.StaticMethod => $"A::ArgErrors.Function({Text.Quote(OwnerName)}, {name}, {tail})",
            _ => $"A::ArgErrors.Function({Text.Quote(owner.Name)}, {name}, {tail})",
        };
    }
}
