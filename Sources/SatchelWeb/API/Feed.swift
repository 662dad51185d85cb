import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore

/// The feed of a kit's editions (Atom, RFC 4287): that there is a new one, for whoever wants to know; no title of a
/// document, no link of anybody's own.
enum Feed {
    static let routes: [Route] = [.get("/feeds/{file}", .everyone, serve)]

    /// The most editions it tells of, newest first.
    private static let most = 50
    private static let ending = ".atom"

    @Sendable private static func serve(_ visit: Visit) throws -> Answer {
        let file = visit.part("file")
        let kits = try visit.register.kits()
        guard file.hasSuffix(ending),
            let kit = kits.first(where: { $0.definition.slug == file.dropLast(ending.count) })
        else { throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))]) }
        // Its ids are the same whoever asks.
        let text = try document(of: kit, in: visit.site.office, Language.wanted(by: visit))
        let tag = "\"\(BlobStore.sha256(Array(text.utf8)).prefix(32))\""
        let headers: HTTPFields = [
            .eTag: tag, .cacheControl: "public, max-age=300", .vary: "Accept-Language",
        ]
        let held = (visit.headers[.ifNoneMatch] ?? "").split(separator: ",").map {
            $0.trimmed.replacing(/^W\//, with: "")
        }
        if held.contains(tag) || held == ["*"] { return Answer(status: .notModified, headers: headers) }
        var answer = Answer.text(text, as: "application/atom+xml; charset=utf-8")
        for field in headers { answer.headers[field.name] = field.value }
        return answer
    }

    /// The whole feed of a kit.
    static func document(of kit: Kit, in office: Office, _ language: Language) throws -> String {
        let slug = kit.definition.slug
        let editions = Array(try office.register.editions(of: slug).reversed().prefix(most))
        var base = office.settings.baseAddress
        while base.hasSuffix("/") { base.removeLast() }
        let seed = try office.register.events(limit: 1).first.map { "\($0.at)" } ?? ""
        let id = Identity(seed: "\(seed) \(slug)")
        let entries = try editions.map { try entry($0, id, base, office, language) }
        let updated = editions.map { changed($0, office.clock) }.max() ?? office.clock.instant(of: .first)
        let title = "\(kit.definition.name(language)) – \(office.settings.office)"
        let feed: HTML = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language.rawValue)">
            <id>\(id.urn(nil))</id>
            <title>\(title)</title>
            <updated>\(updated.rfc3339)</updated>
            <author><name>\(office.settings.office)</name></author>
            <link rel="self" type="application/atom+xml" href="\(base)/feeds/\(slug)\(ending)"/>
            <link rel="alternate" type="text/html" href="\(base)/kits/\(slug)"/>
            \(entries)</feed>

            """
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed.markup
    }

    private static func entry(
        _ edition: Edition, _ id: Identity, _ base: String, _ office: Office, _ language: Language
    ) throws -> HTML {
        let count = try office.register.items(of: edition).count { $0.kind != .generated && !$0.isRemoved }
        let issued = office.clock.instant(of: edition.issuedOn)
        let page = "\(base)/kits/\(edition.kit)/editions/\(edition.number)"
        return """
            <entry>
            <id>\(id.urn(edition.number))</id>
            <title>\(edition.name(language))</title>
            <published>\(issued.rfc3339)</published>
            <updated>\(changed(edition, office.clock).rfc3339)</updated>
            <link rel="alternate" type="text/html" href="\(page)"/>
            <summary>\(summary(edition, count)(language))</summary>
            </entry>

            """
    }

    private static func summary(_ edition: Edition, _ count: Int) -> Text {
        if let day = edition.withdrawnOn {
            return Text(
                "Cấp phát ngày \(edition.issuedOn.office); ngừng dùng từ ngày \(day.office).",
                "Issued on \(edition.issuedOn.office); withdrawn from \(day.office).")
        }
        return Text(
            "Cấp phát ngày \(edition.issuedOn.office), gồm \(count) tài liệu.",
            "Issued on \(edition.issuedOn.office), \(count) papers.")
    }

    /// When what the feed says of an edition changed last.
    private static func changed(_ edition: Edition, _ clock: OfficeClock) -> Instant {
        clock.instant(of: max(edition.issuedOn, edition.withdrawnOn ?? edition.issuedOn))
    }

    /// Names that are the same for ever and nobody else's: UUIDs made of the office's first event, kit and edition
    /// (RFC 9562, version 8).
    private struct Identity {
        let seed: String

        func urn(_ edition: Int?) -> String {
            let text = "satchel feed \(seed) \(edition.map(String.init) ?? "")"
            var bytes = Array(SHA256.hash(data: Data(text.utf8)).prefix(16))
            bytes[6] = bytes[6] & 0x0F | 0x80
            bytes[8] = bytes[8] & 0x3F | 0x80
            let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            let parts = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
            return "urn:uuid:" + parts.map { $0.joined() }.joined(separator: "-")
        }
    }
}
