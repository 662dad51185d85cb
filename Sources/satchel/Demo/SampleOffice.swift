import SatchelCore

/// A sample office as data, and the story told of it.
struct SampleOffice: Sendable {
    /// A part of the story: the year it is told under, and what happens in it.
    struct Chapter: Sendable {
        let year: String
        let tell: @Sendable (DemoOffice) throws -> Void
    }

    /// Its word on the command line; its own files lie in `kits/demo/` under it.
    let word: String
    let name: Text
    let settings: Settings
    /// The user of all its entries in the log.
    let user: String
    /// The day on which it opens.
    let opens: String
    /// The folders below `kits/` whose definitions it takes in.
    let definitions: [String]
    /// The kits it issues; the audits are those of the first.
    let kits: [String]
    let chapters: [Chapter]
    /// The days of the audits shown in the end.
    let audited: [String]

    /// The folder of its own files below `kits/`.
    var folder: String { "demo/\(word)" }

    static let all: [SampleOffice] = [.iaPa, .hongBang, .university]
}
