import SatchelCore

/// How the outbox stands: what waits and since when, which addresses refuse mail, and whether a server takes nothing.
struct OutboxCard {
    private let status: OutboxStatus
    private let visit: Visit

    /// So many refusing addresses are named; the page of what was not delivered has them all.
    private static let most = 10

    init(_ visit: Visit) throws {
        status = try visit.register.outbox()
        self.visit = visit
    }

    var html: HTML {
        """
        \(status.held.map(banner))
        \(visit.card(visit.say("Hộp thư đi", "The outbox"), "\(visit.facts(Notice.Channel.allCases.map(waiting)))\(failed)\(faults)"))
        """
    }

    private func banner(_ held: OutboxStatus.Held) -> HTML {
        "<div class=\"note bad\" role=\"alert\"><p>\(visit.say(held.text))</p></div>"
    }

    private func waiting(_ channel: Notice.Channel) -> (String, HTML?) {
        let count = status.counts.filter { $0.channel == channel && $0.state == .waiting }
            .reduce(0) { $0 + $1.count }
        let oldest = status.oldest.first { $0.channel == channel }.map {
            visit.say(
                Text(", lâu nhất từ {at}", ", the oldest since {at}"),
                ["at": visit.register.clock.stamp($0.recordedAt)])
        }
        let name = PageWords.capital(channel.text(visit.language))
        let words =
            count == 0
            ? visit.say("không còn thư nào chờ", "nothing waits")
            : visit.say(Text("còn {n} thư chờ", "{n} waiting"), ["n": "\(count)"]) + (oldest ?? "")
        return (name, .text(words))
    }

    private var failed: HTML? {
        let count = status.counts.filter { $0.state == .failed }.reduce(0) { $0 + $1.count }
        if count == 0 { return nil }
        return """
            <p><a href="/notices/failed">\(visit.say("Không gửi được, và vì sao", "Not delivered, and why"))</a> \(Mark.bad("\(count)"))</p>
            """
    }

    private var faults: HTML? {
        if status.faults.isEmpty { return nil }
        let clock = visit.register.clock
        let items = status.faults.prefix(OutboxCard.most).map { fault -> HTML in
            let since = visit.say(
                "từ \(clock.day(of: fault.since).office)", "since \(clock.day(of: fault.since).office)")
            return
                "<li><span>\(fault.address)</span><span class=\"soft small\">\(since): \(fault.why)</span></li>"
        }
        let title = visit.say(
            "Địa chỉ không nhận thư (\(status.faults.count))",
            "Addresses that refuse mail (\(status.faults.count))")
        return "<details><summary>\(title)</summary><ul class=\"plain\">\(items)</ul></details>"
    }
}
