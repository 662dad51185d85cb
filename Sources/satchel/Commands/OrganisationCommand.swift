import ArgumentParser
import SatchelCore

/// `satchel organisation`: committees, branches and who holds kits there.
struct OrganisationCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "organisation",
            abstract: Text("Tổ chức đảng và người giữ cặp.", "The organisation and its holders.").chosen,
            subcommands: [
                List.self, Import.self, ExportCommand<OrganisationTable>.self, Holders.self, Show.self,
                SetUp.self, Merge.self, Split.self, Dissolve.self,
                Rename.self, Move.self, EndLevel.self, Apply.self, Changes.self, TakeBack.self, Recall.self,
                Appoint.self, Reach.self, Handover.self,
            ], defaultSubcommand: List.self)
    }

    static var listing: Listing {
        Listing([
            .init("code", "Mã", "Code"), .init("name", "Tên tổ chức", "Name"),
            .init("kind", "Loại hình", "Kind"),
            .init("parent", "Cấp trên", "Parent"), .init("holder", "Người giữ cặp", "Holder"),
            .init("phone", "Điện thoại", "Phone"),
        ])
    }

    static func row(
        _ node: OrganisationNode, _ tree: OrganisationTree, _ holders: [Int64: [Holder]]
    ) -> [Listing.Cell] {
        let holder = holders[node.id]?.first
        return [
            .text(node.code), .text(node.name), .word(node.kind.rawValue, node.kind.text),
            .optional(node.parentID.flatMap { tree[$0]?.code }), .optional(holder?.person),
            .optional(holder?.phone),
        ]
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list",
                abstract: Text("Các tổ chức trong một ngày.", "The nodes on a day.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Option(name: .long, help: ArgumentHelp(Text("Trong ngày này.", "On this day.").chosen)) var on: Day?

        func run() throws {
            let register = try global.office().register
            let day = on ?? register.clock.today
            let tree = try register.organisation(on: day)
            let holders = try register.holders(on: day)
            var list = OrganisationCommand.listing
            for node in tree.nodes { list.rows.append(OrganisationCommand.row(node, tree, holders)) }
            list.print(listing.format)
        }
    }

    struct Import: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "import",
                abstract: Text(
                    "Nhập tổ chức và bí thư từ bảng Excel (.xlsx) hoặc CSV, tất cả hoặc không.",
                    "Take in a list from .xlsx or CSV, all or nothing."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var trial: TrialOptions
        @Argument var path: String
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Có từ ngày này, nếu bảng không ghi.", "They exist from this day, unless the table says."
                ).chosen))
        var from: Day?

        func run() throws {
            try trial.take(
                .organisation, path, from: from, try global.office().register, by: global.actor)
        }
    }

    struct Holders: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "holders", abstract: Text("Danh sách bí thư.", "The list of holders.").chosen,
                subcommands: [ImportCommand<HolderTable>.self, ExportCommand<HolderTable>.self])
        }
    }
}
