import Foundation
import TestSupport
import Testing

@testable import SatchelCore

struct PagesTestsNotices {
    private let kit = PagesSample.kit

    private func issued() throws -> (sample: PagesSample, notices: [Notice]) {
        let sample = try PagesSample()
        try sample.issue(due: "2025-11-30")
        return (sample, try sample.office.register.notices(of: kit, edition: 2))
    }

    @Test func `Each recipient has a link of its own, the same in every notice about one supply`() throws {
        let (sample, notices) = try issued()
        let links = try notices.map { try sample.office.link(for: $0) }
        #expect(Set(links).count == Set(notices.map(\.recipientID)).count)
        #expect(links.allSatisfy { $0.hasPrefix("https://tai-lieu.iatul.example/k#") })
        sample.clock.move(to: "2025-12-10")
        _ = try sample.office.register.remind(kit: kit, on: sample.office.clock.today, by: tester)
        let reminders = try sample.office.register.notices(of: kit, edition: 2).filter {
            $0.kind == .reminder
        }
        let again = try #require(reminders.first { $0.recipientID == notices[0].recipientID })
        #expect(try sample.office.link(for: again) == links[0])
    }

    @Test func `The group message has no link and says whom to call`() throws {
        let (sample, notices) = try issued()
        let text = try sample.office.groupText(kit: kit, edition: 2)
        #expect(!text.contains("http") && !text.contains("/k#"))
        for notice in notices.prefix(5) {
            let secret = try sample.office.link(for: notice).split(separator: "#")[1]
            #expect(!text.contains(secret))
        }
        #expect(text.contains("0269 385 1234"))
        #expect(text.contains("chậm nhất ngày 30/11/2025"))
        #expect(text.contains("Đưa vào: Chỉ thị 50-CT/TW, ngày 23/07/2025"))
        #expect(text.utf8.count < 2500)
    }

    @Test func `An internal document is told of in a group by number only`() throws {
        let sample = try PagesSample(secondEdition: false)
        let secret = "Danh sách nội bộ về nhân sự"
        sample.clock.move(to: "2025-11-10")
        _ = try sample.office.register.add(
            documents: [
                NewDocument(
                    symbol: nil, type: "Quy định", body: "Ban Bí thư", title: secret,
                    dates: DocumentDates(issuedOn: .day(Day("2025-10-01") ?? .first)), access: "nội bộ")
            ], by: tester)
        let yaml = try sample.office.register.kit(kit).yaml.replacing(
            "        documents:\n", with: "        documents:\n          - \(secret)@01/10/2025\n",
            maxReplacements: 1)
        _ = try sample.office.register.define(kit: yaml, file: "kit.yaml", by: tester)
        try sample.issue(due: "2025-11-30")
        let office = sample.office
        #expect(try office.letters(for: office.register.notices(of: kit, edition: 2)).contains(secret))
        let text = try office.groupText(kit: kit, edition: 2)
        #expect(!text.contains("nhân sự"))
        #expect(text.contains("– 1 thay đổi, xem trang riêng."))
        let personal = try office.personalTexts(for: office.register.notices(of: kit, edition: 2))
        #expect(personal.allSatisfy { !$0.text.contains("nhân sự") && $0.text.contains("/k#") })
    }

    @Test func `Mails go to those with an address, and who has none that works is listed`() throws {
        let (sample, notices) = try issued()
        let mails = try sample.office.mails(for: notices)
        #expect(!mails.isEmpty)
        #expect(
            mails.count + sample.office.unreachable(among: notices).count
                == notices.count { $0.channel == .mail })
        let link = try sample.office.link(for: mails[0].notice)
        let personal = try sample.office.personalTexts(for: [mails[0].notice])
        #expect(personal[0].text.contains(link))
    }

    @Test func `A branch that holds an older edition is told what changed since its own`() throws {
        let (sample, _) = try issued()
        let office = sample.office
        sample.clock.move(to: "2025-11-20")
        let node = try office.register.notices(of: kit, edition: 2)[0].nodeCode
        try office.register.record(
            [
                NewEvidence(
                    node: node, proof: .handedOver, copy: .paper, medium: .paper,
                    happenedOn: Day("2025-02-20") ?? .first)
            ], of: kit, edition: 1, by: tester)
        try sample.reviseTemplate(on: "2026-01-05")
        sample.clock.move(to: "2026-01-05")
        try sample.issue(due: "2026-02-01")
        let notices = try office.register.notices(of: kit, edition: 3)
        let gathered = try NoticeGathering(office, notices, prefers: .paper)
        let own = try #require(notices.first { $0.nodeCode == node })
        let other = try #require(notices.first { $0.nodeCode != node })
        #expect(
            try gathered.texts(for: own, .vi).changesTitle
                == "Tài liệu thay thế, bổ sung so với đợt 1 (02/2025)")
        #expect(try gathered.texts(for: own, .vi).changes.count > 10)
        #expect(try gathered.texts(for: other, .vi).changes.count == 1)
    }

    @Test func `Letters are one a person, and a committee gets one about all its branches`() throws {
        let (sample, notices) = try issued()
        let office = sample.office
        let html = try office.letters(for: notices + notices)
        let people = Set(notices.map { "\($0.nodeCode) \($0.person ?? "")" })
        #expect(html.components(separatedBy: "<article").count - 1 == people.count)
        #expect(html.contains("Phiếu nhận") && html.contains("bản số 1"))
        sample.clock.move(to: "2025-12-10")
        _ = try office.register.remind(kit: kit, on: office.clock.today, escalating: true, by: tester)
        let escalations = try office.register.notices(of: kit, edition: 2).filter { $0.kind == .escalation }
        let letters = try office.letters(for: escalations)
        #expect(letters.components(separatedBy: "<article").count - 1 < escalations.count / 2)
        #expect(!letters.contains("/k#"))
    }

    @Test func `A withdrawn edition's messages say what to do instead`() throws {
        let (sample, _) = try issued()
        let office = sample.office
        try office.register.withdraw(
            edition: 2, of: kit, on: office.clock.today, instead: "Dùng lại đợt 1", by: tester)
        #expect(try office.groupText(kit: kit, edition: 2).contains("Việc cần làm: Dùng lại đợt 1"))
        let told = try office.register.notices(of: kit, edition: 2).filter { $0.kind == .withdrawal }
        #expect(try office.personalTexts(for: told).allSatisfy { $0.text.contains("Dùng lại đợt 1") })
    }

    @Test func `The slip names changes with their reasons, warnings and all recipients`() throws {
        let sample = try PagesSample()
        let office = sample.office
        let preview = try office.register.preview(kit: kit, on: office.clock.today)
        let html = SlipToSign(preview, settings: office.settings, language: .vi).html
        #expect(html == SlipToSign(preview, settings: office.settings, language: .vi).html)
        #expect(html.contains("Căn cứ: Điều khoản thi hành"))
        #expect(html.contains("Mẫu cần xem lại"))
        #expect(html.contains("Người duyệt"))
        for node in preview.recipients { #expect(html.contains(HTML.escaped("\(node.name) (\(node.code))"))) }
        let english = SlipToSign(preview, settings: office.settings, language: .en).html
        #expect(english.contains("Approved by") && english.contains("Templates resting on"))
    }
}
