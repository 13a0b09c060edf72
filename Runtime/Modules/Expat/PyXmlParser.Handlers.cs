namespace TieredPy.Runtime.Modules.Expat;

/// <content>The handlers, by the names that Python sets them with.</content>
internal sealed partial class PyXmlParser
{
    private enum Handler
    {
        StartElement,
        EndElement,
        ProcessingInstruction,
        CharacterData,
        UnparsedEntityDecl,
        NotationDecl,
        StartNamespaceDecl,
        EndNamespaceDecl,
        Comment,
        StartCdataSection,
        EndCdataSection,
        Default,
        DefaultExpand,
        NotStandalone,
        ExternalEntityRef,
        StartDoctypeDecl,
        EndDoctypeDecl,
        EntityDecl,
        XmlDecl,
        ElementDecl,
        AttlistDecl,
        SkippedEntity,
        Count,
    }

    private Value Show(Handler h) => handlers[(int)h].IsMissing ? Value.None : handlers[(int)h];

    private void Set(Handler h, Value v)
    {
        if (v.IsMissing) throw Err.RuntimeError("Cannot delete attribute");
        if (h == Handler.CharacterData) Flush();
        handlers[(int)h] = v.IsNone ? Value.Missing : v;
    }

    [PyGetter("StartElementHandler")] private Value GetStartElement => Show(Handler.StartElement);

    [PySetter("StartElementHandler")] private void SetStartElement(Value v) => Set(Handler.StartElement, v);

    [PyGetter("EndElementHandler")] private Value GetEndElement => Show(Handler.EndElement);

    [PySetter("EndElementHandler")] private void SetEndElement(Value v) => Set(Handler.EndElement, v);

    [PyGetter("ProcessingInstructionHandler")] private Value GetProcessingInstruction => Show(Handler.ProcessingInstruction);

    [PySetter("ProcessingInstructionHandler")] private void SetProcessingInstruction(Value v) => Set(Handler.ProcessingInstruction, v);

    [PyGetter("CharacterDataHandler")] private Value GetCharacterData => Show(Handler.CharacterData);

    [PySetter("CharacterDataHandler")] private void SetCharacterData(Value v) => Set(Handler.CharacterData, v);

    [PyGetter("UnparsedEntityDeclHandler")] private Value GetUnparsedEntityDecl => Show(Handler.UnparsedEntityDecl);

    [PySetter("UnparsedEntityDeclHandler")] private void SetUnparsedEntityDecl(Value v) => Set(Handler.UnparsedEntityDecl, v);

    [PyGetter("NotationDeclHandler")] private Value GetNotationDecl => Show(Handler.NotationDecl);

    [PySetter("NotationDeclHandler")] private void SetNotationDecl(Value v) => Set(Handler.NotationDecl, v);

    [PyGetter("StartNamespaceDeclHandler")] private Value GetStartNamespaceDecl => Show(Handler.StartNamespaceDecl);

    [PySetter("StartNamespaceDeclHandler")] private void SetStartNamespaceDecl(Value v) => Set(Handler.StartNamespaceDecl, v);

    [PyGetter("EndNamespaceDeclHandler")] private Value GetEndNamespaceDecl => Show(Handler.EndNamespaceDecl);

    [PySetter("EndNamespaceDeclHandler")] private void SetEndNamespaceDecl(Value v) => Set(Handler.EndNamespaceDecl, v);

    [PyGetter("CommentHandler")] private Value GetComment => Show(Handler.Comment);

    [PySetter("CommentHandler")] private void SetComment(Value v) => Set(Handler.Comment, v);

    [PyGetter("StartCdataSectionHandler")] private Value GetStartCdataSection => Show(Handler.StartCdataSection);

    [PySetter("StartCdataSectionHandler")] private void SetStartCdataSection(Value v) => Set(Handler.StartCdataSection, v);

    [PyGetter("EndCdataSectionHandler")] private Value GetEndCdataSection => Show(Handler.EndCdataSection);

    [PySetter("EndCdataSectionHandler")] private void SetEndCdataSection(Value v) => Set(Handler.EndCdataSection, v);

    [PyGetter("DefaultHandler")] private Value GetDefault => Show(Handler.Default);

    [PySetter("DefaultHandler")] private void SetDefault(Value v) => Set(Handler.Default, v);

    [PyGetter("DefaultHandlerExpand")] private Value GetDefaultExpand => Show(Handler.DefaultExpand);

    [PySetter("DefaultHandlerExpand")] private void SetDefaultExpand(Value v) => Set(Handler.DefaultExpand, v);

    [PyGetter("NotStandaloneHandler")] private Value GetNotStandalone => Show(Handler.NotStandalone);

    [PySetter("NotStandaloneHandler")] private void SetNotStandalone(Value v) => Set(Handler.NotStandalone, v);

    [PyGetter("ExternalEntityRefHandler")] private Value GetExternalEntityRef => Show(Handler.ExternalEntityRef);

    [PySetter("ExternalEntityRefHandler")] private void SetExternalEntityRef(Value v) => Set(Handler.ExternalEntityRef, v);

    [PyGetter("StartDoctypeDeclHandler")] private Value GetStartDoctypeDecl => Show(Handler.StartDoctypeDecl);

    [PySetter("StartDoctypeDeclHandler")] private void SetStartDoctypeDecl(Value v) => Set(Handler.StartDoctypeDecl, v);

    [PyGetter("EndDoctypeDeclHandler")] private Value GetEndDoctypeDecl => Show(Handler.EndDoctypeDecl);

    [PySetter("EndDoctypeDeclHandler")] private void SetEndDoctypeDecl(Value v) => Set(Handler.EndDoctypeDecl, v);

    [PyGetter("EntityDeclHandler")] private Value GetEntityDecl => Show(Handler.EntityDecl);

    [PySetter("EntityDeclHandler")] private void SetEntityDecl(Value v) => Set(Handler.EntityDecl, v);

    [PyGetter("XmlDeclHandler")] private Value GetXmlDecl => Show(Handler.XmlDecl);

    [PySetter("XmlDeclHandler")] private void SetXmlDecl(Value v) => Set(Handler.XmlDecl, v);

    [PyGetter("ElementDeclHandler")] private Value GetElementDecl => Show(Handler.ElementDecl);

    [PySetter("ElementDeclHandler")] private void SetElementDecl(Value v) => Set(Handler.ElementDecl, v);

    [PyGetter("AttlistDeclHandler")] private Value GetAttlistDecl => Show(Handler.AttlistDecl);

    [PySetter("AttlistDeclHandler")] private void SetAttlistDecl(Value v) => Set(Handler.AttlistDecl, v);

    [PyGetter("SkippedEntityHandler")] private Value GetSkippedEntity => Show(Handler.SkippedEntity);

    [PySetter("SkippedEntityHandler")] private void SetSkippedEntity(Value v) => Set(Handler.SkippedEntity, v);
}
