using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Asyncio;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>The kernels that resume and suspend the bodies of generators, all small: RyuJIT inlines them.</summary>
internal static class BodyKernels
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Where the generator goes on; -1 when compiled code can't resume it.</summary>
    [MethodImpl(Inline)]
    public static long ResumePoint(PyGenerator g) => g.State == GeneratorState.Suspended && !g.OwnHandled && g.FrameObject == null ? g.Pc : -1;

    [MethodImpl(Inline)]
    public static bool IsGenerator(Value v) => v.Ref != null && v.Ref.GetType() == typeof(PyGenerator);

    /// <summary>From here on the generator counts as running: resuming it again is an error.</summary>
    [MethodImpl(Inline)]
    public static void Start(PyGenerator g)
    {
        g.State = GeneratorState.Running;
        g.Started = true;
    }

    [MethodImpl(Inline)]
    public static void Suspend(PyGenerator g, long pc)
    {
        g.Pc = (int)pc;
        g.State = GeneratorState.Suspended;
    }

    /// <summary>Suspends a generator whose next instruction, a Send, waits for a value in a register.</summary>
    [MethodImpl(Inline)]
    public static void SuspendDelegating(PyGenerator g, long pc, long receiver)
    {
        g.ReceiveReg = (int)receiver;
        g.Pc = (int)pc;
        g.State = GeneratorState.Suspended;
    }

    public static void WatchClosing(PyGenerator g) => g.WatchClosing();

    public static void Finish(PyGenerator g)
    {
        g.State = GeneratorState.Finished;
        g.Regs = [];
        g.ForgetClosing();
    }

    /// <summary>As <see cref="Finish"/> of a body that may not have been made: None then.</summary>
    public static void FinishIfMade(object o)
    {
        if (o is PyGenerator g) Finish(g);
    }

    [MethodImpl(Inline)]
    public static Value LoadRegister(Value[] registers, long r) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r);

    [MethodImpl(Inline)]
    public static void StoreInt(Value[] registers, long r, long v) => Reg.SetInt(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r), v);

    [MethodImpl(Inline)]
    public static void StoreFloat(Value[] registers, long r, double v) => Reg.SetFloat(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r), v);

    [MethodImpl(Inline)]
    public static void StoreBool(Value[] registers, long r, bool v) => Reg.SetBool(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r), v);

    [MethodImpl(Inline)]
    public static void StoreRef(Value[] registers, long r, PyObject v) => Reg.SetObject(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r), v);

    [MethodImpl(Inline)]
    public static void StoreValue(Value[] registers, long r, Value v) => Reg.Set(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(registers), (nint)r), v);

    // ---- what is awaited

    public static bool IsStarted(PyObject future) => ((PyFuture)future).LoopObject != null;

    public static PyFutureIterator AwaitFuture(PyObject future) => new((PyFuture)future);

    /// <summary>The future while it is pending; Done with its result in <see cref="PyThread.StopValue"/>; Error with its exception pending.</summary>
    public static Value StepFuture(PyFutureIterator it)
    {
        try { return it.Step(); } catch (Exception e) { return Interp.Failed(e); }
    }

    /// <summary>The value of what was delegated to, which has ended.</summary>
    public static Value TakeStopValue(PyThread t)
    {
        var v = t.StopValue;
        t.StopValue = Value.None;
        return v;
    }

    /// <summary>The event loop knows the async generator, or has been told of it.</summary>
    public static bool HasHooks(PyAsyncGenerator g) => g.HooksInited;

    public static PyAsyncGenASend NewASend(PyAsyncGenerator g) => new(g, Value.None);
}
