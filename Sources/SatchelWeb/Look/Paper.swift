import Hummingbird
import SatchelCore

extension Visit {
    /// One of the office's papers, to look at and to print: a whole document with its own styles, which the policy
    /// then allows by their hash.
    package func paper(_ document: String) -> Answer {
        var answer = Answer.text(document, as: "text/html; charset=utf-8")
        answer.headers[.contentSecurityPolicy] = SecurityHeaders.policy(
            styles: Visit.styles(in: document), scripts: [])
        return answer
    }

    /// The texts between `<style>` and `</style>`; what people wrote is escaped and has none.
    private static func styles(in document: String) -> [String] {
        document.matches(of: /(?s)<style>(.*?)<\/style>/).map { String($0.output.1) }
    }
}
