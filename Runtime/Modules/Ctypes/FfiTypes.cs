using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>libffi's descriptions of types. A type is told as a code of one character, or, a structure, as a tuple (size, alignment, members).</summary>
internal static unsafe class FfiTypes
{
    private static readonly Dictionary<char, nint> Simple = [];
    private static readonly ConditionalWeakTable<PyTuple, StructDescription> Structures = [];

    public static FfiNative.Type* Of(Value description)
    {
        if (description.Ref is PyTuple t) return Structures.GetValue(t, static t => new StructDescription(t)).Pointer;
        char code = description.IsNone ? '\0' : ((PyStr)description.Ref!).ToString()[0];
        lock (Simple)
        {
            if (!Simple.TryGetValue(code, out nint type)) Simple[code] = type = SystemLibrary.Data(SystemLibrary.Ffi, "ffi_type_" + NameOf(code));
            return (FfiNative.Type*)type;
        }
    }

    private static string NameOf(char code) => code switch
    {
        '\0' => "void",
        'v' => "sint16",
        'c' or 'b' => "sint8",
        'B' or '?' => "uint8",
        'h' => "sint16",
        'H' => "uint16",
        'i' or 'u' => "sint32",
        'I' => "uint32",
        'l' or 'q' => "sint64",
        'L' or 'Q' => "uint64",
        'f' => "float",
        'd' => "double",
        'g' => "longdouble",
        _ => "pointer",
    };

    /// <summary>An ffi_type of a structure with its members, that lives as long as the tuple that tells of it.</summary>
    private sealed class StructDescription
    {
        public StructDescription(PyTuple t)
        {
            var members = (PyTuple)t[2].Ref!;
            Pointer = (FfiNative.Type*)NativeMemory.AllocZeroed((nuint)(sizeof(FfiNative.Type) + (members.Count + 1) * sizeof(nint)));
            Pointer->Size = (nuint)Ops.AsLong(t[0]);
            Pointer->Alignment = (ushort)Ops.AsLong(t[1]);
            Pointer->Kind = FfiNative.KindStruct;
            Pointer->Elements = (FfiNative.Type**)(Pointer + 1);
            for (int i = 0; i < members.Count; i++) Pointer->Elements[i] = Of(members[i]);
        }

        public FfiNative.Type* Pointer { get; }

        ~StructDescription() => NativeMemory.Free(Pointer);
    }
}
