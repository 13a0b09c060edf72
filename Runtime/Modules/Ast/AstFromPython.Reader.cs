namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

internal sealed partial class AstFromPython
{
    /// <summary>Reads the fields of one node object.</summary>
    private readonly struct Reader(AstFromPython owner, Value node, NodeKind kind)
    {
        public NodeKind Kind => kind;

        public Expr Expression(string field) => Required(field, owner.Expr);

        public Expr? OptionalExpression(string field) => Optional(field, owner.Expr);

        public Expr[] Expressions(string field) => List(field, owner.Expr);

        public Stmt[] Statements(string field) => List(field, owner.Stmt);

        public Pattern[] Patterns(string field) => List(field, owner.Pattern);

        public Keyword[] Keywords() => List("keywords", owner.Keyword);

        public Comprehension[] Comprehensions() => List("generators", owner.Generator);

        public TypeParam[] TypeParams() => List("type_params", owner.TypeParam);

        public Arguments Arguments() => Required("args", owner.ArgumentsOf);

        public Cmpop[] Comparisons()
        {
            var classes = owner.classes;
            return List("ops", v => (Cmpop)classes.Of<Cmpop>().IndexOf(v));
        }

        public ExprContext Context() => (ExprContext)Member<ExprContext>("ctx");

        public string Name(string field) => Required(field, Identifier);

        public string? OptionalName(string field) => Optional(field, Identifier);

        public string Text(string field) => Required(field, String);

        public string? OptionalText(string field) => Optional(field, String);

        /// <summary>The number of the member of an enumeration that the field holds.</summary>
        public int Member<T>(string field) where T : struct, Enum => owner.classes.Of<T>().IndexOf(Existing(field));

        public int Int(string field) => ToInt(Existing(field));

        public int OptionalInt(string field)
        {
            var v = Get(node, field);
            return v.IsMissingOrNone ? 0 : ToInt(v);
        }

        public object? Constant(string field) => ToConstant(Existing(field));

        public T Required<T>(string field, Func<Value, T?> convert) where T : class
        {
            var v = Existing(field);
            return Nested(v, convert) ?? throw Err.ValueError($"field '{field}' is required for {NodeClasses.NameOf(kind)}");
        }

        public T? Optional<T>(string field, Func<Value, T?> convert) where T : class
        {
            var v = Get(node, field);
            return v.IsMissingOrNone ? null : Nested(v, convert);
        }

        /// <summary>A list field; what converts to null stays null.</summary>
        public T[] List<T>(string field, Func<Value, T?> convert)
        {
            var v = Get(node, field);
            if (v.IsMissing) return [];
            if (v.Ref is not PyList list) throw Err.TypeError($"{NodeClasses.NameOf(kind)} field \"{field}\" must be a list, not a {Ops.TypeName(v)}");
            var items = new T[list.Count];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = Nested(list[i], convert)!;
                if (list.Count != items.Length) throw Err.RuntimeError($"{NodeClasses.NameOf(kind)} field \"{field}\" changed size during iteration");
            }
            return items;
        }

        private Value Existing(string field)
        {
            var v = Get(node, field);
            return v.IsMissing ? throw Err.TypeError($"required field \"{field}\" missing from {NodeClasses.NameOf(kind)}") : v;
        }

        private T? Nested<T>(Value v, Func<Value, T?> convert)
        {
            if (++owner.depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
                throw Err.RecursionError($"maximum recursion depth exceeded while traversing '{NodeClasses.SumOf(kind)}' node");
            var made = convert(v);
            owner.depth--;
            return made;
        }

        /// <summary>The place of a node, as one; an end that is missing or None is the start where the grammar has it optional.</summary>
        public static Node Place(Value node, string sum, bool optionalEnd)
        {
            int line = Required("lineno"), col = Required("col_offset");
            return new Pass().At(line, col, End("end_lineno", line), End("end_col_offset", col));

            int Required(string name) => Get(node, name) is { IsMissing: false } v ? ToInt(v) : throw Err.TypeError($"required field \"{name}\" missing from {sum}");

            int End(string name, int start)
            {
                if (!optionalEnd) return Required(name);
                var v = Get(node, name);
                return v.IsMissingOrNone ? start : ToInt(v);
            }
        }

        public static string? Identifier(Value v)
        {
            if (v.IsNone) return null;
            return v.Ref is PyStr { IsExact: true } s ? s.ToString() : throw Err.TypeError("AST identifier must be of type str");
        }

        private static string? String(Value v)
        {
            if (v.IsNone) return null;
            if (v.Ref is PyBytes b) return System.Text.Encoding.Latin1.GetString(b.AsSpan());
            return v.Ref is PyStr { IsExact: true } s ? s.ToString() : throw Err.TypeError("AST string must be of type str");
        }

        private static Value Get(Value node, string name) => Ops.TryGetAttr(node, PyStr.Intern(name), out var v) ? v : Value.Missing;

        private static int ToInt(Value v)
        {
            if (!IntOps.TryGetBig(v, out var i)) throw Err.ValueError($"invalid integer value: {Ops.Repr(v)}");
            return i >= int.MinValue && i <= int.MaxValue ? (int)i : throw Err.OverflowError("Python int too large to convert to C int");
        }
    }

    /// <summary>A constant as the compiler has it; an object that cannot be one is left for the validator.</summary>
    private static object? ToConstant(Value v)
    {
        if (v.IsInt) return v.Bits;
        if (v.IsFloat) return v.AsFloat;
        switch (v.Ref)
        {
            case PyNone: return null;
            case PyBool: return v.IsTrue;
            case PyEllipsis: return EllipsisConst.Instance;
            case PyBigInt b when b.GetType() == typeof(PyBigInt): return b.Big;
            case PyStr { IsExact: true } s: return s.IsWide ? s.Wide : s.Chars;
            case PyBytes b when v.Type == PyBytes.TypeObject: return b.AsSpan().ToArray();
            case PyComplex c when v.Type == PyComplex.TypeObject: return new System.Numerics.Complex(c.Real, c.Imag);
            case PyTuple t when v.Type == PyTuple.TypeObject: return new ConstTuple(Items(t.AsSpan().ToArray()));
            case PyFrozenSet f when v.Type == PyFrozenSet.TypeObject: return new ConstFrozenSet(Items([.. Ops.Iterate(v)]));
            default: return v;
        }

        static object?[] Items(Value[] items)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Err.RecursionError("maximum recursion depth exceeded during compilation");
            return Array.ConvertAll(items, ToConstant);
        }
    }
}
