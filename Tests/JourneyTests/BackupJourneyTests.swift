import Foundation
import TestSupport
import Testing

/// Backing up and restoring by the real command.
@Suite struct BackupJourneyTests {
    /// One demo office with one large file and its backup; only copied and read.
    private static let office = Result {
        let folder = try TemporaryFolder()
        let demo = "\(folder.path)/demo"
        _ = try Command.satchel(["demo", "--data", demo], data: demo)
        // No compression shrinks it.
        let head = ["if=/dev/urandom", "of=\(folder.path)/lớn.pdf", "bs=1M", "count=100"]
        #expect(try Command.tool("dd", head).status == 0)
        let added = try Command.satchel(
            [
                "document", "file", "24-QĐ/TW@30/07/2021", "\(folder.path)/lớn.pdf",
                "--every-page-looked-at",
            ], data: demo)
        #expect(added.status == 0, "\(added.errors)")
        let made = try Command.satchel(["backup", "\(folder.path)/demo.zip"], data: demo)
        #expect(made.status == 0, "\(made.errors)")
        return folder
    }

    private let folder: TemporaryFolder
    private let demo: String

    init() throws {
        demo = "\(try BackupJourneyTests.office.get().path)/demo"
        folder = try TemporaryFolder()
    }

    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test("backed up, on top of that once more, restored elsewhere and over itself: the audit reads the same")
    func journey() throws {
        let (data, file, next) = ("\(folder.path)/data", "\(folder.path)/a.zip", "\(folder.path)/b.zip")
        func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
            let result = try Command.satchel(arguments, data: data)
            #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
            return result
        }
        #expect(try Command.tool("cp", ["-a", demo, data]).status == 0)
        let audit = try satchel("audit", "--on", "21/11/2025", "--json", status: 3).output
        #expect(try satchel("backup", file, "--verify").output.contains("Đã sao lưu vào \(file)"))
        #expect(try satchel("backup", file, status: 1).errors.contains("Chọn tên tệp khác"))
        #expect(try satchel("backup", next, "--since", file).output.contains("Nối tiếp a.zip"))
        #expect(try satchel("log", "--json").rows.last?["verb"] as? String == "backup.make")
        _ = try satchel("body", "add", "Ban Thử nghiệm", "--code", "BTN")
        let lost = try satchel("restore", next, "--data", "\(folder.path)/c", status: 1)
        #expect(lost.errors.contains("a.zip") && lost.errors.contains("--base"))
        let over = try satchel("restore", next, "--base", file)
        #expect(over.output.contains("Thư mục cũ còn nguyên tại \(data).before-restore"))
        #expect(try satchel("audit", "--on", "21/11/2025", "--json", status: 3).output == audit)
        #expect(try satchel("body", "list").output.contains("Ban Thử nghiệm") == false)
        let former = try satchel("body", "list", "--data", "\(data).before-restore")
        #expect(former.output.contains("Ban Thử nghiệm"))
        try Data(contentsOf: URL(fileURLWithPath: file)).dropLast(1000).write(
            to: URL(fileURLWithPath: "\(folder.path)/cut.zip"))
        let cut = try satchel("restore", "\(folder.path)/cut.zip", status: 4)
        #expect(cut.errors.contains("cut.zip"))
        #expect(try names(folder.path) == ["a.zip", "b.zip", "cut.zip", "data", "data.before-restore"])
    }

    @Test(
        "stopped at any moment, a backup is whole or not there", arguments: [0.05, 0.15, 0.25, 0.4, 0.6, 0.9])
    func interruptedBackup(seconds: Double) throws {
        let (data, shelf) = ("\(folder.path)/data", "\(folder.path)/shelf")
        #expect(try Command.tool("cp", ["-a", demo, data]).status == 0)
        try FileManager.default.createDirectory(atPath: shelf, withIntermediateDirectories: false)
        let stopped = try Command.satchel(
            ["backup", "\(shelf)/a.zip"], data: data, interruptAfter: seconds)
        #expect([0, 130].contains(stopped.status), "\(stopped.errors)")
        let files = try names(shelf)
        #expect(files == ["a.zip"] || files == [] && stopped.status == 130)
        #expect(try names("\(data)/drafts") == [])
        let log = try Command.satchel(["log", "--json"], data: data).output
        #expect(log.contains("\(shelf)/a.zip") == (files == ["a.zip"]))
        if files == [] { return }
        #expect(try Command.tool("unzip", ["-tq", "\(shelf)/a.zip"]).status == 0)
    }

    @Test(
        "stopped at any moment, the folder is restored or as it was",
        arguments: [0.05, 0.2, 0.5, 0.8, 1.2, 1.7])
    func interruptedRestore(seconds: Double) throws {
        let (data, file) = ("\(folder.path)/data", "\(folder.path)/a.zip")
        #expect(try Command.tool("cp", ["\(demo).zip", file]).status == 0)
        let stopped = try Command.satchel(["restore", file], data: data, interruptAfter: seconds)
        #expect([0, 130].contains(stopped.status), "\(stopped.errors)")
        let files = try names(folder.path)
        #expect(files == ["a.zip", "data"] || files == ["a.zip"] && stopped.status == 130)
        if files == ["a.zip"] { return }
        #expect(try Command.satchel(["edition", "list"], data: data).status == 0)
    }
}
