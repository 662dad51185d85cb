/// What a mail system says about a delivery in three numbers (RFC 3463), for example `5.1.1`.
package struct EnhancedStatus: Hashable, Sendable {
    package let kind: Int
    package let subject: Int
    package let detail: Int

    /// Reads the numbers at the beginning of a text, up to a blank; nil when there are none.
    package init?(_ text: String) {
        let word = text.drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { (1...3).contains($0.count) ? Int($0) : nil }
        guard parts.count == 3, numbers.count == 3, [2, 4, 5].contains(numbers[0]) else { return nil }
        (kind, subject, detail) = (numbers[0], numbers[1], numbers[2])
    }

    /// Whether it blames the address: its addressing (X.1), but for the sender's (X.1.7, X.1.8), or its mailbox (X.2),
    /// but for the size of this one mail (X.2.3).
    package var blamesAddress: Bool {
        switch subject {
        case 1: detail != 7 && detail != 8
        case 2: detail != 3
        default: false
        }
    }

    /// Whether it is about what the sender may (X.7).
    var isAboutRights: Bool { subject == 7 }

    /// Whether it says nothing in particular (X.0.0).
    var isVague: Bool { subject == 0 && detail == 0 }
}
