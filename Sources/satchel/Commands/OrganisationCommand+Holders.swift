import ArgumentParser
import SatchelCore

extension OrganisationCommand {
    struct Appoint: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "appoint",
                abstract: Text(
                    "Ghi bí thư mới của một tổ chức; cặp của người trước chờ bàn giao.",
                    "Record a node's new secretary; the kit then waits for the handover."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var contact: ContactOptions
        @Argument var code: String
        @Argument var person: String
        @Option(name: .long, help: ArgumentHelp(Text("Từ ngày.", "From this day.").chosen)) var from: Day

        func run() throws {
            try global.office().register.appoint(
                NewHolder(person: person, phone: contact.phone, email: contact.email, chat: contact.chat),
                at: code, from: from, by: global.actor)
            print(
                Text(
                    "Đã ghi {person} giữ cặp tại {code} từ {day}. Nhận bàn giao xong, ghi: satchel organisation handover {code}",
                    "Recorded {person} at {code} from {day}. After the handover: satchel organisation handover {code}"
                ).chosen(["person": person, "code": code, "day": from.office]))
        }
    }

    struct Reach: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "contact",
                abstract: Text(
                    "Đổi điện thoại, thư điện tử, tên trong nhóm; liên kết đã gửi thôi dùng được.",
                    "Change how a holder is reached; links sent before are revoked."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var contact: ContactOptions
        @Argument var code: String
        @Option(name: .long, help: ArgumentHelp(Text("Từ ngày (hôm nay).", "From this day (today).").chosen))
        var from: Day?

        func run() throws {
            let register = try global.office().register
            try register.reach(
                holderAt: code, phone: contact.phone, email: contact.email, chat: contact.chat,
                from: from ?? register.clock.today, by: global.actor)
            print(
                Text(
                    "Đã đổi cách liên lạc của {code}; liên kết gửi trước đây không dùng được nữa.",
                    "Changed how {code} is reached; links sent before are revoked."
                ).chosen(["code": code]))
        }
    }

    struct Handover: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "handover",
                abstract: Text(
                    "Ghi bàn giao cặp từ bí thư trước sang bí thư mới.",
                    "Record that the new secretary took the kit over."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var code: String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày bàn giao (hôm nay).", "The day (today).").chosen))
        var on: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ghi chú, số biên bản.", "A note.").chosen)) var note:
            String?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Biên bản quét (PDF, JPEG, PNG).", "The scanned minutes (PDF, JPEG, PNG).").chosen))
        var scan: String?

        func run() throws {
            let office = try global.office()
            let register = office.register
            let copies = try register.handOver(
                at: code, on: on ?? register.clock.today, note: note, scan: try scan.map(Scan.read),
                in: office.store, by: global.actor)
            for copy in copies {
                print(
                    Text(
                        "Đã ghi bàn giao tại {code}: {kit} bản số {n}, {copy}, đợt {edition}.",
                        "Recorded the handover at {code}: {kit} copy {n}, {copy}, edition {edition}."
                    ).chosen([
                        "code": code, "kit": copy.kit, "n": "\(copy.copyNumber)",
                        "copy": copy.copy.text.chosen,
                        "edition": "\(copy.edition)",
                    ]))
            }
        }
    }
}

/// How somebody is reached.
struct ContactOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(Text("Điện thoại.", "Telephone.").chosen)) var phone: String?
    @Option(name: .long, help: ArgumentHelp(Text("Thư điện tử.", "Mail address.").chosen)) var email: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Tài khoản Zalo/tin nhắn của bí thư.", "The secretary's own chat account.").chosen))
    var chat: String?
}
