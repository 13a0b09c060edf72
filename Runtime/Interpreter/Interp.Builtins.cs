using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The namespace of built-ins that functions use by default.</summary>
internal static unsafe partial class Interp
{
    internal static class Modules
    {
        private static PyDict? builtins;

        /// <summary>The dict of the builtins module.</summary>
        public static PyDict BuiltinsNamespace => builtins ??= BuiltinModuleLoader.Import("builtins")!.Dict;
    }

    /// <summary>The frame whose code called the running built-in.</summary>
    internal static Frame CallerFrame => PyThread.Current.TopFrame ?? throw Err.SystemError("no frame is running");

    /// <summary><c>globals()</c>.</summary>
    internal static Value Globals() => PyThread.Current.TopFrame is { } f ? new Value(f.Function.Globals) : Value.None;

    /// <summary><c>locals()</c>.</summary>
    internal static Value Locals() => FrameLocals.Locals(CallerFrame);
}
