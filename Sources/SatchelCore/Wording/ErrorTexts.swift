extension SatchelError {
    /// Every mistake core can name; exit and HTTP statuses hang on these.
    package enum Code: String, Sendable, CaseIterable {
        case
            accessUnknown, archiveRefused, archiveDiffers, updateBackwards, backupBaseMissing,
            backupBaseWrong, backupDamaged, backupExists, backupForeign, backupInside, backupNewer,
            backupOvertaken, blobAltered, blobMissing,
            bodyTwice, bodyUnknown, columnMissing, csvBroken, dateBroken, datesContradict, diskFull,
            documentAmbiguous, documentContradicts, documentTwice, documentUnknown, dueBeforeIssue,
            editionOutOfOrder, editionTwice, editionUnchanged, editionUnknown, editionWithdrawn,
            evidenceBeforeSupply, evidenceInFuture, evidenceMissing, evidenceUnknown, faultsInFile,
            fieldMissing, fileMissing, fileTooLarge, fileTwice, fileUnknown, idTwice, insteadMissing,
            issueBeforePrevious, keyMissing, kindUnknown, kitEmpty, kitUnknown, legacyEncoding,
            neverIssued, notABackup, notAKit, manifestNewer, noRecipients, nodeCircle, nodeTwice, nodeUnknown,
            notPermitted, officeExists, officeMissing, pagesNotLookedAt, pathRefused, pathTwice,
            registerBroken, registerBusy, registerForeign, registerNewer, registerRefused, relationCircle,
            relationConfirmed, relationDayUnknown, relationToItself, relationTwice, relationTypeUnknown,
            relationUnknown, restoreForeign, restoreUnclear, secretRefused, settingsBroken, settingsZone,
            slugBroken, storeFailed,
            symbolBroken, templateKindDiffers, templateUnchanged, templateUnknown, titleMissing,
            typeUnknown, verificationUnknown, wordUnknown, yamlBroken, yamlShape
    }
}

extension SatchelError.Code {
    /// What happened and what to do. `{x:? …}` stands only when `x` is not empty.
    package var text: Text {
        switch self {
        case .accessUnknown:
            Text(
                "Không rõ độ mật “{word}”. Ghi “thường” hoặc “nội bộ”.",
                "Access “{word}” is not known. Write “open” or “internal”.")
        case .archiveRefused:
            Text(
                "Không nhận tệp nén {path}: mục “{entry}” {rule}.",
                "The archive {path} is refused: entry “{entry}” {rule}.")
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
        case .updateBackwards:
            Text(
                "Đợt {from} không cũ hơn đợt {to}, nên không có gì để cập nhật.",
                "Edition {from} is not older than edition {to}, so there is nothing to update.")
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
        case .blobAltered:
            Text(
                "Tệp lưu trong kho đã bị thay đổi (sha256 {sha256}). Khôi phục từ bản sao lưu.",
                "A stored file was altered (sha256 {sha256}). Restore it from a backup.")
        case .blobMissing:
            Text(
                "Thiếu tệp trong kho (sha256 {sha256}). Khôi phục từ bản sao lưu.",
                "A stored file is missing (sha256 {sha256}). Restore it from a backup.")
        case .bodyTwice:
            Text(
                "Tên “{name}” đã dùng cho cơ quan “{body}”. Bỏ dòng trùng hoặc ghi thành tên gọi khác.",
                "The name “{name}” already belongs to “{body}”. Remove the second one, or make it an alias.")
        case .bodyUnknown:
            Text(
                """
                Chưa có cơ quan ban hành “{name}” trong sổ.{near:? Có phải “{near}”?} Thêm cơ quan \
                trước (satchel body add).
                """,
                """
                The issuing body “{name}” is not in the register.{near:? Did you mean “{near}”?} Add \
                it first (satchel body add).
                """)
        case .columnMissing:
            Text(
                "Thiếu cột “{column}” ở dòng tiêu đề.",
                "The heading row lacks the column “{column}”.")
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
                "“{kit}” không có đợt {edition}. Xem các đợt: satchel edition list.",
                "“{kit}” has no edition {edition}. See satchel edition list.")
        case .editionWithdrawn:
            Text(
                "Đợt {edition} của “{kit}” đã ngừng dùng từ trước.",
                "Edition {edition} of “{kit}” is withdrawn already.")
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
                "Cần ghi đã đối chiếu với đâu (--evidence), ví dụ “Điều 5, khoản 2 bản gốc”.",
                """
                Say what it was checked against (--evidence), for example “Article 5, clause 2 of the \
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
        case .idTwice:
            Text(
                "Mã “{id}” dùng hai lần. Mỗi phần, mỗi mục cần một mã riêng.",
                "The id “{id}” is used twice. Give each section and slot its own.")
        case .insteadMissing:
            Text(
                "Cần ghi làm gì thay thế (--instead), ví dụ “dùng lại đợt 3” hoặc “chờ đợt 5”.",
                """
                Say what to do instead (--instead), for example “use edition 3 again” or “wait for \
                edition 5”.
                """)
        case .issueBeforePrevious:
            Text(
                "Ngày cấp phát {day} trước ngày của đợt trước ({previous}).",
                "The day of issue {day} lies before that of the previous edition ({previous}).")
        case .keyMissing:
            Text(
                "Thiếu khóa “{key}”.",
                "The key “{key}” is missing.")
        case .kindUnknown:
            Text(
                "Không rõ loại hình “{kind}”.{near:? Có phải “{near}”?}",
                "The kind “{kind}” is not known.{near:? Did you mean “{near}”?}")
        case .kitEmpty:
            Text(
                "Cặp “{kit}” không có tài liệu nào để cấp phát.",
                "The kit “{kit}” has nothing to issue.")
        case .kitUnknown:
            Text(
                "Không có cặp tài liệu “{kit}”.{near:? Có phải “{near}”?} Xem: satchel kit list.",
                "There is no kit “{kit}”.{near:? Did you mean “{near}”?} See satchel kit list.")
        case .legacyEncoding:
            Text(
                "“{text}” có vẻ gõ bằng phông cũ (TCVN3 hoặc VNI). Chuyển sang Unicode rồi nhập lại.",
                "“{text}” looks typed in an old font (TCVN3 or VNI). Convert it to Unicode and try again.")
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
        case .notABackup:
            Text(
                "{path} không phải là bản sao lưu của Satchel. Chọn tệp do lệnh satchel backup ghi.",
                "{path} is not a backup of Satchel. Choose a file that satchel backup has written.")
        case .notAKit:
            Text(
                "{path} không phải cặp tài liệu của Satchel (thiếu kit.json hoặc SHA256SUMS).",
                "{path} is no Satchel kit (kit.json or SHA256SUMS is missing).")
        case .manifestNewer:
            Text(
                "{path} do phiên bản Satchel mới hơn tạo. Cập nhật Satchel rồi kiểm tra lại.",
                "{path} was made by a newer Satchel. Update Satchel and check again.")
        case .noRecipients:
            Text(
                "Danh sách nhận của “{kit}” trống. Đặt danh sách: satchel kit audience.",
                "The distribution list of “{kit}” is empty. Set it with satchel kit audience.")
        case .nodeCircle:
            Text(
                "Các tổ chức {codes} là cấp trên của nhau theo vòng tròn. Xem lại cột cấp trên.",
                "The nodes {codes} stand above each other in a circle. Check the column of parents.")
        case .nodeTwice:
            Text(
                "Mã tổ chức “{code}” đã có. Mỗi tổ chức cần một mã riêng.",
                "The code “{code}” is taken. Each node needs its own.")
        case .nodeUnknown:
            Text(
                "Không có tổ chức mang mã “{code}”.{near:? Có phải “{near}”?}",
                "No node has the code “{code}”.{near:? Did you mean “{near}”?}")
        case .notPermitted:
            Text(
                "Không có quyền đọc hoặc ghi {path}. Kiểm tra quyền của thư mục.",
                "{path} may not be read or written. Check the folder's permissions.")
        case .officeExists:
            Text(
                "Thư mục {path} không trống. Chọn thư mục mới (--data).",
                "The folder {path} is not empty. Choose a new one (--data).")
        case .officeMissing:
            Text(
                "{path} chưa có dữ liệu Satchel. Tạo bằng: satchel init --data {path}",
                "{path} holds no Satchel data. Make it with: satchel init --data {path}")
        case .pagesNotLookedAt:
            Text(
                """
                Chưa xác nhận đã xem từng trang của {file} và không có dấu độ mật \
                (--every-page-looked-at).
                """,
                """
                Confirm that you looked at every page of {file} and found no secrecy mark \
                (--every-page-looked-at).
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
                "Chưa rõ {document} có hiệu lực từ ngày nào. Ghi ngày (--from) rồi mới xác nhận.",
                """
                It is not known from which day {document} takes effect. Give the day (--from) before \
                confirming.
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
        case .slugBroken:
            Text(
                "“{slug}”: chỉ dùng chữ thường không dấu, số và dấu gạch nối.",
                "“{slug}”: use only plain lower-case letters, digits and hyphens.")
        case .storeFailed:
            Text(
                "Không ghi hoặc đọc được {path}: {why}",
                "{path} could not be written or read: {why}")
        case .symbolBroken:
            Text(
                "“{symbol}” không phải là số, ký hiệu. Ví dụ: 12-HD/BTCTW, 30/2020/NĐ-CP.",
                "“{symbol}” is not a symbol. Examples: 12-HD/BTCTW, 30/2020/NĐ-CP.")
        case .templateKindDiffers:
            Text(
                "“{template}” thuộc loại {kind}; chuyển sang đúng danh sách trong mục.",
                "“{template}” is a {kind}; move it to that list of the slot.")
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
        case .typeUnknown:
            Text(
                "Không rõ tên loại văn bản “{type}”.{near:? Có phải “{near}”?}",
                "The document type “{type}” is not known.{near:? Did you mean “{near}”?}")
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
