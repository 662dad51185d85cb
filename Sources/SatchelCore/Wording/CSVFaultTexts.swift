extension CSVFault.Kind {
    /// What is wrong with the table.
    package var text: Text {
        switch self {
        case .empty: Text("bảng trống, không có dòng tiêu đề", "the table is empty, it has no heading row")
        case .utf16: Text("tệp lưu dạng “Unicode Text”", "the file was saved as “Unicode Text”")
        case .notText:
            Text("không phải tệp CSV (có thể là tệp Excel)", "it is no CSV file (perhaps a workbook)")
        case .invalidUTF8: Text("chữ lưu bằng bảng mã cũ", "the text was saved in an old code page")
        case .unterminatedQuote:
            Text("dấu ngoặc kép mở mà không đóng", "a quotation mark opens and never closes")
        case .textAfterQuote:
            Text("có chữ thừa sau dấu ngoặc kép đóng", "text follows a closing quotation mark")
        case .tooManyFields:
            Text("dòng có nhiều ô hơn dòng tiêu đề", "the row has more fields than the heading row")
        case .repeatedHeader: Text("hai cột cùng tên", "two columns have one name")
        }
    }
}
