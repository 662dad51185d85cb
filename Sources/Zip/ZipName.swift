import Foundation

/// The rules for names inside an archive, so that every kit unpacks alike on Windows, macOS and Linux.
///
/// A name is relative, NFC, its components separated by `/`; none is empty, `.`, `..`, a Windows device name
/// or ends in a dot or a space; no backslash, colon or control character; a component has at most 255 bytes,
/// the name at most 4,095 bytes and 64 levels.
package enum ZipName {
    private static let longestName = 4095
    private static let mostLevels = 64
    private static let longestComponent = 255
    private static let devices: Set<String> = {
        var names: Set<String> = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
        for port in ["com", "lpt"] {
            for digit in "0123456789¹²³" { names.insert(port + String(digit)) }
        }
        return names
    }()

    /// The rule that `name`, the name of a file, breaks; nil when it is fine.
    package static func fault(in name: String) -> ZipError.Rule? {
        if name.isEmpty { return .nameEmpty }
        if name.utf8.count > longestName { return .nameTooLong }
        var name = name
        if let rule = name.withUTF8(fault(inBytes:)) { return rule }
        return isNFC(name) ? nil : .nameNotNFC
    }

    private static func fault(inBytes name: UnsafeBufferPointer<UInt8>) -> ZipError.Rule? {
        if isAbsolute(name) { return .nameAbsolute }
        if hasForbidden(name) { return .nameBackslashColonControl }
        let components = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if components.count > mostLevels { return .nameTooLong }
        for component in components {
            if let rule = fault(inComponent: component) { return rule }
        }
        return nil
    }

    /// The key under which two names are the same file on a system that ignores case: NFC and case-folded.
    package static func folded(_ name: String) -> String {
        String(decoding: foldedBytes(name), as: UTF8.self)
    }

    /// The same as UTF-8.
    static func foldedBytes(_ name: String) -> [UInt8] {
        LatinFold.folded(name) ?? Array(slowlyFolded(name).utf8)
    }

    static func slowlyFolded(_ name: String) -> String {
        let precomposed = name.precomposedStringWithCanonicalMapping
        return precomposed.uppercased().lowercased().precomposedStringWithCanonicalMapping
    }

    private static func fault(inComponent component: Slice<UnsafeBufferPointer<UInt8>>) -> ZipError.Rule? {
        guard let last = component.last else { return .nameEmpty }
        if component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8) { return .nameParent }
        if component.count > longestComponent { return .nameTooLong }
        if last == UInt8(ascii: ".") || last == UInt8(ascii: " ") { return .nameTrailingDotOrSpace }
        return isDevice(component) ? .nameReserved : nil
    }

    private static func isAbsolute(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if name[0] == UInt8(ascii: "/") || name[0] == UInt8(ascii: "~") { return true }
        guard name.count > 1, name[1] == UInt8(ascii: ":") else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(name[0] | 0x20)
    }

    /// Whether there is a backslash, a colon or a control character (general category Cc) in UTF-8.
    private static func hasForbidden(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in name {
            if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ":") {
                return true
            }
            if before == 0xC2 && byte < 0xA0 { return true }
            before = byte
        }
        return false
    }

    /// Windows takes the part before the first dot, less trailing spaces, for the device.
    private static func isDevice(_ component: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var stem = component.prefix { $0 != UInt8(ascii: ".") }
        while stem.last == UInt8(ascii: " ") { stem.removeLast() }
        // A superscript digit takes two bytes.
        return stem.count <= 8 && devices.contains(String(decoding: stem, as: UTF8.self).lowercased())
    }

    private static func isNFC(_ name: String) -> Bool {
        LatinFold.isPrecomposed(name)
            || name.utf8.elementsEqual(name.precomposedStringWithCanonicalMapping.utf8)
    }
}

/// What `ZipName` asks of Unicode, answered at once for the letters Vietnamese names are made of.
enum LatinFold {
    /// Letters outside the ranges below whose small form is the next number.
    private static let capitals: Set<UInt32> = [0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF]

    /// A name under NFC and case folding, as UTF-8; nil when there are other letters in it.
    static func folded(_ name: String) -> [UInt8]? {
        var folded: [UInt8] = []
        folded.reserveCapacity(name.utf8.count)
        for scalar in name.unicodeScalars {
            guard let small = small(scalar.value) else { return nil }
            if small < 0x80 {
                folded.append(UInt8(small))
            } else if small < 0x800 {
                folded += [0xC0 | UInt8(small >> 6), 0x80 | UInt8(small & 0x3F)]
            } else {
                folded += [
                    0xE0 | UInt8(small >> 12), 0x80 | UInt8(small >> 6 & 0x3F), 0x80 | UInt8(small & 0x3F),
                ]
            }
        }
        return folded
    }

    /// Whether a name is certainly in NFC: no scalar of it takes part in a composition (UAX #15, quick check).
    static func isPrecomposed(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy {
            $0.value < 0x300 || (0x1E00...0x1EFF).contains($0.value) || isPunctuation($0.value)
        }
    }

    private static func small(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x41...0x5A: scalar + 0x20
        case 0..<0x80: scalar
        case 0xC0...0xD6, 0xD8...0xDE: scalar + 0x20
        case 0xE0...0xF6, 0xF8...0xFE: scalar
        case 0x1EA0...0x1EF9: scalar | 1
        case _ where isPunctuation(scalar): scalar
        case _ where capitals.contains(scalar): scalar + 1
        case _ where capitals.contains(scalar - 1): scalar
        default: nil
        }
    }

    /// Dashes, quotation marks, the ellipsis.
    private static func isPunctuation(_ scalar: UInt32) -> Bool { (0x2010...0x2027).contains(scalar) }
}
