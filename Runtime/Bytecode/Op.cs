namespace TieredPy.Runtime.Bytecode;

/// <summary>
/// The register bytecode: the one table of its operations. An instruction is 8 bytes (<see cref="Instr"/>: Op, D, A, B, C). R[x] is a register of the frame:
/// parameters first (positional-only, positional, keyword-only, *args, **kwargs), then other locals, cells of cell variables that are
/// no locals, cells of free variables, then temporaries. All reads happen before the write of R[A]. Jumps count from the next instruction.
/// How to add one: docs/adding-an-opcode.md.
/// </summary>
public enum Op : byte
{
    /// <summary>Does nothing.</summary>
    Nop,
    /// <summary>Operand word of the instruction before it; never executed.</summary>
    Ext,
    /// <summary>R[A] = R[B].</summary>
    Move,
    /// <summary>As Move, and R[A+1] = Missing: R[A] is called and there is no self.</summary>
    MoveCallee,
    /// <summary>R[A] = consts[B | C &lt;&lt; 16].</summary>
    LoadConst,
    /// <summary>R[A] = the int B | C &lt;&lt; 16, sign-extended.</summary>
    LoadInt,
    /// <summary>R[A] = Missing (an unbound local). Never raises.</summary>
    Unbind,
    /// <summary>Raises UnboundLocalError when R[A] is Missing. D = 1: raised as for `del`.</summary>
    CheckLocal,
    /// <summary>R[A] = a new cell holding what R[A] held (empty when Missing).</summary>
    MakeCell,
    /// <summary>Copies the B cells of the function's closure to R[A], R[A+1], ...</summary>
    CopyFreeVars,
    /// <summary>R[A] = content of the cell in R[B]; NameError / UnboundLocalError when empty.</summary>
    LoadDeref,
    /// <summary>As LoadDeref, and R[A+1] = Missing.</summary>
    LoadDerefCallee,
    /// <summary>Content of the cell in R[A] = R[B].</summary>
    StoreDeref,
    /// <summary>Empties the cell in R[A]; the error of LoadDeref when it is empty already.</summary>
    DeleteDeref,
    /// <summary>R[A] = locals mapping[names[C]], else content of the cell in R[B]. D = 1: the mapping (a class's namespace) is what R[A] holds.</summary>
    LoadClassDeref,
    /// <summary>R[A] = globals[names[B]], else builtins. Cached.</summary>
    LoadGlobal,
    /// <summary>As LoadGlobal, and R[A+1] = Missing.</summary>
    LoadGlobalCallee,
    /// <summary>globals[names[B]] = R[A].</summary>
    StoreGlobal,
    /// <summary>del globals[names[B]].</summary>
    DeleteGlobal,
    /// <summary>R[A] = names[B] from the locals mapping, else globals, else builtins.</summary>
    LoadName,
    /// <summary>locals mapping[names[B]] = R[A].</summary>
    StoreName,
    /// <summary>del locals mapping[names[B]].</summary>
    DeleteName,
    /// <summary>R[A] = names[B] from the mapping in R[A] (the namespace of the class around an annotation scope), else globals, else builtins.</summary>
    LoadClassGlobal,
    /// <summary>R[A] = the frame's locals mapping.</summary>
    LoadLocals,
    /// <summary>R[A] = R[B].names[C]. Cached.</summary>
    GetAttr,
    /// <summary>R[A].names[B] = R[C]. Cached.</summary>
    SetAttr,
    /// <summary>del R[A].names[B].</summary>
    DelAttr,
    /// <summary>For a call: R[A] = the function and R[A+1] = self when R[B].names[C] is a method found on the type; else R[A] = the attribute and R[A+1] = Missing. A may equal B.</summary>
    LoadMethod,
    /// <summary>R[B] = super, R[B+1] = class, R[B+2] = self: R[A] = super(class, self).names[C]. D bit 0: as LoadMethod into R[A], R[A+1]. D bit 1: written as super(a, b), else as super().</summary>
    LoadSuperAttr,
    /// <summary>R[A] = R[B][R[C]]. Cached.</summary>
    GetItem,
    /// <summary>R[A] = R[B][consts[C]].</summary>
    GetItemK,
    /// <summary>R[A][R[B]] = R[C]. Cached.</summary>
    SetItem,
    /// <summary>del R[A][R[B]].</summary>
    DelItem,
    /// <summary>R[A] = R[B][R[C]:R[C+1]] (None where a bound is absent).</summary>
    GetSlice,
    /// <summary>R[A][R[B]:R[B+1]] = R[C].</summary>
    SetSlice,
    /// <summary>R[A] = slice(R[B], R[B+1], R[B+2]).</summary>
    BuildSlice,
    /// <summary>R[A] = R[B] + R[C]. For this and all binary ops: D = 1 means in place (+=).</summary>
    Add,
    /// <summary>R[A] = R[B] - R[C].</summary>
    Sub,
    /// <summary>R[A] = R[B] * R[C].</summary>
    Mul,
    /// <summary>R[A] = R[B] / R[C].</summary>
    TrueDiv,
    /// <summary>R[A] = R[B] // R[C].</summary>
    FloorDiv,
    /// <summary>R[A] = R[B] % R[C].</summary>
    Mod,
    /// <summary>R[A] = R[B] ** R[C].</summary>
    Pow,
    /// <summary>R[A] = R[B] @ R[C].</summary>
    MatMul,
    /// <summary>R[A] = R[B] &lt;&lt; R[C].</summary>
    LShift,
    /// <summary>R[A] = R[B] &gt;&gt; R[C].</summary>
    RShift,
    /// <summary>R[A] = R[B] &amp; R[C].</summary>
    And,
    /// <summary>R[A] = R[B] | R[C].</summary>
    Or,
    /// <summary>R[A] = R[B] ^ R[C].</summary>
    Xor,
    /// <summary>R[A] = R[B] + consts[C] (D as above).</summary>
    AddK,
    /// <summary>R[A] = R[B] - consts[C].</summary>
    SubK,
    /// <summary>R[A] = R[B] * consts[C].</summary>
    MulK,
    /// <summary>R[A] = R[B] / consts[C].</summary>
    TrueDivK,
    /// <summary>R[A] = R[B] // consts[C].</summary>
    FloorDivK,
    /// <summary>R[A] = R[B] % consts[C].</summary>
    ModK,
    /// <summary>R[A] = R[B] &lt;&lt; consts[C].</summary>
    LShiftK,
    /// <summary>R[A] = R[B] &gt;&gt; consts[C].</summary>
    RShiftK,
    /// <summary>R[A] = R[B] &amp; consts[C].</summary>
    AndK,
    /// <summary>R[A] = -R[B].</summary>
    Neg,
    /// <summary>R[A] = +R[B].</summary>
    Pos,
    /// <summary>R[A] = ~R[B].</summary>
    Invert,
    /// <summary>R[A] = not R[B].</summary>
    Not,
    /// <summary>R[A] = R[B] &lt; R[C].</summary>
    Lt,
    /// <summary>R[A] = R[B] &lt;= R[C].</summary>
    Le,
    /// <summary>R[A] = R[B] == R[C].</summary>
    Eq,
    /// <summary>R[A] = R[B] != R[C].</summary>
    Ne,
    /// <summary>R[A] = R[B] &gt; R[C].</summary>
    Gt,
    /// <summary>R[A] = R[B] &gt;= R[C].</summary>
    Ge,
    /// <summary>R[A] = R[B] is R[C]; D = 1: is not.</summary>
    Is,
    /// <summary>R[A] = R[B] in R[C]; D = 1: not in.</summary>
    In,
    /// <summary>pc += B | C &lt;&lt; 16 (signed, counted from the next instruction).</summary>
    Jump,
    /// <summary>Head of a loop whose condition follows: polls for signals and requests, counts the loop.</summary>
    LoopHead,
    /// <summary>Jumps when R[A] is true.</summary>
    JumpIfTrue,
    /// <summary>Jumps when R[A] is false.</summary>
    JumpIfFalse,
    /// <summary>Jumps when R[A] is None.</summary>
    JumpIfNone,
    /// <summary>Jumps when R[A] is not None.</summary>
    JumpIfNotNone,
    /// <summary>Jumps by C (signed) when (R[A] &lt; R[B]) is true; D = 1: when it is false.</summary>
    JumpIfLt,
    /// <summary>As JumpIfLt, with &lt;=.</summary>
    JumpIfLe,
    /// <summary>As JumpIfLt, with ==.</summary>
    JumpIfEq,
    /// <summary>As JumpIfLt, with !=.</summary>
    JumpIfNe,
    /// <summary>As JumpIfLt, with &gt;.</summary>
    JumpIfGt,
    /// <summary>As JumpIfLt, with &gt;=.</summary>
    JumpIfGe,
    /// <summary>As JumpIfLt with consts[B] as right operand.</summary>
    JumpIfLtK,
    /// <summary>As JumpIfLe with consts[B].</summary>
    JumpIfLeK,
    /// <summary>As JumpIfEq with consts[B].</summary>
    JumpIfEqK,
    /// <summary>As JumpIfNe with consts[B].</summary>
    JumpIfNeK,
    /// <summary>As JumpIfGt with consts[B].</summary>
    JumpIfGtK,
    /// <summary>As JumpIfGe with consts[B].</summary>
    JumpIfGeK,
    /// <summary>R[A] = iter(R[B]).</summary>
    GetIter,
    /// <summary>At the bottom of a for loop: next item of R[B] to R[A] and jump by C (signed, backwards) to the body; when exhausted, go on behind. Polls and counts as LoopHead.</summary>
    ForLoop,
    /// <summary>When the far form is needed: next item of R[B] to R[A] and skip one instruction; when exhausted, go on with the next instruction (a Jump out).</summary>
    ForIter,
    /// <summary>R[A..A+C) = the C items of R[B], exactly.</summary>
    Unpack,
    /// <summary>R[A..] = C items, a list of the middle ones, then D items of R[B].</summary>
    UnpackEx,
    /// <summary>R[A] = tuple of R[B..B+C).</summary>
    BuildTuple,
    /// <summary>R[A] = list of the C values from R[B]. C is 0 and D 1 or 2: an item follows for each that iterator R[B] gives (2: probably no number).</summary>
    BuildList,
    /// <summary>R[A] = set of R[B..B+C).</summary>
    BuildSet,
    /// <summary>R[A] = dict of the C pairs R[B], R[B+1]; R[B+2], R[B+3]; ...</summary>
    BuildMap,
    /// <summary>R[A] = the C strs from R[B] joined.</summary>
    BuildString,
    /// <summary>list R[A] appends R[B].</summary>
    ListAppend,
    /// <summary>list R[A] extends by iterable R[B] (for *x: "Value after * must be an iterable, not int").</summary>
    ListExtend,
    /// <summary>R[A] = tuple(list R[B]).</summary>
    ListToTuple,
    /// <summary>set R[A] adds R[B].</summary>
    SetAdd,
    /// <summary>set R[A] updates by iterable R[B].</summary>
    SetUpdate,
    /// <summary>dict R[A][R[B]] = R[C].</summary>
    MapAdd,
    /// <summary>dict R[A] updates by mapping R[B] ("'int' object is not a mapping").</summary>
    DictUpdate,
    /// <summary>As DictUpdate for **kwargs of the callable R[C]: duplicates and non-str keys raise TypeError.</summary>
    DictMerge,
    /// <summary>R[A] = format(conv(R[B]), spec). D &amp; 3: conversion 0 none, 1 str, 2 repr, 3 ascii; D &amp; 4: spec in R[C], else empty.</summary>
    FormatValue,
    /// <summary>R[A] = call of R[B] with R[B+1] as first argument unless that is Missing, then C arguments from R[B+2]. R[B+1...] are consumed.</summary>
    Call,
    /// <summary>As Call where the last arguments are keywords; the Ext word behind has in A the const index of the tuple of names. C counts them too.</summary>
    CallKw,
    /// <summary>R[A] = R[B](*R[B+1], **R[B+2]); R[B+1] a tuple or any iterable, R[B+2] a dict, or Missing.</summary>
    CallEx,
    /// <summary>Returns R[A].</summary>
    Return,
    /// <summary>Returns None.</summary>
    ReturnNone,
    /// <summary>Yields R[B]; on resumption R[A] = the sent value. D = 1: inside an async generator, the value is wrapped.</summary>
    Yield,
    /// <summary>R[A] = R[B] when it is a generator (or a coroutine, in a coroutine), else iter(R[B]).</summary>
    GetYieldFromIter,
    /// <summary>R[A] = the iterator of awaitable R[B]. D: 0 await, 1 `async with` __aenter__, 2 __aexit__ (error texts).</summary>
    GetAwaitable,
    /// <summary>Delegates to iterator R[B]: sends R[C] (None at first); each value it yields is yielded and what is sent in return goes to R[C], with pc staying here; throw() and close() go to it; when it ends, R[A] = its value.</summary>
    Send,
    /// <summary>R[A] = aiter(R[B]) as `async for` does.</summary>
    GetAIter,
    /// <summary>R[A] = the awaitable's iterator of anext(R[B]) (as GetAwaitable of it).</summary>
    GetANext,
    /// <summary>Exception R[A] (not pushed): a StopAsyncIteration is dropped and control jumps; else it is raised again.</summary>
    EndAsyncFor,
    /// <summary>Start of a handler: the exception R[A] becomes the one being handled; the former one is saved in R[A+1] (None when there was none).</summary>
    PushExc,
    /// <summary>End of a handler: the exception being handled is again what R[A+1] has.</summary>
    PopExc,
    /// <summary>D = 0: raise again what is being handled; 1: raise R[A]; 2: raise R[A] from R[B].</summary>
    Raise,
    /// <summary>Raises R[A] again without a new traceback entry for this frame. Where D isn't 0, the end of a clean-up: the frame is again at what raised it.</summary>
    Reraise,
    /// <summary>R[A] = whether exception R[B] matches R[C] (a class or tuple of classes; TypeError when not exception classes).</summary>
    MatchExc,
    /// <summary>except*: splits the exception (group) R[B] by R[C]: R[A] = the matching part or None, R[B] = the rest or None.</summary>
    MatchExcStar,
    /// <summary>R[A] = what is to be raised after except*: original R[B], list R[C] of raised and unhandled ones; None when nothing.</summary>
    PrepReraiseStar,
    /// <summary>R[A] = bound __exit__ of R[B], R[A+1] = R[B].__enter__().</summary>
    BeforeWith,
    /// <summary>R[A] = bound __aexit__ of R[B], R[A+1] = R[B].__aenter__() (to be awaited).</summary>
    BeforeAsyncWith,
    /// <summary>R[A] = R[B](type(exc), exc, traceback) for exception R[C].</summary>
    WithExit,
    /// <summary>R[A] = __import__(names[C], globals, locals, R[B+1] (fromlist), R[B] (level)).</summary>
    ImportName,
    /// <summary>R[A] = R[B].names[C], or the submodule; ImportError.</summary>
    ImportFrom,
    /// <summary>All public names of module R[A] into the locals mapping.</summary>
    ImportStar,
    /// <summary>R[A] = function of code consts[B]. D bits: 1 defaults tuple in R[C], 2 kwdefaults dict in R[C+1], 4 annotations (tuple name, value, ... ) in R[C+2], 8 closure tuple in R[C+3].</summary>
    MakeFunction,
    /// <summary>R[A] = builtins.__build_class__.</summary>
    LoadBuildClass,
    /// <summary>R[A] = AssertionError.</summary>
    LoadAssertionError,
    /// <summary>Makes __annotations__ in the locals mapping when absent.</summary>
    SetupAnnotations,
    /// <summary>R[A] = whether R[B] is a sequence for pattern matching.</summary>
    MatchSequence,
    /// <summary>R[A] = whether R[B] is a mapping for pattern matching.</summary>
    MatchMapping,
    /// <summary>R[A] = tuple of the values in mapping R[B] of the keys in tuple R[C], or None.</summary>
    MatchKeys,
    /// <summary>R[A] = tuple of attributes of R[B] matched by class R[C], or None. The Ext word behind: A = const index of the tuple of keyword names, B = number of positional patterns.</summary>
    MatchClass,
    /// <summary>R[A] = len(R[B]).</summary>
    GetLen,
    /// <summary>R[A] = new dict of mapping R[B] without the keys in tuple R[C].</summary>
    CopyMapWithout,
    /// <summary>sys.displayhook(R[A]).</summary>
    PrintExpr,
    /// <summary>In a generator or coroutine body: R[A] is a StopIteration that escapes it; raise RuntimeError from it. (Done by the generator machinery: the compiler does not emit it.)</summary>
    StopIterationError,
    /// <summary>D: 0 TypeVar, 1 TypeVar with bound evaluator R[C], 2 TypeVar with constraints evaluator R[C], 3 ParamSpec, 4 TypeVarTuple; name R[B].</summary>
    MakeTypeParam,
    /// <summary>Sets the default evaluator R[B] of type parameter R[A].</summary>
    SetTypeParamDefault,
    /// <summary>R[A] = TypeAliasType(name R[B], type params R[B+1] (tuple or None), value evaluator R[B+2]).</summary>
    MakeTypeAlias,
    /// <summary>R[A] = typing.Generic[*R[B]] for the tuple of type parameters R[B].</summary>
    SubscriptGeneric,
    /// <summary>function R[A].__type_params__ = R[B].</summary>
    SetFunctionTypeParams,
    /// <summary>A LoopHead for which code is compiled. Never emitted: the head of the running code is patched.</summary>
    LoopEnter,
    /// <summary>A ForLoop for which code is compiled. Never emitted: the head of the running code is patched.</summary>
    ForEnter,
}

/// <summary>How the operands of each operation print and what they refer to.</summary>
public static class OpFormats
{
    /// <summary>How many consecutive registers an operand marked "n" stands for.</summary>
    public static int RangeLength(Instr i) => i.Op switch
    {
        Op.Call or Op.CallKw => i.C + 2,
        Op.BuildMap => 2 * i.C,
        Op.UnpackEx => i.C + 1 + i.D,
        _ => i.C,
    };

    /// <summary>
    /// The operand format of an op: letters before "&lt;" are written, k/k32 const index, i32 int, name a name index, j16/j32 jump offset,
    /// "An" and "Bn" C consecutive registers, a digit behind a letter that many consecutive registers.
    /// </summary>
    public static string Of(Op op) => op switch
    {
        Op.Nop => "-",
        Op.Ext => "abc",
        Op.Move => "A<B",
        Op.MoveCallee => "A2<B",
        Op.LoadConst => "A<k32",
        Op.LoadInt => "A<i32",
        Op.Unbind => "A",
        Op.CheckLocal => "A",
        Op.MakeCell => "A",
        Op.CopyFreeVars => "A,n",
        Op.LoadDeref => "A<B",
        Op.LoadDerefCallee => "A2<B",
        Op.StoreDeref => "A,B",
        Op.DeleteDeref => "A",
        Op.LoadClassDeref => "A<B,name",
        Op.LoadGlobal => "A<name",
        Op.LoadGlobalCallee => "A2<name",
        Op.StoreGlobal => "A,name",
        Op.DeleteGlobal => "-,name",
        Op.LoadName => "A<name",
        Op.StoreName => "A,name",
        Op.DeleteName => "-,name",
        Op.LoadClassGlobal => "A<name",
        Op.LoadLocals => "A",
        Op.GetAttr => "A<B.name",
        Op.SetAttr => "A.name<C",
        Op.DelAttr => "A.name",
        Op.LoadMethod => "A2<B.name",
        Op.LoadSuperAttr => "A<B3.name",
        Op.GetItem => "A<B,C",
        Op.GetItemK => "A<B,k",
        Op.SetItem => "A,B,C",
        Op.DelItem => "A,B",
        Op.GetSlice => "A<B,C2",
        Op.SetSlice => "A,B2,C",
        Op.BuildSlice => "A<B3",
        Op.Add => "A<B,C",
        Op.Sub => "A<B,C",
        Op.Mul => "A<B,C",
        Op.TrueDiv => "A<B,C",
        Op.FloorDiv => "A<B,C",
        Op.Mod => "A<B,C",
        Op.Pow => "A<B,C",
        Op.MatMul => "A<B,C",
        Op.LShift => "A<B,C",
        Op.RShift => "A<B,C",
        Op.And => "A<B,C",
        Op.Or => "A<B,C",
        Op.Xor => "A<B,C",
        Op.AddK => "A<B,k",
        Op.SubK => "A<B,k",
        Op.MulK => "A<B,k",
        Op.TrueDivK => "A<B,k",
        Op.FloorDivK => "A<B,k",
        Op.ModK => "A<B,k",
        Op.LShiftK => "A<B,k",
        Op.RShiftK => "A<B,k",
        Op.AndK => "A<B,k",
        Op.Neg => "A<B",
        Op.Pos => "A<B",
        Op.Invert => "A<B",
        Op.Not => "A<B",
        Op.Lt => "A<B,C",
        Op.Le => "A<B,C",
        Op.Eq => "A<B,C",
        Op.Ne => "A<B,C",
        Op.Gt => "A<B,C",
        Op.Ge => "A<B,C",
        Op.Is => "A<B,C",
        Op.In => "A<B,C",
        Op.Jump => "j32",
        Op.LoopHead => "-",
        Op.JumpIfTrue => "A,j32",
        Op.JumpIfFalse => "A,j32",
        Op.JumpIfNone => "A,j32",
        Op.JumpIfNotNone => "A,j32",
        Op.JumpIfLt => "A,B,j16",
        Op.JumpIfLe => "A,B,j16",
        Op.JumpIfEq => "A,B,j16",
        Op.JumpIfNe => "A,B,j16",
        Op.JumpIfGt => "A,B,j16",
        Op.JumpIfGe => "A,B,j16",
        Op.JumpIfLtK => "A,k,j16",
        Op.JumpIfLeK => "A,k,j16",
        Op.JumpIfEqK => "A,k,j16",
        Op.JumpIfNeK => "A,k,j16",
        Op.JumpIfGtK => "A,k,j16",
        Op.JumpIfGeK => "A,k,j16",
        Op.GetIter => "A<B",
        Op.ForLoop => "A<B,j16",
        Op.ForIter => "A<B",
        Op.Unpack => "An<B",
        Op.UnpackEx => "An<B",
        Op.BuildTuple => "A<Bn",
        Op.BuildList => "A<Bn",
        Op.BuildSet => "A<Bn",
        Op.BuildMap => "A<Bn",
        Op.BuildString => "A<Bn",
        Op.ListAppend => "A,B",
        Op.ListExtend => "A,B",
        Op.ListToTuple => "A<B",
        Op.SetAdd => "A,B",
        Op.SetUpdate => "A,B",
        Op.MapAdd => "A,B,C",
        Op.DictUpdate => "A,B",
        Op.DictMerge => "A,B,C",
        Op.FormatValue => "A<B,C",
        Op.Call => "A<Bn",
        Op.CallKw => "A<Bn",
        Op.CallEx => "A<B3",
        Op.Return => "A",
        Op.ReturnNone => "-",
        Op.Yield => "A<B",
        Op.GetYieldFromIter => "A<B",
        Op.GetAwaitable => "A<B",
        Op.Send => "A<B,C",
        Op.GetAIter => "A<B",
        Op.GetANext => "A<B",
        Op.EndAsyncFor => "A,j32",
        Op.PushExc => "A2",
        Op.PopExc => "A2",
        Op.Raise => "A,B",
        Op.Reraise => "A",
        Op.MatchExc => "A<B,C",
        Op.MatchExcStar => "A<B,C",
        Op.PrepReraiseStar => "A<B,C",
        Op.BeforeWith => "A2<B",
        Op.BeforeAsyncWith => "A2<B",
        Op.WithExit => "A<B,C",
        Op.ImportName => "A<B2,name",
        Op.ImportFrom => "A<B.name",
        Op.ImportStar => "A",
        Op.MakeFunction => "A<k",
        Op.LoadBuildClass => "A",
        Op.LoadAssertionError => "A",
        Op.SetupAnnotations => "-",
        Op.MatchSequence => "A<B",
        Op.MatchMapping => "A<B",
        Op.MatchKeys => "A<B,C",
        Op.MatchClass => "A<B,C",
        Op.GetLen => "A<B",
        Op.CopyMapWithout => "A<B,C",
        Op.PrintExpr => "A",
        Op.StopIterationError => "A",
        Op.MakeTypeParam => "A<B,C",
        Op.SetTypeParamDefault => "A,B",
        Op.MakeTypeAlias => "A<B3",
        Op.SubscriptGeneric => "A<B",
        Op.SetFunctionTypeParams => "A,B",
        Op.LoopEnter => "-",
        Op.ForEnter => "A<B,j16",
        _ => "",
    };
}
