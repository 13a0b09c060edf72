using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>pwd: the users.</summary>
[PyModule("pwd", Doc = "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword database entries are reported as 7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.")]
internal static unsafe partial class PwdModule
{
    private const int BufferSize = 1 << 16;
    private static readonly Lock Gate = new();
    private static PyType? structType;

    private static PyType Struct => structType ??= StructSequence.NewType("pwd.struct_passwd",
        ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"], -1,
        "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.");

    [PyModuleInit] private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("struct_passwd"), new Value(Struct));

    internal static Value Text(byte* p) => p == null ? Value.None : new Value(OsPath.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p)));

    private static Value Make(PasswordEntry* e) => StructSequence.Make(Struct,
        Text(e->Name), Text(e->Password), Value.Int(e->Uid), Value.Int(e->Gid), Text(e->Gecos), Text(e->Directory), Text(e->Shell));

    /// <summary>A user's or group's number; null when it is none that there can be.</summary>
    internal static uint? Id(Value v, string kind)
    {
        if (!Ops.HasIndex(v)) throw Err.TypeError($"{kind} should be integer, not {Ops.TypeName(v)}");
        var n = Args.Big(v);
        return n == -1 ? uint.MaxValue : n >= 0 && n <= uint.MaxValue ? (uint)n : null;
    }

    [PyFunction("getpwuid", Doc = "Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password database entries.")]
    private static Value GetPwUid(Value uid)
    {
        PasswordEntry e;
        PasswordEntry* found = null;
        byte* buffer = stackalloc byte[BufferSize];
        if (Id(uid, "uid") is { } id) _ = UsersLibc.getpwuid_r(id, &e, buffer, BufferSize, &found);
        return found != null ? Make(found) : throw Err.KeyError($"getpwuid(): uid not found: {Args.Big(uid)}");
    }

    [PyFunction("getpwnam", Doc = "Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password database entries.")]
    private static Value GetPwNam(PyStr name)
    {
        PasswordEntry e;
        PasswordEntry* found = null;
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* p = (byte[])[.. OsPath.FsBytes(new Value(name)), 0]) _ = UsersLibc.getpwnam_r(p, &e, buffer, BufferSize, &found);
        return found != null ? Make(found) : throw Err.KeyError($"getpwnam(): name not found: {Ops.Repr(new Value(name))}");
    }

    [PyFunction("getpwall", Doc = "Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on password database entries.")]
    private static Value GetPwAll()
    {
        var all = new PyList();
        lock (Gate)
        {
            UsersLibc.setpwent();
            PasswordEntry* e;
            while ((e = UsersLibc.getpwent()) != null) all.Append(Make(e));
            UsersLibc.endpwent();
        }
        return new Value(all);
    }
}

/// <summary>grp: the groups of users.</summary>
[PyModule("grp", Doc = "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the group database, in order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the group\n  mem    - list of members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of the groups they are in\naccording to the password database.  Check both databases to get\ncomplete membership information.)")]
internal static unsafe partial class GrpModule
{
    private const int BufferSize = 1 << 16;
    private static readonly Lock Gate = new();
    private static PyType? structType;

    private static PyType Struct => structType ??= StructSequence.NewType("grp.struct_group", ["gr_name", "gr_passwd", "gr_gid", "gr_mem"], -1,
        "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n");

    [PyModuleInit] private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("struct_group"), new Value(Struct));

    private static Value Make(GroupEntry* e)
    {
        var members = new PyList();
        for (var p = e->Members; p != null && *p != null; p++) members.Append(PwdModule.Text(*p));
        return StructSequence.Make(Struct, PwdModule.Text(e->Name), PwdModule.Text(e->Password), Value.Int(e->Gid), new Value(members));
    }

    [PyFunction("getgrgid", Doc = "Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError.")]
    private static Value GetGrGid([Kw] Value id)
    {
        GroupEntry e;
        GroupEntry* found = null;
        byte* buffer = stackalloc byte[BufferSize];
        if (PwdModule.Id(id, "gid") is { } n) _ = UsersLibc.getgrgid_r(n, &e, buffer, BufferSize, &found);
        return found != null ? Make(found) : throw Err.KeyError($"getgrgid(): gid not found: {Args.Big(id)}");
    }

    [PyFunction("getgrnam", Doc = "Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError.")]
    private static Value GetGrNam([Kw] PyStr name)
    {
        GroupEntry e;
        GroupEntry* found = null;
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* p = (byte[])[.. OsPath.FsBytes(new Value(name)), 0]) _ = UsersLibc.getgrnam_r(p, &e, buffer, BufferSize, &found);
        return found != null ? Make(found) : throw Err.KeyError($"getgrnam(): name not found: {Ops.Repr(new Value(name))}");
    }

    [PyFunction("getgrall", Doc = "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or '-' represents an instruction\nto use YP/NIS and may not be accessible via getgrnam or getgrgid.")]
    private static Value GetGrAll()
    {
        var all = new PyList();
        lock (Gate)
        {
            UsersLibc.setgrent();
            GroupEntry* e;
            while ((e = UsersLibc.getgrent()) != null) all.Append(Make(e));
            UsersLibc.endgrent();
        }
        return new Value(all);
    }
}
