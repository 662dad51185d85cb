/// What is wrong with a CSV file, and where.
package struct CSVFault: Error, Hashable, Sendable {
    /// The kinds of fault.
    package enum Kind: String, Hashable, Sendable {
        /// No header row.
        case empty
        /// UTF-16, Excel's "Unicode Text": save as "CSV UTF-8".
        case utf16
        /// No text at all; `text` says `xlsx` for a workbook.
        case notText
        /// Bytes that are not UTF-8: saved in an old code page; save as "CSV UTF-8".
        case invalidUTF8
        /// A quoted field that the file ends in; the place is that of its opening quote.
        case unterminatedQuote
        /// Something other than a separator after a closing quote.
        case textAfterQuote
        /// A field with content beyond the last column of the header.
        case tooManyFields
        /// Two columns of one name; the place is that of the second.
        case repeatedHeader
    }

    /// The line in the file, from 1; for a record over several lines the one at fault.
    package let line: Int
    /// The field in its record, from 1; 0 when the fault is the whole file's.
    package let column: Int
    package let kind: Kind
    /// The beginning of the text at fault.
    package let text: String

    /// A fault at a place.
    package init(line: Int, column: Int, kind: Kind, text: String) {
        self.line = line
        self.column = column
        self.kind = kind
        self.text = text
    }
}
