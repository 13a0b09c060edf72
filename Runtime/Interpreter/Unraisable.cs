using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Exceptions that nobody can catch (in finalizers, callbacks): reported through <c>sys.unraisablehook</c>.</summary>
internal static class Unraisable
{
    private static PyType? argsType;

    private static PyType ArgsType => argsType ??= StructSequence.NewType("sys.UnraisableHookArgs",
        ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"]);

    /// <summary>Hands an exception to the hook. <paramref name="message"/>: what was going on ("Exception ignored in").</summary>
    public static void Write(PyBaseException e, Value obj, string? message = null)
    {
        var args = StructSequence.Make(ArgsType, new Value(e.Type), new Value(e), e.Traceback == null ? Value.None : new Value(e.Traceback),
            message == null ? Value.None : new Value(PyStr.Of(message)), obj.IsMissing ? Value.None : obj);
        try
        {
            var hook = SysState.TryGet("unraisablehook");
            if (hook.IsMissingOrNone) Report(args);
            else Ops.Call(hook, args);
        }
        catch (PyException x)
        {
            TracebackPrinter.Print(x.Value);
        }
    }

    /// <summary>The default hook: prints to sys.stderr.</summary>
    public static void Report(Value args)
    {
        if (!ReferenceEquals(args.Type, ArgsType)) throw Err.TypeError("sys.unraisablehook argument type must be UnraisableHookArgs");
        string Part(string n) => Ops.Str(Ops.GetAttr(args, n)).ToString();
        var stderr = SysState.TryGet("stderr");
        if (stderr.IsMissingOrNone) return;
        void WriteText(string s) => Ops.CallMethod(stderr, "write", new Value(PyStr.Of(s)));
        var obj = Ops.GetAttr(args, "object");
        var message = Ops.GetAttr(args, "err_msg");
        if (!obj.IsNone)
        {
            string repr;
            try
            {
                repr = Ops.Repr(obj).ToString();
            }
            catch (PyException)
            {
                repr = "<object repr() failed>";
            }
            WriteText($"{(message.IsNone ? "Exception ignored in" : Part("err_msg"))}: {repr}\n");
        }
        else if (!message.IsNone) WriteText($"{Part("err_msg")}:\n");
        if (Ops.GetAttr(args, "exc_value").Ref is PyBaseException e)
            WriteText(TracebackPrinter.FormatUnraisable(e, Ops.GetAttr(args, "exc_traceback").Ref as PyTraceback));
        Ops.CallMethod(stderr, "flush");
    }
}
