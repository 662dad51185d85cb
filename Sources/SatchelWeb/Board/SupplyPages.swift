import Hummingbird
import SatchelCore

/// Whom an edition was supplied to, and supplying those who came later.
enum SupplyPages {
    static let routes: [Route] = [
        .get("/kits/{kit}/editions/{edition}/recipients", .account, recipients),
        .get("/kits/{kit}/editions/{edition}/supply", .account, form),
        .post("/kits/{kit}/editions/{edition}/supply", .account, shownAgain: form, supply),
    ]

    /// The way back to the edition.
    static func above(_ desk: KitDesk, _ edition: Edition) -> (path: String, text: String) {
        (
            desk.path(edition: edition.number),
            "\(desk.name), \(desk.visit.say(edition.name))"
        )
    }

    @Sendable private static func recipients(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let all = try visit.register.recipients(of: edition, on: visit.today)
        let states = try RecipientStates(desk, edition)
        let path = desk.path(edition: edition.number)
        let copies = desk.kit.definition.copies
        let rows = visit.paged(all).map { recipient -> [HTML] in
            [
                "<a href=\"\(path)/for/\(Fields.encoded(recipient.code))\">\(recipient.name)</a> <span class=\"small soft\">\(recipient.code)</span>",
                .text(recipient.committee ?? ""), .text(recipient.secretary ?? ""),
                .text("\(recipient.copyNumber)"), .text(recipient.dueOn?.office ?? ""),
            ] + copies.map { states.mark(recipient.code, $0) }
        }
        let table = Table(
            [
                .init(visit.say("Nơi nhận", "Recipient")), .init(visit.say("Cấp trên", "Parent")),
                .init(visit.say("Người giữ", "Holder")),
                .init(visit.say("Bản số", "Copy no."), isNumber: true),
                .init(visit.say("Hạn", "Due")),
            ] + copies.map { .init(PageWords.capital(visit.say($0.text))) }, rows: rows)
        let supply: HTML? =
            desk.may("edition.supply") && edition.withdrawnOn == nil
            ? "<p><a class=\"button second\" href=\"\(path)/supply\">\(visit.say("Cấp bổ sung cho nơi vào sau", "Supply late joiners"))</a></p>"
            : nil
        return desk.page(
            visit.say(
                "Nơi nhận \(visit.say(edition.name)) (\(all.count))",
                "Recipients of \(visit.say(edition.name)) (\(all.count))"),
            above: above(desk, edition),
            "\(try strangers(desk, edition, all))\(visit.card(nil, "\(table.html)\(visit.pager(all.count))"))\(supply)"
        )
    }

    /// Those supplied who are not on the list: the next edition will not reach them.
    private static func strangers(
        _ desk: KitDesk, _ edition: Edition, _ all: [KitRecipient]
    ) throws -> HTML? {
        let visit = desk.visit
        guard visit.query["done"] == "supplied" else { return nil }
        let listed = Set(try visit.register.recipients(of: desk.slug, on: visit.today).map(\.code))
        let others = all.filter { !listed.contains($0.code) }
        if others.isEmpty { return nil }
        let names = others.prefix(20).map { "\($0.name) (\($0.code))" }.joined(separator: "; ")
        let told = visit.say(
            "Không có trong danh sách nhận nên đợt sau sẽ không được cấp: \(names).",
            "Not on the distribution list, so the next edition will not reach them: \(names).")
        return """
            <div class="note"><p>\(told)</p><p><a href="\(desk.path)/recipients">\(visit.say("Sửa danh sách nhận", "Change the list"))</a></p></div>

            """
    }

    @Sendable private static func form(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let supplied = Set(try visit.register.recipients(of: edition, on: visit.today).map(\.code))
        let late = try visit.register.recipients(of: desk.slug, on: visit.today).filter {
            !supplied.contains($0.code)
        }
        let chosen = visit.refusal == nil ? [] : visit.form.all("node")
        let ticks = late.prefix(200).map { node in
            Field.tick(
                "node", "\(node.name) (\(node.code))", value: node.code, isTicked: chosen.contains(node.code))
        }
        let nobody: HTML =
            "<p class=\"soft\">\(visit.say("Mọi nơi trong danh sách nhận đều đã được cấp đợt này.", "Everybody on the list has been supplied."))</p>"
        let fields: HTML = """
            \(ticks.isEmpty ? nobody : Field.group(visit.say("Có trong danh sách nhận, chưa được cấp", "On the list, not supplied yet"), Array(ticks)))
            \(Field.text("others", visit.say("Nơi khác (mã tổ chức)", "Others (codes)"), visit.value("others"), hint: visit.say("Cách nhau bằng dấu phẩy", "With commas between")))
            \(Field.day("on", visit.say("Ngày cấp", "Day of supply"), visit.value("on", visit.today.office), isRequired: true))
            \(Field.day("due", visit.say("Hạn cập nhật", "Due date"), visit.value("due"), isRequired: true))
            """
        let path = desk.path(edition: edition.number)
        return desk.page(
            visit.say(
                "Cấp bổ sung \(visit.say(edition.name))", "Supply \(visit.say(edition.name)) to late joiners"),
            above: above(desk, edition),
            visit.card(nil, visit.form(to: "\(path)/supply", visit.say("Cấp bổ sung", "Supply"), fields)))
    }

    @Sendable private static func supply(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let codes = visit.form.all("node") + RecipientPages.codes(visit.form["others"])
        if codes.isEmpty {
            throw SatchelError(.fieldMissing, ["column": visit.say("Nơi nhận", "Recipients")])
        }
        let day = try visit.day("on") ?? visit.today
        guard let due = try visit.day("due") else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Hạn cập nhật", "Due date")])
        }
        let page = "\(desk.path(edition: edition.number))/recipients?done=supplied"
        return try Acts.once(visit, then: page) { actor in
            _ = try visit.register.supply(
                edition: edition.number, of: desk.slug, to: codes, on: day, due: due, by: actor)
        }
    }
}
