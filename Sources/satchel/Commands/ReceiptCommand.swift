import ArgumentParser
import SatchelCore

/// `satchel receipt`: evidence that copies were received, filed, returned or lost.
struct ReceiptCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receipt",
            abstract: Text("Xác nhận đã nhận, đã thay, nộp lại, mất.", "Receipts and other evidence.").chosen,
            subcommands: [Add.self, List.self, Withdraw.self], defaultSubcommand: List.self)
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

        func run() throws {
            let register = try global.office().register
            let edition = try register.edition(of: kit, number: edition)
            let copy = copy ?? (proof == .filed || medium == .paper ? .paper : .electronic)
            try register.record(
                nodes.map { node in
                    NewEvidence(
                        node: node, proof: proof, copy: copy, medium: medium,
                        happenedOn: on ?? register.clock.today, person: person, onBehalfOf: onBehalfOf,
                        note: note)
                }, of: kit, edition: edition.number, by: global.actor)
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
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ đợt này.", "Only this edition.").chosen))
        var edition: Int?
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ tổ chức này.", "Only this node.").chosen)) var node:
            String?

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("id", "Mã", "Id"), .init("node", "Tổ chức", "Node"), .init("edition", "Đợt", "Edition"),
                .init("proof", "Xác nhận", "Proof"), .init("copy", "Bản", "Copy"),
                .init("medium", "Cách nhận", "Medium"), .init("happenedOn", "Ngày", "Day"),
                .init("recordedAt", "Ghi lúc", "Recorded"), .init("recordedBy", "Người ghi", "By"),
                .init("person", "Người nhận", "Person"), .init("onBehalfOf", "Thay cho", "For"),
            ])
            for row in try register.evidence(of: kit, edition: edition, node: node) {
                list.rows.append([
                    .number(Int(row.id)), .text(row.node), .number(row.edition),
                    .word(row.proof.word, row.proof.text),
                    .word(row.copy.word, row.copy.text), .word(row.medium.rawValue, row.medium.text),
                    .day(row.happenedOn),
                    .text(register.clock.stamp(row.recordedAt)), .text(row.recordedBy), .optional(row.person),
                    .optional(row.onBehalfOf),
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
}

extension Medium: ExpressibleByArgument {}

extension Copy: ExpressibleByArgument {
    package init?(argument: String) {
        guard let copy = Copy.allCases.first(where: { $0.word == argument }) else { return nil }
        self = copy
    }
}
