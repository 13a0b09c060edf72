namespace TieredPy.Runtime.Objects;

/// <summary>
/// The message of an exception, put together when somebody asks for it: most exceptions that programs catch in loops are never looked at.
/// </summary>
/// <param name="make">Makes the text of the two subjects, which can't have changed since: strs and types that aren't written in Python.</param>
internal sealed class DeferredMessage(Func<PyObject, PyObject, PyStr> make, PyObject first, PyObject second)
{
    public PyStr Text() => make(first, second);
}
