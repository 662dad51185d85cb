import ArgumentParser
import SatchelCore

/// `satchel receipt`: evidence that copies were received, filed, returned or lost.
struct ReceiptCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receipt",
            abstract: Text("Xác nhận đã nhận, đã thay, nộp lại, mất.", "Receipts and other evidence.").chosen,
            subcommands: [
                ByCode.self, Add.self, Sheet.self, SheetForm.self, SheetPaper.self, Found.self, List.self,
                ScanOut.self,
                Withdraw.self,
            ], defaultSubcommand: ByCode.self)
    }

    struct Add: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add",
                abstract: Text(
                    "Ghi nhận: satchel receipt add KIT MÃ MÃ … --proof filed",
                    "Record: satchel receipt add KIT CODE CODE …"
                ).chosen,
                discussion: Text(
                    "Mức xác nhận: ", "Proofs: "
                ).chosen
                    + Proof.allCases.filter(\.isEntered).map { "\($0.word) (\($0.text.chosen))" }.joined(
                        separator: ", "))
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument(help: ArgumentHelp(Text("Mã các tổ chức.", "The nodes' codes.").chosen)) var nodes: [String]
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(name: .long, help: ArgumentHelp(Text("Mức xác nhận.", "The proof.").chosen)) var proof:
            Proof =
                .acknowledged
        @Option(name: .long, help: "web, usb, paper, mail, phone") var medium: Medium = .paper
        @Option(
            name: .long, help: ArgumentHelp(Text("electronic hoặc paper.", "electronic or paper.").chosen))
        var copy: Copy?
        @Option(name: .long, help: ArgumentHelp(Text("Ngày xảy ra.", "The day it happened.").chosen)) var on:
            Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ai nhận.", "Who received.").chosen)) var person: String?
        @Option(name: .long, help: ArgumentHelp(Text("Nhận thay ai.", "On whose behalf.").chosen))
        var onBehalfOf: String?
        @Option(name: .long, help: ArgumentHelp(Text("Ghi chú.", "A note.").chosen)) var note: String?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Bản quét: PDF, JPEG, PNG.", "A scan: PDF, JPEG, PNG.").chosen))
        var scan: String?

        func run() throws {
            let office = try global.office()
            let register = office.register
            let edition = try register.edition(of: kit, number: edition)
            let copy = copy ?? (proof == .filed || medium == .paper ? .paper : .electronic)
            try register.record(
                nodes.map { node in
                    NewEvidence(
                        node: node, proof: proof, copy: copy, medium: medium,
                        happenedOn: on ?? register.clock.today, person: person, onBehalfOf: onBehalfOf,
                        note: note)
                }, of: kit, edition: edition.number, scan: try scan.map(Scan.read), in: office.store,
                by: global.actor)
            print(
                Text(
                    "Đã ghi {count} xác nhận cho {edition}: {proof}, {copy}.",
                    "Recorded {count} for {edition}: {proof}, {copy}."
                )
                .chosen([
                    "count": "\(nodes.count)", "edition": edition.name.chosen, "proof": proof.text.chosen,
                    "copy": copy.text.chosen,
                ]))
        }
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "list", abstract: Text("Các xác nhận.", "The evidence.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ListOptions
        @Argument var kit: String

        func run() throws { try options.list(kit, try global.office().register) }
    }

    /// Which evidence is listed, and how.
    struct ListOptions: ParsableArguments {
        @OptionGroup var listing: ListingOptions
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ đợt này.", "Only this edition.").chosen))
        var edition: Int?
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ tổ chức này.", "Only this node.").chosen)) var node:
            String?

        func list(_ kit: String, _ register: Register) throws {
            var list = Listing([
                .init("id", "Mã", "Id"), .init("node", "Tổ chức", "Node"), .init("edition", "Đợt", "Edition"),
                .init("proof", "Xác nhận", "Proof"), .init("copy", "Bản", "Copy"),
                .init("medium", "Cách nhận", "Medium"), .init("happenedOn", "Ngày", "Day"),
                .init("recordedAt", "Ghi lúc", "Recorded"),
                .init("daysAfter", "Ghi sau (ngày)", "Days after", isOptional: true),
                .init("recordedBy", "Người ghi", "By"), .init("person", "Người nhận", "Person"),
                .init("onBehalfOf", "Thay cho", "For"),
                .init("inheritedFrom", "Nhận lại từ", "Inherited from", isOptional: true),
                .init("extra", "Thừa", "Extra", isOptional: true),
                .init("missing", "Thiếu", "Missing", isOptional: true),
                .init("scan", "Bản quét", "Scan", isOptional: true),
                .init("note", "Ghi chú", "Note", isOptional: true),
            ])
            let documents = try register.documents().map { ("document:\($0.id)", $0.key) }
            let templates = try register.templates().map { ("template:\($0.slug)", $0.name.chosen) }
            let names = Dictionary(uniqueKeysWithValues: documents + templates)
            for row in try register.evidence(of: kit, edition: edition, node: node) {
                let after = register.clock.day(of: row.recordedAt).ordinal - row.happenedOn.ordinal
                list.rows.append([
                    .number(Int(row.id)), .text(row.node), .optional(row.edition == 0 ? nil : row.edition),
                    .word(row.proof.word, row.proof.text),
                    .word(row.copy.word, row.copy.text), .word(row.medium.rawValue, row.medium.text),
                    .day(row.happenedOn),
                    .text(register.clock.stamp(row.recordedAt)), .number(after), .text(row.recordedBy),
                    .optional(row.person), .optional(row.onBehalfOf), .optional(row.inheritedFrom),
                    .list(row.finding?.extra.map { names[$0] ?? $0 } ?? []),
                    .list(row.finding?.missing.map { names[$0] ?? $0 } ?? []), .flag(row.scan != nil),
                    .optional(row.note),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Withdraw: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "withdraw",
                abstract: Text("Rút lại một xác nhận ghi nhầm.", "Take back evidence entered wrongly.").chosen
            )
        }
        @OptionGroup var global: GlobalOptions
        @Argument var evidence: Int64
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            try global.office().register.withdraw(evidence: evidence, reason: reason, by: global.actor)
            print(Text("Đã rút lại xác nhận {id}.", "Took back evidence {id}.").chosen(["id": "\(evidence)"]))
        }
    }
}

extension Proof: ExpressibleByArgument {
    package init?(argument: String) { self.init(word: argument) }

    package static var allValueStrings: [String] { allCases.filter(\.isEntered).map(\.word) }
    package var defaultValueDescription: String { word }
}

extension Medium: ExpressibleByArgument {
    /// A decision is nothing that anybody receives.
    package init?(argument: String) {
        guard let medium = Medium(rawValue: argument), medium != .decision else { return nil }
        self = medium
    }

    package static var allValueStrings: [String] { allCases.filter { $0 != .decision }.map(\.rawValue) }
}

extension Copy: ExpressibleByArgument {
    package init?(argument: String) {
        guard let copy = Copy.allCases.first(where: { $0.word == argument }) else { return nil }
        self = copy
    }

    package static var allValueStrings: [String] { allCases.map(\.word) }
    package var defaultValueDescription: String { word }
}
