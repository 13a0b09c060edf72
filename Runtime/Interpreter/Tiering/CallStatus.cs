namespace TieredPy.Runtime.Interpreter;

/// <summary>The outcome of a direct call of compiled code.</summary>
internal enum CallStatus
{
    /// <summary>It returned; the result is the call's.</summary>
    Returned,

    /// <summary>It returned a value that the call's result type can't hold, or assumptions changed meanwhile: the value is in <see cref="PyThread.Transfer"/>.</summary>
    Transferred,

    /// <summary>It raised; the exception is pending.</summary>
    Raised,

    /// <summary>Nothing was done: the interpreter must do the call.</summary>
    NotEntered,
}
