namespace TieredPy.Runtime.Bytecode;

/// <summary>The opcodes of CPython 3.13 that a rendition uses.</summary>
internal enum StackOp : byte
{
    Cache = 0, Nop = 30, Resume = 149, LoadFast = 85, LoadFastCheck = 87, StoreFast = 110, DeleteFast = 65, LoadConst = 83, PushNull = 34,
    MakeCell = 94, CopyFreeVars = 62, LoadDeref = 84, StoreDeref = 109, DeleteDeref = 64, LoadFromDictOrDeref = 89, LoadFromDictOrGlobals = 90,
    LoadGlobal = 91, StoreGlobal = 113, DeleteGlobal = 66, LoadName = 92, StoreName = 114, DeleteName = 67, LoadLocals = 25, LoadAttr = 82,
    StoreAttr = 108, DeleteAttr = 63, LoadSuperAttr = 93, BinarySubscr = 5, StoreSubscr = 39, DeleteSubscr = 9, BinarySlice = 4, StoreSlice = 38,
    BuildSlice = 50, BinaryOp = 45, UnaryNegative = 42, UnaryInvert = 41, UnaryNot = 43, CallIntrinsic1 = 55, CallIntrinsic2 = 56, CompareOp = 58,
    IsOp = 76, ContainsOp = 59, JumpForward = 79, JumpBackward = 77, PopJumpIfTrue = 100, PopJumpIfFalse = 97, PopJumpIfNone = 98,
    PopJumpIfNotNone = 99, GetIter = 19, ForIter = 72, UnpackSequence = 117, UnpackEx = 116, BuildTuple = 52, BuildList = 47, BuildSet = 49,
    BuildMap = 48, BuildString = 51, ListAppend = 80, ListExtend = 81, SetAdd = 105, SetUpdate = 107, MapAdd = 95, DictUpdate = 69, DictMerge = 68,
    ConvertValue = 60, FormatSimple = 14, FormatWithSpec = 15, Call = 53, CallKw = 57, CallFunctionEx = 54, ReturnValue = 36, ReturnConst = 103,
    YieldValue = 118, GetYieldFromIter = 21, GetAwaitable = 73, Send = 104, GetAiter = 16, GetAnext = 18, EndAsyncFor = 10, PushExcInfo = 33,
    PopExcept = 31, RaiseVarargs = 101, Reraise = 102, CheckExcMatch = 7, CheckEgMatch = 6, BeforeWith = 2, BeforeAsyncWith = 1,
    WithExceptStart = 44, ImportName = 75, ImportFrom = 74, MakeFunction = 26, LoadBuildClass = 24, LoadAssertionError = 23, SetupAnnotations = 37,
    MatchSequence = 29, MatchMapping = 28, MatchKeys = 27, MatchClass = 96, GetLen = 20, ExtendedArg = 71,
}

/// <summary>
/// The register code of a code object told as CPython's stack code: what co_code, co_lines, co_positions, f_lasti and the module dis show.
/// Named registers are loaded and stored, temporaries stand for the stack. It begins with the RESUME that tracing stops at.
/// </summary>
internal sealed class CodeRendition
{
    private readonly PyCode code;
    private readonly List<byte> bytes = [];
    private readonly List<Position> positions = [];
    private readonly List<Value> consts;
    private readonly int[] starts, mains;
    private Position position;

    private CodeRendition(PyCode code)
    {
        this.code = code;
        consts = [.. code.Consts];
        starts = new int[code.Code.Length + 1];
        mains = new int[code.Code.Length];
        // Jumps take the places of their targets from the round before; places only move back as arguments grow.
        for (int round = 0; round < 8 && Round(); round++) { }
        Code = [.. bytes];
        Positions = [.. positions];
        Consts = [.. consts];
    }

    public byte[] Code { get; }

    /// <summary>One for each code unit of two bytes.</summary>
    public Position[] Positions { get; }

    /// <summary>The constants, and the small ints and None that instructions have in themselves.</summary>
    public Value[] Consts { get; }

    public static CodeRendition Of(PyCode code) => new(code);

    /// <summary>The offset that stands for an instruction; that of RESUME before the first.</summary>
    public int OffsetOf(int index) => index < 0 ? 0 : index < mains.Length ? mains[index] : Code.Length;

    /// <summary>Where what stands for an instruction begins.</summary>
    public int StartOf(int index) => starts[Math.Clamp(index, 0, starts.Length - 1)];

    private bool Round()
    {
        int[] before = [.. starts];
        bytes.Clear();
        positions.Clear();
        int column = PyCode.KeepsColumns ? 0 : -1;
        position = new Position(code.FirstLine, column, code.FirstLine, column);
        Emit(StackOp.Resume, 0);
        for (int i = 0; i < code.Code.Length; i++)
        {
            starts[i] = bytes.Count;
            mains[i] = bytes.Count;
            position = code.Positions[i];
            Instruction(i, code.Code[i]);
        }
        starts[^1] = bytes.Count;
        return !starts.AsSpan().SequenceEqual(before);
    }

    private void Emit(StackOp op, int arg)
    {
        for (int shift = 24; shift > 0; shift -= 8)
            if ((uint)arg >> shift != 0) Unit(StackOp.ExtendedArg, arg >> shift & 0xFF);
        Unit(op, arg & 0xFF);
        for (int n = CachesOf(op); n > 0; n--) Unit(StackOp.Cache, 0);
    }

    private void Unit(StackOp op, int arg)
    {
        bytes.Add((byte)op);
        bytes.Add((byte)arg);
        positions.Add(position);
    }

    private static int CachesOf(StackOp op) => op switch
    {
        StackOp.LoadGlobal or StackOp.StoreAttr => 4,
        StackOp.LoadAttr => 9,
        StackOp.Call => 3,
        StackOp.LoadSuperAttr or StackOp.BinarySubscr or StackOp.StoreSubscr or StackOp.BinaryOp or StackOp.CompareOp or StackOp.ContainsOp or StackOp.JumpBackward or
            StackOp.PopJumpIfTrue or StackOp.PopJumpIfFalse or StackOp.PopJumpIfNone or StackOp.PopJumpIfNotNone or StackOp.ForIter or StackOp.UnpackSequence or StackOp.Send => 1,
        _ => 0,
    };

    private bool IsNamed(int register) => register < code.VarNames.Length;

    private void Load(int register)
    {
        if (IsNamed(register)) Emit(StackOp.LoadFast, register);
    }

    private void Store(int register)
    {
        if (IsNamed(register)) Emit(StackOp.StoreFast, register);
    }

    private int ConstIndex(Value v)
    {
        for (int i = 0; i < consts.Count; i++)
            if (consts[i].Is(v)) return i;
        consts.Add(v);
        return consts.Count - 1;
    }

    /// <summary>The instruction proper, with what it loads before and stores behind it.</summary>
    private void Main(int index, StackOp op, int arg)
    {
        int at = bytes.Count;
        Emit(op, arg);
        mains[index] = at;
    }

    private void Jump(int index, StackOp op, StackOp inverse, int target)
    {
        if (starts[target] >= bytes.Count || starts[target] == 0)
        {
            int next = bytes.Count + 2 * (1 + CachesOf(op));
            Main(index, op, Math.Max(0, starts[target] - next) / 2);
            return;
        }
        if (op != StackOp.JumpForward) Main(index, inverse, 2);
        Backward(index, target, op == StackOp.JumpForward);
    }

    private void Backward(int index, int target, bool main)
    {
        int distance = (bytes.Count + 4 - starts[target]) / 2;
        if (distance > 0xFF) distance++;
        if (main) Main(index, StackOp.JumpBackward, distance);
        else Emit(StackOp.JumpBackward, distance);
    }

    private void Binary(int index, Instr i, int number, bool constant)
    {
        Load(i.B);
        if (constant) Emit(StackOp.LoadConst, i.C);
        else Load(i.C);
        Main(index, StackOp.BinaryOp, number + (i.D != 0 ? 13 : 0));
        Store(i.A);
    }

    private void Compare(int index, Instr i, int number)
    {
        Load(i.B);
        Load(i.C);
        Main(index, StackOp.CompareOp, number << 5);
        Store(i.A);
    }

    private void CompareJump(int index, Instr i, int number, bool constant)
    {
        Load(i.A);
        if (constant) Emit(StackOp.LoadConst, i.B);
        else Load(i.B);
        int at = bytes.Count;
        Emit(StackOp.CompareOp, number << 5 | 16);
        if (i.D == 0) Jump(index, StackOp.PopJumpIfTrue, StackOp.PopJumpIfFalse, index + 1 + i.Offset);
        else Jump(index, StackOp.PopJumpIfFalse, StackOp.PopJumpIfTrue, index + 1 + i.Offset);
        mains[index] = at;
    }

    /// <summary>R[A] = op R[B] in one opcode.</summary>
    private void Unary(int index, Instr i, StackOp op, int arg = 0)
    {
        Load(i.B);
        Main(index, op, arg);
        Store(i.A);
    }

    private void Build(int index, Instr i, StackOp op, int count)
    {
        for (int r = 0; r < count; r++) Load(i.B + r);
        Main(index, op, i.C);
        Store(i.A);
    }

    private void Instruction(int index, Instr i)
    {
        int target = Disassembler.TargetOf(i, index) ?? 0;
        switch (i.Op)
        {
            case Op.Ext:
                // Part of the instruction before it.
                mains[index] = mains[index - 1];
                break;
            case Op.Move:
                if (!IsNamed(i.A) && !IsNamed(i.B)) Main(index, StackOp.Nop, 0);
                Load(i.B);
                Store(i.A);
                break;
            case Op.MoveCallee:
                Load(i.B);
                Emit(StackOp.PushNull, 0);
                break;
            case Op.LoadConst:
                Main(index, StackOp.LoadConst, i.BC);
                Store(i.A);
                break;
            case Op.LoadInt:
                Main(index, StackOp.LoadConst, ConstIndex(Value.Int(i.BC)));
                Store(i.A);
                break;
            case Op.Unbind: Main(index, IsNamed(i.A) ? StackOp.DeleteFast : StackOp.PushNull, IsNamed(i.A) ? i.A : 0); break;
            case Op.CheckLocal: Main(index, StackOp.LoadFastCheck, i.A); break;
            case Op.MakeCell: Main(index, StackOp.MakeCell, i.A); break;
            case Op.CopyFreeVars: Main(index, StackOp.CopyFreeVars, i.B); break;
            case Op.LoadDeref:
                Main(index, StackOp.LoadDeref, i.B);
                Store(i.A);
                break;
            case Op.LoadDerefCallee:
                Main(index, StackOp.LoadDeref, i.B);
                Emit(StackOp.PushNull, 0);
                break;
            case Op.StoreDeref:
                Load(i.B);
                Main(index, StackOp.StoreDeref, i.A);
                break;
            case Op.DeleteDeref: Main(index, StackOp.DeleteDeref, i.A); break;
            case Op.LoadClassDeref: Main(index, StackOp.LoadFromDictOrDeref, i.B); break;
            case Op.LoadGlobal:
                Main(index, StackOp.LoadGlobal, CodeVerifier.NameOperand(i) << 1);
                Store(i.A);
                break;
            case Op.LoadGlobalCallee:
                Main(index, StackOp.LoadGlobal, CodeVerifier.NameOperand(i) << 1);
                Emit(StackOp.PushNull, 0);
                break;
            case Op.StoreGlobal: NameOp(index, i, StackOp.StoreGlobal, i.A); break;
            case Op.DeleteGlobal: NameOp(index, i, StackOp.DeleteGlobal); break;
            case Op.LoadName: NameOp(index, i, StackOp.LoadName); break;
            case Op.StoreName: NameOp(index, i, StackOp.StoreName, i.A); break;
            case Op.DeleteName: NameOp(index, i, StackOp.DeleteName); break;
            case Op.LoadClassGlobal: NameOp(index, i, StackOp.LoadFromDictOrGlobals); break;
            case Op.LoadLocals: Main(index, StackOp.LoadLocals, 0); break;
            case Op.GetAttr: Unary(index, i, StackOp.LoadAttr, CodeVerifier.NameOperand(i) << 1); break;
            case Op.LoadMethod:
                Load(i.B);
                Main(index, StackOp.LoadAttr, CodeVerifier.NameOperand(i) << 1 | 1);
                break;
            case Op.SetAttr:
                Load(i.C);
                NameOp(index, i, StackOp.StoreAttr, i.A);
                break;
            case Op.DelAttr: NameOp(index, i, StackOp.DeleteAttr, i.A); break;
            case Op.LoadSuperAttr: Main(index, StackOp.LoadSuperAttr, CodeVerifier.NameOperand(i) << 2 | 2); break;
            case Op.GetItem or Op.GetItemK:
                Load(i.B);
                if (i.Op == Op.GetItemK) Emit(StackOp.LoadConst, i.C);
                else Load(i.C);
                Main(index, StackOp.BinarySubscr, 0);
                Store(i.A);
                break;
            case Op.SetItem:
                Load(i.C);
                Load(i.A);
                Load(i.B);
                Main(index, StackOp.StoreSubscr, 0);
                break;
            case Op.DelItem:
                Load(i.A);
                Load(i.B);
                Main(index, StackOp.DeleteSubscr, 0);
                break;
            case Op.GetSlice: Unary(index, i, StackOp.BinarySlice); break;
            case Op.SetSlice: Main(index, StackOp.StoreSlice, 0); break;
            case Op.BuildSlice: Unary(index, i, StackOp.BuildSlice, 3); break;
            case Op.Add or Op.AddK: Binary(index, i, 0, i.Op == Op.AddK); break;
            case Op.And or Op.AndK: Binary(index, i, 1, i.Op == Op.AndK); break;
            case Op.FloorDiv or Op.FloorDivK: Binary(index, i, 2, i.Op == Op.FloorDivK); break;
            case Op.LShift or Op.LShiftK: Binary(index, i, 3, i.Op == Op.LShiftK); break;
            case Op.MatMul: Binary(index, i, 4, false); break;
            case Op.Mul or Op.MulK: Binary(index, i, 5, i.Op == Op.MulK); break;
            case Op.Mod or Op.ModK: Binary(index, i, 6, i.Op == Op.ModK); break;
            case Op.Or: Binary(index, i, 7, false); break;
            case Op.Pow: Binary(index, i, 8, false); break;
            case Op.RShift or Op.RShiftK: Binary(index, i, 9, i.Op == Op.RShiftK); break;
            case Op.Sub or Op.SubK: Binary(index, i, 10, i.Op == Op.SubK); break;
            case Op.TrueDiv or Op.TrueDivK: Binary(index, i, 11, i.Op == Op.TrueDivK); break;
            case Op.Xor: Binary(index, i, 12, false); break;
            case Op.Neg: Unary(index, i, StackOp.UnaryNegative); break;
            case Op.Pos: Unary(index, i, StackOp.CallIntrinsic1, 5); break;
            case Op.Invert: Unary(index, i, StackOp.UnaryInvert); break;
            case Op.Not: Unary(index, i, StackOp.UnaryNot); break;
            case Op.Lt or Op.Le or Op.Eq or Op.Ne or Op.Gt or Op.Ge: Compare(index, i, i.Op - Op.Lt); break;
            case Op.Is or Op.In:
                Load(i.B);
                Load(i.C);
                Main(index, i.Op == Op.Is ? StackOp.IsOp : StackOp.ContainsOp, i.D);
                Store(i.A);
                break;
            case Op.Jump: Jump(index, StackOp.JumpForward, StackOp.JumpForward, target); break;
            case Op.JumpIfTrue:
                Load(i.A);
                Jump(index, StackOp.PopJumpIfTrue, StackOp.PopJumpIfFalse, target);
                break;
            case Op.JumpIfFalse:
                Load(i.A);
                Jump(index, StackOp.PopJumpIfFalse, StackOp.PopJumpIfTrue, target);
                break;
            case Op.JumpIfNone:
                Load(i.A);
                Jump(index, StackOp.PopJumpIfNone, StackOp.PopJumpIfNotNone, target);
                break;
            case Op.JumpIfNotNone:
                Load(i.A);
                Jump(index, StackOp.PopJumpIfNotNone, StackOp.PopJumpIfNone, target);
                break;
            case >= Op.JumpIfLt and <= Op.JumpIfGe: CompareJump(index, i, i.Op - Op.JumpIfLt, false); break;
            case >= Op.JumpIfLtK and <= Op.JumpIfGeK: CompareJump(index, i, i.Op - Op.JumpIfLtK, true); break;
            default: Other(index, i, target); break;
        }
    }

    private void NameOp(int index, Instr i, StackOp op, int loaded = int.MaxValue)
    {
        Load(loaded);
        Main(index, op, CodeVerifier.NameOperand(i));
    }

    private void Other(int index, Instr i, int target)
    {
        switch (i.Op)
        {
            case Op.GetIter: Unary(index, i, StackOp.GetIter); break;
            case Op.ForLoop:
                Main(index, StackOp.ForIter, IsNamed(i.A) ? 3 : 2);
                Store(i.A);
                Backward(index, target, false);
                break;
            case Op.ForIter: Main(index, StackOp.ForIter, 0); break;
            case Op.Unpack:
                Load(i.B);
                Main(index, StackOp.UnpackSequence, i.C);
                for (int r = 0; r < i.C; r++) Store(i.A + r);
                break;
            case Op.UnpackEx:
                Load(i.B);
                Main(index, StackOp.UnpackEx, i.C | i.D << 8);
                break;
            case Op.BuildTuple: Build(index, i, StackOp.BuildTuple, i.C); break;
            case Op.BuildList: Build(index, i, StackOp.BuildList, i.C); break;
            case Op.BuildSet: Build(index, i, StackOp.BuildSet, i.C); break;
            case Op.BuildMap: Build(index, i, StackOp.BuildMap, 2 * i.C); break;
            case Op.BuildString: Build(index, i, StackOp.BuildString, i.C); break;
            case Op.ListAppend: Element(index, i, StackOp.ListAppend); break;
            case Op.ListExtend: Element(index, i, StackOp.ListExtend); break;
            case Op.ListToTuple: Unary(index, i, StackOp.CallIntrinsic1, 6); break;
            case Op.SetAdd: Element(index, i, StackOp.SetAdd); break;
            case Op.SetUpdate: Element(index, i, StackOp.SetUpdate); break;
            case Op.MapAdd:
                Load(i.B);
                Load(i.C);
                Main(index, StackOp.MapAdd, 1);
                break;
            case Op.DictUpdate: Element(index, i, StackOp.DictUpdate); break;
            case Op.DictMerge: Element(index, i, StackOp.DictMerge); break;
            case Op.FormatValue:
                Load(i.B);
                if ((i.D & 3) != 0) Emit(StackOp.ConvertValue, i.D & 3);
                Main(index, (i.D & 4) != 0 ? StackOp.FormatWithSpec : StackOp.FormatSimple, 0);
                Store(i.A);
                break;
            case Op.Call:
                Main(index, StackOp.Call, i.C);
                Store(i.A);
                break;
            case Op.CallKw:
                Emit(StackOp.LoadConst, code.Code[index + 1].A);
                Main(index, StackOp.CallKw, i.C);
                Store(i.A);
                break;
            case Op.CallEx: Unary(index, i, StackOp.CallFunctionEx, 1); break;
            case Op.Return:
                Load(i.A);
                Main(index, StackOp.ReturnValue, 0);
                break;
            case Op.ReturnNone: Main(index, StackOp.ReturnConst, ConstIndex(Value.None)); break;
            case Op.Yield: Unary(index, i, StackOp.YieldValue, 0); break;
            case Op.GetYieldFromIter: Unary(index, i, StackOp.GetYieldFromIter); break;
            case Op.GetAwaitable: Unary(index, i, StackOp.GetAwaitable, i.D); break;
            case Op.Send: Main(index, StackOp.Send, 0); break;
            case Op.GetAIter: Unary(index, i, StackOp.GetAiter); break;
            case Op.GetANext: Unary(index, i, StackOp.GetAnext); break;
            case Op.EndAsyncFor: Main(index, StackOp.EndAsyncFor, 0); break;
            case Op.PushExc: Main(index, StackOp.PushExcInfo, 0); break;
            case Op.PopExc: Main(index, StackOp.PopExcept, 0); break;
            case Op.Raise:
                if (i.D > 0) Load(i.A);
                if (i.D > 1) Load(i.B);
                Main(index, StackOp.RaiseVarargs, i.D);
                break;
            case Op.Reraise: Main(index, StackOp.Reraise, i.D); break;
            case Op.MatchExc:
                Load(i.C);
                Main(index, StackOp.CheckExcMatch, 0);
                break;
            case Op.MatchExcStar:
                Load(i.C);
                Main(index, StackOp.CheckEgMatch, 0);
                break;
            case Op.PrepReraiseStar: Main(index, StackOp.CallIntrinsic2, 1); break;
            case Op.BeforeWith: Unary(index, i, StackOp.BeforeWith); break;
            case Op.BeforeAsyncWith: Unary(index, i, StackOp.BeforeAsyncWith); break;
            case Op.WithExit: Main(index, StackOp.WithExceptStart, 0); break;
            case Op.ImportName:
                NameOp(index, i, StackOp.ImportName);
                Store(i.A);
                break;
            case Op.ImportFrom:
                NameOp(index, i, StackOp.ImportFrom);
                Store(i.A);
                break;
            case Op.ImportStar: Main(index, StackOp.CallIntrinsic1, 2); break;
            case Op.MakeFunction:
                Emit(StackOp.LoadConst, i.B);
                Main(index, StackOp.MakeFunction, 0);
                Store(i.A);
                break;
            case Op.LoadBuildClass: Main(index, StackOp.LoadBuildClass, 0); break;
            case Op.LoadAssertionError: Main(index, StackOp.LoadAssertionError, 0); break;
            case Op.SetupAnnotations: Main(index, StackOp.SetupAnnotations, 0); break;
            case Op.MatchSequence: Unary(index, i, StackOp.MatchSequence); break;
            case Op.MatchMapping: Unary(index, i, StackOp.MatchMapping); break;
            case Op.MatchKeys: Unary(index, i, StackOp.MatchKeys); break;
            case Op.MatchClass: Unary(index, i, StackOp.MatchClass, code.Code[index + 1].B); break;
            case Op.GetLen: Unary(index, i, StackOp.GetLen); break;
            case Op.PrintExpr:
                Load(i.A);
                Main(index, StackOp.CallIntrinsic1, 1);
                break;
            case Op.SubscriptGeneric: Unary(index, i, StackOp.CallIntrinsic1, 10); break;
            case Op.MakeTypeAlias: Unary(index, i, StackOp.CallIntrinsic1, 11); break;
            case Op.MakeTypeParam: Main(index, StackOp.CallIntrinsic1, 7); break;
            case Op.SetTypeParamDefault: Main(index, StackOp.CallIntrinsic2, 5); break;
            case Op.SetFunctionTypeParams: Main(index, StackOp.CallIntrinsic2, 4); break;
            default: Main(index, StackOp.Nop, 0); break;
        }
    }

    private void Element(int index, Instr i, StackOp op)
    {
        Load(i.B);
        Main(index, op, 1);
    }
}
