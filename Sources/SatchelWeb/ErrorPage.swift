import Foundation
import Hummingbird
import SatchelCore

/// What a visitor sees when something was refused or went wrong: what, and what to do; never a raw error.
enum ErrorPage {
    static func answer(_ error: SatchelError, for visit: Visit, _ route: Route?) -> Answer {
        if visit.path.hasPrefix("/api/") { return Problem.answer(error, for: visit) }
        if error.code == .signInNeeded, route?.method == .get {
            let query = visit.query.urlEncoded
            let wanted = visit.path + (query.isEmpty ? "" : "?" + query)
            return .seeOther("/sign-in?to=" + Fields.encoded(wanted))
        }
        if error.code == .linkNeeded, route?.method == .get { return .seeOther("/k/open") }
        var bare = visit
        bare.refusal = nil
        let lines = error.message(in: visit.language).split(separator: "\n").map(String.init)
        let back = isBoard(visit) ? "/" : visit.path.hasPrefix("/k") ? "/k" : "/"
        return bare.page(
            visit.say("Chưa làm được", "Not done"), isNarrow: true, status: HTTPResponse.Status(error),
            """
            <h1>\(visit.say("Chưa làm được", "Not done"))</h1>
            <div class="note bad" role="alert">\(lines.map { "<p>\($0)</p>" as HTML })</div>
            <p><a class="button second" href="\(back)">\(visit.say("Về trang đầu", "To the first page"))</a></p>
            """)
    }

    private static func isBoard(_ visit: Visit) -> Bool {
        if case .account = visit.who { return true }
        return false
    }
}
