import Hummingbird
import SatchelCore

/// What can still be done about an issued edition: supply those who came later, withdraw it.
enum EditionActs {
    static let routes: [Route] = [
        .post(
            "/kits/{kit}/editions/{edition}/withdraw", .account, shownAgain: { try EditionPage.show($0) },
            withdraw)
    ]

    /// The boxes at the foot of the edition's page.
    static func cards(_ desk: KitDesk, _ edition: Edition) -> HTML {
        if edition.withdrawnOn != nil { return "" }
        let visit = desk.visit
        let path = desk.path(edition: edition.number)
        let supply: HTML? =
            desk.may("edition.supply")
            ? "<p><a class=\"button second\" href=\"\(path)/supply\">\(visit.say("Cấp bổ sung cho nơi vào sau", "Supply late joiners"))</a></p>"
            : nil
        let stop: HTML? = desk.may("edition.withdraw") ? withdrawal(desk, path) : nil
        if supply == nil, stop == nil { return "" }
        return visit.card(visit.say("Việc khác", "More"), "\(supply)\(stop)")
    }

    private static func withdrawal(_ desk: KitDesk, _ path: String) -> HTML {
        let visit = desk.visit
        let fields: HTML = """
            \(Field.hidden("act", "withdraw"))
            \(Field.text("instead", visit.say("Làm gì thay", "What to do instead"), Acts.value(visit, "withdraw", "instead"), hint: visit.say("Ví dụ: dùng lại đợt 3; chờ đợt 5", "For example: go back to edition 3; wait for edition 5"), isRequired: true))
            \(Field.day("on", visit.say("Ngừng dùng từ ngày", "Withdrawn from"), Acts.value(visit, "withdraw", "on", visit.today.office)))
            """
        let isOpen: HTML? = Acts.isRefused(visit, "withdraw") ? " open" : nil
        return """
            <details\(isOpen)><summary>\(visit.say("Ngừng dùng đợt này", "Withdraw this edition"))</summary>
            <p>\(visit.say("Mọi nơi đã nhận đợt này sẽ được báo, kèm việc phải làm thay.", "Everyone who got it is told, with what to do instead."))</p>
            \(visit.form(to: "\(path)/withdraw", visit.say("Ngừng dùng", "Withdraw"), style: "danger", fields))</details>
            """
    }

    @Sendable private static func withdraw(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let day = try visit.day("on") ?? visit.today
        let page = "\(desk.path(edition: edition.number))?done=withdrawn"
        // The same form sent twice.
        if edition.withdrawnOn == day, edition.instead == visit.form["instead"] { return .seeOther(page) }
        return try Acts.once(visit, then: page) { actor in
            try visit.register.withdraw(
                edition: edition.number, of: desk.slug, on: day, instead: visit.form["instead"] ?? "",
                by: actor)
        }
    }
}
