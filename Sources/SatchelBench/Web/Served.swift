import Foundation
import SatchelCore
import SatchelWeb

/// The service of an office in a process of its own, on a port that is free; it ends with this value.
final class Served {
    let port: Int
    private let process = Process()
    /// Closed when this process ends, however it does.
    private let input = Pipe()

    init(_ folder: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Child.ownPath)
        process.arguments = ["child-serve", folder]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BenchError.unexpected("the server did not start")
        }
        self.port = port
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What it holds in memory now, in MB.
    var resident: Double? {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = try? String(contentsOfFile: path, encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return kibibytes.flatMap { Double($0) }.map { $0 * 1024 / 1e6 }
    }

    /// Serves an office as `satchel serve` does, without its log; tells the port, and ends when nothing more can come
    /// by standard input.
    static func serve(_ folder: String) throws {
        let server = try WebServer(try Office.open(at: folder), .init(port: 0))
        Task.detached {
            do {
                try await server.run(isQuiet: true) { Console.tell("\($0)") }
            } catch {
                Console.error("satchel-bench: \(error)")
            }
            exit(1)
        }
        _ = FileHandle.standardInput.readDataToEndOfFile()
    }
}
