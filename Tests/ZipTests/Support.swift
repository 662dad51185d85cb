import Foundation
import Testing

@testable import Zip

/// A folder of its own for one test, removed with it.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "zip-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of `name` in the folder.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes `bytes` to `name` and gives its path.
    func put(_ bytes: [UInt8], _ name: String = "a.zip") throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        return self(name)
    }

    /// The names in the folder, hidden ones too.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}

/// The bytes of the file at `path`.
func contents(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
}

/// Runs a program found on the PATH; gives its exit status and what it wrote, nil if it is not installed.
func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (
    status: Int32, output: String
)? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = environment.map { "\($0)=\($1)" } + arguments
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 { return nil }
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

/// The rule that `body` breaks, nil if it succeeds.
func rule(_ body: () throws -> Void) throws -> ZipError.Rule? {
    do {
        try body()
        return nil
    } catch let error as ZipError {
        return error.rule
    }
}

/// CRC-32 as archives have it, bit by bit.
func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1
        }
    }
}

/// `bytes` as a raw deflate stream of stored blocks.
func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = []
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(0xffff)
        rest = rest.dropFirst(block.count)
        let length = UInt16(block.count)
        stream += [rest.isEmpty ? 1 : 0] + little(length) + little(~length) + block
    } while !rest.isEmpty
    return stream
}

/// `number`, low byte first.
func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// An item with `text` in it.
func item(_ name: String, _ text: String) -> ZipItem {
    let bytes = [UInt8](text.utf8)
    return ZipItem(
        name: name, payload: .deflatedBytes(deflated(bytes)), size: UInt64(bytes.count), crc32: crc(bytes))
}
