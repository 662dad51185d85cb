/// A recipient of the audited kit and its newest supply by the day, up to the latest edition.
struct AuditRecipient {
    struct Supply {
        let edition: Int
        let on: Day?
        let due: Day?
    }

    let id: Int64
    let node: Int64
    let copyNumber: Int
    var supply: Supply?
}
