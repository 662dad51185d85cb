import CLibCurl

/// A connection to a webhook's receiver, kept from one message to the next; used by one thread at a time.
package final class WebhookPost {
    private let endpoint: WebhookEndpoint
    private let transfer: Transfer
    private let answer = AnswerStart()

    /// - Throws: `HostFault` when the library cannot start.
    package init(to endpoint: WebhookEndpoint) throws {
        self.endpoint = endpoint
        transfer = try Transfer("https,http", times: endpoint.times, authorities: endpoint.authorities)
        transfer.set(CURLOPT_URL, endpoint.address)
        transfer.set(CURLOPT_POST, 1)
        transfer.set(CURLOPT_USERAGENT, "Satchel")
        let handle = transfer.handle
        _ = satchel_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
        _ = satchel_curl_set_bytes(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context else { return 0 }
            let answer = Unmanaged<AnswerStart>.fromOpaque(context).takeUnretainedValue()
            return answer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
    }

    /// Posts one message of JSON, signed; a redirect is never followed.
    /// - Parameters: - id: the same whenever the message is sent again. - timestamp: now, in seconds since 1970.
    package func send(id: String, timestamp: Int, _ json: [UInt8]) -> WebhookReply {
        guard id.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), !id.isEmpty else {
            return .permanent(status: 0, text: id)
        }
        answer.begin()
        let ending = post(id: id, timestamp: timestamp, json)
        var status = 0
        _ = satchel_curl_get_number(transfer.handle, CURLINFO_RESPONSE_CODE, &status)
        // The status decides, whatever becomes of the rest of the answer.
        guard status >= 200 else {
            let fault = HostFault(ending)
            return ending.wasAsked ? .unanswered(fault) : .unreachable(fault)
        }
        return WebhookReply(
            status: status, text: answer.text, after: retryAfter, location: text(CURLINFO_REDIRECT_URL))
    }

    private func post(id: String, timestamp: Int, _ json: [UInt8]) -> Transfer.Ending {
        _ = satchel_curl_set_size(transfer.handle, CURLOPT_POSTFIELDSIZE_LARGE, Int(json.count))
        var json = json
        // A copy, which libcurl can send again when a kept connection turns out to be dead.
        _ = json.withUnsafeMutableBytes {
            satchel_curl_set_pointer(transfer.handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
        let signature = endpoint.signature(id: id, timestamp: timestamp, body: json)
        let fields = [
            "Content-Type: application/json", "Expect:", "webhook-id: \(id)",
            "webhook-timestamp: \(timestamp)", "webhook-signature: \(signature)",
        ]
        return Transfer.withList(fields) { list in
            transfer.set(CURLOPT_HTTPHEADER, list: list)
            defer { transfer.set(CURLOPT_HTTPHEADER, list: nil) }
            return transfer.perform()
        }
    }

    /// Seconds, of either form of the field (RFC 9110, 10.2.3); at most a day.
    private var retryAfter: Int? {
        var seconds: curl_off_t = 0
        _ = satchel_curl_get_size(transfer.handle, CURLINFO_RETRY_AFTER, &seconds)
        return seconds > 0 ? min(Int(seconds), 86_400) : nil
    }

    private func text(_ info: CURLINFO) -> String? {
        var text: UnsafePointer<CChar>?
        guard satchel_curl_get_text(transfer.handle, info, &text) == CURLE_OK else { return nil }
        return text.map { String(String(cString: $0).prefix(500)) }
    }
}

/// The beginning of an answer's body; the rest is not kept, and what is far too long is not read.
final class AnswerStart {
    private static let kept = 2048
    private static let longest = 256 << 10
    private var bytes: [UInt8] = []
    private var count = 0
    var isTooLong: Bool { count > AnswerStart.longest }

    func begin() {
        bytes = []
        count = 0
    }

    /// How many bytes were taken; fewer than came ends the transfer.
    func take(_ piece: UnsafeRawBufferPointer) -> Int {
        bytes += piece.prefix(AnswerStart.kept - bytes.count)
        count += piece.count
        return isTooLong ? 0 : piece.count
    }

    /// One line of it.
    var text: String {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let plain = scalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        let words = String(String.UnicodeScalarView(plain)).split(separator: " ")
        return String(words.joined(separator: " ").prefix(500))
    }
}
