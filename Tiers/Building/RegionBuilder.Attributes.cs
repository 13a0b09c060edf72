using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Attributes, globals and closure cells.</summary>
internal sealed partial class RegionBuilder
{
    private static readonly PyStr ClassName = PyStr.Intern("__class__");

    /// <summary>
    /// An attribute slot of the instances of a class, the alias key of everything stored there: an object has one class as long as no unknown code
    /// runs. Without a class: of instances of several ones.
    /// </summary>
    private sealed record SlotAlias(int Slot, PyType? Type);

    /// <summary>The value in a slot that the owner names: another number may be stored in the slot's cell without the slot being changed.</summary>
    private sealed record CellAlias(object Owner);

    // ---- attribute reads

    /// <summary>True when the block was ended.</summary>
    private bool GetAttr(Instr i)
    {
        var o = Get(i.B);
        var name = point.Context.Code.Names[i.C];
        var seen = OperandKinds(o);
        if (FailsAttribute(o, seen, name)) return true;
        var v = AttributeOfException(o, seen, name) ?? (seen.Single is { Tag: KindTag.Object } k ? AttributeOf(o, k, name) : SharedSlot(o, seen, name));
        if (v != null)
        {
            Set(i.A, v);
            return false;
        }
        if (seen.Class == typeof(PyComplex) && name.ToString() is "real" or "imag" && Narrow(o, seen) is { } complex)
        {
            var (real, imaginary) = Parts(complex);
            Set(i.A, name.ToString() == "real" ? real : imaginary);
            return false;
        }
        if (GetAttrByShape(o, seen, name) is { } w)
        {
            Set(i.A, w);
            return false;
        }
        if (CallGetters(i, o, seen, name)) return false;
        if (ReferenceEquals(name, ClassName) && seen.Class is { } body && Generators.TypeOf(body) is { } bodyType)
        {
            GuardClass(o, body);
            Set(i.A, Ref(bodyType));
            return false;
        }
        if (seen.Class is { } native && NativeClasses.TypeOf(native) is { } builtin && builtin.Lookup(name) is PyMethodDescriptor method)
        {
            // Binding a method runs no Python code.
            if (builtin.Traits.PlainGetAttr && NativeClasses.IsOwner(builtin))
            {
                Types.Add(builtin);
                Set(i.A, Kernel(NativeKernels.BindMethod, [Ref(method), GuardClass(o, native)], typeof(PyBuiltinFunction), true));
                return false;
            }
            Set(i.A, NativeKernel(k => k.GetAttr, true, GuardClass(o, native), Ref(name)));
            return false;
        }
        // Exceptions of many classes share one C# class.
        if (seen.Class is { } owner && !typeof(PyBaseException).IsAssignableFrom(owner) && NativeClasses.AnyTypeOf(owner) is { } type && NativeClasses.IsOwner(type) && type.Traits.PlainGetAttr && type.Lookup(name) is PyGetSetDescriptor { IsInstanceDict: false } getter)
        {
            // It goes before what instances have, and C# code alone computes it.
            Types.Add(type);
            Set(i.A, NativeKernel(k => k.Getter, NativeClasses.IsPlain(owner), Ref(getter), GuardClass(o, owner)));
            return false;
        }
        // A frame's line and variables are right where those that run are in memory.
        if (seen.Class != typeof(PyFrame) && Native(o, seen) is { } x)
        {
            Set(i.A, NativeKernel(k => k.GetAttr, false, x.Value, Ref(name)));
            return false;
        }
        GetAttrQuickly(i);
        return true;
    }

    private Node? AttributeOf(Node o, Kind k, PyStr name)
    {
        if (k.Shape is { } shape)
        {
            if (!Interp.UsesGenericGetAttr(shape.Type)) return null;
            var found = shape.Type.Lookup(name);
            if (ReferenceEquals(name, ClassName) && ReferenceEquals(found, PyObject.TypeObject.Lookup(name)))
            {
                Types.Add(shape.Type);
                GuardShape(o, shape);
                return Ref(shape.Type);
            }
            if (found is PyGetSetDescriptor { IsInstanceDict: true })
            {
                Types.Add(shape.Type);
                var dict = Kernel(Kernels.InstanceDict, [GuardShape(o, shape)], notNull: true);
                // It may have given the instance another shape.
                KillHeap();
                return dict;
            }
            int slot = SlotOf(shape, name, found, reads: true);
            if (slot >= 0)
            {
                Types.Add(shape.Type);
                return LoadAttr(GuardShape(o, shape), slot, Result(), shape.Type);
            }
            if (found != null && !shape.DictMode && shape.IndexOf(name) < 0 && Interp.IsReadAsItIs(found) && found is not PyFunction)
            {
                Types.Add(shape.Type);
                GuardShape(o, shape);
                return shape.Type.IsVariable(name) ? ClassVariable(shape.Type, name) : Constant(Value.FromHeap(found));
            }
            if (found == null || shape.DictMode || shape.IndexOf(name) >= 0) return null;
            if (found is PyFunction method)
            {
                Types.Add(shape.Type);
                return BoundMethod(method, GuardShape(o, shape));
            }
            if (QuickAttributes.WrappedFunction(found) is not { } wrapped) return null;
            Types.Add(shape.Type);
            GuardShape(o, shape);
            return Unwrapped(found, wrapped, shape.Type);
        }
        if (k.Heir is { } heir) return AttributeOfHeir(o, heir, name);
        if (k.Object is PyModule module && module.GetType() == typeof(PyModule) && !module.Type.IsHeap && module.Type.Lookup(name) == null
            && module.Dict.GetType() == typeof(PyDict) && module.Dict.GetCell(name) is { } cell)
        {
            GuardConst(o, module);
            return LoadCellOf(cell);
        }
        if (k.Object is PyType type && Interp.UsesTypesGetAttr(type.Type) && type.Lookup(name) is { } attribute
            && type.Type.Lookup(name) is null or PyWrapperDescriptor or PyMethodDescriptor
            && (Interp.IsReadAsItIs(attribute) || attribute is PyWrapperDescriptor or PyMethodDescriptor || QuickAttributes.WrappedFunction(attribute) != null))
        {
            GuardConst(o, type);
            Types.Add(type);
            Types.Add(type.Type);
            if (QuickAttributes.WrappedFunction(attribute) is { } wrapped) return Unwrapped(attribute, wrapped, type);
            return type.IsVariable(name) ? ClassVariable(type, name) : Constant(Value.FromHeap(attribute));
        }
        return null;
    }

    /// <summary>What a class method or a static method of a class is when it is read.</summary>
    private Node Unwrapped(PyObject found, PyFunction wrapped, PyType type) => found is PyClassMethod ? BoundMethod(wrapped, Ref(type)) : Ref(wrapped);

    /// <summary>What a class variable is at the time.</summary>
    private Node ClassVariable(PyType type, PyStr name)
    {
        var v = Kernel(Kernels.ClassVariable, [Ref(type), Ref(name)]);
        Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
        return v;
    }

    /// <param name="shape">The instance's.</param>
    /// <param name="name">The attribute's.</param>
    /// <param name="found">What the class has under the name.</param>
    /// <param name="reads">False where it is written.</param>
    private static int SlotOf(Shape shape, PyStr name, PyObject? found, bool reads = false)
    {
        if (found is PyMemberDescriptor { SlotIndex: >= 0 } member) return shape.PlaceOf(member.SlotIndex);
        if (shape.DictMode || found != null && found is not PyFunction && !(reads ? Interp.IsReadAsItIs(found) : Interp.IsPlainValue(found))) return -1;
        return shape.IndexOf(name) is >= 0 and var slot ? shape.PlaceOf(slot) : -1;
    }

    /// <summary>The getter of a property written in Python.</summary>
    internal static PyFunction? Getter(Shape shape, PyStr name) =>
        Interp.UsesGenericGetAttr(shape.Type) && Interp.PlainGetter(shape.Type, shape.Type.Lookup(name)) is { Code.IsGeneratorLike: false } getter ? getter : null;

    /// <summary>The value of an attribute slot, of the kind that was seen.</summary>
    private Node LoadAttr(Node self, int slot, KindSet seen, PyType? type)
    {
        var alias = new SlotAlias(slot, type);
        var known = new FactKey(IrOp.StoreSlot, self, null, null, slot);
        if (state.Facts.TryGetValue(known, out var fact)) return fact.Value;
        var raw = Load(IrOp.LoadSlot, IrType.Ref, self, null, slot, alias);
        var v = FromSlot(raw, seen, new CellAlias(alias));
        state.Facts[known] = (v, new CellAlias(alias));
        return v;
    }

    /// <summary>What a heap slot's raw content stands for.</summary>
    private Node FromSlot(Node raw, KindSet seen, object cellAlias)
    {
        switch (seen.Tag)
        {
            case KindTag.Int:
                return Load(IrOp.LoadCell, IrType.Int, GuardSlot(raw, typeof(HeapSlot.IntCell)), null, 0, cellAlias);
            case KindTag.Float:
                return Load(IrOp.LoadCell, IrType.Float, GuardSlot(raw, typeof(HeapSlot.FloatCell)), null, 0, cellAlias);
            case KindTag.Bool:
                return Guard(IrOp.GuardBool, IrType.Bool, raw);
            case KindTag.None:
                return GuardConst(raw, PyNone.Instance);
            case KindTag.Object when seen.Class is { } c:
                return GuardSlot(raw, c);
        }
        if (AllReferences(seen)) return Make(IrOp.GuardObject, IrType.Ref, raw, notNull: true);
        var v = Kernel(Kernels.FromSlot, [raw]);
        Make(IrOp.GuardBound, IrType.None, v, mayMove: false);
        return v;
    }

    private Node GuardSlot(Node raw, Type c) => raw.Class == c ? raw : Make(IrOp.GuardClass, IrType.Ref, raw, data: c, c: c, notNull: true);

    // ---- attribute writes

    /// <summary>True when the block was ended.</summary>
    private bool SetAttr(Instr i)
    {
        var o = Get(i.A);
        var v = Get(i.C);
        var name = point.Context.Code.Names[i.B];
        var seen = OperandKinds(o);
        if (seen.Single?.Shape is { } shape && shape.Type.FindSlot(Slot.SetAttr) == PyType.NativeSlot && !shape.DictMode)
        {
            var found = shape.Type.Lookup(name);
            int slot = SlotOf(shape, name, found);
            if (slot >= 0)
            {
                Types.Add(shape.Type);
                StoreAttr(GuardShape(o, shape), slot, v, Operand(1), shape.Type);
                return false;
            }
            if (Extended(shape, name) is { } next)
            {
                Types.Add(shape.Type);
                AddAttr(GuardShape(o, shape), shape, next, v, Operand(1));
                return false;
            }
        }
        if (Operand(0).Single?.Object is PyType type && type.Type == PyType.TypeObject && type.IsVariable(name) && PyType.TypeObject.Lookup(name) == null)
        {
            GuardConst(o, type);
            Kernel(Kernels.SetClassVariable, [Ref(type), Ref(name), v]);
            return false;
        }
        if (Operand(0).Single?.Heir is { } heir && SetAttrOfHeir(o, heir, name, v)) return false;
        if (SetSharedSlot(o, seen, name, v, Operand(1)) || SetAttrByShape(o, seen, name, v, Operand(1))) return false;
        if (Operand(0).Class is { } c && c != typeof(PyFrame) && NativeClasses.AnyTypeOf(c) != null && Native(o, Operand(0)) is { } x)
        {
            NativeKernel(k => k.SetAttr, false, x.Value, Ref(name), v);
            return false;
        }
        SetAttrQuickly(i);
        return true;
    }

    /// <summary><c>object.__setattr__</c> with a known name on an instance of one shape: the class's own <c>__setattr__</c> isn't asked.</summary>
    private bool SetAttrOfObject(List<Node> args, KindSet[] seen)
    {
        if (seen[0].Single?.Shape is not { DictMode: false } shape || args[1] is not { Op: IrOp.ConstRef, Data: PyStr name } || !name.IsInterned) return false;
        int slot = SlotOf(shape, name, shape.Type.Lookup(name));
        var next = slot < 0 ? Extended(shape, name) : null;
        if (slot < 0 && next == null) return false;
        Types.Add(shape.Type);
        var self = GuardShape(args[0], shape);
        if (slot >= 0) StoreAttr(self, slot, args[2], seen[2], shape.Type);
        else AddAttr(self, shape, next!, args[2], seen[2]);
        return true;
    }

    /// <summary>The shape that storing a new attribute gives an instance; null when it isn't simply one slot more.</summary>
    private static Shape? Extended(Shape shape, PyStr name)
    {
        if (shape.DictMode || !shape.Type.Has(TypeFlags.HasDict) || shape.Type.Lookup(name) is { } found && !Interp.IsPlainValue(found)) return null;
        var next = shape.With(name);
        return next.Parent == shape && next.Count == shape.Count + 1 && next.Count < Shape.MaxAttributes ? next : null;
    }

    /// <param name="type">The class of the object; null where it is one of several.</param>
    private void StoreAttr(Node self, int slot, Node v, KindSet seen, PyType? type)
    {
        // Of what class an object is doesn't matter to a store.
        if (seen.Tag != KindTag.Object) v = Narrow(v, seen);
        else if (v.Type == IrType.Val) v = Guard(IrOp.GuardRef, IrType.Ref, v);
        var alias = new SlotAlias(slot, type);
        if (!state.Fresh.Contains(self) && StoreInCell(new FactKey(IrOp.LoadSlot, self, null, null, slot), v)) KillContent(alias);
        else
        {
            Append(new Node(region.NewId(), IrOp.StoreSlot, IrType.None, self, Storable(v)) { Imm = slot });
            if (state.Fresh.Contains(self)) KillFresh(self, slot, alias);
            else KillSlot(alias);
        }
        state.Facts[new FactKey(IrOp.StoreSlot, self, null, null, slot)] = (v, new CellAlias(alias));
    }

    /// <summary>
    /// Stores a number where the slot is known to have a cell for such a number: the slot stays as it is, and what was loaded from it before the
    /// loop too. <paramref name="load"/>: what gives the slot's raw content. False: it isn't known.
    /// </summary>
    private bool StoreInCell(FactKey load, Node v)
    {
        var c = v.Type == IrType.Int ? typeof(HeapSlot.IntCell) : v.Type == IrType.Float ? typeof(HeapSlot.FloatCell) : null;
        if (c == null || Known(load) is not { } raw) return false;
        if ((raw.Class == c ? raw : Known(new FactKey(IrOp.GuardClass, raw, null, c, 0))) is not { } cell) return false;
        // A cell that slots share isn't written to; the slot's next int gives it a cell of its own.
        if (v.Type == IrType.Int)
        {
            if (Seen.HotExits > 0 || point.Context.Info.HadHotExit(point.Pc)) return false;
            GuardTrue(Kernel(Kernels.IsOwnedCell, [cell]));
        }
        Append(new Node(region.NewId(), IrOp.StoreCell, IrType.None, cell, v));
        return true;
    }

    private void KillSlot(SlotAlias alias)
    {
        Kill(alias);
        Kill(alias with { Type = null });
        KillContent(alias);
    }

    /// <summary>What is stored in a slot may have changed; of numbers the cells are the same.</summary>
    private void KillContent(SlotAlias alias)
    {
        Kill(new CellAlias(alias));
        Kill(new CellAlias(alias with { Type = null }));
    }

    /// <summary>A store to an object that nothing else refers to: only what is known of itself ends, and only outside of the iteration that made it.</summary>
    private void KillFresh(Node self, int slot, SlotAlias alias)
    {
        state.Facts.Remove(new FactKey(IrOp.LoadSlot, self, null, null, slot));
        for (var l = CurrentLoop; l != null; l = l.Outer)
        {
            if (l.Contains(definedIn[self])) continue;
            knowledge.KillAlias(l, alias);
            knowledge.KillAlias(l, new CellAlias(alias));
            break;
        }
    }

    /// <summary>Bools are stored as their objects.</summary>
    private Node Storable(Node v) => v.Type == IrType.Bool ? As(v, IrType.Ref) : v;

    private void AddAttr(Node self, Shape from, Shape to, Node v, KindSet seen)
    {
        bool fresh = state.Fresh.Contains(self);
        StoreAttr(self, to.PlaceOf(to.Count - 1), v, seen, from.Type);
        Append(new Node(region.NewId(), IrOp.StoreField, IrType.None, self, Ref(to)) { Data = Fields.Shape });
        if (!fresh) Kill(from);
        else
        {
            state.Facts.Remove(new FactKey(IrOp.GuardShape, self, null, from, 0));
            for (var l = CurrentLoop; l != null && !l.Contains(definedIn[self]); l = l.Outer) knowledge.KillAlias(l, from);
        }
        state.SetShape(self, to);
    }

    /// <summary>Deletes an attribute from the slot of an instance. False where it isn't that.</summary>
    private bool DelAttr(Instr i)
    {
        var name = point.Context.Code.Names[i.B];
        if (Operand(0).Single?.Shape is not { DictMode: false, ViewSlot: < 0 } shape || shape.Type.FindSlot(Slot.DelAttr) != PyType.NativeSlot) return false;
        if (shape.Type.Lookup(name) is { } found && found is not PyFunction && !Interp.IsPlainValue(found)) return false;
        int slot = shape.IndexOf(name);
        if (slot < 0 || shape.Without(slot) is not { } left) return false;
        Types.Add(shape.Type);
        var self = GuardShape(Get(i.A), shape);
        Kernel(Kernels.RemoveSlot, [self, Int(slot), Ref(left)]);
        KillHeap();
        state.SetShape(self, left);
        return true;
    }

    // ---- methods

    /// <summary>True when the block was ended.</summary>
    private bool LoadMethod(Instr i)
    {
        var o = Get(i.B);
        var name = point.Context.Code.Names[i.C];
        var seen = OperandKinds(o);
        if (seen.Single is { } k)
        {
            if (k.Shape is { } shape && !shape.DictMode && Interp.UsesGenericGetAttr(shape.Type) && shape.IndexOf(name) < 0 && shape.Type.Lookup(name) is PyFunction f)
            {
                Types.Add(shape.Type);
                var self = GuardShape(o, shape);
                Set(i.A, Ref(f));
                Set(i.A + 1, self);
                return false;
            }
            if (k.Heir is { } heir && LoadMethodOfHeir(i, o, heir, name)) return false;
            if (k.Heir == null && (BuiltinType(k) ?? (k.Class is { } bodies ? Generators.TypeOf(bodies) : null)) is { } type && type.Lookup(name) is PyMethodDescriptor d)
            {
                var self = k.Tag == KindTag.Object ? GuardClass(o, k.Class!) : Narrow(o, seen);
                Set(i.A, Ref(d));
                Set(i.A + 1, self);
                return false;
            }
            if (LoadClassMethod(i, o, k, name)) return false;
            if ((k.Object is PyModule or PyType || k.Shape != null || k.Heir != null) && AttributeOf(o, k, name) is { } v)
            {
                Set(i.A, v);
                Set(i.A + 1, Missing());
                return false;
            }
        }
        else if (SharedMethod(o, seen, name) is { } shared)
        {
            Set(i.A, Ref(shared.Function));
            Set(i.A + 1, shared.Self);
            return false;
        }
        else if (SharedSlot(o, seen, name) is { } slot)
        {
            Set(i.A, slot);
            Set(i.A + 1, Missing());
            return false;
        }
        else if (seen.Class is { } c && NativeClasses.TypeOf(c)?.Lookup(name) is PyMethodDescriptor d)
        {
            // Lists with several kinds of storage.
            var self = GuardClass(o, c);
            Set(i.A, Ref(d));
            Set(i.A + 1, self);
            return false;
        }
        if (LoadMethodBesideDict(i, o, seen, name) || LoadMethodByShape(i, o, seen, name)) return false;
        LoadMethodQuickly(i);
        return true;
    }

    /// <summary>A class method of an instance's class, which is called with the class.</summary>
    private bool LoadClassMethod(Instr i, Node o, Kind k, PyStr name)
    {
        var shape = k.Heir is { } heir && IsPlainAccess(heir) ? heir.Shape : k.Shape is { DictMode: false } plain && Interp.UsesGenericGetAttr(plain.Type) ? plain : null;
        if (shape == null || shape.IndexOf(name) >= 0 || shape.Type.Lookup(name) is not PyClassMethod found || QuickAttributes.WrappedFunction(found) is not { } function) return false;
        Types.Add(shape.Type);
        if (k.Heir != null) GuardHeir(o, k.Heir);
        else GuardShape(o, shape);
        Set(i.A, Ref(function));
        Set(i.A + 1, Ref(shape.Type));
        return true;
    }

    /// <summary>A method of a built-in type whose instances may have attributes of their own, for those that have none.</summary>
    private bool LoadMethodBesideDict(Instr i, Node o, KindSet seen, PyStr name)
    {
        if (Seen.HotExits > 0 || seen.Class is not { } c || seen.Kinds[0].Detail is not Type || NativeClasses.AnyTypeOf(c) is not { } type || type.Lookup(name) is not PyMethodDescriptor d) return false;
        var self = GuardClass(o, c);
        GuardTrue(Kernel(Kernels.HasShape, [self, Ref(type.RootShape)]));
        Types.Add(type);
        Set(i.A, Ref(d));
        Set(i.A + 1, self);
        return true;
    }

    /// <summary>The immutable type of values of a kind, when attributes of those are found on the type alone.</summary>
    private static PyType? BuiltinType(Kind k) => k.Tag switch
    {
        KindTag.Int => PyInt.TypeObject,
        KindTag.Float => PyFloat.TypeObject,
        KindTag.Object when k.Class is { } c => NativeClasses.TypeOf(c),
        _ => null,
    };

    // ---- globals

    private Node? LoadGlobal(Instr i)
    {
        var name = point.Context.Code.Names[i.B];
        var function = point.Context.Function;
        var globals = function.Globals;
        if (GlobalsCell(name) is { } cell) return LoadCellOf(cell);
        if (globals.GetType() != typeof(PyDict) || globals.IsView) return null;
        var builtins = function.Builtins;
        if (builtins.GetType() != typeof(PyDict) || builtins.GetCell(name) is not { Slot: not null } builtin) return null;
        var version = Load(IrOp.LoadField, IrType.Int, Ref(globals), Fields.KeysVersion, 0, Fields.KeysVersion);
        GuardTrue(Pure(IrOp.EqInt, IrType.Bool, version, Int(globals.keysVersion)));
        return LoadCellOf(builtin);
    }

    /// <summary>The cell of a name in the function's globals, which are then known; null when they haven't got it, or are no plain dict.</summary>
    private GlobalCell? GlobalsCell(PyStr name)
    {
        var globals = point.Context.Function.Globals;
        if (globals.GetType() != typeof(PyDict) || globals.IsView) return null;
        if (Top.Function is { Op: not IrOp.ConstRef } f && Load(IrOp.LoadField, IrType.Ref, f, Fields.FunctionGlobals, 0, Fields.FunctionGlobals) is var own && own != Ref(globals))
            Make(IrOp.GuardIs, IrType.Ref, own, data: globals);
        return globals.GetCell(name) is { Slot: not null } cell ? cell : null;
    }

    /// <summary>The value in a global's cell. Functions, classes, modules and built-ins count as constants.</summary>
    private Node LoadCellOf(GlobalCell cell)
    {
        var known = new FactKey(IrOp.StoreCell, Ref(cell), null, null, 0);
        if (state.Facts.TryGetValue(known, out var fact)) return fact.Value;
        if (AssumedValue(cell) is { } constant) return constant;
        var raw = Load(IrOp.LoadField, IrType.Ref, Ref(cell), Fields.GlobalSlot, 0, Fields.GlobalSlot);
        if (cell.Slot is { } now && (now is PyFunction or PyType or PyBuiltinFunction or PyModule))
        {
            Make(IrOp.GuardIs, IrType.Ref, raw, data: now);
            return Ref(now);
        }
        var v = FromSlot(raw, Result(), new CellAlias(Fields.GlobalSlot));
        state.Facts[known] = (v, new CellAlias(Fields.GlobalSlot));
        return v;
    }

    /// <summary>
    /// The value of a global that never changed, as a constant: who changes it makes the region invalid. Objects that a program may want to be
    /// rid of aren't kept that way.
    /// </summary>
    private Node? AssumedValue(GlobalCell cell)
    {
        if (!cell.IsConstant) return null;
        cell.Assume();
        var v = cell.Value;
        if (v.IsMissing || !cell.IsConstant) return null;
        if (v.Ref is not (null or PyBool or PyNone or PyStr or PyFunction or PyType or PyBuiltinFunction or PyModule) && !v.IsFloat) return null;
        Globals.Add(cell);
        return Constant(v);
    }

    private bool StoreGlobal(Instr i)
    {
        var function = point.Context.Function;
        var name = point.Context.Code.Names[i.B];
        if (Top.Function is { Op: not IrOp.ConstRef } || function.Globals.GetType() != typeof(PyDict) || function.Globals.IsView) return false;
        if (function.Globals.GetCell(name) is not { Slot: not null } cell) return false;
        if (cell.IsConstant) cell.Changed();
        var v = Narrow(Get(i.A), Operand(0));
        if (!StoreInCell(new FactKey(IrOp.LoadField, Ref(cell), null, Fields.GlobalSlot, 0), v))
        {
            Kernel(Kernels.StoreGlobal, [Ref(cell), v]);
            Kill(Fields.GlobalSlot);
        }
        Kill(new CellAlias(Fields.GlobalSlot));
        state.Facts[new FactKey(IrOp.StoreCell, Ref(cell), null, null, 0)] = (v, new CellAlias(Fields.GlobalSlot));
        return true;
    }
}
