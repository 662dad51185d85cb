import HTTPTypes
import Hummingbird
import SatchelCore

/// An error as programs read it (RFC 9457, application/problem+json).
enum Problem {
    static let mediaType = "application/problem+json"

    /// One mistake: in what was sent by its pointer, in a file by its line and column.
    private struct Fault: Sendable {
        let place: String?
        let line: Int?
        let column: Int?
        let code: String
        let detail: String?
    }

    /// An error with how it is told.
    private struct Told: Sendable {
        let error: SatchelError
        let status: HTTPResponse.Status
        let language: Language
        let faults: [Fault]
    }

    private static let fault = Record<Fault>(
        "Fault",
        [
            .textIfAny("pointer", \.place), .wholeIfAny("line", \.line), .wholeIfAny("column", \.column),
            .text("code", \.code), .textIfAny("detail", \.detail),
        ])

    private static let record = Record<Told>(
        "Problem",
        [
            .text("type") { "urn:satchel:error:\($0.error.code.rawValue)" },
            .text("title", \.error.code.rawValue), .whole("status", \.status.code),
            .text("detail") { $0.error.message(in: $0.language) }, .many("faults", fault, \.faults),
        ])

    /// Its shape.
    static var schema: Schema { record.schema }

    /// An error as it is sent.
    static func answer(_ error: SatchelError, for visit: Visit) -> Answer {
        let language = Language.wanted(by: visit)
        let sent = (error.cause as? InputFaults)?.all.map {
            Fault(place: $0.place, line: nil, column: nil, code: $0.code, detail: $0.text(language))
        }
        let inFile = error.faults.map {
            Fault(
                place: nil, line: $0.line, column: $0.column, code: $0.code.rawValue,
                detail: SatchelError($0.code, $0.arguments).message(in: language))
        }
        let told = Told(error: error, status: status(error), language: language, faults: sent ?? inFile)
        var answer = Answer.json(record.json(told), status: told.status)
        answer.headers[.contentType] = mediaType
        answer.headers[.contentLanguage] = language.rawValue
        if error.code == .signInNeeded { answer.headers[.wwwAuthenticate] = "Bearer realm=\"satchel\"" }
        return answer
    }

    /// As for pages, but that what is there already or was overtaken conflicts, and a body that is no JSON is broken.
    static func status(_ error: SatchelError) -> HTTPResponse.Status {
        switch error.code {
        case .jsonBroken, .requestKeyBroken: .badRequest
        case .mediaTypeRefused: .unsupportedMediaType
        case .requestRunning, .requestRepeated, .accountTwice, .bodyTwice, .documentTwice, .editionTwice,
            .fileTwice,
            .nodeTwice, .relationTwice, .submittedAlready, .suppliedAlready, .submissionChanged,
            .submissionJudged, .submissionReplaced, .relationConfirmed, .editionUnchanged, .templateUnchanged,
            .editionWithdrawn, .reorganisationBuiltUpon, .notApproved, .notSubmitted, .lastAdministrator,
            .workGoesOn:
            .conflict
        case .removalUnknown, .reorganisationUnknown, .templateUnknown, .fileUnknown, .accountUnknown,
            .delegationUnknown, .bodyUnknown,
            .noticeUnknown,
            .tokenUnknown:
            .notFound
        case .tokenNotYours: .forbidden
        case .fileTooLarge: .contentTooLarge
        default: HTTPResponse.Status(error)
        }
    }
}
