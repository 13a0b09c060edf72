using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// What exits leave behind, as a tree: each exit is a path to the root, where the code is left, and paths join where all that is still to be left behind is the
/// same. Values that many exits have come last in each of them, so that paths join early.
/// </summary>
internal sealed class ExitTree
{
    public Part Root { get; } = new(null);

    public void Add(ResumeData data, int exit, Label label)
    {
        var part = Root;
        for (int k = data.Left.Count - 1; k >= 0; k--) part = part.Behind(data.Left[k]);
        part.Exits.Add((exit, label));
    }

    /// <summary>An order of values for the exits of a region: the more exits have a value, the later it comes.</summary>
    public static Comparison<Node> OrderFor(Region region)
    {
        var uses = new int[region.NodeCount];
        var walk = new object();
        foreach (var b in region.Blocks)
        {
            Count(b.Exit);
            foreach (var n in b.Nodes)
            {
                Count(n.Exit);
                Count(n.AfterExit);
            }
        }
        return (a, b) => uses[a.Id] != uses[b.Id] ? uses[a.Id].CompareTo(uses[b.Id]) : b.Id.CompareTo(a.Id);

        void Count(Snapshot? exit)
        {
            if (exit == null || !exit.Meet(walk)) return;
            foreach (var n in exit.Values()) uses[n.Id]++;
        }
    }

    /// <summary>The paths that lead to a joint. Where little would be shared, what is behind a joint is repeated instead, and it is none.</summary>
    public static List<Path> PathsTo(Part joint) => PathsTo(joint, []);

    /// <summary>Values that may be repeated rather than shared by a joint, which takes a label, a branch and calls of its own.</summary>
    private const int MostRepeated = 8;

    private static List<Path> PathsTo(Part joint, List<Node> behind)
    {
        var paths = new List<Path>();
        foreach (var before in joint.Before)
        {
            var first = before;
            var values = new List<Node> { first.Value! };
            while (!first.IsJoint)
            {
                first = first.Before[0];
                values.Add(first.Value!);
            }
            values.Reverse();
            values.AddRange(behind);
            int meeting = first.Before.Count + Math.Min(first.Exits.Count, 1);
            if (meeting > 1 && (meeting - 1) * values.Count <= MostRepeated)
            {
                paths.AddRange(PathsTo(first, values));
                if (first.Exits.Count > 0) paths.Add(new Path(values, [], first.Exits));
            }
            else paths.Add(new Path(values, PathsTo(first), first.Exits));
        }
        return paths;
    }

    /// <param name="Values">What is left behind, in order.</param>
    /// <param name="Leading">The paths that lead to its beginning.</param>
    /// <param name="Exits">The exits that begin there.</param>
    internal sealed record Path(List<Node> Values, List<Path> Leading, List<(int Exit, Label Label)> Exits);

    /// <summary>A value that is left behind, before what is behind it; the root has none.</summary>
    internal sealed class Part(Node? value)
    {
        public Node? Value => value;

        /// <summary>What comes before it, in one exit or another.</summary>
        public List<Part> Before { get; } = [];

        /// <summary>The exits that begin with it.</summary>
        public List<(int Exit, Label Label)> Exits { get; } = [];

        /// <summary>Paths meet here, or begin.</summary>
        public bool IsJoint => Exits.Count > 0 || Before.Count != 1;

        public Part Behind(Node before)
        {
            foreach (var part in Before)
                if (part.Value == before) return part;
            var made = new Part(before);
            Before.Add(made);
            return made;
        }
    }
}
