namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>`from __future__ import ...` at the head of a module.</summary>
internal static class FutureFeatures
{
    /// <summary>The features that change how code is compiled; a SyntaxError for unknown or misplaced ones.</summary>
    public static CodeFlags Scan(Mod module, CompileErrors errors)
    {
        Stmt[]? body = module switch { Module m => m.Body, Interactive i => i.Body, _ => null };
        if (body == null) return CodeFlags.None;
        var flags = CodeFlags.None;
        bool atHead = true;
        foreach (var s in body)
        {
            if (s is ImportFrom { Module: "__future__", Level: 0 } f)
            {
                if (!atHead) throw errors.At(f, "from __future__ imports must occur at the beginning of the file");
                foreach (var a in f.Names) flags |= Feature(a, f, errors);
            }
            else if (s != body[0] || !AstFolder.IsDocstring(body))
            {
                atHead = false;
            }
        }
        return flags;
    }

    private static CodeFlags Feature(Alias alias, ImportFrom statement, CompileErrors errors)
    {
        switch (alias.Name)
        {
            case "annotations": return CodeFlags.FutureAnnotations;
            case "barry_as_FLUFL": return CodeFlags.FutureBarryAsBdfl;
            case "nested_scopes" or "generators" or "division" or "absolute_import" or "with_statement" or "print_function" or "unicode_literals" or "generator_stop":
                return CodeFlags.None;
            default:
                string message = alias.Name == "braces" ? "not a chance" : $"future feature {alias.Name} is not defined";
                throw new SyntaxErrorException(SyntaxErrorKind.SyntaxError, message, errors.Filename, statement.Line, statement.Col + 1, statement.Line, CompileErrors.NoColumn, null);
        }
    }
}
