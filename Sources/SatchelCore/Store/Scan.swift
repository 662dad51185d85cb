import Foundation

/// A scanned paper that shows that something was received: a PDF or a picture, as it came.
package struct Scan: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// The largest scan taken in, in bytes: 50 MB.
    package static let largest = 50_000_000

    /// How files begin: PDF (ISO 32000), JPEG (ITU-T T.81), PNG (W3C).
    private static let beginnings: [[UInt8]] = [
        Array("%PDF-".utf8), [0xFF, 0xD8, 0xFF], [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A],
    ]

    /// A scan from the bytes of a file; what it is, its beginning says and not its name.
    /// - Throws: `fileTooLarge`, `scanRefused`.
    package init(_ bytes: [UInt8], name: String) throws {
        guard bytes.count <= Scan.largest else { throw Scan.tooLarge(name) }
        guard Scan.beginnings.contains(where: { bytes.starts(with: $0) }) else {
            throw SatchelError(.scanRefused, ["file": name])
        }
        self.name = VietnameseText.normalised(name)
        self.bytes = bytes
    }

    /// The scan in a file.
    /// - Throws: `fileMissing`, `notPermitted`, `fileTooLarge` before anything is read, `scanRefused`.
    package static func read(_ path: String) throws -> Scan {
        let name = (path as NSString).lastPathComponent
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        if let size, size > Scan.largest { throw tooLarge(name) }
        return try Scan(try PrivateFile.read(path), name: name)
    }

    private static func tooLarge(_ name: String) -> SatchelError {
        SatchelError(.fileTooLarge, ["file": name, "limit": "\(largest / 1_000_000) MB"])
    }
}
