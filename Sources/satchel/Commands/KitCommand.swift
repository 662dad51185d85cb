import ArgumentParser
import SatchelCore

/// `satchel kit`: what kits are to hold, and whom they are for.
struct KitCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kit",
            abstract: Text("Cặp tài liệu: các mục và danh sách nhận.", "Kits: their slots and recipients.")
                .chosen,
            subcommands: [
                List.self, Show.self, Define.self, Check.self, Export.self, Audience.self, Give.self,
                BuildCommand.self,
            ],
            defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "list", abstract: Text("Các cặp tài liệu.", "The kits.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            let today = register.clock.today
            let editions = Dictionary(grouping: try register.editions(), by: \.kit)
            var list = Listing([
                .init("kit", "Mã", "Kit"), .init("name", "Tên", "Name"), .init("slots", "Mục", "Slots"),
                .init("recipients", "Nơi nhận", "Recipients"),
                .init("latest", "Đợt mới nhất", "Latest edition"),
                .init("owners", "Nơi phụ trách", "Owners"),
            ])
            for kit in try register.kits() {
                let latest = editions[kit.definition.slug]?.last { $0.withdrawnOn == nil }
                list.rows.append([
                    .text(kit.definition.slug), .text(kit.definition.name.chosen),
                    .number(kit.definition.slots.count),
                    .number((try? register.recipients(of: kit.definition.slug, on: today).count) ?? 0),
                    .optional(latest?.name.chosen),
                    .list(try register.owners(of: kit.definition.slug, on: today)),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Give: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "give",
                abstract: Text(
                    "Giao cặp cho tổ chức phụ trách, từ một ngày.", "Give a kit to the nodes that own it."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument(help: ArgumentHelp(Text("Mã các tổ chức.", "The nodes' codes.").chosen)) var codes: [String]
        @Option(name: .long, help: ArgumentHelp(Text("Từ ngày (hôm nay).", "From this day (today).").chosen))
        var from: Day?

        func run() throws {
            let register = try global.office().register
            try register.give(
                kit: kit, to: codes, from: from ?? register.clock.today, by: global.actor)
            print(
                Text("Cặp {kit} nay do {codes} phụ trách.", "The kit {kit} now belongs to {codes}.").chosen([
                    "kit": kit, "codes": codes.joined(separator: ", "),
                ]))
        }
    }

    struct Show: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: Text("Các mục và tài liệu đang đưa vào.", "The slots and what fills them.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Option(name: .long, help: ArgumentHelp(Text("Tính cho ngày này.", "As of this day.").chosen)) var on:
            Day?

        func run() throws {
            let register = try global.office().register
            let preview = try register.preview(kit: kit, on: on ?? register.clock.today)
            var list = Listing([
                .init("slot", "Mục", "Slot"), .init("name", "Tên mục", "Slot name"),
                .init("item", "Tài liệu", "Item"), .init("status", "Tình trạng", "Status"),
            ])
            for planned in preview.plan.items {
                let slot = preview.kit.definition.slots.first { $0.id == planned.item.slot }
                list.rows.append([
                    .text(planned.item.slot), .text(slot?.name.chosen ?? ""),
                    .text(planned.label(global.lang)),
                    .text(planned.status?.status.text.chosen ?? planned.template?.kind.text.chosen ?? ""),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Define: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "define", abstract: Text("Nhận kit.yaml.", "Take in a kit.yaml.").chosen,
                aliases: ["import"])
        }
        @OptionGroup var global: GlobalOptions
        @Argument var path: String

        func run() throws {
            let text = String(decoding: try PrivateFile.read(path), as: UTF8.self)
            let kit = try global.office().register.define(
                kit: text, file: TableFiles.name(path), by: global.actor)
            print(
                Text("Đã nhận cặp {kit}: {slots} mục.", "Took in kit {kit}: {slots} slots.").chosen([
                    "kit": kit.slug, "slots": "\(kit.slots.count)",
                ]))
        }
    }

    struct Check: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "check",
                abstract: Text("Soát kit.yaml mà không nhận.", "Check a kit.yaml without taking it in.")
                    .chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var path: String

        func run() throws {
            let text = String(decoding: try PrivateFile.read(path), as: UTF8.self)
            let kit = try KitDefinition(yaml: text, file: TableFiles.name(path))
            print(
                Text("{kit}: {slots} mục, không có lỗi.", "{kit}: {slots} slots, no mistakes.").chosen([
                    "kit": kit.slug, "slots": "\(kit.slots.count)",
                ]))
        }
    }

    struct Export: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "export", abstract: Text("Xuất kit.yaml.", "Write the kit.yaml.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Option(name: .shortAndLong) var output: String?

        func run() throws {
            try TableFiles.write(Array(try global.office().register.kit(kit).yaml.utf8), to: output)
        }
    }

    struct Audience: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "audience",
                abstract: Text("Xem hoặc đặt danh sách nhận.", "Show or set the distribution list.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Option(
            name: .long, help: ArgumentHelp(Text("Loại hình (lặp lại được).", "Kind (may repeat).").chosen))
        var kind: [NodeKind] = []
        @Option(
            name: .long, help: ArgumentHelp(Text("Chỉ dưới tổ chức này.", "Only below this node.").chosen))
        var under: String?
        @Option(name: .long, help: ArgumentHelp(Text("Thêm mã này.", "Add this code.").chosen)) var also:
            [String] = []
        @Option(name: .long, help: ArgumentHelp(Text("Bỏ mã này.", "Leave this code out.").chosen))
        var except: [String] = []

        func run() throws {
            let register = try global.office().register
            let old = try register.kit(kit).audience
            if !kind.isEmpty || under != nil || !also.isEmpty || !except.isEmpty {
                try register.distribute(
                    kit: kit,
                    to: DistributionList(
                        kinds: kind.isEmpty ? old.kinds : kind.map(\.rawValue), under: under ?? old.under,
                        also: also, except: except), by: global.actor)
            }
            let tree = try register.organisation(on: register.clock.today)
            var list = OrganisationCommand.listing
            for node in try register.kit(kit).audience.expanded(in: tree) {
                list.rows.append(OrganisationCommand.row(node, tree, [:]))
            }
            list.print(listing.format)
        }
    }
}

extension NodeKind: ExpressibleByArgument {
    package init?(argument: String) { self.init(word: argument) }
}
