import SatchelCore

/// A text to be copied: selected as a whole where there is no script, by a button where there is.
struct OnceShown {
    private let label: String
    private let text: String
    private let visit: Visit
    private let place: Int

    /// - Parameter place: tells several on a page apart.
    init(_ label: String, _ text: String, place: Int = 0, _ visit: Visit) {
        self.label = label
        self.text = text
        self.place = place
        self.visit = visit
    }

    var html: HTML {
        """
        <div class="field"><label for="copy-\(place)">\(label)</label>\
        <textarea id="copy-\(place)" rows="7" readonly>\n\(text)</textarea></div>
        <p><button type="button" class="second" hidden data-copy="copy-\(place)" data-done="\(visit.say("Đã chép", "Copied"))">\(visit.say("Chép", "Copy"))</button></p>
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
