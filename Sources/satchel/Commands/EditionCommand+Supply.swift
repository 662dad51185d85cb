import ArgumentParser
import SatchelCore

// After the issue: supply to late joiners, and the recall of what was withdrawn.
extension EditionCommand {
    struct Supply: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "supply",
                abstract: Text(
                    "Cấp bổ sung cho nơi vào sau: satchel edition supply KIT MÃ … --due NGÀY",
                    "Supply late joiners: satchel edition supply KIT CODE … --due DAY"
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument(help: ArgumentHelp(Text("Mã các tổ chức.", "The nodes' codes.").chosen)) var nodes: [String]
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Ngày cấp (mặc định hôm nay).", "Day of supply (today).").chosen))
        var on: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Hạn cập nhật.", "Due date.").chosen)) var due: Day

        func run() throws {
            let register = try global.office().register
            let day = on ?? register.clock.today
            let supplied = try register.supply(
                edition: edition, of: kit, to: nodes, on: day, due: due, by: global.actor)
            print(
                Text(
                    "Đã cấp bổ sung {edition} cho {n} nơi, hạn {due}; thư báo đang chờ gửi (satchel notices list).",
                    "Supplied {edition} to {n} more, due {due}; their notices are waiting (satchel notices list)."
                ).chosen([
                    "edition": supplied.edition.name.chosen, "n": "\(supplied.nodes.count)",
                    "due": due.office,
                ]))
            let listed = Set(
                try register.kit(kit).audience.expanded(in: register.organisation(on: day)).map(\.id))
            for node in supplied.nodes where !listed.contains(node.id) {
                print(
                    Style.warning("! ")
                        + Text(
                            "{node} không có trong danh sách nhận: đợt sau sẽ không được cấp (satchel kit audience).",
                            "{node} is not on the distribution list: the next edition will not reach it (satchel kit audience)."
                        ).chosen(["node": "\(node.name) (\(node.code))"]))
            }
        }
    }

    struct Recall: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "recall",
                abstract: Text(
                    "Danh sách thu hồi một đợt đã ngừng dùng: ai còn giữ, ai đã nộp lại.",
                    "The recall list of a withdrawn edition: who holds it, what came back."
                ).chosen,
                discussion: Text(
                    "Ghi bản đã nộp lại: satchel receipt add KIT MÃ --edition N --proof returned",
                    "Record what came back: satchel receipt add KIT CODE --edition N --proof returned"
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Argument var number: Int
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ghi danh sách (HTML) để in, ký nộp lại.", "Write the list (HTML) to print and sign.")
                    .chosen))
        var paper: String?

        func run() throws {
            let office = try global.office()
            let recall = try office.register.recall(edition: number, of: kit, on: office.clock.today)
            if let paper {
                let page = RecallPage(
                    recall, kit: try office.register.kit(kit).definition.name, settings: office.settings,
                    language: global.lang)
                return try TableFiles.write(Array(page.html.utf8), to: paper)
            }
            guard listing.format == .table else {
                return Recall.listing(recall, all: true).print(listing.format)
            }
            print(
                Text(
                    "{edition} ngừng dùng từ {day}; làm thay: {instead}.",
                    "{edition} is withdrawn from {day} on; instead: {instead}."
                ).chosen([
                    "edition": PageLine.capital(recall.edition.name.chosen),
                    "day": recall.edition.withdrawnOn?.office ?? "", "instead": recall.edition.instead ?? "",
                ]))
            Recall.listing(recall, all: false).print(.table)
            for copy in try office.register.kit(kit).definition.copies { print(recall.sum(copy).chosen) }
        }

        /// Every copy with its facts, for programs; or what a person has to see.
        private static func listing(_ recall: RecallList, all: Bool) -> Listing {
            let facts: [Listing.Column] = [
                .init("day", "Ngày", "Day"), .init("instead", "Làm thay", "Instead"),
            ]
            var list = Listing(
                [
                    .init("copyNumber", "Bản số", "Copy no."), .init("code", "Mã", "Code"),
                    .init("node", "Tổ chức", "Node"), .init("person", "Người giữ", "Holder"),
                    .init("phone", "Điện thoại", "Phone"), .init("copy", "Bản", "Copy"),
                    .init("state", "Tình trạng", "State"),
                ] + (all ? facts : []))
            for row in recall.rows where all || row.isToTell {
                let told: [Listing.Cell] = [.optional(row.state.day), .optional(recall.edition.instead)]
                list.rows.append(
                    [
                        .number(row.copyNumber), .text(row.node), .text(row.nodeName), .optional(row.person),
                        .optional(row.phone), .word(row.copy.word, row.copy.text),
                        .word(row.state.word, row.state.text(row.copy)),
                    ] + (all ? told : []))
            }
            return list
        }
    }
}
