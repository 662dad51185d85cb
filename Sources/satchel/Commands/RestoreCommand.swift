import ArgumentParser
import Foundation
import SatchelCore

/// `satchel restore`: the office back from a backup.
struct RestoreCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore",
            abstract: Text(
                "Khôi phục thư mục dữ liệu từ bản sao lưu: kiểm tra trọn vẹn rồi mới thay.",
                "Restore the data folder from a backup: checked whole before anything is replaced."
            ).chosen,
            discussion: Text(
                """
                Khôi phục vào thư mục mới hoặc trống. Nếu thư mục đang chứa chính cơ quan này thì nó được dời sang bên \
                cạnh (….before-restore), không xóa; phải dừng các lệnh khác trước.
                Mọi tệp đều được so sha256; sổ được SQLite kiểm tra và so với danh mục. Có sai sót thì không thay gì, \
                thoát 4.
                """,
                """
                Restores into a new or an empty folder. If the folder holds this very office, that is moved aside \
                (….before-restore), never deleted; stop other commands first.
                Every file is compared by sha256; the register is checked by SQLite and against the list. If anything is \
                wrong nothing is replaced, and it exits 4.
                """
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @Argument(
        help: ArgumentHelp(
            Text("Tệp do satchel backup ghi.", "A file satchel backup has written.").chosen,
            valueName: Text("tệp", "file").chosen))
    var file: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Bản trước mà bản này nối tiếp; mỗi bản một lần --base.",
                "An earlier backup that this one builds on; once for each."
            ).chosen,
            valueName: Text("tệp", "file").chosen))
    var base: [String] = []

    func run() throws {
        let restore = try Restore(file, bases: base)
        let bar = ByteProgress(Text("khôi phục", "restoring").chosen)
        let aside = try restore.run(into: global.folder, progress: bar.tell)
        let manifest = restore.backup.manifest
        let office = try global.office()
        print(
            Text(
                "Đã khôi phục vào {folder}: {blobs} tệp tài liệu; sổ đến dòng nhật ký {event}, sao lưu {at}.",
                "Restored into {folder}: {blobs} stored files; the register up to log line {event}, backed up {at}."
            ).chosen([
                "folder": global.folder, "blobs": "\(manifest.blobs.count)",
                "event": "\(manifest.lastEvent)",
                "at": office.clock.stamp(Instant(milliseconds: manifest.madeAt)),
            ]))
        if let aside {
            print(
                Text("Thư mục cũ còn nguyên tại {path}.", "The former folder is kept at {path}.").chosen(
                    ["path": aside]))
        }
    }
}
