using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Collections;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Attributes of instances of Python classes that derive from built-in ones: exceptions, named tuples.</summary>
internal sealed partial class RegionBuilder
{
    private static bool IsPlainAccess(HeirKind heir) => !heir.Shape.DictMode && heir.Type.Traits.PlainGetAttr;

    /// <summary>The value as an instance of the class and shape that were seen.</summary>
    private Node GuardHeir(Node v, HeirKind heir)
    {
        var o = GuardClass(v, heir.Class);
        Types.Add(heir.Type);
        if (state.Shapes.TryGetValue(o, out var known) && known == heir.Shape) return o;
        Make(IrOp.GuardShape, IrType.Ref, o, data: heir.Shape, alias: heir.Shape, c: o.Class, notNull: true);
        state.Shapes[o] = heir.Shape;
        return o;
    }

    private Node? AttributeOfHeir(Node o, HeirKind heir, PyStr name)
    {
        if (!IsPlainAccess(heir)) return null;
        var found = heir.Type.Lookup(name);
        if (found is PyTupleGetter field && heir.Class.IsSubclassOf(typeof(PyTuple)))
        {
            var tuple = GuardHeir(o, heir);
            GuardTrue(IntCompare(CmpOp.Gt, Pure(IrOp.TupleLength, IrType.Int, tuple), Int(field.Field)));
            return Make(IrOp.LoadTupleItem, IrType.Val, tuple, Int(field.Field));
        }
        if (found is PyGetSetDescriptor or PyMemberDescriptor)
            return found.Type.IsHeap ? null : NativeKernel(k => k.GetAttr, true, GuardHeir(o, heir), Ref(name));
        if (found is PyMethodDescriptor && heir.Shape.IndexOf(name) < 0) return NativeKernel(k => k.GetAttr, true, GuardHeir(o, heir), Ref(name));
        if (found != null && heir.Shape.IndexOf(name) < 0 && QuickAttributes.WrappedFunction(found) is { } wrapped)
        {
            GuardHeir(o, heir);
            return Unwrapped(found, wrapped, heir.Type);
        }
        if (found != null && found is not PyFunction && !Interp.IsPlainValue(found)) return null;
        int slot = heir.Shape.IndexOf(name);
        if (slot >= 0)
        {
            var v = Kernel(Kernels.HeirSlot, [GuardHeir(o, heir), Int(slot)]);
            Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
            return v;
        }
        if (found is PyFunction method) return BoundMethod(method, GuardHeir(o, heir));
        if (found == null) return null;
        GuardHeir(o, heir);
        return heir.Type.IsVariable(name) ? ClassVariable(heir.Type, name) : Constant(Value.FromHeap(found));
    }

    /// <summary>False for an attribute that isn't simply one of the instance.</summary>
    private bool SetAttrOfHeir(Node o, HeirKind heir, PyStr name, Node v)
    {
        if (!heir.SetsInSlots || heir.Shape.DictMode || !name.IsInterned || heir.Type.FindSlot(Slot.SetAttr) != PyType.NativeSlot || heir.Type.SlotMembers.Length > 0) return false;
        if (heir.Type.Lookup(name) is { } found && !Interp.IsPlainValue(found)) return false;
        int slot = heir.Shape.IndexOf(name);
        var next = slot < 0 ? Extended(heir.Shape, name) : null;
        if (slot < 0 && next == null) return false;
        var self = GuardHeir(o, heir);
        if (next == null) Kernel(Kernels.StoreHeirSlot, [self, Int(slot), v]);
        else
        {
            Kernel(Kernels.AddHeirAttr, [self, Ref(name), Ref(next), v]);
            Kill(heir.Shape);
            state.SetShape(self, next);
        }
        return true;
    }

    private bool LoadMethodOfHeir(Instr i, Node o, HeirKind heir, PyStr name)
    {
        if (!IsPlainAccess(heir) || heir.Shape.IndexOf(name) >= 0 || heir.Type.Lookup(name) is not { } found || found is not (PyFunction or PyMethodDescriptor)) return false;
        Set(i.A + 1, GuardHeir(o, heir));
        Set(i.A, Ref(found));
        return true;
    }
}
