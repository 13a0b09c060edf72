using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Methods of classes above, as <c>super().name(...)</c> calls them.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>True when the block was ended.</summary>
    private bool LoadSuper(Instr i)
    {
        var name = point.Context.Code.Names[i.C];
        if ((i.D & 1) == 0 || Operand(0).Single?.Object != PySuper.TypeObject || Operand(1).Single?.Object is not PyType start)
        {
            InterpretAll();
            return false;
        }
        var seen = Operand(2);
        GuardConst(Get(i.B), PySuper.TypeObject);
        GuardConst(Get(i.B + 1), start);
        if (SharedAbove(seen, start, name) is { } found)
        {
            var self = seen.Single?.Heir is { } heir ? GuardHeir(Get(i.B + 2), heir) : seen.Single?.Shape is { } shape ? GuardShape(Get(i.B + 2), shape) : GuardShapes(Get(i.B + 2), SeveralShapes(seen)!);
            foreach (var k in seen.Kinds) Types.Add((k.Shape ?? k.Heir!.Shape).Type);
            Set(i.A, Ref(found));
            Set(i.A + 1, self);
            return false;
        }
        var o = Get(i.B + 2);
        OrInterpret(Kernel(Kernels.QuickMethodAfter, [Ref(start), o, Ref(name)]), v =>
        {
            Set(i.A, v);
            Set(i.A + 1, o);
        });
        return true;
    }

    /// <summary>The method that all instances that were seen have above a class; null where they differ, or more were met than are known.</summary>
    private static PyObject? SharedAbove(KindSet seen, PyType start, PyStr name)
    {
        if (seen.Single == null && SeveralShapes(seen) == null) return null;
        PyObject? shared = null;
        foreach (var k in seen.Kinds)
        {
            if ((k.Shape ?? k.Heir?.Shape) is not { } shape || PySuper.FindAfter(shape.Type, start, name) is not { } found || shared != null && found != shared) return null;
            shared = found;
        }
        return shared is PyFunction or PyMethodDescriptor or PyWrapperDescriptor ? shared : null;
    }
}
