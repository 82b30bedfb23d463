#!/usr/bin/env python3
"""Reads a file of frames with nothing but a design's manifest.json: what an independent client would do.

    python3 tests/oracle/manifest.py manifest.json frames.hfw elements.bin

Writes the elements of all packets, one behind the other, and prints how many frames and packets there were, or the first
frame in error and why. Python 3.9, no packages. Slow and obvious: frames are strings of binary digits.
"""

import json
import struct
import sys
import zlib


def codewords(book):
    """Codeword -> symbol; None is the escape. Canonical: by length, then by value, the escape behind its length."""
    words = [(length, symbol) for symbol, length in enumerate(book["lengths"]) if length]
    if book["escape"] is not None:
        words.append((book["escape"], len(book["lengths"])))
    code, before, out = 0, None, {}
    for length, symbol in sorted(words):
        if before is not None:
            code = (code + 1) << (length - before)
        before = length
        out[format(code, f"0{length}b")] = symbol if symbol < len(book["lengths"]) else None
    return out


class Reader:
    def __init__(self, manifest):
        self.manifest = manifest
        self.frame = manifest["frame"]
        self.reasons = {reason["name"]: reason["value"] for reason in self.frame["reasons"]}
        self.books = {book["index"]: codewords(book) for book in manifest["codebooks"]}
        self.fields = [(field["name"], field.get("from")) for field in self.frame["element"]]
        self.tags = {book["index"]: int(book["tag"], 16) for book in manifest["codebooks"]}
        self.check_bytes = self.frame.get("check", {"bytes": 0})["bytes"]

    def header(self, bits):
        """Its fields by name, or None where the frame is shorter, and what stands behind it."""
        fields, end = {}, 0
        for field in self.frame["header"]:
            fields[field["name"]] = bits[field["offset"] : field["offset"] + field["bits"]]
            end = field["offset"] + field["bits"]
        if len(bits) < end:
            return None, ""
        return {name: int(digits, 2) for name, digits in fields.items()}, bits[end:]

    def element(self, bits, words):
        """Value of the element at the front and its bits, or the reason for which there is none."""
        symbol_high = self.manifest["element"]["symbol_high"]
        symbol_low = self.manifest["element"]["symbol_low"]
        value, at, word = 0, 0, None
        for name, source in self.fields:
            if name == "codeword":
                word = next((word for word in words if bits.startswith(word)), None)
                if word is None:
                    possible = any(word.startswith(bits) for word in words)
                    return None, "truncated" if possible else "invalid codeword"
                at = len(word)
                if words[word] is not None:
                    value |= words[word] << symbol_low
                continue
            if name == "escaped_symbol" and words[word] is not None:
                continue
            high, low = source
            if name == "escaped_symbol":
                assert (high, low) == (symbol_high, symbol_low)
            digits = bits[at : at + high - low + 1]
            if len(digits) < high - low + 1:
                return None, "truncated"
            value |= int(digits, 2) << low
            at += len(digits)
        return value, at

    def absolute(self, value, base):
        """An element whose exponent is relative to a base: in a ring from which 0 is left out."""
        width, high = self.manifest["element"]["exponent_bits"], self.manifest["element"]["symbol_high"]
        low, most = high - width + 1, (1 << width) - 1
        exponent = value >> low & most
        if exponent == 0:
            return value
        total = exponent + base
        return value & ~(most << low) | (total - most if total > most else total) << low

    def check(self, elements, bits, index):
        """What must stand behind the frame."""
        data = elements + (int("0" + bits, 2)).to_bytes(2, "little")
        tag = self.tags[index]
        if self.check_bytes == 4:
            return (zlib.crc32(data) ^ tag).to_bytes(4, "little")
        crc = 0xFFFF
        for byte in data:
            crc ^= byte
            for _ in range(8):
                crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
        return (crc ^ 0xFFFF ^ tag & 0xFFFF).to_bytes(2, "little")

    def read(self, data):
        """Elements of a frame, whether its packet ends with it, and its reason (0: good)."""
        if len(data) < self.check_bytes:
            return b"", False, self.reasons["truncated"]
        data, sent = data[: len(data) - self.check_bytes], data[len(data) - self.check_bytes :]
        all_bits = "".join(format(byte, "08b") for byte in data)
        header, bits = self.header(all_bits)
        if header is None:
            return b"", False, self.reasons["truncated"]
        last = bool(header.get("last", 1)) if self.frame["blocks"] else True
        words = self.books.get(header.get("index", 0))
        if words is None:
            return b"", last, self.reasons["codebook index"]
        size, out = self.manifest["element"]["bytes"], bytearray()
        padding = str(self.frame["padding"]["value"])
        while True:
            value, used = self.element(bits, words)
            if value is None:
                break
            if "base" in header:
                value = self.absolute(value, header["base"])
            out += value.to_bytes(size, "little")
            bits = bits[used:]
        if len(bits) <= self.frame["padding"]["most_bits"]:
            if bits != padding * len(bits):
                return bytes(out), last, self.reasons["bad padding"]
            before = all_bits[: sum(field["bits"] for field in self.frame["header"])]
            good = not self.check_bytes or self.check(bytes(out), before, header.get("index", 0)) == sent
            return bytes(out), last, 0 if good else self.reasons["check"]
        return bytes(out), last, self.reasons[used]


def main():
    manifest = json.load(open(sys.argv[1]))
    data = open(sys.argv[2], "rb").read()
    magic, digest = manifest["file_of_frames"]["magic"].encode(), bytes.fromhex(manifest["file_of_frames"]["digest"])
    assert data.startswith(magic + digest), "another file, or of other codebooks"
    at = len(magic) + len(digest) + 4
    reader, out, frames, packets = Reader(manifest), bytearray(), 0, 0
    bounds = manifest["bounds"]
    while True:
        (length,) = struct.unpack_from("<I", data, at)
        at += 4
        if length == 0xFFFFFFFF:
            break
        elements, last, reason = reader.read(data[at : at + length])
        if reason:
            name = next(name for name, value in reader.reasons.items() if value == reason)
            print(f"frame {frames}: {name}")
            sys.exit(1)
        count = len(elements) // manifest["element"]["bytes"]
        check = bounds.get("check_bytes", 0)
        least = -(-(bounds["header_bits"] + count * bounds["shortest_element_bits"]) // 8) + check
        most = -(-(bounds["header_bits"] + count * bounds["longest_element_bits"]) // 8) + check
        assert least <= length <= most, f"frame {frames} has {length} bytes for {count} elements"
        if "block" in bounds:
            assert length <= bounds["block"]["frame_bytes"] and count <= bounds["block"]["elements"]
        out += elements
        frames += 1
        packets += last
        at += length
    total, crc = struct.unpack_from("<QI", data, at)
    assert (total, crc) == (len(out), zlib.crc32(out))
    open(sys.argv[3], "wb").write(out)
    print(f"{frames} frames, {packets} packets")


main()
