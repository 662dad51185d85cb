import ArgumentParser
import SatchelCore

extension NotifyCommand {
    /// How the outbox stands.
    struct Status: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "status",
                abstract: Text(
                    "Hộp thư đi: còn chờ, đã gửi, không gửi được và vì sao.",
                    "The outbox: waiting, sent, not delivered and why."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let office = try global.office()
            let status = try office.register.outbox()
            let counts = Listing(
                [
                    .init("channel", "Cách gửi", "Channel"), .init("state", "Tình trạng", "State"),
                    .init("count", "Số thư", "Notices"), .init("tried", "Đã thử", "Tried", isOptional: true),
                ],
                status.counts.map { one in
                    [
                        .word(one.channel.rawValue, one.channel.text),
                        .word(one.state.rawValue, one.state.text(by: one.channel)), .number(one.count),
                        .number(one.tried),
                    ]
                })
            counts.print(listing.format)
            if listing.format == .table { tell(status, office) }
        }

        private func tell(_ status: OutboxStatus, _ office: Office) {
            for held in status.held { print(Style.bad("✗ ") + held.text.chosen) }
            for notice in status.oldest {
                print(
                    Text(
                        "Chờ lâu nhất, {way}: {code}, từ {since}",
                        "Waiting longest, {way}: {code}, since {since}"
                    )
                    .chosen([
                        "way": notice.channel.text.chosen, "code": notice.nodeCode,
                        "since": office.clock.stamp(notice.recordedAt),
                    ]))
            }
            for failure in status.failures {
                let code = failure.code.map { "\($0) " } ?? ""
                print(
                    Style.bad("✗ ")
                        + "\(failure.count) \(failure.channel.text.chosen): \(code)\(failure.reply)")
            }
            for host in status.hosts {
                print(
                    Text(
                        "  {host}: {waiting} chờ, {tried} đang thử lại, {failed} không gửi được",
                        "  {host}: {waiting} waiting, {tried} tried again, {failed} not delivered"
                    ).chosen([
                        "host": host.name, "waiting": "\(host.waiting)", "tried": "\(host.tried)",
                        "failed": "\(host.failed)",
                    ]))
            }
            for fault in status.faults {
                print(
                    Style.warning("! ")
                        + Text(
                            "{address} không nhận thư từ {since}: {why}",
                            "{address} refuses mail since {since}: {why}"
                        )
                        .chosen([
                            "address": fault.address, "since": office.clock.stamp(fault.since),
                            "why": fault.why,
                        ]))
            }
        }
    }

    /// Tries again what was given up.
    struct Retry: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "retry",
                abstract: Text(
                    "Gửi lại những thư không gửi được (tất cả, hoặc theo số).",
                    "Try again what was not delivered (all of it, or by number)."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(
            help: ArgumentHelp(Text("Số của thư (notify list --state failed).", "Numbers of notices.").chosen)
        )
        var ids: [Int64] = []

        func run() throws {
            let register = try global.office().register
            let all = ids.isEmpty ? try register.notices(NoticeSearch(state: .failed)).map(\.id) : ids
            let others = try Left(ids, in: register, but: .failed)
            let count = try register.retry(notices: all, by: global.actor)
            print(Text("Sẽ gửi lại {n} thư.", "{n} notices will be tried again.").chosen(["n": "\(count)"]))
            try others.tell(applied: count)
        }
    }

    /// Records notices as passed on by hand.
    struct Done: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "done",
                abstract: Text("Ghi đã gọi, đã gửi bằng tay.", "Record calls made and texts sent by hand.")
                    .chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(help: ArgumentHelp(Text("Số của thư (notify list).", "Numbers of notices.").chosen))
        var ids: [Int64]

        func run() throws {
            let register = try global.office().register
            let others = try Left(ids, in: register, but: .waiting)
            let count = try register.finish(notices: ids, by: global.actor)
            print(
                Text("Đã ghi {n} thư đã chuyển.", "{n} notices are marked as passed on.")
                    .chosen(["n": "\(count)"]))
            try others.tell(applied: count)
        }
    }

    /// The numbers on a command line that it does nothing to, and why.
    private struct Left {
        private let lines: [String]

        /// - Parameter state: of those it applies to.
        init(_ ids: [Int64], in register: Register, but state: Notice.State) throws {
            let known = Dictionary(
                try register.notices(numbered: ids).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            lines = ids.compactMap { id in
                guard let notice = known[id] else {
                    return Text("{id}: không có thư số này", "{id}: there is no such notice")
                        .chosen(["id": "\(id)"])
                }
                if notice.course.state == state { return nil }
                return Text("{id}: {state}, không ghi gì", "{id}: {state}, left as it is")
                    .chosen(["id": "\(id)", "state": notice.course.state.text(by: notice.channel).chosen])
            }
        }

        /// Names them; when nothing else was asked for, the command failed.
        func tell(applied count: Int) throws {
            for line in lines { print(Style.warning("! ") + line) }
            if count == 0, !lines.isEmpty { throw ExitStatus.refused }
        }
    }
}
