import Foundation
import SatchelCore
import TestSupport
import Testing

/// Writes the pages to a folder to look at them: `PAGES_OUT=/tmp/pages swift test --filter PagesTestsLook`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PAGES_OUT"] != nil))
struct PagesTestsLook {
    @Test func `The pages are written for somebody to look at`() throws {
        let folder = ProcessInfo.processInfo.environment["PAGES_OUT"] ?? "/tmp/pages"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        let sample = try PagesSample()
        let office = sample.office
        let preview = try office.register.preview(kit: PagesSample.kit, on: office.clock.today)
        try write(SlipToSign(preview, settings: office.settings, language: .vi).html, "slip.html")
        try write(SlipToSign(preview, settings: office.settings, language: .en).html, "slip-en.html")
        let edition = try sample.issue(due: "2025-11-30")
        let manifest = try office.manifest(of: edition)
        try write(ContentsPage(manifest).html, "contents.html")
        let first = try office.register.edition(of: PagesSample.kit, number: 1)
        let update = manifest.update(
            from: 1, changes: try office.changes(from: first, to: edition),
            labels: try office.register.labels())
        try write(ContentsPage(update).html, "update.html")
        let page = ChangeListPage(
            kit: Text(manifest.name.vi, manifest.name.en),
            from: Text("đợt 1 (02/2025)", "edition 1 (02/2025)"),
            to: Text("đợt 2 (11/2025)", "edition 2 (11/2025)"), changes: manifest.changes,
            settings: office.settings, language: .vi)
        try write(page.html, "change-list.html")
        let notices = try office.register.notices(of: PagesSample.kit, edition: 2)
        try write(try office.letters(for: Array(notices.prefix(3))), "letters.html")
        try write(try office.groupText(kit: PagesSample.kit, edition: 2), "group.txt")
        try write(try office.personalTexts(for: Array(notices.prefix(1)))[0].text, "personal.txt")
        if let mail = try office.mails(for: notices).first {
            try write(String(decoding: mail.eml, as: UTF8.self), "mail.eml")
        }
        sample.clock.move(to: "2025-12-10")
        _ = try office.register.remind(
            kit: PagesSample.kit, on: office.clock.today, escalating: true, by: tester)
        let escalations = try office.register.notices(of: PagesSample.kit, edition: 2).filter {
            $0.kind == .escalation
        }
        try write(try office.letters(for: Array(escalations.prefix(12))), "escalation.html")
    }
}
