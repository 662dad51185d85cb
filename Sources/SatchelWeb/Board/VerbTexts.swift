import SatchelCore

/// The verbs of the event log in plain words.
enum VerbTexts {
    /// What a verb means; the verb itself where no words are known.
    static func text(_ verb: String) -> Text { all[verb] ?? Text(verb, verb) }

    static let all: [String: Text] = documents.merging(kits) { $1 }.merging(organisation) { $1 }
        .merging(receipts) { $1 }.merging(office) { $1 }.merging(access) { $1 }

    private static let documents: [String: Text] = [
        "body.add": Text("thêm cơ quan ban hành", "added an issuing body"),
        "body.end": Text("kết thúc cơ quan ban hành", "ended an issuing body"),
        "document.add": Text("thêm văn bản", "added a document"),
        "document.dates": Text("sửa ngày của văn bản", "changed a document's dates"),
        "document.file": Text("thêm tệp văn bản", "added a document's file"),
        "document.file.choose": Text("chọn tệp dùng trong cặp", "chose the file for kits"),
        "document.import": Text("nhập bảng văn bản", "imported documents"),
        "document.remove": Text("gỡ khẩn cấp văn bản", "removed a document urgently"),
        "document.remove.clean": Text("dọn nốt văn bản đã gỡ", "cleared a removed document away"),
        "relation.add": Text("thêm quan hệ văn bản", "added a relation"),
        "relation.confirm": Text("xác minh quan hệ văn bản", "confirmed a relation"),
        "relation.import": Text("nhập bảng quan hệ", "imported relations"),
        "relation.withdraw": Text("bỏ quan hệ ghi nhầm", "withdrew a relation"),
        "template.review": Text("xem lại mẫu", "reviewed a template"),
        "template.revise": Text("sửa mẫu", "revised a template"),
    ]

    private static let kits: [String: Text] = [
        "edition.approve": Text("duyệt đợt", "approved an edition"),
        "edition.issue": Text("cấp phát đợt", "issued an edition"),
        "edition.return": Text("trả lại đợt đã trình", "returned an edition"),
        "edition.submit": Text("trình đợt", "submitted an edition"),
        "edition.supply": Text("cấp bổ sung", "supplied an edition"),
        "edition.withdraw": Text("ngừng dùng đợt", "withdrew an edition"),
        "kit.define": Text("lập, sửa cặp tài liệu", "defined a kit"),
        "kit.distribute": Text("đặt danh sách nơi nhận", "set who gets a kit"),
        "kit.give": Text("giao nơi phụ trách cặp", "gave a kit to its owners"),
    ]

    private static let organisation: [String: Text] = [
        "holder.appoint": Text("ghi người giữ cặp mới", "appointed a holder"),
        "holder.handOver": Text("ghi bàn giao cặp", "recorded a handover"),
        "holder.import": Text("nhập bảng người giữ cặp", "imported holders"),
        "holder.reach": Text("đổi cách liên lạc", "changed contacts"),
        "organisation.add": Text("thêm tổ chức", "added nodes"),
        "organisation.dissolve": Text("giải thể tổ chức", "dissolved nodes"),
        "organisation.endLevel": Text("kết thúc một cấp", "ended a level"),
        "organisation.import": Text("nhập bảng tổ chức", "imported nodes"),
        "organisation.merge": Text("sáp nhập tổ chức", "merged nodes"),
        "organisation.move": Text("chuyển trực thuộc", "moved nodes"),
        "organisation.preview": Text("xem trước sắp xếp", "previewed a reorganisation"),
        "organisation.rename": Text("đổi tên tổ chức", "renamed a node"),
        "organisation.reorganise": Text("ghi nhiều quyết định sắp xếp", "entered several decisions"),
        "organisation.setUp": Text("lập tổ chức mới", "set up a node"),
        "organisation.split": Text("chia tách tổ chức", "split a node"),
        "organisation.takeBack": Text("hủy việc sắp xếp ghi nhầm", "took back a reorganisation"),
    ]

    private static let receipts: [String: Text] = [
        "evidence.record": Text("ghi xác nhận", "recorded receipts"),
        "evidence.withdraw": Text("bỏ xác nhận ghi nhầm", "withdrew a receipt"),
        "notice.bounce": Text("ghi thư bị trả lại", "recorded a bounce"),
        "notice.deliver": Text("gửi thư báo", "sent notices"),
        "notice.retry": Text("gửi lại thư báo", "tried notices again"),
        "notice.due": Text("tự soạn thư báo đến hạn", "wrote the notices due by itself"),
        "notice.write": Text("soạn thư báo đến hạn", "wrote the notices due"),
        "notice.settle": Text("đóng, chuyển thư báo đang chờ", "settled waiting notices"),
        "notice.done": Text("ghi thư báo đã chuyển", "passed notices on"),
        "notice.escalation": Text("soạn thư báo cấp trên", "wrote escalations"),
        "notice.reminder": Text("soạn thư nhắc", "wrote reminders"),
        "receipt.own": Text("bí thư tự xác nhận", "a secretary confirmed"),
        "review.save": Text("lưu bảng rà soát", "saved a review"),
    ]

    private static let office: [String: Text] = [
        "backup.make": Text("sao lưu", "made a backup"),
        "settings.change": Text("đổi thiết lập", "changed settings"),
        "store.repair": Text("sửa kho tài liệu", "repaired the store"),
    ]

    private static let access: [String: Text] = [
        "account.add": Text("lập tài khoản", "added an account"),
        "account.delegate": Text("ủy quyền", "delegated"),
        "account.end": Text("kết thúc tài khoản", "ended an account"),
        "account.invite": Text("mời đặt mật khẩu", "invited to set a password"),
        "account.revoke": Text("thôi ủy quyền", "took a delegation back"),
        "invitation.first": Text("mời quản trị đầu tiên", "invited the first administrator"),
        "password.change": Text("đổi mật khẩu", "changed a password"),
        "password.set": Text("đặt mật khẩu", "set a password"),
        "session.begin": Text("vào", "signed in"),
        "session.end": Text("thoát", "signed out"),
        "session.endAll": Text("thoát khỏi mọi máy", "signed out everywhere"),
        "session.lock": Text("tạm khóa vì thử sai nhiều lần", "locked out after too many attempts"),
        "token.make": Text("tạo mã truy cập", "made a token"),
        "token.revoke": Text("thu hồi mã truy cập", "revoked a token"),
    ]

    /// The names in an event's detail, in words.
    static let details: [String: Text] = [
        "at": Text("phạm vi", "at"), "base": Text("nối tiếp", "on top of"),
        "baseAddress": Text("địa chỉ trang web", "base address"), "blobs": Text("số tệp", "files"),
        "bytes": Text("số byte", "bytes"), "copies": Text("số bản", "copies"),
        "count": Text("số lượng", "count"), "decision": Text("quyết định", "decision"),
        "document": Text("văn bản", "document"), "due": Text("hạn", "due"),
        "edition": Text("đợt", "edition"), "file": Text("tệp", "file"), "from": Text("từ", "from"),
        "id": Text("mã", "id"), "instead": Text("làm thay", "instead"), "kit": Text("cặp", "kit"),
        "label": Text("tên", "label"), "mail.from": Text("thư gửi từ", "mail from"),
        "mail.replyTo": Text("thư trả lời về", "reply to"), "note": Text("ghi chú", "note"),
        "office": Text("tên văn phòng", "office"), "officer": Text("người phụ trách", "officer"),
        "on": Text("ngày", "on"),
        "onePersonMayIssue": Text("một người được tự trình, duyệt", "one person may issue"),
        "person": Text("người", "person"), "phone": Text("điện thoại", "telephone"),
        "reason": Text("lý do", "reason"), "recipients": Text("số nơi nhận", "recipients"),
        "role": Text("vai trò", "role"), "scan": Text("bản chụp", "scan"),
        "scanSha256": Text("sha256 bản chụp", "scan's sha256"), "sha256": Text("sha256", "sha256"),
        "timeZone": Text("múi giờ", "time zone"), "to": Text("đến", "to"),
        "title": Text("tên", "title"), "until": Text("đến hết", "until"),
    ]
}
