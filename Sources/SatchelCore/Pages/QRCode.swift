import CLibQREncode

/// A text as a QR code (ISO/IEC 18004), byte mode, error correction M: an eighth of it may be stained.
package struct QRCode: Sendable, Hashable {
    /// How many modules it is wide and high, without the quiet zone.
    package let width: Int
    private let dark: [Bool]

    /// The light border a reader needs, in modules.
    private static let quiet = 4

    /// - Throws: `qrTooLong` beyond what a code holds, 2,331 bytes.
    package init(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(clamping: bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw SatchelError(.qrTooLong, ["bytes": "\(bytes.count)"])
        }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        self.width = width
        dark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Whether the module at a column and row, from 0, is dark.
    package subscript(column: Int, row: Int) -> Bool { dark[row * width + column] }

    /// The code as a drawing, black on white whatever the page's colours.
    /// - Parameters:
    ///   - size: its width and height with the quiet zone, in CSS pixels.
    ///   - label: what it is, for those who do not see it.
    package func svg(size: Int, label: String) -> HTML {
        let side = width + 2 * QRCode.quiet
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="\(label)" width="\(size)" height="\(size)" \
            viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/>\
            <path fill="#000" d="\(path)"/></svg>
            """
    }

    /// The dark modules, row by row, each run of them a box.
    private var path: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                var end = column
                while end < width, self[end, row] { end += 1 }
                if end > column {
                    path +=
                        "M\(column + QRCode.quiet) \(row + QRCode.quiet)h\(end - column)v1H\(column + QRCode.quiet)z"
                }
                column = max(end, column + 1)
            }
        }
        return path
    }
}
