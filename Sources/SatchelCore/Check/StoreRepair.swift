/// The search for missing blobs in files, one after the other.
struct StoreRepair {
    private let office: Office
    private(set) var report = RepairReport()
    /// What is looked for, by hash.
    private var wanted: [String: BlobStore.Blob]
    /// Whole, but of an edition that does not come out as it was issued: only frozen bytes help.
    private var suspects: [String: BlobStore.Blob] = [:]

    init(_ office: Office, wanted: [BlobStore.Blob]) {
        self.office = office
        self.wanted = Dictionary(wanted.map { ($0.sha256, $0) }) { first, _ in first }
    }

    var lost: Set<String> { Set(wanted.keys) }
    var isLooking: Bool { !wanted.isEmpty || !suspects.isEmpty }

    /// Looks for the frozen bytes of editions too that do not come out as they were issued.
    mutating func addSuspects(of editions: [Edition]) throws {
        for edition in editions {
            for blob in try office.register.items(of: edition).compactMap(\.blob) {
                suspects[blob.sha256] = blob
            }
        }
    }

    /// Looks into a file: it may be what is missing, or an archive that holds it. That it cannot be read is told.
    mutating func look(into path: String) throws {
        do {
            let sizes = Set(wanted.values.map(\.size))
            if let bytes = try RepairSources.bytes(path, ofSizes: sizes) { try take(bytes, from: path) }
            guard isLooking, RepairSources.isArchive(path) else { return }
            let archive = try RepairArchive(path)
            try takeWanted(from: archive, path)
            try takeExact(from: archive, path)
        } catch let error as SatchelError where [.archiveRefused, .fileMissing].contains(error.code) {
            report.refused.append((path, error))
        } catch let error as SatchelError
            where error.code == .notPermitted && error.arguments["path"] == path
        {
            report.refused.append((path, error))
        }
    }

    private mutating func take(_ bytes: [UInt8], from source: String) throws {
        guard let blob = wanted[BlobStore.sha256(bytes)] else { return }
        do {
            _ = try office.store.ingest(bytes, name: source, known: blob)
            mended(blob, from: source)
        } catch let error as SatchelError where error.code == .blobInexact {
            report.inexact.append(source)
        }
    }

    private mutating func takeWanted(from archive: RepairArchive, _ path: String) throws {
        for blob in wanted.values.sorted(by: { $0.sha256 < $1.sha256 }) {
            for entry in archive.candidates(for: blob) where wanted[blob.sha256] != nil {
                if let packed = try archive.packed(entry, as: blob) {
                    try office.store.restore(packed, as: blob)
                    mended(blob, from: path)
                } else {
                    try take(try archive.bytes(entry), from: path)
                }
            }
        }
    }

    private mutating func takeExact(from archive: RepairArchive, _ path: String) throws {
        for blob in suspects.values.sorted(by: { $0.sha256 < $1.sha256 }) {
            for entry in archive.candidates(for: blob) {
                guard let packed = try archive.packed(entry, as: blob),
                    try packed != PrivateFile.read(office.store.path(of: blob.sha256))
                else { continue }
                try office.store.restore(packed, as: blob)
                mended(blob, from: path)
            }
        }
    }

    private mutating func mended(_ blob: BlobStore.Blob, from source: String) {
        wanted[blob.sha256] = nil
        suspects[blob.sha256] = nil
        report.mended.append(RepairReport.Mended(sha256: blob.sha256, source: source))
    }

    /// Tells which of the files hold bytes that were removed; hashes are made only where something was.
    mutating func refuseRemoved(among files: [String]) throws {
        guard try !office.register.removals().isEmpty else { return }
        let hashes = files.compactMap { path in (try? BlobStore.sha256(ofFile: path)).map { (path, $0) } }
        let gone = Set(try office.register.removed(among: hashes.map(\.1)))
        report.removed = hashes.filter { gone.contains($0.1) }.map(\.0)
    }
}
