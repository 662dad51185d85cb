import Foundation

/// exim4, taking mails on a port of its own into a queue in a folder, and delivering none.
final class Exim {
    let port: Int
    private let process = Process()

    private static let path = "/usr/sbin/exim4"

    /// Nil where it is not installed, or this is not root.
    init?(in folder: String) throws {
        guard FileManager.default.isExecutableFile(atPath: Exim.path), getuid() == 0,
            let owner = getpwnam("Debian-exim")
        else { return nil }
        port = 40_000 + Int(getpid()) % 20_000
        for part in ["", "/spool", "/log"] {
            try FileManager.default.createDirectory(
                atPath: folder + part, withIntermediateDirectories: true)
            chown(folder + part, owner.pointee.pw_uid, owner.pointee.pw_gid)
        }
        let configuration = """
            primary_hostname = localhost
            daemon_smtp_ports = \(port)
            local_interfaces = 127.0.0.1
            spool_directory = \(folder)/spool
            log_file_path = \(folder)/log/%slog
            pid_file_path = \(folder)/exim.pid
            exim_user = Debian-exim
            exim_group = Debian-exim
            keep_environment =
            queue_only
            acl_smtp_rcpt = accept
            acl_smtp_data = accept
            smtp_accept_max_per_connection = 0
            host_lookup =
            rfc1413_hosts =
            tls_advertise_hosts =
            begin routers
            all:
              driver = accept
              transport = none
            begin transports
            none:
              driver = appendfile
              file = /dev/null

            """
        let file = "\(folder)/exim.conf"
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: file))
        process.executableURL = URL(fileURLWithPath: Exim.path)
        process.arguments = ["-C", file, "-bdf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<100 where (try? WebClient(port: port)) == nil { Thread.sleep(forTimeInterval: 0.05) }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// How many mails lie in its queue.
    static func queued(in folder: String) throws -> Int {
        let spool = FileManager.default.enumerator(atPath: "\(folder)/spool/input")
        return (spool?.compactMap { $0 as? String } ?? []).count { $0.hasSuffix("-H") }
    }
}
