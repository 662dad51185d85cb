import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Files from outside, read whole")
struct PrivateFileTests {
    @Test("More than a document may have is not read, whether a file or something without end")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a"
        try PrivateFile.write([1], to: path)
        // A hole: as large as it says, without taking room.
        #expect(truncate(path, 300 << 20) == 0)
        let error = expectError(.fileTooLarge) { try PrivateFile.read(path) }
        #expect(error?.arguments["file"] == "a")
        expectError(.fileTooLarge) { try PrivateFile.read("/dev/zero") }
    }

    @Test("What is not there, or is a folder, is told; what is there is read whole")
    func others() throws {
        let folder = try TemporaryFolder()
        expectError(.fileMissing) { try PrivateFile.read("\(folder.path)/a") }
        expectError(.notPermitted) { try PrivateFile.read(folder.path) }
        #expect(try PrivateFile.read("/dev/null") == [])
        try PrivateFile.write(Array("nội dung".utf8), to: "\(folder.path)/a")
        #expect(try PrivateFile.read("\(folder.path)/a") == Array("nội dung".utf8))
    }
}
