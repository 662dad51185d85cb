import Foundation

/// A message for a chat gateway, as JSON; holds the link, and no name that is not open.
package struct NoticeMessage: Encodable, Sendable {
    package struct Kit: Encodable, Sendable {
        let slug: String
        let name: String
    }

    package struct Branch: Encodable, Sendable {
        let code: String
        let name: String
    }

    /// The same whenever it is sent again, and unlike any other.
    package let id: String
    package let kind: String
    package let kit: Kit
    package let edition: Int
    package let branch: Branch
    package let person: String?
    /// The address in the chat service, as the register has it.
    package let chat: String?
    /// Ready to show.
    package let text: String
    package let link: String?
    /// `yyyy-mm-dd`.
    package let dueOn: String?

    /// - Parameter texts: of each of its notices, in their order.
    init(_ message: OutboxMessage, _ texts: [NoticeTexts], language: Language) {
        let notice = message.lead
        id = NoticeMessage.id(of: notice)
        kind = notice.kind.rawValue
        kit = Kit(slug: notice.kit, name: texts.first?.kit ?? "")
        edition = notice.edition
        branch = Branch(code: notice.nodeCode, name: notice.nodeName)
        person = notice.person
        chat = notice.chat
        let told = NoticeTexts.told(texts, language: language)
        text = told.map { ChatTexts.personal($0, language: language) }.joined(separator: "\n\n")
        link = told.first?.link
        dueOn = notice.dueOn?.iso
    }

    /// Names a notice also after a register was restored from a backup.
    static func id(of notice: Notice) -> String { "notice-\(notice.id)-\(notice.recordedAt.milliseconds)" }

    /// The same bytes for the same message.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
