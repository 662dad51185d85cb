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
        let titles = try office.openTitles()
        #expect(!titles.isEmpty && !titles.values.contains { $0.contains("nhân sự") })
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
        #expect(html.components(separatedBy: "<article class=\"letter\">").count - 1 == people.count)
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

    @Test func `A person with two kits gets one letter, with the changes of both in the lists after it`()
        throws
    {
        let (sample, notices) = try issued()
        let office = sample.office
        let second = try sample.issueSecondKit(due: "2025-12-15")
        try office.register.settleWaiting()
        let all = try office.register.notices(toHandOn: NoticeSearch())
        #expect(Set(all.map(\.kit)) == [kit, second])
        let html = try office.letters(for: all)
        let letters = html.components(separatedBy: "<article class=\"letter\">").dropFirst()
        let people = Set(all.map { "\($0.nodeCode) \($0.person ?? "")" })
        #expect(letters.count == people.count)
        let first = try #require(notices.first)
        let sheet = try #require(letters.first { $0.contains("(\(HTML.escaped(first.nodeCode)))") })
        #expect(sheet.contains("đợt 2 (11/2025), bản số") && sheet.contains("Cặp thứ hai"))
        #expect(sheet.components(separatedBy: "class=\"link\"").count == 2)
        #expect(sheet.contains("ghi trong bảng kê kèm theo"))
        let lists = html.components(separatedBy: "<article class=\"letter list\">").count - 1
        #expect(lists >= people.count)
        #expect(html.contains("Kèm theo thư gửi đồng chí"))
    }

    @Test func `A letter with room for all its changes has no list after it, and says nothing of one`() throws
    {
        let (sample, _) = try issued()
        let office = sample.office
        for notice in try office.register.notices(of: kit, edition: 2).prefix(1) {
            try sample.receive(2, at: notice.nodeCode, on: "2025-11-11")
        }
        try sample.reviseTemplate(on: "2026-01-05")
        sample.clock.move(to: "2026-01-05")
        try sample.issue(due: "2026-02-01")
        let code = try #require(try office.register.notices(of: kit, edition: 2).first).nodeCode
        let own = try office.register.notices(
            toHandOn: NoticeSearch(kit: kit, edition: 3, node: code))
        #expect(!own.isEmpty)
        let html = try office.letters(for: own)
        #expect(html.contains("so với đợt 2 (11/2025)"))
        #expect(!html.contains("bảng kê kèm theo") && !html.contains("letter list"))
    }

    @Test func `Only what waits is handed on, and what was sent when it is asked for`() throws {
        let (sample, _) = try issued()
        let register = sample.office.register
        let waiting = try register.notices(toHandOn: NoticeSearch(kit: kit, edition: 2))
        let done = waiting.prefix(3).map(\.id)
        try register.finish(notices: done, by: tester)
        let moved = try #require(waiting.dropFirst(3).first { $0.person != nil })
        try register.appoint(
            NewHolder(person: "Người Mới", phone: "0900 000 111"), at: moved.nodeCode,
            from: sample.office.clock.today, by: tester)
        try register.settleWaiting()
        let left = try register.notices(toHandOn: NoticeSearch(kit: kit, edition: 2))
        #expect(left.allSatisfy { $0.course.state == .waiting })
        #expect(!left.contains { done.contains($0.id) || $0.id == moved.id })
        #expect(left.contains { $0.nodeCode == moved.nodeCode && $0.person == "Người Mới" })
        let all = try register.notices(toHandOn: NoticeSearch(kit: kit), withSent: true)
        #expect(Set(done).isSubset(of: all.map(\.id)))
        #expect(!all.contains { $0.id == moved.id } && all.allSatisfy { $0.edition == 2 })
        #expect(try register.notices(numbered: [done[0], 99_999]).map(\.id) == [done[0]])
        #expect(throws: SatchelError.self) { try register.check(NoticeSearch(kit: "NOPE")) }
        #expect(throws: SatchelError.self) { try register.check(NoticeSearch(node: "NOPE")) }
    }

    @Test func `A committee is told what each branch lacks: files, paper folder or both`() throws {
        let (sample, _) = try issued()
        let office = sample.office
        let code = try office.register.notices(of: kit, edition: 2)[0].nodeCode
        try office.register.record(
            [
                NewEvidence(
                    node: code, proof: .acknowledged, copy: .electronic, medium: .phone,
                    happenedOn: office.clock.today)
            ], of: kit, edition: 2, by: tester)
        sample.clock.move(to: "2025-12-10")
        _ = try office.register.remind(kit: kit, on: office.clock.today, escalating: true, by: tester)
        let told = try office.register.notices(toHandOn: NoticeSearch(kind: .escalation))
        let letters = try office.letters(for: told)
        #expect(letters.contains("<td data-label=\"Còn thiếu\">cặp giấy</td>"))
        #expect(letters.contains("<td data-label=\"Còn thiếu\">cả tệp và cặp giấy</td>"))
        #expect(letters.contains("chưa cập nhật xong") && !letters.contains("chưa có xác nhận"))
        #expect(letters.contains(", Bí thư "))
        let one = try #require(told.first { $0.nodeCode == code })
        let text = try office.personalTexts(for: [one])[0].text
        #expect(text.contains("chưa cập nhật xong") && text.contains("còn thiếu cặp giấy"))
    }

    @Test func `The group is reminded without names or links, and never told what is a committee's`() throws {
        let (sample, _) = try issued()
        let office = sample.office
        #expect(try office.groupText(kit: kit, edition: 2).contains("sẽ gửi riêng"))
        let waiting = try office.register.notices(of: kit, edition: 2).filter { $0.kind == .newEdition }
        try office.register.finish(notices: waiting.map(\.id), by: tester)
        #expect(try office.groupText(kit: kit, edition: 2).contains("đã gửi riêng"))
        sample.clock.move(to: "2025-12-10")
        _ = try office.register.remind(kit: kit, on: office.clock.today, by: tester)
        let text = try office.groupText(kit: kit, edition: 2, kind: .reminder)
        #expect(text.contains("Nhắc việc: còn nơi chưa cập nhật xong") && text.contains("hạn 30/11/2025"))
        #expect(text.contains("sẽ gửi riêng") && !text.contains("http"))
        #expect(waiting.allSatisfy { !text.contains($0.nodeName) })
        #expect(throws: SatchelError.self) {
            try office.groupText(kit: kit, edition: 2, kind: .escalation)
        }
    }
}
