import Zip

/// Why a file is no workbook that a list can be taken from, beside what is wrong with it as an archive or as XML.
enum WorkbookRule: String, CaseIterable, Sendable, Error {
    /// Excel's own format of before 2007, [MS-XLS].
    case oldExcel
    /// An encrypted workbook, which is an OLE file too ([MS-OFFCRYPTO], 2.3.1).
    case locked
    case openDocument
    /// An archive of something else, or of the binary .xlsb.
    case notWorkbook
    /// Every sheet is hidden or empty.
    case blankWorkbook
    /// A part the workbook names is not there.
    case partLacking
    /// A cell at no place, a row twice, text that the list of texts does not have.
    case cellsBroken
    case tooManyRows
    case tooManyColumns
    case tooMuch

    /// The most rows with anything in them, and the most columns.
    static let mostRows = 200_000
    static let mostColumns = 200
    /// The most bytes unpacked, and the most bytes of text in all cells.
    static let mostBytes = 100 << 20
    /// The most fields in all rows.
    static let mostFields = 4_000_000

    /// What is wrong with the file or the part, as the end of a sentence.
    var text: Text {
        switch self {
        case .oldExcel: Text("là tệp Excel kiểu cũ (.xls)", "is an old Excel file (.xls)")
        case .locked: Text("đang đặt mật khẩu mở tệp; bỏ mật khẩu", "is locked with a password; remove it")
        case .openDocument: Text("là bảng tính OpenDocument (.ods)", "is an OpenDocument table (.ods)")
        case .notWorkbook: Text("không phải bảng tính .xlsx", "is no .xlsx workbook")
        case .blankWorkbook:
            Text("không có trang tính nào có chữ", "has no visible sheet with anything in it")
        case .partLacking: Text("thiếu trong tệp", "is missing in the file")
        case .cellsBroken: Text("có ô ghi sai cấu trúc", "has cells that are written wrongly")
        case .tooManyRows: Text("có hơn 200.000 dòng; tách bảng", "has more than 200,000 rows; split it")
        case .tooManyColumns:
            Text("có hơn 200 cột; xóa cột thừa", "has more than 200 columns; delete those not needed")
        case .tooMuch:
            Text(
                "lớn hơn 100 MiB khi giải nén; xóa hình và trang tính thừa",
                "is larger than 100 MiB unpacked; delete pictures and sheets that are not needed")
        }
    }

    /// Runs a step on a workbook; what it finds wrong is told with the file and, where one is at fault, the part.
    static func naming<Value>(_ file: String, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let fault as WorkbookFault {
            throw refusal(file, fault.part, fault.rule)
        } catch let error as ZipError {
            let isTooLarge = [.fileTooLarge, .archiveTooLarge].contains(error.rule)
            throw refusal(file, error.entry, isTooLarge ? tooMuch.rawValue : error.rule.rawValue, error)
        }
    }

    private static func refusal(
        _ file: String, _ part: String?, _ rule: String, _ cause: (any Error)? = nil
    ) -> SatchelError {
        SatchelError(.workbookRefused, ["file": file, "entry": part ?? file, "rule": rule], cause: cause)
    }
}

/// Thrown inside `Tables`, and turned into `workbookRefused` where the file is known.
struct WorkbookFault: Error {
    /// The raw value of a `WorkbookRule` or a `FormRule`.
    let rule: String
    /// The part at fault; nil for the whole file.
    let part: String?

    init(_ rule: WorkbookRule, in part: String? = nil) {
        self.rule = rule.rawValue
        self.part = part
    }

    init(_ fault: FormFault, in part: String) {
        rule = fault.rule.rawValue
        self.part = part
    }
}
