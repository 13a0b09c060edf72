using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Uuid;

/// <summary>_uuid: identifiers made of the time and of the machine, over the system's libuuid.</summary>
[PyModule("_uuid")]
internal static unsafe partial class UuidModule
{
    [PyConstant("has_uuid_generate_time_safe")] private static long HasGenerateTimeSafe => 1;

    [PyModuleInit]
    private static void Init(PyModule m) => SystemLibrary.Require(SystemLibrary.Uuid, m.Name);

    [PyFunction("generate_time_safe", Signature = "($self, /)")]
    private static Value GenerateTimeSafe()
    {
        var id = new byte[16];
        int status;
        fixed (byte* to = id) status = uuid_generate_time_safe(to);
        return new Value(new PyTuple(new Value(PyBytes.Make(id)), Value.Int(status)));
    }

    /// <summary>0 when the identifier is unique among all processes of the machine.</summary>
    [LibraryImport(SystemLibrary.Uuid)] private static partial int uuid_generate_time_safe(byte* to);
}
