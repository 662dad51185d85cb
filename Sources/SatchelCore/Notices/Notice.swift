/// One thing to tell one recipient by one channel (thư báo); holds no rendered link.
package struct Notice: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case newEdition, reminder, escalation, withdrawal

        package var text: Text {
            switch self {
            case .newEdition: Text("thư báo đợt mới", "new edition")
            case .reminder: Text("thư nhắc", "reminder")
            case .escalation: Text("thư báo cấp trên", "escalation")
            case .withdrawal: Text("thư báo ngừng dùng", "withdrawal")
            }
        }
    }

    package enum Channel: String, Sendable, CaseIterable {
        case mail, chat, telephone

        package var text: Text {
            switch self {
            case .mail: Text("thư điện tử", "mail")
            case .chat: Text("tin nhắn", "chat")
            case .telephone: Text("gọi điện", "telephone")
            }
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
    package let dueOn: Day?
    package let copyNumber: Int
    package let generation: Int
    package let recordedAt: Instant
    package let isDone: Bool
}
