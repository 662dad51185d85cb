import Foundation

/// A socket of this machine that hands each connection to a thread of its own; closed with its owner.
package final class Listener: Sendable {
    package let port: Int
    private let descriptor: Int32

    /// - Parameter serve: gets the connection's number from 1 and the connection, which ends with it.
    package init(_ serve: @escaping @Sendable (Int, Connection) -> Void) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isOpen else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.descriptor = descriptor
        Thread.detachNewThread {
            var number = 0
            while true {
                let accepted = accept(descriptor, nil, nil)
                if accepted < 0 && errno == EINTR { continue }
                if accepted < 0 { break }
                number += 1
                let (mine, connection) = (number, Connection(accepted))
                Thread.detachNewThread { serve(mine, connection) }
            }
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// One side of a connection; closed with its owner.
package final class Connection: @unchecked Sendable {
    private let descriptor: Int32
    private var held: [UInt8] = []

    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// The next line without its end; nil when the other side has closed.
    package func line() -> String? {
        while true {
            if let end = held.firstIndex(of: 0x0A) {
                let line = held[..<end].filter { $0 != 0x0D }
                held.removeSubrange(...end)
                return String(decoding: line, as: UTF8.self)
            }
            if !fill() { return nil }
        }
    }

    /// So many bytes; fewer when the other side closes.
    package func bytes(_ count: Int) -> [UInt8] {
        while held.count < count, fill() {}
        defer { held.removeFirst(min(count, held.count)) }
        return Array(held.prefix(count))
    }

    package func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent <= 0 { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Says nothing until the other side gives up.
    package func stall() {
        while fill() { held = [] }
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { held += buffer[..<count] }
        return count > 0
    }
}
