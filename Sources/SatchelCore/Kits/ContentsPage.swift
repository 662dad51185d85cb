/// `Mục lục.html`: the contents of an archive as a page that opens offline and prints on A4.
package struct ContentsPage: Sendable {
    package let html: String
    package init(_ manifest: KitManifest) { html = manifest.kit }
}
