/// The pages of issued editions.
enum EditionPages {
    static let routes: [Route] =
        [.get("/kits/{kit}/editions/{edition}", .account, EditionPage.show)] + EditionFiles.routes
        + EditionActs.routes + SupplyPages.routes + EditionPapers.routes + PersonalPages.routes
}
