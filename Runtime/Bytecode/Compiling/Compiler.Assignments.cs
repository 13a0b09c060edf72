using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Assignments, deletion, unpacking.</summary>
internal sealed partial class Compiler
{
    private void VisitAssign(Assign s)
    {
        if (s.Targets.Length == 1)
        {
            var target = s.Targets[0];
            int reg = FastTarget(target);
            if (reg >= 0)
            {
                ExprTo(s.Value, reg);
                // A name that is assigned to itself is nothing to do, but a line to stop at.
                if (s.Value is Name { Id: var own } && target is Name { Id: var name } && own == name) Emit(P(s), Op.Nop);
                return;
            }
            if (Elements(target) is { } targets && TryParallelAssign(targets, s.Value)) return;
            int r = Keep(P(s), ExprAny(s.Value), target);
            StoreTo(target, r);
            return;
        }

        // The value is evaluated into the first target when that is a local; but unpacking may change it before the last target has it.
        int first = FastTarget(s.Targets[0]);
        bool unpacks = Array.Exists(s.Targets, t => Elements(t) != null);
        int value;
        if (unpacks) ExprTo(s.Value, value = u.Temp());
        else if (first >= 0) ExprTo(s.Value, value = first);
        else value = ExprAny(s.Value);
        for (int i = first >= 0 && !unpacks ? 1 : 0; i < s.Targets.Length; i++)
        {
            value = Keep(P(s), value, s.Targets[i]);
            StoreTo(s.Targets[i], value);
        }
    }

    private static Expr[]? Elements(Expr e) => e switch { Tuple t => t.Elts, List l => l.Elts, _ => null };

    /// <summary>`a, b = x, y` without making a tuple.</summary>
    private bool TryParallelAssign(Expr[] targets, Expr value)
    {
        Expr[]? values = value switch
        {
            Tuple t => t.Elts,
            List l => l.Elts,
            Constant { Value: ConstTuple c } => Array.ConvertAll(c.Items, x => (Expr)new Constant(x, null).At(value.Line, value.Col, value.EndLine, value.EndCol)),
            _ => null,
        };
        if (values == null || values.Length != targets.Length || values.Length is 0 or > 16) return false;
        if (Array.Exists(values, e => e is Starred) || Array.Exists(targets, e => e is Starred)) return false;

        // All values before any target. A local that no earlier target assigns is used where it is.
        var regs = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is Constant) continue;
            int reg = values[i].Kind == NodeKind.Name ? FastTarget(values[i]) : -1;
            bool assigned = u.Scope.WalrusTargets != null;
            for (int j = 0; j < i && !assigned; j++) assigned = FastTarget(targets[j]) is var t && (t == reg || t < 0 && Elements(targets[j]) != null);
            if (reg >= 0 && !assigned)
            {
                regs[i] = ExprAny(values[i]);
                continue;
            }
            regs[i] = u.Temp();
            ExprTo(values[i], regs[i]);
        }
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not Constant)
            {
                StoreTo(targets[i], regs[i]);
                continue;
            }
            int reg = FastTarget(targets[i]);
            if (reg >= 0)
            {
                ExprTo(values[i], reg);
                continue;
            }
            int mark = u.Top;
            StoreTo(targets[i], ExprAny(values[i]));
            u.Top = mark;
        }
        return true;
    }

    /// <summary>Stores R[src] to a target.</summary>
    private void StoreTo(Expr target, int src)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        var p = P(target);
        switch (target)
        {
            case Name t: Store(p, t.Id, src); break;
            case Attribute t:
                {
                    RecordStaticAttribute(t);
                    int obj = ExprAny(t.Value);
                    Emit(AttributePos(t), Op.SetAttr, obj, NameIndex(t.Attr), src);
                    break;
                }
            case Subscript t:
                {
                    int obj = Keep(p, ExprAny(t.Value), t.Slice);
                    if (t.Slice is Slice { Step: null } slice)
                    {
                        Emit(p, Op.SetSlice, obj, SliceBounds(slice), src);
                        break;
                    }
                    int key = ExprAny(t.Slice);
                    Emit(p, Op.SetItem, obj, key, src);
                    break;
                }
            case Tuple t: Unpack(t, t.Elts, src); break;
            case List t: Unpack(t, t.Elts, src); break;
            case Starred: throw errors.At(target, "starred assignment target must be in a list or tuple");
            default: throw errors.At(target, "cannot assign to expression");
        }
        u.Top = mark;
        depth--;
    }

    private void Unpack(Expr target, Expr[] elts, int src)
    {
        var p = P(target);
        int star = -1;
        for (int i = 0; i < elts.Length; i++)
        {
            if (elts[i] is not Starred) continue;
            if (star >= 0) throw errors.At(target, "multiple starred expressions in assignment");
            if (i > 255 || elts.Length - i - 1 > 255) throw errors.At(target, "too many expressions in star-unpacking assignment");
            star = i;
        }

        // Straight into locals that lie side by side.
        int first = star < 0 && elts.Length > 0 ? FastTarget(elts[0]) : -1;
        for (int i = 1; i < elts.Length && first >= 0; i++)
        {
            if (FastTarget(elts[i]) != first + i) first = -1;
        }
        if (first >= 0)
        {
            Emit(p, Op.Unpack, first, src, elts.Length);
            return;
        }
        int r = elts.Length == 0 ? VReg.TempBase : u.Temp(elts.Length);
        if (star < 0) Emit(p, Op.Unpack, r, src, elts.Length);
        else Emit(p, Op.UnpackEx, r, src, star, elts.Length - star - 1);
        for (int i = 0; i < elts.Length; i++) StoreTo(elts[i] is Starred s ? s.Value : elts[i], r + i);
    }

    private void VisitAugAssign(AugAssign s)
    {
        var p = P(s);
        var pt = P(s.Target);
        switch (s.Target)
        {
            case Name t:
                {
                    int reg = FastTarget(t);
                    if (reg >= 0)
                    {
                        Emit(pt, Op.CheckLocal, reg);
                        EmitBinary(p, s.Op, Keep(p, reg, s.Value), s.Value, reg, 1);
                        return;
                    }
                    int r = u.Temp();
                    Load(pt, t.Id, r);
                    EmitBinary(p, s.Op, r, s.Value, r, 1);
                    Store(pt, t.Id, r);
                    return;
                }
            case Attribute t:
                {
                    int obj = Keep(p, ExprAny(t.Value), s.Value);
                    int r = u.Temp();
                    RecordStaticAttribute(t);
                    Emit(AttributePos(t), Op.GetAttr, r, obj, NameIndex(t.Attr));
                    EmitBinary(p, s.Op, r, s.Value, r, 1);
                    Emit(AttributePos(t), Op.SetAttr, obj, NameIndex(t.Attr), r);
                    return;
                }
            case Subscript { Slice: Slice { Step: null } slice } t:
                {
                    int obj = Keep(p, ExprAny(t.Value), t.Slice, s.Value);
                    int bounds = SliceBounds(slice);
                    int r = u.Temp();
                    Emit(pt, Op.GetSlice, r, obj, bounds);
                    EmitBinary(p, s.Op, r, s.Value, r, 1);
                    Emit(pt, Op.SetSlice, obj, bounds, r);
                    return;
                }
            case Subscript t:
                {
                    int obj = Keep(p, ExprAny(t.Value), t.Slice, s.Value);
                    int key = Keep(p, ExprAny(t.Slice), s.Value);
                    int r = u.Temp();
                    Emit(pt, Op.GetItem, r, obj, key);
                    EmitBinary(p, s.Op, r, s.Value, r, 1);
                    Emit(pt, Op.SetItem, obj, key, r);
                    return;
                }
            default: throw errors.At(s, "illegal target for augmented assignment");
        }
    }

    private void VisitAnnAssign(AnnAssign s)
    {
        if (s.Value != null)
        {
            int reg = FastTarget(s.Target);
            if (reg >= 0) ExprTo(s.Value, reg);
            else
            {
                int r = Keep(P(s), ExprAny(s.Value), s.Target);
                StoreTo(s.Target, r);
            }
        }
        switch (s.Target)
        {
            case Name t:
                if (s.Simple != 0 && u.Scope.Kind is (ScopeKind.Module or ScopeKind.Class))
                {
                    int value = u.Temp();
                    AnnotationTo(s.Annotation, value);
                    int dict = u.Temp(), key = u.Temp();
                    Emit(P(s), Op.LoadName, dict, u.NameIndex("__annotations__"));
                    LoadConst(P(s), Mangle(t.Id), key);
                    Emit(P(s), Op.SetItem, dict, key, value);
                    return;
                }
                break;
            case Attribute t:
                if (s.Value == null) ExprDiscard(t.Value);
                break;
            case Subscript t:
                if (s.Value == null)
                {
                    ExprDiscard(t.Value);
                    CheckAnnotatedIndex(t.Slice);
                }
                break;
        }

        // Annotations of what isn't a simple name are evaluated, and dropped, where names would be kept.
        if (s.Simple == 0 && !options.FutureAnnotations && u.Scope.Kind is (ScopeKind.Module or ScopeKind.Class))
            ExprDiscard(s.Annotation);
    }

    private void CheckAnnotatedIndex(Expr e)
    {
        switch (e)
        {
            case Slice s:
                if (s.Lower != null) ExprDiscard(s.Lower);
                if (s.Upper != null) ExprDiscard(s.Upper);
                if (s.Step != null) ExprDiscard(s.Step);
                break;
            case Tuple t:
                foreach (var x in t.Elts) CheckAnnotatedIndex(x);
                break;
            default: ExprDiscard(e); break;
        }
    }

    private void AnnotationTo(Expr annotation, int dst)
    {
        if (options.FutureAnnotations) LoadConst(P(annotation), AstUnparse.Unparse(annotation), dst);
        else ExprTo(annotation, dst);
    }

    private void VisitDelete(Expr target)
    {
        CompileDepth.Enter(ref depth);
        int mark = u.Top;
        var p = P(target);
        switch (target)
        {
            case Name t: Delete(p, t.Id); break;
            case Attribute t:
                {
                    int obj = ExprAny(t.Value);
                    Emit(AttributePos(t), Op.DelAttr, obj, NameIndex(t.Attr));
                    break;
                }
            case Subscript t:
                {
                    int obj = Keep(p, ExprAny(t.Value), t.Slice);
                    int key = ExprAny(t.Slice);
                    Emit(p, Op.DelItem, obj, key);
                    break;
                }
            case Tuple or List:
                foreach (var e in Elements(target)!) VisitDelete(e);
                break;
            default: throw errors.At(target, "cannot delete expression");
        }
        u.Top = mark;
        depth--;
    }

    /// <summary>Notes `self.name = ...` in a method, for the class's __static_attributes__.</summary>
    private void RecordStaticAttribute(Attribute t)
    {
        if (t.Value is not Name { Id: "self" }) return;
        for (var unit = u.Parent; unit != null; unit = unit.Parent)
        {
            if (unit.Kind != UnitKind.Class) continue;
            (unit.StaticAttributes ??= []).Add(t.Attr);
            return;
        }
    }
}
