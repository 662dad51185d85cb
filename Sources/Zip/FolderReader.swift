import Foundation

/// An unpacked archive from outside: a folder judged as a whole before anything in it is read.
///
/// The rules of `ZipReader` as far as they apply to a folder: plain files and folders only, and no link is followed
/// below the top (the top itself may be one, as the caller named it); names valid UTF-8, at most 4,095 bytes and 64
/// levels, none equal in NFC (other systems write names in NFD); sizes and entries within `ZipLimits`. Which
/// characters a name may hold is the file system's affair.
/// A reader may be shared between threads.
package final class FolderReader: Sendable {
    /// One file.
    package struct Entry: Sendable, Equatable {
        /// The path below the top, in NFC.
        package let name: String
        /// The number of bytes it had when the folder was judged.
        package let size: UInt64
        /// The path as the file system has it.
        let path: String
    }

    /// The files, folder by folder in the order of their names' bytes.
    package let entries: [Entry]
    private let top: FolderHandle

    /// Opens and judges the folder at `path`; throws a `ZipError` that names the rule and the file.
    package init(path: String, limits: ZipLimits = .standard) throws {
        top = try FolderHandle(path: path)
        var walk = FolderWalk(limits)
        try walk.visit(top, below: "", level: 0)
        entries = walk.files
    }

    /// The folder that holds `name`: the one at `path`, or else the only one right inside it that does; nil when
    /// there is none or more than one. Throws `io`, `nameNotUTF8`, `tooManyEntries`.
    package static func folder(
        at path: String, holding name: String, limits: ZipLimits = .standard
    ) throws -> String? {
        let top = try FolderHandle(path: path)
        if try top.kind(of: name) != nil { return path }
        let holding = try top.names(atMost: limits.entries).filter { child in
            guard try top.kind(of: child)?.isFolder == true else { return false }
            return try FolderHandle(child, in: top).kind(of: name) != nil
        }
        return holding.count == 1 ? "\(path)/\(holding[0])" : nil
    }

    /// The contents of `entry`; throws as `read` does.
    package func bytes(of entry: Entry) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: entry.size))
        try read(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Hands over the contents of `entry` in pieces of up to 64 KiB. Throws `symlinkOrSpecial` or `sizeMismatch` when
    /// it is no longer what was judged, `io`, and whatever `body` throws.
    package func read(_ entry: Entry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        do {
            var folder = top
            var components = entry.path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
            let name = components.removeLast()
            for component in components { folder = try FolderHandle(component, in: folder) }
            try folder.read(name, size: entry.size, body)
        } catch let error as ZipError {
            throw error.about(entry.name)
        }
    }
}

/// Collects the files of a folder and throws as soon as a rule is broken.
private struct FolderWalk {
    private static let longestName = 4095
    private static let mostLevels = 64

    private let limits: ZipLimits
    private var tally: ZipTally
    private var seen: Set<String> = []
    private var count = 0
    private(set) var files: [FolderReader.Entry] = []

    init(_ limits: ZipLimits) {
        self.limits = limits
        tally = ZipTally(limits)
    }

    /// Takes in everything in `folder`, which lies at `path` below the top (empty for the top itself).
    mutating func visit(_ folder: FolderHandle, below path: String, level: Int) throws {
        let names = try folder.names(atMost: limits.entries - count)
        count += names.count
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let inside = path.isEmpty ? name : "\(path)/\(name)"
            do {
                try take(name, in: folder, as: inside, level: level)
            } catch let error as ZipError {
                throw error.about(inside)
            }
        }
    }

    private mutating func take(
        _ name: String, in folder: FolderHandle, as path: String, level: Int
    ) throws {
        guard path.utf8.count <= Self.longestName, level < Self.mostLevels else {
            throw ZipError(.nameTooLong, "level \(level + 1)")
        }
        let composed = path.precomposedStringWithCanonicalMapping
        guard seen.insert(composed).inserted else { throw ZipError(.namesEqual, "equal in NFC") }
        guard let kind = try folder.kind(of: name) else { throw ZipError(.io, "gone while being read") }
        switch kind {
        case .folder: try visit(FolderHandle(name, in: folder), below: path, level: level + 1)
        case .file(let size):
            try tally.add(composed, size: size, compressedSize: size)
            files.append(FolderReader.Entry(name: composed, size: size, path: path))
        case .other: throw ZipError(.symlinkOrSpecial)
        }
    }
}
