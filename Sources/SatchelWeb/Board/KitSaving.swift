import Hummingbird
import SatchelCore

/// Saving a changed definition onto the one that was looked at, and the page that tells when another came between.
enum KitSaving {
    /// The hidden field that says which definition a form was made from.
    static func shown(_ desk: KitDesk) -> HTML { Field.hidden("definition", "\(desk.kit.definitionID)") }

    /// Makes the change a form asks for and goes on to a page.
    /// - Throws: `kitChanged` when the definition is no longer the one the form was made from; what `define` throws.
    static func save(
        _ desk: KitDesk, then page: (KitDefinition) -> String
    ) throws -> Answer {
        let visit = desk.visit
        guard let shown = try visit.number("definition") else { throw SatchelError(.formForged) }
        // Onto what was shown, so that the register sees a form that is sent twice before it sees its own change.
        guard let base = try base(desk, Int64(shown)) else {
            throw SatchelError(.kitChanged, ["kit": desk.slug])
        }
        let edit = KitEdit(form: visit.form, register: visit.register)
        let new = try edit.applied(to: base)
        return try Acts.once(visit, then: "\(page(new))?done=defined") { actor in
            try visit.register.define(
                kit: try new.yaml(under: desk.kit.yaml), file: "kit.yaml", replacing: Int64(shown), by: actor)
        }
    }

    /// The definition a form was made from.
    private static func base(_ desk: KitDesk, _ id: Int64) throws -> KitDefinition? {
        if id == desk.kit.definitionID { return desk.kit.definition }
        let first = try desk.visit.register.versions(ofKit: desk.slug, since: id).first
        return first.flatMap { $0.id == id ? $0.definition : nil }
    }

    /// What others changed since the form was made, and the own change to apply again; nil when nobody did.
    static func conflict(_ desk: KitDesk) throws -> HTML? {
        let visit = desk.visit
        guard visit.refusal?.code == .kitChanged, let shown = try? visit.number("definition") else {
            return nil
        }
        let versions = try visit.register.versions(ofKit: desk.slug, since: Int64(shown))
        guard let first = versions.first else { return nil }
        let changes = KitDifference(from: first.definition, to: desk.kit.definition, visit.language)
        let who = versions.dropFirst().map { version in
            "\(visit.say(version.by.text)) (\(visit.office.clock.stamp(version.at)))"
        }.joined(separator: "; ")
        let own = ["csrf", "once", "definition"]
        let fields = visit.form.pairs.filter { !own.contains($0.name) }.map {
            Field.hidden($0.name, $0.value)
        }
        let mine = KitEdit(form: visit.form, register: visit.register).words(visit.language)
        let again = visit.form(
            to: visit.path, visit.say("Ghi lại phần của tôi", "Apply my change again"),
            "\(KitSaving.shown(desk))\(fields)")
        let isUpload = visit.form["act"] == nil
        return visit.card(
            visit.say("Người khác vừa sửa cặp này", "Somebody else just changed this kit"),
            """
            <p>\(who)</p>\(changes.html)
            \(isUpload ? nil : "<p>\(visit.say("Phần của tôi, chưa ghi", "Mine, not saved")): \(mine)</p>\(again)")
            """)
    }
}
