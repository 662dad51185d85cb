import CLibZ
import Foundation

/// PDF files (ISO 32000-1) of the two kinds an office has: text, and pictures of paper.
enum PDF {
    /// Scanned pages: one picture of 200 to 340 KB each, as a DCT stream.
    static func scan(pages: Int, _ random: inout SteadyRandom) -> [UInt8] {
        var draft = Draft()
        for _ in 0..<pages {
            let picture = draft.add(
                "/Type /XObject /Subtype /Image /Width 1654 /Height 2339 /ColorSpace /DeviceGray "
                    + "/BitsPerComponent 8 /Filter /DCTDecode",
                stream: jpeg(Int.random(in: 200_000...340_000, using: &random), &random))
            let contents = draft.add("", stream: Array("q 595 0 0 842 0 0 cm /I Do Q\n".utf8))
            draft.addPage(contents: contents, resources: "/XObject << /I \(picture) 0 R >>")
        }
        return draft.finished()
    }

    /// Pages of text, one compressed stream each, and a font of 60 to 190 KB.
    static func text(pages: Int, _ prose: Prose, _ random: inout SteadyRandom) throws -> [UInt8] {
        var prose = prose
        var draft = Draft()
        let outlines = random.bytes(Int.random(in: 60_000...190_000, using: &random)).map { $0 & 0x7F }
        let font = draft.add("/Length1 \(outlines.count) /Filter /FlateDecode", stream: try flate(outlines))
        let face = draft.add("/Type /Font /Subtype /TrueType /BaseFont /Bench /Bench \(font) 0 R")
        for _ in 0..<pages {
            var lines = "BT /F \(face) Tf 13 TL 72 770 Td\n"
            for _ in 0..<12 {
                // Glyphs by number, two bytes each, as programs that embed fonts write them.
                let glyphs = prose.sentence().unicodeScalars.map { String(format: "%04X", $0.value % 1024) }
                lines += "<\(glyphs.joined())> Tj T*\n"
            }
            let contents = draft.add(
                "/Filter /FlateDecode", stream: try flate(Array((lines + "ET\n").utf8)))
            draft.addPage(contents: contents, resources: "/Font << /F \(face) 0 R >>")
        }
        return draft.finished()
    }

    /// Bytes that look like a picture's (ITU-T T.81): entropy-coded ones, and here and there a strip of blank paper.
    private static func jpeg(_ count: Int, _ random: inout SteadyRandom) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x43, 0x00] + [UInt8](repeating: 16, count: 64)
        bytes.reserveCapacity(count + 4_096)
        while bytes.count < count {
            for byte in random.bytes(Int.random(in: 6_000...20_000, using: &random)) {
                bytes.append(byte)
                if byte == 0xFF { bytes.append(0) }
            }
            let blank: [UInt8] = [0x28, 0xA0, 0x02, 0x8A]
            for _ in 0..<Int.random(in: 20...120, using: &random) { bytes += blank }
        }
        return bytes + [0xFF, 0xD9]
    }

    /// Bytes in the zlib format (RFC 1950), zlib's usual level.
    private static func flate(_ bytes: [UInt8]) throws -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(length))
        let result = compress2(&packed, &length, bytes, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
        guard result == Z_OK else { throw BenchError.failed("zlib", result) }
        return Array(packed.prefix(Int(length)))
    }

    /// A file being put together: objects in their order, the pages last.
    private struct Draft {
        private var bytes = Array("%PDF-1.5\n".utf8)
        private var offsets: [Int] = []
        private var pages: [(contents: Int, resources: String)] = []

        /// Adds an object and gives its number.
        mutating func add(_ dictionary: String, stream: [UInt8]? = nil) -> Int {
            offsets.append(bytes.count)
            let length = stream.map { " /Length \($0.count)" } ?? ""
            bytes += "\(offsets.count) 0 obj\n<< \(dictionary)\(length) >>\n".utf8
            if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
            bytes += "endobj\n".utf8
            return offsets.count
        }

        mutating func addPage(contents: Int, resources: String) { pages.append((contents, resources)) }

        /// The file, with its pages, cross-reference table and trailer.
        mutating func finished() -> [UInt8] {
            let parent = offsets.count + pages.count + 1
            let kids = pages.map { page in
                add(
                    "/Type /Page /Parent \(parent) 0 R /MediaBox [0 0 595 842] /Contents \(page.contents) 0 R "
                        + "/Resources << \(page.resources) >>")
            }
            let list = kids.map { "\($0) 0 R" }.joined(separator: " ")
            let root = add("/Type /Pages /Kids [\(list)] /Count \(kids.count)")
            let catalog = add("/Type /Catalog /Pages \(root) 0 R")
            let start = bytes.count
            bytes += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8
            for offset in offsets { bytes += String(format: "%010d 00000 n \n", offset).utf8 }
            bytes += "trailer\n<< /Size \(offsets.count + 1) /Root \(catalog) 0 R >>\n".utf8
            bytes += "startxref\n\(start)\n%%EOF\n".utf8
            return bytes
        }
    }
}
