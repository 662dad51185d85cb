import SatchelCore

/// The one stylesheet of all pages, written by hand, inside each page under its hash: first paint takes one request.
enum Stylesheet {
    static let text = colours + letters + frame + cards + tables + forms + pictures + narrow + paper

    private static let colours = """
        :root{--paper:#fbfaf7;--card:#fff;--ink:#1f2328;--soft:#565c63;--line:#ddd8ce;--edge:#8b8f94;--accent:#8c1c1c;--accent-ink:#fff;--tint:#f6ecea;--ok:#1f6b45;--ok-tint:#e6f2eb;--late:#7a5000;--late-tint:#fbf1dc;--bad:#a3262a;--bad-tint:#fae9e9;--none:#565c63;--none-tint:#eef0f2;color-scheme:light dark}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#16181b;--card:#1f2226;--ink:#eceae6;--soft:#a7adb5;--line:#383d44;--edge:#7d848c;--accent:#e9a39c;--accent-ink:#2a1210;--tint:#2f2524;--ok:#7fd0a5;--ok-tint:#1b2d24;--late:#e8bd6a;--late-tint:#30281a;--bad:#f0918f;--bad-tint:#331f20;--none:#a7adb5;--none-tint:#2a2d32}}
        """

    private static let letters = """
        :root{font:17px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
        *{box-sizing:border-box}[hidden]{display:none!important}body{margin:0;overflow-wrap:anywhere}h1,h2,h3,p,dl,dd,ol,ul,fieldset{margin:0}h1,h2,h3{line-height:1.25;text-wrap:balance}
        h1{font-size:1.55rem}h2{font-size:1.18rem}h3{font-size:1.02rem}a{color:var(--accent);text-underline-offset:.18em}a[href^="tel:"],.w{white-space:nowrap}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
        .soft{color:var(--soft)}.small{font-size:.9rem}.eyebrow{color:var(--soft);font-size:.92rem}.big{font-size:1.6rem;font-weight:650;line-height:1.2}.en{color:var(--soft);font-size:.85em}.out{text-decoration:line-through;text-decoration-color:var(--bad);color:var(--soft)}
        .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px;z-index:1}.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        """

    private static let frame = """
        .bar{display:flex;gap:6px 14px;align-items:center;padding:10px 24px;border-bottom:1px solid var(--line);background:var(--card);flex-wrap:wrap}
        .bar>a:first-of-type{font-weight:700;font-size:1.05rem;color:var(--ink);text-decoration:none}.bar nav{display:flex;gap:2px;flex-wrap:wrap}
        .bar nav a{padding:8px 9px;border-radius:8px;text-decoration:none;color:var(--ink);font-size:.96rem}.bar nav a:hover{background:var(--none-tint)}.bar nav a[aria-current]{background:var(--tint);color:var(--accent);font-weight:600}
        .bar .end{margin-left:auto;display:flex;gap:14px;align-items:center;color:var(--soft);font-size:.95rem;flex-wrap:wrap}
        main{max-width:1120px;margin:0 auto;padding:26px 24px 64px;display:grid;gap:22px;grid-template-columns:minmax(0,1fr)}main.narrow{max-width:640px}
        footer{max-width:1120px;margin:0 auto;padding:0 24px 32px;color:var(--soft);font-size:.9rem}
        """

    private static let cards = """
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:20px;display:grid;gap:12px;align-content:start;grid-template-columns:minmax(0,1fr)}
        .columns{display:grid;gap:20px;grid-template-columns:repeat(auto-fit,minmax(min(290px,100%),1fr))}.row{display:flex;gap:8px 12px;align-items:center;flex-wrap:wrap}.row>.end{margin-left:auto}
        .mark{display:inline-block;padding:1px 10px;border-radius:99px;font-size:.88rem;font-weight:600}.ok{background:var(--ok-tint);color:var(--ok)}.late{background:var(--late-tint);color:var(--late)}.bad{background:var(--bad-tint);color:var(--bad)}.none{background:var(--none-tint);color:var(--none)}
        .note{border-left:4px solid var(--late);background:var(--late-tint);padding:12px 16px;border-radius:6px;display:grid;gap:6px}.note.bad{border-color:var(--bad);background:var(--bad-tint);color:var(--ink)}.note.ok{border-color:var(--ok);background:var(--ok-tint);color:var(--ink)}
        ul.tree{list-style:none;padding:0 0 0 1.2rem;display:grid;gap:4px}.card>ul.tree{padding:0}ul.plain{list-style:none;padding:0;display:grid}ul.plain>li{padding:11px 0;border-top:1px solid var(--line);display:grid;gap:3px}ul.plain>li:first-child{border-top:0;padding-top:0}
        dl.facts{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:6px 18px}dl.facts dt{color:var(--soft)}
        dl.swap{display:grid;grid-template-columns:5.2rem 1fr;gap:2px 12px}dl.swap dt{color:var(--soft)}
        .signs{display:grid;grid-template-columns:1fr 1fr;gap:24px;text-align:center}.signs b,.signs i{display:block}.signs div{padding-bottom:5rem}
        details>summary{cursor:pointer;padding:6px 0;color:var(--accent)}
        """

    private static let tables = """
        .scroll{overflow-x:auto;max-width:100%;position:relative}table{border-collapse:collapse;width:100%;font-size:.97rem}caption{text-align:left;color:var(--soft);padding-bottom:6px}th,td{padding:9px 12px;border-top:1px solid var(--line);vertical-align:top;text-align:left;overflow-wrap:break-word}
        thead th{border-top:0;font-weight:600;color:var(--soft);font-size:.88rem}tbody th{font-weight:600;min-width:9rem}tbody th .soft{font-weight:400}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tbody tr:hover{background:color-mix(in srgb,var(--none-tint) 50%,transparent)}
        .pager{display:flex;gap:14px;align-items:center;flex-wrap:wrap;color:var(--soft)}
        """

    private static let forms = """
        form{display:grid;gap:14px;justify-items:start;grid-template-columns:minmax(0,1fr)}form.line{display:flex;gap:10px 14px;align-items:end;flex-wrap:wrap}form.bare{display:inline}
        .field{display:grid;gap:4px;width:100%;max-width:34rem;grid-template-columns:minmax(0,1fr)}form.line .field{width:auto}.field>label,legend{font-size:.95rem;color:var(--soft);padding:0}.field .hint{font-size:.88rem;color:var(--soft)}
        input,select,textarea{font:inherit;color:inherit;padding:9px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--card);max-width:100%;width:100%}form.line input,form.line select{width:auto}input[type=checkbox],input[type=radio]{width:1.25em;height:1.25em;margin:.15em .6em 0 0;flex:none;accent-color:var(--accent)}
        textarea{min-height:6.5rem}fieldset{border:0;padding:0;display:grid;gap:6px;width:100%}label.tick{display:flex;align-items:flex-start;padding:5px 0}input[aria-invalid]{border:2px solid var(--bad)}
        button,.button{display:inline-block;text-align:center;padding:12px 20px;border-radius:10px;font:inherit;font-weight:600;border:2px solid var(--accent);background:var(--accent);color:var(--accent-ink);text-decoration:none;cursor:pointer}
        button.second,.button.second{background:transparent;color:var(--accent)}button.danger{background:var(--bad);border-color:var(--bad);color:var(--card)}button.link{border:0;background:none;color:var(--accent);padding:0;font-weight:400;text-decoration:underline;text-underline-offset:.18em}button small,.button small{display:block;font-weight:400}.wide{width:100%}
        """

    private static let pictures =
        "svg{display:block;max-width:100%;height:auto}svg.bar-of{width:100%;height:14px;min-width:7rem}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}svg.line-of text{font-size:15px}"

    private static let narrow = """
        @media screen and (max-width:620px){main{padding:18px 16px 48px;gap:16px}.bar{padding:8px 16px;gap:4px 8px}.bar .end{gap:9px;font-size:.9rem}.bar nav{order:3;width:100%}.bar nav a{padding:8px}.card{padding:16px}dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:8px}
        .folding,.folding tbody,.folding tr,.folding td,.folding th{display:block;border:0;padding:0;text-align:left}.folding thead{position:absolute;clip-path:inset(50%)}.folding tr{padding:12px 0;border-top:1px solid var(--line)}.folding td+td,.folding th+td{margin-top:4px}.folding td:empty{display:none}.folding td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:.88rem}.folding td.n{white-space:normal}}
        """

    private static let paper = """
        @media screen{.onpaper{display:none!important}}
        @page{size:A4;margin:20mm 15mm 20mm 30mm}@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#000;--accent:#000;--ok:#000;--late:#000;--bad:#000;--none:#000;font:13pt/1.35 "Times New Roman","Liberation Serif",serif;color-scheme:light}.bar,button,.button,.noprint,.pager,footer,form .field,form fieldset,form label.tick{display:none!important}form:not(:has(table,.onpaper)){display:none!important}.w{white-space:normal}p.onpaper{white-space:pre-line;break-inside:avoid}th.onpaper{min-width:22mm}main{max-width:none;padding:0;display:block}main>*+*{margin-top:12pt}.card{border:0;padding:0}.mark{background:none;padding:0}a{color:inherit;text-decoration:none}table{font-size:11pt}th,td{border:.6pt solid #000;padding:2.5pt 4pt}thead{display:table-header-group}tr{break-inside:avoid}}
        """
}
