import ArgumentParser
import Foundation
import SatchelCore

/// The command line: parses, runs, and words every failure in the user's language.
@main
struct Main {
    static func main() async {
        Interrupts.watch()
        do {
            var command = try Satchel.parseAsRoot()
            if var service = command as? any AsyncParsableCommand {
                try await service.run()
            } else {
                try command.run()
            }
        } catch let status as ExitStatus {
            exit(status.rawValue)
        } catch let error as SatchelError {
            complain(error.message(in: Language.chosen, namesCommands: true))
            exit(ExitStatus(error).rawValue)
        } catch {
            let status = Satchel.exitCode(for: error).rawValue
            let message = HelpWords.translated(Satchel.fullMessage(for: error))
            if status == 0 { print(message) } else { complain(message) }
            exit(status == 0 ? 0 : ExitStatus.usage.rawValue)
        }
    }

    private static func complain(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

/// The exit statuses, as `satchel help` lists them.
enum ExitStatus: Int32, Error {
    case done = 0
    /// What was asked cannot be done; nothing has changed.
    case refused = 1
    /// The audit found somebody who does not hold the latest edition, or something out of force.
    case outdated = 3
    /// A file, archive, store or register is damaged.
    case damaged = 4
    /// The command was not understood (sysexits EX_USAGE).
    case usage = 64
    /// Disk full or unreadable (EX_IOERR).
    case io = 74
    /// Another program is writing; try again (EX_TEMPFAIL).
    case busy = 75
    /// No permission (EX_NOPERM).
    case permission = 77

    init(_ error: SatchelError) {
        self =
            switch error.code {
            case .registerBusy: .busy
            case .notPermitted, .accountExpired, .accountMissing, .accountNotYet, .outsideAccount,
                .roleRefused, .kitOfOthers, .wholeOfficeNeeded:
                .permission
            case .diskFull, .storeFailed: .io
            case .archiveDiffers, .backupDamaged, .blobAltered, .blobInexact, .blobMissing, .registerBroken,
                .reviewAltered:
                .damaged
            default: .refused
            }
    }
}

/// Ctrl-C: what was begun is left as if it had never been.
enum Interrupts {
    nonisolated(unsafe) private static var source: (any DispatchSourceSignal)?

    static func watch() {
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { Office.abandon(leave) }
        source.resume()
        self.source = source
    }

    /// Leaves the signals to a service that ends in its own time.
    static func leaveToService() {
        source?.cancel()
        source = nil
    }

    private static func leave() {
        let word = Text(
            "\nĐã dừng. Việc đang dở không được ghi.\n", "\nStopped. Nothing half-done was kept.\n")
        FileHandle.standardError.write(Data(word.chosen.utf8))
        exit(130)
    }
}
