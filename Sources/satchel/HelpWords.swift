import Foundation
import SatchelCore

/// The argument parser's own words, which it has in English only, in Vietnamese.
enum HelpWords {
    private static let words: [(String, String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "CÁCH DÙNG: "), ("Usage: ", "Cách dùng: "),
        ("ARGUMENTS:", "THAM SỐ:"),
        ("OPTIONS:", "TÙY CHỌN:"), ("SUBCOMMANDS:", "LỆNH CON:"), ("<subcommand>", "<lệnh-con>"),
        ("Show the version.", "In số phiên bản."), ("Show help information.", "In trợ giúp."),
        ("Show subcommand help information.", "In trợ giúp của một lệnh."),
        (" default: ", " mặc định: "),
        ("for detailed help.", "để xem chi tiết."),
        ("(default)", "(mặc định)"), ("(default: ", "(mặc định: "), ("Error: ", "Lỗi: "),
        ("Missing expected argument", "Thiếu"), ("Missing value for", "Thiếu giá trị của"),
        ("Missing one of:", "Thiếu một trong:"), ("Unknown option", "Không có tùy chọn"),
        ("Unexpected argument", "Thừa"), ("Did you mean", "Có phải"), ("unexpected arguments:", "phần thừa:"),
        ("The value", "Giá trị"), ("is invalid for", "không dùng được cho"),
        ("' for more information.", "' để xem thêm."), ("  See '", "  Xem '"), ("Help:  ", "Nghĩa:  "),
        ("(values: ", "(một trong: "), ("' or '", "' hoặc '"),
        ("Please provide one of the following:", "Dùng một trong những từ:"),
        ("Please provide one of", "Dùng một trong:"),
    ]

    /// A message of the parser in the language of this run.
    static func translated(_ message: String) -> String {
        guard Language.chosen == .vi else { return message.replacing("OVERVIEW: ", with: "") }
        return words.reduce(message) { $0.replacing($1.0, with: $1.1) }
    }
}
