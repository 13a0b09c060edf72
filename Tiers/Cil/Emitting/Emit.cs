using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// Emits one dynamic method, in the shape of Kevin Montrose's Sigil: a method an instruction, labels and locals as objects, and (where
/// <see cref="Emission.Verified"/>) a stack that is followed, so that the first wrong instruction is refused and not the finished method.
/// Operands are taken from the stack in the order in which they were pushed: <c>a; b; Subtract()</c> is a - b.
/// One thread at a time.
/// </summary>
internal partial class Emit
{
    private readonly MethodText text;
    private readonly Module owner;
    private readonly Type returnType;
    private readonly Type[] parameterTypes;
    private readonly StackVerifier stack;
    private readonly StringBuilder? listing;
    private readonly List<Label> labels = [];
    private bool isSealed;

    private protected Emit(string name, Type returnType, Type[] parameterTypes, Module owner, bool listing)
    {
        this.returnType = returnType;
        this.parameterTypes = parameterTypes;
        this.owner = owner;
        Name = name;
        text = new MethodText(returnType, parameterTypes);
        stack = Emission.Verified ? StackVerifier.Rent() : null!;
        this.listing = listing ? new StringBuilder() : null;
    }

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>The instructions emitted so far.</summary>
    public int InstructionCount { get; private set; }

    public int LocalCount { get; private set; }

    /// <summary>Loads and stores of locals and arguments so far: RyuJIT stops optimising a method that has more than 8,000.</summary>
    public int VariableAccessCount { get; private set; }

    /// <summary>Labels defined so far, about the number of basic blocks: RyuJIT stops optimising a method that has more than 2,000.</summary>
    public int LabelCount => labels.Count;

    /// <summary>What the method's object constants are in; it lives as long as the compiled method.</summary>
    public ConstantTable Constants { get; } = new();

    /// <summary>Begins a method that may use internal and private members.</summary>
    /// <param name="owner">The module whose code it counts as.</param>
    /// <param name="listing">Whether <see cref="Instructions"/> is wanted.</param>
    public static Emit NewDynamicMethod(Type returnType, Type[] parameterTypes, string name, Module owner, bool listing = false) =>
        new(name, returnType, parameterTypes, owner, listing);

    /// <summary>Declares a local. <c>InitLocals</c> is off: it has no value until it is stored.</summary>
    public Local DeclareLocal(Type type, string? name = null)
    {
        var local = new Local(this, type, text.DeclareLocal(type, pinned: false), name);
        LocalCount++;
        return local;
    }

    /// <summary>Declares a managed pointer to a variable of the type; while it points into an object, the collector doesn't move that.</summary>
    public Local DeclarePinned(Type type)
    {
        LocalCount++;
        type = type.MakeByRefType();
        return new Local(this, type, text.DeclareLocal(type, pinned: true), null);
    }

    public Local DeclareLocal<T>(string? name = null) => DeclareLocal(typeof(T), name);

    public Label DefineLabel(string? name = null)
    {
        var label = new Label(this, text.DefineLabel(), name);
        labels.Add(label);
        return label;
    }

    /// <summary>Puts the label here.</summary>
    public Emit MarkLabel(Label label)
    {
        if (Emission.Verified)
        {
            Own(label);
            if (label.IsMarked) stack.Fail($"{label.Name} was marked before");
            stack.Mark(label);
        }
        label.IsMarked = true;
        text.Add(default, CilOperand.Mark, label.Index);
        listing?.Append(label.Name).Append(':').AppendLine();
        return this;
    }

    /// <summary>Says that the reference on the stack is of the class, which the caller knows (a guard checked it). No instruction.</summary>
    public Emit AssumeClass(Type type)
    {
        if (Emission.Verified)
        {
            stack.PopObject();
            stack.Push(StackType.Object(type));
        }
        return this;
    }

    public Emit AssumeClass<T>()
        where T : class => AssumeClass(typeof(T));

    /// <summary>Says that the address on the stack is that of a variable laid out as the type. No instruction.</summary>
    public Emit AssumeAddress(Type type)
    {
        if (Emission.Verified)
        {
            if (stack.Pop().Kind is not (StackKind.ByRef or StackKind.Native or StackKind.Any)) stack.Fail("AssumeAddress finds no address");
            stack.Push(StackType.ByRef(type));
        }
        return this;
    }

    /// <summary>Ends the method and compiles it to machine code, on this thread.</summary>
    /// <param name="isKept">Code that was made ahead of time will do.</param>
    public CompiledMethod Compile(bool isKept = true)
    {
        Seal();
        return (isKept ? CodeLibrary.Current : null)?.Find(Name, text, Constants, InstructionCount) ?? new CompiledMethod(Write(), Constants, InstructionCount);
    }

    /// <summary>Ends the method without having it compiled.</summary>
    public void Rehearse()
    {
        Seal();
        CodeLibrary.Current?.Rehearse(text);
    }

    /// <summary>The instructions as text, one a line.</summary>
    public string Instructions() =>
        listing?.ToString() ?? throw new InvalidOperationException("the method was begun without a listing");

    private protected Delegate CreateDelegate(Type type)
    {
        Seal();
        return Write().CreateDelegate(type);
    }

    private DynamicMethod Write()
    {
        var method = new DynamicMethod(Name, returnType, parameterTypes, owner, skipVisibility: true) { InitLocals = false };
        text.WriteTo(method.GetILGenerator(1024), method, WriteConstant);
        return method;
    }

    private static readonly MethodInfo MethodTableOf = typeof(System.Runtime.CompilerServices.RuntimeHelpers).GetMethod("GetMethodTable", BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>A dynamic method has the address in its code, of an object that of its slot.</summary>
    private void WriteConstant(ILGenerator il, CilInstruction i)
    {
        if (i.Kind == CilOperand.Class)
        {
            // One call for RyuJIT to look at; GetType() == typeof(C) are three. The classes are never unloaded, so neither are their method tables.
            il.Emit(OpCodes.Call, MethodTableOf);
            il.Emit(OpCodes.Ldc_I8, ((Type)i.Object!).TypeHandle.Value);
            il.Emit(OpCodes.Ceq);
            return;
        }
        il.Emit(OpCodes.Ldc_I8, i.Kind == CilOperand.Address ? text.Addresses[(int)i.Number] : Constants.AddressOf((int)i.Number));
        il.Emit(OpCodes.Conv_I);
        if (i.Kind == CilOperand.Constant) il.Emit(OpCodes.Ldind_Ref);
    }

    private void Seal()
    {
        if (isSealed) return;
        isSealed = true;
        if (!Emission.Verified) return;
        stack.Finish();
        foreach (var label in labels)
            if (label.Stack != null && !label.IsMarked) throw new EmissionException($"{label.Name} is branched to but was never marked");
        stack.Return();
    }

    private void Own(Label label)
    {
        if (label.Owner != this) stack.Fail($"{label.Name} is a label of another method");
    }

    private void Own(Local local)
    {
        if (local.Owner != this) stack.Fail($"{local.Name} is a local of another method");
    }

    private Emit Write(OpCode op)
    {
        InstructionCount++;
        if (listing != null) List(op, null);
        text.Add(op);
        return this;
    }

    private Emit Write(OpCode op, Type type)
    {
        InstructionCount++;
        if (listing != null) List(op, type.Name);
        text.Add(op, CilOperand.Type, 0, type);
        return this;
    }

    private Emit Write(OpCode op, FieldInfo field)
    {
        InstructionCount++;
        if (listing != null) List(op, NameOf(field));
        text.Add(op, CilOperand.Field, 0, field);
        return this;
    }

    private Emit Write(OpCode op, MethodInfo called)
    {
        InstructionCount++;
        if (listing != null) List(op, NameOf(called));
        text.Add(op, CilOperand.Method, 0, called);
        return this;
    }

    private Emit Write(OpCode op, Label label)
    {
        InstructionCount++;
        if (listing != null) List(op, label.Name);
        text.Add(op, CilOperand.Label, label.Index);
        return this;
    }

    private void List(OpCode op, object? operand)
    {
        listing!.Append("    ").Append(op.Name);
        if (operand != null) listing.Append(' ').Append(operand);
        listing.AppendLine();
    }

    /// <summary>A member as listings and messages show it.</summary>
    internal static string NameOf(MemberInfo member) => member is Type ? member.Name : member.DeclaringType?.Name + "::" + member.Name;
}
