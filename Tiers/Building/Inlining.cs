using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which calls become part of the region.</summary>
internal static class Inlining
{
    /// <summary>The context of the body that a Call instruction enters, when it always enters the same one and its frame needs nothing special.</summary>
    public static ProfileNode? Callee(ProfileNode context, int pc, KindSet[] operands)
    {
        var callee = operands[0];
        if (callee.Single?.Object is PyType type)
        {
            if (Classes.Construction(type) is not { Init: { } init } || init.Code.IsGeneratorLike) return null;
            if (!Classes.Accepts(init, ArgumentCount(context, pc, operands) + 1)) return null;
            return Ready(context.Child(pc, init.Code));
        }
        var code = callee.Code;
        if (code == null || code.IsGeneratorLike) return null;
        var function = (PyFunction)callee.Kinds[0].Object!;
        // With several functions of one code, nothing about defaults is known.
        bool one = callee.Single != null;
        int count = ArgumentCount(context, pc, operands);
        if (count < 0 || (one ? !Classes.Accepts(function, count) : code.SimpleArgCount != count)) return null;
        return Ready(context.Child(pc, code));
    }

    /// <summary>
    /// The functions that a call of a few different ones enters, each with the context of its body, if that was seen; null when it isn't such a call.
    /// </summary>
    public static List<(PyFunction Function, ProfileNode? Child)>? Several(ProfileNode context, int pc, KindSet[] operands)
    {
        var callee = operands[0];
        if (callee.Overflowed || callee.Count < 2 || callee.Code != null) return null;
        int count = ArgumentCount(context, pc, operands);
        if (count < 0) return null;
        var all = new List<(PyFunction, ProfileNode?)>();
        foreach (var k in callee.Kinds)
        {
            if (k.Object is not PyFunction f || f.Code.IsGeneratorLike || !Classes.Accepts(f, count)) return null;
            all.Add((f, Ready(context.Child(pc, f.Code))));
        }
        return all;
    }

    private static ProfileNode? Ready(ProfileNode? child) => child is { Catches: false } && child.At[0] != null ? child : null;

    /// <summary>How many arguments the call passes, self included; -1 when that varies.</summary>
    public static int ArgumentCount(ProfileNode context, int pc, KindSet[] operands)
    {
        int n = context.Code.Code[pc].C;
        var self = operands[1];
        if (self.Tag == KindTag.Missing) return n;
        foreach (var k in self.Kinds)
            if (k.Tag == KindTag.Missing) return -1;
        return n + 1;
    }
}
