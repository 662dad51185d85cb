import Foundation
import Synchronization

extension Office {
    /// Opens the office in a folder although its settings may be unreadable; a finding tells when they are.
    /// - Throws: `officeMissing` without a register, and what `Register.init` throws.
    package static func openForCheck(
        at folder: String, time: @escaping @Sendable () -> Instant = OfficeClock.system
    ) throws -> Office {
        do {
            return try open(at: folder, time: time)
        } catch let error as SatchelError
            where [.officeMissing, .settingsBroken, .settingsZone, .notPermitted].contains(error.code)
        {
            let register = "\(folder)/register.sqlite"
            guard FileManager.default.fileExists(atPath: register) else { throw error }
            let clock = OfficeClock(zone: try Settings.standard.zone(), read: time)
            return Office(
                folder: folder, register: try Register(path: register, clock: clock),
                store: BlobStore(folder: "\(folder)/store"),
                settingsFile: SettingsFile(.standard, path: "\(folder)/settings.yaml"))
        }
    }

    /// Reads everything again: settings and keys, the register by SQLite and today's holdings by the evidence, every
    /// blob by its hashes, every issued edition by the hash it was issued with. Nothing is changed.
    ///
    /// What comes or goes meanwhile is no finding: what was found is looked at once more against the register.
    /// - Parameter progress: hears how many bytes of how many are done, never twice at once.
    /// - Throws: `registerBusy`, `notPermitted`, `storeFailed`.
    package func check(
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) throws -> CheckReport {
        var report = CheckReport()
        report.findings = missingFiles()
        let isReadable = try reading(into: &report) { report in
            report.findings += try register.faults()
            if let astray = try register.holdingsAstray() {
                report.hasComparedHoldings = true
                report.findings += astray
            }
        }
        guard isReadable else { return report }
        _ = try reading(into: &report) { try checkStore(&$0, progress) }
        return report
    }

    /// Runs a part of the check; that the register's file cannot be read is a finding, and ends the part.
    private func reading(
        into report: inout CheckReport, _ part: (inout CheckReport) throws -> Void
    ) throws -> Bool {
        do {
            try part(&report)
            return true
        } catch let error as SatchelError where error.code == .registerBroken {
            report.findings.append(CheckFinding(.register, error.arguments["why"] ?? ""))
            return false
        }
    }

    private func missingFiles() -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if (try? Settings.read(from: "\(folder)/settings.yaml").zone()) == nil {
            findings.append(CheckFinding(.file, "settings.yaml"))
        }
        // 32 bytes as hex.
        if (try? PrivateFile.read("\(folder)/keys/link.key"))?.count != 64 {
            findings.append(CheckFinding(.file, "keys/link.key"))
        }
        return findings
    }

    private func checkStore(
        _ report: inout CheckReport, _ progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) throws {
        // Files first: what is taken in meanwhile is then known when the register is read.
        let files = storedFiles()
        let blobs = try register.blobs()
        let editions = try register.editions()
        report.blobs = blobs.count
        report.bytes = blobs.reduce(0) { $0 + $1.storedSize }
        report.editions = editions.count
        let tally = ProgressTally(
            report.bytes + editions.reduce(0) { $0 + $1.archiveSize }, tell: progress)
        let damaged = try damagedBlobs(blobs) { tally.add($0) }
        report.findings += try findings(of: damaged)
        report.findings += try strays(among: files, blobs: blobs)
        let lost = Set(damaged.map(\.blob.sha256))
        for edition in editions {
            if try !isExact(edition, without: lost) {
                report.findings.append(CheckFinding(.edition, "\(edition.kit)/\(edition.number)"))
            }
            tally.add(edition.archiveSize)
        }
    }

    /// The blobs that are not whole, and are still named.
    func damagedBlobs(
        _ blobs: [BlobStore.Blob], progress: @Sendable (UInt64) -> Void = { _ in }
    ) throws -> [(blob: BlobStore.Blob, state: BlobState)] {
        let suspected = zip(blobs, try store.states(of: blobs, progress: progress)).filter { $1 != .whole }
        if suspected.isEmpty { return [] }
        let named = Set(try register.remaining(suspected.map(\.0)).map(\.sha256))
        return suspected.filter { named.contains($0.0.sha256) }.map { ($0.0, store.state(of: $0.0)) }
            .filter { $0.1 != .whole }
    }

    /// What is told of damaged blobs, with where they are used.
    func findings(of damaged: [(blob: BlobStore.Blob, state: BlobState)]) throws -> [CheckFinding] {
        let uses = try register.uses(of: damaged.map(\.blob.sha256))
        return damaged.map { blob, state in
            CheckFinding(
                state == .missing ? .missing : .altered, BlobStore(folder: "store").path(of: blob.sha256),
                sha256: blob.sha256, bytes: blob.storedSize, uses: uses[blob.sha256] ?? [])
        }
    }

    private func strays(among files: [StrayFile], blobs: [BlobStore.Blob]) throws -> [CheckFinding] {
        let named = Set(blobs.map(\.sha256))
        let strays = files.filter { !($0.sha256.map(named.contains) ?? false) }
        let gone = Set(try register.removed(among: strays.compactMap(\.sha256)))
        return strays.map { file in
            let isRemoved = file.sha256.map(gone.contains) ?? false
            return CheckFinding(
                isRemoved ? .removed : file.isDraft ? .draft : .orphan, file.path, sha256: file.sha256,
                bytes: file.bytes)
        }
    }

    /// Whether an edition gives the archive it was issued as; taken for granted while blobs of it are damaged.
    func isExact(_ edition: Edition, without lost: Set<String>) throws -> Bool {
        let items = try register.items(of: edition)
        if items.contains(where: { $0.blob.map { lost.contains($0.sha256) } ?? false }) { return true }
        if try archiveHash(of: edition, items) == edition.archiveSHA256 { return true }
        // Made anew by an urgent removal since it was read?
        guard let now = try register.editions(of: edition.kit).first(where: { $0.id == edition.id }),
            now.archiveSHA256 != edition.archiveSHA256
        else { return false }
        return try archiveHash(of: now, try register.items(of: now)) == now.archiveSHA256
    }

    /// The sha256 of an edition's archive as it would be written now; nil when a file of it is gone.
    private func archiveHash(of edition: Edition, _ items: [EditionItem]) throws -> String? {
        do {
            let plan = try KitBuilder(store: store).plan(
                items, folder: edition.folder, day: edition.issuedOn)
            return try SatchelError.wrapping(edition.folder) { try plan.sha256() }
        } catch let error as SatchelError where [.blobMissing, .archiveRefused].contains(error.code) {
            return nil
        }
    }
}

/// Bytes done of a whole, counted by several threads and told by one at a time.
final class ProgressTally: Sendable {
    private let done = Mutex<UInt64>(0)
    private let total: UInt64
    private let tell: @Sendable (UInt64, UInt64) -> Void

    init(_ total: UInt64, tell: @escaping @Sendable (UInt64, UInt64) -> Void) {
        self.total = total
        self.tell = tell
    }

    func add(_ bytes: UInt64) {
        done.withLock { done in
            done += bytes
            tell(done, total)
        }
    }
}
