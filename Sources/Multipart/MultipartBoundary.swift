/// What stands between the parts of a body (RFC 2046, 5.1.1).
package struct MultipartBoundary: Sendable, Hashable {
    package let bytes: [UInt8]

    /// A boundary of 1 to 70 of the allowed characters that does not end in a space.
    /// - Throws: `boundary`.
    package init(_ bytes: [UInt8]) throws(MultipartError) {
        guard (1...70).contains(bytes.count), bytes.last != 0x20,
            bytes.allSatisfy(MultipartBoundary.isAllowed)
        else { throw MultipartError(.boundary, at: 0) }
        self.bytes = bytes
    }

    /// The boundary that the Content-Type of a request names (RFC 7578, 4.1).
    /// - Throws: `otherType`, `boundary`.
    package init(contentType: String) throws(MultipartError) {
        guard let value = ParameterList(Array(contentType.utf8)),
            String(decoding: value.head, as: UTF8.self) == "multipart/form-data"
        else { throw MultipartError(.otherType, at: 0) }
        let found = value.values("boundary")
        guard found.count == 1 else { throw MultipartError(.boundary, at: 0) }
        try self.init(found[0])
    }

    /// bchars: digits, letters and a few marks.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F, 0x20: true
        default: false
        }
    }
}
