using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// Follows the evaluation stack while a method is emitted and refuses the first instruction that doesn't fit. Invariants:
/// an instruction finds its operands on the stack with the kinds it takes; a class, struct or pointer fits what it is stored in or passed to;
/// all ways into a label have the same depth and kinds; a label that only later branches reach is entered with an empty stack;
/// a return leaves nothing behind; the end of the method isn't reached.
/// After an unconditional branch the stack is what the code there asks for, until a label is marked.
/// </summary>
internal sealed class StackVerifier
{
    /// <summary>How many instructions a message shows.</summary>
    private const int Remembered = 12;

    [ThreadStatic]
    private static StackVerifier? spare;

    private readonly (string Name, object? Operand)[] recent = new (string, object?)[Remembered];
    private StackType[] stack = new StackType[32];
    private int depth;
    private int emitted;
    private bool reachable;

    public static StackVerifier Rent()
    {
        var verifier = spare ?? new StackVerifier();
        spare = null;
        verifier.depth = 0;
        verifier.emitted = 0;
        verifier.reachable = true;
        return verifier;
    }

    /// <summary>Ends the method: its verifier serves the thread's next one.</summary>
    public void Return()
    {
        Array.Clear(recent);
        Array.Clear(stack);
        spare = this;
    }

    /// <summary>Names the instruction that the following calls are about.</summary>
    public void Begin(OpCode op, object? operand = null) => Remember(op.Name!, operand);

    public void Push(StackType type)
    {
        if (depth == stack.Length) Array.Resize(ref stack, depth * 2);
        stack[depth++] = type;
    }

    public void Push(Type type)
    {
        if (type != typeof(void)) Push(StackType.Of(type));
    }

    public StackType Pop()
    {
        if (depth > 0) return stack[--depth];
        if (reachable) Fail("the stack is empty");
        return StackType.Any;
    }

    /// <summary>Pops what is to be stored in a variable of the type.</summary>
    public void PopInto(Type type) => PopInto(StackType.Of(type));

    public void PopInto(StackType wanted)
    {
        var found = Pop();
        if (!found.FitsIn(wanted)) Wrong(wanted.ToString(), found);
    }

    /// <summary>Pops an index or a length: a 32-bit or native int.</summary>
    public void PopIndex()
    {
        var found = Pop();
        if (found.Kind is not (StackKind.Any or StackKind.Int32 or StackKind.Native)) Wrong("int32 or native", found);
    }

    /// <summary>Pops the address of a variable of the type.</summary>
    public void PopAddress(Type type)
    {
        var found = Pop();
        if (found.Kind is StackKind.Any or StackKind.Native) return;
        if (found.Kind != StackKind.ByRef || !Pointee(found.Type!, type)) Wrong(type.Name + "&", found);
    }

    /// <summary>Pops an object or an address that has members of the class or struct; a struct itself only where its member is just read.</summary>
    public void PopOwner(Type type, bool read)
    {
        if (!type.IsValueType)
        {
            PopInto(StackType.Object(type));
            return;
        }
        var found = Pop();
        if (read && found.Kind == StackKind.Struct && found.Type == type) return;
        if (found.Kind is StackKind.Any or StackKind.Native) return;
        if (found.Kind != StackKind.ByRef || found.Type != type) Wrong(type.Name + "&", found);
    }

    public void PopArray(Type element)
    {
        var found = Pop();
        if (found.Kind == StackKind.Any || found is { Kind: StackKind.Object, Type: null }) return;
        if (found.Kind != StackKind.Object || !found.Type!.IsSZArray || !Pointee(found.Type.GetElementType()!, element)) Wrong(element.Name + "[]", found);
    }

    public StackType PopArray()
    {
        var found = Pop();
        var isArray = found.Kind == StackKind.Any || found.Kind == StackKind.Object && (found.Type == null || found.Type.IsArray);
        if (!isArray) Wrong("an array", found);
        return found;
    }

    public StackType PopObject()
    {
        var found = Pop();
        if (found.Kind is not (StackKind.Any or StackKind.Object)) Wrong("an object", found);
        return found;
    }

    /// <summary>Pops what a branch may test: an int, a reference or a pointer.</summary>
    public void PopCondition()
    {
        var found = Pop();
        if (found.Kind is StackKind.Float or StackKind.Struct) Wrong("an int or a reference", found);
    }

    public StackType PopNumber(bool integer)
    {
        var found = Pop();
        var fits = found.Kind is StackKind.Any or StackKind.Int32 or StackKind.Int64 or StackKind.Native || !integer && found.Kind == StackKind.Float;
        if (!fits) Wrong(integer ? "an int" : "a number", found);
        return found;
    }

    /// <summary>Pops two numbers and pushes one; pointers may be moved where <paramref name="pointers"/> allows it.</summary>
    public void Arithmetic(bool integer, bool pointers = false)
    {
        var right = Pop();
        var left = Pop();
        if (left.Kind == StackKind.Any || right.Kind == StackKind.Any)
        {
            Push(left.Kind == StackKind.Any ? right : left);
            return;
        }
        var result = (left.Kind, right.Kind) switch
        {
            (StackKind.Int32, StackKind.Int32) or (StackKind.Int64, StackKind.Int64) => left,
            (StackKind.Float, StackKind.Float) when !integer => left,
            (StackKind.Native, StackKind.Native or StackKind.Int32) => left,
            (StackKind.Int32, StackKind.Native) => right,
            (StackKind.ByRef, StackKind.Native or StackKind.Int32) when pointers => left,
            (StackKind.ByRef, StackKind.ByRef) when pointers => StackType.Native,
            _ => StackType.Any,
        };
        if (result.Kind == StackKind.Any) Fail($"{left} and {right} don't go together");
        Push(result);
    }

    public void Shift()
    {
        PopIndex();
        Push(PopNumber(integer: true));
    }

    /// <summary>Pops two operands of a comparison; references only where they are compared for identity.</summary>
    public void Comparison(bool identity)
    {
        var right = Pop();
        var left = Pop();
        if (left.Kind == StackKind.Any || right.Kind == StackKind.Any) return;
        var fits = left.Kind switch
        {
            StackKind.Struct => false,
            StackKind.Object => identity && right.Kind == StackKind.Object,
            StackKind.Native => right.Kind is StackKind.Native or StackKind.Int32,
            StackKind.Int32 => right.Kind is StackKind.Native or StackKind.Int32,
            _ => left.Kind == right.Kind,
        };
        if (!fits) Fail($"{left} and {right} can't be compared so");
    }

    public void BranchTo(Label label)
    {
        if (!reachable) return;
        if (label.IsMarked) Match(label);
        else Meet(label);
    }

    /// <summary>What follows can't be reached but through a label.</summary>
    public void EndBlock()
    {
        depth = 0;
        reachable = false;
    }

    public void Mark(Label label)
    {
        Remember(label.Name + ":", null);
        if (reachable) Meet(label);
        var at = label.Stack ??= [];
        if (at.Length > stack.Length) stack = new StackType[at.Length * 2];
        at.CopyTo(stack, 0);
        depth = at.Length;
        reachable = true;
    }

    public void ReturnFrom(Type type)
    {
        if (type != typeof(void)) PopInto(type);
        if (depth != 0) Fail("a return leaves values on the stack");
        EndBlock();
    }

    /// <summary>Checks the end of the method.</summary>
    public void Finish()
    {
        if (!reachable) return;
        Remember("the end", null);
        Fail("the method ends without a return");
    }

    [DoesNotReturn]
    public void Fail(string problem)
    {
        var text = new StringBuilder();
        var (name, operand) = recent[(emitted - 1 + Remembered) % Remembered];
        text.Append(Show(name, operand)).Append(" (instruction ").Append(emitted).Append("): ").AppendLine(problem);
        text.Append("stack: ").AppendLine(Show(stack.AsSpan(0, depth)));
        text.Append("after:");
        for (var i = Math.Max(0, emitted - Remembered); i < emitted - 1; i++)
        {
            var (n, o) = recent[i % Remembered];
            text.AppendLine().Append("    ").Append(Show(n, o));
        }
        throw new EmissionException(text.ToString());
    }

    private static string Show(string name, object? operand) => operand switch
    {
        null => name,
        MemberInfo member => name + " " + Emit.NameOf(member),
        _ => name + " " + operand,
    };

    private static string Show(ReadOnlySpan<StackType> types)
    {
        if (types.Length == 0) return "empty";
        var text = new StringBuilder();
        foreach (var type in types) text.Append(text.Length == 0 ? "" : ", ").Append(type);
        return text.ToString();
    }

    /// <summary>Whether a variable of one type may be read or written as the other: alike for the CLI, or a subclass that is read as its base.</summary>
    private static bool Pointee(Type found, Type wanted) =>
        StackType.ByRef(found).FitsIn(StackType.ByRef(wanted)) || !found.IsValueType && wanted.IsAssignableFrom(found);

    private void Remember(string name, object? operand) => recent[emitted++ % Remembered] = (name, operand);

    [DoesNotReturn]
    private void Wrong(string wanted, StackType found)
    {
        Push(found);
        Fail($"takes {wanted}, but finds {found}");
    }

    /// <summary>The stack becomes one of those that reach a label that isn't marked.</summary>
    private void Meet(Label label)
    {
        if (label.Stack == null)
        {
            label.Stack = stack.AsSpan(0, depth).ToArray();
            return;
        }
        var at = label.Stack;
        if (at.Length != depth) Disagree(label);
        for (var i = 0; i < depth; i++)
            at[i] = stack[i].Join(at[i]) ?? Disagree(label);
    }

    /// <summary>The stack must fit the code that follows a marked label.</summary>
    private void Match(Label label)
    {
        var at = label.Stack!;
        if (at.Length != depth) Disagree(label);
        for (var i = 0; i < depth; i++)
            if (stack[i].Kind != StackKind.Any && at[i].Kind != stack[i].Kind || !stack[i].FitsIn(at[i])) Disagree(label);
    }

    [DoesNotReturn]
    private StackType Disagree(Label label)
    {
        Fail($"the stack at {label.Name} is {Show(label.Stack)} for another way in");
        return default;
    }
}
