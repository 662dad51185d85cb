import Foundation

extension Office {
    /// What removing a document would take with it; nothing changes.
    /// - Throws: `documentUnknown`, `blobMissing`, `blobAltered`.
    package func outlook(onRemoving document: Document) throws -> RemovalOutlook {
        let plan = try register.removalPlan(of: document.id)
        let changed = try plan.editions.compactMap { try changes(to: $0.edition, $0.items, plan) }
        let places = changed.flatMap { change in
            change.emptied.map { position in
                Removal.Place(
                    kit: change.edition.kit, edition: change.edition.number,
                    issuedOn: change.edition.issuedOn,
                    slot: change.items[position].slot, number: position + 1)
            }
        }
        return RemovalOutlook(
            document: plan.document, files: plan.files, alike: plan.alike, resting: plan.resting,
            editions: changed.map { "\($0.edition.kit)/\($0.edition.number)" }, staying: plan.staying,
            report: try report(on: nil, places: places))
    }

    /// Removes a document that must not be here (gỡ khẩn cấp), for good: its bytes, its names, and its places in
    /// editions, which are made anew without it. What cannot be reached from here is told in the report.
    ///
    /// The new pages are in the store before the one transaction, the old bytes leave it after: stopped in between,
    /// either nothing has changed or `finishRemovals(by:)` does what is left.
    /// - Throws: `removalReasonMissing`, `removalReasonTells`, `documentUnknown`, `blobMissing` when an edition could
    ///   not be made anew, `registerBusy`.
    @discardableResult
    package func remove(
        _ document: Document, because reason: String, by actor: Actor
    ) throws -> RemovalReport {
        guard let reason = VietnameseText.kept(reason) else { throw SatchelError(.removalReasonMissing) }
        let number = try commit(removalOf: document, because: reason, by: actor)
        // Done by now; what could not be cleaned up is told, and done when the command is repeated.
        _ = try? finishRemovals(by: actor)
        return try report(on: number)
    }

    /// Once more when something was recorded in between.
    private func commit(
        removalOf document: Document, because reason: String, by actor: Actor
    ) throws -> Int64 {
        for _ in 1...3 {
            let plan = try register.removalPlan(of: document.id)
            if plan.names.isTold(by: reason) { throw SatchelError(.removalReasonTells) }
            var made: [String] = []
            do {
                let editions = try plan.editions.compactMap { edition, items in
                    try changes(to: edition, items, plan).map { try rebuild($0, noting: &made) }
                }
                return try register.remove(
                    plan, editions, strays: try strays(naming: plan.names), because: reason, by: actor)
            } catch {
                for sha256 in made { store.erase(sha256) }
                guard error is Register.Moved else { throw error }
            }
        }
        throw SatchelError(.registerBusy)
    }

    /// Clears away what removals left in the files: stored bytes, drafts, free pages and journal of the register.
    /// Does nothing where all is clean; may be repeated.
    /// - Returns: how many files went. - Throws: `registerBusy` while another program reads the register.
    @discardableResult
    package func finishRemovals(by actor: Actor) throws -> Int {
        let removals = try register.removals()
        guard !removals.isEmpty else { return 0 }
        let left = try register.leftovers(among: store.hashes())
        for sha256 in left { store.erase(sha256) }
        let unclean = removals.filter { !$0.isClean }.map(\.number)
        guard !unclean.isEmpty else { return left.count }
        // Whoever is just writing one has to begin again.
        try? FileManager.default.removeItem(atPath: "\(folder)/drafts")
        guard try register.erase() else { throw SatchelError(.registerBusy) }
        try register.recordCleaned(unclean, by: actor)
        return left.count
    }

    /// Stored texts that no row of the register knows and that name what is removed: pages of an issue that was
    /// broken off.
    private func strays(naming names: RemovedNames) throws -> Set<String> {
        let known = try register.storedHashes()
        return store.hashes().subtracting(known).filter { store.text(of: $0).map(names.isNamed) ?? false }
    }

    /// A removal with the lists that people work through: who received it, and which copies of the register hold it.
    /// - Throws: `removalUnknown`.
    package func report(on number: Int64) throws -> RemovalReport {
        let removal = try register.removal(number)
        return try report(on: removal, places: removal.places)
    }

    private func report(on removal: Removal?, places: [Removal.Place]) throws -> RemovalReport {
        var seen: Set<String> = []
        let editions = places.filter { seen.insert("\($0.kit)/\($0.edition)").inserted }
        let (receivers, withoutProof) = try register.receivers(of: editions.map { ($0.kit, $0.edition) })
        let kits = try Set(places.map(\.kit)).map { ($0, try register.kit($0).definition.name) }
        return RemovalReport(
            removal: removal, places: places, receivers: receivers, withoutProof: withoutProof,
            copies: try register.copies(before: removal?.number), kits: Dictionary(uniqueKeysWithValues: kits)
        )
    }
}

/// What changes in an edition when something is removed.
private struct EditionChange {
    let edition: Edition
    /// All of them, as they are.
    let items: [EditionItem]
    let emptied: [Int]
    /// Without the pages, as they will be.
    let contents: [EditionItem]
    let manifest: KitManifest
    let isASCII: Bool

    var paths: [Int: String] {
        var paths: [Int: String] = [:]
        for (place, item) in contents.enumerated() where item.path != items[place].path {
            if let path = item.path { paths[place] = path }
        }
        return paths
    }
}

extension Office {
    /// What a removal changes in an edition; nil when the edition neither holds nor names it.
    private func changes(
        to edition: Edition, _ items: [EditionItem], _ plan: RemovalPlan
    ) throws -> EditionChange? {
        let old = Array(items.prefix { $0.kind != .generated })
        let isASCII = items.contains { $0.path == KitBuilder.contentsPath(ascii: true) }
        let emptied = old.indices.filter { place in
            !old[place].isRemoved
                && (old[place].documentID == plan.document.id
                    || old[place].blob.map { plan.hashes.contains($0.sha256) } ?? false)
        }
        func safe(_ text: String) -> String {
            guard let new = plan.names.scrubbed(text) else { return text }
            return isASCII ? KitPath.ascii(new) : new
        }
        let contents = old.enumerated().map { place, item in
            emptied.contains(place) ? item.emptied : item.renamed(item.path.map(safe))
        }
        let before = try manifest(of: edition)
        let manifest = before.removing(
            Set(emptied), paths: contents.map(\.path), folder: safe(edition.folder), on: clock.today,
            naming: plan.names)
        guard !emptied.isEmpty || manifest != before else { return nil }
        return EditionChange(
            edition: edition, items: items, emptied: emptied, contents: contents, manifest: manifest,
            isASCII: isASCII)
    }

    /// Makes an edition's pages anew in the store, and its archive, to know its hash.
    /// - Parameter made: what was not in the store before.
    private func rebuild(_ change: EditionChange, noting made: inout [String]) throws -> RebuiltEdition {
        let pages = try KitBuilder.pages(
            for: change.manifest, items: change.contents, ascii: change.isASCII)
        made += pages.map { BlobStore.sha256($0.bytes) }.filter {
            !FileManager.default.fileExists(atPath: store.path(of: $0))
        }
        let builder = KitBuilder(store: store)
        let frozen = try builder.frozen(pages)
        let edition = change.edition
        let plan = try builder.plan(
            change.contents + frozen, folder: change.manifest.folder, day: edition.issuedOn)
        let old = change.items.filter { $0.kind == .generated }.compactMap { $0.blob?.sha256 }
        return RebuiltEdition(
            id: edition.id, folder: change.manifest.folder, emptied: change.emptied, paths: change.paths,
            pages: frozen, oldPages: Set(old).subtracting(frozen.compactMap { $0.blob?.sha256 }),
            archive: (try SatchelError.wrapping(edition.folder) { try plan.sha256() }, Int64(plan.length)))
    }
}

extension EditionItem {
    /// The place it had.
    fileprivate var emptied: EditionItem {
        EditionItem(
            slot: slot, kind: kind, identity: identity, documentID: documentID, path: nil, blob: nil,
            isRemoved: true)
    }

    fileprivate func renamed(_ path: String?) -> EditionItem {
        EditionItem(
            slot: slot, kind: kind, identity: identity, documentID: documentID,
            templateRevisionID: templateRevisionID, path: path, blob: blob, usableFrom: usableFrom,
            reason: reason, isRemoved: isRemoved)
    }
}
