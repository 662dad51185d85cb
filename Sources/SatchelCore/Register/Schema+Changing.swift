// What an organisation that changes needs: reorganisations, change of holders, sign-off, reviews, urgent removal,
// backups, and today's holdings as a table.
extension Schema {
    static let changing =
        office + reorganisations + evidenceOfCopies + signOff + reviews + removals + todaysHoldings

    /// The office's own name for itself, by which its backups are known.
    private static let office =
        """
        CREATE TABLE office (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id TEXT NOT NULL CHECK (length(id) = 32)
        ) STRICT;
        INSERT INTO office (only, id) VALUES (1, lower(hex(randomblob(16))));
        CREATE TABLE backup (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL CHECK (path <> ''),
            -- The backup an incremental one builds on, by its own id.
            base TEXT,
            backup_id TEXT NOT NULL UNIQUE,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;

        """ + frozen("backup", "id path base backup_id recorded") + frozen("office", "only id")

    /// One row a decision; what it changed elsewhere carries the same event.
    private static let reorganisations =
        """
        CREATE TABLE reorganisation (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('setUp', 'merge', 'split', 'dissolve', 'rename', 'move', 'endLevel')),
            decision TEXT NOT NULL CHECK (decision <> ''),
            decided_on INTEGER NOT NULL,
            effective_on INTEGER NOT NULL,
            -- As it was entered.
            entered TEXT NOT NULL CHECK (json_valid(entered)),
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            -- Why it was taken back.
            reason TEXT,
            -- When its day had come and notices were given to the successors.
            told INTEGER REFERENCES event
        ) STRICT;
        CREATE INDEX reorganisation_untold ON reorganisation (effective_on) WHERE told IS NULL AND closed IS NULL;
        CREATE INDEX reorganisation_recorded ON reorganisation (recorded);

        DROP TRIGGER node_lineage_keeps;
        DROP TRIGGER node_lineage_stays;
        DROP TRIGGER node_version_keeps;
        DROP TRIGGER node_version_stays;
        DROP TRIGGER holder_keeps;
        DROP TRIGGER holder_stays;
        ALTER TABLE node_lineage ADD COLUMN reorganisation_id INTEGER REFERENCES reorganisation;
        -- Whether the successor takes over the predecessor's copies.
        ALTER TABLE node_lineage ADD COLUMN takes_copies INTEGER NOT NULL DEFAULT 1 CHECK (takes_copies IN (0, 1));
        -- The event that first recorded a fact which a reversal recorded again.
        ALTER TABLE node_lineage ADD COLUMN origin INTEGER REFERENCES event;
        ALTER TABLE node_version ADD COLUMN origin INTEGER REFERENCES event;
        ALTER TABLE holder ADD COLUMN origin INTEGER REFERENCES event;
        CREATE INDEX node_version_origin ON node_version (origin) WHERE origin IS NOT NULL;
        CREATE INDEX node_lineage_predecessor ON node_lineage (predecessor_id);
        CREATE INDEX node_lineage_successor ON node_lineage (successor_id);
        CREATE INDEX node_version_ends ON node_version (to_day) WHERE to_day IS NOT NULL;
        CREATE INDEX node_version_parent ON node_version (parent_id);
        CREATE INDEX node_version_closed ON node_version (closed) WHERE closed IS NOT NULL;
        DROP INDEX node_version_node;
        DROP INDEX holder_node;
        CREATE INDEX node_version_node ON node_version (node_id);
        CREATE INDEX holder_node ON holder (node_id);
        CREATE INDEX recipient_node ON recipient (node_id);
        CREATE INDEX holder_closed ON holder (closed) WHERE closed IS NOT NULL;

        CREATE TABLE kit_owner (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            node_id INTEGER NOT NULL REFERENCES node,
            from_day INTEGER NOT NULL,
            to_day INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            origin INTEGER REFERENCES event,
            CHECK (to_day IS NULL OR from_day <= to_day)
        ) STRICT;
        CREATE INDEX kit_owner_kit ON kit_owner (kit_id);

        """
        + frozen(
            "reorganisation", but: ["closed", "reason", "told"],
            "id kind decision decided_on effective_on entered recorded")
        + frozen(
            "node_lineage", but: ["closed"],
            "id predecessor_id successor_id on_day decision recorded reorganisation_id takes_copies origin")
        + frozen(
            "node_version", but: ["closed"],
            "id node_id name kind parent_id official_code from_day to_day recorded origin")
        + frozen(
            "holder", but: ["closed"],
            "id node_id person role phone email chat from_day to_day recorded origin")
        + frozen("kit_owner", but: ["closed"], "id kit_id node_id from_day to_day recorded origin")
        + closesOnce("reorganisation") + closesOnce("kit_owner")

    /// Transmittals that a corrected merge takes back, and evidence of inheriting, change of holder and findings.
    private static let evidenceOfCopies =
        """
        CREATE TABLE transmittal_2 (
            recipient_id INTEGER NOT NULL REFERENCES recipient,
            edition_number INTEGER NOT NULL,
            supplied_on INTEGER NOT NULL,
            due_on INTEGER,
            generation INTEGER NOT NULL DEFAULT 1,
            -- 0 with the issue, 1 as a supplementary supply, 2 taken over from a predecessor.
            way INTEGER NOT NULL DEFAULT 0 CHECK (way IN (0, 1, 2)),
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            PRIMARY KEY (edition_number, recipient_id, recorded),
            CHECK (due_on IS NULL OR supplied_on <= due_on)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO transmittal_2 (recipient_id, edition_number, supplied_on, due_on, generation, recorded)
        SELECT recipient_id, edition_number, supplied_on, due_on, generation, recorded FROM transmittal;

        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            -- Identities as in edition_item, sorted: held though the edition has them not, and the other way round.
            extra TEXT NOT NULL CHECK (json_valid(extra)),
            missing TEXT NOT NULL CHECK (json_valid(missing)),
            UNIQUE (extra, missing)
        ) STRICT;
        CREATE TABLE evidence_2 (
            id INTEGER PRIMARY KEY,
            recipient_id INTEGER NOT NULL REFERENCES recipient,
            -- 0 where every edition is meant: the holder changed.
            edition_number INTEGER NOT NULL,
            copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
            proof INTEGER NOT NULL CHECK (proof BETWEEN 1 AND 13),
            medium TEXT NOT NULL CHECK (medium IN ('web', 'usb', 'paper', 'mail', 'phone', 'decision')),
            happened_on INTEGER NOT NULL,
            person TEXT,
            on_behalf_of TEXT,
            note TEXT,
            scan_sha256 TEXT REFERENCES blob,
            finding_id INTEGER REFERENCES finding,
            inherited_from INTEGER REFERENCES recipient,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            -- Whoever takes a copy over takes over what was found to differ.
            CHECK (proof <> 11 OR finding_id IS NOT NULL),
            CHECK (finding_id IS NULL OR proof IN (8, 11, 13)),
            CHECK ((proof = 12) = (edition_number = 0))
        ) STRICT;
        INSERT INTO evidence_2 (id, recipient_id, edition_number, copy, proof, medium, happened_on, person,
            on_behalf_of, note, scan_sha256, recorded, closed)
        SELECT id, recipient_id, edition_number, copy, proof, medium, happened_on, person, on_behalf_of, note,
            scan_sha256, recorded, closed FROM evidence;

        CREATE TABLE notice_2 (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('newEdition', 'reminder', 'escalation', 'withdrawal')),
            recipient_id INTEGER NOT NULL REFERENCES recipient,
            edition_number INTEGER NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('mail', 'chat', 'telephone')),
            holder_id INTEGER REFERENCES holder,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'moved')),
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        INSERT INTO notice_2 SELECT id, kind, recipient_id, edition_number, channel, holder_id, state, recorded
        FROM notice;

        DROP TABLE notice;
        DROP TABLE evidence;
        DROP TABLE transmittal;
        ALTER TABLE transmittal_2 RENAME TO transmittal;
        ALTER TABLE evidence_2 RENAME TO evidence;
        ALTER TABLE notice_2 RENAME TO notice;
        CREATE INDEX transmittal_recipient ON transmittal (recipient_id, edition_number);
        CREATE INDEX evidence_edition ON evidence
            (edition_number, copy, recipient_id, happened_on, recorded, closed, proof);
        CREATE INDEX evidence_recipient ON evidence (recipient_id, copy, edition_number);
        CREATE INDEX evidence_turn ON evidence
            (copy, recipient_id, happened_on, id, recorded, closed, proof, edition_number, finding_id)
        WHERE proof = 12 OR finding_id IS NOT NULL;
        CREATE INDEX evidence_inherited ON evidence (inherited_from) WHERE inherited_from IS NOT NULL;
        CREATE INDEX notice_recipient ON notice (recipient_id);
        CREATE TRIGGER transmittal_once BEFORE INSERT ON transmittal
        WHEN EXISTS (SELECT 1 FROM transmittal t WHERE t.edition_number = NEW.edition_number
            AND t.recipient_id = NEW.recipient_id AND t.closed IS NULL)
        BEGIN SELECT RAISE(ABORT, 'satchel: supplied already'); END;

        """
        + frozen(
            "transmittal", but: ["generation", "closed"],
            "recipient_id edition_number supplied_on due_on way recorded")
        + frozen(
            "evidence", but: ["closed"],
            """
            id recipient_id edition_number copy proof medium happened_on person on_behalf_of note scan_sha256 finding_id \
            inherited_from recorded
            """)
        + frozen("finding", "id extra missing")
        + closesOnce("transmittal") + closesOnce("evidence")

    /// Who may do what, and what was submitted, returned and approved before it was issued.
    private static let signOff =
        """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL CHECK (name <> ''),
            role TEXT NOT NULL CHECK (role IN ('viewer', 'clerk', 'issuer', 'administrator')),
            -- Valid for its subtree; NULL for the whole office.
            node_id INTEGER REFERENCES node,
            from_day INTEGER NOT NULL,
            to_day INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            origin INTEGER REFERENCES event,
            CHECK (to_day IS NULL OR from_day <= to_day)
        ) STRICT;
        CREATE INDEX account_name ON account (name);
        CREATE TABLE delegation (
            id INTEGER PRIMARY KEY,
            from_name TEXT NOT NULL CHECK (from_name <> ''),
            to_name TEXT NOT NULL CHECK (to_name <> from_name),
            from_day INTEGER NOT NULL,
            to_day INTEGER,
            decision TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event,
            CHECK (to_day IS NULL OR from_day <= to_day)
        ) STRICT;
        CREATE TABLE submission (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            edition_number INTEGER NOT NULL,
            issue_on INTEGER NOT NULL,
            due_on INTEGER,
            -- sha256 of what was submitted: items, recipients, days.
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            note TEXT,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;
        CREATE INDEX submission_kit ON submission (kit_id, edition_number);
        CREATE TABLE submission_verdict (
            submission_id INTEGER PRIMARY KEY REFERENCES submission,
            approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
            -- Required when it is returned.
            reason TEXT,
            recorded INTEGER NOT NULL REFERENCES event,
            CHECK (approved = 1 OR reason <> '')
        ) STRICT;

        """
        + frozen("account", but: ["closed"], "id name role node_id from_day to_day recorded origin")
        + frozen("delegation", but: ["closed"], "id from_name to_name from_day to_day decision recorded")
        + frozen("submission", "id kit_id edition_number issue_on due_on digest note recorded")
        + frozen("submission_verdict", "submission_id approved reason recorded")
        + closesOnce("account") + closesOnce("delegation")

    /// Audits that were saved and numbered, with their answer.
    private static let reviews =
        """
        CREATE TABLE review (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            kit_id INTEGER NOT NULL REFERENCES kit,
            day INTEGER NOT NULL,
            -- The instant everything up to which was known, and the last event of it.
            known_at INTEGER NOT NULL,
            known_event INTEGER NOT NULL,
            -- The subtree it is about; NULL for all.
            node_id INTEGER REFERENCES node,
            title TEXT,
            -- sha256 of the answer before it was compressed.
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            -- The answer's bytes before they were compressed; then the bytes, as raw deflate.
            size INTEGER NOT NULL CHECK (size > 0),
            answer BLOB NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event
        ) STRICT;

        """
        + frozen("review", "number kit_id day known_at known_event node_id title digest size answer recorded")

    /// The condition that no removal is open.
    static let noneIsRemoved = "NOT EXISTS (SELECT 1 FROM removal WHERE finished < 0)"

    /// A removal is open while `finished` names no event, which the database refuses to commit; while one is open,
    /// rows that otherwise never change may be emptied of what is removed.
    private static let removals: String = {
        let closed = noneIsRemoved
        let tables: [(name: String, but: [String], all: String)] = [
            ("event", [], "id at user on_behalf_of verb subject detail"),
            ("document_dates", ["closed"], "id document_id issued_on effective_on expires_on recorded"),
            (
                "relation", ["closed"],
                "id subject_id type object_id effective_on until scope clause clause_at recorded"
            ),
            ("confirmation", ["closed"], "id relation_id evidence recorded"),
            ("blob", [], "sha256 size crc32 stored_size recorded"),
            ("document_file", ["chosen"], "id document_id sha256 name media_type language kind recorded"),
            ("kit_definition", [], "id kit_id yaml recorded"),
            (
                "edition", [],
                "id kit_id number definition_id issued_on layout folder archive_sha256 archive_size recorded"
            ),
            (
                "edition_item", [],
                "edition_id position slot kind identity document_id template_revision_id path sha256 usable_from reason"
            ),
            // Words of people that may name it, and templates and scans with the same bytes.
            ("edition_withdrawal", [], "edition_id on_day instead recorded"),
            (
                "template_revision", [],
                "id template_id number sha256 file_name made_on old_until note recorded"
            ),
            ("template_basis", ["closed"], "id template_id document_id recorded"),
            ("template_review", [], "id template_id reviewed_on note recorded"),
            (
                "evidence", ["closed"],
                """
                id recipient_id edition_number copy proof medium happened_on person on_behalf_of note scan_sha256 \
                finding_id inherited_from recorded
                """
            ),
            (
                "reorganisation", ["closed", "reason", "told"],
                "id kind decision decided_on effective_on entered recorded"
            ),
            (
                "node_lineage", ["closed"],
                "id predecessor_id successor_id on_day decision recorded reorganisation_id takes_copies origin"
            ),
            ("delegation", ["closed"], "id from_name to_name from_day to_day decision recorded"),
            ("submission", [], "id kit_id edition_number issue_on due_on digest note recorded"),
            ("submission_verdict", [], "submission_id approved reason recorded"),
        ]
        return """
            CREATE TABLE removal (
                id INTEGER PRIMARY KEY,
                document_id INTEGER NOT NULL UNIQUE REFERENCES document,
                reason TEXT NOT NULL CHECK (reason <> ''),
                -- Hashes of the hashes of the bytes that were removed: they are not taken in again, and say nothing.
                hashes TEXT NOT NULL CHECK (json_valid(hashes)),
                recorded INTEGER NOT NULL REFERENCES event,
                finished INTEGER NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
                -- Set once nothing of it is left in the files either.
                cleaned INTEGER REFERENCES event
            ) STRICT;
            CREATE TRIGGER removal_finishes_once BEFORE UPDATE OF finished ON removal WHEN OLD.finished >= 0
            BEGIN SELECT RAISE(ABORT, 'satchel: removal rows finish once'); END;
            -- The places in editions that were emptied.
            CREATE TABLE removed_item (
                edition_id INTEGER NOT NULL,
                position INTEGER NOT NULL,
                removal_id INTEGER NOT NULL REFERENCES removal,
                PRIMARY KEY (edition_id, position),
                FOREIGN KEY (edition_id, position) REFERENCES edition_item (edition_id, position)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX removed_item_removal ON removed_item (removal_id);

            """
                + frozen(
                    "removal", but: ["finished", "cleaned"],
                    "id document_id reason hashes recorded finished cleaned")
                + frozen("removed_item", "edition_id position removal_id")
                + tables.map { table in
                    "DROP TRIGGER \(table.name)_keeps;\nDROP TRIGGER \(table.name)_stays;\n"
                        + frozen(table.name, but: table.but, when: closed, table.all)
                }.joined()
    }()

    /// What each recipient holds today, and how many stand alike: rebuilt from the evidence at any time.
    private static let todaysHoldings =
        """
        CREATE TABLE standing (
            id INTEGER PRIMARY KEY,
            kit_id INTEGER NOT NULL REFERENCES kit,
            copy INTEGER NOT NULL,
            -- 0 where there is none, in all of these.
            held INTEGER NOT NULL,
            supplied INTEGER NOT NULL,
            due_on INTEGER NOT NULL,
            finding_id INTEGER NOT NULL,
            -- The edition an earlier holder has not handed over.
            withheld INTEGER NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            UNIQUE (kit_id, copy, held, supplied, due_on, finding_id, withheld)
        ) STRICT;
        CREATE TABLE holding (
            recipient_id INTEGER NOT NULL,
            copy INTEGER NOT NULL,
            standing_id INTEGER NOT NULL REFERENCES standing,
            PRIMARY KEY (recipient_id, copy)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX holding_standing ON holding (standing_id, recipient_id);
        -- The day the table speaks of; NULL until it is first made.
        CREATE TABLE holding_day (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            day INTEGER
        ) STRICT;
        INSERT INTO holding_day (only, day) VALUES (1, NULL);

        """
}
