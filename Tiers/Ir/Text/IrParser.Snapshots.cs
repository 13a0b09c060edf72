using System.Reflection;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Ir.Text;

/// <summary>Snapshots. Those with the same text are one, as an exit that several operations share is one.</summary>
internal sealed partial class IrParser
{
    private readonly Dictionary<string, Snapshot> snapshots = new(StringComparer.Ordinal);

    /// <summary>In the snapshot that is read: the value that a call left.</summary>
    private Node? transferred;

    private sealed record PendingFrame(PyCode Code, int Pc, FrameKind Kind, int Dst, int Aux, Pending? Function, Pending? Generator, List<(int Register, Pending? Value)> Registers, bool TakesClosure);

    private void TakeSnapshot(string keyword, Action<Snapshot> set)
    {
        Expect(keyword);
        int start = Peek.Start;
        transferred = null;
        var frames = new List<PendingFrame>();
        do frames.Add(Frame());
        while (Take('/'));
        var writes = TakeWrites();
        bool isLoopEntry = Take("entry"), isEnd = Take("end");
        string? context = null;
        var at = Peek;
        if (Take("in"))
        {
            at = Peek;
            context = Name();
        }
        string text = source[start..tokens[next - 1].End];
        later.Add(() =>
        {
            if (!snapshots.TryGetValue(text, out var s)) snapshots[text] = s = Make(frames, writes, isLoopEntry, isEnd, context, at);
            set(s);
        });
    }

    private PendingFrame Frame()
    {
        var at = Peek;
        var code = Thing<PyCode>(Naming.Code, Name(), at);
        Expect(':');
        int pc = Number();
        var (kind, dst, aux) = (default(FrameKind), 0, 0);
        Pending? function = null, generator = null;
        if (Take('('))
        {
            kind = Word<FrameKind>("a kind of frame");
            (dst, aux) = (Number(), Number());
            if (Take("of")) function = Operand();
            if (Take("body")) generator = Operand();
            Expect(')');
        }
        var registers = new List<(int, Pending?)>();
        Expect('[');
        bool takesClosure = Take("closure");
        while (!Take(']'))
        {
            int register = Number();
            Expect('=');
            registers.Add((register, Take('-') ? null : Operand()));
        }
        return new PendingFrame(code, pc, kind, dst, aux, function, generator, registers, takesClosure);
    }

    private List<(FieldInfo Field, Pending Object, Pending Value)> TakeWrites()
    {
        var writes = new List<(FieldInfo, Pending, Pending)>();
        if (!Take("writes")) return writes;
        Expect('(');
        while (!Take(')'))
        {
            var at = Peek;
            var field = Thing<FieldInfo>(Naming.Field, Name(), at);
            var o = Operand();
            Expect('=');
            writes.Add((field, o, Operand()));
        }
        return writes;
    }

    private Snapshot Make(List<PendingFrame> frames, List<(FieldInfo Field, Pending Object, Pending Value)> writes, bool isLoopEntry, bool isEnd, string? context, IrToken at)
    {
        var made = new Snapshot
        {
            Frames = [.. frames.Select(f => new FrameSnapshot
            {
                Code = f.Code,
                Pc = f.Pc,
                Kind = f.Kind,
                Dst = f.Dst,
                Aux = f.Aux,
                Function = f.Function is { } function ? Resolve(function) : null,
                Generator = f.Generator is { } generator ? Resolve(generator) : null,
                Registers = [.. f.Registers.Select(r => new RegisterValue(r.Register, r.Value is { } v ? Resolve(v) : null))],
                TakesClosure = f.TakesClosure,
            })],
            Writes = [.. writes.Select(w => new FieldWrite(Resolve(w.Object), w.Field, Resolve(w.Value)))],
        };
        return new Snapshot
        {
            Frames = made.Frames,
            Writes = made.Writes,
            IsLoopEntry = isLoopEntry,
            IsEnd = isEnd,
            Origin = context != null ? Thing<object>(Naming.Context, context, at) : symbols.Find(Naming.Context, symbols.PathOf(made)),
        };
    }
}
