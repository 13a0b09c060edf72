using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>The objects that an entry refers to, each once, by what names them in another process.</summary>
internal sealed class LinkWriter
{
    private readonly CacheWriter body = new();

    /// <summary>The number of each object that was asked for; -1 for those that have no name.</summary>
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);

    private int count;

    /// <summary>The code objects among them.</summary>
    public HashSet<PyCode> Codes { get; } = [];

    /// <summary>Objects that have no name.</summary>
    public int Refused { get; private set; }

    public void WriteTo(CacheWriter w)
    {
        w.Number(count);
        w.Bytes(body.Written);
    }

    /// <summary>The number of an object; -1 when nothing names it.</summary>
    public int Of(object o)
    {
        if (numbers.TryGetValue(o, out int n)) return n;
        bool written = o switch
        {
            PyCode code => Code(code),
            Type c => Class(c),
            Shape s => Shape(s),
            PyModule m => Module(m),
            PyMethodDescriptor or PyWrapperDescriptor => Member((PyDescriptor)o),
            PyObject named => Named(named),
            _ => false,
        };
        if (!written) Refused++;
        return numbers[o] = written ? count++ : -1;
    }

    /// <summary>The number of a function: by its name, or else as one with the same code and globals.</summary>
    public int OfFunction(PyFunction f)
    {
        int n = Of(f);
        if (n >= 0 || f.HasClosure || f.Defaults != null || f.KwDefaults != null || NamedObjects.ModuleOf(f.Globals) is not { } module) return n;
        int code = Of(f.Code);
        body.Byte((byte)LinkTag.StandIn);
        body.Number(code);
        body.Text(module);
        return numbers[f] = count++;
    }

    /// <summary>The number of what takes a generator in a built-in's place; -1 when the generator's code isn't among those that it was seen to resume.</summary>
    public int OfConsumer(ProfileNode hidden)
    {
        foreach (var child in hidden.Children)
        {
            if (child.Code.Consumers is not { } bodies || Array.FindIndex(bodies, b => b?.Code == hidden.Code) is not (>= 0 and var which)) continue;
            int code = Of(child.Code);
            body.Byte((byte)LinkTag.Consumer);
            body.Number(code);
            body.Number(which);
            return numbers[hidden.Function] = count++;
        }
        return -1;
    }

    private bool Code(PyCode code)
    {
        Codes.Add(code);
        body.Byte((byte)LinkTag.Code);
        body.Fixed64(CodeKey.Of(code));
        return true;
    }

    private bool Class(Type c)
    {
        int number = NamedObjects.NumberOf(c);
        if (number < 0 && (c.FullName is not { } full || NamedObjects.Class(full) != c)) return false;
        body.Byte((byte)LinkTag.Class);
        body.Number(number + 1);
        if (number < 0) body.Text(c.FullName!);
        return true;
    }

    private bool Module(PyModule m)
    {
        if (m.Name is var name && NamedObjects.Module(name) != m) return false;
        body.Byte((byte)LinkTag.Module);
        body.Text(name);
        return true;
    }

    private bool Named(PyObject o)
    {
        if (o is PyType { IsHeap: false } type && NamedObjects.Unnamed(type) is >= 0 and var number)
        {
            body.Byte((byte)LinkTag.UnexportedType);
            body.Number(number);
            return true;
        }
        if (o is not (PyFunction or PyType or PyBuiltinFunction) || !NamedObjects.TryName(o, out string module, out string path, out var wrapping)) return false;
        int code = o is PyFunction f ? Of(f.Code) : -1;
        body.Byte((byte)LinkTag.Named);
        body.Text(module);
        body.Text(path);
        body.Byte((byte)wrapping);
        body.Number(code + 1);
        return true;
    }

    private bool Member(PyDescriptor d)
    {
        int owner = Of(d.Owner);
        if (owner < 0 || !ReferenceEquals(d.Owner.Dict.TryGetPlain(PyStr.Intern(d.Name)).Ref, d)) return false;
        body.Byte((byte)LinkTag.Member);
        body.Number(owner);
        body.Text(d.Name);
        return true;
    }

    private bool Shape(Shape s)
    {
        var names = new Stack<string>();
        var root = s;
        for (; root.Parent is { } parent; root = parent) names.Push(root.Name?.ToString() ?? "");
        int type = Of(s.Type);
        if (type < 0 || LinkReader.RootOf(s.Type, root.DictMode, root.Reserved) != root) return false;
        body.Byte((byte)LinkTag.Shape);
        body.Number(type);
        body.Flag(root.DictMode);
        body.Number(root.Reserved);
        body.Number(names.Count);
        foreach (string name in names) body.Text(name);
        return true;
    }
}
