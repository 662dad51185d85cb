/// What bringing stored bytes back did, and what is left.
package struct RepairReport: Sendable {
    /// A blob that is whole again, and what it was brought back from.
    package struct Mended: Sendable, Hashable {
        package let sha256: String
        package let source: String
    }

    package var mended: [Mended] = []
    /// Blobs that are still missing or altered, and editions that do not give the archive they were issued as.
    package var left: [CheckFinding] = []
    /// Files that could not be read, or begin like an archive and are none by the reader's rules; with why.
    package var refused: [(path: String, error: SatchelError)] = []
    /// Files whose bytes were removed as a matter of urgency: they are not taken in.
    package var removed: [String] = []
    /// Files that have the right bytes, but not as they were compressed when they were frozen.
    package var inexact: [String] = []
    /// How many drafts were cleared away, and their bytes.
    package var drafts = (count: 0, bytes: UInt64(0))
}
