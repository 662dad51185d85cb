/// What is to be told on a day, before it is written: who, by which way, and apart from it what the board owes.
package struct NoticePlan: Sendable {
    package let day: Day
    package let isWorkingDay: Bool
    /// In the order of their slugs; those without an edition in use are not among them.
    package let kits: [KitNotices]
    /// What the board owes of kits without an edition in use.
    let unsupplied: [BoardDebt]

    package var count: Int { kits.reduce(0) { $0 + $1.notices.count } }
    package var debts: [BoardDebt] { (kits.map(\.debt) + unsupplied).filter { !$0.isEmpty } }
}

/// What is to be told of one kit's newest edition in use.
package struct KitNotices: Sendable {
    package let kit: String
    package let name: Text
    package let edition: Edition
    /// Those of one message stand together, its first notice before the others.
    package let notices: [PlannedNotice]
    /// How many recipients need the edition, told today or not.
    package let needy: Int
    package let debt: BoardDebt

    /// How many notices of each kind go by each channel.
    package var counts: [PlannedCount] {
        var counts: [PlannedCount.Way: Int] = [:]
        for notice in notices {
            counts[PlannedCount.Way(notice), default: 0] += 1
        }
        return counts.map { PlannedCount(way: $0.key, count: $0.value) }.sorted { $0.way < $1.way }
    }
}

/// One notice that is due, in the register's own numbers, since there may be hundreds of thousands.
package struct PlannedNotice: Sendable, Hashable {
    package let recipient: Int64
    /// 0 where nobody holds the kit there.
    let holderNumber: Int64
    private let effectiveNumber: Int32
    package let kind: Notice.Kind
    package let channel: Notice.Channel
    package let isUrgent: Bool
    /// Whether it is told within the message of the notice before it.
    package let isLed: Bool

    init(
        recipient: Int64, holder: Int64?, _ word: ReminderPlan.Word, _ channel: Notice.Channel,
        isLed: Bool = false
    ) {
        self.recipient = recipient
        holderNumber = holder ?? 0
        self.channel = channel
        self.isLed = isLed
        switch word {
        case .reminder: (kind, isUrgent, effectiveNumber) = (.reminder, false, 0)
        case .urgentReminder: (kind, isUrgent, effectiveNumber) = (.reminder, true, 0)
        case .escalation: (kind, isUrgent, effectiveNumber) = (.escalation, false, 0)
        case .effective(let day):
            (kind, isUrgent, effectiveNumber) = (.effective, false, Int32(day.number))
        }
    }

    package var holder: Int64? { holderNumber == 0 ? nil : holderNumber }
    package var effectiveOn: Day? { Day(number: Int(effectiveNumber)) }
}

/// How many notices that are due go one way.
package struct PlannedCount: Sendable, Hashable {
    package struct Way: Sendable, Hashable, Comparable {
        package let channel: Notice.Channel
        package let kind: Notice.Kind
        package let isUrgent: Bool

        package init(_ notice: PlannedNotice) {
            channel = notice.channel
            kind = notice.kind
            isUrgent = notice.isUrgent
        }

        package var text: Text {
            isUrgent && kind == .reminder ? Text("thư nhắc gấp", "urgent reminder") : kind.text
        }

        package static func < (one: Way, other: Way) -> Bool {
            let key = { (way: Way) in (way.channel.place, way.kind.place, way.isUrgent ? 0 : 1) }
            return key(one) < key(other)
        }
    }

    package let way: Way
    package let count: Int
}

/// A notice that is due with the names of whom it is about and whom it goes to.
package struct PlannedLine: Sendable {
    package let notice: PlannedNotice
    package let nodeCode: String
    package let nodeName: String
    package let person: String?
    /// Mail, chat name or telephone, as the channel is.
    package let address: String?
    package let dueOn: Day?
    /// Why the branch needs it, and since which edition; nil when it does not, and is told of a day of effect.
    package let need: BranchNeed?
}
