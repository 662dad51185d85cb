/// One thing to tell one recipient by one channel (thư báo); holds no rendered link.
package struct Notice: Sendable, Hashable {
    /// In the order in which the table keeps them: new ones go to the end.
    package enum Kind: String, Sendable, CaseIterable, KeptByPlace {
        case newEdition, reminder, escalation, withdrawal, effective

        package var text: Text {
            switch self {
            case .newEdition: Text("thư báo đợt mới", "new edition")
            case .reminder: Text("thư nhắc", "reminder")
            case .escalation: Text("thư báo cấp trên", "escalation")
            case .withdrawal: Text("thư báo ngừng dùng", "withdrawal")
            case .effective: Text("thư nhắc ngày áp dụng", "change takes effect")
            }
        }
    }

    /// In the order in which the table keeps them.
    package enum Channel: String, Sendable, CaseIterable, KeptByPlace {
        case mail, chat, telephone

        package var text: Text {
            switch self {
            case .mail: Text("thư điện tử", "mail")
            case .chat: Text("tin nhắn", "chat")
            case .telephone: Text("gọi điện", "telephone")
            }
        }
    }

    /// What has become of it, in the order in which the table keeps them: told; given to another reader; closed because
    /// nothing was left to tell; given up.
    package enum State: String, Sendable, CaseIterable, KeptByPlace {
        case waiting, done, moved, notNeeded, failed

        /// In the words of the channel it went by.
        package func text(by channel: Channel) -> Text {
            switch self {
            case .waiting: Text("đang chờ", "waiting")
            case .done: channel == .telephone ? Text("đã gọi", "called") : Text("đã gửi", "sent")
            case .moved: Text("đã giao người khác", "given to another")
            case .notNeeded: Text("không còn cần", "not needed")
            case .failed: Text("không gửi được", "failed")
            }
        }
    }

    /// How it fared on its way out.
    package struct Course: Sendable, Hashable {
        package let state: State
        /// How often it was tried.
        package let attempts: Int
        /// When it is tried again, at the earliest; nil when it has not been tried.
        package let nextAt: Instant?
        /// What the other side last answered: its code, its text.
        package let code: Int?
        package let reply: String?
        package let finishedAt: Instant?

        package init(
            _ state: State, attempts: Int = 0, nextAt: Instant? = nil, code: Int? = nil,
            reply: String? = nil, finishedAt: Instant? = nil
        ) {
            self.state = state
            self.attempts = attempts
            self.nextAt = nextAt
            self.code = code
            self.reply = reply
            self.finishedAt = finishedAt
        }
    }

    package let id: Int64
    package let kind: Kind
    package let channel: Channel
    package let kit: String
    package let edition: Int
    package let recipientID: Int64
    package let nodeCode: String
    package let nodeName: String
    package let person: String?
    package let phone: String?
    package let email: String?
    package let chat: String?
    package var dueOn: Day?
    package let copyNumber: Int
    package let generation: Int
    package let recordedAt: Instant
    package var isUrgent = false
    /// The day a change takes effect, when it tells of that.
    package var effectiveOn: Day?
    /// The notice whose mail tells of this one too.
    package var leadID: Int64?
    package var course = Course(.waiting)

    package var isDone: Bool { course.state == .done }
}

/// Kept in a table as its place among all there are.
protocol KeptByPlace: CaseIterable, Equatable {}

extension KeptByPlace {
    /// The number that stands for it in the table.
    var place: Int {
        for (place, one) in Self.allCases.enumerated() where one == self { return place }
        return 0
    }

    /// What a number of the table stands for.
    static func at(_ place: Int) -> Self? { Self.allCases.dropFirst(place).first }
}
