using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules.Json;

/// <summary>Reads JSON out of text whose elements are code points: chars, or ints for astral text.</summary>
internal ref struct JsonReader<T>(PyStr source, ReadOnlySpan<T> text, PyJsonScanner? scanner, bool strict)
    where T : unmanaged
{
    private readonly PyStr source = source;
    private readonly ReadOnlySpan<T> text = text;
    private readonly PyJsonScanner? scanner = scanner;
    private readonly bool strict = strict;

    /// <summary>The keys seen so far, so that equal ones are one object.</summary>
    private Dictionary<string, PyStr>? keys;
    private int depth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int At(int i) => typeof(T) == typeof(char) ? (char)(object)text[i] : (int)(object)text[i];

    /// <summary>Reads the value at an index and moves the index past it; StopIteration(index) when there is none.</summary>
    public Value Scan(ref int at)
    {
        if (at >= text.Length) throw Err.StopIteration(Value.Int(at));
        switch (At(at))
        {
            case '"':
                at++;
                return new Value(ScanString(ref at));
            case '{':
                Enter(" while decoding a JSON object from a unicode string");
                at++;
                var o = ReadObject(ref at);
                depth--;
                return o;
            case '[':
                Enter(" while decoding a JSON array from a unicode string");
                at++;
                var a = ReadArray(ref at);
                depth--;
                return a;
            case 'n' when Matches(at, "null"):
                at += 4;
                return Value.None;
            case 't' when Matches(at, "true"):
                at += 4;
                return Value.True;
            case 'f' when Matches(at, "false"):
                at += 5;
                return Value.False;
            case 'N' when Matches(at, "NaN"):
                return Constant("NaN", ref at);
            case 'I' when Matches(at, "Infinity"):
                return Constant("Infinity", ref at);
            case '-' when Matches(at, "-Infinity"):
                return Constant("-Infinity", ref at);
        }
        return ReadNumber(ref at);
    }

    private void Enter(string where)
    {
        if (++depth > JsonModule.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded" + where);
    }

    private readonly bool Matches(int at, string word)
    {
        if (text.Length - at < word.Length) return false;
        for (int i = 1; i < word.Length; i++)
            if (At(at + i) != word[i]) return false;
        return true;
    }

    private readonly Value Constant(string name, ref int at)
    {
        at += name.Length;
        return Ops.Call(scanner!.ParseConstant, Value.Str(name));
    }

    private readonly void SkipSpace(ref int at)
    {
        while (at < text.Length && At(at) is ' ' or '\t' or '\n' or '\r') at++;
    }

    private readonly PyException Fail(string message, int at) => JsonModule.DecodeError(message, source, at);

    private readonly bool Is(int at, char c) => at < text.Length && At(at) == c;

    private Value ReadObject(ref int at)
    {
        var hook = scanner!.ObjectHook;
        bool pairs = !scanner.PairsHook.IsNone;
        var list = pairs ? new List<Value>() : null;
        var dict = pairs ? null : new PyDict();
        SkipSpace(ref at);
        if (!Is(at, '}'))
        {
            while (true)
            {
                if (!Is(at, '"')) throw Fail("Expecting property name enclosed in double quotes", at);
                at++;
                var key = ReadKey(ref at);
                SkipSpace(ref at);
                if (!Is(at, ':')) throw Fail("Expecting ':' delimiter", at);
                at++;
                SkipSpace(ref at);
                var value = Scan(ref at);
                if (pairs) list!.Add(new Value(new PyTuple(new Value(key), value)));
                else dict!.Set(key, value);
                SkipSpace(ref at);
                if (Is(at, '}')) break;
                if (!Is(at, ',')) throw Fail("Expecting ',' delimiter", at);
                int comma = at++;
                SkipSpace(ref at);
                if (Is(at, '}')) throw Fail("Illegal trailing comma before end of object", comma);
            }
        }
        at++;
        if (pairs) return Ops.Call(scanner.PairsHook, new Value(new PyList(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list))));
        return hook.IsNone ? new Value(dict!) : Ops.Call(hook, new Value(dict!));
    }

    private Value ReadArray(ref int at)
    {
        var list = new PyList();
        SkipSpace(ref at);
        if (!Is(at, ']'))
        {
            while (true)
            {
                list.Append(Scan(ref at));
                SkipSpace(ref at);
                if (Is(at, ']')) break;
                if (!Is(at, ',')) throw Fail("Expecting ',' delimiter", at);
                int comma = at++;
                SkipSpace(ref at);
                if (Is(at, ']')) throw Fail("Illegal trailing comma before end of array", comma);
            }
        }
        at++;
        return new Value(list);
    }

    /// <summary>A key, shared with the equal keys before it.</summary>
    private PyStr ReadKey(ref int at)
    {
        keys ??= [];
        if (typeof(T) == typeof(char))
        {
            var chars = System.Runtime.InteropServices.MemoryMarshal.Cast<T, char>(text)[at..];
            int end = chars.IndexOfAny('"', '\\');
            if (end > 0 && chars[end] == '"')
            {
                var lookup = keys.GetAlternateLookup<ReadOnlySpan<char>>();
                if (lookup.TryGetValue(chars[..end], out var known))
                {
                    at += end + 1;
                    return known;
                }
            }
        }
        var key = ScanString(ref at);
        if (key.IsWide) return key;
        return keys.TryAdd(key.Chars, key) ? key : keys[key.Chars];
    }

    private readonly Value ReadNumber(ref int at)
    {
        int start = at, i = at, n = text.Length;
        if (Is(i, '-') && ++i >= n) throw Err.StopIteration(Value.Int(start));
        if (i < n && At(i) is >= '1' and <= '9')
        {
            do i++;
            while (i < n && At(i) is >= '0' and <= '9');
        }
        else if (Is(i, '0')) i++;
        else throw Err.StopIteration(Value.Int(start));

        bool isFloat = false;
        if (i + 1 < n && At(i) == '.' && At(i + 1) is >= '0' and <= '9')
        {
            isFloat = true;
            i += 2;
            while (i < n && At(i) is >= '0' and <= '9') i++;
        }
        if (i + 1 < n && At(i) is 'e' or 'E')
        {
            int e = i++;
            if (i + 1 < n && At(i) is '+' or '-') i++;
            while (i < n && At(i) is >= '0' and <= '9') i++;
            if (At(i - 1) is >= '0' and <= '9') isFloat = true;
            else i = e;
        }
        at = i;
        var custom = isFloat ? scanner!.ParseFloat : scanner!.ParseInt;
        if (custom.Ref != (isFloat ? PyFloat.TypeObject : PyInt.TypeObject)) return Ops.Call(custom, Value.Str(TextOf(start, i)));
        if (!isFloat && i - start <= 18)
        {
            long number = 0;
            int digit = start;
            bool negative = At(digit) == '-';
            if (negative) digit++;
            for (; digit < i; digit++) number = number * 10 + (At(digit) - '0');
            return Value.Int(negative ? -number : number);
        }
        if (!isFloat) return Ops.Call(new Value(PyInt.TypeObject), Value.Str(TextOf(start, i)));
        var digits = typeof(T) == typeof(char) ? System.Runtime.InteropServices.MemoryMarshal.Cast<T, char>(text)[start..i] : TextOf(start, i);
        if (!FloatParser.TryParse(digits, out double exact)) throw new InvalidOperationException("a number of JSON is one of Python's");
        return Value.Float(exact);
    }

    private readonly string TextOf(int start, int end)
    {
        var chars = new char[end - start];
        for (int i = 0; i < chars.Length; i++) chars[i] = (char)At(start + i);
        return new string(chars);
    }

    /// <summary>The index of the first quote, backslash or (when strict) control character from a place on.</summary>
    private readonly int FindSpecial(int at)
    {
        if (typeof(T) == typeof(char))
        {
            var rest = System.Runtime.InteropServices.MemoryMarshal.Cast<T, char>(text)[at..];
            int found = strict ? rest.IndexOfAny(JsonSpecials.Strict) : rest.IndexOfAny('"', '\\');
            return found < 0 ? text.Length : at + found;
        }
        for (; at < text.Length; at++)
        {
            int c = At(at);
            if (c is '"' or '\\' || strict && c < ' ') break;
        }
        return at;
    }

    private readonly PyStr Part(int start, int end) => typeof(T) == typeof(char)
        ? PyStr.OfWord(System.Runtime.InteropServices.MemoryMarshal.Cast<T, char>(text)[start..end])
        : PyStr.FromCodePoints(System.Runtime.InteropServices.MemoryMarshal.Cast<T, int>(text)[start..end]);

    /// <summary>Reads a string from behind its opening quote and moves the index past the closing one.</summary>
    public readonly PyStr ScanString(ref int at)
    {
        int begin = at - 1, n = text.Length;
        PyStrBuilder? built = null;
        while (true)
        {
            int next = FindSpecial(at);
            if (next >= n) throw Fail("Unterminated string starting at", begin);
            int c = At(next);
            if (c is not ('"' or '\\')) throw Fail("Invalid control character at", next);
            if (c == '"' && built == null)
            {
                var whole = Part(at, next);
                at = next + 1;
                return whole;
            }
            built ??= new PyStrBuilder();
            for (int i = at; i < next; i++) built.Append(At(i));
            next++;
            if (c == '"')
            {
                at = next;
                return built.ToStr();
            }
            if (next == n) throw Fail("Unterminated string starting at", begin);
            c = At(next);
            if (c != 'u')
            {
                at = next + 1;
                int plain = c switch
                {
                    '"' or '\\' or '/' => c,
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    _ => throw Fail("Invalid \\escape", at - 2),
                };
                built.Append(plain);
                continue;
            }
            next++;
            at = next + 4;
            if (at >= n) throw Fail("Invalid \\uXXXX escape", next - 1);
            int code = Hex(next);
            if (code < 0) throw Fail("Invalid \\uXXXX escape", at - 5);
            if (code is >= 0xD800 and < 0xDC00 && at + 6 < n && At(at) == '\\' && At(at + 1) == 'u')
            {
                int low = Hex(at + 2);
                if (low < 0) throw Fail("Invalid \\uXXXX escape", at + 1);
                if (low is >= 0xDC00 and < 0xE000)
                {
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    at += 6;
                }
            }
            built.Append(code);
        }
    }

    /// <summary>Four hexadecimal digits, or -1.</summary>
    private readonly int Hex(int at)
    {
        int code = 0;
        for (int i = at; i < at + 4; i++)
        {
            int c = At(i);
            int digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) return -1;
            code = code << 4 | digit;
        }
        return code;
    }
}

/// <summary>What ends a plain part of a strict JSON string.</summary>
internal static class JsonSpecials
{
    public static readonly System.Buffers.SearchValues<char> Strict = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(static c => (char)c), '"', '\\']);
}
