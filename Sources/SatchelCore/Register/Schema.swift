import GRDB

/// The register's tables: one frozen list of migrations, each plain SQL that names no type of the program.
///
/// Facts that a status or an audit reads are rows that carry the event that recorded them (`recorded`) and the event
/// that closed them (`closed`, once, when a later row corrects them). Days are numbers `yyyymmdd`, instants UTC ms.
enum Schema {
    /// "Stch": marks a file as a Satchel register (SQLite `application_id`).
    static let applicationID = 0x5374_6368

    struct Step: Sendable {
        let name: String
        let sql: String
    }

    static let steps: [Step] = [
        Step(name: "1 register", sql: log + documents + templates + organisation + kits + distribution),
        Step(name: "2 changing organisation", sql: changing),
        Step(name: "3 packing", sql: packing),
        Step(name: "4 web", sql: web),
        Step(name: "5 notices", sql: notices),
    ]

    static func migrator(_ steps: [Step] = Schema.steps) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in steps {
            migrator.registerMigration(step.name) { try $0.execute(sql: step.sql) }
        }
        return migrator
    }

    /// Triggers that refuse to delete rows of a table and to change any but the named columns.
    /// With a condition they do so only when it holds.
    static func frozen(
        _ table: String, but columns: [String] = [], when condition: String? = nil, _ all: String
    ) -> String {
        let fixed = all.split(separator: " ").map(String.init).filter { !columns.contains($0) }
        let when = condition.map { " WHEN \($0)" } ?? ""
        return """
            CREATE TRIGGER \(table)_keeps BEFORE DELETE ON \(table)\(when)
            BEGIN SELECT RAISE(ABORT, 'satchel: \(table) rows are never deleted'); END;
            CREATE TRIGGER \(table)_stays BEFORE UPDATE OF \(fixed.joined(separator: ", ")) ON \(table)\(when)
            BEGIN SELECT RAISE(ABORT, 'satchel: \(table) rows never change'); END;

            """
    }

    /// A closing instant is set once and never taken back.
    static func closesOnce(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_closes_once BEFORE UPDATE OF closed ON \(table) WHEN OLD.closed IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'satchel: \(table) rows close once'); END;

        """
    }

    private static let log =
        """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            user TEXT NOT NULL CHECK (user <> ''),
            on_behalf_of TEXT,
            verb TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT CHECK (detail IS NULL OR json_valid(detail))
        ) STRICT;
        CREATE INDEX event_at ON event (at);
        CREATE TRIGGER event_in_order BEFORE INSERT ON event
        WHEN NEW.at < (SELECT at FROM event ORDER BY id DESC LIMIT 1)
        BEGIN SELECT RAISE(ABORT, 'satchel: events are recorded in order'); END;

        """ + frozen("event", "id at user on_behalf_of verb subject detail")

    private static let documents =
        """
        CREATE TABLE body (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            code TEXT,
            lead_id INTEGER REFERENCES body,
            active_from INTEGER,
            active_to INTEGER,
            successor_id INTEGER REFERENCES body CHECK (successor_id <> id),
            recorded INTEGER NOT NULL REFERENCES event,
            CHECK (active_to IS NULL OR active_from IS NULL OR active_from <= active_to)
        ) STRICT;
        CREATE TABLE body_alias (
            folded TEXT PRIMARY KEY,
            body_id INTEGER NOT NULL REFERENCES body,
            alias TEXT NOT NULL
        ) STRICT;
        CREATE INDEX body_alias_body ON body_alias (body_id);

        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            identity TEXT NOT NULL UNIQUE,
            symbol TEXT,
            symbol_key TEXT,
            type TEXT NOT NULL CHECK (type <> ''),
            body_id INTEGER NOT NULL REFERENCES body,
            title TEXT NOT NULL CHECK (title <> ''),
            title_key TEXT NOT NULL,
            access TEXT NOT NULL DEFAULT 'open' CHECK (access IN ('open', 'internal')),
            verified TEXT NOT NULL CHECK (verified IN ('original', 'source', 'secondary', 'unverified')),
            source TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            CHECK ((symbol IS NULL) = (symbol_key IS NULL))
        ) STRICT;
        CREATE INDEX document_symbol ON document (symbol_key);
        CREATE INDEX document_title ON document (title_key);
        CREATE TABLE document_dates (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES document,
            issued_on INTEGER NOT NULL,
            effective_on INTEGER,
            expires_on INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            CHECK (expires_on IS NULL OR effective_on IS NULL OR effective_on <= expires_on)
        ) STRICT;
        CREATE UNIQUE INDEX document_dates_now ON document_dates (document_id) WHERE closed IS NULL;
        CREATE INDEX document_dates_all ON document_dates (document_id);

        CREATE TABLE blob (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            size INTEGER NOT NULL,
            crc32 INTEGER NOT NULL,
            stored_size INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE document_file (
            id INTEGER PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES document,
            sha256 TEXT NOT NULL REFERENCES blob,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            language TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('signed', 'corrected', 'scan', 'copy')),
            chosen INTEGER REFERENCES event,
            recorded INTEGER NOT NULL REFERENCES event,
            UNIQUE (document_id, sha256)
        ) STRICT;

        CREATE TABLE relation (
            id INTEGER PRIMARY KEY,
            subject_id INTEGER NOT NULL REFERENCES document,
            type TEXT NOT NULL CHECK (type IN ('replaces', 'repeals', 'repealsContrary', 'amends', 'corrects',
                'suspends', 'guides', 'continues', 'basis')),
            object_id INTEGER NOT NULL REFERENCES document,
            effective_on INTEGER,
            until INTEGER,
            scope TEXT CHECK (scope <> ''),
            clause TEXT,
            clause_at TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            CHECK (subject_id <> object_id),
            CHECK (until IS NULL OR effective_on IS NULL OR effective_on <= until)
        ) STRICT;
        CREATE UNIQUE INDEX relation_once ON relation (subject_id, type, object_id, coalesce(scope, ''))
        WHERE closed IS NULL;
        CREATE INDEX relation_object ON relation (object_id);
        CREATE TABLE confirmation (
            id INTEGER PRIMARY KEY,
            relation_id INTEGER NOT NULL REFERENCES relation,
            evidence TEXT NOT NULL CHECK (evidence <> ''),
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE UNIQUE INDEX confirmation_now ON confirmation (relation_id) WHERE closed IS NULL;
        CREATE INDEX confirmation_all ON confirmation (relation_id);

        """
        + frozen(
            "document_dates", but: ["closed"], "id document_id issued_on effective_on expires_on recorded")
        + frozen(
            "relation", but: ["closed"],
            "id subject_id type object_id effective_on until scope clause clause_at recorded")
        + frozen("confirmation", but: ["closed"], "id relation_id evidence recorded")
        + frozen("blob", "sha256 size crc32 stored_size recorded")
        + frozen(
            "document_file", but: ["chosen"], "id document_id sha256 name media_type language kind recorded")
        + closesOnce("document_dates") + closesOnce("relation") + closesOnce("confirmation")

    private static let templates =
        """
        CREATE TABLE template (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('template', 'sample', 'outline', 'guide')),
            name_vi TEXT NOT NULL,
            name_en TEXT NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        CREATE TABLE template_revision (
            id INTEGER PRIMARY KEY,
            template_id INTEGER NOT NULL REFERENCES template,
            number INTEGER NOT NULL CHECK (number > 0),
            sha256 TEXT NOT NULL REFERENCES blob,
            file_name TEXT NOT NULL,
            made_on INTEGER NOT NULL,
            old_until INTEGER,
            note TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            UNIQUE (template_id, number)
        ) STRICT;
        CREATE TABLE template_basis (
            id INTEGER PRIMARY KEY,
            template_id INTEGER NOT NULL REFERENCES template,
            document_id INTEGER NOT NULL REFERENCES document,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE UNIQUE INDEX template_basis_now ON template_basis (template_id, document_id) WHERE closed IS NULL;
        CREATE TABLE template_review (
            id INTEGER PRIMARY KEY,
            template_id INTEGER NOT NULL REFERENCES template,
            reviewed_on INTEGER NOT NULL,
            note TEXT,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;

        """
        + frozen(
            "template_revision", "id template_id number sha256 file_name made_on old_until note recorded")
        + frozen("template_basis", but: ["closed"], "id template_id document_id recorded")
        + frozen("template_review", "id template_id reviewed_on note recorded")
        + closesOnce("template_basis")

    private static let organisation =
        """
        CREATE TABLE node (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE CHECK (code <> ''),
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        CREATE TABLE node_version (
            id INTEGER PRIMARY KEY,
            node_id INTEGER NOT NULL REFERENCES node,
            name TEXT NOT NULL CHECK (name <> ''),
            kind TEXT NOT NULL CHECK (kind <> ''),
            parent_id INTEGER REFERENCES node CHECK (parent_id <> node_id),
            official_code TEXT,
            from_day INTEGER NOT NULL,
            to_day INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            CHECK (to_day IS NULL OR from_day <= to_day)
        ) STRICT;
        CREATE INDEX node_version_node ON node_version (node_id, from_day);
        CREATE TABLE node_lineage (
            id INTEGER PRIMARY KEY,
            predecessor_id INTEGER NOT NULL REFERENCES node,
            successor_id INTEGER NOT NULL REFERENCES node CHECK (successor_id <> predecessor_id),
            on_day INTEGER NOT NULL,
            decision TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE TABLE holder (
            id INTEGER PRIMARY KEY,
            node_id INTEGER NOT NULL REFERENCES node,
            person TEXT NOT NULL CHECK (person <> ''),
            role TEXT NOT NULL,
            phone TEXT,
            email TEXT,
            chat TEXT,
            from_day INTEGER NOT NULL,
            to_day INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            CHECK (to_day IS NULL OR from_day <= to_day)
        ) STRICT;
        CREATE INDEX holder_node ON holder (node_id, from_day);

        """
        + frozen(
            "node_version", but: ["closed"],
            "id node_id name kind parent_id official_code from_day to_day recorded")
        + frozen(
            "node_lineage", but: ["closed"], "id predecessor_id successor_id on_day decision recorded")
        + frozen(
            "holder", but: ["closed"], "id node_id person role phone email chat from_day to_day recorded")
        + closesOnce("node_version") + closesOnce("node_lineage") + closesOnce("holder")

    private static let kits =
        """
        CREATE TABLE kit (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        CREATE TABLE kit_definition (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            yaml TEXT NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        CREATE INDEX kit_definition_kit ON kit_definition (kit_id);
        CREATE TABLE distribution_list (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            rules TEXT NOT NULL CHECK (json_valid(rules)),
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE UNIQUE INDEX distribution_list_now ON distribution_list (kit_id) WHERE closed IS NULL;

        CREATE TABLE edition (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            number INTEGER NOT NULL CHECK (number > 0),
            definition_id INTEGER NOT NULL REFERENCES kit_definition,
            issued_on INTEGER NOT NULL,
            layout INTEGER NOT NULL,
            folder TEXT NOT NULL,
            archive_sha256 TEXT NOT NULL CHECK (length(archive_sha256) = 64),
            archive_size INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event,
            UNIQUE (kit_id, number)
        ) STRICT;
        CREATE TABLE edition_item (
            edition_id INTEGER NOT NULL REFERENCES edition,
            position INTEGER NOT NULL,
            slot TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('document', 'template', 'sample', 'outline', 'guide', 'generated')),
            identity TEXT NOT NULL,
            document_id INTEGER REFERENCES document,
            template_revision_id INTEGER REFERENCES template_revision,
            path TEXT CHECK (path <> ''),
            sha256 TEXT REFERENCES blob,
            usable_from INTEGER,
            reason TEXT,
            PRIMARY KEY (edition_id, position),
            UNIQUE (edition_id, path),
            CHECK ((path IS NULL) = (sha256 IS NULL)),
            CHECK ((kind = 'document') = (document_id IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE edition_withdrawal (
            edition_id INTEGER PRIMARY KEY REFERENCES edition,
            on_day INTEGER NOT NULL,
            instead TEXT NOT NULL CHECK (instead <> ''),
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;

        """
        + frozen("kit_definition", "id kit_id yaml recorded")
        + frozen("distribution_list", but: ["closed"], "id kit_id rules recorded")
        + frozen(
            "edition",
            "id kit_id number definition_id issued_on layout folder archive_sha256 archive_size recorded")
        + frozen(
            "edition_item",
            "edition_id position slot kind identity document_id template_revision_id path sha256 usable_from reason"
        )
        + frozen("edition_withdrawal", "edition_id on_day instead recorded")
        + closesOnce("distribution_list")

    private static let distribution =
        """
        CREATE TABLE recipient (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            node_id INTEGER NOT NULL REFERENCES node,
            copy_number INTEGER NOT NULL,
            first_day INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event,
            UNIQUE (kit_id, node_id),
            UNIQUE (kit_id, copy_number)
        ) STRICT;
        CREATE TABLE transmittal (
            recipient_id INTEGER NOT NULL REFERENCES recipient,
            edition_number INTEGER NOT NULL,
            supplied_on INTEGER NOT NULL,
            due_on INTEGER,
            generation INTEGER NOT NULL DEFAULT 1,
            recorded INTEGER NOT NULL REFERENCES event,
            PRIMARY KEY (edition_number, recipient_id),
            CHECK (due_on IS NULL OR supplied_on <= due_on)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX transmittal_recipient ON transmittal (recipient_id, edition_number);
        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            recipient_id INTEGER NOT NULL,
            edition_number INTEGER NOT NULL,
            copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
            proof INTEGER NOT NULL CHECK (proof BETWEEN 1 AND 10),
            medium TEXT NOT NULL CHECK (medium IN ('web', 'usb', 'paper', 'mail', 'phone')),
            happened_on INTEGER NOT NULL,
            person TEXT,
            on_behalf_of TEXT,
            note TEXT,
            scan_sha256 TEXT REFERENCES blob,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            FOREIGN KEY (recipient_id, edition_number) REFERENCES transmittal (recipient_id, edition_number)
        ) STRICT;
        CREATE INDEX evidence_edition ON evidence
            (edition_number, copy, recipient_id, happened_on, id, recorded, closed, proof);
        CREATE INDEX evidence_recipient ON evidence
            (recipient_id, copy, edition_number DESC, happened_on, id, recorded, closed, proof);
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('newEdition', 'reminder', 'escalation', 'withdrawal')),
            recipient_id INTEGER NOT NULL,
            edition_number INTEGER NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('mail', 'chat', 'telephone')),
            holder_id INTEGER REFERENCES holder,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
            recorded INTEGER NOT NULL REFERENCES event,
            FOREIGN KEY (recipient_id, edition_number) REFERENCES transmittal (recipient_id, edition_number)
        ) STRICT;
        CREATE INDEX notice_recipient ON notice (recipient_id, edition_number);

        """
        + frozen("recipient", "id kit_id node_id copy_number first_day recorded")
        + frozen(
            "transmittal", but: ["generation"],
            "recipient_id edition_number supplied_on due_on recorded")
        + frozen(
            "evidence", but: ["closed"],
            "id recipient_id edition_number copy proof medium happened_on person on_behalf_of note scan_sha256 recorded"
        )
        + closesOnce("evidence")
}
