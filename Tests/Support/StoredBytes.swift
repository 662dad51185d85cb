import Foundation
import SatchelCore

/// The place in a store that some bytes have, and what is there.
package struct StoredBytes: Sendable {
    package let sha256: String
    /// The file's name in its folder.
    package let name: String
    private let folder: String
    private let bytes: [UInt8]

    package init(_ bytes: Data, in store: String) {
        self.bytes = [UInt8](bytes)
        sha256 = BlobStore.sha256(self.bytes)
        let path = BlobStore(folder: store).path(of: sha256)
        name = (path as NSString).lastPathComponent
        folder = (path as NSString).deletingLastPathComponent
    }

    /// The file and its drafts, by name.
    package var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasPrefix(name) }
    }

    package var isBegun: Bool { !files.isEmpty }

    /// Whether the file is not there, or is raw deflate (RFC 1951) of exactly the bytes, by what gzip makes of it.
    package var isWholeOrAbsent: Bool {
        guard files.contains(name) else { return true }
        // The least header (RFC 1952, 2.3); that the trailer is missing only makes gzip complain at the end.
        let script =
            "(printf '\\037\\213\\010\\0\\0\\0\\0\\0\\0\\0'; cat \"$0\") | gzip -dc 2>/dev/null | sha256sum"
        let result = try? Command.tool("sh", ["-c", script, "\(folder)/\(name)"])
        return result?.output.hasPrefix(sha256) ?? false
    }

    package func removeDrafts() {
        for file in files where file.hasSuffix(".part") { unlink("\(folder)/\(file)") }
    }
}
