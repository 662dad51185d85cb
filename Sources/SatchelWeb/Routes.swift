/// Every address of the site, in one table.
package enum Routes {
    package static let all: [Route] = doors + secretary + desk + register + organisation + office + programs

    /// The nearest address at or above a path that can be opened.
    /// - Parameter route: the path's route.
    static func page(above path: String, of route: String) -> String {
        var parts = path.split(separator: "/")
        var places = route.split(separator: "/")
        while !places.isEmpty, !openable.contains("/" + places.joined(separator: "/")) {
            places.removeLast()
            parts = Array(parts.prefix(places.count))
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The routes that GET takes.
    private static let openable = Set(all.filter { $0.method == .get }.map(\.path))

    private static let doors = ServicePages.routes + SignInPages.routes

    private static let secretary =
        OpenPages.routes + SecretaryPage.routes + SecretaryFolder.routes + SlipPages.routes
        + FolderCheckPages.routes

    private static let desk =
        HomePage.routes + KitPages.routes + ReviewPages.routes + SavedReviewPages.routes + ReceiptPages.routes
        + ReceiptCodePages.routes + SheetPages.routes + NoticePages.routes + DueNoticePages.routes

    private static let register =
        DocumentPages.routes + RelationPages.routes + BodyPages.routes + TemplatePages.routes
        + RemovalPages.routes + ListPages.routes + ExportPages.routes

    private static let organisation =
        OrganisationPages.routes + BranchPages.routes + ReorganisationPages.routes

    private static let office =
        AccountPages.routes + TokenPages.routes + LogPages.routes + SettingsPages.routes + BackupPages.routes
        + CheckPages.routes

    private static let programs = Interface.routes + Feed.routes
}
