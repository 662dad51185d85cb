extension KitManifest {
    /// The manifest of an edition from which something was removed: its places say so, and nothing names it.
    /// - Parameters:
    ///   - places: the places of `entries` that were emptied.
    ///   - paths: the paths of the edition's items from now on, place by place; and the top folder.
    func removing(
        _ places: Set<Int>, paths: [String?], folder: String, on day: Day, naming names: RemovedNames
    ) -> KitManifest {
        var manifest = self
        manifest.name = name.scrubbed(names)
        manifest.folder = folder
        manifest.sections = sections.map { $0.scrubbed(names) }
        for (place, entry) in entries.enumerated() where entry.removedOn == nil {
            manifest.entries[place] =
                places.contains(place)
                ? entry.removed(number: place + 1, on: day, names)
                : entry.scrubbed(names, path: place < paths.count ? paths[place] : entry.path)
        }
        let gone = Set(places.filter(entries.indices.contains).map { entries[$0].name.vi })
        manifest.changes = changes.compactMap { $0.scrubbed(names, gone) }
        return manifest
    }
}

extension KitManifest.Name {
    fileprivate func scrubbed(_ names: RemovedNames) -> KitManifest.Name {
        KitManifest.Name(vi: names.scrubbed(vi) ?? vi, en: names.scrubbed(en) ?? en)
    }
}

extension KitManifest.Entry {
    fileprivate func removed(number: Int, on day: Day, _ names: RemovedNames) -> KitManifest.Entry {
        KitManifest.Entry(
            section: section, slot: slot, slotName: slotName.scrubbed(names), kind: kind, identity: "removed",
            name: KitManifest.Name(Removal.label), title: "", path: nil, sha256: nil, size: nil,
            document: nil,
            revision: nil, usableFrom: nil,
            note: KitManifest.Name(Removal.note(slot: slot, number: number, on: day)), removedOn: day.iso)
    }

    fileprivate func scrubbed(_ names: RemovedNames, path: String?) -> KitManifest.Entry {
        KitManifest.Entry(
            section: section, slot: slot, slotName: slotName.scrubbed(names), kind: kind,
            identity: names.scrubbed(identity) ?? identity, name: name.scrubbed(names),
            title: names.scrubbed(title) ?? title, path: path, sha256: sha256, size: size,
            document: document, revision: revision, usableFrom: usableFrom, note: note?.scrubbed(names),
            removedOn: removedOn)
    }
}

extension KitManifest.Change {
    /// What was removed is put in no more, and taken out without its name; the day goes, which was its own. Nil when
    /// nothing is left to do, or the old paper is to stay.
    fileprivate func scrubbed(_ names: RemovedNames, _ gone: Set<String>) -> KitManifest.Change? {
        func isGone(_ label: String) -> Bool { gone.contains(label) || names.isName(label) }
        let scrub = { (label: String) in names.scrubbed(label) ?? label }
        let left = putIn.filter { !isGone($0) }.map(scrub)
        let out = takeOut.map { isGone($0) ? Removal.label.vi : scrub($0) }
        if left == putIn, out == takeOut { return self }
        if left.isEmpty, out.isEmpty || isComing { return nil }
        let isOwnDay = left.count < putIn.count || out != takeOut
        return KitManifest.Change(
            kind: left.isEmpty ? ChangeList.Kind.removed.rawValue : kind, takeOut: out, putIn: left,
            from: isOwnDay ? nil : from, isComing: isComing)
    }
}
