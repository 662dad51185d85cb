import ArgumentParser
import SatchelCore

extension ReceiptCommand {
    /// What was found in a folder that differs from the edition it was taken for.
    struct Found: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "found",
                abstract: Text(
                    "Ghi kết quả đối chiếu thấy khác: thừa, thiếu tài liệu nào so với một đợt.",
                    "Record what was found to differ from an edition: documents too many, documents missing."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument(help: ArgumentHelp(Text("Mã tổ chức.", "The node's code.").chosen)) var node: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt dùng để đối chiếu.", "The edition it was compared with.").chosen))
        var edition: Int
        @Option(
            name: .long, help: ArgumentHelp(Text("electronic hoặc paper.", "electronic or paper.").chosen))
        var copy: Copy = .paper
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Có thừa: số, ký hiệu (12-HD/BTCTW@06/07/2018) hoặc mẫu; ghi lại được nhiều lần.",
                    "One too many: a symbol or a template's slug; may be repeated."
                ).chosen))
        var extra: [String] = []
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Còn thiếu; ghi lại được nhiều lần.", "One that is missing; may be repeated.").chosen))
        var missing: [String] = []
        @Option(name: .long, help: "web, usb, paper, mail, phone") var medium: Medium = .paper
        @Option(name: .long, help: ArgumentHelp(Text("Ngày đối chiếu.", "The day.").chosen)) var on: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ai đối chiếu.", "Who compared.").chosen))
        var person: String?
        @Option(name: .long, help: ArgumentHelp(Text("Ghi chú.", "A note.").chosen)) var note: String?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Bản quét: PDF, JPEG, PNG.", "A scan: PDF, JPEG, PNG.").chosen))
        var scan: String?

        func run() throws {
            let office = try global.office()
            let register = office.register
            let edition = try register.edition(of: kit, number: edition)
            let finding = Finding(
                extra: try extra.map(register.identity), missing: try missing.map(register.identity))
            try register.record(
                [
                    NewEvidence(
                        node: node, proof: .foundOtherwise, copy: copy, medium: medium,
                        happenedOn: on ?? register.clock.today, person: person, note: note,
                        finding: finding)
                ], of: kit, edition: edition.number, scan: try scan.map(Scan.read), in: office.store,
                by: global.actor)
            print(
                Text(
                    "Đã ghi: {node}, {copy}, so với {edition}: thừa {extra}, thiếu {missing}.",
                    "Recorded: {node}, {copy}, against {edition}: {extra} too many, {missing} missing."
                ).chosen([
                    "node": node, "copy": copy.text.chosen, "edition": edition.name.chosen,
                    "extra": "\(finding.extra.count)", "missing": "\(finding.missing.count)",
                ]))
        }
    }

    /// The scan of a row of evidence, written out again.
    struct ScanOut: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "scan",
                abstract: Text(
                    "Lấy lại bản quét của một xác nhận.", "Write out the scan of a row of evidence."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(help: ArgumentHelp(Text("Mã xác nhận (receipt list).", "Its id (receipt list).").chosen))
        var evidence: Int64
        @Option(name: .shortAndLong, help: ArgumentHelp(Text("Ghi vào tệp.", "The file.").chosen))
        var output: String

        func run() throws {
            let office = try global.office()
            let blob = try office.register.scan(ofEvidence: evidence)
            try TableFiles.write(try office.store.bytes(of: blob), to: output)
        }
    }
}
