using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Names and constants.</summary>
internal sealed partial class Compiler
{
    private string Mangle(string name) => NameMangling.Mangle(u.Private, u.Scope, name);

    private int NameIndex(string name) => u.NameIndex(Mangle(name));

    private void LoadConst(Position p, object? value, int dst)
    {
        if (value is long i and >= int.MinValue and <= int.MaxValue) Emit(p, Op.LoadInt, dst, (int)i);
        else Emit(p, Op.LoadConst, dst, u.ConstIndex(value));
    }

    /// <summary>Where a (mangled) name lives for the code being compiled.</summary>
    private Variable Resolve(string name)
    {
        for (var comp = u.Comp; comp != null; comp = comp.Parent)
        {
            if (comp.Variables.TryGetValue(name, out var v)) return v;
        }
        var scope = u.Scope;
        if (u.Comp != null && (scope.Kind == ScopeKind.Class || scope.IsMerged(name)))
        {
            // A comprehension sees neither the names of the class around it nor those of other comprehensions.
            for (var comp = u.Comp; comp != null; comp = comp.Parent)
            {
                var inComp = comp.Scope.ScopeOf(name);
                if (inComp == NameScope.Free && u.Frees.TryGetValue(name, out int free)) return new Variable(VariableKind.Deref, free);
                if (inComp is NameScope.GlobalExplicit or NameScope.GlobalImplicit)
                    return new Variable(scope.Kind == ScopeKind.Module ? VariableKind.Name : VariableKind.Global, 0);
            }
        }
        var where = scope.ScopeOf(name);
        switch (where)
        {
            case NameScope.Local:
                return scope.IsFunctionLike ? new Variable(VariableKind.Fast, u.Local(name)) : new Variable(VariableKind.Name, 0);
            case NameScope.Cell:
                return new Variable(VariableKind.Deref, CellOf(name));
            case NameScope.Free:
                return new Variable(scope.Kind == ScopeKind.Class || scope.CanSeeClassScope ? VariableKind.ClassDeref : VariableKind.Deref, u.Frees[name]);
            case NameScope.GlobalExplicit:
                return new Variable(VariableKind.Global, 0);
            default:
                if (!scope.IsFunctionLike) return new Variable(VariableKind.Name, 0);
                return new Variable(scope.CanSeeClassScope ? VariableKind.ClassGlobal : VariableKind.Global, 0);
        }
    }

    /// <summary>The register of the cell of a variable that nested scopes use.</summary>
    private int CellOf(string name)
    {
        int cell = u.CellOf(name);
        return cell >= 0 ? cell : u.Frees[name];
    }

    /// <summary>The cell that a closure made here captures.</summary>
    private int ClosureCell(string name)
    {
        for (var comp = u.Comp; comp != null; comp = comp.Parent)
        {
            if (comp.Variables.TryGetValue(name, out var v) && v.Kind == VariableKind.Deref) return v.Reg;
        }
        return CellOf(name);
    }

    private void Load(Position p, string name, int dst)
    {
        name = Mangle(name);
        var v = Resolve(name);
        if (v.Kind == VariableKind.Fast)
        {
            Emit(p, Op.CheckLocal, v.Reg);
            if (v.Reg != dst) Emit(p, Op.Move, dst, v.Reg);
            return;
        }
        LoadSlow(p, name, v, dst);
    }

    private void LoadSlow(Position p, string name, Variable v, int dst)
    {
        switch (v.Kind)
        {
            case VariableKind.Deref: Emit(p, Op.LoadDeref, dst, v.Reg); break;
            case VariableKind.Name: Emit(p, Op.LoadName, dst, u.NameIndex(name)); break;
            case VariableKind.Global: Emit(p, Op.LoadGlobal, dst, u.NameIndex(name)); break;
            case VariableKind.ClassDeref when u.Scope.Kind == ScopeKind.Class:
                Emit(p, Op.LoadClassDeref, dst, v.Reg, u.NameIndex(name));
                break;
            default:
                {
                    // The class's namespace is in a cell; the instruction takes it from its destination.
                    int mark = u.Top;
                    int t = VReg.IsTemp(dst) ? dst : u.Temp();
                    Emit(p, Op.LoadDeref, t, CellOf("__classdict__"));
                    if (v.Kind == VariableKind.ClassDeref) Emit(p, Op.LoadClassDeref, t, v.Reg, u.NameIndex(name), 1);
                    else Emit(p, Op.LoadClassGlobal, t, u.NameIndex(name), 0, 1);
                    if (t != dst) Emit(p, Op.Move, dst, t);
                    u.Top = mark;
                    break;
                }
        }
    }

    /// <summary>The register that has the value of a name: its own, when it is a local.</summary>
    private int LoadAny(Position p, string name)
    {
        name = Mangle(name);
        var v = Resolve(name);
        if (v.Kind == VariableKind.Fast)
        {
            Emit(p, Op.CheckLocal, v.Reg);
            return v.Reg;
        }
        int t = u.Temp();
        LoadSlow(p, name, v, t);
        return t;
    }

    private void Store(Position p, string name, int src)
    {
        name = Mangle(name);
        var v = Resolve(name);
        switch (v.Kind)
        {
            case VariableKind.Fast:
                if (v.Reg != src) Emit(p, Op.Move, v.Reg, src);
                break;
            case VariableKind.Deref or VariableKind.ClassDeref: Emit(p, Op.StoreDeref, v.Reg, src); break;
            case VariableKind.Name: Emit(p, Op.StoreName, src, u.NameIndex(name)); break;
            default: Emit(p, Op.StoreGlobal, src, u.NameIndex(name)); break;
        }
    }

    private void Delete(Position p, string name)
    {
        name = Mangle(name);
        var v = Resolve(name);
        switch (v.Kind)
        {
            case VariableKind.Fast:
                Emit(p, Op.CheckLocal, v.Reg, d: 1);
                Emit(p, Op.Unbind, v.Reg);
                break;
            case VariableKind.Deref or VariableKind.ClassDeref: Emit(p, Op.DeleteDeref, v.Reg); break;
            case VariableKind.Name: Emit(p, Op.DeleteName, 0, u.NameIndex(name)); break;
            default: Emit(p, Op.DeleteGlobal, 0, u.NameIndex(name)); break;
        }
    }

    /// <summary>The register of a target that is a local, else -1.</summary>
    private int FastTarget(Expr target)
    {
        if (target is not Name n) return -1;
        var v = Resolve(Mangle(n.Id));
        return v.Kind == VariableKind.Fast ? v.Reg : -1;
    }

    /// <summary>Can := in a later part of the expression change this register?</summary>
    private bool MayBeRebound(int reg, Expr? later, Expr? later2 = null) =>
        u.Scope.WalrusTargets is { } targets && VReg.IsLocal(reg) && targets.Contains(u.LocalNames[reg]) && !(IsPlain(later) && IsPlain(later2));

    private static bool IsPlain(Expr? e) => e is null or Name or Constant or Attribute { Value: Name };

    /// <summary>The value of <paramref name="reg"/> kept safe from := in what is evaluated later.</summary>
    private int Keep(Position p, int reg, Expr? later, Expr? later2 = null)
    {
        if (!MayBeRebound(reg, later, later2)) return reg;
        int t = u.Temp();
        Emit(p, Op.Move, t, reg);
        return t;
    }
}
