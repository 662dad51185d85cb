import ArgumentParser
import SatchelCore

extension DocumentCommand {
    /// `satchel document remove`: the urgent removal of a document that must not be here.
    struct Remove: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "remove",
                abstract: Text(
                    "Gỡ khẩn cấp một tài liệu không được có ở đây: khỏi sổ, kho và mọi đợt.",
                    "Remove a document that must not be here from register, store and all editions."
                ).chosen,
                discussion: Text(
                    """
                    Không có --yes thì chỉ nói sẽ làm gì. Gỡ rồi không lấy lại được; lệnh bị ngắt giữa chừng thì chạy \
                    lại là xong. Danh sách nơi đã nhận, thư thu hồi, biên bản: satchel removal show.
                    """,
                    """
                    Without --yes it only says what it would do. There is no way back; if it is interrupted, repeat it. \
                    Who received it, words of recall, the record to sign: satchel removal show.
                    """
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var papers: RemovalPapers
        @Argument(help: ArgumentHelp(Text("Số, ký hiệu@ngày.", "Symbol@date.").chosen)) var document: String
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Lý do, không nêu tên tài liệu.", "The reason, without naming it.").chosen))
        var reason: String
        @Flag(name: .long, help: ArgumentHelp(Text("Gỡ thật.", "Do it.").chosen)) var yes = false

        func run() throws {
            let office = try global.office()
            let document: Document
            do {
                document = try office.register.document(self.document)
            } catch let error as SatchelError where error.code == .documentUnknown {
                // Perhaps it is gone already, and only the clearing away was interrupted.
                guard yes, try RemovalText.finish(office, by: global.actor) else { throw error }
                return
            }
            let outlook = try office.outlook(onRemoving: document)
            guard yes else {
                print(RemovalText.outlook(outlook))
                return
            }
            let report = try office.remove(document, because: reason, by: global.actor)
            print(RemovalText.done(report, outlook))
            try papers.write(report, office, global.lang)
            if report.removal?.isClean == false { throw ExitStatus.busy }
        }
    }
}

/// Where the papers of a removal are written.
struct RemovalPapers: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(Text("Ghi biên bản (HTML) để in, ký.", "Write the record (HTML) to sign.").chosen))
    var paper: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Ghi lời thu hồi: thư, tin nhắn, gọi điện.", "Write the words of recall.").chosen))
    var recall: String?

    func write(_ report: RemovalReport, _ office: Office, _ language: Language) throws {
        if let paper, let removal = report.removal {
            let page = RemovalSheet(
                removal, report, stamp: office.clock.stamp(removal.at), day: office.clock.day(of: removal.at),
                settings: office.settings, language: language)
            try TableFiles.write(Array(page.html.utf8), to: paper)
        }
        if let recall {
            let texts = RecallTexts(report, settings: office.settings, language: language)
            try TableFiles.write(Array(texts.text(language).utf8), to: recall)
        }
    }
}
