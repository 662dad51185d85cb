import Zip

extension KitFault {
    /// What is wrong with the file, as the end of a sentence.
    package var text: Text {
        switch self {
        case .missing: Text("không có trong đó", "is missing")
        case .topFolder: Text("tài liệu không nằm trong một thư mục chung", "its files are not in one folder")
        case .tooLarge: Text("lớn hơn 8 MiB", "is larger than 8 MiB")
        case .notJSON: Text("không phải JSON hợp lệ", "is not valid JSON")
        case .format: Text("không ghi đúng loại tệp", "does not name the right format")
        case .field: Text("thiếu mục hoặc có mục sai", "has a field that is missing or wrong")
        }
    }
}

extension String {
    /// The text with control and direction-changing characters escaped as `\u{…}`: words from outside must neither
    /// steer a terminal nor pose as others.
    package var printable: String { ZipError.printable(self) }
}
