/// A paper the board makes itself: blank form, filled sample, outline or guide, in numbered revisions.
package struct Template: Sendable, Hashable {
    package let id: Int64
    package let slug: String
    package let kind: Kind
    package let name: Text
    /// The newest revision.
    package let revision: Revision
    /// The documents it rests on, by id.
    package let restsOn: [Int64]
    /// The day somebody last made or reviewed it.
    package let reviewedOn: Day

    package enum Kind: String, Sendable, CaseIterable {
        case template, sample, outline, guide

        package var text: Text {
            switch self {
            case .template: Text("mẫu", "template")
            case .sample: Text("bản mẫu đã điền", "filled sample")
            case .outline: Text("đề cương", "outline")
            case .guide: Text("hướng dẫn", "guide")
            }
        }
    }

    package struct Revision: Sendable, Hashable {
        package let id: Int64
        package let number: Int
        package let fileName: String
        package let madeOn: Day
        /// "Mẫu cũ dùng đến ngày …": the last day the revision before may be used.
        package let oldUntil: Day?
        /// As it was taken in, with its placeholders.
        package let blob: BlobStore.Blob
        /// The form with blanks in the places of its placeholders; nil when it has none.
        package let blank: BlobStore.Blob?

        /// What everyone gets of it.
        package var common: BlobStore.Blob { blank ?? blob }
    }

    /// The documents that ceased to be in force after the template was last reviewed, by a day: it is doubtful then.
    package func doubts(in inForce: InForce, on day: Day) -> [Int64] {
        restsOn.filter { document in
            guard let end = inForce.end(of: document) else { return false }
            return end.day <= day && end.day > reviewedOn
        }
    }
}
