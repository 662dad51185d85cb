import ArgumentParser
import SatchelCore

/// `satchel removal`: what was removed as a matter of urgency, who received it, and the papers for it.
struct RemovalCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "removal",
            abstract: Text(
                "Các lần gỡ khẩn cấp: nơi đã nhận, lời thu hồi, biên bản (gỡ: satchel document remove).",
                "Urgent removals: who received it, words of recall, the record (to remove: satchel document remove)."
            ).chosen,
            subcommands: [List.self, Show.self], defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các lần gỡ.", "The removals.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("number", "Lần", "No."), .init("at", "Lúc", "When"), .init("by", "Người gỡ", "By"),
                .init("reason", "Lý do", "Reason"), .init("editions", "Đợt", "Editions"),
                .init("clean", "Đã dọn sạch", "Cleaned up"),
            ])
            for removal in try register.removals() {
                list.rows.append([
                    .number(Int(removal.number)), .text(register.clock.stamp(removal.at)),
                    .text(removal.by.user), .text(removal.reason),
                    .list(RemovalText.editions(removal.places)), .flag(removal.isClean),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Show: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: Text(
                    "Nơi đã tải hoặc đã nhận; ghi biên bản, lời thu hồi.",
                    "Who downloaded or received it; write the record and the words of recall."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @OptionGroup var papers: RemovalPapers
        @Argument(help: ArgumentHelp(Text("Lần gỡ số mấy.", "Its number.").chosen)) var number: Int64

        func run() throws {
            let office = try global.office()
            let report = try office.report(on: number)
            if papers.paper != nil || papers.recall != nil {
                try papers.write(report, office, global.lang)
                return
            }
            if listing.format == .table {
                print(RemovalText.head(report, office.clock))
                print(RemovalText.left(report))
            }
            RemovalText.receivers(report).print(listing.format)
        }
    }
}

/// A removal as a person reads it on a terminal.
enum RemovalText {
    /// What would happen: names what it is about, for the person at the terminal alone.
    static func outlook(_ outlook: RemovalOutlook) -> String {
        var lines = [
            Style.bold(
                Text("Sẽ gỡ: {document}", "Would remove: {document}").chosen([
                    "document": outlook.document.citation
                ])), "  \(outlook.document.title)",
        ]
        lines += outlook.files.map { "  \($0.name)  \($0.blob.size) B" }
        func add(_ words: Text, _ list: [String]) {
            if !list.isEmpty { lines.append("\(words.chosen): \(list.joined(separator: ", "))") }
        }
        add(Text("Các đợt phải lập lại", "Editions made anew"), outlook.editions)
        add(Text("Cùng nội dung tệp, cũng mất tệp", "Same bytes, which go too"), outlook.alike)
        lines.append(counts(outlook.report))
        lines.append(left(outlook.report))
        lines += after(outlook)
        lines.append(
            Text(
                "Chưa có gì thay đổi. Gỡ thật: thêm --yes (không lấy lại được).",
                "Nothing has changed. To do it, add --yes (there is no way back)."
            ).chosen)
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What was done, and what people have to do now.
    static func done(_ report: RemovalReport, _ outlook: RemovalOutlook) -> String {
        guard let removal = report.removal else { return "" }
        var lines = [
            Style.good(
                Text("Đã gỡ (lần gỡ số {n}).", "Removed (removal {n}).").chosen(["n": "\(removal.number)"])),
            Text("Các đợt đã lập lại: {list}", "Editions made anew: {list}").chosen([
                "list": outlook.editions.isEmpty ? "–" : outlook.editions.joined(separator: ", ")
            ]), counts(report), left(report),
        ]
        lines += after(outlook)
        lines.append(
            Text(
                "Nơi đã nhận, lời thu hồi, biên bản: satchel removal show {n} --paper … --recall …",
                "Who received it, words of recall, the record: satchel removal show {n} --paper … --recall …"
            ).chosen(["n": "\(removal.number)"]))
        if !removal.isClean { lines.append(Style.bad(unclean.chosen)) }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static let unclean = Text(
        "Chưa dọn hết tệp của sổ (chương trình khác đang mở sổ hoặc ổ đĩa lỗi). Đóng chương trình đó rồi chạy lại lệnh này.",
        "The register's files are not cleared yet (another program has it open, or the disk failed). Close it and repeat the command."
    )

    /// What the program cannot judge: somebody has to look.
    private static func after(_ outlook: RemovalOutlook) -> [String] {
        var lines: [String] = []
        if !outlook.resting.isEmpty {
            lines.append(
                Style.warning("! ")
                    + Text(
                        "Mẫu dựa trên tài liệu này, có thể trích dẫn; mở ra xem: {list}",
                        "Templates that rest on it and may quote it; look at them: {list}"
                    ).chosen(["list": outlook.resting.map(\.chosen).joined(separator: ", ")]))
        }
        if !outlook.staying.isEmpty {
            lines.append(
                Style.warning("! ")
                    + Text("Còn nêu tên, vì đã ký: {list}", "Still named, because signed for: {list}")
                    .chosen(["list": outlook.staying.joined(separator: ", ")]))
        }
        return lines
    }

    /// Clears away what an interrupted removal left.
    /// - Returns: whether there was anything to do.
    static func finish(_ office: Office, by actor: Actor) throws -> Bool {
        let unclean = try office.register.removals().filter { !$0.isClean }.map { "\($0.number)" }
        let files = try office.finishRemovals(by: actor)
        if unclean.isEmpty, files == 0 { return false }
        print(
            Text(
                "Không còn tài liệu này trong sổ. Đã dọn nốt lần gỡ trước ({list}): {files} tệp.",
                "It is not in the register any more. Cleared away what removal {list} had left: {files} files."
            ).chosen(["list": unclean.joined(separator: ", "), "files": "\(files)"]))
        return true
    }

    static func head(_ report: RemovalReport, _ clock: OfficeClock) -> String {
        guard let removal = report.removal else { return "" }
        let head = Text("Lần gỡ số {n}, {at}, {by}: {reason}", "Removal {n}, {at}, {by}: {reason}").chosen([
            "n": "\(removal.number)", "at": clock.stamp(removal.at), "by": removal.by.user,
            "reason": removal.reason,
        ])
        let editions = Text("Đã có trong: {list}", "It was in: {list}").chosen([
            "list": removal.places.isEmpty
                ? "–" : RemovalText.editions(removal.places).joined(separator: ", ")
        ])
        return [Style.bold(head), editions, counts(report), removal.isClean ? "" : Style.bad(unclean.chosen)]
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    static func editions(_ places: [Removal.Place]) -> [String] {
        var list: [String] = []
        for place in places where list.last != "\(place.kit)/\(place.edition)" {
            list.append("\(place.kit)/\(place.edition)")
        }
        return list
    }

    private static func counts(_ report: RemovalReport) -> String {
        let codes = Set(report.receivers.map(\.code))
        let held = Set(report.receivers.filter { $0.state == .held }.map(\.code))
        return Text(
            "Đã tải hoặc đã nhận: {n} nơi, {held} nơi còn giữ; {silent} lượt đã cấp chưa có chứng cứ.",
            "Downloaded or received: {n} places, {held} hold it; {silent} supplies without any proof."
        ).chosen(["n": "\(codes.count)", "held": "\(held.count)", "silent": "\(report.withoutProof)"])
    }

    /// The copies that the user has to destroy.
    static func left(_ report: RemovalReport) -> String {
        report.copies.map { copy in
            let made = copy.madeOn.map { " (\($0.office))" } ?? ""
            return Style.warning("! ")
                + Text(
                    "Bản sao còn tài liệu, phải tự hủy: {path}{made}",
                    "A copy holds it, destroy it: {path}{made}"
                ).chosen(["path": copy.path, "made": made])
        }.joined(separator: "\n")
    }

    static func receivers(_ report: RemovalReport) -> Listing {
        var list = Listing([
            .init("kit", "Cặp", "Kit"), .init("edition", "Đợt", "Edition"), .init("code", "Mã", "Code"),
            .init("node", "Tổ chức", "Node"), .init("copy", "Bản", "Copy"), .init("copyNumber", "Số", "No."),
            .init("proof", "Chứng cứ", "Proof"), .init("receivedOn", "Ngày", "On"),
            .init("person", "Người nhận", "Person"), .init("holder", "Nay là", "Now"),
            .init("phone", "Điện thoại", "Telephone"), .init("state", "Tình trạng", "State"),
            .init("stateOn", "Từ ngày", "Since"),
        ])
        for receiver in report.receivers {
            list.rows.append([
                .text(receiver.kit), .number(receiver.edition), .text(receiver.code), .text(receiver.node),
                .word(receiver.copy.word, receiver.copy.text), .number(receiver.copyNumber),
                .word(receiver.proof.word, receiver.proof.text), .day(receiver.receivedOn),
                .optional(receiver.person), .optional(receiver.holder), .optional(receiver.phone),
                .word(receiver.state.rawValue, receiver.state.text), .day(receiver.stateOn),
            ])
        }
        return list
    }
}
