import ArgumentParser
import Foundation
import SatchelCore

/// `satchel backup`: the whole office in one archive.
struct BackupCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup",
            abstract: Text(
                "Sao lưu sổ, kho tài liệu, cài đặt và khóa vào một tệp, kể cả khi đang có người làm việc.",
                "Back up register, store, settings and keys into one file, while others go on working."
            ).chosen,
            discussion: Text(
                """
                Tệp là zip thường, chỉ người ghi đọc được. Trong đó có cả khóa bí mật của đường dẫn: cất giữ như thư mục \
                dữ liệu.
                Ghi xong, lệnh kiểm tra sổ (SQLite), cấu trúc tệp so với danh mục, và đọc lại sổ, cài đặt, khóa. Từng \
                tài liệu chỉ được đọc lại và so sha256 khi thêm --verify; khi khôi phục thì luôn so tất cả.
                --since: chỉ ghi tài liệu mà bản trước chưa có; giữ lại các bản trước, khôi phục cần đến chúng.
                """,
                """
                The file is a plain zip that only its owner may read. It holds the secret key of the links too: keep it \
                as safe as the data folder.
                Once written, the register (by SQLite) and the file's structure against its list are checked, and \
                register, settings and keys read back. Documents are read back and compared by sha256 only with \
                --verify; restoring always compares all of them.
                --since: only documents the earlier backup does not have; keep the earlier ones, restoring needs them.
                """
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp(
            Text("Tệp mới, ngoài thư mục dữ liệu.", "A new file, outside the data folder.").chosen,
            valueName: Text("tệp", "file").chosen))
    var file: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Nối tiếp bản sao lưu này.", "On top of this backup.").chosen,
            valueName: Text("tệp", "file").chosen))
    var since: String?
    @Flag(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Đọc lại từng tài liệu và so sha256 trước khi xong.",
                "Read every document back and compare its sha256 before finishing."
            ).chosen))
    var verify = false

    func run() throws {
        let office = try global.office()
        let bar = ByteProgress(Text("sao lưu", "backing up").chosen)
        let made = try office.backUp(
            to: file, since: since, verifying: verify, by: global.actor, progress: bar.tell)
        let own = made.ownBlobs.count
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        print(
            Text(
                "Đã sao lưu vào {path}: {own} tệp tài liệu, {size} byte; mã {id}.",
                "Backed up to {path}: {own} stored files, {size} bytes; id {id}."
            ).chosen([
                "path": file, "own": "\(own)", "size": "\(size)", "id": String(made.id.prefix(8)),
            ]))
        if let base = made.base {
            print(
                Text(
                    "Nối tiếp {base}: {rest} tệp tài liệu nằm trong các bản trước. Giữ chúng cùng bản này.",
                    "On top of {base}: {rest} stored files are in the earlier ones. Keep them with this one."
                ).chosen(["base": base.name, "rest": "\(made.blobs.count - own)"]))
        }
    }
}

/// How far long work on bytes is, told on standard error a hundredth at a time.
final class ByteProgress {
    private var progress = Progress(100)
    private var told = 0
    private let text: String

    init(_ text: String) { self.text = text }

    /// Tells that so many bytes of so many are done.
    func tell(_ done: UInt64, _ total: UInt64) {
        let share = total == 0 ? 100 : Int(min(done, total) * 100 / total)
        while told < share {
            told += 1
            progress.step(text)
        }
    }
}
