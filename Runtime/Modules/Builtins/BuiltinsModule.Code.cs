using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

// Compiling and running code.
internal static partial class BuiltinsModule
{
    private static readonly PyStr BuiltinsName = PyStr.Intern("__builtins__");

    [PyFunction("compile", Doc = "Compile source into a code object that can be executed by exec() or eval().\n\nThe source code may represent a Python module, statement or expression.\nThe filename will be used for run-time error messages.\nThe mode must be 'exec' to compile a module, 'single' to compile a\nsingle (interactive) statement, or 'eval' to compile an expression.\nThe flags argument, if present, controls which future statements influence\nthe compilation of the code.\nThe dont_inherit argument, if true, stops the compilation inheriting\nthe effects of any future statements in effect in the code calling\ncompile; if absent or false these statements do influence the compilation,\nin addition to any features explicitly specified.", RunsPython = true)]
    private static Value Compile([Kw] Value source, [Kw] Value filename, [Kw] string mode, [Kw] int flags = 0, [Kw("dont_inherit")] bool dontInherit = false, [Kw] int optimize = -1, [KwOnly, Kw("_feature_version")] int featureVersion = -1)
    {
        string name = FileName(filename);
        if (optimize is < -1 or > 2) throw Err.ValueError("compile(): invalid optimize value");
        return CompileSource.Compile(source, name, mode, flags, dontInherit, optimize, featureVersion);
    }

    private static string FileName(Value v)
    {
        if (v.Ref is PyStr s) return s.ToString();
        var path = Ops.Fspath(v);
        return path.Ref is PyStr p ? p.ToString() : System.Text.Encoding.UTF8.GetString(((PyBytes)path.Ref!).Data);
    }

    [PyFunction("eval", Doc = "Evaluate the given source in the context of globals and locals.\n\nThe source may be a string representing a Python expression\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.", RunsPython = true)]
    private static Value Eval(Value source, [OptNone, Kw] Value globals, [OptNone, Kw] Value locals)
    {
        Namespaces("eval", ref globals, ref locals);
        if (source.Ref is PyCode code)
        {
            if (code.FreeVars.Length > 0) throw Err.TypeError("code object passed to eval() may not contain free variables");
        }
        else
        {
            CheckSource("eval", source);
            code = CompileSource.ForEval(source);
        }
        return Interp.RunCode(code, (PyDict)globals.Ref!, locals.ToHeap());
    }

    [PyFunction("exec", Doc = "Execute the given source in the context of globals and locals.\n\nThe source may be a string representing one or more Python statements\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.\nThe closure must be a tuple of cellvars, and can only be used\nwhen source is a code object requiring exactly that many cellvars.", RunsPython = true)]
    private static void Exec(Value source, [OptNone, Kw] Value globals, [OptNone, Kw] Value locals, [OptNone, KwOnly, Kw] Value closure)
    {
        Namespaces("exec", ref globals, ref locals);
        PyTuple? cells = null;
        if (source.Ref is PyCode code)
        {
            int free = code.FreeVars.Length;
            if (free == 0 && !closure.IsNone) throw Err.TypeError("cannot use a closure with this code object");
            if (free > 0)
            {
                if (closure.IsNone) throw Err.TypeError("code object passed to exec() may not contain free variables");
                cells = closure.Ref as PyTuple;
                if (cells == null || cells.Count != free) throw Err.TypeError($"code object requires a closure of exactly length {free}");
                foreach (var c in cells.AsSpan())
                    if (c.Ref is not PyCell) throw Err.TypeError($"code object requires a closure of exactly length {free}");
            }
        }
        else
        {
            if (!closure.IsNone) throw Err.TypeError("closure can only be used when source is a code object");
            CheckSource("exec", source);
            code = CompileSource.ForExec(source);
        }
        Interp.RunCode(code, (PyDict)globals.Ref!, locals.ToHeap(), cells);
    }

    private static void CheckSource(string function, Value source)
    {
        if (source.Ref is not PyStr && !Buffers.Has(source)) throw Err.TypeError($"{function}() arg 1 must be a string, bytes or code object");
    }

    private static void Namespaces(string function, ref Value globals, ref Value locals)
    {
        if (!locals.IsNone && !Ops.Has(locals, Slot.GetItem))
            throw Err.TypeError(function == "eval" ? "locals must be a mapping" : $"locals must be a mapping or None, not {Ops.TypeName(locals)}");
        if (globals.IsNone)
        {
            globals = Globals();
            if (locals.IsNone) locals = Locals();
        }
        else
        {
            if (globals.Ref is not PyDict)
                throw Err.TypeError(function == "exec" ? $"exec() globals must be a dict, not {Ops.TypeName(globals)}"
                    : Ops.Has(globals, Slot.GetItem) ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
            if (locals.IsNone) locals = globals;
        }
        var d = (PyDict)globals.Ref!;
        if (d.TryGet(BuiltinsName).IsMissing) d.Set(BuiltinsName, PyThread.Current.TopFrame is { } f ? new Value(f.Function.Builtins is MappingBuiltins m ? m.Mapping : f.Function.Builtins) : new Value(Module));
    }
}
