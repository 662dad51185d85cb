import Foundation

/// One connection to a server on this machine, with as little work of its own as there can be.
final class WebClient {
    private let socket: Int32
    private let cookie: String
    private var head = [UInt8](repeating: 0, count: 16 << 10)
    /// What came after the head of the answer that was read last.
    private(set) var received = 0
    /// Whether the connection ended.
    private(set) var isClosed = false

    /// Connects.
    /// - Parameters:
    ///   - window: bytes the kernel may hold for who reads slowly.
    ///   - cookie: the session's, `name=secret`.
    /// - Throws: `BenchError`.
    init(port: Int, window: Int32? = nil, cookie: String? = nil) throws {
        self.cookie = cookie.map { "Cookie: \($0)\r\n" } ?? ""
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var window {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw BenchError.unexpected("connect: \(String(cString: strerror(errno)))") }
    }

    deinit { close(socket) }

    /// Sends a GET and reads the head of its answer; gives the Content-Length.
    func ask(_ path: String) throws -> Int {
        try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(cookie)\r\n")
        let (status, length) = try answer()
        guard status == 200 else { throw BenchError.unexpected("\(path) answered \(status)") }
        return length
    }

    /// Sends a form and reads its answer whole; gives the status.
    func post(_ path: String, _ form: String, cookie: String) throws -> Int {
        try send(
            """
            POST \(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\nContent-Length: \(form.utf8.count)\r
            Content-Type: application/x-www-form-urlencoded\r\n\r\n\(form)
            """)
        let (status, length) = try answer()
        try head.withUnsafeMutableBytes { try read(to: length, $0) }
        return status
    }

    private func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw BenchError.unexpected("send: \(String(cString: strerror(errno)))")
        }
    }

    /// Reads the head of an answer, with whatever comes in the same piece: its status and Content-Length.
    private func answer() throws -> (status: Int, length: Int) {
        var filled = 0
        while filled < head.count {
            let count = head.withUnsafeMutableBytes {
                recv(
                    socket, UnsafeMutableRawBufferPointer(rebasing: $0[filled...]).baseAddress,
                    $0.count - filled, 0)
            }
            guard count > 0 else { throw BenchError.unexpected("no answer") }
            filled += count
            guard let end = head[..<filled].firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            received = filled - end.upperBound
            let lines = String(decoding: head[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            let status = lines.first?.split(separator: " ").dropFirst().first
            return (
                status.flatMap { Int($0) } ?? 0,
                length.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
            )
        }
        throw BenchError.unexpected("a very long head")
    }

    /// Reads what is there, at most what fits; without waiting when told so.
    func read(into buffer: UnsafeMutableRawBufferPointer, isWaiting: Bool) {
        let count = recv(
            socket, buffer.baseAddress, buffer.count, isWaiting ? 0 : Int32(MSG_DONTWAIT))
        if count > 0 {
            received += count
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
            isClosed = true
        }
    }

    private func read(to length: Int, _ buffer: UnsafeMutableRawBufferPointer) throws {
        while received < length {
            read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(length - received)),
                isWaiting: true)
            if isClosed { throw BenchError.unexpected("an answer broke off at \(received)") }
        }
    }

    /// Fetches a file whole; gives its length.
    func fetch(_ path: String, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let length = try ask(path)
        try read(to: length, buffer)
        return length
    }

    /// Fetches a page whole; gives its length.
    func fetch(_ path: String) throws -> Int {
        let length = try ask(path)
        try head.withUnsafeMutableBytes { try read(to: length, $0) }
        return length
    }
}
