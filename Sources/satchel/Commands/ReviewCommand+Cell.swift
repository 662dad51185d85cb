import ArgumentParser
import SatchelCore

extension ReviewCommand {
    /// `satchel review cell`: the evidence behind what a review says of one node.
    struct Cell: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "cell",
                abstract: Text(
                    "Căn cứ của một ô: các xác nhận đã biết khi lập bảng.",
                    "What a cell rests on: the evidence known when the review was saved."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: ArgumentHelp(Text("Số của bảng.", "Its number.").chosen)) var number: Int
        @Argument(help: ArgumentHelp(Text("Mã tổ chức.", "The node's code.").chosen)) var node: String
        @Option(
            name: .long, help: ArgumentHelp(Text("electronic hoặc paper.", "electronic or paper.").chosen))
        var copy: Copy?

        func run() throws {
            let register = try global.office().register
            let review = try register.review(number)
            let rows = try review.rows(of: node, copy)
            if listing.format == .table { print(told(rows, in: review)) }
            var list = Cell.columns
            for row in rows { list.rows.append(Cell.supply(row)) }
            for evidence in try register.evidence(behind: review, of: node, copy: copy) {
                list.rows.append(Cell.row(evidence, register.clock))
            }
            list.print(listing.format)
        }

        private func told(_ rows: [ReviewRow], in review: Review) -> String {
            let head = Text(
                "Bảng rà soát số {number}, ngày {day}: {node} ({code}), bản số {copy}",
                "Review {number}, on {day}: {node} ({code}), copy no. {copy}")
            let lines = rows.map { row in
                let held = row.held.map {
                    Text("đang giữ đợt {n}", "holds edition {n}").chosen(["n": "\($0)"])
                }
                let turns = row.turns.map(\.text.chosen)
                let words =
                    [held, row.edition.text.chosen].compactMap { $0 }
                    + review.answer.trouble(of: row).map(\.chosen) + turns
                return "  \(row.copy.text.chosen): \(words.joined(separator: "; "))"
            }
            let first = head.chosen([
                "number": "\(review.head.number)", "day": review.head.day.office,
                "node": rows.first?.name ?? "", "code": rows.first?.code ?? "",
                "copy": rows.first.map { "\($0.copyNumber)" } ?? "",
            ])
            return ([Style.bold(first)] + lines).joined(separator: "\n")
        }

        private static var columns: Listing {
            Listing([
                .init("id", "Mã", "Id"), .init("copy", "Bản", "Copy"), .init("edition", "Đợt", "Edition"),
                .init("proof", "Căn cứ", "Evidence"), .init("happenedOn", "Ngày", "Day"),
                .init("dueOn", "Hạn", "Due"), .init("medium", "Cách nhận", "Medium"),
                .init("recordedAt", "Ghi lúc", "Recorded"), .init("recordedBy", "Người ghi", "By"),
                .init("person", "Người nhận", "Person"), .init("onBehalfOf", "Thay cho", "For"),
                .init("note", "Ghi chú", "Note"), .init("scan", "Bản chụp", "Scan"),
            ])
        }

        /// The supply that a row was judged by.
        private static func supply(_ row: ReviewRow) -> [Listing.Cell] {
            let isSupplied = row.supplied != nil
            return [
                .none, .word(row.copy.word, row.copy.text), .optional(row.supplied),
                isSupplied
                    ? .word("supplied", Text("được cấp", "supplied"))
                    : .word("notSupplied", Text("chưa được cấp", "not supplied")),
                .optional(row.suppliedOn), .optional(row.dueOn), .none, .none, .none, .none, .none, .none,
                .none,
            ]
        }

        private static func row(_ evidence: Evidence, _ clock: OfficeClock) -> [Listing.Cell] {
            [
                .number(Int(evidence.id)), .word(evidence.copy.word, evidence.copy.text),
                evidence.edition == 0 ? .none : .number(evidence.edition),
                .word(evidence.proof.word, evidence.proof.text), .day(evidence.happenedOn), .none,
                .word(evidence.medium.rawValue, evidence.medium.text),
                .text(clock.stamp(evidence.recordedAt)),
                .text(evidence.recordedBy), .optional(evidence.person), .optional(evidence.onBehalfOf),
                .optional(evidence.note), .optional(evidence.scan),
            ]
        }
    }
}
