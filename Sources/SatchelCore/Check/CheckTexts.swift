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
                "Khôi phục sổ từ bản sao lưu mới nhất (trên máy chủ: satchel restore TỆP).",
                "Restore the register from the newest backup (on the server: satchel restore FILE).")
        case .holdings:
            Text(
                "Bảng này suy ra từ chứng cứ; dựng lại (trên máy chủ: satchel check --rebuild).",
                "The table follows from the evidence; make it anew (on the server: satchel check --rebuild).")
        case .missing, .altered:
            Text(
                "Đưa lại từ bản sao lưu, tệp zip của cặp hoặc tệp gốc (sửa kho; trên máy chủ: satchel store repair TỆP…).",
                "Bring it back from a backup, a kit's zip or the original file (repair; on the server: satchel store repair FILE…)."
            )
        case .edition:
            Text(
                """
                Nội dung các tệp đúng, nhưng byte nén không còn như khi cấp phát; chỉ bản sao lưu hoặc tệp zip của chính \
                đợt ấy có đúng byte (sửa kho; trên máy chủ: satchel store repair TỆP…).
                """,
                """
                The contents are right, but the compressed bytes are not those it was issued with; only a backup or that \
                edition's own zip has them (repair; on the server: satchel store repair FILE…).
                """)
        case .removed:
            Text(
                "Byte của tài liệu đã gỡ khẩn cấp: dọn nốt ở trang Gỡ khẩn cấp, hoặc chạy lại satchel document remove.",
                "Bytes of an urgent removal: clear them away on the page of urgent removals, or repeat satchel document remove."
            )
        case .orphan:
            Text(
                "Vô hại: việc nhận tệp bị ngắt giữa chừng, hoặc không được nhận. Không cần làm gì.",
                "Harmless: taking it in was broken off or refused. Nothing has to be done.")
        case .draft:
            Text(
                "Vô hại: việc ghi bị ngắt giữa chừng. Quá một ngày thì việc sửa kho dọn đi.",
                "Harmless: writing was broken off. After a day a repair clears it away.")
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
