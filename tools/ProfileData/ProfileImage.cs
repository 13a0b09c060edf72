using System.IO.Compression;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TieredPy.ProfileData;

/// <summary>
/// Writes the profile in the form that crossgen2 reads (<c>--mibc</c>): an assembly whose methods are never run; their IL lists methods and counters. See
/// MIbcProfileParser in the runtime's ILCompiler.ReadyToRun for the grammar.
/// </summary>
internal sealed class ProfileImage
{
    private const int AllFields = 0xF;
    private const int UnknownHandle = 1;

    private readonly ModuleDefinition module;
    private readonly Dictionary<string, ILProcessor> groups = [];
    private readonly MethodTable table;
    private readonly string name;

    public ProfileImage(string name, MethodTable table)
    {
        this.name = name;
        this.table = table;
        var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0)), name, ModuleKind.Dll);
        module = assembly.MainModule;
    }

    public int Methods { get; private set; }

    public void Add(MethodReference method, MethodRecord record)
    {
        var il = Group(method.Module.Assembly.Name.Name);
        il.Emit(OpCodes.Ldtoken, module.ImportReference(method));
        il.Emit(OpCodes.Ldstr, "InstrumentationDataStart");
        foreach (var entry in record.Entries) Add(il, entry);
        il.Emit(OpCodes.Ldstr, "InstrumentationDataEnd");
        il.Emit(OpCodes.Pop);
        Methods++;
    }

    private void Add(ILProcessor il, CounterEntry entry)
    {
        il.Emit(OpCodes.Ldc_I4, AllFields);
        il.Emit(OpCodes.Ldc_I4, entry.IlOffset);
        il.Emit(OpCodes.Ldc_I4, entry.Kind);
        il.Emit(OpCodes.Ldc_I4, entry.Count);
        il.Emit(OpCodes.Ldc_I4, entry.Other);
        foreach (long number in entry.Numbers)
        {
            if (number <= int.MaxValue) il.Emit(OpCodes.Ldc_I4, (int)number);
            else il.Emit(OpCodes.Ldc_I8, number);
        }
        // The methods behind delegates aren't looked up: they are unknown ones.
        foreach (string handle in entry.Handles)
        {
            if (handle == "NULL") il.Emit(OpCodes.Ldc_I4, 0);
            else if (entry.HasTypes && table.FindType(handle) is { HasGenericParameters: false } type) il.Emit(OpCodes.Ldtoken, module.ImportReference(type));
            else il.Emit(OpCodes.Ldc_I4, UnknownHandle);
        }
    }

    private ILProcessor Group(string assembly)
    {
        if (groups.TryGetValue(assembly, out var il)) return il;
        return groups[assembly] = Method($"Assemblies_{assembly};_{groups.Count + 1}");
    }

    private ILProcessor Method(string methodName)
    {
        var made = new MethodDefinition(methodName, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        module.Types[0].Methods.Add(made);
        return made.Body.GetILProcessor();
    }

    public void Save(string path)
    {
        var directory = Method("AssemblyDictionary");
        foreach (var (assembly, il) in groups)
        {
            il.Emit(OpCodes.Ret);
            directory.Emit(OpCodes.Ldstr, assembly + ";");
            directory.Emit(OpCodes.Ldtoken, il.Body.Method);
            directory.Emit(OpCodes.Pop);
        }
        directory.Emit(OpCodes.Ret);
        using var image = new MemoryStream();
        module.Write(image, new WriterParameters { DeterministicMvid = true, Timestamp = 0 });
        image.Position = 0;
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        var entry = zip.CreateEntry(name + ".dll", CompressionLevel.SmallestSize);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        image.CopyTo(stream);
    }
}
