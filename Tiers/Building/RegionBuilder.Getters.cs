using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Properties of objects of a few shapes whose getters have code of their own.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>Calls the getter of each shape's class, or reads its slot. False where that isn't all there is to it, or a getter has no code yet.</summary>
    private bool CallGetters(Instr i, Node o, KindSet seen, PyStr name)
    {
        if ((seen.Single?.Shape is { } only ? [only] : SeveralShapes(seen)) is not { } shapes) return false;
        bool calls = false;
        foreach (var s in shapes)
        {
            if (Getter(s, name) is not { } getter)
            {
                if (SlotOf(s, name, s.Type.Lookup(name), reads: true) < 0) return false;
                continue;
            }
            if (Target(getter.Code, [Of(s)]) == null) return false;
            calls = true;
        }
        if (!calls) return false;
        Set(i.A, ByShapeCalling(o, shapes, Read));
        snapshot = null;
        return true;

        Node Read(Shape s, Node self) => Getter(s, name) is { } getter ? DirectTo(i.A, getter.Code, Ref(getter), [self], [Of(s)])! : LoadAttr(self, SlotOf(s, name, s.Type.Lookup(name), reads: true), Nothing, s.Type);
        static KindSet Of(Shape s) => KindSet.Only(new Kind(KindTag.Object, s));
    }
}
