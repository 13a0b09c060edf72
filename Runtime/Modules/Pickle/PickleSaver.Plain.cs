namespace TieredPy.Runtime.Modules.Pickle;

/// <content>
/// The short way for instances that reduce by object's own rules and keep their attributes in slots: what <c>copyreg.__newobj__</c>, the class
/// and a copy of the attributes would be written as, written without making them.
/// </content>
internal sealed partial class PickleSaver
{
    private static readonly PyStr GetStateName = PyStr.Intern("__getstate__");
    private static readonly PyStr[] Hooks =
    [
        ReduceExName, ReduceName, GetStateName, PyStr.Intern("__getnewargs__"), PyStr.Intern("__getnewargs_ex__"), PyStr.Intern("__slots__"),
    ];

    // Of one dump: the shapes met, each with its attribute names, or null when its instances must go the long way.
    private readonly Dictionary<Shape, PyStr[]?> plans = [];
    private Shape? lastShape;
    private PyStr[]? lastPlan;

    private bool TrySavePlain(PyObject o)
    {
        if (!PyInstance.IsPlain(o) || protocol < 2) return false;
        var shape = o.Shape;
        if (!ReferenceEquals(shape, lastShape))
        {
            if (!plans.TryGetValue(shape, out lastPlan)) plans[shape] = lastPlan = Plan(shape);
            lastShape = shape;
        }
        var names = lastPlan;
        if (names == null) return false;

        Save(new Value(shape.Type));
        writer.Byte(PickleOp.EmptyTuple);
        writer.Byte(PickleOp.NewObj);
        Memoize(o);
        if (names.Length == 0) return true;
        writer.Boundary();
        writer.Byte(PickleOp.EmptyDict);
        Memoize(null);
        if (names.Length > 1) writer.Byte(PickleOp.Mark);
        foreach (var name in names)
        {
            Save(new Value(name));
            Save(InstanceAttributes.Get(o, name));
        }
        writer.Byte(names.Length > 1 ? PickleOp.SetItems : PickleOp.SetItem);
        writer.Byte(PickleOp.Build);
        return true;
    }

    private PyStr[]? Plan(Shape shape)
    {
        var type = shape.Type;
        var root = PyObject.TypeObject;
        // A view is the instance's __dict__, to which something else in the pickle may refer.
        if (shape.DictMode || shape.ViewSlot >= 0 || !type.Has(TypeFlags.HasDict) || type.Solid != root) return null;
        if (type.LiesAboutClass || type.HasAttributeHooks || type.SlotMembers.Length > 0 || !PersistentId.IsMissing || Fast) return null;
        foreach (var hook in Hooks)
            if (!ReferenceEquals(type.Lookup(hook), root.Lookup(hook))) return null;
        if (type.Type != PyType.TypeObject || !FindReducer(type).IsMissing) return null;
        var names = shape.Names();
        foreach (var name in names)
            if (Array.IndexOf(Hooks, name) >= 0) return null;
        return names.Length < BatchSize ? names : null;
    }
}
