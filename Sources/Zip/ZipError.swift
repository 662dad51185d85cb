import Foundation

/// What `Zip` throws: the rule that was broken, the entry it concerns and the particulars.
package struct ZipError: Error, Equatable, Sendable {
    /// The rule that was broken; the raw values are stable, so that outer layers can word them.
    package enum Rule: String, CaseIterable, Sendable {
        /// No archive at all: no end-of-directory record anywhere.
        case notAZip
        /// The file ends before the archive does.
        case truncated
        /// The end-of-directory record is ambiguous, contradicts itself or spans several disks.
        case endRecord
        /// Bytes before, between, after or inside entries that no header accounts for.
        case unexplainedBytes
        /// Two entries share bytes, or an entry runs into the directory.
        case overlap
        /// The directory and the entry's own header (or data descriptor) say different things.
        case headersDisagree
        /// An extra field is cut short, doubled or has a wrong length.
        case extraField
        /// A Unicode-path field (0x7075) gives the entry another name.
        case unicodePath
        /// The entry or the directory is encrypted.
        case encrypted
        /// A compression method or format feature other than stored and deflated.
        case method
        /// A symbolic link, device, pipe or the like, or a file marked as a folder.
        case symlinkOrSpecial
        /// The name, or one of its components, is empty.
        case nameEmpty
        /// The name is not valid UTF-8.
        case nameNotUTF8
        /// The name is not in Unicode normalisation form C.
        case nameNotNFC
        /// The name starts at a root, a drive or somebody's home folder (`/`, `C:`, `~`).
        case nameAbsolute
        /// A component of the name is `.` or `..`.
        case nameParent
        /// The name holds a backslash, a colon or a control character.
        case nameBackslashColonControl
        /// A component is a Windows device name such as `NUL` or `com1.txt`.
        case nameReserved
        /// A component ends in a dot or a space.
        case nameTrailingDotOrSpace
        /// A component is over 255 bytes, or the name over 4,095 bytes or 64 levels.
        case nameTooLong
        /// Two names are equal after case folding, or one is both a file and a folder.
        case namesEqual
        /// The bytes delivered are not as many as declared.
        case sizeMismatch
        /// The bytes delivered do not have the declared CRC.
        case crc
        /// The compressed bytes are no valid deflate stream.
        case corruptData
        /// One file is larger than the limit.
        case fileTooLarge
        /// All files together are larger than the limit.
        case archiveTooLarge
        /// The contents would grow more than the limit allows when inflated.
        case ratio
        /// More entries than the limit.
        case tooManyEntries
        /// A date an archive cannot hold: outside 1980 to 2107, or no calendar day.
        case stamp
        /// Nothing to write.
        case empty
        /// The destination exists already.
        case exists
        /// The operating system refused.
        case io
    }

    package let rule: Rule
    /// The name of the entry concerned, if any, safe to print: control characters are escaped.
    package let entry: String?
    /// Figures, errno text or libzip's text, in English.
    package let detail: String
    /// The `errno` of the system call that failed, when one did.
    package let systemError: Int32?

    /// An error about `entry`, whose name is made safe to print here.
    package init(_ rule: Rule, entry: String? = nil, _ detail: String = "", systemError: Int32? = nil) {
        self.rule = rule
        self.entry = entry.map(Self.printable)
        self.detail = detail
        self.systemError = systemError
    }

    /// The error of the system call that just failed, from `errno`.
    static func system(_ call: String, entry: String? = nil, rule: Rule = .io) -> ZipError {
        let code = errno
        return ZipError(
            rule, entry: entry, "\(call): \(String(cString: strerror(code)))", systemError: code)
    }

    /// The same error about an entry, where it was not known which one.
    func about(_ name: String) -> ZipError {
        entry == nil ? ZipError(rule, entry: name, detail, systemError: systemError) : self
    }

    /// `name` with control and direction-changing characters escaped as `\u{…}`.
    package static func printable(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension ZipError: CustomStringConvertible {
    /// The error on one English line, for logs and tests.
    package var description: String {
        let subject = entry.map { " “\($0)”" } ?? ""
        return "\(rule.rawValue)\(subject)\(detail.isEmpty ? "" : ": \(detail)")"
    }
}
