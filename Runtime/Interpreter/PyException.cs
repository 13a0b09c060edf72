namespace TieredPy.Runtime.Interpreter;

/// <summary>Carries a Python exception through C# frames. The interpreter catches it at its boundary; it never reaches the user.</summary>
public sealed class PyException : Exception
{
    public PyException(PyBaseException value) => Value = value;

    /// <summary>The Python exception object.</summary>
    public PyBaseException Value { get; }

    /// <summary>Whether an <c>except type</c> clause would catch it.</summary>
    public bool Is(PyType type) => Value.Type.IsSubtypeOf(type);

    public override string Message => $"{Value.Type.Name}: {Value}";
}
