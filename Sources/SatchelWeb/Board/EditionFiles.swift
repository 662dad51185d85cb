import Hummingbird
import SatchelCore

/// What an edition is handed out as: archives to download and papers to print.
enum EditionFiles {
    static let routes: [Route] = [
        .get("/kits/{kit}/editions/{edition}/kit.zip", .account, archive),
        .get("/kits/{kit}/editions/{edition}/items/{position}", .account, item),
        .get("/kits/{kit}/editions/{edition}/sheet", .account, sheet),
    ]

    /// The box with the downloads and papers of an edition.
    static func card(_ desk: KitDesk, _ edition: Edition, _ editions: [Edition]) throws -> HTML {
        let visit = desk.visit
        let path = desk.path(edition: edition.number)
        let earlier = editions.filter { $0.number < edition.number }
        let update: HTML? =
            earlier.isEmpty
            ? nil
            : visit.search(
                to: "\(path)/kit.zip", visit.say("Tải phần thay đổi", "Download the update"),
                Field.choice("since", visit.say("Kể từ đợt", "Since edition"), desk.choices(earlier)))
        let notices = desk.notices(edition.number)
        let papers: [(String, Text)] = [
            ("\(notices)/letters", Text("Thư gửi nơi nhận", "Letters to the recipients")),
            ("\(path)/sheet", Text("Bảng ký nhận", "Signing sheet")),
            ("\(path)/print-run", Text("Số bản cần in cho cặp giấy", "What to print for the paper folders")),
            ("\(notices)/chat", Text("Tin nhắn nhóm và tin nhắn riêng", "Chat texts")),
            ("\(notices)/telephone", Text("Danh sách gọi điện", "List to telephone")),
        ]
        let list = papers.map { path, text -> HTML in
            "<li><a href=\"\(path)\">\(visit.say(text))</a></li>"
        }
        let isSecond = visit.query["done"] == "issued" || edition.withdrawnOn != nil
        let style: HTML = isSecond ? "button second" : "button"
        return visit.card(
            visit.say("Tải về và in", "Downloads and papers"),
            """
            <p><a class="\(style)" href="\(path)/kit.zip">\(visit.say("Tải cặp đầy đủ", "Download the whole kit")) (\(visit.size(edition.archiveSize)))</a></p>
            \(update)<p><a href="\(path)/own-kits.zip">\(visit.say("Tải cặp riêng của mọi nơi nhận trong một tệp", "Download every recipient's own kit in one file"))</a><br>\
            <span class="soft small">\(visit.say("mỗi nơi một tệp zip có mẫu ghi sẵn tên, để chép vào USB hoặc in", "a zip each, with forms that bear its names, to copy to USB sticks or print"))</span></p>
            <ul class="plain">\(list)</ul>\(exports(desk, edition))
            """)
    }

    /// The lists of the edition as tables.
    private static func exports(_ desk: KitDesk, _ edition: Edition) -> HTML {
        let (visit, kit, number) = (desk.visit, desk.slug, edition.number)
        return """
            <p>\(visit.exports(.printRun(kit: kit, edition: number), visit.say("Danh sách in", "Print run")))<br>\
            \(visit.exports(.signingSheet(kit: kit, edition: number), visit.say("Bảng ký nhận", "Signing sheet")))<br>\
            \(visit.exports(.telephone(kit: kit, edition: number), visit.say("Danh sách gọi điện", "List to telephone")))</p>
            """
    }

    /// The whole kit, or what changed since an edition.
    @Sendable private static func archive(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let old = try visit.number("since").map { try visit.register.edition(of: desk.slug, number: $0) }
        return .download(Download(archive: try visit.office.archive(of: edition, since: old)))
    }

    /// One paper of the edition, to look at or to keep (`?keep=1`).
    @Sendable private static func item(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let items = try visit.register.items(of: try desk.edition())
        guard let place = Int(visit.part("position")), items.indices.contains(place),
            let blob = items[place].blob, let path = items[place].path
        else { throw SatchelError(.pageMissing, ["path": visit.path]) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return .download(
            Download(
                blob: blob, in: visit.office.store, mediaType: MediaType.of(name), fileName: name,
                isInline: !visit.query.isTicked("keep")))
    }

    /// The sheet on which the recipients sign.
    @Sendable private static func sheet(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let edition = try desk.edition()
        let sheet = try visit.register.signingSheet(
            of: desk.slug, edition: edition.number, on: try visit.day("on") ?? visit.today)
        return visit.paper(
            SigningSheetPage(sheet, settings: visit.office.settings, language: visit.language).html)
    }
}
