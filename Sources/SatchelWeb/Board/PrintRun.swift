import SatchelCore

/// How many copies of each paper have to be printed for the paper folders that an edition was supplied to.
struct PrintRun {
    private let desk: KitDesk
    private var lines: [(item: EditionItem, count: Int)] = []
    private var folders = 0

    init(_ desk: KitDesk, _ edition: Edition) throws {
        self.desk = desk
        let visit = desk.visit
        let items = try visit.register.items(of: edition).filter { $0.kind != .generated && !$0.isRemoved }
        var held: [Int?: Int] = [:]
        for group in try visit.register.countToday(kit: desk.slug).groups
        where group.judgement.copy == .paper && group.judgement.supplied == edition.number {
            held[group.judgement.held, default: 0] += group.count
        }
        var counts: [String: Int] = [:]
        for (number, count) in held where number.map({ $0 < edition.number }) ?? true {
            folders += count
            let put: [EditionItem]
            if let number {
                let old = try visit.register.edition(of: desk.slug, number: number)
                put = try visit.office.changes(from: old, to: edition).lines.filter { $0.kind != .moved }
                    .flatMap(\.putIn)
            } else {
                put = items
            }
            for item in put { counts[item.identity, default: 0] += count }
        }
        lines = items.compactMap { item in counts[item.identity].map { (item, $0) } }
        labels = try visit.register.labels()
    }

    private var labels: [String: String] = [:]

    var html: HTML {
        let visit = desk.visit
        if lines.isEmpty {
            return visit.card(
                nil,
                "<p>\(visit.say("Mọi cặp giấy được cấp đều đã có đợt này: không phải in.", "Every paper folder supplied has it: nothing to print."))</p>"
            )
        }
        let total = lines.map(\.count).reduce(0, +)
        let rows = lines.map { item, count -> [HTML] in
            let state: HTML? =
                item.blob == nil
                ? Mark.none(visit.say("chưa có tệp, chụp từ bản giấy", "no file: copy from paper")) : nil
            return [
                PageWords.name(labels[item.identity] ?? item.identity), .text(item.slot), .text("\(count)"),
                state ?? "",
            ]
        }
        let table = Table(
            [
                .init(visit.say("Tài liệu", "Paper")), .init(visit.say("Ngăn", "Slot")),
                .init(visit.say("Số bản", "Copies"), isNumber: true), .init(visit.say("Ghi chú", "Remarks")),
            ], rows: rows)
        let told = visit.say(
            "\(folders) cặp giấy chưa có đợt này; cộng \(total) bản. Mỗi cặp chỉ in phần thay đổi so với đợt đang giữ.",
            "\(folders) paper folders do not have it yet; \(total) copies in all. For each, what changed since the one it holds."
        )
        return visit.card(nil, "<p>\(told)</p>\(table.html)")
    }
}
