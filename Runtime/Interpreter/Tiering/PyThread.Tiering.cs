namespace TieredPy.Runtime.Interpreter;

/// <summary>What compiled code keeps of a thread.</summary>
public sealed partial class PyThread
{
    /// <summary>Who sees each instruction of the loop that runs now; null when nothing is recorded.</summary>
    internal InstructionRecorder? Recorder;

    /// <summary>The numbers (ints and the bits of floats) that compiled code leaves behind at an exit.</summary>
    internal readonly long[] ExitNumbers = new long[1024];

    /// <summary>The references that compiled code leaves behind at an exit.</summary>
    internal readonly PyObject?[] ExitRefs = new PyObject?[1024];

    /// <summary>What the interpreter computed for compiled code.</summary>
    internal readonly Value[] Results = new Value[64];

    internal int ExitNumberCount, ExitRefCount;
}
