import CLibCurl

/// A connection to a mail server, kept from one mail to the next; used by one thread at a time.
///
/// libcurl stuffs the dots and ends the mail (RFC 5321, 4.5.2); its errors alone do not tell what a server answered, so
/// the talk is followed.
package final class MailConnection {
    private let server: MailServer
    private let transfer: Transfer
    private let trace = MailTrace()
    private let body = MailBody()

    /// - Throws: `HostFault` when the library cannot start.
    package init(to server: MailServer) throws {
        self.server = server
        transfer = try Transfer("smtp,smtps", times: server.times, authorities: server.authorities)
        let security = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        transfer.set(CURLOPT_URL, server.address)
        transfer.set(CURLOPT_USE_SSL, Int(security.rawValue))
        transfer.set(CURLOPT_UPLOAD, 1)
        transfer.set(CURLOPT_VERBOSE, 1)
        if let user = server.user, let password = server.password {
            transfer.set(CURLOPT_USERNAME, user)
            transfer.set(CURLOPT_PASSWORD, password)
        }
        listen()
    }

    private func listen() {
        let handle = transfer.handle
        _ = satchel_curl_set_pointer(handle, CURLOPT_DEBUGDATA, Unmanaged.passUnretained(trace).toOpaque())
        _ = satchel_curl_set_told(handle) { _, kind, bytes, count, context in
            guard let context else { return 0 }
            let trace = Unmanaged<MailTrace>.fromOpaque(context).takeUnretainedValue()
            let told = UnsafeRawBufferPointer(start: bytes, count: count)
            if kind == CURLINFO_HEADER_OUT { trace.sent(told) }
            if kind == CURLINFO_HEADER_IN { trace.received(told) }
            return 0
        }
        _ = satchel_curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(body).toOpaque())
        _ = satchel_curl_set_bytes(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let body = Unmanaged<MailBody>.fromOpaque(context).takeUnretainedValue()
            let taken = body.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
            if body.isOver { body.atEnd() }
            return taken
        }
        body.atEnd = { [transfer, server] in transfer.waitForAnswer(server.times.end) }
        _ = satchel_curl_set_bytes(handle, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
    }

    /// Hands one mail to the server; a kept connection that it has closed meanwhile is made anew, once.
    /// - Parameters: - from: the sender's plain address. - to: the recipient's. - mail: by RFC 5322.
    package func send(from: String, to: String, _ mail: [UInt8]) -> MailReply {
        for (address, isRecipient) in [(from, false), (to, true)] where !MailConnection.isPlain(address) {
            return .permanent(code: 0, text: address, isAboutRecipient: isRecipient)
        }
        let mail = MailBody.withLineEnds(mail)
        let (reply, wasKept) = attempt(from: from, to: to, mail, isFresh: false)
        guard wasKept, isStale(reply) else { return reply }
        return attempt(from: from, to: to, mail, isFresh: true).reply
    }

    /// The mail was not yet looked at when the connection ended.
    private func isStale(_ reply: MailReply) -> Bool {
        switch reply {
        case .temporary(code: 0, _, stage: .sender), .temporary(code: 421, _, stage: .sender): true
        case .unreachable(let fault): fault.kind == .greetingRefused || fault.kind == .connectionLost
        default: false
        }
    }

    private func attempt(
        from: String, to: String, _ mail: [UInt8], isFresh: Bool
    ) -> (reply: MailReply, wasKept: Bool) {
        trace.begin()
        body.begin(mail)
        transfer.waitForAnswer(server.times.answer)
        defer { body.begin([]) }
        transfer.set(CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
        transfer.set(CURLOPT_MAIL_FROM, from)
        _ = satchel_curl_set_size(transfer.handle, CURLOPT_INFILESIZE_LARGE, Int(mail.count))
        let ending = Transfer.withList([to]) { list in
            transfer.set(CURLOPT_MAIL_RCPT, list: list)
            defer { transfer.set(CURLOPT_MAIL_RCPT, list: nil) }
            return transfer.perform()
        }
        let reply = MailReply(
            ending, stage: trace.stage, answer: trace.answer,
            lacksLogin: (server.user != nil) != trace.offersLogin)
        trace.reopen()
        return (reply, ending.wasKept)
    }

    /// Without anything that could end it in a command.
    private static func isPlain(_ address: String) -> Bool {
        (3...320).contains(address.utf8.count) && address.contains("@")
            && address.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 0x3C && $0 != 0x3E }
    }
}

/// The bytes of one mail on their way.
final class MailBody {
    private var bytes: [UInt8] = []
    private var offset = 0
    /// Called when the last of it was taken.
    var atEnd: () -> Void = {}
    var isOver: Bool { offset == bytes.count }

    func begin(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = bytes[offset...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        offset += piece.count
        return piece.count
    }

    /// Every line ended by CRLF and no stray CR or LF (RFC 5321, 2.3.8), so that no server sees an end where none is.
    static func withLineEnds(_ mail: [UInt8]) -> [UInt8] {
        var isClean = mail.suffix(2) == [0x0D, 0x0A]
        for (place, byte) in mail.enumerated() where isClean {
            if byte == 0x0A { isClean = place > 0 && mail[place - 1] == 0x0D }
            if byte == 0x0D { isClean = place + 1 < mail.count && mail[place + 1] == 0x0A }
        }
        if isClean { return mail }
        var result: [UInt8] = []
        result.reserveCapacity(mail.count + mail.count / 32)
        var last: UInt8 = 0
        for byte in mail {
            if byte == 0x0D || byte == 0x0A && last != 0x0D { result += [0x0D, 0x0A] }
            if byte != 0x0D && byte != 0x0A { result.append(byte) }
            last = byte
        }
        return result.suffix(2) == [0x0D, 0x0A] ? result : result + [0x0D, 0x0A]
    }
}
