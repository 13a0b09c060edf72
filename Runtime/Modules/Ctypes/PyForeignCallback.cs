namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>A function of C that calls a Python one: with the address of the result, and a tuple of those of the arguments.</summary>
[PyType("_ctypes._Callback", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PyForeignCallback : PyObject
{
    private readonly Value callable;
    private readonly Value[] kinds;
    private readonly byte* cif;
    private readonly void* closure;
    private readonly GCHandle self;

    public PyForeignCallback(Value callable, Value result, PyTuple arguments) : base(TypeObject.RootShape)
    {
        this.callable = callable;
        int count = arguments.Count;
        kinds = arguments.AsSpan().ToArray();
        cif = (byte*)NativeMemory.AllocZeroed((nuint)(FfiNative.CifSize + count * sizeof(nint)));
        var types = (FfiNative.Type**)(cif + FfiNative.CifSize);
        for (int i = 0; i < count; i++) types[i] = FfiTypes.Of(kinds[i]);
        void* code;
        closure = FfiNative.ffi_closure_alloc(FfiNative.ClosureSize, &code);
        if (closure == null) throw Err.MemoryError();
        self = GCHandle.Alloc(this, GCHandleType.Weak);
        if (FfiNative.ffi_prep_cif(cif, FfiNative.DefaultAbi, (uint)count, FfiTypes.Of(result), types) != 0
            || FfiNative.ffi_prep_closure_loc(closure, cif, &Invoke, GCHandle.ToIntPtr(self), code) != 0)
            throw Err.RuntimeError("ffi_prep_closure failed");
        Address = (long)code;
    }

    [PyMember("address")] internal long Address { get; }

    [UnmanagedCallersOnly]
    private static void Invoke(void* cif, void* result, void** arguments, nint data)
    {
        if (GCHandle.FromIntPtr(data).Target is not PyForeignCallback f) return;
        var addresses = new Value[f.kinds.Length];
        for (int i = 0; i < addresses.Length; i++) addresses[i] = Value.Int((long)arguments[i]);
        try
        {
            Ops.Call(f.callable, Value.Int((long)result), new Value(new PyTuple(addresses)));
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, f.callable, "Exception ignored on calling ctypes callback function");
        }
        catch (Exception e) when (NativeFaults.Translate(e) is { } translated)
        {
            Unraisable.Write(translated, f.callable, "Exception ignored on calling ctypes callback function");
        }
    }

    ~PyForeignCallback()
    {
        if (closure != null) FfiNative.ffi_closure_free(closure);
        NativeMemory.Free(cif);
        if (self.IsAllocated) self.Free();
    }
}
