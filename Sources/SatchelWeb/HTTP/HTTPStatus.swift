import Hummingbird
import SatchelCore

extension HTTPResponse.Status {
    /// The status that tells of an error of the register; the one place where codes become statuses.
    package init(_ error: SatchelError) {
        self =
            switch error.code {
            case .signInNeeded, .linkNeeded: .unauthorized
            case .signInRefused, .linkInvalid, .formForged, .notPermitted, .roleRefused, .outsideAccount,
                .accountExpired, .accountMissing, .accountNotYet, .delegationMissing, .foreignEdition,
                .kitOfOthers, .wholeOfficeNeeded:
                .forbidden
            case .pageMissing, .documentUnknown, .kitUnknown, .editionUnknown, .nodeUnknown, .reviewUnknown,
                .evidenceUnknown, .relationUnknown, .templateUnknown, .removalUnknown, .fileUnknown,
                .scanMissing, .blobMissing, .fileMissing, .backupGone, .backupUnknown, .workUnknown,
                .receiptCodeUnknown:
                .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .requestRepeated: .conflict
            case .uploadTooLarge: .contentTooLarge
            case .triedTooOften: .tooManyRequests
            case .registerBusy: .serviceUnavailable
            case .diskFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
            case .programFailed, .storeFailed, .registerBroken, .registerRefused, .blobAltered:
                .internalServerError
            default: .unprocessableContent
            }
    }
}
