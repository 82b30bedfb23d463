//! IP-XACT (IEEE 1685-2014): a component for each end, with its buses, its registers and its files.

use super::text::banner_in_xml;
use super::{Design, end};
use crate::design::Reset;
use crate::design::ports::{Direction, Port, Timing};
use crate::files::File;
use crate::registers::{self, Access, Map, Register, Side};

const NAMESPACE: &str = "http://www.accellera.org/XMLSchema/IPXACT/1685-2014";
/// Where the registers are, as the bus refers to them.
const MEMORY_MAP: &str = "registers";

/// A bus definition as IP-XACT names it: vendor, library, name, version. Its abstraction has the name's `_rtl`.
type Bus = (&'static str, &'static str, &'static str, &'static str);

const STREAM: Bus = ("amba.com", "AMBA4", "AXI4Stream", "r0p0_1");
const LITE: Bus = ("amba.com", "AMBA4", "AXI4-Lite", "r0p0");
const CLOCK: Bus = ("xilinx.com", "signal", "clock", "1.0");
const RESET: Bus = ("xilinx.com", "signal", "reset", "1.0");

/// `<name>_encoder.xml` or `<name>_decoder.xml`; nothing of an end that is not there.
pub fn component(design: &Design, side: Side) -> Option<File> {
    let ports = match side {
        Side::Encoder => design.encoder_ports(),
        Side::Decoder => design.decoder_ports(),
    };
    let top = format!("{}_{side}", design.name());
    let text = || document(design, side, &top, &ports);
    (!ports.is_empty()).then(|| File { path: format!("{top}.xml"), text: text() })
}

fn document(design: &Design, side: Side, top: &str, ports: &[Port]) -> String {
    let map = Map::of(design, side);
    let mut parts = vec![
        leaf("vendor", "huffwire"),
        leaf("library", "generated"),
        leaf("name", top),
        leaf("version", format!("{}.{}", env!("CARGO_PKG_VERSION"), design.books().digest())),
        tree("busInterfaces", interfaces(design, ports, map.is_some())),
    ];
    parts.extend(map.as_ref().map(memory_maps));
    parts.push(model(top, ports));
    parts.push(tree("fileSets", vec![file_set(&end(design, side))]));
    parts.push(leaf(
        "description",
        format!("Single-stage Huffman {side}, digest {}", design.books().digest()),
    ));
    let head = format!(
        "xmlns:ipxact=\"{NAMESPACE}\"\n    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n    \
         xsi:schemaLocation=\"{NAMESPACE} {NAMESPACE}/index.xsd\""
    );
    let banner = banner_in_xml(design);
    let component = Node { attributes: head, ..tree("component", parts) };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--\n{banner}-->\n{}", component.text(0))
}

/// The clock, the reset, and every bus that ports belong to.
fn interfaces(design: &Design, ports: &[Port], registers: bool) -> Vec<Node> {
    let buses =
        ["s_axis", "m_axis"].map(|name| interface(name, STREAM, role(name), stream_ports(name, ports)));
    let clock = interface("clk", CLOCK, leaf_role("slave"), vec![("CLK".to_owned(), "clk")]);
    let port = design.reset().port();
    let mut reset = interface(port, RESET, leaf_role("slave"), vec![("RST".to_owned(), port)]);
    reset.push(polarity(design.reset()));
    let mut all: Vec<Node> = vec![tree("busInterface", clock), tree("busInterface", reset)];
    all.extend(buses.map(|bus| tree("busInterface", bus)));
    if registers {
        let slave = tree("slave", vec![empty("memoryMapRef", format!("memoryMapRef=\"{MEMORY_MAP}\""))]);
        all.push(tree("busInterface", interface("s_axil", LITE, slave, stream_ports("s_axil", ports))));
    }
    all
}

fn interface(name: &str, bus: Bus, role: Node, ports: Vec<(String, &'static str)>) -> Vec<Node> {
    let (vendor, library, kind, version) = bus;
    let vlnv = |suffix: &str| {
        format!("vendor=\"{vendor}\" library=\"{library}\" name=\"{kind}{suffix}\" version=\"{version}\"")
    };
    let map = |(logical, physical): (String, &'static str)| {
        tree(
            "portMap",
            vec![
                tree("logicalPort", vec![leaf("name", logical)]),
                tree("physicalPort", vec![leaf("name", physical)]),
            ],
        )
    };
    let maps = tree("portMaps", ports.into_iter().map(map).collect());
    let abstraction = tree("abstractionType", vec![empty("abstractionRef", vlnv("_rtl")), maps]);
    vec![leaf("name", name), empty("busType", vlnv("")), tree("abstractionTypes", vec![abstraction]), role]
}

/// The ports whose names begin with the bus's, and what they are called on it.
fn stream_ports(bus: &str, ports: &[Port]) -> Vec<(String, &'static str)> {
    let logical = |port: &Port| {
        let name = port.name.strip_prefix(bus)?.strip_prefix('_')?;
        Some((name.to_uppercase(), port.name))
    };
    ports.iter().filter_map(logical).collect()
}

fn role(bus: &str) -> Node {
    leaf_role(if bus.starts_with('s') { "slave" } else { "master" })
}

fn leaf_role(name: &'static str) -> Node {
    empty(name, String::new())
}

fn polarity(reset: Reset) -> Node {
    let active = if reset == Reset::SyncHigh { "ACTIVE_HIGH" } else { "ACTIVE_LOW" };
    let parts = vec![leaf("name", "POLARITY"), leaf("value", format!("\"{active}\""))];
    let parameter = tree("parameter", parts);
    let attributes = "parameterId=\"POLARITY\" type=\"string\"".to_owned();
    tree("parameters", vec![Node { attributes, ..parameter }])
}

fn memory_maps(map: &Map) -> Node {
    let mut block = vec![
        leaf("name", MEMORY_MAP),
        leaf("baseAddress", "0"),
        leaf("range", registers::BYTES.to_string()),
        leaf("width", "32"),
        leaf("usage", "register"),
    ];
    block.extend(map.registers.iter().map(register));
    let map = vec![leaf("name", MEMORY_MAP), tree("addressBlock", block), leaf("addressUnitBits", "8")];
    tree("memoryMaps", vec![tree("memoryMap", map)])
}

fn register(register: &Register) -> Node {
    let access = || leaf("access", if register.access == Access::Read { "read-only" } else { "write-only" });
    let mut parts =
        vec![leaf("name", register.name.as_str()), leaf("description", register.description.as_str())];
    if register.array() {
        parts.push(leaf("dim", register.count.to_string()));
    }
    parts.push(leaf("addressOffset", format!("'h{:03x}", register.offset)));
    parts.push(leaf("size", "32"));
    parts.push(access());
    let field = |field: &registers::Field| {
        let mut parts = vec![
            leaf("name", field.name.as_str()),
            leaf("description", field.description.as_str()),
            leaf("bitOffset", field.low.to_string()),
        ];
        if register.access == Access::Read {
            let value = leaf("value", format!("'h{:x}", field.reset));
            parts.push(tree("resets", vec![tree("reset", vec![value])]));
        }
        parts.push(leaf("bitWidth", field.bits.to_string()));
        parts.push(access());
        tree("field", parts)
    };
    parts.extend(register.fields.iter().map(field));
    tree("register", parts)
}

fn model(top: &str, ports: &[Port]) -> Node {
    let view = vec![
        leaf("name", "rtl"),
        leaf("envIdentifier", ":*Synthesis:"),
        leaf("envIdentifier", ":*Simulation:"),
        leaf("componentInstantiationRef", "verilog"),
    ];
    let instantiation = vec![
        leaf("name", "verilog"),
        leaf("language", "verilog"),
        leaf("moduleName", top),
        tree("fileSetRef", vec![leaf("localName", "rtl")]),
    ];
    tree(
        "model",
        vec![
            tree("views", vec![tree("view", view)]),
            tree("instantiations", vec![tree("componentInstantiation", instantiation)]),
            tree("ports", ports.iter().map(port).collect()),
        ],
    )
}

fn port(port: &Port) -> Node {
    let direction = leaf("direction", if port.direction == Direction::Input { "in" } else { "out" });
    let mut wire = vec![direction];
    if port.vector {
        let range = vec![leaf("left", (port.width - 1).to_string()), leaf("right", "0")];
        wire.push(tree("vectors", vec![tree("vector", range)]));
    }
    let mut parts = vec![leaf("name", port.name)];
    let about = match port.timing {
        Timing::AsynchronousAssert => Some("acts without the clock, let go by its rising edge"),
        _ => port.remark.as_deref(),
    };
    parts.extend(about.map(|about| leaf("description", about)));
    parts.push(tree("wire", wire));
    tree("port", parts)
}

fn file_set(files: &[File]) -> Node {
    let file =
        |file: &File| tree("file", vec![leaf("name", file.path.as_str()), leaf("fileType", "verilogSource")]);
    let mut parts = vec![leaf("name", "rtl")];
    parts.extend(files.iter().map(file));
    tree("fileSet", parts)
}

/// An element of the document.
struct Node {
    name: &'static str,
    attributes: String,
    body: Body,
}

enum Body {
    Text(String),
    Nodes(Vec<Node>),
}

fn leaf(name: &'static str, text: impl Into<String>) -> Node {
    Node { name, attributes: String::new(), body: Body::Text(text.into()) }
}

fn tree(name: &'static str, nodes: Vec<Node>) -> Node {
    Node { name, attributes: String::new(), body: Body::Nodes(nodes) }
}

fn empty(name: &'static str, attributes: String) -> Node {
    Node { name, attributes, body: Body::Nodes(Vec::new()) }
}

impl Node {
    fn text(&self, depth: usize) -> String {
        let (name, indent) = (self.name, "  ".repeat(depth));
        let space = if self.attributes.is_empty() { "" } else { " " };
        let open = format!("{indent}<ipxact:{name}{space}{}", self.attributes);
        match &self.body {
            Body::Text(text) => format!("{open}>{}</ipxact:{name}>\n", escaped(text)),
            Body::Nodes(nodes) if nodes.is_empty() => format!("{open}/>\n"),
            Body::Nodes(nodes) => {
                let nodes: String = nodes.iter().map(|node| node.text(depth + 1)).collect();
                format!("{open}>\n{nodes}{indent}</ipxact:{name}>\n")
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
