namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>sqlite3.Statement: what calling a connection returns; nothing can be done with it.</summary>
[PyType("sqlite3.Statement", Subclassable = false, NoConstructor = true, Mutable = true)]
internal sealed partial class PyStatement(Statement statement) : PyObject(TypeObject.RootShape)
{
    internal Statement Statement { get; } = statement;
}
