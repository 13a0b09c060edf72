using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>
/// Compiles an AST to register code. An expression is compiled either "to" a given register, or to "any" register: a local is then used
/// where it is. A local register that is a destination is written by the last instruction only, so an error leaves it as it was.
/// Temporaries are a stack; the window of a call is always at its top, because the callee's frame overlays what is above.
/// </summary>
internal sealed partial class Compiler
{
    private readonly CompileErrors errors;
    private readonly SymbolTable table;
    private readonly CompilerOptions options;
    private readonly PyStr filename;
    private CodeUnit u = null!;
    private int depth;

    private Compiler(SymbolTable table, CompileErrors errors, CompilerOptions options)
    {
        this.table = table;
        this.errors = errors;
        this.options = options;
        filename = PyStr.Of(errors.Filename);
    }

    public static PyCode Compile(Mod module, SymbolTable table, CompileErrors errors, CompilerOptions options) =>
        new Compiler(table, errors, options).CompileModule(module);

    private PyCode CompileModule(Mod module)
    {
        EnterUnit(UnitKind.Module, table.Top, "<module>", 1);
        switch (module)
        {
            case Module m:
                CompileBody(m.Body, "__doc__");
                break;
            case Interactive i:
                if (HasAnnotations(i.Body)) Emit(P(i.Body[0]), Op.SetupAnnotations);
                foreach (var s in i.Body) Visit(s);
                break;
            case Expression e:
                {
                    int r = ExprAny(e.Body);
                    Emit(P(e.Body), Op.Return, r);
                    break;
                }
        }
        return ExitUnit();
    }

    /// <summary>The body of a module or class: annotations dict, docstring, statements.</summary>
    private void CompileBody(Stmt[] body, string docName)
    {
        if (body.Length == 0) return;
        if (HasAnnotations(body)) Emit(u.Kind == UnitKind.Module ? default : P(body[0]), Op.SetupAnnotations);
        int first = 0;
        if (AstFolder.IsDocstring(body))
        {
            first = 1;
            if (options.Optimize < 2)
            {
                var doc = (Constant)((ExprStmt)body[0]).Value;
                int r = u.Temp();
                LoadConst(P(doc), Docstrings.Clean(doc.Value!), r);
                Store(P(doc), docName, r);
                u.Top = 0;
            }
        }
        for (int i = first; i < body.Length; i++) Visit(body[i]);
    }

    private static Position P(Node n) => new(n.Line, n.Col, n.EndLine, n.EndCol);

    private void Emit(Position p, Op op, int a = 0, int b = 0, int c = 0, int d = 0) => u.Emit(p, op, a, b, c, d);

    private void EmitJump(Position p, int label) => u.Emit(p, Op.Jump, target: label);

    private void EmitJumpIf(Position p, int reg, int label, bool when) => u.Emit(p, when ? Op.JumpIfTrue : Op.JumpIfFalse, reg, target: label);

    private void EnterUnit(UnitKind kind, Scope scope, string name, int firstLine)
    {
        var unit = new CodeUnit(u, scope, kind, name, QualNameOf(kind, scope, name), firstLine, u?.Private);
        u = unit;
        foreach (string p in scope.Params) unit.Local(p);
        unit.ParamCount = scope.Params.Count;

        var cells = new List<string>();
        var frees = new List<string>();
        for (int i = 0; i < scope.Symbols.Count; i++)
        {
            string n = scope.Symbols.NameAt(i);
            var symbol = scope.Symbols.At(i);
            if (symbol.Scope == NameScope.Cell && !scope.IsMerged(n)) cells.Add(n);
            else if (symbol.Scope == NameScope.Free || symbol.Has(SymbolFlags.FreeClass)) frees.Add(n);
        }
        if (scope.NeedsClassClosure) cells.Add("__class__");
        if (scope.NeedsClassDict) cells.Add("__classdict__");
        if (cells.Count > 1) cells.Sort(string.CompareOrdinal);
        if (frees.Count > 1) frees.Sort(string.CompareOrdinal);
        foreach (string c in cells)
        {
            if (unit.Locals.TryGetValue(c, out int r)) unit.AddCell(c, r);
            else unit.NewCell(c);
        }
        foreach (string f in frees)
        {
            unit.Frees[f] = VReg.FreeBase + unit.FreeNames.Count;
            unit.FreeNames.Add(f);
        }
        if (frees.Count > 0) Emit(default, Op.CopyFreeVars, VReg.FreeBase, frees.Count);
        foreach (int r in unit.CellRegs) Emit(default, Op.MakeCell, r);
    }

    /// <summary>Ends the unit's code with `return None` and makes its code object; the parent unit is current again.</summary>
    private PyCode ExitUnit()
    {
        Emit(default, Op.ReturnNone);
        EmitCleanups();
        var flags = FlagsOf(u);
        PyCode code;
        try
        {
            code = Assembler.Assemble(u, flags, filename);
        }
        catch (OverflowException)
        {
            throw Err.SystemError($"{u.Name}: code too large (more than 65535 registers, names or constants)");
        }
        CodeVerifier.VerifyInDebug(code);
        u = u.Parent!;
        return code;
    }

    private CodeFlags FlagsOf(CodeUnit unit)
    {
        var scope = unit.Scope;
        var flags = options.FutureFlags;
        if (scope.IsFunctionLike)
        {
            flags |= CodeFlags.NewLocals | CodeFlags.Optimized;
            if (scope.Nested) flags |= CodeFlags.Nested;
            if (scope.Generator) flags |= scope.Coroutine ? CodeFlags.AsyncGenerator : CodeFlags.Generator;
            else if (scope.Coroutine) flags |= CodeFlags.Coroutine;
            if (scope.VarArgs) flags |= CodeFlags.VarArgs;
            if (scope.VarKeywords) flags |= CodeFlags.VarKeywords;
        }
        else if (unit.Kind == UnitKind.Module && options.TopLevelAwait && scope.Coroutine && !scope.Generator)
        {
            flags |= CodeFlags.Coroutine;
        }
        if (unit.HasDocstring) flags |= CodeFlags.HasDocstring;
        return flags;
    }

    /// <summary>PEP 3155.</summary>
    private string QualNameOf(UnitKind kind, Scope scope, string name)
    {
        var parent = u;
        if (parent == null) return name;
        if (parent.Scope.Kind == ScopeKind.TypeParameters)
        {
            // The scope of type parameters doesn't show.
            parent = parent.Parent;
            if (parent?.Parent == null) return name;
        }
        if (parent!.Parent == null) return name;
        if (kind is UnitKind.Function or UnitKind.AsyncFunction or UnitKind.Class)
        {
            var where = parent.Scope.ScopeOf(NameMangling.Mangle(parent.Private, name));
            if (where == NameScope.GlobalExplicit) return name;
        }
        bool inFunction = parent.Kind is UnitKind.Function or UnitKind.AsyncFunction or UnitKind.Lambda;
        return parent.QualName + (inFunction ? ".<locals>." : ".") + name;
    }

    /// <summary>Is there an annotated assignment in the block, not in nested functions or classes?</summary>
    private static bool HasAnnotations(Stmt[] body)
    {
        foreach (var s in body)
        {
            bool found = s switch
            {
                AnnAssign => true,
                For f => HasAnnotations(f.Body) || HasAnnotations(f.Orelse),
                AsyncFor f => HasAnnotations(f.Body) || HasAnnotations(f.Orelse),
                While w => HasAnnotations(w.Body) || HasAnnotations(w.Orelse),
                If i => HasAnnotations(i.Body) || HasAnnotations(i.Orelse),
                Match m => Array.Exists(m.Cases, c => HasAnnotations(c.Body)),
                With w => HasAnnotations(w.Body),
                AsyncWith w => HasAnnotations(w.Body),
                Try t => HasAnnotations(t.Body) || HasAnnotations(t.Finalbody) || HasAnnotations(t.Orelse) || Array.Exists(t.Handlers, h => HasAnnotations(h.Body)),
                TryStar t => HasAnnotations(t.Body) || HasAnnotations(t.Finalbody) || HasAnnotations(t.Orelse) || Array.Exists(t.Handlers, h => HasAnnotations(h.Body)),
                _ => false,
            };
            if (found) return true;
        }
        return false;
    }
}
