using System.Reflection;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Ir;

/// <summary>Tells the kinds of things apart that operations name.</summary>
internal static class Namings
{
    /// <summary>Which kind of name a thing has.</summary>
    public static Naming KindOf(object thing) => thing switch
    {
        Type => Naming.Class,
        Shape => Naming.Shape,
        FieldInfo => Naming.Field,
        Kernel => Naming.Kernel,
        PyCode => Naming.Code,
        CallTarget => Naming.Function,
        Recording.ProfileNode => Naming.Context,
        _ => Naming.Object,
    };
}
