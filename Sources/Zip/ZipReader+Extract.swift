import Foundation

extension ZipReader {
    /// Unpacks everything into a new folder at `folder`: all or nothing, and durable on return.
    ///
    /// Files are written into a draft folder beside it, which then takes its place. Throws `exists` if there is
    /// anything at `folder`, `io`, and whatever reading an entry throws.
    package func extract(into folder: String) throws {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        var status = stat()
        guard lstat(path, &status) != 0 else { throw ZipError(.exists, "the folder exists already") }
        let draft = try DraftFolder(of: path)
        for entry in entries {
            do {
                try draft.add(entry, from: self)
            } catch let error as ZipError {
                throw error.about(entry.name)
            }
        }
        try draft.commit()
    }
}

/// A folder being filled beside its final place; removed when let go without `commit()`.
private final class DraftFolder {
    private let path: String
    private let draftPath: String
    private var isCommitted = false
    /// What was made, relative to the draft, parents before children.
    private var folders: Set<String> = []
    private var foldersInOrder: [String] = []

    /// Creates the draft of the folder at `path`; throws `io`.
    init(of path: String) throws {
        self.path = path
        (draftPath, _) = try DraftPath.make(beside: path) { mkdir($0, 0o777) }
    }

    deinit {
        if isCommitted { Drafts.end(draftPath) } else { Drafts.remove(draftPath) }
    }

    /// Writes `entry` under its name, which the reader has checked.
    func add(_ entry: ZipReader.Entry, from reader: ZipReader) throws {
        let components = entry.name.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        try makeFolders(entry.isFolder ? components : components.dropLast())
        guard !entry.isFolder else { return try reader.read(entry) { _ in } }
        let file = "\(draftPath)/\(entry.name)"
        // Not while drafts are being removed: it would outlive its folder's removal.
        let descriptor = Drafts.unbroken {
            open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        }
        guard descriptor >= 0 else { throw ZipError.system("create") }
        defer { close(descriptor) }
        try reader.read(entry) { try Self.write($0, to: descriptor) }
        guard fsync(descriptor) == 0 else { throw ZipError.system("fsync") }
    }

    /// Makes everything durable and puts the folder in its place; throws `exists` or `io`.
    func commit() throws {
        for folder in foldersInOrder.reversed() { try DraftPath.sync(folder: "\(draftPath)/\(folder)") }
        try DraftPath.sync(folder: draftPath)
        // At worst this replaces an empty folder made since the check; anything else makes it fail.
        guard rename(draftPath, path) == 0 else {
            let isTaken = [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno)
            throw ZipError.system("rename", rule: isTaken ? .exists : .io)
        }
        isCommitted = true
        try DraftPath.sync(folderOf: path)
    }

    private func makeFolders(_ components: some Collection<String>) throws {
        var folder = ""
        for component in components {
            folder += folder.isEmpty ? component : "/\(component)"
            guard folders.insert(folder).inserted else { continue }
            guard Drafts.unbroken({ mkdir("\(draftPath)/\(folder)", 0o777) }) == 0 else {
                throw ZipError.system("mkdir")
            }
            foldersInOrder.append(folder)
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ZipError.system("write") }
            rest = rest.dropFirst(count)
        }
    }
}
