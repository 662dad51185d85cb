/// The styles pages carry inside them: calm on a screen, light or dark, and an office paper when printed.
enum PageStyle {
    /// Colours, letters and the parts all pages share.
    static let base: HTML = """
        :root{--paper:#fbfaf7;--card:#fff;--ink:#1f2328;--soft:#565c63;--line:#ddd8ce;--accent:#8c1c1c;--ok:#1f6b45;--ok-tint:#e6f2eb;--late:#7a5000;--late-tint:#fbf1dc;--bad:#a3262a;--bad-tint:#fae9e9;--none:#565c63;--none-tint:#eef0f2;color-scheme:light dark;font:17px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#16181b;--card:#1f2226;--ink:#eceae6;--soft:#a7adb5;--line:#383d44;--accent:#e9a39c;--ok:#7fd0a5;--ok-tint:#1b2d24;--late:#e8bd6a;--late-tint:#30281a;--bad:#f0918f;--bad-tint:#331f20;--none:#a7adb5;--none-tint:#2a2d32}}
        *{box-sizing:border-box}body{margin:0}h1,h2,h3,p,dl,dd,ol,ul{margin:0}h1,h2,h3{line-height:1.3}
        body{overflow-wrap:anywhere}h1,h2,h3,th,td,p,li{overflow-wrap:break-word;text-wrap:pretty}
        a{color:var(--accent);text-underline-offset:.18em}.w,a[href^="tel:"]{white-space:nowrap}:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
        main{max-width:960px;margin:0 auto;padding:28px 24px 56px;display:grid;gap:28px;grid-template-columns:minmax(0,1fr)}
        .en{color:var(--soft);font-size:.82em;font-weight:400}.soft{color:var(--soft)}.small{font-size:.9rem}
        .letterhead{display:grid;grid-template-columns:1fr 1fr;gap:4px 24px;text-align:center;line-height:1.35}
        .letterhead .office{text-transform:uppercase;font-weight:650;text-wrap:balance}
        .letterhead .party{font-weight:650}.letterhead .party span{display:inline-block;border-bottom:1.5px solid;padding-bottom:3px}
        .letterhead i{display:block;font-weight:400;margin-top:6px}
        .head{text-align:center;display:grid;gap:4px;justify-items:center}
        .head h1{font-size:1.5rem;text-wrap:balance}.head .eyebrow{text-transform:uppercase;letter-spacing:.03em;font-weight:600;color:var(--accent)}
        .mark{display:inline-block;padding:1px 9px;border-radius:99px;font-size:.88rem;font-weight:600}
        .ok{background:var(--ok-tint);color:var(--ok)}.late{background:var(--late-tint);color:var(--late)}.bad{background:var(--bad-tint);color:var(--bad)}.none{background:var(--none-tint);color:var(--none)}
        table{border-collapse:collapse;width:100%}th,td{padding:9px 10px;border:1px solid var(--line);vertical-align:top;text-align:left}
        thead th{font-size:.9rem;background:var(--none-tint)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;width:3.2rem}
        td p+p{margin-top:6px}
        .signs{display:grid;grid-template-columns:1fr 1fr;gap:24px;text-align:center;break-inside:avoid}
        .signs b{text-transform:uppercase;display:block}.signs i{display:block;font-size:.92em}.signs div{padding-bottom:6.5rem}
        .fill{display:inline-block;border-bottom:1px dotted;min-width:7rem}
        .box{display:inline-block;width:.9em;height:.9em;border:1.3px solid;vertical-align:-.08em;margin-right:.45em}
        @page{size:A4;margin:20mm 15mm 20mm 30mm;@top-center{content:counter(page);font:13pt "Times New Roman",serif}}
        @page:first{@top-center{content:none}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#000;--accent:#000;--ok:#000;--late:#000;--bad:#000;--none:#000;--ok-tint:#fff;--late-tint:#fff;--bad-tint:#fff;--none-tint:#fff;font:13pt/1.35 "Times New Roman","Liberation Serif",serif;color-scheme:light}
        main,main section{display:block!important}main{max-width:none;padding:0}main>*+*{margin-top:14pt}section>*+*{margin-top:5pt}a{color:inherit;text-decoration:none}.noprint{display:none}.small{font-size:inherit}
        .mark{padding:0;font:inherit;font-weight:400}.head .eyebrow{font-weight:700;letter-spacing:0}.head h1{font-size:15pt}.letterhead{font-size:13pt}
        table{font-size:11.5pt}th,td{padding:2.5pt 4.5pt;border-width:.6pt}td.n,th.n{width:9mm}thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}}

        """

    /// Tables that become a list of blocks on a phone; each cell then names itself by `data-label`.
    static let foldingTables: HTML = """
        @media screen and (max-width:620px){main{padding:18px 16px 40px;gap:22px}.letterhead{grid-template-columns:1fr;text-align:left}.letterhead .party,.letterhead .star{display:none}.head{text-align:left;justify-items:start}.head h1{font-size:1.35rem}
        .folding,.folding tbody,.folding tr,.folding td,.folding th{display:block;border:0;padding:0}.folding thead{display:none}.folding td.n{display:none}
        .folding tr{padding:12px 0;border-top:1px solid var(--line)}.folding td+td{margin-top:4px}.folding td.blank{display:none}
        .folding td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:.88rem}}

        """

    /// A list of changes.
    static let changes: HTML = """
        .changes td .en{display:block}.changes .out{color:var(--soft)}.changes .in{font-weight:600}.changes td{width:34%}.changes td.n{width:3.2rem}.changes td.note{width:auto}
        @media screen{.changes .out p{text-decoration:line-through;text-decoration-color:color-mix(in srgb,var(--bad) 60%,transparent);text-decoration-thickness:1px}.changes .out.stays p{text-decoration:none}}
        @media screen and (max-width:620px){.folding.changes td{width:auto}}
        @media print{.changes .out{color:#000}.changes td .en{display:none}.changes td,.changes td.n{width:auto}.changes td.out,.changes td.in,.changes td.blank{width:36%}}

        """
}
