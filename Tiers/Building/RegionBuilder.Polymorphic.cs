using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Instructions that meet a few shapes or functions: a test for each, and the fast path behind it.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>The shapes that were seen, when only plain instances with slots were.</summary>
    private static List<Shape>? SeveralShapes(KindSet seen)
    {
        if (seen.Overflowed || seen.Count < 2) return null;
        var shapes = new List<Shape>();
        foreach (var k in seen.Kinds)
        {
            if (k.Shape is not { DictMode: false } s || !Interp.UsesGenericGetAttr(s.Type)) return null;
            shapes.Add(s);
        }
        return InstanceClass(shapes) != null ? shapes : null;
    }

    /// <summary>
    /// A value computed by another path for each shape. What a path finds out doesn't outlast it; <paramref name="path"/> returns values of one type.
    /// The last shape is guarded, unless there can be no other.
    /// </summary>
    private Node? ByShape(Node self, List<Shape> shapes, Func<Shape, Node?> path)
    {
        foreach (var s in shapes) Types.Add(s.Type);
        self = GuardClass(self, InstanceClass(shapes)!);
        bool isOne = state.ShapesOf(self) is { } known && Array.TrueForAll(known, shapes.Contains);
        // Each path changes it as any other object: what is known here then ends.
        state.Fresh.Remove(self);
        var exit = Exit;
        var before = state;
        onOnePath = true;
        var join = region.NewBlock();
        var ends = new List<(Block Block, Node? Value)>();
        for (int k = 0; k < shapes.Count; k++)
        {
            state = before.Clone();
            snapshot = exit;
            var shape = shapes[k];
            if (k < shapes.Count - 1)
            {
                var test = Append(new Node(region.NewId(), IrOp.Call, IrType.Bool, self, Ref(shape)) { Data = Kernels.HasShape });
                var (yes, no, from) = (NewBlock(CurrentLoop), NewBlock(CurrentLoop), block);
                from.End = EndKind.Branch;
                from.Condition = test;
                from.Then = new Edge(yes, []);
                from.Else = new Edge(no, []);
                block = yes;
                state.Shapes[self] = shape;
                ends.Add((Path(shape), null));
                block = no;
            }
            else
            {
                if (!isOne) Append(new Node(region.NewId(), IrOp.GuardShape, IrType.Ref, self) { Data = shape, Class = self.Class, NotNull = true, Exit = exit });
                state.Shapes[self] = shape;
                ends.Add((Path(shape), null));
            }

            Block Path(Shape s)
            {
                results.Add(path(s));
                return block;
            }
        }
        onOnePath = false;
        region.Blocks.Add(join);
        join.LoopDepth = CurrentLoop?.Depth ?? 0;
        loopOf[join] = CurrentLoop;
        var values = results.ToArray();
        results.Clear();
        state = before;
        state.ShapeSets[self] = [.. shapes];
        snapshot = null;
        block = join;
        Node? param = null;
        if (values[0] is { } first)
        {
            var type = first.Type;
            var c = first.Class;
            foreach (var v in values)
            {
                if (v!.Type != type) type = IrType.Val;
                if (v.Class != c) c = null;
            }
            param = new Node(region.NewId(), IrOp.Param, type) { Class = type == IrType.Ref ? c : null, NotNull = true };
            definedIn[param] = CurrentLoop;
            join.Params.Add(param);
            for (int k = 0; k < ends.Count; k++) Jump(ends[k].Block, join, [Convert(values[k]!, type, ends[k].Block)]);
        }
        else
        {
            foreach (var (b, _) in ends) Jump(b, join, []);
        }
        return param;
    }

    /// <summary>The value that a call finds for an object of one or a few shapes, another call for each.</summary>
    private Node ByShapeCalling(Node self, List<Shape> shapes, Func<Shape, Node, Node> call)
    {
        if (shapes is [var one])
        {
            Types.Add(one.Type);
            return call(one, GuardShape(self, one));
        }
        var v = ByShape(self, shapes, s => As(call(s, GuardClass(self, Kind.InstanceClass(s))), IrType.Val))!;
        // What the calls changed isn't in the state from before.
        KillHeap();
        Array.Clear(state.Frames[0].Memory);
        return v;
    }

    private readonly List<Node?> results = [];

    private Node? GetAttrByShape(Node o, KindSet seen, PyStr name)
    {
        if (SeveralShapes(seen) is not { } shapes) return null;
        foreach (var s in shapes)
        {
            var found = s.Type.Lookup(name);
            if (SlotOf(s, name, found, reads: true) < 0 && !(found != null && s.IndexOf(name) < 0 && Interp.IsReadAsItIs(found) && found is not PyFunction && !s.Type.IsVariable(name))) return null;
        }
        var result = Result();
        return ByShape(o, shapes, s =>
        {
            var found = s.Type.Lookup(name);
            int slot = SlotOf(s, name, found, reads: true);
            var v = slot >= 0 ? LoadAttr(GuardClass(o, Kind.InstanceClass(s)), slot, result, s.Type) : Constant(Value.FromHeap(found!));
            // One type for all paths, whatever each has found.
            return TypeOf(result).Item1 is var t && v.Type != t && v.Type != IrType.Val && t != IrType.Val ? As(v, IrType.Val) : v;
        });
    }

    private bool SetAttrByShape(Node o, KindSet seen, PyStr name, Node v, KindSet seenValue)
    {
        if (SeveralShapes(seen) is not { } shapes) return false;
        foreach (var s in shapes)
            if (s.Type.FindSlot(Slot.SetAttr) != PyType.NativeSlot || SlotOf(s, name, s.Type.Lookup(name)) < 0 && Extended(s, name) == null) return false;
        v = Narrow(v, seenValue);
        ByShape(o, shapes, s =>
        {
            var self = GuardClass(o, Kind.InstanceClass(s));
            int slot = SlotOf(s, name, s.Type.Lookup(name));
            if (slot >= 0) StoreAttr(self, slot, v, seenValue, s.Type);
            else AddAttr(self, s, Extended(s, name)!, v, seenValue);
            return null;
        });
        foreach (var s in shapes)
        {
            int slot = SlotOf(s, name, s.Type.Lookup(name));
            if (slot < 0)
            {
                Kill(s);
                slot = Extended(s, name)!.Count - 1;
            }
            KillSlot(new SlotAlias(slot, s.Type));
        }
        return true;
    }

    private bool LoadMethodByShape(Instr i, Node o, KindSet seen, PyStr name)
    {
        if (SeveralShapes(seen) is not { } shapes) return false;
        foreach (var s in shapes)
            if (s.IndexOf(name) >= 0 || s.Type.Lookup(name) is not PyFunction) return false;
        var method = ByShape(o, shapes, s => Ref((PyFunction)s.Type.Lookup(name)!))!;
        var self = GuardClass(o, InstanceClass(shapes)!);
        methods[method] = (self, name, state.ShapeSets[self]);
        Set(i.A, method);
        Set(i.A + 1, self);
        return true;
    }

    /// <summary>Methods that were found by the shapes of an object: the object, the name, and what its shapes were then.</summary>
    private readonly Dictionary<Node, (Node Self, PyStr Name, Shape[] Shapes)> methods = [];

    /// <summary>Whether all that was known when a method was found still holds: the object may have got another class since.</summary>
    private bool IsAsFound(Node method, out (Node Self, PyStr Name, Shape[] Shapes) found) =>
        methods.TryGetValue(method, out found) && !state.Shapes.ContainsKey(found.Self) && state.ShapeSets.GetValueOrDefault(found.Self) == found.Shapes;

    /// <summary>The functions that a method found by its object's shape may be; null where that isn't known.</summary>
    private List<PyFunction>? MethodsIn(Node callee)
    {
        if (!IsAsFound(callee, out var found)) return null;
        var all = new List<PyFunction>();
        foreach (var s in found.Shapes)
        {
            if (s.Type.Lookup(found.Name) is not PyFunction f) return null;
            if (!all.Contains(f)) all.Add(f);
        }
        return all;
    }

    /// <summary>A callee is one function here: an object whose method it is has a shape that has this one.</summary>
    private void NoteCallee(Node callee, PyFunction function)
    {
        if (!IsAsFound(callee, out var found)) return;
        var left = Array.FindAll(found.Shapes, s => ReferenceEquals(s.Type.Lookup(found.Name), function));
        if (left is [var only]) state.SetShape(found.Self, only);
        else if (left.Length > 0) state.ShapeSets[found.Self] = left;
    }

    /// <summary>A call of one of a few functions and classes: each has its own path. True when the block was ended.</summary>
    private bool CallOneOf(Instr i, KindSet[] operands)
    {
        var context = point.Context;
        if (Inlining.Several(context, point.Pc, operands) is not { } callees) return false;
        if (Arguments(i, operands) is not { } args) return false;
        var natives = Natives(operands[0]);
        bool open = operands[0].Overflowed || Seen.HotExits > 0;
        var target = Get(i.B);
        if (MethodsIn(target) is { } possible && possible.TrueForAll(f => callees.Exists(c => c is { Self: null, Class: null } && c.Function == f)))
        {
            // No other is possible, and what is called has been tested already.
            callees.RemoveAll(c => c.Self != null || c.Class != null || !possible.Contains(c.Function!));
            natives.Clear();
            ChooseMethod(0);
            return true;
        }
        if (target.Type == IrType.Val) target = Guard(IrOp.GuardRef, IrType.Ref, target);
        if (KnownCode(target) is { } code && callees.FindIndex(c => c.Code == code && c is { Class: null, Self: null } && (c.Function == null || c.Function == target.Data)) is var only and >= 0) Do(callees[only]);
        else Choose(0);
        return true;

        void Choose(int k)
        {
            if (k >= callees.Count && k - callees.Count < natives.Count)
            {
                var native = natives[k - callees.Count];
                if (k - callees.Count == natives.Count - 1 && !open)
                {
                    GuardConst(target, native);
                    DoNative(native);
                }
                else Branch(Pure(IrOp.RefEq, IrType.Bool, target, Ref(native)), () => DoNative(native), () => Choose(k + 1));
                return;
            }
            if (k == callees.Count + natives.Count)
            {
                FinishUnready(i, target, args, !operands[0].Overflowed);
                return;
            }
            var c = callees[k];
            if (k == callees.Count - 1 && natives.Count == 0 && !open)
            {
                if (c.Self != null) GuardTrue(IsBound(c));
                else if (c.Class == null && c.Function == null) Guard(IrOp.GuardCode, IrType.Ref, target, c.Code, typeof(PyFunction));
                else GuardConst(target, (PyObject?)c.Class ?? c.Function!);
                Do(c);
                return;
            }
            var test = c.Self != null ? IsBound(c) : c.Class == null && c.Function == null ? Kernel(Kernels.HasCode, [target, Ref(c.Code)]) : Pure(IrOp.RefEq, IrType.Bool, target, Ref((PyObject?)c.Class ?? c.Function!));
            Branch(test, () => Do(c), () => Choose(k + 1));
        }

        void ChooseMethod(int k)
        {
            void DoMethod()
            {
                NoteCallee(target, callees[k].Function!);
                Do(callees[k]);
            }
            if (k == callees.Count - 1) DoMethod();
            else Branch(Pure(IrOp.RefEq, IrType.Bool, target, Ref(callees[k].Function!)), DoMethod, () => ChooseMethod(k + 1));
        }

        Node IsBound(Callee c) => Kernel(Kernels.IsBound, [target, Ref(c.Function!)]);

        void SetCallee(Callee c, Node function)
        {
            // A bound method stays what is called: its object isn't among the arguments.
            if (c.Self == null) Set(i.B, function);
            snapshot = null;
        }

        void DoNative(PyObject native)
        {
            Set(i.B, Ref(native));
            snapshot = null;
            var seen = ArgumentKinds(operands).ToArray();
            List<Node> all = [.. args];
            FinishCall(i.A, (native is PyBuiltinFunction && Seen.HotExits <= 1 ? BuiltinCall(BuiltinName(native) ?? "", all, seen) : null) ?? NativeCall(native, all, seen));
        }

        void Do(Callee c)
        {
            bool enters = c.Child != null && point.To(c.Child, 0) != null;
            List<Node> all = [.. args];
            var seen = ArgumentKinds(operands);
            if (c.Self is { } bound)
            {
                var self = Load(IrOp.LoadField, IrType.Ref, GuardClass(target, typeof(PyMethod)), Fields.MethodSelf, 0, Fields.MethodSelf, notNull: true);
                all.Insert(0, self);
                seen = (KindSet[])[KindSet.Only(bound), .. seen];
            }
            if (c.Class != null && enters)
            {
                EnterConstruction(i, c.Child!, c.Class, Classes.Construction(c.Class)!, all, null);
                return;
            }
            if (c.Class != null)
            {
                Set(i.B, Ref(c.Class));
                snapshot = null;
                FinishCall(i.A, Construct(i.A, c.Class, all, ArgumentKinds(operands), null));
                return;
            }
            var function = c.Function != null ? Ref(c.Function) : Guard(IrOp.GuardCode, IrType.Ref, target, c.Code, typeof(PyFunction));
            var kinds = CallBinding.Of(c.Code, c.Defaults, all.Count, null, c.Function)!.Kinds(seen, c.DefaultKinds);
            if (!enters && Target(c.Code, kinds) == null)
            {
                if (c.Code.SimpleArgCount >= 0 && EntriesByType(c.Code, kinds) is { Count: > 0 } entries)
                {
                    SetCallee(c, function);
                    ChooseEntry(i, entries, c.Code, function, Bind(function, c.Function, c.Code, c.Defaults, all, null), kinds);
                }
                else FinishUnready(i, function, c.Code.SimpleArgCount >= 0 ? Bind(function, c.Function, c.Code, c.Defaults, all, null) : all, false);
                return;
            }
            all = Bind(function, c.Function, c.Code, c.Defaults, all, null);
            if (enters)
            {
                Enter(c.Child!, function, c.Function, all, FrameKind.Call, i.A, 0);
                return;
            }
            SetCallee(c, function);
            FinishCall(i.A, DirectTo(i.A, c.Code, function, all, kinds));
        }
    }

    /// <summary>Ends a path with a call of a function that has no code yet, or isn't known.</summary>
    private void FinishUnready(Instr i, Node target, List<Node> args, bool isRest)
    {
        if (!MayCallUnseen(args.Count))
        {
            Interpreted();
            return;
        }
        ranPython = true;
        var v = Kernel(NativeKernels.CallUnseen[args.Count], [target, Int(state.Frames.Count - 1), .. args]);
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, v)), () =>
        {
            // A loop's frames below are in memory whatever it does: it needn't be left.
            if (region.Function != null) LeaveAt(point.Pc, "undone");
            else Interpreted();
        }, () => FinishCall(i.A, v));

        void Interpreted()
        {
            interpretsRest = isRest;
            FinishCall(i.A, null);
        }
    }

    /// <summary>Exits at a call, each after new code was made, before the interpreter makes what calls no path was made for.</summary>
    private const int MaxUnseenExits = 12;

    /// <summary>
    /// A function that isn't known is called as long as such functions have compiled code which doesn't look at frames: then they needn't be in memory here,
    /// nor at the calls of this function.
    /// </summary>
    private bool MayCallUnseen(int args) => args < NativeKernels.CallUnseen.Length && (region.Function == null || Seen.HotExits <= MaxUnseenExits);

    /// <summary>All that was ever called here are functions written in Python, and few.</summary>
    private static bool AreFunctions(KindSet callee)
    {
        foreach (var k in callee.Kinds)
            if (k.Code == null) return false;
        return !callee.Kinds.IsEmpty && !callee.Overflowed;
    }

    /// <summary>The built-ins among the callables that a call meets.</summary>
    private static List<PyObject> Natives(KindSet callee)
    {
        var all = new List<PyObject>();
        foreach (var k in callee.Kinds)
            if (k.Object is { } o && Inlining.IsNative(o)) all.Add(o);
        return all;
    }
}
