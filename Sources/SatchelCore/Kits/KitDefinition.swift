/// What a kit is to hold: sections of slots, each filled by documents and templates; read from `kit.yaml`.
package struct KitDefinition: Sendable, Hashable {
    package var slug: String
    package var name: Text
    /// The name of the top folder in archives, before "đợt n".
    package var folder: String
    package var audience: DistributionList
    package var copies: [Copy]
    package var fileNames: FileNames
    package var reminders: ReminderPolicy
    package var sections: [Section]

    package init(
        slug: String, name: Text, folder: String, audience: DistributionList,
        copies: [Copy] = Copy.allCases, fileNames: FileNames = .unicode,
        reminders: ReminderPolicy = .standard, sections: [Section]
    ) {
        self.slug = slug
        self.name = name
        self.folder = folder
        self.audience = audience
        self.copies = copies
        self.fileNames = fileNames
        self.reminders = reminders
        self.sections = sections
    }

    /// How names in archives are written: Vietnamese, or plain ASCII for old readers.
    package enum FileNames: String, Sendable, CaseIterable { case unicode, ascii }

    package struct Section: Sendable, Hashable {
        package var id: String
        package var name: Text
        package var slots: [Slot]

        package init(id: String, name: Text, slots: [Slot] = []) {
            self.id = id
            self.name = name
            self.slots = slots
        }
    }

    package struct Slot: Sendable, Hashable {
        package var id: String
        package var name: Text
        package var entries: [Entry]

        package init(id: String, name: Text, entries: [Entry] = []) {
            self.id = id
            self.name = name
            self.entries = entries
        }
    }

    /// One thing in a slot, and where the definition names it (line and column from 1; 0 before it is written).
    package struct Entry: Sendable, Hashable {
        package var content: Content
        package let line: Int
        package let column: Int

        package init(content: Content, line: Int = 0, column: Int = 0) {
            self.content = content
            self.line = line
            self.column = column
        }
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
