namespace TieredPy.Runtime.Modules;

/// <summary>The struct sequence types of sys, and how such types are made: tuples whose items have names (structseq.c).</summary>
internal static class StructSequences
{
    private static PyType? versionInfo, flags, floatInfo, intInfo, hashInfo, threadInfo, asyncGenHooks;

    public static PyType VersionInfo => versionInfo ??= StructSequence.NewType("sys.version_info", ["major", "minor", "micro", "releaselevel", "serial"]);

    public static PyType Flags => flags ??= StructSequence.NewType("sys.flags",
        ["debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose",
         "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits"]);

    public static PyType FloatInfo => floatInfo ??= StructSequence.NewType("sys.float_info",
        ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"]);

    public static PyType IntInfo => intInfo ??= StructSequence.NewType("sys.int_info",
        ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"]);

    public static PyType HashInfo => hashInfo ??= StructSequence.NewType("sys.hash_info",
        ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"]);

    public static PyType ThreadInfo => threadInfo ??= StructSequence.NewType("sys.thread_info", ["name", "lock", "version"]);

    public static PyType AsyncGenHooks => asyncGenHooks ??= StructSequence.NewType("sys.asyncgen_hooks", ["firstiter", "finalizer"]);

    public static Value Make(PyType type, params Value[] values) => StructSequence.Make(type, values);
}
