@testable import Zip

/// An archive put together byte by byte, sound unless a test spoils it.
struct RawArchive {
    /// One entry; the fields of its two headers may be set apart.
    struct Entry {
        var name: [UInt8]
        var localName: [UInt8]
        var data: [UInt8]
        var method: UInt16 = 8
        var flags: UInt16 = 0x0800
        var localFlags: UInt16?
        var size: UInt32
        var compressedSize: UInt32
        var crc32: UInt32
        var local: (crc: UInt32, compressedSize: UInt32, size: UInt32)?
        var attributes: UInt32 = 0o100644 << 16
        var host: UInt8 = 3
        var extra: [UInt8] = []
        var localExtra: [UInt8] = []
        var before: [UInt8] = []
        var after: [UInt8] = []
        var offset: UInt32?
        var isInDirectory = true

        /// A deflated file with `text` in it, or a folder when the name ends in a slash.
        init(_ name: String, _ text: String = "text") {
            let bytes = name.hasSuffix("/") ? [] : [UInt8](text.utf8)
            self.name = [UInt8](name.utf8)
            localName = self.name
            data = deflated(bytes)
            size = UInt32(bytes.count)
            compressedSize = UInt32(data.count)
            crc32 = crc(bytes)
            if name.hasSuffix("/") { attributes = 0o40755 << 16 | 0x10 }
        }

        /// The same entry, changed by `body`.
        func with(_ body: (inout Entry) -> Void) -> Entry {
            var copy = self
            body(&copy)
            return copy
        }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var beforeDirectory: [UInt8] = []
    var beforeEnd: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var count: UInt16?
    var disk: UInt16 = 0
    var isZip64 = false

    /// An archive of `entries`.
    init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// The finished bytes.
    var bytes: [UInt8] {
        var body = prefix
        var directory: [UInt8] = []
        var listed: UInt16 = 0
        for entry in entries {
            body += entry.before
            let offset = entry.offset ?? UInt32(body.count)
            body += Self.localHeader(entry) + entry.data + entry.after
            if entry.isInDirectory {
                directory += Self.centralHeader(entry, offset)
                // The record has 16 bits for it.
                listed &+= 1
            }
        }
        body += beforeDirectory
        let start = body.count
        body += directory + beforeEnd
        return body + end(count ?? listed, directory.count, start, at: body.count) + suffix
    }

    private static func localHeader(_ entry: Entry) -> [UInt8] {
        var bytes = little(Signature.local) + little(UInt16(20)) + little(entry.localFlags ?? entry.flags)
        bytes += little(entry.method) + little(UInt32(0x5a21_6000)) + little(entry.local?.crc ?? entry.crc32)
        bytes += little(entry.local?.compressedSize ?? entry.compressedSize)
        bytes += little(entry.local?.size ?? entry.size)
        bytes += little(UInt16(entry.localName.count)) + little(UInt16(entry.localExtra.count))
        return bytes + entry.localName + entry.localExtra
    }

    private static func centralHeader(_ entry: Entry, _ offset: UInt32) -> [UInt8] {
        var bytes = little(Signature.central) + [63, entry.host] + little(UInt16(20)) + little(entry.flags)
        bytes += little(entry.method) + little(UInt32(0x5a21_6000)) + little(entry.crc32)
        bytes += little(entry.compressedSize) + little(entry.size)
        bytes += little(UInt16(entry.name.count)) + little(UInt16(entry.extra.count)) + little(UInt16(0))
        bytes += little(UInt16(0)) + little(UInt16(0)) + little(entry.attributes) + little(offset)
        return bytes + entry.name + entry.extra
    }

    private func end(_ count: UInt16, _ length: Int, _ start: Int, at place: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        if isZip64 {
            bytes += little(Signature.end64) + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45))
            bytes += little(UInt64(0)) + little(UInt64(count)) + little(UInt64(count))
            bytes += little(UInt64(length)) + little(UInt64(start))
            bytes +=
                little(Signature.locator64) + little(UInt32(0)) + little(UInt64(place)) + little(UInt32(1))
        }
        bytes += little(Signature.end) + little(disk) + little(disk)
        bytes += little(isZip64 ? 0xffff : count) + little(isZip64 ? 0xffff : count)
        bytes += little(isZip64 ? UInt32.max : UInt32(length)) + little(isZip64 ? UInt32.max : UInt32(start))
        return bytes + little(UInt16(comment.count)) + comment
    }
}

/// What one archive breaks, found when it is opened or when all of it is read; nil if it is read.
func fault(_ archive: RawArchive, limits: ZipLimits = .standard) throws -> ZipError.Rule? {
    try fault(archive.bytes, limits: limits)
}

/// The same for an archive's bytes.
func fault(_ bytes: [UInt8], limits: ZipLimits = .standard) throws -> ZipError.Rule? {
    let scratch = try Scratch()
    let path = try scratch.put(bytes)
    return try rule {
        let reader = try ZipReader(path: path, limits: limits)
        for entry in reader.entries { try reader.read(entry) { _ in } }
    }
}
