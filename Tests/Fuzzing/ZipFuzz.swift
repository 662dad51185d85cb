import Foundation
import Zip

/// Any bytes as an archive: read, and now and then unpacked.
enum ZipFuzz {
    private static let scratch = FuzzScratch()
    /// The standard limits, but for sizes that a run may wait for.
    private static let limits = ZipLimits(fileBytes: 4 << 20, totalBytes: 8 << 20)

    /// Whatever is accepted keeps the limits and delivers what it declares; unpacking stays in its folder, whole or
    /// not at all.
    static func run(_ bytes: [UInt8]) {
        do {
            let reader = try ZipReader(bytes: bytes, limits: limits)
            check(reader.entries)
            for entry in reader.entries { try read(entry, of: reader) }
            if bytes.count % 4 == 0 { try unpack(reader) }
        } catch is ZipError {
        } catch {
            fatalError("\(error)")
        }
    }

    private static func check(_ entries: [ZipReader.Entry]) {
        must(entries.count <= limits.entries, "\(entries.count) entries")
        must(entries.allSatisfy { $0.size <= limits.fileBytes }, "a file too large")
        must(entries.reduce(0) { $0 + $1.size } <= limits.totalBytes, "an archive too large")
        for name in entries.map(\.name) {
            let bytes = Array(name.utf8)
            must(bytes.first != 0x2f && !bytes.contains(0) && !bytes.contains(0x5c), "“\(name)”")
            let parts = bytes.split(separator: 0x2f)
            must(!parts.contains([0x2e, 0x2e]) && !parts.contains([0x2e]), "“\(name)”")
        }
    }

    private static func read(_ entry: ZipReader.Entry, of reader: ZipReader) throws {
        var delivered: UInt64 = 0
        do {
            try reader.read(entry) { delivered += UInt64($0.count) }
        } catch {
            must(delivered <= entry.size, "\(delivered) bytes for \(entry.size)")
            throw error
        }
        must(delivered == entry.size, "\(delivered) bytes for \(entry.size)")
    }

    private static func unpack(_ reader: ZipReader) throws {
        defer { scratch.empty() }
        do {
            try reader.extract(into: "\(scratch.folder)/out")
        } catch {
            must(scratch.names.isEmpty, "a refused archive left \(scratch.names)")
            throw error
        }
        must(scratch.names == ["out"], "unpacking left \(scratch.names)")
        let found = FileManager.default.enumerator(atPath: "\(scratch.folder)/out")?.compactMap {
            $0 as? String
        }
        let wanted = reader.entries.map { $0.isFolder ? String($0.name.dropLast()) : $0.name }
        must(Set(wanted).isSubset(of: found ?? []), "\(wanted) became \(found ?? [])")
    }
}
