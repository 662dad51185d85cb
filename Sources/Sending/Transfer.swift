import CLibCurl
import Glibc

/// One handle of libcurl with the connections it keeps; used by one thread at a time.
final class Transfer {
    /// How a transfer ended, by libcurl.
    struct Ending {
        let code: CURLcode
        /// libcurl's own words for it.
        let words: String
        /// Whether it went over a connection that stood before.
        let wasKept: Bool
        /// Whether anything was asked of the host.
        let wasAsked: Bool
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    let handle: UnsafeMutableRawPointer
    /// Where libcurl writes what went wrong; it keeps the address.
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// - Parameter times: how long each step may take. - Throws: `HostFault` when the library cannot start.
    init(_ protocols: String, times: SendingTimes, authorities: String?) throws {
        guard Transfer.isReady, let handle = curl_easy_init() else {
            words.deallocate()
            throw HostFault(.other, "libcurl")
        }
        self.handle = handle
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        _ = satchel_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_REDIR_PROTOCOLS_STR, protocols)
        set(CURLOPT_FOLLOWLOCATION, 0)
        // No proxy by the environment.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "*")
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, 6)  // CURL_SSLVERSION_TLSv1_2 and later
        if let authorities {
            set(CURLOPT_CAINFO, authorities)
            // libcurl would look into the system's folder besides.
            _ = satchel_curl_set_text(handle, CURLOPT_CAPATH, nil)
        }
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(times.connect * 1000))
        set(CURLOPT_TIMEOUT_MS, Int(times.whole * 1000))
        waitForAnswer(times.answer)
        set(CURLOPT_MAXCONNECTS, 1)
    }

    /// How many seconds a server may take for an answer from now on.
    func waitForAnswer(_ seconds: Double) {
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(seconds.rounded(.up))))
    }

    deinit {
        // Otherwise the last word of a server that is silent would be waited for, two minutes.
        var socket: curl_socket_t = -1
        if satchel_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 {
            shutdown(socket, Int32(SHUT_RD))
        }
        curl_easy_cleanup(handle)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { _ = satchel_curl_set_number(handle, option, value) }
    func set(_ option: CURLoption, _ value: String) { _ = satchel_curl_set_text(handle, option, value) }
    func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
        _ = satchel_curl_set_list(handle, option, list)
    }

    /// Does what was set, on this thread.
    func perform() -> Ending {
        words[0] = 0
        let code = curl_easy_perform(handle)
        let said = String(cString: words)
        var made = 0
        _ = satchel_curl_get_number(handle, CURLINFO_NUM_CONNECTS, &made)
        var asked = 0
        _ = satchel_curl_get_number(handle, CURLINFO_REQUEST_SIZE, &asked)
        return Ending(
            code: code, words: said.isEmpty ? String(cString: curl_easy_strerror(code)) : said,
            wasKept: made == 0, wasAsked: asked > 0)
    }

    /// Lends a list of texts to `body`.
    static func withList<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<curl_slist>?) -> Result
    ) -> Result {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts { list = curl_slist_append(list, text) ?? list }
        defer { curl_slist_free_all(list) }
        return body(list)
    }
}

extension HostFault {
    /// The fault that libcurl names, when it is one of the host.
    init(_ ending: Transfer.Ending) {
        let kind: Kind =
            switch ending.code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_URL_MALFORMAT: .nameUnknown
            case CURLE_COULDNT_CONNECT: .connectionRefused
            case CURLE_OPERATION_TIMEDOUT: .timedOut
            case CURLE_USE_SSL_FAILED: .tlsNotOffered
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS:
                .tlsNotVerified
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM: .tlsFailed
            case CURLE_LOGIN_DENIED: .authenticationRefused
            case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_SSL_SHUTDOWN_FAILED:
                .connectionLost
            case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED: .greetingRefused
            default: .other
            }
        self.init(kind, ending.words)
    }
}
