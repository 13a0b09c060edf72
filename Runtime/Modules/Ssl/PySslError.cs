namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>ssl.SSLError: an OSError that shows its message only.</summary>
[PyType("ssl.SSLError", Base = typeof(PyOSError), HasDict = true, Doc = "An error occurred in the SSL implementation.")]
internal partial class PySslError : PyOSError
{
    internal PySslError(Shape shape) : base(shape) { }

    public override Value Str() => StrError is { } s ? new Value(s) : new Value(Ops.Str(new Value(Args)));
}
