extension CheckFinding.Kind {
    package var text: Text {
        switch self {
        case .file: Text("thiếu cài đặt, khóa", "settings, key")
        case .register: Text("sổ hỏng", "register damaged")
        case .reference: Text("dòng sổ mồ côi", "row without its row")
        case .holdings: Text("bảng hiện giữ sai", "holdings differ")
        case .missing: Text("thiếu", "missing")
        case .altered: Text("bị thay đổi", "altered")
        case .edition: Text("đợt không khớp", "edition differs")
        case .removed: Text("đã gỡ mà còn", "removed, still there")
        case .orphan: Text("thừa", "orphaned")
        case .draft: Text("bản nháp", "draft")
        }
    }

    /// What to do about it.
    package var advice: Text {
        switch self {
        case .file:
            Text(
                "Lấy lại từ bản sao lưu (satchel restore). Thiếu khóa thì đường dẫn đã gửi không còn dùng được.",
                "Bring it back from a backup (satchel restore). Without the key, links already sent stop working."
            )
        case .register, .reference:
            Text(
                "Khôi phục sổ từ bản sao lưu mới nhất: satchel restore TỆP.",
                "Restore the register from the newest backup: satchel restore FILE.")
        case .holdings:
            Text(
                "Bảng này suy ra từ chứng cứ; dựng lại: satchel check --rebuild.",
                "The table follows from the evidence; make it anew: satchel check --rebuild.")
        case .missing, .altered:
            Text(
                "Đưa lại từ bản sao lưu, tệp zip của cặp hoặc tệp gốc: satchel store repair TỆP…",
                "Bring it back from a backup, a kit's zip or the original file: satchel store repair FILE…")
        case .edition:
            Text(
                """
                Nội dung các tệp đúng, nhưng byte nén không còn như khi cấp phát; chỉ bản sao lưu hoặc tệp zip của chính \
                đợt ấy có đúng byte: satchel store repair TỆP…
                """,
                """
                The contents are right, but the compressed bytes are not those it was issued with; only a backup or that \
                edition's own zip has them: satchel store repair FILE…
                """)
        case .removed:
            Text(
                "Byte của tài liệu đã gỡ khẩn cấp: chạy lại lệnh satchel document remove để dọn nốt.",
                "Bytes of an urgent removal: repeat satchel document remove to clear them away.")
        case .orphan:
            Text(
                "Vô hại: việc nhận tệp bị ngắt giữa chừng, hoặc không được nhận. Không cần làm gì.",
                "Harmless: taking it in was broken off or refused. Nothing has to be done.")
        case .draft:
            Text(
                "Vô hại: một lệnh bị ngắt giữa chừng. Quá một ngày thì satchel store repair dọn đi.",
                "Harmless: a command was broken off. After a day satchel store repair clears it away.")
        }
    }
}

extension CheckFinding {
    /// Where it matters, or what more there is to say, one a line.
    package var places: [Text] {
        switch kind {
        case .holdings:
            details.isEmpty
                ? [Text("số đếm sai", "the counts are wrong")] : details.map { Text($0, $0) }
        case .reference: details.map { Text("\($0) dòng", "\($0) rows") }
        default: uses.map(\.text)
        }
    }
}
