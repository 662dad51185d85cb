import Zip

/// Whether an archive, or the folder it was unpacked into, is whole: every file of `SHA256SUMS` there and unaltered,
/// those of a personal folder by its own list.
package struct ArchiveCheck: Sendable {
    package let manifest: KitManifest
    /// Whose copy it is; nil for a common kit.
    package let personal: PersonalManifest?
    package let missing: [String]
    package let altered: [String]
    /// Files that no list names.
    package let extra: [String]
    /// Lines of a list that say nothing, as the list's path and the number of the line, from 1.
    package let malformed: [(list: String, line: Int)]

    /// Whether the personal folder is that of another kit or edition.
    package var isPersonalForeign: Bool { personal.map { !$0.isOf(manifest) } ?? false }

    package var isWhole: Bool {
        missing.isEmpty && altered.isEmpty && malformed.isEmpty && !isPersonalForeign
    }

    /// Checks a zip file or a folder (the top folder of a kit, or the folder that holds it) by the reader's rules.
    /// - Throws: `fileMissing`, `archiveRefused` with file and rule, `notAKit` with file and reason, `manifestNewer`.
    package init(_ path: String) throws {
        let files = try KitFiles(path)
        guard let json = try files.list("kit.json") else {
            throw SatchelError.notAKit(path, .missing, file: "kit.json")
        }
        guard files.names.contains(FileList.name) else {
            throw SatchelError.notAKit(path, .missing, file: FileList.name)
        }
        manifest = try KitManifest(reading: json, of: path)
        var lists = [try FileList(in: files, below: "")]
        personal = try ArchiveCheck.personal(in: files, path, &lists)
        var missing: Set<String> = []
        var altered: Set<String> = []
        for (name, sum) in lists.flatMap(\.wanted) {
            if !files.names.contains(name) {
                missing.insert(name)
            } else if try files.sha256(name) != sum {
                altered.insert(name)
            }
        }
        missing.formUnion(lists.map(\.path).filter { !files.names.contains($0) })
        self.missing = missing.sorted()
        self.altered = altered.sorted()
        extra = files.names.subtracting(lists.flatMap { $0.wanted.map(\.name) + [$0.path] }).sorted()
        malformed = lists.flatMap { list in list.malformedLines.map { (list.path, $0) } }
    }

    /// The personal folder's manifest and, added to `lists`, its list; nil when there is none, or when its list does
    /// not name it, so that it is an extra file like any other.
    private static func personal(
        in files: KitFiles, _ path: String, _ lists: inout [FileList]
    ) throws -> PersonalManifest? {
        let folders = [false, true].map(PersonalManifest.folder)
        let file = folders.map { "\($0)/\(PersonalManifest.file)" }.first { files.names.contains($0) }
        guard let file, let json = try files.list(file) else { return nil }
        let list = try FileList(in: files, below: String(file.dropLast(PersonalManifest.file.count)))
        lists.append(list)
        guard list.wanted.contains(where: { $0.name == file }) else { return nil }
        return try PersonalManifest(reading: json, of: path, file: file)
    }
}

/// A `SHA256SUMS` file of a kit, its paths made those of the kit; empty when it is not there.
private struct FileList {
    static let name = "SHA256SUMS"

    let path: String
    let wanted: [(name: String, sum: String)]
    let malformedLines: [Int]

    /// Reads the list in a folder, which is empty or ends in a slash.
    init(in files: KitFiles, below folder: String) throws {
        path = folder + FileList.name
        let bytes = try files.list(path) ?? []
        let list = try SatchelError.wrapping(files.path) { try SumsList(bytes) }
        wanted = list.sums.map { (folder + $0.key, $0.value) }
        malformedLines = list.malformedLines
    }
}

/// Any archive from outside.
package enum Archive {
    /// Unpacks an archive that keeps the reader's rules into a new folder, whole or not at all.
    /// - Returns: how many files. - Throws: `archiveRefused` with entry and rule.
    package static func unpack(_ path: String, into folder: String) throws -> Int {
        try SatchelError.wrapping(path) {
            let reader = try ZipReader(path: path)
            try reader.extract(into: folder)
            return reader.entries.count { !$0.isFolder }
        }
    }
}
