/// How far a mail came and what the server last answered, followed from what libcurl tells of the talk; of what is
/// sent only the command's word is looked at, so no secret is kept.
final class MailTrace {
    /// The most of an answer that is kept.
    private static let longest = 500

    private(set) var stage = MailStage.connect
    /// To the last command; nil until it has come whole.
    private(set) var answer: ServerAnswer?
    /// Whether the server offers to log in (RFC 4954); kept while the connection is.
    private(set) var offersLogin = false
    private var lines: [String] = []

    /// A new mail begins, maybe on a connection that stands.
    func begin() {
        stage = .connect
        answer = nil
        lines = []
    }

    /// A command was sent.
    func sent(_ bytes: UnsafeRawBufferPointer) {
        let next: MailStage? =
            switch String(decoding: bytes.prefix(4), as: UTF8.self).uppercased() {
            case "EHLO", "HELO": .greeting
            case "STAR": .tls
            case "AUTH": .authentication
            case "MAIL": .sender
            case "RCPT": .recipient
            case "DATA": .data
            case "QUIT": nil
            // What follows AUTH has no word of its own.
            default: stage
            }
        guard let next else {
            isOver = true
            return
        }
        if next == .greeting { offersLogin = false }
        stage = next
        answer = nil
        lines = []
    }

    /// Nothing after QUIT is about the mail.
    private var isOver = false

    /// A line of the server.
    func received(_ bytes: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        let line = String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
        guard bytes.count >= 3, let code = Int(line.prefix(3)) else { return }
        if stage == .connect { stage = .greeting }
        let text = String(line.dropFirst(4))
        if stage == .greeting, text.uppercased().hasPrefix("AUTH") { offersLogin = true }
        lines.append(text)
        guard line.dropFirst(3).first != "-" else { return }
        answer = ServerAnswer(code: code, text: MailTrace.shown(lines))
        lines = []
        if stage == .data && code == 354 {
            stage = .message
            answer = nil
        }
    }

    /// Lines as one, an enhanced status repeated on each said once, without control characters.
    private static func shown(_ lines: [String]) -> String {
        let status = lines.first.map { $0.prefix { $0 == "." || $0.isASCII && $0.isNumber } } ?? ""
        let rest = lines.dropFirst().map { line in
            status.count >= 5 && line.hasPrefix(status) ? String(line.dropFirst(status.count)) : line
        }
        let text = (lines.prefix(1) + rest).joined(separator: " ")
        let scalars = text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }
        let words = String(String.UnicodeScalarView(scalars)).split(separator: " ")
        return String(words.joined(separator: " ").prefix(longest))
    }

    /// Makes ready for a new mail after a connection was closed.
    func reopen() { isOver = false }
}
