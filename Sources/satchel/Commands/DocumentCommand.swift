import ArgumentParser
import Foundation
import SatchelCore

/// `satchel document`: the register of documents.
struct DocumentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "document",
            abstract: Text("Sổ văn bản: tra cứu, thêm, nhập, xuất, gắn tệp.", "The register of documents.")
                .chosen,
            subcommands: [
                List.self, Show.self, Find.self, Add.self, Dates.self, File.self, Choose.self,
                ImportCommand<DocumentTable>.self,
                ExportCommand<DocumentTable>.self,
                Contradictions.self, Remove.self,
            ],
            defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list",
                abstract: Text(
                    "Các văn bản và tình trạng trong một ngày.", "Documents and their status on a day."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Tình trạng trong ngày này.", "The status on this day.").chosen))
        var on: Day?
        @Argument(
            help: ArgumentHelp(Text("Chỉ những văn bản có chữ này.", "Only documents with this text.").chosen)
        )
        var text: String?

        func run() throws {
            let register = try global.office().register
            let inForce = try register.inForce()
            let day = on ?? register.clock.today
            let wanted = VietnameseText.folded(text ?? "")
            let documents = try register.documents()
            let names = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.name) })
            var list = Listing([
                .init("symbol", "Số, ký hiệu", "Symbol"), .init("type", "Tên loại", "Type"),
                .init("issuedOn", "Ban hành", "Issued"), .init("body", "Cơ quan", "Body"),
                .init("title", "Trích yếu", "Title"), .init("status", "Tình trạng", "Status"),
                .init("replacedBy", "Thay bằng", "Replaced by"),
                .init("unconfirmed", "Cần xác minh", "To be verified"),
                .init("verified", "Xác minh", "Verified"),
            ])
            for document in documents {
                let all = VietnameseText.folded("\(document.name) \(document.type) \(document.title)")
                guard wanted.isEmpty || all.contains(wanted) else { continue }
                let status = inForce.status(of: document.id, on: day)
                let next = inForce.current(of: document.id, on: day).filter { $0 != document.id }
                list.rows.append([
                    .text(document.symbol ?? "–"), .text(document.type),
                    .text(document.dates.issuedOn.office),
                    .text(document.body),
                    .text(listing.format == .table ? String(document.title.prefix(48)) : document.title),
                    .word(status.status.rawValue, status.status.text), .list(next.compactMap { names[$0] }),
                    .flag(!status.unconfirmed.isEmpty),
                    .word(document.verified.rawValue, document.verified.text),
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
                    "Một văn bản: tình trạng, quan hệ, tệp.", "One document: status, relations, files."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Tình trạng trong ngày này.", "The status on this day.").chosen))
        var on: Day?
        @Argument(
            help: ArgumentHelp(
                Text(
                    "Số, ký hiệu, có thể kèm ngày: 12-HD/BTCTW@06/07/2018",
                    "Symbol, with its date if need be."
                ).chosen))
        var document: String

        func run() throws {
            let register = try global.office().register
            let document = try register.document(document)
            let inForce = try register.inForce()
            let day = on ?? register.clock.today
            let documents = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0) })
            let status = inForce.status(of: document.id, on: day)
            print(Style.bold(document.citation))
            print(document.title)
            print("\(document.body) · \(document.verified.text.chosen)")
            if let body = try register.bodies().first(where: { $0.id == document.bodyID }),
                body.hasEnded(by: day)
            {
                let next = body.successor.map { " → \($0)" } ?? ""
                print(
                    Text("Cơ quan ban hành đã kết thúc{next}", "The issuing body has ended{next}").chosen([
                        "next": next
                    ]))
            }
            print(
                Text("Ngày {day}: {status}", "On {day}: {status}").chosen([
                    "day": day.office, "status": status.status.text.chosen,
                ]))
            for id in inForce.current(of: document.id, on: day) where id != document.id {
                print(
                    Text("  Đang có hiệu lực thay thế: {next}", "  In force in its place: {next}").chosen(
                        ["next": documents[id]?.citation ?? ""]))
            }
            for relation in try register.relations()
            where relation.subject == document.id || relation.object == document.id {
                print("  " + RelationCommand.line(relation, documents))
            }
            for file in try register.files(of: document.id) {
                print(
                    "  [\(file.id)] \(file.name)  \(file.blob.size) B  \(file.kind.rawValue)  sha256 \(file.blob.sha256.prefix(12))…"
                )
            }
        }
    }

    struct Add: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add", abstract: Text("Thêm một văn bản.", "Add a document.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Số, ký hiệu; bỏ trống nếu không có.", "Symbol, if any.").chosen))
        var symbol: String?
        @Option(name: .long, help: ArgumentHelp(Text("Tên loại: Quy định, Hướng dẫn …", "Type word.").chosen))
        var type: String
        @Option(name: .long, help: ArgumentHelp(Text("Cơ quan ban hành.", "Issuing body.").chosen)) var body:
            String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày ban hành.", "Issued on.").chosen)) var issued:
            String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày có hiệu lực.", "Effective on.").chosen))
        var effective: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ngày cuối còn hiệu lực.", "Last day in force.").chosen))
        var expires: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Trích yếu.", "Title.").chosen)) var title: String
        @Option(name: .long, help: ArgumentHelp(Text("thường hoặc nội bộ.", "open or internal.").chosen))
        var access = "thường"
        @Option(name: .long, help: ArgumentHelp(Text("Lấy từ đâu.", "Where it is from.").chosen)) var source:
            String?
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Đã đối chiếu bản gốc.", "Checked against the original.").chosen))
        var verified = false

        func run() throws {
            guard let date = PartialDate(issued) else { throw SatchelError(.dateBroken, ["text": issued]) }
            let new = NewDocument(
                symbol: symbol, type: type, body: body, title: title,
                dates: DocumentDates(issuedOn: date, effectiveOn: effective, expiresOn: expires),
                access: access,
                verified: verified ? .original : .unverified, source: source)
            let office = try global.office()
            let id = try office.register.add(documents: [new], by: global.actor)[0]
            let document = try office.register.document(id)
            print(Text("Đã thêm {document}.", "Added {document}.").chosen(["document": document.key]))
        }
    }

    struct Dates: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "dates",
                abstract: Text(
                    "Bổ sung, đính chính ngày của văn bản.", "Complete or correct a document's dates."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var document: String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày ban hành.", "Issued on.").chosen)) var issued:
            String?
        @Option(name: .long, help: ArgumentHelp(Text("Ngày có hiệu lực.", "Effective on.").chosen))
        var effective: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ngày cuối còn hiệu lực.", "Last day in force.").chosen))
        var expires: Day?

        func run() throws {
            let register = try global.office().register
            let old = try register.document(document)
            let date = try issued.map { text in
                guard let date = PartialDate(text) else { throw SatchelError(.dateBroken, ["text": text]) }
                return date
            }
            try register.learn(
                dates: DocumentDates(
                    issuedOn: date ?? old.dates.issuedOn, effectiveOn: effective ?? old.dates.effectiveOn,
                    expiresOn: expires ?? old.dates.expiresOn), of: old.id, by: global.actor)
            print(
                Text("Đã ghi: {document}.", "Recorded: {document}.").chosen(
                    ["document": try register.document(old.id).citation]))
        }
    }

    struct File: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "file",
                abstract: Text(
                    "Gắn tệp (PDF, DOCX …) vào văn bản, giữ nguyên từng byte.", "Add a file, byte for byte."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var document: String
        @Argument var path: String
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("signed, corrected, scan hoặc copy.", "signed, corrected, scan or copy.").chosen))
        var kind: DocumentFile.Kind = .copy
        @Flag(
            name: .customLong("every-page-looked-at"),
            help: ArgumentHelp(
                Text(
                    "Tôi đã xem từng trang, không có dấu độ mật.", "I looked at every page: no secrecy mark."
                ).chosen))
        var everyPageLookedAt = false

        func run() throws {
            let office = try global.office()
            let document = try office.register.document(document)
            try office.register.add(
                file: try PrivateFile.read(path), named: TableFiles.name(path), kind: kind, to: document,
                everyPageLookedAt: everyPageLookedAt, in: office.store, by: global.actor)
            print(
                Text("Đã gắn {file} vào {document}.", "Added {file} to {document}.").chosen([
                    "file": TableFiles.name(path), "document": document.key,
                ]))
        }
    }

    struct Choose: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "choose",
                abstract: Text(
                    "Chọn tệp đưa vào cặp từ nay (số tệp: document show).",
                    "Choose the file that goes into kits from now on (its number: document show)."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var file: Int64

        func run() throws {
            try global.office().register.choose(file: file, by: global.actor)
            print(Text("Đã chọn tệp {file}.", "Chose file {file}.").chosen(["file": "\(file)"]))
        }
    }
}

extension DocumentFile.Kind: ExpressibleByArgument {}
