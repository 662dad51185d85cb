import SatchelCore

/// The change list between two editions on a page: what to take out, what to put in.
struct ChangeView {
    private let desk: KitDesk
    private let old: Edition
    private let new: Edition
    let changes: [KitManifest.Change]

    /// - Throws: what `Office.changes` throws.
    init(_ desk: KitDesk, from old: Edition, to new: Edition) throws {
        self.desk = desk
        self.old = old
        self.new = new
        let visit = desk.visit
        changes = KitManifest.changes(
            try visit.office.changes(from: old, to: new), try visit.register.labels())
    }

    /// The edition that `?since=` names, else the one before; nil for the first.
    static func earlier(_ desk: KitDesk, than edition: Edition, among editions: [Edition]) throws -> Edition?
    {
        let before = editions.filter { $0.number < edition.number }
        guard let asked = try desk.visit.number("since") else { return before.last }
        return before.last { $0.number == asked } ?? before.last
    }

    var table: HTML { ChangeView.table(changes, desk.visit) }

    /// Rows of what to take out and what to put in.
    static func table(
        _ changes: [KitManifest.Change], reasons: [String?] = [], _ visit: Visit
    ) -> HTML {
        if changes.isEmpty { return "<p>\(visit.say("Không có thay đổi.", "Nothing changes."))</p>" }
        let rows = changes.enumerated().map { place, change -> [HTML] in
            let words = ChangeWords(change)
            let reason = place < reasons.count ? reasons[place] : nil
            let note: HTML? = words.note.map { "<p>\(visit.say($0))</p>" }
            let why: HTML? = reason.map { "<p class=\"small soft\">\($0)</p>" }
            return [
                .text("\(place + 1)"), names(words.takeOut, isOut: !words.isComing),
                names(words.putIn, isOut: false), "\(note)\(why)",
            ]
        }
        return Table(
            [
                .init(visit.say("Số", "No.")), .init(visit.say(ChangeWords.out)),
                .init(visit.say(ChangeWords.into)), .init(visit.say(ChangeWords.remark)),
            ], rows: rows
        ).html
    }

    private static func names(_ names: [String], isOut: Bool) -> HTML {
        .joined(
            names.map { isOut ? "<span class=\"out\">\(PageWords.name($0))</span>" : PageWords.name($0) },
            by: "<br>")
    }

    /// The paper to print and the update to download.
    var links: HTML {
        let visit = desk.visit
        let query = "from=\(old.number)&to=\(new.number)"
        return """
            <p><a href="\(desk.path)/compare/paper?\(query)">\(visit.say("Bảng kê để in, ký", "The list to print and sign"))</a> · \
            <a href="\(desk.path(edition: new.number))/kit.zip?since=\(old.number)">\(visit.say("Tải phần thay đổi", "Download the update"))</a></p>
            """
    }
}
