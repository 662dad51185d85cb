import Foundation
import NIOPosix
import SatchelCore

/// What all pages share: the office, what counts visits, and the threads on which handlers run.
package struct Site: Sendable {
    package let office: Office
    /// Whether browsers reach it by HTTPS: cookies are then bound to it.
    package let isSecure: Bool
    /// The address of the proxy whose word about the visitor's address is taken; nil when there is none.
    package let proxy: String?
    /// Handlers wait for the disk and for the writer; what waits for it together is written together.
    let threads = Site.shared
    let metrics = Metrics()
    let limits = RateLimits()
    let work = LongWork()
    let shelf = KitShelf()
    let previews = PreviewedTables()
    let receipts: ReceiptDesk

    package init(office: Office, isSecure: Bool = false, proxy: String? = nil) {
        self.office = office
        self.isSecure = isSecure
        self.proxy = proxy
        receipts = ReceiptDesk(office.register)
    }

    private static let shared: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 32)
        pool.start()
        return pool
    }()

    /// The name of the cookie that holds a session's secret (RFC 6265bis: `__Host-` binds it to this host by HTTPS).
    func cookie(_ kind: SessionCookie.Kind) -> String { (isSecure ? "__Host-" : "") + kind.rawValue }
}
