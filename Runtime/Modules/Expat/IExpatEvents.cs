namespace TieredPy.Runtime.Modules.Expat;

/// <summary>What a machine reports; each method says whether somebody took the event (else it goes to the default handler).</summary>
internal interface IExpatEvents
{
    bool StartElement(string name, List<KeyValuePair<string, string>> attributes, int specified);

    bool EndElement(string name);

    bool Characters(ReadOnlySpan<char> text);

    bool Comment(string text);

    bool Instruction(string target, string data);

    bool StartCdata();

    bool EndCdata();

    bool StartNamespace(string? prefix, string? uri);

    bool EndNamespace(string? prefix);

    bool StartDoctype(string name, string? systemId, string? publicId, bool hasInternalSubset);

    bool EndDoctype();

    bool XmlDecl(string? version, string? encoding, int standalone);

    bool EntityDecl(XmlEntity entity);

    bool NotationDecl(string name, string? systemId, string? publicId);

    bool AttributeDecl(string element, string attribute, string type, string? value, bool required);

    bool ElementDecl(string name, string model);

    bool SkippedEntity(string name, bool parameter);

    /// <summary>Asked when the document depends on something outside of it; false refuses that.</summary>
    bool MayBeStandalone();

    /// <summary>0 when parsing of the entity failed; null when there is no handler.</summary>
    int? ExternalEntity(string context, XmlEntity entity);

    /// <summary>Raw text that no other handler took.</summary>
    void Default(ReadOnlySpan<char> text);

    /// <summary>A default handler without expansion: references to internal entities go to it.</summary>
    bool KeepsReferences { get; }

    bool ReportsPrefixes { get; }
}

/// <summary>An entity of a DTD.</summary>
internal sealed class XmlEntity(string name, bool parameter)
{
    public string Name => name;
    public bool IsParameter => parameter;

    /// <summary>The text of an internal entity.</summary>
    public string? Value { get; init; }
    public string? SystemId { get; init; }
    public string? PublicId { get; init; }
    public string? Notation { get; init; }

    /// <summary>Being expanded: a reference now would be recursive.</summary>
    public bool Open { get; set; }
}

/// <summary>A declared attribute.</summary>
internal sealed record XmlAttribute(string Name, string Type, string? Default);

/// <summary>The document can't be parsed: an Expat error.</summary>
internal sealed class XmlFault(int code, int at) : Exception
{
    public int Code => code;

    /// <summary>Where in the pending text.</summary>
    public int At => at;
}
