import Sending

extension HostFault {
    /// What is the matter with the mail server or gateway, and what to look at.
    package var text: Text {
        switch kind {
        case .nameUnknown:
            Text(
                "không tìm thấy máy chủ theo tên; xem lại tên máy, hoặc máy này chưa có mạng",
                "no host of this name; check the name, or this machine has no network")
        case .connectionRefused:
            Text(
                "máy chủ không nhận kết nối; xem lại cổng, hoặc máy chủ đang dừng",
                "the host takes no connection; check the port, or it is down")
        case .timedOut: Text("máy chủ không trả lời", "the host does not answer")
        case .connectionLost: Text("kết nối bị ngắt", "the connection was lost")
        case .greetingRefused:
            Text("máy chủ từ chối nói chuyện", "the host refuses to talk")
        case .tlsNotOffered:
            Text(
                "máy chủ không có mã hóa (STARTTLS) nên không gửi",
                "the host offers no encryption (STARTTLS), so nothing is sent")
        case .tlsNotVerified:
            Text(
                "chứng thư của máy chủ không tin được: sai tên, hết hạn hoặc không rõ nơi cấp",
                "the host's certificate is not trusted: another name, expired, or of an unknown authority")
        case .tlsFailed: Text("không lập được kết nối mã hóa", "no encrypted connection could be made")
        case .authenticationNotOffered:
            Text("máy chủ đòi đăng nhập", "the host wants a user and password")
        case .authenticationRefused:
            Text(
                "máy chủ không nhận tên hoặc mật khẩu; xem lại mail.user, mail.password",
                "the host refuses the user or password; check mail.user, mail.password")
        case .relayRefused:
            Text(
                "máy chủ không chuyển thư giúp văn phòng; xem lại mail.user, hoặc dùng máy chủ khác",
                "the host passes no mail on for the office; check mail.user, or use another")
        case .senderRefused:
            Text(
                "máy chủ không nhận thư từ địa chỉ của văn phòng; xem lại mail.from",
                "the host takes no mail from the office's address; check mail.from")
        case .busy: Text("máy chủ bảo chờ", "the host asks to wait")
        case .mailsRefused:
            Text(
                "máy chủ từ chối hết thư này đến thư khác, nơi nào cũng vậy; xem lại mail.from và hạn mức gửi",
                "the host refuses mail after mail, whoever they are for; check mail.from and its sending limits"
            )
        case .messagesRefused:
            Text(
                "cổng tin nhắn từ chối; xem lại webhook.url, webhook.secret",
                "the gateway refuses; check webhook.url, webhook.secret")
        case .moved:
            Text(
                "cổng tin nhắn chuyển sang địa chỉ khác, không gửi theo; xem lại webhook.url",
                "the gateway redirects, which is not followed; check webhook.url")
        case .other: Text("không gửi được", "sending failed")
        }
    }

    /// The text with what the host said.
    package func told(_ language: Language) -> String {
        detail.isEmpty ? text(language) : "\(text(language)) (\(detail))"
    }
}
