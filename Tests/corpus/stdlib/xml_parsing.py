"""xml.parsers.expat's events and errors, and what is built on them."""
import io
import plistlib
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.parsers import expat

NAMES = ("StartElement", "EndElement", "CharacterData", "Comment", "ProcessingInstruction", "StartCdataSection", "EndCdataSection",
         "StartNamespaceDecl", "EndNamespaceDecl", "StartDoctypeDecl", "EndDoctypeDecl", "XmlDecl", "EntityDecl", "SkippedEntity")


def events(data, **options):
    parser = expat.ParserCreate(**options)
    seen = []
    for name in NAMES:
        setattr(parser, name + "Handler", lambda *a, name=name: seen.append((name, parser.CurrentLineNumber, parser.CurrentColumnNumber) + a))
    try:
        parser.Parse(data, True)
    except expat.ExpatError as e:
        seen.append((str(e), e.code, e.lineno, e.offset))
    print(data)
    for event in seen:
        print("   ", event)


for document in (
        b'<a x="1" y=\'2&amp;3&#65;\'>hi<b>x</b>\n  tail &lt;&gt;</a>',
        b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!-- c --><?pi data?><a><![CDATA[x<y\nz]]></a>\n',
        b"", b"abc", b"<a", b"<a>", b"<a></b>", b"<a>&foo;</a>", b"<a x=1/>", b'<a x="1" x="2"/>', b"<a/>junk", b"<a>]]></a>", b"<a><!-- -- --></a>",
        b"<a>\x01</a>", b'<a b="<"/>', b"<a>\r\n\r</a>", b'<!DOCTYPE a SYSTEM "x.dtd"><a>&u;</a>', b" <?xml version='1.0'?><a/>", b"<a>&#0;</a>",
        b"<a><![CDATA[x", b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>', "<a>\xe9</a>".encode("utf-16"), b"<a>\xff</a>", b"<a><b></a></b>",
        b'<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>', b'<!DOCTYPE a [<!ENTITY e "val<b/>">]><a>&e;</a>'):
    events(document)
for document in (b'<a xmlns="u"><b xmlns:p="v" p:x="1" y="2"><p:c/></b></a>', b"<p:a/>", b'<a xml:lang="en"/>'):
    events(document, namespace_separator="}")

tree = ET.fromstring('<?xml version="1.0"?><r xmlns:p="u"><a x="1">t&amp;<b/>tail</a><p:c/><!-- c --></r>')
print(ET.tostring(tree), [e.tag for e in tree.iter()], tree.find("a").text)
print([(event, e.tag) for event, e in ET.iterparse(io.BytesIO(b"<r><a/>x</r>"), events=("start", "end"))])
ET.indent(tree)
print(ET.tostring(tree, encoding="unicode"))
print(xml.dom.minidom.parseString('<!DOCTYPE a [<!ENTITY e "v">]><a b="1">&e;<c>x</c><!--k--></a>').toxml())


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print("start", name, dict(attrs))

    def characters(self, content):
        print("characters", repr(content))


xml.sax.parseString(b'<a x="1">hi\nthere<b/></a>', Handler())
print(plistlib.loads(plistlib.dumps({"a": [1, 2.5, True, b"x"]})))
