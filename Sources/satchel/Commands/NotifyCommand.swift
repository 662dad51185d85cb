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
        @Argument var kit: String?
        @Option(name: .long, help: ArgumentHelp(Text("Chỉ đợt này.", "Only this edition.").chosen))
        var edition: Int?
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Chỉ những nơi phải gọi điện.", "Only the list to telephone.").chosen))
        var telephone = false

        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Chỉ tình trạng này: waiting, done, failed, moved, notNeeded.", "Only in this state."
                ).chosen))
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
            ])
            let calendar = try office.settings.calendar()
            let search = NoticeSearch(
                kit: kit, edition: edition, state: telephone ? .waiting : state)
            let notices = try telephone ? office.noticesToCall(search) : office.register.notices(search)
            for notice in notices
            where state != nil || telephone || ![.moved, .notNeeded].contains(notice.course.state) {
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
                        telephone || (notice.channel == .telephone && notice.course.state == .waiting)
                            ? calendar.callBy(
                                office.clock.day(of: notice.recordedAt), isUrgent: notice.isUrgent) : nil),
                    .optional(notice.course.reply),
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

    /// Which notices: of a kit, and of one edition (the latest unless named).
    struct Choice: ParsableArguments {
        @Argument var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Loại: newEdition, reminder, escalation, withdrawal, effective.", "Kind of notice.")
                    .chosen))
        var kind: Notice.Kind = .newEdition

        func notices(in register: Register) throws -> [Notice] {
            let number = try register.edition(of: kit, number: edition).number
            return try register.notices(of: kit, edition: number).filter { $0.kind == kind }
        }
    }

    struct Mails: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "mails",
                abstract: Text(
                    "Xuất thư điện tử (.eml), mỗi người một tệp.", "Write the mails as .eml files."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice
        @Option(name: .long, help: ArgumentHelp(Text("Vào thư mục này.", "Into this folder.").chosen))
        var into: String

        func run() throws {
            let office = try global.office()
            let notices = try choice.notices(in: office.register)
            let mails = try office.mails(for: notices, language: global.lang)
            try PrivateFile.makeFolder(into)
            for mail in mails {
                try PrivateFile.write(mail.eml, to: "\(into)/\(mail.notice.id)-\(mail.notice.nodeCode).eml")
            }
            print(
                Text("Đã ghi {n} thư vào {folder}.", "Wrote {n} mails into {folder}.").chosen(
                    ["n": "\(mails.count)", "folder": into]))
            for notice in office.unreachable(among: notices) {
                print(
                    Style.warning("! ")
                        + Text(
                            "{node}: địa chỉ thư không dùng được; gọi {phone}",
                            "{node}: unusable address; telephone {phone}"
                        )
                        .chosen(["node": notice.nodeName, "phone": notice.phone ?? "–"]))
            }
        }
    }

    struct Group: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "group",
                abstract: Text(
                    "Tin ngắn gửi nhóm, không có đường dẫn.", "A short text for a group, without any link."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice

        func run() throws {
            let office = try global.office()
            let edition = try office.register.edition(of: choice.kit, number: choice.edition)
            print(try office.groupText(kit: choice.kit, edition: edition.number, language: global.lang))
        }
    }

    struct Persons: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "persons",
                abstract: Text(
                    "Tin ngắn cho từng người, có đường dẫn riêng.", "A short text a person, with the link."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice

        func run() throws {
            let office = try global.office()
            let notices = try choice.notices(in: office.register)
            for (notice, text) in try office.personalTexts(for: notices, language: global.lang) {
                print("── \(notice.nodeCode) \(notice.person ?? "")\n\(text)\n")
            }
        }
    }

    struct Letters: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "letters",
                abstract: Text(
                    "Thư in (HTML), mỗi người một tờ có phiếu ký nhận.",
                    "Letters to print (HTML), a sheet a person."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice
        @Option(
            name: .shortAndLong, help: ArgumentHelp(Text("Ghi vào tệp này.", "Write to this file.").chosen))
        var output: String

        func run() throws {
            let office = try global.office()
            let html = try office.letters(for: try choice.notices(in: office.register), language: global.lang)
            try TableFiles.write(Array(html.utf8), to: output)
        }
    }
}

extension Notice.Kind: ExpressibleByArgument {}
extension Notice.State: ExpressibleByArgument {}
