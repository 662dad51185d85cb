import Sending

/// Any bytes as a mailbox of delivery reports.
enum ReportFuzz {
    /// What is read keeps its limits, holds nothing that is not there, and reads the same with either line end.
    static func run(_ bytes: [UInt8]) {
        let (reports, mails) = DeliveryReport.all(in: bytes)
        must(reports.count <= 100 * max(mails, 1), "\(reports.count) of \(mails)")
        for report in reports {
            must(report.diagnostic?.count ?? 0 <= 500, "a long diagnostic")
            must(report.recipient.map { $0.contains("@") && $0.utf8.count <= 320 } ?? true, "no address")
            must(report.messageID.map { $0.hasPrefix("<") && $0.hasSuffix(">") } ?? true, "no id")
            let parts = report.status.split(separator: ".")
            must(report.status.isEmpty || parts.count == 3, report.status)
        }
        guard !bytes.contains(0x0D) else { return }
        let other = DeliveryReport.all(in: bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
        must(other.mails == mails && other.reports == reports, "other line ends, other reports")
    }
}
