import ArgumentParser
import SatchelCore

/// `satchel body`: issuing bodies.
struct BodyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "body", abstract: Text("Cơ quan ban hành.", "Issuing bodies.").chosen,
            subcommands: [
                List.self, Add.self, End.self, ImportCommand<BodyTable>.self, ExportCommand<BodyTable>.self,
            ],
            defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các cơ quan ban hành.", "The issuing bodies.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            var list = Listing([
                .init("name", "Tên cơ quan", "Name"), .init("code", "Ký hiệu", "Code"),
                .init("aliases", "Tên gọi khác", "Aliases"), .init("activeTo", "Hoạt động đến", "Active to"),
                .init("successor", "Kế thừa", "Successor"),
            ])
            for body in try global.office().register.bodies() {
                let aliases = listing.format == .table ? Array(body.aliases.prefix(2)) : body.aliases
                list.rows.append([
                    .text(body.name), .optional(body.code), .list(aliases), .optional(body.activeTo),
                    .optional(body.successor),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Add: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "add", abstract: Text("Thêm cơ quan.", "Add a body.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var name: String
        @Option(
            name: .long, help: ArgumentHelp(Text("Ký hiệu, ví dụ BTCTW.", "Code, for example BTCTW.").chosen))
        var code: String?
        @Option(name: .long, help: ArgumentHelp(Text("Tên gọi khác.", "Another name.").chosen)) var alias:
            [String] = []

        func run() throws {
            try global.office().register.add(
                bodies: [NewBody(name: name, code: code, aliases: alias)], by: global.actor)
            print(Text("Đã thêm {name}.", "Added {name}.").chosen(["name": name]))
        }
    }

    struct End: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "end",
                abstract: Text(
                    "Ghi cơ quan đã kết thúc và nơi kế thừa.", "Record that a body ended, and who carries on."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var name: String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày hoạt động cuối cùng.", "Its last day.").chosen))
        var on: Day
        @Option(name: .long, help: ArgumentHelp(Text("Cơ quan kế thừa.", "The successor.").chosen))
        var successor: String?

        func run() throws {
            try global.office().register.end(body: name, on: on, successor: successor, by: global.actor)
            print(
                Text("Đã ghi: {name} hoạt động đến {day}.", "Recorded: {name} until {day}.").chosen(
                    ["name": name, "day": on.office]))
        }
    }

}
