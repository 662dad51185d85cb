/// What a kit is to hold: sections of slots, each filled by documents and templates; read from `kit.yaml`.
package struct KitDefinition: Sendable, Hashable {
    package let slug: String
    package let name: Text
    /// The name of the top folder in archives, before "đợt n".
    package let folder: String
    package let audience: DistributionList
    package let copies: [Copy]
    package let fileNames: FileNames
    package let sections: [Section]

    /// How names in archives are written: Vietnamese, or plain ASCII for old readers.
    package enum FileNames: String, Sendable, CaseIterable { case unicode, ascii }

    package struct Section: Sendable, Hashable {
        package let id: String
        package let name: Text
        package let slots: [Slot]
    }

    package struct Slot: Sendable, Hashable {
        package let id: String
        package let name: Text
        package let entries: [Entry]
    }

    /// One thing in a slot, and where the definition names it (line and column from 1).
    package struct Entry: Sendable, Hashable {
        package let content: Content
        package let line: Int
        package let column: Int
    }

    package enum Content: Sendable, Hashable {
        /// A document, followed to what replaces it unless it is kept on purpose, with the reason.
        case document(reference: String, keptBecause: String?)
        case template(slug: String, kind: Template.Kind)
    }

    package var slots: [Slot] { sections.flatMap(\.slots) }
}

/// The two forms in which a recipient holds a kit.
package enum Copy: Int, Sendable, CaseIterable, Codable {
    case electronic = 0
    case paper = 1

    package var text: Text {
        switch self {
        case .electronic: Text("bản điện tử", "electronic copy")
        case .paper: Text("cặp giấy", "paper folder")
        }
    }

    package var word: String { self == .electronic ? "electronic" : "paper" }
}
