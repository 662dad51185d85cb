/// A header's value with its parameters: `form-data; name="a"; filename="b"` (RFC 2045, 5.1), as programs write it.
struct ParameterList {
    /// What stands before the parameters, in lower case.
    let head: [UInt8]
    /// In order, names in lower case.
    private(set) var parameters: [(name: [UInt8], value: [UInt8])] = []

    /// Nil when it is not of that form.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        head = ParameterList.takeToken(&rest, alsoSlash: true)
        guard !head.isEmpty else { return nil }
        while true {
            ParameterList.skipSpace(&rest)
            guard let separator = rest.popFirst() else { return }
            guard separator == UInt8(ascii: ";") else { return nil }
            ParameterList.skipSpace(&rest)
            // A semicolon at the end is common.
            if rest.isEmpty { return }
            let name = ParameterList.takeToken(&rest)
            ParameterList.skipSpace(&rest)
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { return nil }
            ParameterList.skipSpace(&rest)
            guard let value = ParameterList.takeValue(&rest) else { return nil }
            parameters.append((name, value))
        }
    }

    /// The values of all parameters of that name.
    func values(_ name: String) -> [[UInt8]] {
        parameters.filter { $0.name.elementsEqual(name.utf8) }.map(\.value)
    }

    private static func skipSpace(_ rest: inout ArraySlice<UInt8>) {
        while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest.removeFirst() }
    }

    /// Token characters (RFC 9110, 5.6.2), put into lower case.
    private static func takeToken(_ rest: inout ArraySlice<UInt8>, alsoSlash: Bool = false) -> [UInt8] {
        let token = rest.prefix { isToken($0) || alsoSlash && $0 == UInt8(ascii: "/") }
        rest = rest[token.endIndex...]
        return lowered(token)
    }

    static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        if rest.first == UInt8(ascii: "\"") {
            rest.removeFirst()
            return takeQuoted(&rest)
        }
        let value = rest.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 && $0 != 0x22 }
        rest = rest[value.endIndex...]
        return value.isEmpty ? nil : Array(value)
    }

    /// The rest of a quoted string. A backslash counts only before a quote or a backslash: browsers do not double
    /// those of `C:\fakepath\x.pdf`.
    private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return value }
            guard byte == backslash, let next = rest.first, next == quote || next == backslash else {
                value.append(byte)
                continue
            }
            rest.removeFirst()
            // The last quote of all ends the string: the name itself ended in a backslash.
            if next == quote && rest.isEmpty { return value + [backslash] }
            value.append(next)
        }
        return nil
    }
}
