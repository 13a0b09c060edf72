using TieredPy.Runtime.Interpreter;

namespace TieredPy.Runtime.Modules.ContextVars;

/// <summary>A callable in C# that an event loop runs in a context, again and again: it takes no keywords, and guards its own way into Python code.</summary>
internal abstract class PyCallback(Shape shape) : PyObject(shape)
{
    /// <summary>The call; Error with the error pending, or a <see cref="PyException"/>.</summary>
    internal abstract Value Run(PyThread t, ReadOnlySpan<Value> args);

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) =>
        kw is { Length: > 0 } ? throw Err.TypeError("function takes no keyword arguments") : Run(PyThread.Current, args);
}
