// What kits of one's own need: the blank form of a template with placeholders, which everyone gets.
extension Schema {
    static let packing =
        """
        DROP TRIGGER template_revision_keeps;
        DROP TRIGGER template_revision_stays;
        -- NULL where there is nothing to fill in, and for what was taken in before forms were known.
        ALTER TABLE template_revision ADD COLUMN blank_sha256 TEXT REFERENCES blob;

        """
        + frozen(
            "template_revision", when: noneIsRemoved,
            "id template_id number sha256 file_name made_on old_until note recorded blank_sha256")
}
