import ArgumentParser
import SatchelCore

extension OrganisationCommand {
    struct Apply: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "apply",
                abstract: Text(
                    "Ghi nhiều quyết định sắp xếp từ bảng Excel (.xlsx) hoặc CSV, tất cả hoặc không.",
                    "Take in decisions from .xlsx or CSV, all or nothing."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var path: String

        func run() throws {
            let outcomes = try global.office().register.importReorganisations(
                try PrivateFile.read(path), file: TableFiles.name(path), by: global.actor)
            print(
                Text(
                    "Đã ghi {n} quyết định: {ended} tổ chức kết thúc, {inherited} bản cặp chuyển theo, {recalled} bản phải thu hồi.",
                    "Recorded {n} decisions: {ended} nodes end, {inherited} copies go along, {recalled} are to be recalled."
                ).chosen([
                    "n": "\(outcomes.count)", "ended": "\(outcomes.reduce(0) { $0 + $1.ended.count })",
                    "inherited": "\(outcomes.reduce(0) { $0 + $1.inherited.count })",
                    "recalled": "\(outcomes.reduce(0) { $0 + $1.recalled.count })",
                ]))
        }
    }

    struct Changes: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "changes",
                abstract: Text("Các quyết định sắp xếp đã ghi.", "The decisions recorded.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("number", "Số", "No."), .init("kind", "Việc", "Change"), .init("codes", "Mã", "Codes"),
                .init("successors", "Thành", "Into"), .init("decision", "Quyết định", "Decision"),
                .init("decidedOn", "Ký ngày", "Made"), .init("effectiveOn", "Hiệu lực", "Effective"),
                .init("recordedAt", "Ghi lúc", "Recorded"), .init("recordedBy", "Người ghi", "By"),
                .init("takenBackAt", "Hủy lúc", "Taken back"), .init("reason", "Lý do", "Reason"),
            ])
            for change in try register.reorganisations() {
                let entered = change.entered
                list.rows.append([
                    .number(Int(change.id)), .word(entered.kind.rawValue, entered.kind.text),
                    .list(entered.codes), .list(entered.successors.map(\.code)), .text(entered.decision),
                    .day(entered.decidedOn), .day(entered.effectiveOn),
                    .text(register.clock.stamp(change.recordedAt)), .text(change.recordedBy),
                    .optional(change.takenBackAt.map(register.clock.stamp)), .optional(change.reason),
                ])
            }
            list.print(listing.format)
        }
    }

    struct TakeBack: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "take-back",
                abstract: Text(
                    "Hủy một việc sắp xếp ghi nhầm; điều đã biết trước đó vẫn hỏi lại được.",
                    "Take back a reorganisation entered wrongly."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var number: Int64
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            try global.office().register.takeBack(reorganisation: number, reason: reason, by: global.actor)
            print(
                Text(
                    "Đã hủy việc sắp xếp số {n}; mọi nơi như trước đó.",
                    "Took back reorganisation {n}; everything is as before it."
                ).chosen(["n": "\(number)"]))
        }
    }

    struct Recall: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "recall",
                abstract: Text(
                    "Cặp của các tổ chức đã kết thúc: nơi nào nhận lại, bản nào phải thu hồi.",
                    "Copies of nodes that ended: who has them, which are to be recalled."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Option(name: .long, help: ArgumentHelp(Text("Trong ngày này.", "On this day.").chosen)) var on: Day?

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("kit", "Cặp", "Kit"), .init("copyNumber", "Bản số", "Copy no."),
                .init("copy", "Bản", "Copy"), .init("edition", "Đợt", "Edition"), .init("from", "Của", "Of"),
                .init("to", "Nay ở", "Now at"), .init("recall", "Thu hồi", "Recall"),
            ])
            for copy in try register.copiesOfEndedNodes(on: on ?? register.clock.today) {
                list.rows.append([
                    .text(copy.kit), .number(copy.copyNumber), .word(copy.copy.word, copy.copy.text),
                    .number(copy.edition), .text(copy.from), .optional(copy.to), .flag(copy.to == nil),
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
                    "Một tổ chức qua các thời kỳ: tên, cấp trên, bí thư, cặp đã và đang giữ.",
                    "A node through its days: names, secretaries, kits."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var code: String

        func run() throws {
            let register = try global.office().register
            print(try NodeHistoryText(register.history(of: code), register).text)
        }
    }
}

/// A node's history as a person reads it.
struct NodeHistoryText {
    let text: String

    init(_ history: NodeHistory, _ register: Register) throws {
        var lines = [Style.bold("\(history.code)  \(history.versions.last?.name ?? "")")]
        for version in history.versions {
            let parent = try version.parentID.flatMap { try register.organisation(on: version.from)[$0] }
            lines.append(
                "  \(NodeHistoryText.span(version.from, version.to))  \(version.name), \(version.kind.text.chosen)"
                    + (parent.map { " – \($0.name) (\($0.code))" } ?? ""))
        }
        for kin in history.predecessors {
            lines.append(
                "  "
                    + NodeHistoryText.line(
                        kin,
                        Text(
                            "Kế thừa {code} {name} từ {day}{decision}",
                            "Succeeds {code} {name} from {day}{decision}")))
        }
        for kin in history.successors {
            lines.append(
                "  "
                    + NodeHistoryText.line(
                        kin,
                        Text(
                            "Nay là {code} {name} từ {day}{decision}",
                            "Now {code} {name} from {day}{decision}")))
        }
        for holder in history.holders {
            let phone = holder.phone.map { ", \($0)" } ?? ""
            lines.append(
                "  \(NodeHistoryText.span(holder.from, holder.to))  \(holder.role): \(holder.person)\(phone)")
        }
        lines += history.held.map { "  " + NodeHistoryText.line($0, hasEnded: history.endedOn != nil) }
        text = lines.joined(separator: "\n")
    }

    private static func span(_ from: Day, _ to: Day?) -> String {
        let start = from == .first ? "…" : from.office
        return to.map { "\(start) – \($0.office)" } ?? Text("\(start) – nay", "\(start) – now").chosen
    }

    private static func line(_ kin: NodeHistory.Kin, _ text: Text) -> String {
        text.chosen([
            "code": kin.code, "name": kin.name, "day": kin.on.office,
            "decision": kin.decision.map { " (\($0))" } ?? "",
        ])
    }

    private static func line(_ held: NodeHistory.Held, hasEnded: Bool) -> String {
        let edition = held.edition ?? held.withheld
        let what = Text(
            "{kit} bản số {n}, {copy}: {edition}", "{kit} copy {n}, {copy}: {edition}"
        ).chosen([
            "kit": held.kit, "n": "\(held.copyNumber)", "copy": held.copy.text.chosen,
            "edition": edition.map { Text("đợt \($0)", "edition \($0)").chosen }
                ?? Text("chưa có xác nhận đã nhận", "no receipt").chosen,
        ])
        if let at = held.nowAt { return what + Text("; nay {at} giữ", "; now at {at}").chosen(["at": at]) }
        if let day = held.endedOn {
            return what
                + Text("; đã nộp lại hoặc báo mất {day}", "; returned or lost {day}").chosen([
                    "day": day.office
                ])
        }
        if hasEnded && edition != nil { return what + Text("; phải thu hồi", "; to be recalled").chosen }
        if held.edition == nil && held.withheld != nil {
            return what
                + Text("; người trước giữ, chưa bàn giao", "; with the former holder, not handed over").chosen
        }
        return what
    }
}
