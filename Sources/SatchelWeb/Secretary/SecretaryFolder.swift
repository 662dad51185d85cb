import SatchelCore

/// What a secretary's folder holds, on paper and as files: what to take out and put in, and each document by itself.
enum SecretaryFolder {
    static let routes: [Route] = [
        .get("/k/kits/{recipient}/{edition}", .holder, archive),
        .get("/k/files/{recipient}/{edition}/{position}", .holder, file),
        .get("/k/contents/{recipient}", .holder, contents),
    ]

    /// The newest edition the recipient has of either copy, when it is older than `edition`: what changes are told from.
    static func base(of kit: HeldKit, before edition: Edition) -> Edition? {
        let copies = kit.held.filter { $0.copy == .paper } + kit.held.filter { $0.copy != .paper }
        let held = copies.compactMap(\.edition).first
        return held.flatMap { $0.number < edition.number ? $0 : nil }
    }

    /// What to take out of the paper folder and what to put in, each document to look at by itself.
    static func exchange(_ kit: HeldKit, _ current: HeldKit.Supplied, _ visit: Visit) throws -> HTML {
        let edition = current.edition
        let all: HTML = """
            <p><a href="/k/contents/\(kit.recipientID)">\(visit.say("Toàn bộ tài liệu trong cặp", "Everything in the folder"))</a></p>
            """
        guard let old = base(of: kit, before: edition) else { return visit.card(nil, all) }
        let labels = try visit.register.labels()
        let places = Dictionary(
            try visit.register.items(of: edition).enumerated().map { ($0.element.identity, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        let changes = try visit.office.changes(from: old, to: edition)
        let lines = changes.lines.map { line -> HTML in
            let out = line.takeOut.map {
                "<dt>\(ChangeWords.shortOut(visit.language))</dt><dd class=\"out\">\(labels[$0.identity] ?? $0.identity)</dd>"
                    as HTML
            }
            let into = line.putIn.map { item -> HTML in
                let links = places[item.identity].flatMap { fileLinks(kit, edition, $0, item, visit) }
                return """
                    <dt>\(ChangeWords.into(visit.language))</dt><dd><b>\(labels[item.identity] ?? item.identity)</b>\(links)</dd>
                    """
            }
            let from: HTML? =
                line.isComing
                ? line.from.map {
                    "<p class=\"small\">\(visit.say("Dùng từ \($0.office); chưa rút văn bản cũ trước ngày đó", "For use from \($0.office); do not take the old one out before"))</p>"
                }
                : nil
            return "<li><dl class=\"swap\">\(line.kind == .moved ? [] : out)\(into)</dl>\(from)</li>"
        }
        let list: HTML =
            lines.isEmpty
            ? "<p>\(visit.say("Không có tài liệu thay đổi.", "No documents change."))</p>"
            : "<ul class=\"plain\">\(lines)</ul>"
        return visit.card(
            visit.say("Thay trong cặp giấy", "Exchange in the paper folder"),
            """
            <p class="soft">\(visit.say("so với \(old.name.vi)", "compared with \(old.name.en)"))</p>\(list)
            <p><a href="/k/slip?recipient=\(kit.recipientID)">\(visit.say("In bảng kê để nộp lại bản cũ", "Print the list for handing the old ones back"))</a></p>\(all)
            """)
    }

    private static func fileLinks(
        _ kit: HeldKit, _ edition: Edition, _ position: Int, _ item: EditionItem, _ visit: Visit
    ) -> HTML? {
        guard let blob = item.blob, let path = item.path else { return nil }
        let address = "/k/files/\(kit.recipientID)/\(edition.number)/\(position)"
        let isViewable = path.lowercased().hasSuffix(".pdf")
        let view: HTML? =
            isViewable ? "<a href=\"\(address)\">\(visit.say("Xem", "View"))</a> · " : nil
        return """
            <br><span class="soft">\(view)<a href="\(address)?save=1">\(visit.say("Tải", "Download"))</a> (\(visit.size(blob.size)))</span>
            """
    }

    /// Everything the folder should hold, by section; printed it is the list to check a paper folder against.
    @Sendable private static func contents(_ visit: Visit) throws -> Answer {
        let (kit, current) = try held(visit)
        let labels = try visit.register.labels()
        let items = try visit.register.items(of: current.edition)
        let lines = items.enumerated().filter { $0.element.kind != .generated }.map {
            position, item -> HTML in
            let name =
                item.isRemoved ? visit.say("(đã rút)", "(removed)") : labels[item.identity] ?? item.identity
            return
                "<li><span><b>\(name)</b>\(fileLinks(kit, current.edition, position, item, visit))</span></li>"
        }
        return visit.page(
            visit.say(kit.name), isNarrow: true,
            """
            <div><p class="eyebrow">\(kit.nodeName)</p><h1>\(visit.say(kit.name)), \(visit.say(current.edition.name))</h1></div>
            <p class="soft">\(visit.say("\(lines.count) tài liệu phải có trong cặp", "\(lines.count) documents belong into the folder"))</p>
            <section class="card"><ol>\(lines)</ol></section><p class="noprint"><a href="/k">\(visit.say("Về trang cặp tài liệu", "Back to the kits"))</a></p>
            """)
    }

    /// The kit of a route's recipient, which must be the visitor's own, and its edition: the one named, else the one in use.
    private static func held(_ visit: Visit) throws -> (HeldKit, HeldKit.Supplied) {
        let kits = try visit.office.kits(of: try visit.holder())
        guard let kit = kits.first(where: { "\($0.recipientID)" == visit.part("recipient") }) else {
            throw SatchelError(.foreignEdition)
        }
        let named = visit.parameters["edition"].flatMap { Int($0) }
        let supplied = named == nil ? kit.current : kit.supplied.first { $0.edition.number == named }
        guard let supplied, !supplied.isWithdrawn || named == nil else { throw SatchelError(.foreignEdition) }
        return (kit, supplied)
    }

    /// The archive, made for this branch on the way, never written out.
    @Sendable private static func archive(_ visit: Visit) throws -> Answer {
        let (kit, supplied) = try held(visit)
        let old = try visit.number("since").flatMap { number in
            kit.supplied.first { $0.edition.number == number }
        }
        let kits = try visit.site.shelf.kits(of: supplied.edition, since: old?.edition, in: visit.office)
        let own = try visit.register.recipients(of: supplied.edition, on: visit.today, only: [kit.nodeCode])
        guard let recipient = own.first else { throw SatchelError(.foreignEdition) }
        var download = Download(archive: try kits.archive(for: recipient))
        download.whenSent = try recording(kit, supplied.edition, visit)
        return .download(download)
    }

    /// Records that a kit's archive has gone to its secretary: the least of the proofs of receipt, the two acts are
    /// theirs. When it cannot be recorded the download is as good as before, and may be repeated.
    private static func recording(
        _ kit: HeldKit, _ edition: Edition, _ visit: Visit
    ) throws -> (@Sendable () async -> Void)? {
        guard kit.held.contains(where: { $0.copy == .electronic }) else { return nil }
        let receipt = Receipt(
            holder: try visit.holder(), recipient: kit.recipientID, kit: kit.slug, edition: edition.number,
            proof: .downloaded)
        return { [receipts = visit.site.receipts] in try? await receipts.record(receipt) }
    }

    /// One document by itself: phones open PDFs, not zips.
    @Sendable private static func file(_ visit: Visit) throws -> Answer {
        let (_, supplied) = try held(visit)
        let items = try visit.register.items(of: supplied.edition)
        guard let position = Int(visit.part("position")), items.indices.contains(position),
            let blob = items[position].blob, let path = items[position].path
        else { throw SatchelError(.pageMissing, ["path": visit.path]) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return .download(
            Download(
                blob: blob, in: visit.office.store, mediaType: MediaType.of(name), fileName: name,
                isInline: visit.query["save"] == nil))
    }
}
