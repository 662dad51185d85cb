import ArgumentParser
import SatchelCore

/// `satchel template`: the papers the board makes itself.
struct TemplateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "template",
            abstract: Text("Mẫu, đề cương, hướng dẫn do ban làm.", "Templates, outlines and guides.").chosen,
            subcommands: [List.self, Revise.self, Review.self, Placeholders.self],
            defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list",
                abstract: Text("Các mẫu; mẫu nào cần xem lại.", "Templates, and which are doubtful.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            let inForce = try register.inForce()
            let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.name) })
            var list = Listing([
                .init("slug", "Mã", "Slug"), .init("name", "Tên", "Name"), .init("kind", "Loại", "Kind"),
                .init("revision", "Bản sửa", "Revision"), .init("restsOn", "Dựa trên", "Rests on"),
                .init("doubtful", "Cần xem lại vì", "Doubtful because of"),
            ])
            for template in try register.templates() {
                let doubts = template.doubts(in: inForce, on: register.clock.today)
                list.rows.append([
                    .text(template.slug), .text(template.name.chosen),
                    .word(template.kind.rawValue, template.kind.text),
                    .number(template.revision.number), .list(template.restsOn.compactMap { names[$0] }),
                    .list(doubts.compactMap { names[$0] }),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Revise: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "revise",
                abstract: Text("Thêm mẫu, hoặc bản sửa mới của mẫu.", "Add a template or its next revision.")
                    .chosen,
                discussion: Text(
                    """
                    Trong mẫu Word (.docx) có thể ghi trường giữa hai dấu ngoặc nhọn, ví dụ {{chi bộ}}; cặp riêng \
                    của từng nơi nhận được điền sẵn, cặp chung để trống. Xem các trường: satchel template \
                    placeholders.
                    """,
                    """
                    A Word template (.docx) may have placeholders between double braces, such as {{branch}}: \
                    personal kits have them filled in, the common kit has blanks. To see them all: satchel \
                    template placeholders.
                    """
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var slug: String
        @Argument var path: String
        @Option(name: .long, help: ArgumentHelp("template, sample, outline, guide")) var kind: Template.Kind?
        @Option(name: .long, help: ArgumentHelp(Text("Tên tiếng Việt.", "Vietnamese name.").chosen)) var name:
            String?
        @Option(name: .long, help: ArgumentHelp(Text("Tên tiếng Anh.", "English name.").chosen)) var nameEn:
            String?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Dựa trên văn bản này (lặp lại được).", "Rests on this document.").chosen)
        )
        var restsOn: [String] = []
        @Option(
            name: .long, help: ArgumentHelp(Text("Mẫu cũ dùng đến ngày.", "Last day of the old one.").chosen))
        var oldUntil: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Làm ngày nào (mặc định hôm nay).", "Made on (today).").chosen))
        var madeOn: Day?

        func run() throws {
            let office = try global.office()
            let old = try office.register.templates().first { $0.slug == slug }
            let bases = try restsOn.map { try office.register.document($0).id }
            let bytes = try PrivateFile.read(path)
            let kind = kind ?? old?.kind ?? .template
            let number = try office.register.revise(
                template: slug, kind: kind,
                name: Text(name ?? old?.name.vi ?? slug, nameEn ?? old?.name.en ?? name ?? slug),
                file: bytes, fileName: TableFiles.name(path),
                restsOn: restsOn.isEmpty ? old?.restsOn ?? [] : bases, madeOn: madeOn ?? office.clock.today,
                oldUntil: oldUntil, in: office.store, by: global.actor)
            print(
                Text("Đã nhận {slug}, bản sửa {n}.", "Took in {slug}, revision {n}.").chosen(
                    ["slug": slug, "n": "\(number)"]))
            guard kind == .template, let form = try DocxForm(ifAny: bytes, name: path) else { return }
            let names = Placeholder.allCases.filter(form.placeholders.contains).map(\.name.chosen)
            print(
                Text(
                    "Các trường điền sẵn cho từng nơi nhận: {names}.",
                    "Filled in for each recipient: {names}."
                ).chosen(["names": names.joined(separator: ", ")]))
        }
    }

    struct Placeholders: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "placeholders",
                abstract: Text(
                    "Các trường ghi được trong mẫu Word, giữa hai dấu ngoặc nhọn.",
                    "What a Word template may have between double braces."
                ).chosen,
                discussion: Text(
                    "Viết hoa cả tên ({{CHI BỘ}}) thì nội dung điền vào cũng viết hoa.",
                    "Written in capitals ({{BRANCH}}), the value comes in capitals."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            var list = Listing([
                .init("vi", "Trường", "In Vietnamese"), .init("en", "Tên tiếng Anh", "In English"),
                .init("meaning", "Nội dung điền vào", "Stands for"),
                .init("blank", "Khi để trống", "When blank"),
            ])
            list.rows = Placeholder.allCases.map {
                [
                    .text("{{\($0.name.vi)}}"), .text("{{\($0.name.en)}}"), .text($0.meaning.chosen),
                    .text($0.blank),
                ]
            }
            list.print(listing.format)
        }
    }

    struct Review: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "review",
                abstract: Text(
                    "Ghi: đã xem lại mẫu, vẫn dùng được.", "Record that a template was reviewed and stands."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var slug: String
        @Option(name: .long, help: ArgumentHelp(Text("Ghi chú.", "A note.").chosen)) var note: String?

        func run() throws {
            let register = try global.office().register
            try register.review(template: slug, on: register.clock.today, note: note, by: global.actor)
            print(Text("Đã ghi đã xem lại {slug}.", "Recorded the review of {slug}.").chosen(["slug": slug]))
        }
    }
}

extension Template.Kind: ExpressibleByArgument {}
