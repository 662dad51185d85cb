import Foundation
import SatchelCore

/// What a server needs to run the service for good: a systemd unit (systemd.service(5)) and an example of nginx
/// before it.
///
/// Backups lie outside the data folder (`Office.backupFolder`): theirs is made before the service is shut in
/// (`ExecStartPre=+` runs outside of `ProtectSystem=`), and written to from inside.
enum UnitFile {
    static func text(folder: String) -> String {
        let backups = Office.backupFolder(for: folder)
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "satchel"
        return """
            # /etc/systemd/system/satchel.service
            [Unit]
            Description=Satchel document kits
            After=network.target

            [Service]
            User=satchel
            ExecStartPre=+/usr/bin/install -d -o satchel -m 0700 \(backups)
            ExecStart=\(program) serve --data \(folder) --listen 127.0.0.1:8088 --proxy 127.0.0.1
            Restart=on-failure
            TimeoutStopSec=120
            UMask=0077
            NoNewPrivileges=yes
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectSystem=strict
            ProtectHome=yes
            ProtectKernelTunables=yes
            ProtectControlGroups=yes
            RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
            ReadWritePaths=\(folder) \(backups)

            [Install]
            WantedBy=multi-user.target

            # /etc/nginx/sites-available/satchel
            # server {
            #     listen 443 ssl;
            #     server_name satchel.example;
            #     ssl_certificate /etc/ssl/satchel.pem;
            #     ssl_certificate_key /etc/ssl/satchel.key;
            #     client_max_body_size 300m;
            #     location / {
            #         proxy_pass http://127.0.0.1:8088;
            #         proxy_http_version 1.1;
            #         proxy_set_header Host $host;
            #         proxy_set_header X-Forwarded-For $remote_addr;
            #         proxy_request_buffering off;
            #         proxy_buffering off;
            #     }
            # }
            """
    }
}
