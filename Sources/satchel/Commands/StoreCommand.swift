import ArgumentParser
import SatchelCore

/// `satchel store`: the bytes of documents.
struct StoreCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "store",
            abstract: Text(
                "Kho tài liệu (kiểm tra: satchel check).", "The store (to check it: satchel check)."
            )
            .chosen,
            subcommands: [Repair.self])
    }

    struct Repair: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "repair",
                abstract: Text(
                    "Đưa tệp bị thiếu, bị thay đổi trở lại kho; dọn bản nháp bỏ dở quá một ngày.",
                    "Bring missing and altered files back into the store; clear away drafts older than a day."
                ).chosen,
                discussion: Text(
                    """
                    Nhận tệp gốc, thư mục, zip của cặp, bản sao lưu. Chỉ nhận lại đúng những tệp sổ còn ghi, so bằng \
                    sha256. Zip của cặp và bản sao lưu cho lại đúng từng byte nén; tệp gốc được nén lại và chỉ nhận khi \
                    ra đúng số byte cũ.
                    Thoát 4 khi vẫn còn thiếu.
                    """,
                    """
                    Takes original files, folders, kits' zips and backups. Only what the register names is taken back, \
                    by its sha256. A kit's zip and a backup give back the compressed bytes exactly; an original file is \
                    compressed again, and taken only if that gives as many bytes as before.
                    Exits 4 while something is still missing.
                    """
                ).chosen)
        }

        @OptionGroup var global: GlobalOptions
        @Argument(
            help: ArgumentHelp(
                Text("Tệp, thư mục, zip.", "Files, folders, zips.").chosen,
                valueName: Text("đường-dẫn", "path").chosen))
        var paths: [String] = []

        func run() throws {
            let office = try global.office()
            let bar = SharedProgress(Text("tìm tệp hỏng", "looking for damage").chosen)
            let report = try office.repair(from: paths, by: global.actor, progress: bar.tell)
            for line in RepairText.lines(report, global.lang) { print(line) }
            if !report.left.isEmpty { throw ExitStatus.damaged }
        }
    }
}

/// What a repair says.
enum RepairText {
    static func lines(_ report: RepairReport, _ language: Language) -> [String] {
        let mended = report.mended.map { mended in
            Text("Đã đưa lại: sha256 {sha256} từ {source}", "Brought back: sha256 {sha256} from {source}")
                .chosen(["sha256": mended.sha256, "source": mended.source])
        }
        return mended + told(report, language) + CheckText.lines(report.left) + [conclusion(report)]
    }

    /// What was not taken, and why.
    private static func told(_ report: RepairReport, _ language: Language) -> [String] {
        func warned(_ paths: [String], _ text: Text) -> [String] {
            paths.map { Style.warning("! ") + text.chosen(["path": $0]) }
        }
        let removed = warned(
            report.removed,
            Text(
                "{path}: byte của tài liệu đã gỡ khẩn cấp, không nhận lại. Hủy tệp này.",
                "{path}: bytes of an urgent removal, not taken back. Destroy this file."))
        let inexact = warned(
            report.inexact,
            Text(
                """
                {path}: đúng nội dung, nhưng nén lại không ra đúng số byte đã đóng băng; cần bản sao lưu hoặc zip của cặp.
                """,
                """
                {path}: the right contents, but compressed again not as many bytes as were frozen; a backup or a kit's zip \
                is needed.
                """))
        let refused = report.refused.map {
            Style.warning("! ") + $0.error.message(in: language, namesCommands: true)
        }
        return removed + inexact + refused
    }

    private static func conclusion(_ report: RepairReport) -> String {
        let counts = Text(
            "Đã đưa lại {n} tệp, dọn {drafts} bản nháp ({bytes} byte).",
            "Brought back {n} files, cleared away {drafts} drafts ({bytes} bytes)."
        ).chosen([
            "n": "\(report.mended.count)", "drafts": "\(report.drafts.count)",
            "bytes": "\(report.drafts.bytes)",
        ])
        let left =
            report.left.isEmpty
            ? Style.good(Text(" Kho nguyên vẹn.", " The store is whole.").chosen)
            : Style.bad(
                Text(" Còn {n} chỗ hỏng.", " {n} still damaged.").chosen(["n": "\(report.left.count)"]))
        return counts + left
    }
}
