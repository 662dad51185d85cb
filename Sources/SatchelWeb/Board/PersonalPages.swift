import Hummingbird
import SatchelCore

/// One recipient's own kit of an edition: what they hold, what changes for them, their files and papers.
enum PersonalPages {
    static let routes: [Route] = [
        .get("/kits/{kit}/editions/{edition}/for/{code}", .account, show),
        .get("/kits/{kit}/editions/{edition}/for/{code}/kit.zip", .account, archive),
        .get("/kits/{kit}/editions/{edition}/for/{code}/letter", .account, letter),
        .get("/kits/{kit}/editions/{edition}/own-kits.zip", .account, bundle),
    ]

    private static func recipient(_ visit: Visit, _ edition: Edition) throws -> KitRecipient {
        try visit.register.recipients(of: edition, on: visit.today, only: [visit.part("code")])[0]
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let recipient = try recipient(visit, edition)
        let states = try RecipientStates(desk, edition)
        let path = "\(desk.path(edition: edition.number))/for/\(Fields.encoded(recipient.code))"
        let copies = desk.kit.definition.copies.map { copy in
            (PageWords.capital(visit.say(copy.text)), Optional(states.mark(recipient.code, copy)))
        }
        let facts = visit.facts(
            [
                (visit.say("Mã", "Code"), .text(recipient.code)),
                (visit.say("Cấp trên", "Parent"), recipient.committee.map { .text($0) }),
                (visit.say("Người giữ", "Holder"), recipient.secretary.map { .text($0) }),
                (visit.say("Bản số", "Copy no."), .text("\(recipient.copyNumber)")),
                (visit.say("Hạn cập nhật", "Due"), recipient.dueOn.map { .text($0.office) }),
            ] + copies)
        let held = desk.kit.definition.copies.compactMap { states.held(recipient.code, $0) }.min()
        return desk.page(
            recipient.name, above: SupplyPages.above(desk, edition),
            """
            <div class="columns">\(visit.card(visit.say("Nơi nhận", "Recipient"), facts))\(try files(desk, edition, recipient, path, held))</div>
            \(try changes(desk, edition, held))
            """)
    }

    private static func files(
        _ desk: KitDesk, _ edition: Edition, _ recipient: KitRecipient, _ path: String, _ held: Int?
    ) throws -> HTML {
        let visit = desk.visit
        let update: HTML? = held.flatMap { held in
            held < edition.number
                ? "<p><a class=\"button second\" href=\"\(path)/kit.zip?since=\(held)\">\(visit.say("Tải phần thay đổi từ đợt \(held)", "Download what changed since edition \(held)"))</a></p>"
                : nil
        }
        return visit.card(
            visit.say("Cặp riêng", "Own kit"),
            """
            <p class="soft">\(visit.say("Có thêm các mẫu ghi sẵn tên nơi nhận và phiếu giao nhận.", "With forms that bear the recipient's names, and a slip to sign."))</p>
            <p><a class="button" href="\(path)/kit.zip">\(visit.say("Tải cặp riêng đầy đủ", "Download the whole own kit"))</a></p>
            \(update)<p><a href="\(path)/letter">\(visit.say("In thư gửi nơi này", "Print the letter"))</a></p>
            """)
    }

    /// What changes in the folder of a recipient who holds an earlier edition.
    private static func changes(_ desk: KitDesk, _ edition: Edition, _ held: Int?) throws -> HTML? {
        guard let held, held < edition.number else { return nil }
        let old = try desk.visit.register.edition(of: desk.slug, number: held)
        let view = try ChangeView(desk, from: old, to: edition)
        return desk.visit.card(
            desk.visit.say(
                "Thay đổi từ \(desk.visit.say(old.name))", "Changes since \(desk.visit.say(old.name))"),
            "\(view.table)\(view.links)")
    }

    /// The letter to one recipient, to print, also when it was told already.
    @Sendable private static func letter(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let code = try recipient(visit, edition).code
        return try LetterPapers.paper(
            NoticeSearch(kit: desk.slug, edition: edition.number, node: code), withSent: true, visit)
    }

    @Sendable private static func archive(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let recipient = try recipient(visit, edition)
        let old = try visit.number("since").map { try visit.register.edition(of: desk.slug, number: $0) }
        return .download(
            Download(
                archive: try visit.site.shelf.kits(of: edition, since: old, in: visit.office)
                    .archive(for: recipient)))
    }

    /// The own kits of all recipients in one archive.
    @Sendable private static func bundle(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let old = try visit.number("since").map { try visit.register.edition(of: desk.slug, number: $0) }
        return .download(try Download(ownKitsOf: edition, since: old, for: visit))
    }
}

extension Download {
    /// The own kits of everybody who was supplied with an edition, by today's names.
    /// - Throws: as `KitBundle`.
    init(ownKitsOf edition: Edition, since old: Edition?, for visit: Visit) throws {
        let recipients = try visit.register.recipients(of: edition, on: visit.today)
        let kits = try visit.site.shelf.kits(of: edition, since: old, in: visit.office)
        self.init(bundle: try KitBundle(kits, for: recipients))
    }
}
