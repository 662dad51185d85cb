import ArgumentParser
import Foundation
import SatchelCore

/// `satchel notify`: what is due to be told, the outbox, and its letters and texts to hand on.
struct NotifyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "notify",
            abstract: Text(
                "Thư báo, thư nhắc: ai cần gì hôm nay, hộp thư đi, thư điện tử, tin nhắn, thư in.",
                "Notices: who needs what today, the outbox, mails, texts, letters."
            ).chosen,
            subcommands: [
                Plan.self, Write.self, Run.self, Status.self, Retry.self, Done.self, List.self, Remind.self,
                Mails.self, Group.self, Persons.self, Letters.self, Bounces.self,
            ], defaultSubcommand: List.self, aliases: ["notices"])
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các thư báo.", "The notices.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: Choice.kitHelp) var kit: String?
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ đợt này.", "Only this edition.").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Mọi thư về tổ chức có mã này, cả thư đã đóng.", "All about the node of this code."
                ).chosen, valueName: Text("mã", "code").chosen))
        var node: String?
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Chỉ những nơi phải gọi điện.", "Only the list to telephone.").chosen))
        var telephone = false

        @Option(
            name: .long, help: explained(Notice.State.self, Text("Chỉ tình trạng:", "Only in this state:")))
        var state: Notice.State?

        func run() throws {
            let office = try global.office()
            var list = Listing([
                .init("id", "Số", "No."), .init("kind", "Loại", "Kind"),
                .init("channel", "Cách gửi", "Channel"),
                .init("kit", "Cặp", "Kit"), .init("edition", "Đợt", "Edition"), .init("code", "Mã", "Code"),
                .init("node", "Tổ chức", "Node"), .init("person", "Người nhận", "Person"),
                .init("to", "Gửi tới", "To"), .init("dueOn", "Hạn", "Due"),
                .init("state", "Tình trạng", "State"),
                .init("attempts", "Lần thử", "Attempts", isOptional: true),
                .init("callBy", "Hạn gọi", "Call by", isOptional: true),
                .init("reply", "Trả lời", "Answer", isOptional: true),
                .init("recordedAt", "Soạn lúc", "Written", isOptional: true),
                .init("finishedAt", "Xong lúc", "Finished", isOptional: true),
            ])
            let calendar = try office.settings.calendar()
            let search = NoticeSearch(
                kit: kit, edition: edition, channel: telephone ? .telephone : nil,
                state: state ?? (telephone ? .waiting : nil), node: node)
            try office.register.check(search)
            let isWhole = search.state != nil || node != nil
            let tellsWhen = node != nil || listing.format != .table
            let isToCall = telephone && search.state == .waiting
            let notices = try isToCall ? office.noticesToCall(search) : office.register.notices(search)
            for notice in notices
            where isWhole || ![.moved, .notNeeded].contains(notice.course.state) {
                let to: String? =
                    switch telephone ? .telephone : notice.channel {
                    case .mail: notice.email
                    case .chat: notice.chat
                    case .telephone: notice.phone
                    }
                list.rows.append([
                    .number(Int(notice.id)), .word(notice.kind.rawValue, notice.kind.text),
                    .word(notice.channel.rawValue, notice.channel.text),
                    .text(notice.kit), .number(notice.edition), .text(notice.nodeCode),
                    .text(notice.nodeName),
                    .optional(notice.person), .optional(to), .optional(notice.dueOn),
                    .word(notice.course.state.rawValue, notice.course.state.text(by: notice.channel)),
                    .number(notice.course.attempts),
                    .optional(
                        notice.course.state == .waiting && (telephone || notice.channel == .telephone)
                            ? calendar.callBy(
                                office.clock.day(of: notice.recordedAt), isUrgent: notice.isUrgent) : nil),
                    .optional(notice.course.reply),
                    .optional(tellsWhen ? office.clock.stamp(notice.recordedAt) : nil),
                    .optional(tellsWhen ? notice.course.finishedAt.map(office.clock.stamp) : nil),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Remind: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "remind",
                abstract: Text(
                    "Soạn thư nhắc cho nơi chưa cập nhật.", "Write reminders to those not up to date."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Báo bí thư cấp trên.", "To the secretary above instead.").chosen))
        var escalate = false

        func run() throws {
            let register = try global.office().register
            let count = try register.remind(
                kit: kit, on: register.clock.today, escalating: escalate, by: global.actor)
            print(
                Text("Đã soạn thư nhắc về {n} nơi.", "Wrote reminders about {n} recipients.").chosen([
                    "n": "\(count)"
                ]))
        }
    }
}

extension Notice.Kind: ExpressibleByArgument {}
extension Notice.State: ExpressibleByArgument {}
extension Notice.Channel: ExpressibleByArgument {}

/// A word of the command line that says what it means.
protocol ExplainedWord: CaseIterable, RawRepresentable where RawValue == String {
    var text: Text { get }
}

extension Notice.Kind: ExplainedWord {}
extension Notice.State: ExplainedWord {
    var text: Text { text(by: .mail) }
}
extension Notice.Channel: ExplainedWord {}

/// The help of an option that takes one of some words: each with what it means in the language of this run.
func explained<Word: ExplainedWord>(_: Word.Type, _ title: Text) -> ArgumentHelp {
    let words = Word.allCases.map { "\($0.rawValue) (\($0.text.chosen))" }
    return ArgumentHelp("\(title.chosen) \(words.joined(separator: ", ")).")
}
