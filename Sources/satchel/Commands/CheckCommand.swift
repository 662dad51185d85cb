import ArgumentParser
import Foundation
import SatchelCore
import Synchronization

/// `satchel check`: everything read again and verified.
struct CheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: Text(
                "Đọc lại và kiểm tra toàn bộ: sổ, bảng hiện giữ, kho, các đợt đã cấp phát, cài đặt, khóa.",
                "Read everything again and verify it: register, holdings, store, issued editions, settings, key."
            ).chosen,
            discussion: Text(
                """
                Không thay đổi gì, trừ khi thêm --rebuild. Mỗi tệp trong kho được giải nén và so sha256, mỗi đợt đã \
                cấp phát được dựng lại và so với sha256 lúc cấp.
                Thoát 4 khi có gì thiếu, bị thay đổi hoặc không khớp. Tệp thừa và bản nháp bỏ dở được nêu ra nhưng vô \
                hại: chỉ có chúng thì thoát 0.
                """,
                """
                Nothing is changed without --rebuild. Every stored file is inflated and its sha256 compared, every issued \
                edition laid out again and compared with the sha256 it was issued with.
                Exits 4 when something is missing, altered or does not agree. Orphaned files and drafts broken off are \
                told but harmless: with nothing else it exits 0.
                """
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var listing: ListingOptions
    @Flag(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Dựng lại bảng hiện giữ hôm nay từ chứng cứ trước khi kiểm tra.",
                "Make the table of today's holdings anew from the evidence first."
            ).chosen))
    var rebuild = false

    func run() throws {
        let office = try Office.openForCheck(at: global.folder)
        if rebuild { try office.register.rebuildHoldings() }
        let bar = SharedProgress(Text("kiểm tra", "checking").chosen)
        let report = try office.check(progress: bar.tell)
        if listing.format == .table {
            print((CheckText.lines(report.findings) + [CheckText.conclusion(report)]).joined(separator: "\n"))
        } else {
            CheckText.list(report.findings).print(listing.format)
        }
        if report.isDamaged { throw ExitStatus.damaged }
    }
}

/// A bar that several threads may move.
final class SharedProgress: Sendable {
    private let bar: Mutex<ByteProgress>

    init(_ text: String) { bar = Mutex(ByteProgress(text)) }

    /// Tells that so many bytes of so many are done.
    @Sendable func tell(_ done: UInt64, _ total: UInt64) { bar.withLock { $0.tell(done, total) } }
}

/// What a check says.
enum CheckText {
    /// So many places are shown of each finding; all are in JSON and CSV.
    private static let shown = 5

    /// What was found, by kind: what it is, where it is used, and once what to do about it.
    static func lines(_ findings: [CheckFinding]) -> [String] {
        CheckFinding.Kind.allCases.flatMap { kind -> [String] in
            let own = findings.filter { $0.kind == kind }
            if own.isEmpty { return [] }
            let head = kind.isHarmless ? Style.warning(kind.text.chosen) : Style.bad(kind.text.chosen)
            let advice = kind.advice.chosen
            return own.flatMap { lines($0, head) } + ["  → \(advice)"]
        }
    }

    private static func lines(_ finding: CheckFinding, _ head: String) -> [String] {
        let size = finding.bytes.map { " (\($0) byte)" } ?? ""
        let places = finding.places.map { "    \($0.chosen)" }
        let more = places.count > shown ? ["    … (\(places.count))"] : []
        return ["\(head): \(finding.subject)\(size)"] + places.prefix(shown) + more
    }

    static func list(_ findings: [CheckFinding]) -> Listing {
        var list = Listing([
            .init("kind", "Tình trạng", "State"), .init("subject", "Ở đâu", "Where"),
            .init("sha256", "sha256", "sha256"), .init("bytes", "Byte", "Bytes"),
            .init("places", "Dùng ở", "Used in"), .init("toDo", "Cần làm", "To do"),
        ])
        for finding in findings {
            list.rows.append([
                .word(finding.kind.rawValue, finding.kind.text), .text(finding.subject),
                .optional(finding.sha256), .optional(finding.bytes.map { Int(clamping: $0) }),
                .list(finding.places.map(\.chosen)), .text(finding.kind.advice.chosen),
            ])
        }
        return list
    }

    /// The last lines: what was read, and what was found.
    static func conclusion(_ report: CheckReport) -> String {
        let holdings =
            report.hasComparedHoldings
            ? Text("đã so với chứng cứ", "compared with the evidence")
            : Text("của ngày khác, sẽ dựng lại khi dùng", "of another day, made anew when needed")
        let read = Text(
            "Đã đọc lại: {blobs} tệp trong kho ({bytes} byte), {editions} đợt; bảng hiện giữ: {holdings}.",
            "Read again: {blobs} stored files ({bytes} bytes), {editions} editions; holdings: {holdings}."
        ).chosen([
            "blobs": "\(report.blobs)", "bytes": "\(report.bytes)", "editions": "\(report.editions)",
            "holdings": holdings.chosen,
        ])
        let counts = CheckFinding.Kind.allCases.filter { report.count($0) > 0 }.map {
            "\($0.text.chosen): \(report.count($0))"
        }.joined(separator: ", ")
        let verdict =
            report.isDamaged
            ? Style.bad(Text("Có hư hỏng.", "Damaged.").chosen)
            : Style.good(Text("Nguyên vẹn.", "Whole.").chosen)
        return read + "\n" + (counts.isEmpty ? verdict : "\(verdict) \(counts)")
    }
}
