/// What can be the telephone number or the mail address of somebody who is to be reached.
package enum Contacts {
    /// Digits that a number has at least: short ones are those of a town or of an office's own exchange.
    private static let fewestDigits = 6

    /// - Parameter node: whose it is, as it is told.
    /// - Throws: `phoneRefused`.
    package static func check(phone: String, of node: String) throws {
        let digits = phone.count { $0.isASCIIDigit }
        if digits < fewestDigits || phone.contains(where: \.isLetter) {
            throw SatchelError(.phoneRefused, ["node": node, "text": phone])
        }
    }

    /// - Throws: `mailRefused`.
    package static func check(mail: String, of node: String) throws {
        if MailAddress(mail) == nil { throw SatchelError(.mailRefused, ["node": node, "text": mail]) }
    }
}

extension NewHolder {
    /// Refuses a number and an address by which nobody can be reached, but for those that are recorded already.
    /// - Throws: `phoneRefused`, `mailRefused`.
    func checkContacts(of node: String, knownAs known: Holder? = nil) throws {
        if let phone = VietnameseText.kept(phone), phone != known?.phone {
            try Contacts.check(phone: phone, of: node)
        }
        if let email = VietnameseText.kept(email), email != known?.email {
            try Contacts.check(mail: email, of: node)
        }
    }
}
