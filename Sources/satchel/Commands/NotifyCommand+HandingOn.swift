import ArgumentParser
import SatchelCore

// Mails, texts and letters that people pass on themselves.
extension NotifyCommand {
    /// Which notices are handed on: those that wait, of all kits and kinds unless one is named.
    struct Choice: ParsableArguments {
        @Argument(help: kitHelp) var kit: String?
        @Option(
            name: .long, help: ArgumentHelp(Text("Đợt (mặc định mọi đợt).", "Edition (all).").chosen))
        var edition: Int?
        @Option(
            name: .long,
            help: explained(Notice.Kind.self, Text("Loại (mặc định mọi loại):", "Kind (all):")))
        var kind: Notice.Kind?
        @Option(
            name: .long,
            help: explained(Notice.Channel.self, Text("Cách gửi (mặc định mọi cách):", "Channel (all):")))
        var channel: Notice.Channel?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Chỉ tổ chức có mã này.", "Only the node of this code.").chosen,
                valueName: Text("mã", "code").chosen))
        var node: String?
        @Flag(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Cả thư đã chuyển (của đợt mới nhất, trừ khi ghi --edition).",
                    "Those passed on too (of the newest edition, unless one is named)."
                ).chosen))
        var all = false

        static var kitHelp: ArgumentHelp {
            ArgumentHelp(
                Text("Tên tắt của cặp tài liệu (satchel kit list).", "The kit's short name.").chosen,
                valueName: Text("cặp", "kit").chosen)
        }

        /// The notices, brought up to date before: each holds a link and a code, so that only clerks get them.
        func notices(_ office: Office, by actor: Actor) throws -> [Notice] {
            let register = office.register
            try register.permit("notice.done", to: actor)
            let search = NoticeSearch(kit: kit, edition: edition, kind: kind, channel: channel, node: node)
            try register.check(search)
            try register.settleWaiting()
            return try register.notices(toHandOn: search, withSent: all)
        }
    }

    struct Mails: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "mails",
                abstract: Text(
                    "Xuất thư điện tử đang chờ (.eml), mỗi người một tệp.",
                    "Write the mails that wait as .eml files."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice
        @Option(name: .long, help: ArgumentHelp(Text("Vào thư mục này.", "Into this folder.").chosen))
        var into: String

        func run() throws {
            let office = try global.office()
            let notices = try choice.notices(office, by: global.actor)
            let mails = try office.mails(
                for: notices, language: global.noticeLanguage(office), areDrafts: true)
            try PrivateFile.makeFolder(into)
            for mail in mails {
                try PrivateFile.write(mail.eml, to: "\(into)/\(mail.notice.mailFileName)")
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
        @Argument(help: Choice.kitHelp) var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đợt (mặc định đợt mới nhất).", "Edition (the latest).").chosen))
        var edition: Int?
        @Option(name: .long, help: explained(Notice.Kind.self, Text("Loại:", "Kind:")))
        var kind: Notice.Kind = .newEdition

        func run() throws {
            let office = try global.office()
            let number = try office.register.edition(of: kit, number: edition).number
            print(
                try office.groupText(
                    kit: kit, edition: number, kind: kind, language: global.noticeLanguage(office)))
        }
    }

    struct Persons: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "persons",
                abstract: Text(
                    "Tin ngắn đang chờ cho từng người, có đường dẫn riêng.",
                    "The short texts that wait, one a person, with the link."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice

        func run() throws {
            let office = try global.office()
            let notices = try choice.notices(office, by: global.actor)
            let texts = try office.personalTexts(for: notices, language: global.noticeLanguage(office))
            for (notice, text) in texts {
                print("── \(notice.nodeCode) \(notice.person ?? "")\n\(text)\n")
            }
            if texts.isEmpty { print(Text("Không có thư nào chờ chuyển.", "Nothing is waiting.").chosen) }
        }
    }

    struct Letters: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "letters",
                abstract: Text(
                    "Thư in đang chờ (HTML), mỗi người một tờ có phiếu ký nhận.",
                    "The letters that wait (HTML), a sheet a person."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var choice: Choice
        @Option(
            name: .shortAndLong, help: ArgumentHelp(Text("Ghi vào tệp này.", "Write to this file.").chosen))
        var output: String

        func run() throws {
            let office = try global.office()
            let notices = try choice.notices(office, by: global.actor)
            let html = try office.letters(for: notices, language: global.noticeLanguage(office))
            try PrivateFile.write(Array(html.utf8), to: output)
            TableFiles.told(output)
        }
    }
}
