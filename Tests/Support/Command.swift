import Foundation

/// A program run to its end: what it printed and how it ended.
package struct CommandResult: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String

    /// The output as JSON rows.
    package var rows: [[String: any Sendable]] {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [[String: any Sendable]] ?? []
    }
}

/// Runs real programs: the `satchel` that was built beside the tests, and what the machine has.
package enum Command {
    /// The folder of the test executable, where `satchel` is built too.
    private static let products: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (own as NSString).deletingLastPathComponent
    }()

    /// Runs `satchel` on a data folder.
    package static func satchel(
        _ arguments: [String], data: String, environment: [String: String] = [:], in folder: String? = nil,
        interruptAfter seconds: Double? = nil
    ) throws -> CommandResult {
        var all = ["SATCHEL_DATA": data, "LANG": "vi_VN.UTF-8", "SATCHEL_USER": "thu"]
        all.merge(environment) { $1 }
        return try run(
            "\(products)/satchel", arguments, environment: all, in: folder, interruptAfter: seconds)
    }

    /// Runs a program found on the machine's path.
    package static func tool(_ name: String, _ arguments: [String], in folder: String? = nil) throws
        -> CommandResult
    {
        try run("/usr/bin/env", [name] + arguments, environment: ["LC_ALL": "C.UTF-8"], in: folder)
    }

    /// Begins a `satchel` on a data folder, which the caller ends.
    package static func begin(satchel arguments: [String], data: String) throws -> RunningCommand {
        let environment = ["SATCHEL_DATA": data, "LANG": "vi_VN.UTF-8", "SATCHEL_USER": "thu"]
        return try RunningCommand("\(products)/satchel", arguments, environment: environment, in: nil)
    }

    private static func run(
        _ path: String, _ arguments: [String], environment: [String: String], in folder: String?,
        interruptAfter seconds: Double? = nil
    ) throws -> CommandResult {
        let running = try RunningCommand(path, arguments, environment: environment, in: folder)
        if let seconds {
            Thread.sleep(forTimeInterval: seconds)
            running.interrupt()
        }
        return try running.end()
    }
}

/// A program that was begun.
package final class RunningCommand {
    private let process = Process()
    private let held: TemporaryFolder

    fileprivate init(
        _ path: String, _ arguments: [String], environment: [String: String], in folder: String?
    ) throws {
        held = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let kept = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" || $0.key == "HOME" }
        process.environment = kept.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let streams = try ["output", "errors"].map { name in
            let path = "\(held.path)/\(name)"
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = streams[0]
        process.standardError = streams[1]
        try process.run()
    }

    package var isRunning: Bool { process.isRunning }

    /// SIGINT, as by Ctrl-C.
    package func interrupt() { process.interrupt() }

    /// SIGKILL: it has no chance to tidy up.
    package func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end; the status is that of the signal when one ended it.
    package func end() throws -> CommandResult {
        process.waitUntilExit()
        return CommandResult(
            status: process.terminationStatus,
            output: try String(contentsOfFile: "\(held.path)/output", encoding: .utf8),
            errors: try String(contentsOfFile: "\(held.path)/errors", encoding: .utf8))
    }
}
