import ArgumentParser
import SatchelCore

// Signing sheets: a paper to sign, a table to fill in, and the whole sheet entered at once.
extension ReceiptCommand {
    struct Sheet: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "sheet",
                abstract: Text(
                    "Nhập cả bảng ký nhận từ bảng Excel (.xlsx) hoặc CSV, tất cả hoặc không.",
                    "Enter a whole signing sheet from .xlsx or CSV, all or nothing."
                ).chosen,
                discussion: Text(
                    """
                    Cột: Mã, Người ký nhận, Ngày; có thể thêm Bản (giấy, điện tử, USB, cả hai), Xác nhận, Ký thay cho, \
                    Ghi chú. Dòng để trống cả người và ngày là nơi chưa ký. Bảng để điền: satchel receipt sheet-form.
                    """,
                    """
                    Columns: Code, Signed by, Day; if need be Copy (paper, electronic, USB, both), Proof, On behalf of, \
                    Note. A row with neither person nor day did not sign. A table to fill in: satchel receipt sheet-form.
                    """
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument(help: ArgumentHelp(Text("Bảng .xlsx hoặc CSV.", "The .xlsx or CSV table.").chosen))
        var path: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Bản quét của bảng: PDF, JPEG, PNG.", "The sheet scanned: PDF, JPEG, PNG.").chosen))
        var scan: String?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Mức xác nhận, khi bảng không ghi.", "The proof, unless the sheet says.").chosen))
        var proof: Proof = .handedOver
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "electronic hoặc paper, khi bảng không ghi.",
                    "electronic or paper, unless the sheet says."
                ).chosen))
        var copy: Copy = .paper
        @Option(name: .long, help: "web, usb, paper, mail, phone") var medium: Medium = .paper
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ngày ký, khi dòng đã ký mà không ghi ngày.", "The day, for signed rows without one.")
                    .chosen))
        var on: Day?
        @Flag(name: .long, help: ArgumentHelp(Text("In ra JSON.", "Print JSON.").chosen)) var json = false

        func run() throws {
            let office = try global.office()
            let outcome = try office.register.enter(
                sheet: try PrivateFile.read(path), file: TableFiles.name(path), of: kit, edition: edition,
                terms: SheetTerms(proof: proof, copy: copy, medium: medium, day: on),
                scan: try scan.map(Scan.read), in: office.store, by: global.actor)
            print(json ? ReceiptCommand.json(outcome) : ReceiptCommand.words(outcome))
        }
    }

    private static func json(_ outcome: SheetOutcome) -> String {
        JSONText.of([
            "edition": outcome.edition.number, "signed": outcome.signed, "recorded": outcome.recorded,
            "known": outcome.known, "unsigned": outcome.unsigned,
        ])
    }

    private static func words(_ outcome: SheetOutcome) -> String {
        var lines = [
            Text(
                "{edition}: {signed} đã ký, {unsigned} chưa.",
                "{edition}: {signed} signed, {unsigned} did not."
            )
            .chosen([
                "edition": outcome.edition.name.chosen, "signed": "\(outcome.signed)",
                "unsigned": "\(outcome.unsigned.count)",
            ])
        ]
        if outcome.known > 0 {
            lines.append(
                Text(
                    "Ghi mới {new} xác nhận; {known} đã ghi từ trước.",
                    "Recorded {new}; {known} were there already."
                ).chosen(["new": "\(outcome.recorded)", "known": "\(outcome.known)"]))
        }
        if !outcome.unsigned.isEmpty {
            let shown = outcome.unsigned.prefix(20).joined(separator: ", ")
            let more = outcome.unsigned.count > 20 ? ", …" : ""
            lines.append(Text("Chưa ký: {codes}", "Not signed: {codes}").chosen(["codes": shown + more]))
        }
        return lines.joined(separator: "\n")
    }

    struct SheetForm: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "sheet-form",
                abstract: Text(
                    "Bảng CSV các nơi nhận, để điền rồi nhập bằng “sheet”.",
                    "A CSV table of the recipients, to fill in and enter."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var sheet: SheetOptions

        func run() throws {
            let found = try sheet.sheet(try global.office())
            try TableFiles.write(found.form(global.lang), to: sheet.output)
        }
    }

    struct SheetPaper: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "sheet-paper",
                abstract: Text("Bảng ký nhận để in (HTML, A4).", "The signing sheet to print (HTML, A4).")
                    .chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var sheet: SheetOptions

        func run() throws {
            let office = try global.office()
            let page = SigningSheetPage(
                try sheet.sheet(office), settings: office.settings, language: global.lang)
            try TableFiles.write(Array(page.html.utf8), to: sheet.output)
        }
    }

    /// Which signing sheet, and where it goes.
    struct SheetOptions: ParsableArguments {
        @Argument var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ngày ký: nơi nhận có trong ngày này (hôm nay).", "The day of signing (today).").chosen))
        var on: Day?
        @Option(name: .shortAndLong) var output: String?

        func sheet(_ office: Office) throws -> SigningSheet {
            try office.register.signingSheet(of: kit, edition: edition, on: on ?? office.clock.today)
        }
    }
}
