import SatchelCore
import Synchronization

/// Tables that were previewed and wait to be taken in, so that nobody chooses a file twice.
///
/// Held in memory alone: they hold names and telephone numbers, which are to leave no trace on the disk.
final class PreviewedTables: Sendable {
    /// A table and what taking it in would come to.
    struct Table: Sendable {
        let account: String
        let list: ImportList
        let file: String
        fileprivate(set) var bytes: [UInt8]
        /// From when what it does not date is.
        let from: Day?
        let outlook: ImportOutlook
        let at: Instant
        /// Whether it was taken in; its bytes are gone then.
        fileprivate(set) var isTaken = false

        init(
            _ list: ImportList, _ bytes: [UInt8], file: String, from day: Day?, by account: String,
            _ outlook: ImportOutlook, at: Instant
        ) {
            self.account = account
            self.list = list
            self.file = file
            self.bytes = bytes
            from = day
            self.outlook = outlook
            self.at = at
        }
    }

    /// How long one waits, in milliseconds: an hour.
    static let patience: Int64 = 60 * 60 * 1000
    /// Of all together, in bytes; the oldest make room.
    static let room = 48 << 20

    private let tables = Mutex<[String: Table]>([:])

    /// Keeps a table.
    /// - Returns: by what it is found again.
    func keep(_ table: Table) -> String {
        let id = Office.randomID()
        tables.withLock { tables in
            tables = tables.filter { table.at.milliseconds - $0.value.at.milliseconds < Self.patience }
            tables[id] = table
            for old in tables.sorted(by: { $0.value.at.milliseconds < $1.value.at.milliseconds })
            where old.key != id && tables.values.reduce(0, { $0 + $1.bytes.count }) > Self.room {
                tables[old.key] = nil
            }
        }
        return id
    }

    /// A table that the account previewed for the list within the last hour; nil when there is none.
    func table(_ id: String, of list: ImportList, by account: String, now: Instant) -> Table? {
        guard let table = tables.withLock({ $0[id] }), table.account == account, table.list == list,
            now.milliseconds - table.at.milliseconds < Self.patience
        else { return nil }
        return table
    }

    /// Lets go of the bytes of a table that was taken in.
    func finish(_ id: String) {
        tables.withLock {
            $0[id]?.bytes = []
            $0[id]?.isTaken = true
        }
    }
}
