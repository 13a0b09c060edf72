using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Functions that are made in the region, and the variables they share with it: what is known of them needs no load, and often they aren't made.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>A cell for the parameter or variable in a register.</summary>
    private Node NewCell(int register)
    {
        var v = Get(register);
        var cell = Kernel(Kernels.NewCell, [v], typeof(PyCell), true);
        // Variables that aren't parameters have no value yet.
        if (register < point.Context.Code.ParamCount && !IsMissing(v))
        {
            bool isConstant = !PyCell.HasForeignWrites && point.Context.Info.IsConstantCell(register);
            state.Facts[new FactKey(IrOp.StoreCell, cell, null, null, 0)] = (v, isConstant ? null : new CellAlias(Fields.CellContent));
        }
        return cell;
    }

    /// <summary>A function without defaults; <paramref name="cells"/> is the tuple of its cells.</summary>
    private Node NewFunction(Node code, Node like, Node module, Node? cells)
    {
        var made = cells == null
            ? Kernel(NativeKernels.NewPlainFunction, [code, like, module], typeof(PyFunction), true)
            : Kernel(NativeKernels.NewClosure[cells.Args.Length], [code, like, module, Int(0), .. cells.Args], typeof(PyFunction), true);
        NoteFunction(made, code, like);
        return made;
    }

    /// <summary>Whether a tuple of cells was made in the region, so that their function can be made of them without it.</summary>
    private static bool IsTakenApart(Node cells) =>
        cells is { Op: IrOp.Call, Data: Kernel { Allocates: Allocation.Tuple } } && cells.Args.Length > 0 && cells.Args.Length < NativeKernels.NewClosure.Length;

    /// <summary>What is known of a function that was just made.</summary>
    private void NoteFunction(Node made, Node code, Node like)
    {
        // Who gives a function other code ends all regions.
        state.Facts[new FactKey(IrOp.GuardCode, made, null, code.Data, 0)] = (made, null);
        var globals = like is { Op: IrOp.ConstRef, Data: PyFunction known } ? Ref(known.Globals) : Load(IrOp.LoadField, IrType.Ref, like, Fields.FunctionGlobals, 0, Fields.FunctionGlobals);
        state.Facts[new FactKey(IrOp.LoadField, made, null, Fields.FunctionGlobals, 0)] = (globals, null);
    }

    /// <summary>The code of a function that the region made, or that is a constant to it; else null.</summary>
    private static PyCode? KnownCode(Node function) => function switch
    {
        { Op: IrOp.ConstRef, Data: PyFunction f } => f.Code,
        { Op: IrOp.Call, Data: Kernel k } when k.Allocates == Allocation.Function || k == NativeKernels.NewFunction => function.Args[0].Data as PyCode,
        _ => null,
    };

    private void CopyFreeVars(Instr i)
    {
        var f = Top.Function;
        if (f is { Op: IrOp.ConstRef, Data: PyFunction { HasClosure: true } known })
        {
            for (int n = 0; n < i.B; n++) Set(i.A + n, Ref(known.CellAt(n)));
            return;
        }
        f ??= RunningFunction();
        bool isMadeHere = f is { Op: IrOp.Call, Data: Kernel { Allocates: Allocation.Function } };
        for (int n = 0; n < i.B; n++)
            Set(i.A + n, isMadeHere ? CellGivenTo(f, n) : Kernel(Kernels.CellOfClosure, [f, Int(n)], typeof(PyCell), true));
    }

    /// <summary>The cell that the region gave to a function.</summary>
    private static Node CellGivenTo(Node made, int n) => made.Args[4 + n] is { Op: IrOp.ToValue } v ? v.Args[0] : made.Args[4 + n];

    /// <summary>What the variable in a cell holds. A cell that is a function's needn't be there for that.</summary>
    private Node LoadContent(Node cell) => cell is { Op: IrOp.Call, Data: Kernel k } && k == Kernels.CellOfClosure
        ? Make(IrOp.Call, IrType.Ref, cell.Args[0], cell.Args[1], Kernels.ContentOfClosure, 0, Fields.CellContent)
        : Load(IrOp.LoadField, IrType.Ref, cell, Fields.CellContent, 0, Fields.CellContent);

    private Node LoadDeref(Instr i)
    {
        var cell = GuardClass(Get(i.B), typeof(PyCell));
        var known = new FactKey(IrOp.StoreCell, cell, null, null, 0);
        if (state.Facts.TryGetValue(known, out var fact))
        {
            // Of a parameter more is known here than where its cell was made.
            var better = Narrow(fact.Value, Result());
            if (better != fact.Value) state.Facts[known] = (better, fact.Alias);
            return better;
        }
        var raw = LoadContent(cell);
        var v = FromSlot(raw, Result(), new CellAlias(Fields.CellContent));
        state.Facts[known] = (v, new CellAlias(Fields.CellContent));
        return v;
    }

    private void StoreDeref(Instr i)
    {
        var cell = GuardClass(Get(i.A), typeof(PyCell));
        var v = Narrow(Get(i.B), Operand(1));
        if (!StoreInCell(new FactKey(IrOp.LoadField, cell, null, Fields.CellContent, 0), v))
        {
            Kernel(Kernels.StoreDeref, [cell, v]);
            Kill(Fields.CellContent);
        }
        Kill(new CellAlias(Fields.CellContent));
        state.Facts[new FactKey(IrOp.StoreCell, cell, null, null, 0)] = (v, new CellAlias(Fields.CellContent));
    }
}
