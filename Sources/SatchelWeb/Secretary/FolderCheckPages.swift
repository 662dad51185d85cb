import SatchelCore

/// The folder check: the secretary picks the folder or archive in use, its files are hashed in the page, and each is
/// told current or not. No file leaves the device.
enum FolderCheckPages {
    static let routes: [Route] = [
        .get("/k/check", .holder, show), .get("/k/check.json", .holder, known),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let kits = try visit.office.kits(of: try visit.holder()).filter { $0.current != nil }
        let acts = kits.map { kit -> HTML in
            visit.button(
                to: "/k/receipts",
                visit.say("Đã tự đối chiếu: \(kit.name.vi)", "Checked by myself: \(kit.name.en)"),
                style: "second wide",
                hidden: [
                    ("recipient", "\(kit.recipientID)"), ("edition", "\(kit.current?.edition.number ?? 0)"),
                    ("proof", Proof.selfChecked.word),
                ])
        }
        return visit.page(
            visit.say("Đối chiếu cặp đang dùng", "Check the folder in use"), isNarrow: true,
            scripts: [script],
            """
            <h1>\(visit.say("Đối chiếu cặp đang dùng", "Check the folder in use"))</h1>
            <p>\(visit.say("Chọn thư mục cặp tài liệu (đã giải nén), hoặc tệp nén, trên máy này. Tệp không rời khỏi máy: trang chỉ so dấu của từng tệp với sổ của ban.", "Choose the kit's folder (unpacked) or archive on this device. No file leaves it: the page only compares each file's fingerprint with the board's register."))</p>
            <noscript><div class="note"><p>\(visit.say("Việc này cần bật JavaScript. Không có thì mở danh sách tài liệu phải có trong cặp và so bằng mắt.", "This needs JavaScript. Without it, open the list of what belongs into the folder and compare by eye."))</p></div></noscript>
            <section class="card"><div class="field"><label for="folder">\(visit.say("Thư mục", "Folder"))</label><input id="folder" type="file" webkitdirectory multiple></div>
            <div class="field"><label for="files">\(visit.say("Tệp nén, hoặc từng tệp", "Archive, or single files"))</label><input id="files" type="file" multiple></div>
            <p id="progress" role="status" class="soft"></p></section>
            <section class="card" id="result" hidden tabindex="-1"><h2>\(visit.say("Kết quả", "Result"))</h2><p id="sum" class="big"></p><ul class="plain" id="list"></ul>
            <h3>\(visit.say("Đối chiếu xong thì báo ban", "Tell the board when done"))</h3>\(acts)</section>
            <p><a href="/k">\(visit.say("Về trang cặp tài liệu", "Back to the kits"))</a></p>
            """)
    }

    private struct Known: Encodable {
        struct File: Encodable {
            let mark: String
            let word: String
            let name: String
            let note: String
            let isCurrent: Bool
        }

        let files: [String: File]
        /// What the kits must have, by hash: for what is missing.
        let expected: [[String: String]]
        let words: [String: String]
        let ownFolders: [String]
    }

    @Sendable private static func known(_ visit: Visit) throws -> Answer {
        var files: [String: Known.File] = [:]
        var expected: [[String: String]] = []
        for kit in try visit.office.kits(of: try visit.holder()) {
            let own = try visit.office.knownFiles(of: kit)
            for (sha256, file) in own where files[sha256]?.isCurrent != true {
                files[sha256] = told(file, visit)
            }
            expected.append(own.filter { $0.value.standing == .current }.mapValues(\.name))
        }
        let words = [
            "unknown": visit.say("Không có trong sổ", "Not in the register"),
            "own": visit.say("Tệp riêng của nơi nhận", "The branch's own file"),
            "missing": visit.say("Thiếu", "Missing"), "reading": visit.say("Đang đọc", "Reading"),
            "fine": visit.say("Cặp đang dùng đúng và đủ.", "The folder is right and complete."),
            "change": visit.say("tệp cần thay hoặc bỏ", "files to exchange or take out"),
            "absent": visit.say("tệp còn thiếu", "files missing"),
            "broken": visit.say("Không đọc được tệp này.", "This file cannot be read."),
        ]
        return .json(
            Known(files: files, expected: expected, words: words, ownFolders: ["Dành riêng", "Danh rieng"]))
    }

    private static func told(_ file: KnownFile, _ visit: Visit) -> Known.File {
        let (mark, word): (Mark, String) =
            switch file.standing {
            case .current: (.ok, visit.say("Đang dùng", "Current"))
            case .outdated: (.bad, visit.say("Đã thay", "Outdated"))
            case .withdrawn: (.bad, visit.say("Đã rút", "Withdrawn"))
            case .newer: (.late, visit.say("Mới hơn đợt đã cấp", "Newer than supplied"))
            }
        let by = file.replacedBy.joined(separator: "; ")
        let note =
            by.isEmpty
            ? (file.standing == .current
                ? "" : visit.say("của đợt \(file.edition)", "of edition \(file.edition)"))
            : visit.say("thay bằng \(by)", "replaced by \(by)")
        return Known.File(
            mark: mark.rawValue, word: word, name: file.name, note: note, isCurrent: file.standing == .current
        )
    }

    /// Hashes with Web Crypto; archives are read by their central directory (APPNOTE 4.3.12), stored and deflated
    /// entries, with limits.
    private static let script = Script(
        """
        (()=>{const $=i=>document.getElementById(i),most=300<<20;let known;
        const hex=b=>[...new Uint8Array(b)].map(x=>x.toString(16).padStart(2,'0')).join('');
        const hash=async b=>hex(await crypto.subtle.digest('SHA-256',b));
        const text=(b,f)=>new TextDecoder(f&2048?'utf-8':'windows-1252').decode(b);
        async function* entries(file){const tail=new DataView(await file.slice(-65557).arrayBuffer());let e=tail.byteLength-22;
        while(e>=0&&tail.getUint32(e,true)!==0x06054b50)e--;if(e<0)throw 0;
        const n=tail.getUint16(e+10,true),at=tail.getUint32(e+16,true),d=new DataView(await file.slice(at,at+tail.getUint32(e+12,true)).arrayBuffer());
        let p=0;for(let i=0;i<n&&i<20000;i++){if(d.getUint32(p,true)!==0x02014b50)throw 0;
        const flags=d.getUint16(p+8,true),how=d.getUint16(p+10,true),packed=d.getUint32(p+20,true),size=d.getUint32(p+24,true),l=d.getUint16(p+28,true),x=d.getUint16(p+30,true),c=d.getUint16(p+32,true),o=d.getUint32(p+42,true);
        const name=text(new Uint8Array(d.buffer,p+46,l),flags);p+=46+l+x+c;if(name.endsWith('/'))continue;
        yield{name,read:async()=>{if(size>most)throw 0;const h=new DataView(await file.slice(o,o+30).arrayBuffer()),s=o+30+h.getUint16(26,true)+h.getUint16(28,true),part=file.slice(s,s+packed);
        if(how===0)return part.arrayBuffer();if(how!==8)throw 0;
        const reader=part.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader(),all=new Uint8Array(size);let k=0;
        for(;;){const{done,value}=await reader.read();if(done)break;if(k+value.length>size)throw 0;all.set(value,k);k+=value.length}return all}}}}
        async function* opened(files){for(const f of files){const name=f.webkitRelativePath||f.name;
        if(/[.]zip$/i.test(name)){yield*entries(f)}else yield{name,read:()=>{if(f.size>most)throw 0;return f.arrayBuffer()}}}}
        function line(mark,word,name,note){const li=document.createElement('li'),row=document.createElement('span'),m=document.createElement('span'),b=document.createElement('b');
        row.className='row';m.className='mark '+mark;m.textContent=word;b.textContent=name;row.append(m,b);li.append(row);
        if(note){const s=document.createElement('span');s.className='soft small';s.textContent=note;li.append(s)}return li}
        async function check(files){known??=await(await fetch('/k/check.json')).json();const w=known.words,rows=[[],[],[],[]],seen=new Set;let bad=0,n=0;
        $('result').hidden=true;try{for await(const f of opened(files)){$('progress').textContent=w.reading+' '+(++n)+': '+f.name;
        const own=f.name.split('/').some(s=>known.ownFolders.includes(s.normalize('NFC')));let h;
        try{h=await hash(await f.read())}catch{rows[0].push(line('bad','?',f.name,w.broken));bad++;continue}
        const k=known.files[h];seen.add(h);
        if(k){if(!k.isCurrent)bad++;rows[k.isCurrent?3:0].push(line(k.mark,k.word,k.name,k.note))}
        else if(own)rows[3].push(line('none',w.own,f.name));else if(!/(SHA256SUMS|kit[.]json|personal[.]json)$/.test(f.name))rows[2].push(line('none',w.unknown,f.name))}}
        catch{rows[0].push(line('bad','?',files[0]?.name??'',w.broken));bad++}
        let missing=0;for(const kit of known.expected)if(Object.keys(kit).some(h=>seen.has(h)))for(const[h,name]of Object.entries(kit))if(!seen.has(h)){missing++;rows[1].push(line('late',w.missing,name))}
        $('progress').textContent='';$('list').replaceChildren(...rows.flat());
        $('sum').textContent=bad||missing||!seen.size?[bad+' '+w.change,missing+' '+w.absent].join(', '):w.fine;$('result').hidden=false;$('result').focus()}
        for(const i of['folder','files'])$(i).addEventListener('change',e=>check([...e.target.files]))})()
        """)
}
