import Zip

extension ZipError.Rule {
    /// What is wrong with an archive or entry, as the end of a sentence.
    package var text: Text {
        switch self {
        case .notAZip: Text("không phải tệp zip", "is not a zip archive")
        case .truncated: Text("bị cắt cụt; tải lại", "is cut short; download it again")
        case .endRecord: Text("có phần cuối tệp không rõ ràng", "has an ambiguous end record")
        case .unexplainedBytes:
            Text("có dữ liệu thừa không thuộc mục nào", "has bytes that belong to no entry")
        case .overlap: Text("chồng lên mục khác", "overlaps another entry")
        case .headersDisagree: Text("ghi hai nơi không khớp nhau", "is described differently in two places")
        case .extraField: Text("có trường phụ hỏng", "has a broken extra field")
        case .unicodePath: Text("mang hai tên khác nhau", "has two different names")
        case .encrypted: Text("bị khóa mật khẩu", "is encrypted")
        case .method: Text("nén bằng cách không hỗ trợ", "uses an unsupported method")
        case .symlinkOrSpecial:
            Text("không phải tệp thường (liên kết, thiết bị)", "is a link or special file")
        case .nameEmpty: Text("có tên trống", "has an empty name")
        case .nameNotUTF8: Text("có tên không phải Unicode", "has a name that is not UTF-8")
        case .nameNotNFC: Text("có tên chưa chuẩn hóa NFC", "has a name that is not in NFC")
        case .nameAbsolute: Text("có đường dẫn tuyệt đối", "has an absolute path")
        case .nameParent: Text("trỏ ra ngoài thư mục", "points outside the folder")
        case .nameBackslashColonControl:
            Text(
                "có ký tự \\, : hoặc ký tự điều khiển trong tên",
                "has \\, : or a control character in its name")
        case .nameReserved: Text("có tên Windows không cho dùng", "has a name reserved by Windows")
        case .nameTrailingDotOrSpace:
            Text(
                "có tên kết thúc bằng dấu chấm hoặc dấu cách", "has a name that ends in a dot or space")
        case .nameTooLong: Text("có tên quá dài", "has too long a name")
        case .namesEqual: Text("trùng tên với mục khác", "has the name of another entry")
        case .sizeMismatch:
            Text("không đủ hoặc thừa dữ liệu so với ghi", "delivers other than the declared size")
        case .crc: Text("có nội dung bị hỏng (sai CRC)", "has damaged contents (wrong CRC)")
        case .corruptData: Text("có dữ liệu nén bị hỏng", "has damaged compressed data")
        case .fileTooLarge: Text("lớn hơn 256 MiB", "is larger than 256 MiB")
        case .archiveTooLarge: Text("có tổng dung lượng lớn hơn 512 MiB", "holds more than 512 MiB in all")
        case .ratio: Text("phình ra quá 200 lần khi giải nén", "grows more than 200 times when unpacked")
        case .tooManyEntries: Text("có hơn 10.000 mục", "has more than 10,000 entries")
        case .stamp: Text("có ngày không hợp lệ", "has a date archives cannot hold")
        case .empty: Text("trống", "is empty")
        case .exists: Text("đã có sẵn; chọn nơi khác", "exists already; choose another place")
        case .io: Text("không đọc hoặc ghi được", "could not be read or written")
        }
    }
}
