import SatchelCore

/// The shapes of long work and what comes of it.
enum WorkRecords {
    /// The state of a piece of work, in a language.
    struct Told: Sendable {
        let state: LongWork.State
        let language: Language

        init(_ state: LongWork.State, _ language: Language) {
            self.state = state
            self.language = language
        }

        var address: String { "\(Interface.root)/work/\(state.number)" }

        fileprivate var backup: Made? {
            if case .backup(let path, let size) = state.outcome { Made(path: path, size: size) } else { nil }
        }
        fileprivate var check: CheckReport? {
            if case .checked(let report) = state.outcome { report } else { nil }
        }
        fileprivate var repair: RepairReport? {
            if case .repaired(let report) = state.outcome { report } else { nil }
        }
        fileprivate var error: SatchelError? {
            if case .failed(let error) = state.outcome { error } else { nil }
        }
        fileprivate var word: String {
            switch state.outcome {
            case nil: "running"
            case .failed: "failed"
            default: "done"
            }
        }
    }

    fileprivate struct Made: Sendable {
        let path: String
        let size: UInt64
    }

    static let backup = Record<Backup>(
        "Backup",
        [
            .whole("id", \.event), .text("backup", \.id), .text("path", \.path),
            .textIfAny("base", \.base), .instant("madeAt", \.madeAt), .text("madeBy", \.madeBy),
            .flag("isThere", \.isThere),
        ])

    static let work = Record<Told>(
        "Work",
        [
            .whole("id", \.state.number), .text("address", \.address), .word("kind", \.state.kind),
            .among("state", ["running", "done", "failed"], \.word), .whole("percent", \.state.share),
            .instant("begunAt", \.state.begunAt), .text("begunBy", \.state.begunBy),
            .oneIfAny("backup", made, \.backup), .oneIfAny("check", checked, \.check),
            .oneIfAny("repair", repaired, \.repair), .textIfAny("error") { $0.error?.code.rawValue },
            .textIfAny("detail") { told in told.error?.message(in: told.language) },
        ])

    private static let made = Record<Made>("MadeBackup", [.text("path", \.path), .whole("bytes", \.size)])

    private static let checked = Record<CheckReport>(
        "CheckReport",
        [
            .flag("isDamaged", \.isDamaged), .whole("files", \.blobs), .whole("bytes", \.bytes),
            .whole("editions", \.editions), .many("findings", finding, \.findings),
        ])

    private static let finding = Record<CheckFinding>(
        "CheckFinding",
        [
            .word("kind", \.kind), .flag("isHarmless", \.kind.isHarmless), .text("subject", \.subject),
            .textIfAny("sha256", \.sha256), .both("meaning", \.kind.text), .both("advice", \.kind.advice),
            .many("places", Records.text, \.places), .texts("details", \.details),
        ])

    static let repaired = Record<RepairReport>(
        "RepairReport",
        [
            .many("mended", mended, \.mended), .many("left", finding, \.left),
            .texts("refused") { $0.refused.map(\.error.code.rawValue) },
            .whole("removed", \.removed.count), .whole("inexact", \.inexact.count),
            .whole("drafts", \.drafts.count),
        ])

    private static let mended = Record<RepairReport.Mended>(
        "Mended", [.text("sha256", \.sha256)])
}
