extension SatchelError {
    /// Every mistake core can name; exit and HTTP statuses hang on these.
    package enum Code: String, Sendable, CaseIterable {
        case
            mailboxTooLarge, mailConnectionsBroken, mailLoginBroken, mailRateBroken, mailSecurityUnknown,
            mailServerBroken,
            mailServerOpen,
            sendingNotSet, webhookBroken, webhookSecretBroken,
            noticeUnknown, groupTextRefused, receiptCodeOpens,
            accessUnknown, accountExpired, accountMissing, accountNotYet, accountTwice, accountUnknown,
            addressInUse, archiveDiffers, archiveRefused, backupBaseMissing, backupBaseWrong, backupDamaged,
            backupExists, backupForeign, backupInside, backupNewer, backupOvertaken, baseAddressBroken,
            blobAltered, blobInexact, blobMissing, bodyNamesItself, bodyTwice, bodyUnknown, bytesRemoved,
            cellError, cellNotCounted, certificateBroken, certificateHalf, columnMissing, confirmationDiffers,
            csvBroken, dateBroken, datesContradict, decisionMissing, decisionsContradict, delegationMissing,
            delegationNotIssuer, delegationNotYours, delegationToSelf, delegationUnknown, diskFull,
            documentAmbiguous, documentContradicts, documentTwice, documentUnknown, dueBeforeIssue,
            editionInUse, editionOutOfOrder, editionTwice, editionUnchanged, editionUnknown, editionWithdrawn,
            effectBeforeStart, evidenceBeforeSupply, evidenceInFuture, evidenceMissing, evidenceUnknown,
            faultsInFile, fieldMissing, fileKindRefused, fileMissing, fileTooLarge, fileTwice, fileUnknown,
            findingEmpty, findingInEdition, findingNotInEdition, firstAccount, foreignEdition, formForged,
            formRefused, handoverToNobody, headingTwice, holderMissing, holderTwice, idTwice, inputRefused,
            insteadMissing, issueBeforePrevious, issueInFuture, jsonBroken, keyMissing, kindUnknown,
            kitChanged, kitEmpty, kitPartMissing, kitSlugDiffers, kitTwice, kitUnknown, knownInFuture,
            lastAdministrator, legacyEncoding, lineBroken, linkInvalid, linkNeeded, listenBroken,
            listenNeedsTLS, mailAddressBroken, manifestNewer, mediaTypeRefused, mergeNeedsOne,
            mergeWithItself, methodNotAllowed, neverIssued, nodeCircle, nodeEnded, nodeHasChildren,
            nodeNotYet, nodesMissing, nodeTwice, nodeUnknown, noRecipients, notABackup, notAKit, notApproved,
            nothingToHandOver, notPermitted, notSubmitted, notSupplied, notSure, numberBroken, officeExists,
            officeMissing, outsideAccount, ownSubmission, pageMissing, pagesNotLookedAt, parentMissing,
            passwordIsName, passwordsDiffer, passwordTooShort, pathRefused, pathTwice, placeholderUnknown,
            previewForgotten, programFailed, proofNotEntered, qrTooLong, reasonMissing, registerBroken,
            registerBusy, registerForeign, registerNewer, registerRefused, relationCircle, relationConfirmed,
            relationDayUnknown, relationNotChosen, relationToItself, relationTwice, relationTypeUnknown,
            relationUnknown, removalReasonMissing, removalReasonTells, removalUnknown,
            reorganisationBuiltUpon, reorganisationUnknown, requestKeyBroken, requestKeyReused,
            requestRepeated, requestRunning, restoreForeign, restoreUnclear, reviewAltered, reviewInFuture,
            reviewLacksNode, reviewOfOtherKit, reviewToItself, reviewUnknown, roleRefused, scanMissing,
            scanRefused, secretRefused, settingsBroken, settingsZone, sheetEmpty, sheetRowTwice,
            signersMissing, signInNeeded, signInRefused, slugBroken, spaceMissing, splitKeeperGoesOn,
            splitKeeperMissing, splitNeedsTwo, storeFailed, submissionChanged, submissionJudged,
            submissionReplaced, submittedAlready, successorEnded, successorNameless, successorsMissing,
            suppliedAlready, supplyBeforeIssue, symbolBroken, templateKindDiffers, templateTwice,
            templateUnchanged, templateUnknown, titleMissing, tokenNotYours, tokenUnknown, triedTooOften,
            typeUnknown, updateBackwards, uploadBroken, uploadTooLarge, verificationUnknown, wordUnknown,
            workbookRefused, workGoesOn, yamlBroken, yamlShape
        case backupGone, backupUnknown, workUnknown
        case mailRefused, nothingTicked, phoneRefused, sendingFieldBroken
        case gatewayAddressMissing, mailboxBroken, mailboxFolder, mailFromMissing, mailPasswordAnew
        case kitOfOthers, receiptCodeBroken, receiptCodeEnded, receiptCodeUnknown, wholeOfficeNeeded
    }
}

extension SatchelError.Code {
    /// What happened and what to do. `{x:? …}` stands only when `x` is not empty.
    package var text: Text {
        switch self {
        case .receiptCodeOpens:
            Text(
                "Đây là mã mở trang (ghi trong thư), không phải mã xác nhận. Mã xác nhận chỉ có chữ số, ở phiếu giao nhận trong cặp tài liệu.",
                "This is the code that opens a page (it stands in the letter), not a receipt code. The receipt code is of digits alone, on the slip in the kit."
            )
        case .groupTextRefused:
            Text(
                "Thư báo cấp trên nêu tên từng nơi chưa cập nhật nên không gửi vào nhóm; chỉ gửi riêng bí thư cấp trên.",
                "What a committee is told names branches, so it is no text for a group; send it to the committee's secretary alone."
            )
        case .gatewayAddressMissing:
            Text(
                "Có khóa ký nhưng chưa có địa chỉ cổng tin nhắn. Ghi cả hai.",
                "There is a signing secret and no gateway's address. Give both.")
        case .mailboxBroken:
            Text(
                "Tệp này không phải hộp thư (mbox) hay thư (.eml) nên không đọc. Xuất lại từ chương trình thư rồi thử lại.",
                "This is no mailbox (mbox) and no mail (.eml). Export it from the mail program again.")
        case .mailboxFolder:
            Text(
                "{path} là thư mục. Ghi tên tệp hộp thư trong đó.",
                "{path} is a folder. Name the mailbox file in it.")
        case .mailFromMissing:
            Text(
                "Còn máy chủ thư thì phải có địa chỉ gửi. Ghi địa chỉ, hoặc bỏ trống cả máy chủ và tên đăng nhập.",
                "While there is a mail server, mail needs an address it is from. Give it, or empty server and user too."
            )
        case .mailPasswordAnew:
            Text(
                "Máy chủ thư, cách mã hóa hoặc tên đăng nhập đã đổi. Nhập lại mật khẩu máy chủ thư.",
                "The mail server, its security or the user has changed. Enter the mail server's password again."
            )
        case .mailboxTooLarge:
            Text(
                "Hộp thư {path} lớn hơn {limit} MB. Tách thành tệp nhỏ hơn rồi đọc từng tệp.",
                "The mailbox {path} is larger than {limit} MB. Split it and read the parts.")
        case .mailRefused:
            Text(
                "Thư điện tử của {node} viết là “{text}”: không phải địa chỉ thư. Ghi dạng ten@noi.example, hoặc bỏ trống.",
                "The mail of {node} is written “{text}”, which is no mail address. Write name@place.example, or leave it blank."
            )
        case .nothingTicked:
            Text(
                "Chưa đánh dấu nơi nào. Đánh dấu những nơi đã xong rồi bấm lại.",
                "Nothing is ticked. Tick what is done, then press the button again.")
        case .phoneRefused:
            Text(
                "Điện thoại của {node} viết là “{text}”: số điện thoại có ít nhất 6 chữ số và không có chữ cái. Sửa số, hoặc bỏ trống.",
                "The telephone of {node} is written “{text}”: a number has at least 6 digits and no letters. Correct it, or leave it blank."
            )
        case .sendingFieldBroken:
            Text(
                "{column}{text:? “{text}”}: không dùng được. Ngày: chọn ít nhất một ngày. Giờ: 7:30, giờ kết thúc sau giờ bắt đầu. Ngày nghỉ: mỗi dòng 01/01 hoặc 16/02/2026 – 20/02/2026, dài nhất 60 ngày.",
                "{column}{text:? “{text}”}: of no use. Days: at least one. Hours: 7:30, the end after the beginning. Holidays: a line 01/01 or 16/02/2026 – 20/02/2026, at most 60 days."
            )
        case .mailConnectionsBroken:
            Text(
                "Số kết nối tới máy chủ thư “{number}” không được. Ghi từ 1 đến 20, hoặc bỏ trống.",
                "{number} connections to the mail server cannot be. Write 1 to 20, or nothing.")
        case .mailLoginBroken:
            Text(
                "Đăng nhập máy chủ thư cần cả tên (mail.user) và mật khẩu (mail.password), hoặc không ghi cả hai.",
                "To log in to the mail server, give both user (mail.user) and password (mail.password), or neither."
            )
        case .mailRateBroken:
            Text(
                "Số thư mỗi phút “{number}” không được. Ghi từ 1 đến 60000, hoặc bỏ trống.",
                "{number} mails a minute cannot be. Write 1 to 60000, or nothing.")
        case .mailSecurityUnknown:
            Text(
                "Không rõ cách mã hóa “{word}”. Ghi startTLS, tls hoặc none.",
                "Security “{word}” is not known. Write startTLS, tls or none.")
        case .mailServerBroken:
            Text(
                "Máy chủ thư “{server}” không đúng. Ghi tên máy, cổng nếu cần, ví dụ mail.example:587.",
                "The mail server “{server}” cannot be. Write the host, and the port if need be: mail.example:587."
            )
        case .mailServerOpen:
            Text(
                "Không mã hóa (none) thì chỉ gửi được qua máy chủ thư trong máy này, không qua “{server}”. Dùng startTLS hoặc tls.",
                "Without encryption (none) mail goes only through this machine, not through “{server}”. Use startTLS or tls."
            )
        case .sendingNotSet:
            Text(
                "Chưa có máy chủ thư (mail.server) hay cổng tin nhắn (webhook.url) trong thiết lập. Ghi vào settings.yaml hoặc trang Thiết lập; chưa có thì xuất thư ra tệp rồi tự gửi{commands:? (satchel notify mails)}.",
                "The settings name no mail server (mail.server) and no gateway (webhook.url). Write one into settings.yaml or on the settings page; without, write the mails to files and send them yourself{commands:? (satchel notify mails)}."
            )
        case .webhookBroken:
            Text(
                "Địa chỉ cổng tin nhắn không được. Ghi địa chỉ https đầy đủ, không có tên đăng nhập; http chỉ trong máy này.",
                "The gateway's address cannot be. Write a whole https address without a user; http on this machine only."
            )
        case .webhookSecretBroken:
            Text(
                "Khóa của cổng tin nhắn không đúng dạng: whsec_ rồi 24 đến 64 byte viết base64.",
                "The gateway's secret has another form: whsec_ and 24 to 64 bytes in base64.")
        case .kitOfOthers:
            Text(
                """
                Tài khoản “{name}” chỉ dùng cho phạm vi {at}; cặp “{kit}” {owners:?là của {owners} }không thuộc phạm vi đó. \
                Nhờ nơi quản lý cặp sửa, hoặc lập cặp riêng.
                """,
                """
                The account “{name}” is for {at} and below; the kit “{kit}” {owners:?of {owners} }is not theirs. Ask whoever \
                keeps the kit, or make a kit of your own.
                """)
        case .receiptCodeBroken:
            Text(
                """
                Mã xác nhận “{code}” không đúng: một chữ số gõ sai hoặc hai chữ số đổi chỗ, hay đọc thiếu số. Đọc lại \
                từng nhóm bốn số trên phiếu giao nhận.
                """,
                """
                The receipt code “{code}” is not right: one digit is wrong, two changed places, or some are missing. Read \
                the groups of four on the slip again.
                """)
        case .receiptCodeEnded:
            Text(
                """
                Mã xác nhận này là của {name} ({code}), đã kết thúc từ {day}{successors:?; nơi kế tiếp: {successors}}. \
                {successors:?Ghi xác nhận cho nơi kế tiếp bằng mã trên phiếu của nơi đó.}
                """,
                """
                This receipt code is of {name} ({code}), which ended on {day}{successors:?; succeeded by {successors}}. \
                {successors:?Record the receipt for the successor, by the code on its own slip.}
                """)
        case .receiptCodeUnknown:
            Text(
                """
                Các chữ số của mã “{code}” khớp nhau, nhưng mã này không phải của lần cấp nào ở đây. Hỏi lại xem phiếu giao \
                nhận có đúng là do cơ quan này gửi không; không tìm thấy thì ghi xác nhận theo mã chi bộ.
                """,
                """
                The digits of “{code}” agree with each other, but it is the code of no supply here. Ask whether the slip came \
                from this office; else record the receipt by the branch's code.
                """)
        case .wholeOfficeNeeded:
            Text(
                """
                Tài khoản “{name}” chỉ dùng cho phạm vi {at}; việc này là của toàn cơ quan. Nhờ người có tài khoản toàn cơ \
                quan làm.
                """,
                """
                The account “{name}” is for {at} and below; this is the whole office's. Ask somebody whose account is for the \
                whole office.
                """)
        case .accessUnknown:
            Text(
                "Không rõ độ mật “{word}”. Ghi “thường” hoặc “nội bộ”.",
                "Access “{word}” is not known. Write “open” or “internal”.")
        case .accountExpired:
            Text(
                """
                Tài khoản “{name}” hết hạn ngày {last}, từ {since} không dùng được nữa. Cần dùng tiếp \
                thì nhờ quản trị lập lại.
                """,
                """
                The account “{name}” was valid up to {last} and is not from {since} on. Ask an \
                administrator for a new one.
                """)
        case .accountMissing:
            Text(
                """
                Chưa có tài khoản “{name}”.{near:? Có phải “{near}”?} Ghi đúng tên{commands:? bằng --as}, hoặc nhờ \
                quản trị lập{commands:? (satchel account add)}.
                """,
                """
                There is no account “{name}”.{near:? Did you mean “{near}”?} Give your name{commands:? with --as}, \
                or ask an administrator to add it{commands:? (satchel account add)}.
                """)
        case .accountNotYet:
            Text(
                "Tài khoản “{name}” dùng được từ ngày {from}.",
                "The account “{name}” is valid from {from} on.")
        case .accountTwice:
            Text(
                """
                “{name}” đã có tài khoản trong những ngày đó. Muốn đổi vai trò thì kết thúc tài khoản cũ \
                trước{commands:? (satchel account end)}.
                """,
                """
                “{name}” has an account for these days already. To change the role, end the old one \
                first{commands:? (satchel account end)}.
                """)
        case .accountUnknown:
            Text(
                """
                Không có tài khoản nào của “{name}” để kết thúc.{near:? Có phải “{near}”?}{commands:? Xem: satchel \
                account list.}
                """,
                """
                There is no account of “{name}” to end.{near:? Did you mean “{near}”?}{commands:? See satchel \
                account list.}
                """)
        case .addressInUse:
            Text(
                "Cổng {port} đang có chương trình khác dùng. Chọn cổng khác bằng --listen.",
                "Port {port} is in use by another program. Choose another with --listen.")
        case .archiveDiffers:
            Text(
                """
                Tệp nén của đợt {edition} “{kit}” không còn giống khi cấp phát. Khôi phục kho từ bản \
                sao lưu.
                """,
                """
                The archive of edition {edition} of “{kit}” is no longer what was issued. Restore the \
                store from a backup.
                """)
        case .archiveRefused:
            Text(
                "Không nhận {path}:{entry:? mục “{entry}”} {rule}.",
                "{path} is refused:{entry:? entry “{entry}”} {rule}.")
        case .backupBaseMissing:
            Text(
                """
                Bản sao lưu {path} chỉ ghi phần mới; còn thiếu các bản trước nó: {bases}. Thêm từng bản bằng \
                --base TỆP.
                """,
                """
                The backup {path} holds only what was new; the ones before it are missing: {bases}. Name each of \
                them with --base FILE.
                """)
        case .backupBaseWrong:
            Text(
                "{base} không phải là bản sao lưu mà {path} nối tiếp. Bỏ --base này hoặc chọn đúng tệp.",
                "{base} is not a backup that {path} builds on. Leave this --base out or name the right file.")
        case .backupDamaged:
            Text(
                "Bản sao lưu {path} bị hỏng: “{entry}” {rule}. Chưa có gì thay đổi; dùng bản sao lưu khác.",
                "The backup {path} is damaged: “{entry}” {rule}. Nothing has changed; use another backup.")
        case .backupExists:
            Text(
                "Đã có {path}, không ghi đè. Chọn tên tệp khác.",
                "{path} exists already and is not overwritten. Choose another file name.")
        case .backupForeign:
            Text(
                "{path} là bản sao lưu của cơ quan khác. Chọn đúng tệp của cơ quan này.",
                "{path} is a backup of another office. Choose the file of this office.")
        case .backupGone:
            Text(
                "Bản sao lưu không còn ở {path}, hoặc ở đó nay là tệp khác. Lấy từ nơi đã chuyển đến.",
                "The backup is no longer at {path}, or another file lies there now. Take it from where it was moved."
            )
        case .backupUnknown:
            Text(
                "Không có bản sao lưu số {backup}. Xem danh sách các bản đã làm.",
                "There is no backup {backup}. See the list of those made.")
        case .workUnknown:
            Text(
                "Không còn biết việc số {work}: chưa từng bắt đầu, hoặc dịch vụ đã khởi động lại. Xem nhật ký.",
                "Work {work} is not known: it never began, or the service has started anew since. See the log."
            )
        case .backupInside:
            Text(
                "{path} nằm ngay trong thư mục dữ liệu {folder}. Ghi bản sao lưu ra nơi khác, tốt nhất là ổ đĩa khác.",
                "{path} lies in the data folder {folder} itself. Write the backup elsewhere, best to another disk."
            )
        case .backupNewer:
            Text(
                "Bản sao lưu {path} do phiên bản Satchel mới hơn ghi. Cập nhật Satchel rồi làm lại.",
                "The backup {path} was written by a newer Satchel. Update Satchel and try again.")
        case .backupOvertaken:
            Text(
                "Trong lúc sao lưu có tài liệu bị gỡ khẩn cấp, nên chưa ghi {path}. Sao lưu lại từ đầu.",
                "A document was removed urgently during the backup, so {path} was not kept. Make it again.")
        case .baseAddressBroken:
            Text(
                "“{text}” không phải địa chỉ trang web. Ghi đầy đủ, ví dụ: https://satchel.example.",
                "“{text}” is not a web address. Write it in full, for example: https://satchel.example.")
        case .blobAltered:
            Text(
                """
                Tệp lưu trong kho đã bị thay đổi (sha256 {sha256}).{commands:? Xem nơi dùng: satchel check.} Đưa lại từ bản sao lưu{commands:?: \
                satchel store repair TỆP}.
                """,
                """
                A stored file was altered (sha256 {sha256}).{commands:? See where it is used: satchel check.} Bring it back from a \
                backup{commands:?: satchel store repair FILE}.
                """)
        case .blobInexact:
            Text(
                """
                Tệp lưu trong kho (sha256 {sha256}) bị hỏng hoặc mất, và nén lại không còn ra đúng các byte đã đóng băng. \
                Đưa lại từ bản sao lưu hoặc tệp zip của cặp{commands:?: satchel store repair TỆP}.
                """,
                """
                A stored file (sha256 {sha256}) is damaged or missing, and compressing it again does not give the bytes \
                that were frozen. Bring it back from a backup or a kit's zip{commands:?: satchel store repair FILE}.
                """)
        case .blobMissing:
            Text(
                """
                Thiếu tệp trong kho (sha256 {sha256}).{commands:? Xem nơi dùng: satchel check.} Đưa lại từ bản sao lưu{commands:?: satchel store \
                repair TỆP}.
                """,
                """
                A stored file is missing (sha256 {sha256}).{commands:? See where it is used: satchel check.} Bring it back from a \
                backup{commands:?: satchel store repair FILE}.
                """)
        case .bodyNamesItself:
            Text(
                """
                Cơ quan “{name}” không thể kế thừa hay phụ trách chính mình. Ghi cơ quan khác, hoặc để \
                trống.
                """,
                "The body “{name}” cannot succeed or lead itself. Name another one, or leave it out.")
        case .bodyTwice:
            Text(
                "Tên “{name}” đã dùng cho cơ quan “{body}”. Bỏ dòng trùng hoặc ghi thành tên gọi khác.",
                "The name “{name}” already belongs to “{body}”. Remove the second one, or make it an alias.")
        case .bodyUnknown:
            Text(
                """
                Chưa có cơ quan ban hành “{name}” trong sổ.{near:? Có phải “{near}”?} Thêm cơ quan \
                trước{commands:? (satchel body add)}.
                """,
                """
                The issuing body “{name}” is not in the register.{near:? Did you mean “{near}”?} Add \
                it first{commands:? (satchel body add)}.
                """)
        case .bytesRemoved:
            Text(
                """
                {file} là tệp đã được gỡ khẩn cấp, không được đưa trở lại. Giao tệp cho người phụ \
                trách bảo vệ bí mật.
                """,
                """
                {file} was removed as a matter of urgency and is not taken in again. Hand the file \
                to the officer in charge of secrecy.
                """)
        case .cellError:
            Text(
                "Ô này báo lỗi {text}, không có giá trị. Sửa công thức hoặc gõ giá trị vào ô.",
                "The cell shows the error {text} and has no value. Correct the formula or type the value.")
        case .cellNotCounted:
            Text(
                "Công thức trong ô này chưa được tính. Mở bằng Excel, lưu lại rồi thử lại.",
                "The formula in this cell has not been calculated. Open the file in Excel, save it and try again."
            )
        case .certificateBroken:
            Text(
                """
                Không đọc được chứng thư {certificate} hoặc khóa {key}: cần tệp PEM, tài khoản chạy \
                dịch vụ được đọc.
                """,
                """
                The certificate {certificate} or the key {key} cannot be read: they must be PEM files \
                readable by the service.
                """)
        case .certificateHalf:
            Text(
                "Phải có cả --tls-cert và --tls-key.",
                "Both --tls-cert and --tls-key are needed.")
        case .columnMissing:
            Text(
                "Thiếu cột “{column}” ở dòng tiêu đề.",
                "The heading row lacks the column “{column}”.")
        case .confirmationDiffers:
            Text(
                "Chưa làm gì: chữ ghi để xác nhận không phải “{name}”. Ghi đúng như trên, rồi bấm lại.",
                """
                Nothing was done: what you wrote to confirm is not “{name}”. Write it just as it \
                stands above and press again.
                """)
        case .csvBroken:
            Text(
                "Bảng CSV sai: {csv}. Mở bằng Excel, lưu lại dạng “CSV UTF-8”.",
                "The CSV table is broken: {csv}. Open it in a spreadsheet and save it as “CSV UTF-8”.")
        case .dateBroken:
            Text(
                """
                “{text}” không phải là ngày. Ghi ngày/tháng/năm, ví dụ 28/10/2025 (hoặc 10/2025, 2025 \
                nếu chưa rõ ngày).
                """,
                """
                “{text}” is not a date. Write day/month/year, for example 28/10/2025 (or 10/2025, \
                2025 when the day is not known).
                """)
        case .datesContradict:
            Text(
                "Ngày kết thúc {to} trước ngày bắt đầu {from}. Xem lại hai ngày.",
                "The end {to} lies before the beginning {from}. Check both days.")
        case .decisionMissing:
            Text(
                "Chưa ghi số, ký hiệu quyết định. Mỗi lần sắp xếp tổ chức cần một quyết định.",
                "The decision has no symbol. Every reorganisation needs a decision.")
        case .decisionsContradict:
            Text(
                """
                “{code}” đã có quyết định khác có hiệu lực từ {day}{decision:? ({decision})}. Hủy việc \
                ghi quyết định đó trước nếu nó sai, hoặc xem lại ngày hiệu lực.
                """,
                """
                “{code}” is changed by another decision with effect from {day}{decision:? \
                ({decision})}. Take that one back first if it is wrong, or check the day of effect.
                """)
        case .delegationMissing:
            Text(
                """
                Ngày {day} “{to}” không được ủy quyền ký thay “{from}”. Ghi ủy quyền trước{commands:?: satchel \
                account delegate}.
                """,
                """
                On {day} “{to}” may not sign on behalf of “{from}”. Record the delegation first{commands:?: satchel \
                account delegate}.
                """)
        case .delegationNotIssuer:
            Text(
                "“{name}” không có quyền duyệt, cấp phát nên không ủy quyền được.",
                "“{name}” may not approve or issue, and so cannot delegate it.")
        case .delegationNotYours:
            Text(
                "“{name}” chỉ ủy quyền được việc của mình, không thay “{from}”. Nhờ quản trị ghi giúp.",
                "“{name}” can delegate in their own name only, not for “{from}”. Ask an administrator.")
        case .delegationToSelf:
            Text(
                "“{name}” không tự ủy quyền cho mình được. Ghi tên người được ủy quyền.",
                "“{name}” cannot delegate to themselves. Name another person.")
        case .delegationUnknown:
            Text(
                "Không có ủy quyền số {delegation} đang có hiệu lực.{commands:? Xem: satchel account delegations.}",
                "There is no open delegation {delegation}.{commands:? See satchel account delegations.}")
        case .diskFull:
            Text(
                "Ổ đĩa đã đầy khi ghi {path}. Chưa có gì thay đổi; giải phóng chỗ rồi làm lại.",
                "The disk is full while writing {path}. Nothing has changed; make room and try again.")
        case .documentAmbiguous:
            Text(
                "“{asked}” chỉ tới nhiều văn bản: {candidates}. Ghi thêm ngày ban hành (ký hiệu@ngày).",
                "“{asked}” means more than one document: {candidates}. Add the date of issue (symbol@date).")
        case .documentContradicts:
            Text(
                """
                Có ký hiệu này nhưng ngày, cơ quan hoặc loại không khớp với “{asked}”. Trong sổ: \
                {candidates}.
                """,
                """
                The symbol exists, but date, body or type disagree with “{asked}”. In the register: \
                {candidates}.
                """)
        case .documentTwice:
            Text(
                "Văn bản {document} đã có trong sổ. Bỏ dòng này, hoặc bổ sung ngày cho văn bản đã có.",
                """
                The document {document} is in the register already. Leave this one out, or complete \
                the dates of the one there.
                """)
        case .documentUnknown:
            Text(
                """
                Chưa có “{asked}” trong sổ.{near:? Có phải {near}?} Kiểm tra số, ký hiệu; không có \
                thì thêm văn bản.
                """,
                """
                “{asked}” is not in the register.{near:? Did you mean {near}?} Check the symbol, or \
                add the document.
                """)
        case .dueBeforeIssue:
            Text(
                "Hạn cập nhật {due} trước ngày cấp phát {day}. Chọn hạn muộn hơn.",
                "The due date {due} is before the day of issue {day}. Choose a later one.")
        case .editionInUse:
            Text(
                """
                Đợt {edition} của “{kit}” đang dùng, chưa có gì để thu hồi. Ngừng dùng trước{commands:?: satchel \
                edition withdraw}.
                """,
                """
                Edition {edition} of “{kit}” is in use, so nothing is recalled. Withdraw it first{commands:?: \
                satchel edition withdraw}.
                """)
        case .editionOutOfOrder:
            Text(
                "Đợt tiếp theo của “{kit}” là đợt {next}, không phải đợt {edition}.",
                "The next edition of “{kit}” is number {next}, not {edition}.")
        case .editionTwice:
            Text(
                """
                Đợt {edition} của “{kit}” đã cấp phát. Đợt đã cấp phát không thay đổi; muốn sửa thì \
                cấp phát đợt sau.
                """,
                """
                Edition {edition} of “{kit}” is issued already. An issued edition never changes; \
                issue a further one instead.
                """)
        case .editionUnchanged:
            Text(
                "Không có gì thay đổi so với đợt {edition} của “{kit}”, nên chưa cấp phát đợt mới.",
                "Nothing has changed since edition {edition} of “{kit}”, so no new one was issued.")
        case .editionUnknown:
            Text(
                "“{kit}” không có đợt {edition}.{commands:? Xem các đợt: satchel edition list.}",
                "“{kit}” has no edition {edition}.{commands:? See satchel edition list.}")
        case .editionWithdrawn:
            Text(
                "Đợt {edition} của “{kit}” đã ngừng dùng từ trước.",
                "Edition {edition} of “{kit}” is withdrawn already.")
        case .effectBeforeStart:
            Text(
                """
                “{code}” chỉ có từ {from}, nên quyết định không thể có hiệu lực từ {day}. Xem lại ngày \
                hiệu lực.
                """,
                """
                “{code}” exists only from {from}, so a decision cannot take effect on {day}. Check the \
                day of effect.
                """)
        case .evidenceBeforeSupply:
            Text(
                "{node}: ngày nhận {day} trước ngày cấp phát {supplied}. Xem lại ngày ghi trên phiếu.",
                """
                {node}: received on {day}, before it was supplied on {supplied}. Check the day on the \
                slip.
                """)
        case .evidenceInFuture:
            Text(
                "{node}: ngày nhận {day} là ngày chưa tới. Xem lại ngày.",
                "{node}: the day {day} lies in the future. Check it.")
        case .evidenceMissing:
            Text(
                "Cần ghi đã đối chiếu với đâu{commands:? (--evidence)}, ví dụ “Điều 5, khoản 2 bản gốc”.",
                """
                Say what it was checked against{commands:? (--evidence)}, for example “Article 5, clause 2 of the \
                original”.
                """)
        case .evidenceUnknown:
            Text(
                "Không có dòng xác nhận số {evidence} (hoặc đã rút lại).",
                "There is no evidence row {evidence} (or it was taken back).")
        case .faultsInFile:
            Text(
                "{file}: {count} lỗi, chưa nhập gì. Sửa rồi nhập lại.",
                "{file}: {count} mistakes, nothing was taken in. Correct them and try again.")
        case .fieldMissing:
            Text(
                "Ô “{column}” còn trống.",
                "The field “{column}” is empty.")
        case .fileKindRefused:
            Text(
                """
                Không nhận “{file}”: không phải tệp PDF, Word hoặc loại tệp văn phòng nào đọc được. \
                Lưu lại thành PDF hoặc DOCX rồi chọn lại tệp.
                """,
                """
                “{file}” is not taken: it is no PDF, Word or other office file that can be read. Save \
                it as PDF or DOCX and choose it again.
                """)
        case .fileMissing:
            Text(
                "Không tìm thấy {path}. Kiểm tra lại tên và thư mục.",
                "{path} was not found. Check the name and folder.")
        case .fileTooLarge:
            Text(
                "{file} lớn hơn {limit}. Quét lại với độ phân giải thấp hơn hoặc tách tệp.",
                "{file} is larger than {limit}. Scan it at a lower resolution or split it.")
        case .fileTwice:
            Text(
                "{file} đã có trong văn bản {document}.",
                "{file} is with the document {document} already.")
        case .fileUnknown:
            Text(
                "Không có tệp số {file}.",
                "There is no file {file}.")
        case .findingEmpty:
            Text(
                """
                Chưa ghi thừa hay thiếu tài liệu nào. Nếu đúng với đợt {edition}, ghi xác nhận \
                “verified”.
                """,
                """
                No document is named as extra or missing. If all is as in edition {edition}, record \
                “verified”.
                """)
        case .findingInEdition:
            Text(
                "“{item}” có trong đợt {edition}, nên không phải là tài liệu thừa.",
                "“{item}” is in edition {edition}, so it is not one too many.")
        case .findingNotInEdition:
            Text(
                "“{item}” không có trong đợt {edition}, nên không thể là tài liệu thiếu.",
                "“{item}” is not in edition {edition}, so it cannot be missing.")
        case .firstAccount:
            Text(
                """
                Tài khoản đầu tiên (“{name}”) phải là quản trị của cả cơ quan, dùng được từ hôm nay, \
                không ghi ngày kết thúc.
                """,
                """
                The first account (“{name}”) must be an administrator of the whole office, valid today \
                and without an end.
                """)
        case .foreignEdition:
            Text(
                """
                Cặp này không thuộc nơi của đồng chí, hoặc chưa được cấp. Mở lại trang bằng đường dẫn \
                hay mã trong thư của nơi mình.
                """,
                """
                This kit is not one of yours, or was not supplied to you. Open the page again by the \
                link or code in your own letter.
                """)
        case .formForged:
            Text(
                """
                Biểu mẫu này đã cũ hoặc không do trang này tạo. Chưa có gì thay đổi: mở lại trang rồi \
                làm lại.
                """,
                """
                This form is out of date or was not made by this site. Nothing has changed: open the \
                page again and repeat.
                """)
        case .formRefused:
            Text(
                "Không nhận {file} làm mẫu: “{entry}” {rule}. Mở bằng Word, lưu lại thành tệp .docx rồi thử lại.",
                "{file} is refused as a form: “{entry}” {rule}. Open it in Word, save it as .docx and try again."
            )
        case .handoverToNobody:
            Text(
                """
                “{code}” chưa có người giữ cặp mới trong ngày {day}. Ghi người mới trước{commands:?: satchel \
                organisation appoint}.
                """,
                """
                “{code}” has no holder on {day}. Record the new one first{commands:?: satchel organisation \
                appoint}.
                """)
        case .headingTwice:
            Text(
                "Hai cột cùng tên “{text}”. Xóa hoặc đổi tên một cột.",
                "Two columns are named “{text}”. Delete or rename one of them.")
        case .holderMissing:
            Text(
                """
                “{code}” chưa có người giữ cặp trong ngày {day}. Ghi người giữ trước{commands:?: satchel \
                organisation appoint}.
                """,
                "“{code}” has no holder on {day}. Record one first{commands:?: satchel organisation appoint}."
            )
        case .holderTwice:
            Text(
                "{code} ({role}) có hai dòng cùng từ ngày {day}. Xóa một dòng.",
                "{code} ({role}) has two rows from {day}. Delete one of them.")
        case .idTwice:
            Text(
                "Mã “{id}” dùng hai lần. Mỗi phần, mỗi mục cần một mã riêng.",
                "The id “{id}” is used twice. Give each section and slot its own.")
        case .inputRefused:
            Text(
                """
                Dữ liệu gửi lên có {count} chỗ không đúng, chỗ đầu tiên là {place}. Sửa theo “faults” \
                và tài liệu tại /api/v1/openapi.json.
                """,
                """
                What was sent has {count} mistakes, the first at {place}. Mend what “faults” lists; \
                see the document at /api/v1/openapi.json.
                """)
        case .insteadMissing:
            Text(
                "Cần ghi làm gì thay thế{commands:? (--instead)}, ví dụ “dùng lại đợt 3” hoặc “chờ đợt 5”.",
                """
                Say what to do instead{commands:? (--instead)}, for example “use edition 3 again” or “wait for \
                edition 5”.
                """)
        case .issueBeforePrevious:
            Text(
                "Ngày cấp phát {day} trước ngày của đợt trước ({previous}).",
                "The day of issue {day} lies before that of the previous edition ({previous}).")
        case .issueInFuture:
            Text(
                "Ngày cấp {day} chưa tới. Cấp vào đúng ngày đó, hoặc ghi hôm nay hay ngày đã qua{commands:? (--on)}.",
                """
                The day of supply {day} is still to come. Do it on that day, or give today or an earlier \
                one{commands:? (--on)}.
                """)
        case .jsonBroken:
            Text(
                "Nội dung gửi lên không phải JSON đọc được. Kiểm tra dấu ngoặc, dấu phẩy và mã UTF-8.",
                """
                The body is no JSON that can be read. Check its brackets, its commas and that it is \
                UTF-8.
                """)
        case .keyMissing:
            Text(
                "Thiếu khóa “{key}”.",
                "The key “{key}” is missing.")
        case .kindUnknown:
            Text(
                "Không rõ loại hình “{kind}”.{near:? Có phải “{near}”?}",
                "The kind “{kind}” is not known.{near:? Did you mean “{near}”?}")
        case .kitChanged:
            Text(
                """
                Cặp “{kit}” đã được người khác sửa sau khi mở trang này. Chưa ghi gì: xem thay đổi của \
                họ rồi ghi lại phần của mình.
                """,
                """
                The kit “{kit}” was changed by somebody else since this page was opened. Nothing is \
                saved: look at what they changed, then apply yours again.
                """)
        case .kitEmpty:
            Text(
                "Cặp “{kit}” không có tài liệu nào để cấp phát.",
                "The kit “{kit}” has nothing to issue.")
        case .kitPartMissing:
            Text(
                """
                Trong cặp không còn “{part}”: có thể vừa được đổi mã hay bỏ đi. Mở lại trang rồi làm \
                lại.
                """,
                """
                The kit no longer has “{part}”: it may just have been renamed or removed. Open the \
                page again and repeat.
                """)
        case .kitSlugDiffers:
            Text(
                """
                Tệp là của cặp “{slug}”, không phải “{kit}”. Chọn đúng tệp, hoặc nhập thành cặp mới ở \
                trang Cặp tài liệu.
                """,
                """
                The file is about the kit “{slug}”, not “{kit}”. Choose the right file, or take it in \
                as a new kit on the page of kits.
                """)
        case .kitTwice:
            Text(
                "Đã có cặp “{kit}”. Chọn mã khác, hoặc mở trang của cặp đó để sửa.",
                "There is a kit “{kit}” already. Choose another slug, or open that kit to change it.")
        case .kitUnknown:
            Text(
                "Không có cặp tài liệu “{kit}”.{near:? Có phải “{near}”?}{commands:? Xem: satchel kit list.}",
                "There is no kit “{kit}”.{near:? Did you mean “{near}”?}{commands:? See satchel kit list.}")
        case .knownInFuture:
            Text(
                "{when} chưa đến (bây giờ là {now}). Ghi thời điểm đã qua, hoặc để trống{commands:? (--known-at)} để lấy mọi dữ liệu hiện có.",
                "{when} has not come yet (it is {now}). Give a time that is past, or leave it{commands:? (--known-at)} out for all data."
            )
        case .lastAdministrator:
            Text(
                """
                “{name}” là quản trị cuối cùng. Lập một quản trị khác (không ghi ngày kết thúc) rồi mới \
                kết thúc tài khoản này.
                """,
                """
                “{name}” is the last administrator. Add another one (without an end) before ending this \
                account.
                """)
        case .legacyEncoding:
            Text(
                "“{text}” có vẻ gõ bằng phông cũ (TCVN3 hoặc VNI). Chuyển sang Unicode rồi nhập lại.",
                "“{text}” looks typed in an old font (TCVN3 or VNI). Convert it to Unicode and try again.")
        case .lineBroken:
            Text(
                "Không đọc được dòng “{text}”. Ghi mỗi dòng: MÃ = Tên.",
                "The line “{text}” cannot be read. Write each line as: CODE = Name.")
        case .linkInvalid:
            Text(
                """
                Đường dẫn hoặc mã này không dùng được: gõ chưa đúng, đã hết hạn, đã dùng rồi hoặc đã \
                được thay bằng đường dẫn mới. Xem lại thư mới nhất, hoặc gọi người phụ trách để được cấp \
                lại.
                """,
                """
                This link or code cannot be used: it is mistyped, has expired, was used already, or was \
                replaced by a newer one. Look at your newest letter, or call the office for another.
                """)
        case .linkNeeded:
            Text(
                "Cần mở bằng đường dẫn riêng hoặc mã mở ghi trong thư.",
                "Open it with the personal link or the opening code in the letter.")
        case .listenBroken:
            Text(
                "Không hiểu địa chỉ “{text}”. Ghi như 127.0.0.1:8088.",
                "The address “{text}” is not understood. Write it like 127.0.0.1:8088.")
        case .listenNeedsTLS:
            Text(
                """
                Mở ra mạng ({host}) thì phải mã hóa: thêm --tls-cert và --tls-key, hoặc để máy chủ \
                trung gian lo mã hóa và ghi --proxy ĐỊA-CHỈ của nó. Mẫu: satchel serve --print-unit
                """,
                """
                To listen on the network ({host}) it must be encrypted: add --tls-cert and --tls-key, \
                or let a proxy speak TLS and name its address with --proxy. Example: satchel serve \
                --print-unit
                """)
        case .mailAddressBroken:
            Text(
                "“{text}” không phải địa chỉ thư điện tử. Ghi một địa chỉ, ví dụ: ban@xa.example.",
                "“{text}” is not a mail address. Write one address, for example: board@commune.example.")
        case .manifestNewer:
            Text(
                "{path} do phiên bản Satchel mới hơn tạo. Cập nhật Satchel rồi kiểm tra lại.",
                "{path} was made by a newer Satchel. Update Satchel and check again.")
        case .mediaTypeRefused:
            Text(
                "Không nhận kiểu nội dung “{type}” ở đây. Gửi với Content-Type: {wanted}.",
                "The media type “{type}” is not taken here. Send it with Content-Type: {wanted}.")
        case .mergeNeedsOne:
            Text(
                "Sáp nhập cần đúng một tổ chức mới hoặc tổ chức nhận.",
                "A merge needs exactly one successor.")
        case .mergeWithItself:
            Text(
                "Không thể sáp nhập “{code}” với chính nó. Ghi ít nhất hai tổ chức khác nhau.",
                "“{code}” cannot be merged with itself. Name at least two different nodes.")
        case .methodNotAllowed:
            Text(
                "Địa chỉ này chỉ nhận {methods}.",
                "This address takes only {methods}.")
        case .neverIssued:
            Text(
                """
                {node} chưa được cấp đợt {edition} của “{kit}”, nên không ghi nhận được. Xem lại mã \
                và đợt.
                """,
                """
                {node} was never supplied with edition {edition} of “{kit}”, so nothing can be \
                recorded. Check code and edition.
                """)
        case .nodeCircle:
            Text(
                "Các tổ chức {codes} là cấp trên của nhau theo vòng tròn. Xem lại cột cấp trên.",
                "The nodes {codes} stand above each other in a circle. Check the column of parents.")
        case .nodeEnded:
            Text(
                """
                “{code}” đã kết thúc từ {day}{successors:?; nay là {successors}}. Ghi cho tổ chức đang \
                hoạt động, hoặc xem lại ngày.
                """,
                """
                “{code}” ended on {day}{successors:?; it is now {successors}}. Name a node that \
                exists, or check the day.
                """)
        case .nodeHasChildren:
            Text(
                """
                “{code}” còn {count} tổ chức trực thuộc ({codes}). Chuyển trực thuộc hoặc kết thúc cấp \
                trước.
                """,
                "“{code}” still has {count} nodes below it ({codes}). Move them first, or end the level.")
        case .nodeNotYet:
            Text(
                "“{code}” chỉ có từ {from}, chưa có trong ngày {day}. Xem lại ngày.",
                "“{code}” exists only from {from}, not yet on {day}. Check the day.")
        case .nodesMissing:
            Text(
                "Chưa ghi mã tổ chức, hoặc số mã không khớp.",
                "No node is named, or the numbers of codes differ.")
        case .nodeTwice:
            Text(
                "Mã tổ chức “{code}” đã có. Mỗi tổ chức cần một mã riêng.",
                "The code “{code}” is taken. Each node needs its own.")
        case .noticeUnknown:
            Text(
                "Không có thư báo “{notice}” trong sổ này.",
                "This register has no notice “{notice}”.")
        case .nodeUnknown:
            Text(
                "Không có tổ chức mang mã “{code}”.{near:? Có phải “{near}”?}",
                "No node has the code “{code}”.{near:? Did you mean “{near}”?}")
        case .noRecipients:
            Text(
                "Danh sách nhận của “{kit}” trống. Đặt danh sách{commands:?: satchel kit audience}.",
                "The distribution list of “{kit}” is empty. Set it{commands:? with satchel kit audience}.")
        case .notABackup:
            Text(
                "{path} không phải là bản sao lưu của Satchel. Chọn tệp do lệnh satchel backup ghi.",
                "{path} is not a backup of Satchel. Choose a file that satchel backup has written.")
        case .notAKit:
            Text(
                "{path} không phải cặp tài liệu của Satchel:{file:? {file}} {fault}{field:? ({field})}.",
                "{path} is no Satchel kit:{file:? {file}} {fault}{field:? ({field})}.")
        case .notApproved:
            Text(
                """
                Đợt {edition} của “{kit}” chưa được duyệt. Trình{commands:?: satchel edition submit {kit}}; người \
                khác duyệt{commands:?: satchel edition approve {kit}}; rồi cấp phát{commands:?: satchel edition issue {kit}}.
                """,
                """
                Edition {edition} of “{kit}” is not approved. Submit it{commands:?: satchel edition submit {kit}}; \
                another person approves{commands:?: satchel edition approve {kit}}; then issue{commands:?: satchel edition \
                issue {kit}}.
                """)
        case .nothingToHandOver:
            Text(
                "“{code}” không có cặp nào chờ bàn giao trong ngày {day}.",
                "“{code}” has no kit waiting to be handed over on {day}.")
        case .notPermitted:
            Text(
                "Không có quyền đọc hoặc ghi {path}. Kiểm tra quyền của thư mục.",
                "{path} may not be read or written. Check the folder's permissions.")
        case .notSubmitted:
            Text(
                "Đợt {edition} của “{kit}” chưa được trình. Trình trước{commands:?: satchel edition submit {kit}}.",
                """
                Edition {edition} of “{kit}” was not submitted. Submit it first{commands:?: satchel edition submit \
                {kit}}.
                """)
        case .notSupplied:
            Text(
                """
                {node} không có trong nơi nhận đợt {edition} của “{kit}”, hoặc đã kết thúc. Cấp bổ sung trước{commands:?: \
                satchel edition supply}.
                """,
                """
                {node} is not among the recipients of edition {edition} of “{kit}”, or has ended. Supply it first{commands:?: \
                satchel edition supply}.
                """)
        case .notSure:
            Text(
                "Bỏ “{part}” sẽ bỏ cả {count} thứ ở trong. Nếu đúng ý, đánh dấu xác nhận rồi làm lại.",
                """
                Removing “{part}” removes the {count} things in it too. If that is meant, tick the box \
                and repeat.
                """)
        case .numberBroken:
            Text(
                "“{text}” không phải là số.",
                "“{text}” is not a number.")
        case .officeExists:
            Text(
                "Thư mục {path} không trống. Chọn thư mục mới (--data).",
                "The folder {path} is not empty. Choose a new one (--data).")
        case .officeMissing:
            Text(
                "{path} chưa có dữ liệu Satchel. Tạo bằng: satchel init --data {path}",
                "{path} holds no Satchel data. Make it with: satchel init --data {path}")
        case .outsideAccount:
            Text(
                "Tài khoản “{name}” chỉ dùng cho phạm vi {at}; {count} nơi nằm ngoài: {codes}.",
                "The account “{name}” is for {at} and below; {count} lie outside: {codes}.")
        case .ownSubmission:
            Text(
                """
                Phiếu trình số {submission} do “{name}” trình, nên người khác phải duyệt và cấp phát. \
                (Một người làm cả hai: đặt onePersonMayIssue: true trong settings.yaml.)
                """,
                """
                Submission {submission} is by “{name}”, so another person must approve and issue it. (To \
                let one person do both, set onePersonMayIssue: true in settings.yaml.)
                """)
        case .pageMissing:
            Text(
                "Không có trang “{path}”.",
                "There is no page “{path}”.")
        case .pagesNotLookedAt:
            Text(
                """
                Chưa xác nhận đã xem từng trang của {file} và không có dấu độ mật{commands:? \
                (--every-page-looked-at)}.
                """,
                """
                Confirm that you looked at every page of {file} and found no secrecy mark{commands:? \
                (--every-page-looked-at)}.
                """)
        case .parentMissing:
            Text(
                "Chưa ghi cấp trên mới{commands:? (--under MÃ)}.",
                "The new parent is missing{commands:? (--under CODE)}.")
        case .passwordIsName:
            Text(
                "Mật khẩu không được trùng với tên đăng nhập. Chọn mật khẩu khác.",
                "The password must not be the name. Choose another.")
        case .passwordsDiffer:
            Text(
                "Hai lần ghi mật khẩu không giống nhau.",
                "The two passwords differ.")
        case .passwordTooShort:
            Text(
                """
                Mật khẩu phải có ít nhất {least} ký tự. Nên ghép vài từ dễ nhớ với mình mà người khác \
                khó đoán.
                """,
                """
                A password needs at least {least} characters. A few words that only you would put \
                together are best.
                """)
        case .pathRefused:
            Text(
                "Tên “{path}” không dùng được trong tệp nén: {rule}. Đổi tên cặp, phần hoặc mục.",
                "The name “{path}” cannot stand in an archive: {rule}. Rename the kit, section or slot.")
        case .pathTwice:
            Text(
                "Hai tài liệu cùng một tên trong cặp: “{path}” và “{other}”. Đổi tên hoặc chuyển mục.",
                """
                Two items would have one name: “{path}” and “{other}”. Rename one or move it to \
                another slot.
                """)
        case .placeholderUnknown:
            Text(
                """
                Trong {file} có “{{{name}}}” không phải tên trường Satchel biết.{near:? Có phải “{near}”?} Sửa tên, \
                hoặc bỏ cặp ngoặc nếu không phải trường. Các tên: {known}.
                """,
                """
                {file} holds “{{{name}}}”, which is no placeholder Satchel knows.{near:? Did you mean “{near}”?} Correct \
                the name, or leave out the double braces if it is none. The names: {known}.
                """)
        case .previewForgotten:
            Text(
                """
                Bảng đã xem trước không còn được giữ (giữ một giờ, và chỉ đến khi chương trình khởi \
                động lại). Chọn lại tệp và xem trước lại.
                """,
                """
                The previewed table is no longer kept (it is for an hour, and until the program \
                restarts). Choose the file again and preview it again.
                """)
        case .programFailed:
            Text(
                """
                Chương trình gặp lỗi và đã ghi lại trong nhật ký dịch vụ. Hãy thử lại; nếu vẫn vậy, \
                báo người quản trị.
                """,
                """
                The program failed; the service log has the details. Try again; if it happens again, \
                tell the administrator.
                """)
        case .proofNotEntered:
            Text(
                """
                “{proof}” không ghi hay rút bằng lệnh này{follows:?: nó tự có khi sắp xếp tổ chức, thay \
                người giữ hoặc bàn giao}.{found:? Ghi kết quả đối chiếu{commands:?: satchel receipt found}.}\
                {byNode:? Ghi theo mã tổ chức{commands:?: satchel receipt add CẶP MÃ --proof {word}}.}
                """,
                """
                “{proof}” is neither entered nor taken back this way{follows:?: it follows from a \
                reorganisation, a new holder or a handover}.{found:? Record what was found{commands:?: satchel receipt found}.}\
                {byNode:? Record it by the node's code{commands:?: satchel receipt add KIT CODE --proof {word}}.}
                """)
        case .qrTooLong:
            Text(
                "Chữ dài {bytes} byte không vừa mã QR. Dùng đường dẫn ngắn hơn.",
                "A text of {bytes} bytes does not fit a QR code. Use a shorter address.")
        case .reasonMissing:
            Text(
                "Cần ghi lý do{commands:? (--reason)}.",
                "Give the reason{commands:? (--reason)}.")
        case .registerBroken:
            Text(
                "Sổ {path} bị hỏng. Giữ nguyên tệp và khôi phục từ bản sao lưu.",
                "The register {path} is damaged. Keep the file and restore from a backup.")
        case .registerBusy:
            Text(
                "Sổ đang được chương trình khác ghi. Chờ một lát rồi làm lại.",
                "Another program is writing to the register. Wait a moment and try again.")
        case .registerForeign:
            Text(
                "{path} không phải là sổ của Satchel. Kiểm tra thư mục dữ liệu (--data).",
                "{path} is not a Satchel register. Check the data folder (--data).")
        case .registerNewer:
            Text(
                "Sổ {path} do phiên bản Satchel mới hơn ghi. Cập nhật Satchel rồi mở lại.",
                "The register {path} was written by a newer Satchel. Update Satchel and open it again.")
        case .registerRefused:
            Text(
                "Sổ không nhận thay đổi này: {why}",
                "The register refused the change: {why}")
        case .relationCircle:
            Text(
                "Thay thế theo vòng tròn: {circle}. Xem lại chiều thay thế.",
                "The replacements run in a circle: {circle}. Check which replaces which.")
        case .relationConfirmed:
            Text(
                "Quan hệ số {relation} đã được xác nhận.",
                "Relation {relation} is confirmed already.")
        case .relationDayUnknown:
            Text(
                "Chưa rõ {document} có hiệu lực từ ngày nào. Ghi ngày{commands:? (--from)} rồi mới xác nhận.",
                """
                It is not known from which day {document} takes effect. Give the day{commands:? (--from)} before \
                confirming.
                """)
        case .relationNotChosen:
            Text(
                """
                Đã ghi “{text}” vào ô tìm văn bản nhưng chưa đánh dấu văn bản nào. Đánh dấu đúng văn \
                bản trong danh sách, hoặc xóa trống ô tìm.
                """,
                """
                “{text}” was written to find a document, but none is ticked. Tick the right one in the \
                list, or clear the field.
                """)
        case .relationToItself:
            Text(
                "{document} không thể tự thay thế hay sửa đổi chính nó.",
                "{document} cannot replace or amend itself.")
        case .relationTwice:
            Text(
                "Quan hệ giữa {subject} và {object} đã có trong sổ.",
                "The relation between {subject} and {object} is in the register already.")
        case .relationTypeUnknown:
            Text(
                """
                Không rõ quan hệ “{type}”. Dùng: thay thế, bãi bỏ, sửa đổi, bổ sung, đính chính, tạm \
                ngưng, hướng dẫn thực hiện, tiếp tục thực hiện, căn cứ.
                """,
                """
                The relation “{type}” is not known. Use: replaces, repeals, amends, corrects, \
                suspends, guides, continues, basis.
                """)
        case .relationUnknown:
            Text(
                "Không có quan hệ số {relation}.",
                "There is no relation {relation}.")
        case .removalReasonMissing:
            Text(
                "Cần ghi lý do gỡ{commands:? (--reason)}, không nêu tên tài liệu, ví dụ “đưa vào nhầm, không đúng đối tượng”.",
                """
                Give the reason of the removal{commands:? (--reason)} without naming the document, for example \
                “taken in by mistake”.
                """)
        case .removalReasonTells:
            Text(
                "Lý do gỡ không được nêu số, ký hiệu, trích yếu hay tên tệp của tài liệu. Ghi lại bằng lời chung.",
                """
                The reason must not name the document's symbol, title or file. Write it in general \
                words.
                """)
        case .removalUnknown:
            Text(
                "Không có lần gỡ số {removal}.{commands:? Xem: satchel removal list.}",
                "There is no removal {removal}.{commands:? See satchel removal list.}")
        case .reorganisationBuiltUpon:
            Text(
                """
                Không hủy được việc sắp xếp số {number}: đã có thay đổi dựa trên nó \
                ({codes}{decision:?; {decision}}). Hủy thay đổi sau trước.
                """,
                """
                Reorganisation {number} cannot be taken back: later changes build on it \
                ({codes}{decision:?; {decision}}). Take those back first.
                """)
        case .reorganisationUnknown:
            Text(
                "Không có việc sắp xếp số {number}, hoặc đã hủy.{commands:? Xem: satchel organisation changes.}",
                """
                There is no reorganisation {number}, or it was taken back.{commands:? See: satchel organisation \
                changes.}
                """)
        case .requestKeyBroken:
            Text(
                "Idempotency-Key phải có từ 1 đến 200 ký tự ASCII nhìn thấy được, không có dấu cách.",
                "An Idempotency-Key has 1 to 200 visible ASCII characters and no blanks.")
        case .requestKeyReused:
            Text(
                "Idempotency-Key này đã dùng cho một yêu cầu khác. Yêu cầu mới thì dùng khóa mới.",
                "This Idempotency-Key was used for another request. Use a new key for a new request.")
        case .requestRepeated:
            Text(
                "Việc này đã làm rồi lúc {at} (nhật ký số {event}); lần gửi lặp lại không ghi thêm gì.",
                """
                This was done already, at {at} (line {event} of the log); sending it again changed \
                nothing.
                """)
        case .requestRunning:
            Text(
                "Yêu cầu cùng Idempotency-Key đang được xử lý. Đợi một lát rồi gửi lại.",
                "A request with this Idempotency-Key is still running. Wait a moment and send it again.")
        case .restoreForeign:
            Text(
                "Thư mục {path} đang chứa dữ liệu khác. Chọn thư mục mới hoặc thư mục trống (--data).",
                "The folder {path} holds something else. Choose a new or an empty folder (--data).")
        case .restoreUnclear:
            Text(
                """
                Không đọc được sổ trong {path} để biết có đúng cơ quan này không. Hãy tự dời thư mục đó sang chỗ \
                khác rồi làm lại.
                """,
                """
                The register in {path} cannot be read, so it is unclear whose it is. Move that folder elsewhere \
                yourself and try again.
                """)
        case .reviewAltered:
            Text(
                """
                Bảng rà soát số {review} không còn giống khi lập: nội dung lưu đã bị thay đổi. Khôi phục sổ từ \
                bản sao lưu, hoặc dùng bản giấy đã ký.
                """,
                """
                Review {review} is no longer what was saved: what is stored was altered. Restore the register from \
                a backup, or use the signed print.
                """)
        case .reviewInFuture:
            Text(
                "Chưa thể lập bảng rà soát cho ngày {day}: dữ liệu chỉ đến {when}. Chọn ngày không sau thời điểm đó.",
                "No review of {day} can be saved: data goes up to {when} only. Choose a day that is not after it."
            )
        case .reviewLacksNode:
            Text(
                "Bảng rà soát số {review} không có dòng nào của “{code}” như đã hỏi.{near:? Có phải “{near}”?}",
                "Review {review} has no row of “{code}” as asked.{near:? Did you mean “{near}”?}")
        case .reviewOfOtherKit:
            Text(
                """
                Không so được: bảng rà soát số {first} về cặp “{firstKit}”, số {second} về “{secondKit}”. Chọn hai \
                bảng của cùng một cặp{commands:? (satchel review list)}.
                """,
                """
                They cannot be compared: review {first} is about “{firstKit}”, {second} about “{secondKit}”. Choose \
                two of one kit{commands:? (satchel review list)}.
                """)
        case .reviewToItself:
            Text(
                "Bảng rà soát số {review} không so với chính nó. Ghi hai số khác nhau.",
                "Review {review} is not compared with itself. Give two different numbers.")
        case .reviewUnknown:
            Text(
                "Không có bảng rà soát số {review}; đã lập đến số {last}.{commands:? Xem danh sách: satchel review list.}",
                "There is no review {review}; the last one is {last}.{commands:? See the list: satchel review list.}"
            )
        case .roleRefused:
            Text(
                """
                “{name}” ({role}) không được làm việc này; cần vai trò {needed} trở lên. Nhờ quản trị \
                hoặc người có quyền.
                """,
                """
                “{name}” ({role}) may not do this; it takes the role {needed} or above. Ask an \
                administrator or someone who may.
                """)
        case .scanMissing:
            Text(
                "Xác nhận số {evidence} không kèm bản quét.{commands:? Xem cột “Bản quét”: satchel receipt list.}",
                "Evidence {evidence} has no scan.{commands:? See the column “Scan” of satchel receipt list.}")
        case .scanRefused:
            Text(
                "{file} không phải là tệp PDF, JPEG hoặc PNG. Quét hoặc lưu lại thành một trong các dạng đó.",
                "{file} is no PDF, JPEG or PNG. Scan or save it as one of these.")
        case .secretRefused:
            Text(
                """
                Văn bản đóng dấu “{level}” không được đưa vào phần mềm này. Xử lý theo quy định bảo \
                vệ bí mật nhà nước.
                """,
                """
                A document marked “{level}” must not enter this software. Handle it under the rules \
                on state secrets.
                """)
        case .settingsBroken:
            Text(
                "Tệp cài đặt {path} sai: {why}",
                "The settings file {path} is broken: {why}")
        case .settingsZone:
            Text(
                "Không có múi giờ “{zone}”. Ví dụ: Asia/Ho_Chi_Minh.",
                "There is no time zone “{zone}”. Example: Asia/Ho_Chi_Minh.")
        case .sheetEmpty:
            Text(
                """
                {file}: chưa dòng nào có người ký nhận và ngày, nên không có gì để ghi. Điền vào bảng \
                rồi nhập lại.
                """,
                """
                {file}: no row has a person and a day, so there is nothing to record. Fill in the sheet \
                and try again.
                """)
        case .sheetRowTwice:
            Text(
                """
                “{node}” ({copy}) đã có ở dòng {line}. Mỗi nơi chỉ một dòng cho mỗi bản: bỏ dòng thừa \
                hoặc sửa cột “Bản”.
                """,
                """
                “{node}” ({copy}) stands in line {line} already. One row a copy: remove this one, or \
                correct its “Copy”.
                """)
        case .signersMissing:
            Text(
                """
                Ngày {day} không có nơi nhận nào của đợt {edition} “{kit}” để ký. Xem lại số đợt và ngày{commands:? \
                (--on)}.
                """,
                """
                On {day} nobody is there to sign for edition {edition} of “{kit}”. Check edition and \
                day{commands:? (--on)}.
                """)
        case .signInNeeded:
            Text(
                "Cần đăng nhập để xem trang này.",
                "Sign in to see this page.")
        case .signInRefused:
            Text(
                """
                Tên hoặc mật khẩu không đúng, hoặc tài khoản không còn hạn. Thử lại; quên mật khẩu thì \
                nhờ quản trị gửi lời mời mới.
                """,
                """
                The name or password is wrong, or the account is not valid. Try again; if you forgot the \
                password, ask an administrator for a new invitation.
                """)
        case .slugBroken:
            Text(
                "“{slug}”: chỉ dùng chữ thường không dấu, số và dấu gạch nối.",
                "“{slug}”: use only plain lower-case letters, digits and hyphens.")
        case .spaceMissing:
            Text(
                "Cần {needed} trống ở {path}, chỉ còn {free}. Chưa ghi gì. Chọn ổ khác hoặc dọn bớt.",
                "{path} needs {needed} free and has {free}. Nothing was written. Choose another disk or make room."
            )
        case .splitKeeperGoesOn:
            Text(
                """
                “{code}” còn hoạt động sau khi chia tách nên giữ cặp của mình. Đánh dấu chính “{code}” là \
                tổ chức giữ cặp; nếu giao cặp cho tổ chức mới thì ghi nộp lại rồi cấp bổ sung.
                """,
                """
                “{code}” goes on after the split, so it keeps its kits. Mark “{code}” itself; if a new node \
                gets them, record their return and supply that node.
                """)
        case .splitKeeperMissing:
            Text(
                """
                Chưa rõ tổ chức nào giữ cặp của “{code}” sau khi chia tách. Đánh dấu đúng một tổ chức \
                ({commands:?--keeps MÃ, hoặc }dấu * trong bảng).
                """,
                """
                Which node keeps the kits of “{code}” after the split? Mark exactly one ({commands:?--keeps CODE, or }* in the table).
                """)
        case .splitNeedsTwo:
            Text(
                "Chia tách cần một tổ chức và ít nhất hai tổ chức sau đó.",
                "A split needs one node and at least two after it.")
        case .storeFailed:
            Text(
                "Không ghi hoặc đọc được {path}: {why}",
                "{path} could not be written or read: {why}")
        case .submissionChanged:
            Text(
                """
                Sổ đã thay đổi sau khi trình (phiếu trình số {submission}): nội dung, nơi nhận hoặc ngày \
                không còn như đã trình. Trình lại{commands:?: satchel edition submit {kit}}.
                """,
                """
                The register has changed since submission {submission}: contents, recipients or days are \
                no longer what was submitted. Submit again{commands:?: satchel edition submit {kit}}.
                """)
        case .submissionJudged:
            Text(
                """
                Phiếu trình số {submission} của “{kit}” đã được “{name}” duyệt hoặc trả lại. Muốn xét \
                lại thì trình lại.
                """,
                """
                Submission {submission} of “{kit}” was approved or returned by “{name}” already. Submit \
                again to have it looked at again.
                """)
        case .submissionReplaced:
            Text(
                """
                Phiếu trình số {submission} không còn là phiếu mới nhất của “{kit}” (mới nhất: số \
                {latest}). Xem lại phiếu mới rồi duyệt hoặc trả lại.
                """,
                """
                Submission {submission} is not the newest of “{kit}” (that is {latest}). Look at the new \
                one, then approve or return it.
                """)
        case .submittedAlready:
            Text(
                """
                Nội dung này của “{kit}” đã trình (phiếu số {submission}) và chưa có gì đổi.{commands:? Xem: \
                satchel edition status {kit}.}
                """,
                """
                This was submitted for “{kit}” already (submission {submission}), and nothing has \
                changed.{commands:? See satchel edition status {kit}.}
                """)
        case .successorEnded:
            Text(
                "Tổ chức nhận “{code}” đã kết thúc trước ngày {day}. Ghi tổ chức đang hoạt động.",
                "The successor “{code}” ended before {day}. Name a node that exists.")
        case .successorNameless:
            Text(
                "Tổ chức mới “{code}” chưa có tên.",
                "The new node “{code}” has no name.")
        case .successorsMissing:
            Text(
                "Việc “{kind}” cần tổ chức mới hoặc tổ chức nhận.",
                "This kind of change needs a successor.")
        case .suppliedAlready:
            Text(
                "{codes} đã được cấp đợt {edition} của “{kit}”. Bỏ các mã đó rồi làm lại.",
                """
                {codes} were supplied with edition {edition} of “{kit}” already. Leave them out and try \
                again.
                """)
        case .supplyBeforeIssue:
            Text(
                "Ngày cấp bổ sung {day} trước ngày cấp phát của đợt ({issued}). Xem lại ngày.",
                "The day of supply {day} lies before the edition was issued ({issued}). Check the day.")
        case .symbolBroken:
            Text(
                "“{symbol}” không phải là số, ký hiệu. Ví dụ: 12-HD/BTCTW, 30/2020/NĐ-CP.",
                "“{symbol}” is not a symbol. Examples: 12-HD/BTCTW, 30/2020/NĐ-CP.")
        case .templateKindDiffers:
            Text(
                "“{template}” thuộc loại {kind}; chuyển sang đúng danh sách trong mục.",
                "“{template}” is a {kind}; move it to that list of the slot.")
        case .templateTwice:
            Text(
                "Đã có mẫu mang mã “{template}”. Mở mẫu đó để gửi bản sửa mới, hoặc chọn mã khác.",
                """
                There is a template with the code “{template}” already. Open it to upload its next \
                revision, or choose another code.
                """)
        case .templateUnchanged:
            Text(
                "Tệp của mẫu “{template}” giống hệt bản đang có.",
                "The file of “{template}” is the same as the one there.")
        case .templateUnknown:
            Text(
                "Không có mẫu “{template}”.{near:? Có phải “{near}”?}",
                "There is no template “{template}”.{near:? Did you mean “{near}”?}")
        case .titleMissing:
            Text(
                "Thiếu trích yếu của văn bản.",
                "The document's title is missing.")
        case .tokenNotYours:
            Text(
                """
                “{name}” không được tạo hay hủy mã truy cập của “{account}”: mỗi người làm cho mình, \
                hoặc nhờ quản trị.
                """,
                """
                “{name}” may not make or revoke tokens of “{account}”: everybody does so for themselves, \
                or asks an administrator.
                """)
        case .tokenUnknown:
            Text(
                "Không có mã truy cập số {token} đang dùng. Xem lại danh sách.",
                "There is no token {token} in use. Look at the list again.")
        case .triedTooOften:
            Text(
                "Đã thử sai nhiều lần. Chờ {minutes} phút rồi thử lại, hoặc gọi ban.",
                "Tried wrongly too often. Wait {minutes} minutes and try again, or call the office.")
        case .typeUnknown:
            Text(
                "Không rõ tên loại văn bản “{type}”.{near:? Có phải “{near}”?}",
                "The document type “{type}” is not known.{near:? Did you mean “{near}”?}")
        case .updateBackwards:
            Text(
                "Đợt {from} không cũ hơn đợt {to}, nên không có gì để cập nhật.",
                "Edition {from} is not older than edition {to}, so there is nothing to update.")
        case .uploadBroken:
            Text(
                "Tệp gửi lên bị đứt giữa chừng. Chưa có gì thay đổi: hãy gửi lại.",
                "What was sent broke off. Nothing has changed: send it again.")
        case .uploadTooLarge:
            Text(
                "Tệp lớn quá {megabytes} MB. Hãy chia nhỏ hoặc quét lại ở độ phân giải thấp hơn.",
                """
                The file is larger than {megabytes} MB. Split it, or scan it again at a lower \
                resolution.
                """)
        case .verificationUnknown:
            Text(
                """
                Không rõ mức xác minh “{word}”. Dùng: đã đối chiếu bản gốc, đã đối chiếu nguồn công \
                khai, nguồn thứ cấp, chưa xác minh.
                """,
                "The degree “{word}” is not known. Use: original, source, secondary, unverified.")
        case .wordUnknown:
            Text(
                "Không rõ “{word}”.{near:? Có phải “{near}”?} Dùng: {known}.",
                "“{word}” is not known.{near:? Did you mean “{near}”?} Use: {known}.")
        case .workbookRefused:
            Text(
                "Không nhận bảng {file}: “{entry}” {rule}. Mở bằng Excel, lưu lại thành tệp .xlsx rồi thử lại.",
                "{file} is refused as a table: “{entry}” {rule}. Open it in Excel, save it as .xlsx and try again."
            )
        case .workGoesOn:
            Text(
                "Đang làm việc khác: {work}. Đợi xong rồi làm lại.",
                "Something else is being done: {work}. Wait until it is finished, then try again.")
        case .yamlBroken:
            Text(
                "Không đọc được: {why}",
                "It cannot be read: {why}")
        case .yamlShape:
            Text(
                "Chỗ này cần: {wanted}",
                "This should be: {wanted}")
        }
    }
}
