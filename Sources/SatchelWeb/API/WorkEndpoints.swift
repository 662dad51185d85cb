import HTTPTypes
import SatchelCore

/// Backups, checks and repairs. What takes long goes on after the answer, one at a time; its state is then asked for.
enum WorkEndpoints {
    static let all: [Endpoint] = [
        .list(
            "/backups", Text("Các bản sao lưu đã làm (quản trị).", "The backups made (administrator)."),
            WorkRecords.backup, by: \.event
        ) { call in
            try call.register.permit("backup.make", to: try call.actor())
            return try call.register.backups()
        },
        begun(
            "/backups",
            Text("Bắt đầu sao lưu (quản trị).", "Begin a backup (administrator)."),
            body: .json(BackupSent.schema)
        ) { call in
            let sent = try call.body(BackupSent.self)
            return try BackupWork(into: sent.folder, since: sent.since, isVerified: sent.verify ?? false)
                .begin(in: call.visit, by: try call.actor())
        },
        .file(
            "/backups/{id}/archive",
            Text(
                "Tải bản sao lưu còn trên máy chủ (quản trị); trong đó có khóa bí mật.",
                "Download a backup that is still on the server (administrator); it holds the secret key."),
            as: ["application/zip"]
        ) { call in
            try call.register.permit("backup.make", to: try call.actor())
            return .download(try Download(backup: try call.register.backup(event: call.id())))
        },
        begun(
            "/check",
            Text("Bắt đầu đọc lại tất cả (quản trị).", "Begin to read everything again (administrator)."),
            body: .none
        ) { call in
            try CheckPages.begin(in: call.visit, by: try call.actor())
        },
        .form(
            "/repair",
            Text(
                "Sửa kho, lấy lại từ tệp gửi kèm nếu có (quản trị).",
                "Repair the store, from the file sent along if any (administrator)."), RepairSent.self,
            files: [.init(name: "file", isRequired: false)], WorkRecords.repaired, status: .ok
        ) { call, _ in
            let paths = call.visit.upload("file").map { $0.size > 0 ? [$0.path] : [] } ?? []
            return try call.office.repair(from: paths, by: try call.actor())
        },
        .get(
            "/work/{id}",
            Text("Việc dài đến đâu, kết quả ra sao.", "How far long work is, or what came of it."),
            WorkRecords.work
        ) { call in
            guard let state = call.visit.site.work[Int(call.id())] else {
                throw SatchelError(.workUnknown, ["work": "\(call.id())"])
            }
            try call.register.permit(state.kind.verb, to: try call.actor())
            return WorkRecords.Told(state, call.visit.language)
        },
    ]

    /// Something that goes on after it was answered with where its state is told (RFC 9110, 15.3.3).
    private static func begun(
        _ path: String, _ summary: Text, body: Endpoint.Body,
        _ begin: @escaping Endpoint.Reading<LongWork.State>
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, parameters: [], body: body, status: .accepted,
            success: .json(WorkRecords.work.schema)
        ) { call in
            let told = WorkRecords.Told(try begin(call), call.visit.language)
            var answer = Answer.json(WorkRecords.work.json(told), status: .accepted)
            answer.headers[.location] = told.address
            return answer
        }
    }
}

/// Where a backup goes, on top of which, and whether every file is read back; by default beside the data folder.
struct BackupSent: Input {
    let folder: String?
    let since: String?
    let verify: Bool?

    static let properties: [Schema.Property] = [
        .maybe("folder", .text), .maybe("since", .text), .maybe("verify", .flag),
    ]
}

/// A repair says nothing but what it takes from.
struct RepairSent: Input {
    static let properties: [Schema.Property] = []
}
