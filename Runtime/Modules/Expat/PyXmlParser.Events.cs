namespace TieredPy.Runtime.Modules.Expat;

/// <content>Events become calls of handlers.</content>
internal sealed partial class PyXmlParser : IExpatEvents
{
    bool IExpatEvents.KeepsReferences => !handlers[(int)Handler.Default].IsMissing && handlers[(int)Handler.DefaultExpand].IsMissing;

    bool IExpatEvents.ReportsPrefixes => prefixes;

    /// <summary>The handler, when there is one, after text before the event was delivered.</summary>
    private bool Has(Handler h, out Value f)
    {
        f = handlers[(int)h];
        if (f.IsMissing) return false;
        if (buffered.Length > 0) Flush();
        return true;
    }

    private void Flush()
    {
        if (buffered.Length == 0) return;
        var text = new Value(PyStr.Of(buffered.ToString()));
        buffered.Clear();
        var f = handlers[(int)Handler.CharacterData];
        if (!f.IsMissing) Ops.Call(f, text);
    }

    private static Value Text(string? s) => s == null ? Value.None : new Value(PyStr.Of(s));

    private Value Name(string? s)
    {
        if (s == null) return Value.None;
        var key = new Value(PyStr.Of(s));
        return interned.GetOrAdd(key, key);
    }

    bool IExpatEvents.StartElement(string name, List<KeyValuePair<string, string>> attributes, int specified)
    {
        if (!Has(Handler.StartElement, out var f)) return false;
        int n = onlySpecified ? specified : attributes.Count;
        Value given;
        if (ordered)
        {
            var list = new PyList(2 * n);
            for (int i = 0; i < n; i++)
            {
                list.Append(Name(attributes[i].Key));
                list.Append(Text(attributes[i].Value));
            }
            given = new Value(list);
        }
        else
        {
            var d = new PyDict();
            for (int i = 0; i < n; i++) d.Set(Name(attributes[i].Key), Text(attributes[i].Value));
            given = new Value(d);
        }
        Ops.Call(f, Name(name), given);
        return true;
    }

    bool IExpatEvents.EndElement(string name)
    {
        if (!Has(Handler.EndElement, out var f)) return false;
        Ops.Call(f, Name(name));
        return true;
    }

    bool IExpatEvents.Characters(ReadOnlySpan<char> text)
    {
        var f = handlers[(int)Handler.CharacterData];
        if (f.IsMissing) return false;
        if (!bufferText)
        {
            Ops.Call(f, Text(text.ToString()));
            return true;
        }
        if (buffered.Length + text.Length > bufferSize) Flush();
        if (text.Length > bufferSize) Ops.Call(f, Text(text.ToString()));
        else buffered.Append(text);
        return true;
    }

    private bool Report(Handler h, params ReadOnlySpan<Value> args)
    {
        if (!Has(h, out var f)) return false;
        Ops.Call(f, args);
        return true;
    }

    bool IExpatEvents.Comment(string text) => Report(Handler.Comment, Text(text));

    bool IExpatEvents.Instruction(string target, string data) => Report(Handler.ProcessingInstruction, Name(target), Text(data));

    bool IExpatEvents.StartCdata() => Report(Handler.StartCdataSection);

    bool IExpatEvents.EndCdata() => Report(Handler.EndCdataSection);

    bool IExpatEvents.StartNamespace(string? prefix, string? uri) => Report(Handler.StartNamespaceDecl, Name(prefix), Name(uri));

    bool IExpatEvents.EndNamespace(string? prefix) => Report(Handler.EndNamespaceDecl, Name(prefix));

    bool IExpatEvents.StartDoctype(string name, string? systemId, string? publicId, bool hasInternalSubset) =>
        Report(Handler.StartDoctypeDecl, Name(name), Name(systemId), Name(publicId), Value.Int(hasInternalSubset ? 1 : 0));

    bool IExpatEvents.EndDoctype() => Report(Handler.EndDoctypeDecl);

    bool IExpatEvents.XmlDecl(string? version, string? encoding, int standalone) => Report(Handler.XmlDecl, Text(version), Text(encoding), Value.Int(standalone));

    bool IExpatEvents.EntityDecl(XmlEntity e)
    {
        if (e.Notation != null && !handlers[(int)Handler.UnparsedEntityDecl].IsMissing)
            return Report(Handler.UnparsedEntityDecl, Name(e.Name), Name(@base.Ref as PyStr is { } b ? b.ToString() : null), Name(e.SystemId), Name(e.PublicId), Name(e.Notation));
        return Report(Handler.EntityDecl, Name(e.Name), Value.Int(e.IsParameter ? 1 : 0), Text(e.Value), @base, Name(e.SystemId), Name(e.PublicId), Name(e.Notation));
    }

    bool IExpatEvents.NotationDecl(string name, string? systemId, string? publicId) => Report(Handler.NotationDecl, Name(name), @base, Name(systemId), Name(publicId));

    bool IExpatEvents.AttributeDecl(string element, string attribute, string type, string? value, bool required) =>
        Report(Handler.AttlistDecl, Name(element), Name(attribute), Text(type), Text(value), Value.Int(required ? 1 : 0));

    bool IExpatEvents.ElementDecl(string name, string model) => Has(Handler.ElementDecl, out _) && Report(Handler.ElementDecl, Name(name), new ContentModel(model).Build());

    bool IExpatEvents.SkippedEntity(string name, bool parameter)
    {
        bool keeps = !parameter && ((IExpatEvents)this).KeepsReferences;
        return !keeps && Report(Handler.SkippedEntity, Name(name), Value.Int(parameter ? 1 : 0));
    }

    bool IExpatEvents.MayBeStandalone() => !Has(Handler.NotStandalone, out var f) || Ops.Truth(Ops.Call(f));

    int? IExpatEvents.ExternalEntity(string context, XmlEntity entity)
    {
        if (!Has(Handler.ExternalEntityRef, out var f)) return null;
        return Ops.Truth(Ops.Call(f, Text(context), @base, Name(entity.SystemId), Name(entity.PublicId))) ? 1 : 0;
    }

    void IExpatEvents.Default(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        if (Has(Handler.DefaultExpand, out var f) || Has(Handler.Default, out f)) Ops.Call(f, Text(text.ToString()));
    }
}
