import SatchelCore

/// A text to be copied: selected as a whole where there is no script, by a button where there is.
struct OnceShown {
    private let label: String
    private let text: String
    private let visit: Visit
    private let place: Int
    private let end: HTML?

    /// - Parameters:
    ///   - place: tells several on a page apart.
    ///   - end: a further button beside the one that copies.
    init(_ label: String, _ text: String, place: Int = 0, end: HTML? = nil, _ visit: Visit) {
        self.label = label
        self.text = text
        self.place = place
        self.end = end
        self.visit = visit
    }

    var html: HTML {
        """
        <div class="field noprint"><label for="copy-\(place)">\(label)</label>\
        <textarea id="copy-\(place)" rows="7" readonly>\n\(text)</textarea></div>
        <p class="onpaper" aria-hidden="true"><b>\(label)</b>\n\(text)</p>
        <p class="row"><button type="button" class="second" hidden data-copy="copy-\(place)" data-done="\(visit.say("Đã sao chép", "Copied"))">\(visit.say("Sao chép", "Copy"))</button>\(end)</p>
        """
    }

    /// Shows the buttons and lets them copy.
    static let script = Script(
        """
        for(const b of document.querySelectorAll('button[data-copy]')){b.hidden=false;b.onclick=()=>{\
        const t=document.getElementById(b.dataset.copy);t.select();\
        if(navigator.clipboard)navigator.clipboard.writeText(t.value);else document.execCommand('copy');\
        b.textContent=b.dataset.done}}
        """)
}
