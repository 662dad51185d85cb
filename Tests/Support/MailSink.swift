import Foundation
import Synchronization

/// A mail server (RFC 5321) that takes whatever comes, or at any step does what its script says.
package final class MailSink: Sendable {
    package enum Step: String, CaseIterable, Sendable {
        case connect, hello, sender, recipient, data, end, quit
    }

    package enum Act: Hashable, Sendable {
        case proceed, drop, stall
        /// Takes the step and closes without a word; at the end of a mail it has it then.
        case takeAndDrop
        case answer(Int, String)
    }

    package struct Mail: Sendable {
        package let id: String
        package let recipient: String
        /// As it came, with the dots taken off again.
        package let lines: [String]
    }

    private struct Seen {
        var mails: [Mail] = []
        var connections = 0
        var last: (step: Step, act: Act)?
    }

    private final class SeenByAll: Sendable {
        let value = Mutex(Seen())
    }

    private let seen = SeenByAll()
    private let listener: Listener
    package var port: Int { listener.port }

    package init(_ script: @escaping @Sendable (Step) -> Act = { _ in .proceed }) throws {
        listener = try Listener { [seen] number, connection in
            seen.value.withLock { $0.connections = max($0.connections, number) }
            MailTalk(connection: connection, script: script, seen: seen).run()
        }
    }

    /// The mails taken, in their order.
    package var mails: [Mail] { seen.value.withLock { $0.mails } }
    package var connections: Int { seen.value.withLock { $0.connections } }
    /// What it did last, but for the farewell.
    package var last: (step: Step, act: Act)? { seen.value.withLock { $0.last } }

    private struct MailTalk {
        let connection: Connection
        let script: @Sendable (Step) -> Act
        let seen: SeenByAll

        /// Does what the script says; false ends the connection.
        private func does(_ step: Step, _ answer: String, take: () -> Void = {}) -> Bool {
            let act = script(step)
            if step != .quit { seen.value.withLock { $0.last = (step, act) } }
            switch act {
            case .proceed:
                take()
                connection.write(answer)
                return true
            case .drop: return false
            case .takeAndDrop:
                take()
                return false
            case .stall:
                connection.stall()
                return false
            case .answer(let code, let text):
                connection.write("\(code) \(text)\r\n")
                return true
            }
        }

        func run() {
            guard does(.connect, "220 sink.example\r\n") else { return }
            var recipient = ""
            while let line = connection.line() {
                let goesOn: Bool
                switch line.prefix(4).uppercased() {
                case "EHLO", "HELO": goesOn = does(.hello, "250-sink.example\r\n250-SIZE\r\n250 8BITMIME\r\n")
                case "MAIL": goesOn = does(.sender, "250 ok\r\n")
                case "RCPT":
                    recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                    goesOn = does(.recipient, "250 ok\r\n")
                case "DATA":
                    let act = does(.data, "354 go on\r\n")
                    let isRefused = act && seen.value.withLock { $0.last?.act != .proceed }
                    goesOn = act && (isRefused || takesMail(to: recipient))
                case "QUIT":
                    _ = does(.quit, "221 bye\r\n")
                    return
                default:
                    connection.write("500 what?\r\n")
                    goesOn = true
                }
                if !goesOn { return }
            }
        }

        private func takesMail(to recipient: String) -> Bool {
            var lines: [String] = []
            while let line = connection.line() {
                if line == "." {
                    let id = lines.first { $0.lowercased().hasPrefix("message-id:") }?.dropFirst(11) ?? ""
                    let mail = Mail(
                        id: id.trimmingCharacters(in: .whitespaces), recipient: recipient, lines: lines)
                    return does(.end, "250 2.0.0 taken\r\n") { seen.value.withLock { $0.mails.append(mail) } }
                }
                lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
            }
            return false
        }
    }
}
