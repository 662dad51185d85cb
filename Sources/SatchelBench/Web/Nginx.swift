import Foundation

/// nginx, serving a folder with sendfile from a port of its own.
final class Nginx {
    let port: Int
    private let process = Process()

    static let paths = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"]

    /// Nil where it is not installed.
    init?(serving folder: String) throws {
        guard let path = Nginx.paths.first(where: FileManager.default.isExecutableFile) else { return nil }
        port = 20_000 + Int(getpid()) % 20_000
        let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(folder)/\($0);" }.joined(separator: " ")
        let configuration = """
            \(getuid() == 0 ? "user root;" : "")
            daemon off; worker_processes 1; pid \(folder)/nginx.pid; error_log \(folder)/nginx.log;
            events { worker_connections 1024; }
            http { sendfile on; tcp_nopush on; access_log off; keepalive_requests 100000; \(places)
              server { listen 127.0.0.1:\(port); root \(folder)/files; } }
            """
        let file = "\(folder)/nginx.conf"
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: file))
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-p", folder, "-c", file, "-e", "\(folder)/nginx.log"]
        try process.run()
        for _ in 0..<50 where (try? WebClient(port: port)) == nil { Thread.sleep(forTimeInterval: 0.1) }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }
}
