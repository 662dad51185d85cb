/// Why a file is no form that can be filled, beside what is wrong with it as an archive.
enum FormRule: String, CaseIterable, Sendable {
    /// Not well-formed XML.
    case notXML
    /// XML in another encoding than UTF-8.
    case notUTF8
    /// A document type declaration, which Office files have none of (ECMA-376-2, 8.1.4).
    case documentType
    /// Elements within elements beyond `XMLScan.deepest`.
    case tooDeep
    /// More XML than `DocxPackage.largestPart`.
    case partTooLarge
    /// No text of a Word document in it, or one with macros.
    case notWord

    /// What is wrong with the entry, as the end of a sentence.
    var text: Text {
        switch self {
        case .notXML: Text("không phải XML hợp lệ", "is not well-formed XML")
        case .notUTF8: Text("không phải UTF-8", "is not in UTF-8")
        case .documentType: Text("có khai báo DOCTYPE", "has a document type declaration")
        case .tooDeep: Text("lồng quá nhiều lớp", "is nested too deeply")
        case .partTooLarge: Text("lớn hơn 16 MiB", "is larger than 16 MiB")
        case .notWord:
            Text(
                "không phải của tệp Word .docx (không macro)", "is not that of a Word .docx without macros")
        }
    }
}

/// Thrown inside `Forms`, and turned into `formRefused` where the file and its entry are known.
struct FormFault: Error {
    let rule: FormRule
}
