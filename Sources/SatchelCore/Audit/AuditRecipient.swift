/// A recipient of the audited kit and its newest supply by the day, up to the latest edition; in the register's own
/// numbers, since there may be hundreds of thousands.
struct AuditRecipient {
    let id: Int64
    let node: Int64
    let copyNumber: Int32
    /// 0 while no supply is known, in all of these.
    private(set) var edition: Int32 = 0
    private var suppliedNumber: Int32 = 0
    private(set) var dueNumber: Int32 = 0

    init(id: Int64, node: Int64, copyNumber: Int32) {
        self.id = id
        self.node = node
        self.copyNumber = copyNumber
    }

    var isSupplied: Bool { edition != 0 }
    var suppliedOn: Day? { Day(number: Int(suppliedNumber)) }

    /// - Parameter days: the day of supply × 2³² + the day it is due, as stored.
    mutating func supply(with edition: Int, days: Int64) {
        self.edition = Int32(edition)
        suppliedNumber = Int32(truncatingIfNeeded: days >> 32)
        dueNumber = Int32(truncatingIfNeeded: days)
    }
}
