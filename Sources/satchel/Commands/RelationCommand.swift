import ArgumentParser
import SatchelCore

/// `satchel relation`: what documents do to each other.
struct RelationCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "relation",
            abstract: Text(
                "Quan hệ giữa văn bản: thay thế, bãi bỏ, sửa đổi …", "Relations: replaces, repeals, amends …"
            ).chosen,
            subcommands: [
                List.self, Add.self, Confirm.self, Withdraw.self, ImportCommand<RelationTable>.self,
                ExportCommand<RelationTable>.self,
            ],
            defaultSubcommand: List.self)
    }

    /// One relation in words.
    static func line(_ relation: Relation, _ documents: [Int64: Document]) -> String {
        let subject = documents[relation.subject]?.key ?? ""
        let object = documents[relation.object]?.key ?? ""
        let scope = relation.scope.map { " (\($0))" } ?? ""
        let mark =
            relation.isConfirmed
            ? Text("đã xác nhận: ", "confirmed: ").chosen + (relation.evidence ?? "")
            : Style.warning(Text("cần xác minh", "to be verified").chosen)
        return "[\(relation.id)] \(subject) \(relation.type.text.chosen) \(object)\(scope) – \(mark)"
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "list", abstract: Text("Các quan hệ.", "The relations.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Chỉ những quan hệ cần xác minh.", "Only unconfirmed ones.").chosen))
        var unconfirmed = false

        func run() throws {
            let register = try global.office().register
            let documents = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
            var list = Listing([
                .init("id", "Mã", "Id"), .init("subject", "Văn bản", "Document"),
                .init("relation", "Quan hệ", "Relation"),
                .init("object", "Văn bản liên quan", "Other document"),
                .init("scope", "Phạm vi", "Scope"), .init("from", "Từ ngày", "From"),
                .init("confirmed", "Xác nhận", "Confirmed"), .init("evidence", "Căn cứ", "Evidence"),
            ])
            for relation in try register.relations() where !unconfirmed || !relation.isConfirmed {
                list.rows.append([
                    .number(Int(relation.id)), .text(documents[relation.subject] ?? ""),
                    .word(relation.type.rawValue, relation.type.text),
                    .text(documents[relation.object] ?? ""),
                    .optional(relation.scope), .optional(relation.effectiveOn), .flag(relation.isConfirmed),
                    .optional(relation.evidence),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Add: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add",
                abstract: Text(
                    "Thêm quan hệ: satchel relation add 24-QĐ/TW@30/07/2021 \"thay thế\" 29-QĐ/TW@25/07/2016",
                    "Add a relation: satchel relation add 24-QĐ/TW@30/07/2021 replaces 29-QĐ/TW@25/07/2016"
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var subject: String
        @Argument var type: String
        @Argument var object: String
        @Option(name: .long, help: ArgumentHelp(Text("Từ ngày.", "From this day.").chosen)) var from: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Đến hết ngày.", "Until this day.").chosen)) var until:
            Day?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Phạm vi, nếu chỉ một phần.", "Scope, if only a part.").chosen))
        var scope: String?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Trích nguyên văn điều khoản.", "The clause, quoted.").chosen))
        var clause: String?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Đã đối chiếu với đâu; bỏ trống thì chờ xác minh.",
                    "What it was checked against; else unconfirmed."
                ).chosen))
        var evidence: String?

        func run() throws {
            let register = try global.office().register
            guard let relation = RelationType(word: type) else {
                throw SatchelError(.relationTypeUnknown, ["type": type])
            }
            let id = try register.add(
                relations: [
                    NewRelation(
                        subject: try register.document(subject).id, type: relation,
                        object: try register.document(object).id, effectiveOn: from, until: until,
                        scope: scope,
                        clause: clause, evidence: evidence)
                ], by: global.actor)[0]
            let documents = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0) })
            for relation in try register.relations() where relation.id == id {
                print(RelationCommand.line(relation, documents))
            }
        }
    }

    struct Confirm: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "confirm",
                abstract: Text(
                    "Xác nhận một quan hệ sau khi đối chiếu.", "Confirm a relation after checking it."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var relation: Int64
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đã đối chiếu với đâu.", "What it was checked against.").chosen))
        var evidence: String

        func run() throws {
            try global.office().register.confirm(relation: relation, evidence: evidence, by: global.actor)
            print(Text("Đã xác nhận quan hệ {id}.", "Confirmed relation {id}.").chosen(["id": "\(relation)"]))
        }
    }

    struct Withdraw: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "withdraw",
                abstract: Text("Rút lại một quan hệ ghi sai.", "Take back a relation entered wrongly.").chosen
            )
        }
        @OptionGroup var global: GlobalOptions
        @Argument var relation: Int64
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            try global.office().register.withdraw(relation: relation, reason: reason, by: global.actor)
            print(Text("Đã rút lại quan hệ {id}.", "Took back relation {id}.").chosen(["id": "\(relation)"]))
        }
    }

}
