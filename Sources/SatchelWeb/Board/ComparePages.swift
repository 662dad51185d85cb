import Hummingbird
import SatchelCore

/// The change list between any two editions of a kit.
enum ComparePages {
    static let routes: [Route] = [
        .get("/kits/{kit}/compare", .account, show),
        .get("/kits/{kit}/compare/paper", .account, paper),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let editions = try visit.register.editions(of: desk.slug)
        let title = visit.say("So sánh hai đợt", "Compare two editions")
        guard editions.count > 1 else {
            return desk.page(
                title,
                visit.card(
                    nil,
                    "<p>\(visit.say("Cần ít nhất hai đợt đã cấp phát.", "At least two editions are needed."))</p>"
                ))
        }
        let (old, new) = try pair(desk, editions)
        let choice = visit.search(
            to: "\(desk.path)/compare", visit.say("So sánh", "Compare"),
            """
            \(Field.choice("from", visit.say("Từ đợt", "From"), desk.choices(editions), chosen: "\(old.number)"))\
            \(Field.choice("to", visit.say("Sang đợt", "To"), desk.choices(editions), chosen: "\(new.number)"))
            """)
        let view = try ChangeView(desk, from: old, to: new)
        return desk.page(
            title,
            visit.card(
                visit.say(
                    "Từ \(visit.say(old.name)) sang \(visit.say(new.name))",
                    "From \(visit.say(old.name)) to \(visit.say(new.name))"),
                "\(choice)\(view.table)\(view.links)"))
    }

    /// The editions asked for, earlier first; else the two newest.
    /// - Throws: `editionUnknown`, `updateBackwards` when both are one.
    private static func pair(_ desk: KitDesk, _ editions: [Edition]) throws -> (old: Edition, new: Edition) {
        let visit = desk.visit
        let to = try visit.number("to") ?? editions.last?.number
        let from = try visit.number("from") ?? editions.dropLast().last?.number
        let one = try visit.register.edition(of: desk.slug, number: from)
        let other = try visit.register.edition(of: desk.slug, number: to)
        if one.number == other.number {
            throw SatchelError(
                .updateBackwards, ["from": "\(one.number)", "to": "\(other.number)"])
        }
        return one.number < other.number ? (one, other) : (other, one)
    }

    /// The list to print and to sign.
    @Sendable private static func paper(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let (old, new) = try pair(desk, try visit.register.editions(of: desk.slug))
        let view = try ChangeView(desk, from: old, to: new)
        let page = ChangeListPage(
            kit: desk.kit.definition.name, from: old.name, to: new.name, changes: view.changes,
            settings: visit.office.settings, language: visit.language)
        return visit.paper(page.html)
    }
}
