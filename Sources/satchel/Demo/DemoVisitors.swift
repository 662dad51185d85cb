import Foundation
import SatchelCore

/// Lets people into a sample office that is served: an account for each role, and one secretary's link.
enum DemoVisitors {
    /// Opens the office under the real clock, with addresses that lead to where it is served.
    /// - Throws: as `Office.open`; what the register refuses.
    static func letIn(to folder: String, _ sample: SampleOffice, at listening: ListeningOptions) throws
        -> Office
    {
        var settings = sample.settings
        settings.baseAddress = try listening.address()
        try settings.write(to: "\(folder)/settings.yaml")
        let office = try Office.open(at: folder)
        let password = "mau-\(Office.randomID().prefix(8))"
        let people: [(String, Account.Role)] = [
            ("quan-tri", .administrator), (DemoOffice.deputyName, .issuer), (sample.user, .clerk),
            ("kiem-tra", .viewer),
        ]
        let administrator = Actor(user: "quan-tri")
        say(
            Text("Đăng nhập (mật khẩu chung: {password}):", "Sign in (one password for all: {password}):"),
            ["password": password])
        for (name, role) in people {
            try office.register.add(
                account: NewAccount(name: name, role: role, from: office.clock.today), by: administrator)
            try office.setPassword(password, invitation: try office.invite(account: name, by: administrator))
            print("  \(name)  \(role.text.chosen)")
        }
        if let notice = try office.register.notices(of: sample.kits[0]).last(where: { $0.person != nil }) {
            say(
                Text("Trang của bí thư {person}: {link}", "The page of secretary {person}: {link}"),
                ["person": notice.person ?? "", "link": try office.link(for: notice)])
        }
        return office
    }

    private static func say(_ text: Text, _ arguments: [String: String]) { print(text.chosen(arguments)) }
}
