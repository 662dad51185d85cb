import ArgumentParser
import SatchelCore

extension NotifyCommand {
    /// What is due today, before it is written.
    struct Plan: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "plan",
                abstract: Text(
                    "Hôm nay cần báo ai, việc gì, vì sao; chưa ghi và chưa gửi gì.",
                    "Whom to tell what today, and why; nothing is written or sent."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: ArgumentHelp(Text("Chỉ cặp này.", "Only this kit.").chosen)) var kit: String?
        @Flag(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Mọi nơi cần cập nhật, hôm nay có báo hay không.",
                    "Every branch that needs an update, told today or not."
                ).chosen))
        var all = false

        func run() throws {
            let office = try global.office()
            let plan = try office.register.noticePlan(kit: kit, calendar: office.settings.calendar())
            if all { return try tellAll(plan, office) }
            guard listing.format == .table else { return try lines(plan, office).print(listing.format) }
            print(Style.bold(title(plan)))
            for kit in plan.kits where !kit.notices.isEmpty { try tell(kit, office) }
            let resting = plan.kits.filter { $0.needy > 0 && $0.notices.isEmpty }
            for kit in resting { print(Plan.resting(kit)) }
            try PlanDebts(office: office).tell(plan.debts)
        }

        private func title(_ plan: NoticePlan) -> String {
            let day = plan.day.office
            if !plan.isWorkingDay {
                return Text(
                    "{day} không phải ngày làm việc: không gửi gì, dời sang ngày làm việc sau.",
                    "{day} is no working day: nothing is sent, all of it waits for the next."
                ).chosen(["day": day])
            }
            return Text("Thư báo đến hạn ngày {day}: {n}.", "Notices due on {day}: {n}.")
                .chosen(["day": day, "n": "\(plan.count)"])
        }

        /// One kit's notices by the way they go, each way with its list, and what they say has changed.
        private func tell(_ kit: KitNotices, _ office: Office) throws {
            print(
                "\n\(kit.name.chosen), \(PageWords.edition(kit.edition.number, kit.edition.issuedOn).chosen)")
            let lines = try office.register.lines(of: kit.notices[...], in: kit)
            let digests = try office.digests(of: lines, in: kit)
            for channel in Notice.Channel.allCases {
                let own = lines.filter { $0.notice.channel == channel }
                if own.isEmpty { continue }
                let counts = kit.counts.filter { $0.way.channel == channel }.map {
                    "\($0.count) \($0.way.text.chosen)"
                }
                print("\(Style.bold(channel.text.chosen)): \(counts.joined(separator: ", "))")
                var list = Listing(Plan.columns)
                list.rows = own.map { Plan.row($0, digests) }
                list.print(.table)
            }
            for digest in digests where !digest.changes.isEmpty {
                print("\(Style.bold(digest.title.chosen))")
                for (place, change) in digest.changes.enumerated() {
                    print("  \(place + 1). \(change.lines(global.lang).joined(separator: ". "))")
                }
            }
        }

        /// `Cặp …: 39 nơi cần cập nhật, hôm nay không báo.`
        private static func resting(_ kit: KitNotices) -> String {
            Text(
                "{kit}: {n} nơi cần cập nhật, hôm nay chưa đến lượt báo (xem: notify plan --all).",
                "{kit}: {n} need an update, none is to be told today (see: notify plan --all)."
            ).chosen(["kit": kit.name.chosen, "n": "\(kit.needy)"])
        }

        /// Every branch that needs an update, and whether it is told today.
        private func tellAll(_ plan: NoticePlan, _ office: Office) throws {
            var list = Listing([
                .init("kit", "Cặp", "Kit"), .init("edition", "Đợt", "Edition"), .init("code", "Mã", "Code"),
                .init("node", "Tổ chức", "Node"), .init("reason", "Vì sao", "Why"),
                .init("held", "Đang giữ đợt", "Holds", isOptional: true),
                .init("changes", "Thay đổi", "Changes", isOptional: true), .init("dueOn", "Hạn", "Due"),
                .init("today", "Hôm nay", "Today", isOptional: true),
            ])
            for kit in plan.kits {
                let needs = try office.register.needs(of: kit.kit, on: plan.day)
                let digests = try office.digests(for: needs.map(\.need), in: kit)
                let lines = try office.register.lines(of: kit.notices[...], in: kit)
                let today = Dictionary(grouping: lines, by: \.nodeCode)
                list.rows += needs.map { branch in
                    let words = (today[branch.node.code] ?? []).map {
                        PlannedCount.Way($0.notice).text.chosen
                    }
                    let told = Set(words).sorted().joined(separator: ", ")
                    return [
                        .text(kit.kit), .number(kit.edition.number), .text(branch.node.code),
                        .text(branch.node.name), .word(branch.need.reason.rawValue, branch.need.reason.text),
                        .optional(branch.need.held),
                        .optional(digests.first { $0.held == branch.need.held }?.changes.count),
                        .optional(branch.dueOn), .optional(told.isEmpty ? nil : told),
                    ]
                }
            }
            list.print(listing.format)
        }

        private func lines(_ plan: NoticePlan, _ office: Office) throws -> Listing {
            var list = Listing(
                [.init("kit", "Cặp", "Kit"), .init("edition", "Đợt", "Edition")] + Plan.columns)
            for kit in plan.kits {
                let lines = try office.register.lines(of: kit.notices[...], in: kit)
                let digests = try office.digests(of: lines, in: kit)
                list.rows += lines.map {
                    [.text(kit.kit), .number(kit.edition.number)] + Plan.row($0, digests)
                }
            }
            return list
        }

        private static let columns: [Listing.Column] = [
            .init("kind", "Loại", "Kind"), .init("channel", "Cách gửi", "Channel"),
            .init("code", "Mã", "Code"), .init("node", "Tổ chức", "Node"),
            .init("reason", "Vì sao", "Why"), .init("held", "Đang giữ đợt", "Holds", isOptional: true),
            .init("changes", "Thay đổi", "Changes", isOptional: true),
            .init("dueOn", "Hạn", "Due"), .init("person", "Gửi cho", "To"),
            .init("to", "Địa chỉ", "Address"),
        ]

        private static func row(_ line: PlannedLine, _ digests: [PlannedDigest]) -> [Listing.Cell] {
            let way = PlannedCount.Way(line.notice)
            let effective = line.notice.effectiveOn.map {
                Text("dùng tài liệu mới từ \($0.office)", "a change takes effect on \($0.office)")
            }
            let why = effective ?? line.need?.reason.text ?? Text("", "")
            let digest = line.need.flatMap { need in digests.first { $0.held == need.held } }
            let changes = way.kind == .reminder ? digest?.changes.count : nil
            return [
                .word(way.isUrgent ? "urgent" : way.kind.rawValue, way.text),
                .word(way.channel.rawValue, way.channel.text), .text(line.nodeCode), .text(line.nodeName),
                .word(line.notice.effectiveOn == nil ? line.need?.reason.rawValue ?? "" : "effective", why),
                .optional(line.need?.held), .optional(changes), .optional(line.dueOn),
                .optional(line.person), .optional(line.address),
            ]
        }
    }

    /// Writes what is due today into the outbox.
    struct Write: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "write",
                abstract: Text(
                    "Soạn mọi thư báo đến hạn hôm nay vào hộp thư đi; chạy lại không soạn thêm.",
                    "Write everything due today into the outbox; running it again writes nothing."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let counts = try office.register.writeDueNotices(
                calendar: office.settings.calendar(), by: global.actor)
            if counts.isEmpty {
                return print(Text("Hôm nay không còn thư nào đến hạn.", "Nothing is due today.").chosen)
            }
            for count in counts {
                print("\(count.way.channel.text.chosen): \(count.count) \(count.way.text.chosen)")
            }
        }
    }
}

/// What the board owes, told apart from what branches are told.
private struct PlanDebts {
    let office: Office

    func tell(_ debts: [BoardDebt]) throws {
        if debts.isEmpty { return }
        let ids = debts.flatMap { debt in
            debt.documents.flatMap { [$0.document] + $0.replacedBy } + debt.doubtful.flatMap(\.documents)
        }
        let names = try office.register.documents(withIDs: Set(ids)).mapValues(\.citation)
        print(
            "\n"
                + Style.bold(
                    Text(
                        "Ban còn phải cấp (không gửi chi bộ nào):", "What the board owes (no branch is told):"
                    ).chosen))
        for debt in debts {
            print("\(debt.name.chosen), \(Text("đợt", "edition").chosen) \(debt.edition)")
            for document in debt.documents {
                let by = document.replacedBy.compactMap { names[$0] }.joined(separator: "; ")
                let since = "\(names[document.document] ?? "–"), \(document.since.office)"
                print(Style.warning("  ! ") + since + (by.isEmpty ? "" : " → \(by)"))
            }
            for (template, documents) in debt.doubtful {
                let rests = documents.compactMap { names[$0] }.joined(separator: "; ")
                print(Style.warning("  ! ") + "“\(template.name.chosen)” ← \(rests)")
            }
            if debt.unsupplied > 0 {
                print(
                    Style.warning("  ! ")
                        + Text(
                            "{n} bản giữ đợt đã ngừng dùng, chưa được cấp đợt khác",
                            "{n} copies hold a withdrawn edition and were supplied with nothing else"
                        ).chosen(["n": "\(debt.unsupplied)"]))
            }
        }
    }
}
