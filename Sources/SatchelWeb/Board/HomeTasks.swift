import SatchelCore

/// What waits for whoever looks: first what only this account can do, then what anybody at the desk should look at.
struct HomeTasks {
    private let visit: Visit
    private let desk: TodaysDesk
    private let account: Account

    init(_ visit: Visit, _ desk: TodaysDesk) throws {
        self.visit = visit
        self.desk = desk
        account = try visit.account()
    }

    private struct Task {
        let address: String
        let title: String
        let detail: String
    }

    /// So many of one sort are told; the rest are counted.
    private static let told = 3

    var html: HTML {
        get throws {
            let groups = [try heldBack, submissions, relations, ended, templates, try recall]
            let lines = groups.flatMap { tasks -> [HTML] in
                let more = tasks.count - HomeTasks.told
                let rest: HTML? =
                    more > 0
                    ? "<li class=\"soft\">\(visit.say(Text("và {n} việc nữa như trên", "and {n} more of these"), ["n": "\(more)"]))</li>"
                    : nil
                return tasks.prefix(HomeTasks.told).map(line) + [rest].compactMap(\.self)
            }
            return lines.isEmpty
                ? "<p>\(visit.say("Không có việc nào chờ.", "Nothing is waiting."))</p>"
                : "<ul class=\"plain\">\(lines)</ul>"
        }
    }

    private func line(_ task: Task) -> HTML {
        """
        <li><a href="\(task.address)">\(task.title)</a><span class="soft small">\(task.detail)</span></li>

        """
    }

    private func name(_ id: Int64) -> String {
        desk.documents[id]?.name ?? visit.say("văn bản #\(id)", "document #\(id)")
    }

    /// What waits for approval by somebody else than who submitted it, and what is approved and waits to be issued.
    private var submissions: [Task] {
        desk.kits.compactMap { kit in
            guard let submission = kit.submission else { return nil }
            let title = "\(visit.say(kit.kit.name)), \(visit.say("đợt", "edition")) \(submission.edition)"
            let address = "/kits/\(kit.kit.slug)/next"
            let day = visit.say("cấp phát ngày", "to be issued on") + " " + submission.issueOn.office
            guard let verdict = submission.verdict else {
                guard mayApprove(submission) else { return nil }
                return Task(
                    address: address, title: title + ": " + visit.say("chờ duyệt", "awaits your approval"),
                    detail: visit.say(
                        "\(submission.by.text.vi) trình, \(day)",
                        "submitted by \(submission.by.text.en), \(day)"))
            }
            if verdict.isApproved {
                guard account.role >= Account.Role.needed(for: "edition.issue") else { return nil }
                return Task(
                    address: address,
                    title: title + ": " + visit.say("đã duyệt, chờ cấp phát", "approved, to be issued"),
                    detail: day)
            }
            guard submission.by.user == account.name else { return nil }
            return Task(
                address: address, title: title + ": " + visit.say("bị trả lại", "returned to you"),
                detail: verdict.reason ?? "")
        }
    }

    /// What waits because the mail server or the gateway takes nothing.
    private var heldBack: [Task] {
        get throws {
            try visit.register.noticesHeldBack().map { held in
                Task(
                    address: "/notices", title: visit.say(held.text),
                    detail: visit.say(
                        "thư vẫn nằm trong hộp thư đi và được gửi khi nơi nhận trở lại",
                        "they stay in the outbox and go when it takes them again"))
            }
        }
    }

    private func mayApprove(_ submission: Submission) -> Bool {
        account.role >= Account.Role.needed(for: "edition.approve")
            && (submission.by.user.lowercased() != account.name.lowercased()
                || visit.office.settings.mayOnePersonIssue)
    }

    private var relations: [Task] {
        let all = desk.kits.flatMap { kit in kit.unconfirmed.map { ($0, kit.kit) } }
        let byRelation = Dictionary(grouping: all, by: \.0)
        return byRelation.sorted { $0.key.id < $1.key.id }.map { relation, uses in
            Task(
                address: "/documents/\(relation.object)",
                title: "\(name(relation.subject)) \(visit.say(relation.type.text)) \(name(relation.object))?",
                detail: visit.say(
                    "quan hệ cần xác minh, có trong \(uses.count) cặp: \(kits(uses.map(\.1)))",
                    "a relation to verify, in \(uses.count) kits: \(kits(uses.map(\.1)))"))
        }
    }

    private func kits(_ kits: [KitDefinition]) -> String {
        kits.map { visit.say($0.name) }.joined(separator: ", ")
    }

    private var ended: [Task] {
        desk.kits.filter { !$0.ended.isEmpty }.map { kit in
            let names = kit.ended.map { old in
                let next = old.replacedBy.map(name).joined(separator: ", ")
                return next.isEmpty
                    ? "\(name(old.document)) (\(visit.say(old.status.text)))"
                    : "\(name(old.document)) → \(next)"
            }
            return Task(
                address: "/kits/\(kit.kit.slug)/next",
                title: visit.say(kit.kit.name) + ": "
                    + visit.say(
                        "\(names.count) văn bản đã hết hiệu lực, chờ đợt mới",
                        "\(names.count) documents out of force, waiting for the next edition"),
                detail: names.prefix(3).joined(separator: "; ") + (names.count > 3 ? "; …" : ""))
        }
    }

    private var templates: [Task] {
        desk.doubtful.map { template, documents in
            Task(
                address: "/templates/\(template.slug)",
                title: visit.say("Xem lại mẫu: ", "Review the template: ") + visit.say(template.name),
                detail: visit.say("dựa trên ", "rests on ") + documents.map(name).joined(separator: ", ")
                    + visit.say(", đã hết hiệu lực", ", out of force"))
        }
    }

    private var recall: [Task] {
        get throws {
            let copies = try visit.register.copiesOfEndedNodes(on: desk.day).filter { $0.to == nil }
            if copies.isEmpty { return [] }
            let places = Set(copies.map(\.from)).sorted()
            return [
                Task(
                    address: "/reorganisations/recall",
                    title: visit.say(
                        "Thu hồi \(copies.count) bản của nơi đã kết thúc",
                        "Recall \(copies.count) copies of ended branches"),
                    detail: places.prefix(5).joined(separator: ", ") + (places.count > 5 ? ", …" : ""))
            ]
        }
    }
}
