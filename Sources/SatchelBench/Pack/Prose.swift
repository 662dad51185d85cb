/// Sentences that look like Vietnamese office prose: words and set phrases, each as often as its place in the list
/// says (Zipf's law), so that they compress about as well as real texts do.
struct Prose {
    private var random: SteadyRandom

    init(seed: UInt64) { random = SteadyRandom(seed: seed) }

    /// A sentence of 8 to 30 words.
    mutating func sentence() -> String {
        var words = (0..<Int.random(in: 8...30, using: &random)).map { _ in word() }
        words[0] = words[0].prefix(1).uppercased() + words[0].dropFirst()
        if random.isHit(percent: 60) { words[words.count / 2] += "," }
        if random.isHit(percent: 15) {
            words.append("số \(Int.random(in: 1...450, using: &random))-HD/BTCTW")
        }
        return words.joined(separator: " ") + "."
    }

    /// Two to seven sentences.
    mutating func paragraph() -> String {
        (0..<Int.random(in: 2...7, using: &random)).map { _ in sentence() }.joined(separator: " ")
    }

    private mutating func word() -> String {
        let place = Double(random.next() >> 11) * 0x1p-53 * (Prose.sums.last ?? 0)
        var (low, high) = (0, Prose.sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if Prose.sums[middle] < place { low = middle + 1 } else { high = middle }
        }
        return Prose.words[low]
    }

    /// How often the words up to each place come, together.
    private static let sums: [Double] = {
        var sum = 0.0
        return words.indices.map { place in
            sum += 1 / Double(place + 1)
            return sum
        }
    }()

    /// Set phrases first, then the words of the language.
    private static let words: [String] = phrases.split(separator: ";").map(String.init) + syllables

    /// Words by how often they come, then pairs of them, as a text's rare words are new ones.
    private static let syllables: [String] = {
        let single = common.split(separator: " ").map(String.init)
        var random = SteadyRandom(seed: 41)
        let pairs = (0..<2_400).map { _ in
            [single.randomElement(using: &random), single.randomElement(using: &random)].compactMap(\.self)
                .joined(separator: " ")
        }
        return single + pairs
    }()

    private static let phrases = """
        chi bộ;đảng viên;cấp ủy;và;của;các;tổ chức đảng;Ban Chấp hành Trung ương;theo quy định;công tác cán bộ;kiểm tra;\
        giám sát;nhiệm vụ;xây dựng Đảng;ban thường vụ;đảng ủy cơ sở;Điều lệ Đảng;nghị quyết;hướng dẫn thi hành;thực hiện
        """

    private static let common = """
        là có được cho trong không về với một những người đến khi để này từ đã tại hoặc do trên phải như đối sau cơ quan \
        việc năm cấp trực thuộc ngày sinh hoạt định kỳ họp bí thư phó ủy viên quyết biểu bầu cử nhân sự đại hội nhiệm \
        kỳ nội dung chương trình kế hoạch báo cáo tháng quý tổng kết đánh giá xếp loại chất lượng hoàn thành tốt xuất \
        sắc kỷ luật khiển trách cảnh cáo cách chức khai trừ khiếu nại tố giải quyết thẩm quyền trách nhiệm quyền hạn \
        lãnh đạo chỉ tập trung dân chủ nguyên tắc phê bình tự đoàn kết thống nhất ý kiến thảo luận ghi biên bản lưu hồ \
        sơ văn phòng thông tin tuyên truyền giáo dục chính trị tư tưởng đạo đức lối sống phòng chống tham nhũng lãng \
        phí tiêu cực thôn tổ phố xã phường thị trấn huyện tỉnh thành mặt trận đoàn thể phụ nữ thanh niên nông cựu chiến \
        binh công đoàn nhà nước pháp luật chính phủ bộ sở doanh nghiệp trường học bệnh viện quân sự an ninh kinh tế xã \
        hội văn hóa du lịch sản xuất nông lâm thủy hộ nghèo giảm đất đai môi trường rừng nước sạch giao thông điện y \
        bảo hiểm lao động việc làm trẻ em gia đình hạnh phúc tín ngưỡng tôn giáo dân tộc đồng bào biên giới hải đảo \
        kết nạp chuyển chính thức dự bị giới thiệu đăng ký thẻ huy hiệu khen thưởng danh hiệu thi đua gương mẫu tiêu \
        chuẩn điều kiện thủ tục trình tự thời hạn gửi nhận lập mẫu phiếu danh sách trích ngang lý lịch xác minh bổ sung \
        sửa đổi thay thế bãi bỏ hiệu lực ban hành ký căn cứ yêu cầu đề nghị phối hợp triển khai quán triệt học tập tấm \
        gương phong cách minh nâng cao năng lực sức chiến đấu củng cố kiện toàn đổi mới phương thức hình ảnh tài liệu \
        chuyên khảo sát nhiều ít lớn nhỏ trước đầu cuối giữa cùng mọi từng mỗi toàn thể riêng chung rõ đúng đủ kịp thời
        """
}
