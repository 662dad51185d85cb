import SatchelCore

/// How a kit stands today, for a line of the list and for the head of its page.
struct KitStanding {
    let kit: Kit
    /// The newest edition that is in use.
    let latest: Edition?
    /// What the next edition would do today, or why that cannot be told.
    let next: Result<KitPreview, SatchelError>
    let signOff: SignOff?
    let count: HoldingsCount?
    let owners: [String]

    /// - Parameter editions: of this kit, oldest first.
    init(_ kit: Kit, _ editions: [Edition], _ register: Register) throws {
        let (slug, today) = (kit.definition.slug, register.clock.today)
        self.kit = kit
        latest = editions.last { $0.withdrawnOn == nil }
        do {
            next = .success(try register.preview(kit: slug, on: today))
        } catch let error as SatchelError {
            next = .failure(error)
        }
        signOff = try? register.signOff(of: slug)
        count = latest == nil ? nil : try register.countToday(kit: slug)
        owners = try register.owners(of: slug, on: today)
    }

    var preview: KitPreview? { try? next.get() }

    /// How many lines the next change list would have; everything counts as one before the first edition.
    var waiting: Int { preview.map { $0.previous == nil ? 1 : $0.changes.lines.count } ?? 0 }

    /// How far the sign-off has come, as a word with its colour.
    func mark(_ language: Language) -> HTML? {
        guard let signOff else { return nil }
        if signOff.isChanged, [.submitted, .approved].contains(signOff.step) {
            return Mark.bad(Text("sổ đã đổi, cần trình lại", "changed since: submit again")(language))
        }
        switch signOff.step {
        case .draft: return waiting == 0 ? nil : Mark.none(signOff.step.text(language))
        case .submitted: return Mark.late(signOff.step.text(language))
        case .returned: return Mark.bad(signOff.step.text(language))
        case .approved: return Mark.ok(signOff.step.text(language))
        }
    }

    /// A bar of who holds what of one copy, with the same in words.
    func bar(_ copy: Copy, _ language: Language) -> HTML? {
        guard let count, let latest else { return nil }
        var counts: [HoldingsAudit.EditionVerdict: Int] = [:]
        for group in count.groups where group.judgement.copy == copy {
            counts[group.judgement.edition, default: 0] += group.count
        }
        counts[.notRecipient] = nil
        let total = counts.values.reduce(0, +)
        if total == 0 { return nil }
        let held = counts[.latest, default: 0] + counts[.ahead, default: 0]
        let old = counts[.behind, default: 0]
        let bad = counts[.withdrawn, default: 0] + counts[.notHandedOver, default: 0]
        let label = Text(
            "{copy}: {held}/{total} nơi có đợt {n}", "{copy}: {held} of {total} hold edition {n}")(
                language,
                [
                    "copy": copy.text(language), "held": "\(held)", "total": "\(total)",
                    "n": "\(latest.number)",
                ])
        return """
            <div>\(Bar.html([("ok", held), ("late", old), ("bad", bad), ("none", counts[.none, default: 0])], label: label))\
            <span class="small">\(PageWords.capital(label))</span></div>
            """
    }
}
