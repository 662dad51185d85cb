import ArgumentParser
import Foundation
import SatchelCore

/// `satchel demo`: from nothing to the three jobs, told as a person would tell it.
struct DemoCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo",
            abstract: Text(
                "Dựng văn phòng mẫu (Ia Pa 2019–2025) và làm cả ba việc.",
                "Build a sample office (Ia Pa 2019–2025) and do the three jobs."
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions

    private var folder: String {
        global.data ?? FileManager.default.currentDirectoryPath + "/satchel-demo"
    }

    func run() throws {
        var progress = Progress(5)
        let demo = try DemoOffice(at: folder)
        say(Text("Văn phòng mẫu tại {folder}\n", "A sample office in {folder}\n"), ["folder": folder])
        try year2019(demo)
        progress.step("2019")
        try year2021(demo)
        progress.step("2021")
        try year2023(demo)
        progress.step("2023")
        try year2025(demo)
        progress.step("2025")
        try audits(demo)
        progress.step("2025")
        say(
            Text(
                """
                Tự làm tiếp (mọi dữ liệu ở lại trong thư mục mẫu):
                  export SATCHEL_DATA={folder}
                  satchel audit {kit} --on 21/11/2025 --all     từng chi bộ, từng bản
                  satchel document list --on 21/11/2025         tình trạng mọi văn bản
                  satchel edition preview {kit}                 đợt tới sẽ có gì
                  satchel edition build {kit} -o cap.zip        đóng gói; rồi: satchel verify cap.zip
                  satchel notices list {kit} --edition 4 --telephone
                """,
                """
                Go on yourself (everything stays in the sample folder):
                  export SATCHEL_DATA={folder}
                  satchel audit {kit} --on 21/11/2025 --all     every branch, every copy
                  satchel document list --on 21/11/2025         the status of every document
                  satchel edition preview {kit}                 what the next edition would hold
                  satchel edition build {kit} -o kit.zip        pack it; then: satchel verify kit.zip
                  satchel notices list {kit} --edition 4 --telephone
                """), ["folder": folder, "kit": DemoOffice.villages])
    }

    private func year2019(_ demo: DemoOffice) throws {
        let nodes = try demo.setUp()
        let documents = try demo.takeIn(upTo: "31/07/2019", revisions: 1)
        try demo.defineKits()
        demo.move(to: "15/08/2019")
        let editions = try demo.issue(due: "31/08/2019")
        demo.move(to: "22/08/2019")
        for kit in [DemoOffice.villages, DemoOffice.committees] {
            try demo.record(.handedOver, .paper, .paper, on: "20/08/2019", kit: kit, edition: 1) { _ in true }
            try demo.record(.handedOver, .electronic, .usb, on: "20/08/2019", kit: kit, edition: 1) { _ in
                true
            }
        }
        say(
            Text(
                """
                2019  Nhập {nodes} tổ chức và {documents} văn bản. Ngày 15/8 cấp phát đợt 1 cho {villages} bí thư chi bộ thôn \
                và {committees} bí thư đảng ủy xã; 86 chi bộ khác không có trong danh sách. Ngày 20/8 tất cả ký nhận cặp giấy và USB.
                """,
                """
                2019  Took in {nodes} organisations and {documents} documents. On 15/8 edition 1 went to {villages} village branch \
                secretaries and {committees} commune committee secretaries; the other 86 branches are outside the list. \
                On 20/8 all signed for the paper folder and a USB stick.
                """),
            [
                "nodes": "\(nodes)", "documents": "\(documents)",
                "villages": "\(try demo.recipients(of: DemoOffice.villages).count)",
                "committees": "\(try demo.recipients(of: DemoOffice.committees).count)",
            ])
        tell(editions)
    }

    private func year2021(_ demo: DemoOffice) throws {
        demo.move(to: "10/11/2021")
        let documents = try demo.takeIn(upTo: "10/11/2021", revisions: 1)
        demo.move(to: "15/11/2021")
        let preview = try demo.office.register.preview(kit: DemoOffice.villages, on: demo.office.clock.today)
        let editions = try demo.issue(due: "30/11/2021")
        demo.move(to: "10/12/2021")
        let villages = DemoOffice.villages
        try demo.record(.acknowledged, .electronic, .web, on: "18/11/2021", kit: villages, edition: 2) {
            $0 % 3 == 0
        }
        try demo.record(.filed, .paper, .paper, on: "20/11/2021", kit: villages, edition: 2) { $0 % 3 == 0 }
        try demo.record(.handedOver, .electronic, .usb, on: "25/11/2021", kit: villages, edition: 2) {
            $0 % 3 == 1
        }
        try demo.record(.filed, .paper, .paper, on: "05/12/2021", kit: villages, edition: 2) { $0 % 3 == 1 }
        try committees(demo, edition: 2, on: "20/11/2021") { _ in true }
        say(
            Text(
                "\n2021  Thêm {n} văn bản mới. Đợt 2 thay:", "\n2021  {n} new documents. Edition 2 replaces:"),
            ["n": "\(documents)"])
        print(PreviewText(preview).text.split(separator: "\n").dropFirst(2).joined(separator: "\n"))
        tell(editions)
        say(
            Text(
                "      Đến 10/12: 17 chi bộ tải qua mạng, 17 nhận USB, 17 chưa có xác nhận.",
                "      By 10/12: 17 branches downloaded it, 17 took a USB stick, 17 sent no receipt."))
    }

    private func year2023(_ demo: DemoOffice) throws {
        demo.move(to: "05/11/2023")
        let documents = try demo.takeIn(upTo: "05/11/2023", revisions: 1)
        demo.move(to: "10/11/2023")
        let editions = try demo.issue(due: "30/11/2023")
        demo.move(to: "01/12/2023")
        try demo.record(
            .acknowledged, .electronic, .web, on: "15/11/2023", kit: DemoOffice.villages, edition: 3
        ) { $0 < 45 }
        try demo.record(.filed, .paper, .paper, on: "20/11/2023", kit: DemoOffice.villages, edition: 3) {
            $0 < 45
        }
        try committees(demo, edition: 3, on: "15/11/2023") { _ in true }
        say(
            Text(
                "\n2023  Thêm {n} văn bản (69-QĐ/TW thay hai quy định kỷ luật, 124-QĐ/TW thay 132-QĐ/TW); đợt 3, 45 chi bộ đã cập nhật.",
                "\n2023  {n} more documents (69-QĐ/TW replaces two on discipline, 124-QĐ/TW replaces 132-QĐ/TW); edition 3, 45 branches up to date."
            ), ["n": "\(documents)"])
        tell(editions)
    }

    private func year2025(_ demo: DemoOffice) throws {
        demo.move(to: "05/11/2025")
        let documents = try demo.takeIn(upTo: "05/11/2025", revisions: 2)
        try demo.defineKits()
        demo.move(to: "10/11/2025")
        let preview = try demo.office.register.preview(kit: DemoOffice.villages, on: demo.office.clock.today)
        let editions = try demo.issue(due: "20/11/2025")
        demo.move(to: "21/11/2025")
        let villages = DemoOffice.villages
        try demo.record(.acknowledged, .electronic, .web, on: "12/11/2025", kit: villages, edition: 4) {
            $0 % 5 != 0 && $0 % 2 == 0
        }
        try demo.record(.handedOver, .electronic, .usb, on: "14/11/2025", kit: villages, edition: 4) {
            $0 % 5 != 0 && $0 % 2 == 1
        }
        try demo.record(.filed, .paper, .paper, on: "17/11/2025", kit: villages, edition: 4) {
            $0 % 5 != 0 && $0 % 4 == 1
        }
        try committees(demo, edition: 4, on: "12/11/2025") { $0 < 7 }
        _ = try demo.office.register.remind(kit: villages, on: demo.office.clock.today, by: demo.actor)
        say(
            Text("\n2025  Thêm {n} văn bản. Đợt 4:", "\n2025  {n} more documents. Edition 4:"),
            ["n": "\(documents)"])
        print(PreviewText(preview).text.split(separator: "\n").dropFirst(2).joined(separator: "\n"))
        tell(editions)
        say(
            Text(
                "      Đến 21/11: 40 chi bộ đã nhận tệp, 10 đã thay xong trong cặp giấy; đã soạn thư nhắc cho nơi còn lại.",
                "      By 21/11: 40 branches have the files, 10 have filed the paper; reminders are written to the others."
            ))
    }

    private func committees(
        _ demo: DemoOffice, edition: Int, on day: String, where isMeant: (Int) -> Bool
    ) throws {
        let kit = DemoOffice.committees
        try demo.record(.acknowledged, .electronic, .web, on: day, kit: kit, edition: edition, where: isMeant)
        try demo.record(.filed, .paper, .paper, on: day, kit: kit, edition: edition, where: isMeant)
    }

    private func audits(_ demo: DemoOffice) throws {
        let register = demo.office.register
        let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
        say(
            Text(
                "\nRà soát ba ngày (satchel audit KIT --on NGÀY):",
                "\nThe audit on three days (satchel audit KIT --on DAY):"))
        for text in ["30/09/2021", "15/12/2021", "21/11/2025"] {
            guard let day = Day(text) else { continue }
            let answer = try ReviewAnswer(register.audit(kit: DemoOffice.villages, on: day))
            print(AuditText(answer, of: DemoOffice.villages, on: day, names: names).summary + "\n")
        }
    }

    private func tell(_ editions: [Edition]) {
        for edition in editions {
            say(
                Text("      {kit}: {label}, {kb} KB", "      {kit}: {label}, {kb} KB"),
                [
                    "kit": edition.kit, "label": edition.name.chosen,
                    "kb": "\((edition.archiveSize + 999) / 1000)",
                ])
        }
    }

    private func say(_ text: Text, _ arguments: [String: String] = [:]) { print(text.chosen(arguments)) }
}
