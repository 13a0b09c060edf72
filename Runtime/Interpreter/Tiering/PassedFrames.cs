namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// The frames of compiled code that <see cref="PyThread.Passing"/> has left, of which its traceback knows nothing as long as nobody may look at it: most
/// exceptions are forgotten where they are caught, and the frame objects, the entries and what the variables were are never asked for.
/// </summary>
internal abstract class PassedFrames
{
    /// <summary>Somebody may look: the traceback gets its entries. The frame that called the outermost one is the top one.</summary>
    public abstract void AddToTraceback(PyThread t);

    /// <summary>Nobody has looked, and nobody can any more.</summary>
    public abstract void Forget(PyThread t);
}
