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
        if isAbsolute(name) { return .nameAbsolute }
        if name.unicodeScalars.contains(where: isForbidden) { return .nameBackslashColonControl }
        let components = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if components.count > mostLevels { return .nameTooLong }
        for component in components {
            if let rule = fault(inComponent: Substring(component)) { return rule }
        }
        return isNFC(name) ? nil : .nameNotNFC
    }

    /// The key under which two names are the same file on a system that ignores case: NFC and case-folded.
    package static func folded(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
        let precomposed = name.precomposedStringWithCanonicalMapping
        return precomposed.uppercased().lowercased().precomposedStringWithCanonicalMapping
    }

    private static func fault(inComponent component: Substring) -> ZipError.Rule? {
        if component.isEmpty { return .nameEmpty }
        if component == "." || component == ".." { return .nameParent }
        if component.utf8.count > longestComponent { return .nameTooLong }
        if component.utf8.last == UInt8(ascii: ".") || component.utf8.last == UInt8(ascii: " ") {
            return .nameTrailingDotOrSpace
        }
        return isDevice(component) ? .nameReserved : nil
    }

    private static func isAbsolute(_ name: String) -> Bool {
        let head = Array(name.utf8.prefix(2))
        if head.first == UInt8(ascii: "/") || head.first == UInt8(ascii: "~") { return true }
        guard head.count == 2, head[1] == UInt8(ascii: ":") else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(head[0] | 0x20)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\\" || scalar == ":" || scalar.properties.generalCategory == .control
    }

    /// Windows takes the part before the first dot, less trailing spaces, for the device.
    private static func isDevice(_ component: Substring) -> Bool {
        var stem = component.unicodeScalars.prefix { $0 != "." }
        while stem.last == " " { stem.removeLast() }
        return stem.count <= 7 && devices.contains(Substring(stem).lowercased())
    }

    private static func isNFC(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0 < 0x80 }
            || name.utf8.elementsEqual(name.precomposedStringWithCanonicalMapping.utf8)
    }
}
