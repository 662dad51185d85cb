import ArgumentParser
import Foundation
import SatchelCore
import Sending

extension NotifyCommand {
    struct Run: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "run",
                abstract: Text(
                    "Soạn thư báo đến hạn hôm nay và gửi các thư đang chờ, một lượt.",
                    "Write the notices due today and send those that wait, once."
                ).chosen,
                discussion: Text(
                    """
                    Gửi qua máy chủ thư (mail.server) và cổng tin nhắn (webhook.url) ghi trong settings.yaml, trong giờ gửi \
                    thư của văn phòng. Khi “satchel serve” đang chạy thì việc này tự làm: mỗi ngày soạn một lần, cứ nửa phút \
                    gửi một lượt.
                    Mã thoát 75: máy chủ không nhận lúc này, thư còn chờ, chạy lại sau.
                    """,
                    """
                    Through the mail server (mail.server) and the gateway (webhook.url) of settings.yaml, within the \
                    office's hours. While “satchel serve” runs, it does this by itself: writes once a day, sends every half \
                    minute.
                    Exit status 75: a host takes nothing now; the notices wait, run it again later.
                    """
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.wholeOffice()
            guard office.isSending else { throw SatchelError(.sendingNotSet) }
            let isOpen = try office.writeDueNotices()
            let tallies = try office.deliver(telling: Run.progress)
            if Surroundings.isWatched { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            for tally in tallies {
                let rest = try office.register.waiting(by: tally.channel)
                let isOnlyClosed = !isOpen && tally.tried == 0 && tally.fault == nil && rest.ready > 0
                if !isOnlyClosed { Run.tell(tally, global.lang) }
                try Run.tell(rest, of: tally.channel, isOpen: isOpen, office, global.lang)
            }
            if let trouble = tallies.compactMap(\.trouble).first { throw trouble }
            if tallies.contains(where: { $0.fault != nil }) { throw ExitStatus.busy }
        }

        @Sendable private static func progress(_ tally: DeliveryTally) {
            guard Surroundings.isWatched, tally.tried % 10 == 0 else { return }
            let text = "\r\u{1B}[K… \(tally.channel.text.chosen): \(tally.tried)"
            FileHandle.standardError.write(Data(text.utf8))
        }

        /// What waits for the office's hours, and what for a later try.
        private static func tell(
            _ rest: OutboxRest, of channel: Notice.Channel, isOpen: Bool, _ office: Office,
            _ language: Language
        ) throws {
            let name = channel.text(language)
            var arguments = ["channel": name.prefix(1).uppercased() + name.dropFirst()]
            if !isOpen, rest.ready > 0 {
                let calendar = try office.settings.calendar()
                arguments["hours"] = calendar.hoursText
                arguments["count"] = "\(rest.ready)"
                arguments["next"] = office.clock.stamp(
                    calendar.opening(from: office.clock.now, office.clock))
                print(
                    Text(
                        "{channel}: ngoài giờ gửi ({hours}), {count} thư chờ đến {next}.",
                        "{channel}: outside the office's hours ({hours}), {count} wait until {next}."
                    )(language, arguments))
            }
            if let next = rest.nextAt {
                arguments["count"] = "\(rest.later)"
                arguments["next"] = office.clock.stamp(next)
                print(
                    Text(
                        "{channel}: {count} thư chờ gửi lại, sớm nhất {next}.",
                        "{channel}: {count} wait to be tried again, from {next}."
                    )(language, arguments))
            }
        }

        private static func tell(_ tally: DeliveryTally, _ language: Language) {
            let name = tally.channel.text(language)
            print(
                Text(
                    "{channel}: đã gửi {sent}, gửi lại sau {later}, không gửi được {refused}.",
                    "{channel}: {sent} sent, {later} to be tried again, {refused} refused."
                )(
                    language,
                    [
                        "channel": name.prefix(1).uppercased() + name.dropFirst(),
                        "sent": "\(tally.accepted)",
                        "later": "\(tally.retried)", "refused": "\(tally.refused)",
                    ]))
            if tally.refused > 0 {
                print(
                    Text(
                        "  Nơi không gửi được đã vào danh sách gọi điện: satchel notify list --telephone",
                        "  Those refused are on the list to telephone: satchel notify list --telephone"
                    )(language))
            }
            if let fault = tally.fault { print(Style.warning("! ") + "\(name): \(fault.told(language))") }
        }
    }

    struct Bounces: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "bounces",
                abstract: Text(
                    "Đọc thư trả lại (mbox, .eml): nơi nào không nhận được thì gọi điện.",
                    "Read returned mails (mbox, .eml): who was not reached is to be telephoned."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(help: ArgumentHelp(Text("Tệp hộp thư.", "The mailbox.").chosen)) var file: String

        func run() throws {
            let office = try global.wholeOffice()
            let tally = try office.takeIn(bounces: try Bounces.read(file))
            let counts = [
                "mails": "\(tally.mails)", "reports": "\(tally.reports)", "new": "\(tally.recorded)",
                "known": "\(tally.known)", "foreign": "\(tally.foreign)",
            ]
            print(
                Text(
                    "Đọc {mails} thư, {reports} tin báo: {new} thư không tới nơi (mới ghi), {known} đã biết, {foreign} không phải của sổ này.",
                    "Read {mails} mails, {reports} reports: {new} did not arrive (recorded), {known} known before, {foreign} not this register's."
                )(global.lang, counts))
        }

        /// The most bytes that are read: larger mailboxes go in by parts.
        private static let largest = 64 << 20

        private static func read(_ path: String) throws -> [UInt8] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw SatchelError(.fileMissing, ["path": path])
            }
            if isFolder.boolValue { throw SatchelError(.mailboxFolder, ["path": path]) }
            guard let handle = FileHandle(forReadingAtPath: path) else {
                throw SatchelError(.notPermitted, ["path": path])
            }
            // At the end of a file there is nothing, which is an empty mailbox.
            let data = try handle.read(upToCount: largest + 1) ?? Data()
            guard data.count <= largest else {
                throw SatchelError(.mailboxTooLarge, ["path": path, "limit": "\(largest >> 20)"])
            }
            return [UInt8](data)
        }
    }
}
