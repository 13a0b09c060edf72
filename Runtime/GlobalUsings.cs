global using System.Diagnostics;
global using System.Diagnostics.CodeAnalysis;
global using System.Numerics;
global using System.Runtime.CompilerServices;
global using System.Runtime.InteropServices;
global using TieredPy.Runtime.Interpreter;
global using TieredPy.Runtime.Objects;
