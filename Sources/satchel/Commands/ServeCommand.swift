import ArgumentParser
import Foundation
import SatchelCore
import SatchelWeb

/// `satchel serve`: the board's desk and the secretaries' pages in a browser.
struct ServeCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve",
            abstract: Text(
                "Mở trang web của ban và của bí thư.", "Serve the board's and the secretaries' pages."
            ).chosen,
            discussion: Text(
                """
                Chỉ trong máy này:   satchel serve
                Ra mạng, tự mã hóa:  satchel serve --listen 0.0.0.0:443 --tls-cert ten-mien.pem --tls-key ten-mien.key
                Sau máy chủ trung gian (nginx, Caddy): satchel serve --proxy 127.0.0.1
                Tệp dịch vụ và mẫu nginx: satchel serve --print-unit
                """,
                """
                On this machine only:     satchel serve
                On the network, with TLS: satchel serve --listen 0.0.0.0:443 --tls-cert host.pem --tls-key host.key
                Behind a proxy (nginx, Caddy): satchel serve --proxy 127.0.0.1
                Unit file and proxy example: satchel serve --print-unit
                """
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var listening: ListeningOptions

    @Flag(
        name: .customLong("print-unit"),
        help: ArgumentHelp(
            Text(
                "In tệp dịch vụ systemd và mẫu máy chủ trung gian.",
                "Print a systemd unit and a proxy example."
            )
            .chosen))
    var printsUnit = false

    func run() async throws {
        if printsUnit { return print(UnitFile.text(folder: global.folder)) }
        try await listening.serve(try global.wholeOffice())
    }
}

/// Where the pages are served.
struct ListeningOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Địa chỉ và cổng.", "Address and port.").chosen,
            valueName: Text("địa-chỉ:cổng", "host:port").chosen))
    var listen = "127.0.0.1:8088"

    @Option(
        name: .customLong("tls-cert"),
        help: ArgumentHelp(
            Text("Chứng thư máy chủ, PEM.", "The server's certificate chain, PEM.").chosen, valueName: "pem"))
    var certificate: String?

    @Option(
        name: .customLong("tls-key"),
        help: ArgumentHelp(Text("Khóa của chứng thư, PEM.", "Its private key, PEM.").chosen, valueName: "pem")
    )
    var key: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Địa chỉ của máy chủ trung gian lo mã hóa.", "The address of the proxy that speaks TLS.")
                .chosen,
            valueName: Text("địa-chỉ", "address").chosen))
    var proxy: String?

    private func parsed() throws -> WebServer.Listening {
        var listening = try WebServer.Listening(listen)
        listening.certificate = certificate
        listening.key = key
        listening.proxy = proxy
        return listening
    }

    /// Where browsers reach it when nobody stands between.
    /// - Throws: `listenBroken`.
    func address(port: Int? = nil) throws -> String {
        let listening = try parsed()
        let host = listening.host.contains(":") ? "[\(listening.host)]" : listening.host
        return "\(listening.hasTLS ? "https" : "http")://\(host):\(port ?? listening.port)"
    }

    /// Serves an office until it is told to stop; says where, and how the first administrator gets in.
    func serve(_ office: Office) async throws {
        let server = try WebServer(office, try parsed())
        fflush(nil)
        Interrupts.leaveToService()
        try await server.run { port in
            let own = (try? address(port: port)) ?? ""
            let address = proxy == nil ? own : office.settings.base
            say(Text("Trang web: {address}  (dừng: Ctrl-C)", "Serving {address}  (stop: Ctrl-C)"), address)
            if let secret = try? office.inviteFirstAdministrator() {
                say(
                    Text(
                        "Người quản trị đầu tiên đặt mật khẩu tại (dùng một lần): {address}",
                        "The first administrator sets a password at (once): {address}"),
                    "\(address)/welcome#\(secret)")
            }
        }
    }

    private func say(_ text: Text, _ address: String) {
        FileHandle.standardOutput.write(Data((text.chosen(["address": address]) + "\n").utf8))
    }
}
