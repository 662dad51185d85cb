// The outbox: notices with their kinds and states, how often each was tried and what was answered, and addresses that
// mail does not reach. Answers come from elsewhere and may name anything: a removal looks through them.
extension Schema {
    static let notices =
        """
        CREATE TABLE notice_3 (
            id INTEGER PRIMARY KEY,
            -- 0 new edition, 1 reminder, 2 escalation, 3 withdrawal, 4 a change takes effect.
            kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
            recipient_id INTEGER NOT NULL REFERENCES recipient,
            edition_number INTEGER NOT NULL,
            -- 0 mail, 1 chat, 2 telephone.
            channel INTEGER NOT NULL CHECK (channel BETWEEN 0 AND 2),
            holder_id INTEGER REFERENCES holder,
            -- 0 waiting, 1 done, 2 moved, 3 not needed, 4 failed.
            state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
            is_urgent INTEGER NOT NULL DEFAULT 0 CHECK (is_urgent IN (0, 1)),
            -- The day the change takes effect that it tells of.
            effective_on INTEGER,
            -- The notice whose mail tells of this one too.
            lead_id INTEGER REFERENCES notice,
            -- The failed notice for which somebody is called by telephone.
            instead_of INTEGER REFERENCES notice,
            -- How often it was tried, and the UTC milliseconds of the first time that failed for now.
            attempts INTEGER NOT NULL DEFAULT 0,
            first_at INTEGER,
            -- UTC milliseconds before which it is not sent; while somebody has it in hand, until when.
            next_at INTEGER NOT NULL DEFAULT 0,
            leased_by TEXT,
            -- What the other side last answered.
            code INTEGER,
            reply TEXT,
            finished_at INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            CHECK ((kind = 4) = (effective_on IS NOT NULL)),
            CHECK (leased_by IS NULL OR (state = 0 AND lead_id IS NULL))
        ) STRICT;
        INSERT INTO notice_3 (id, kind, recipient_id, edition_number, channel, holder_id, state, is_urgent, recorded)
        SELECT id, CASE kind WHEN 'newEdition' THEN 0 WHEN 'reminder' THEN 1 WHEN 'escalation' THEN 2 ELSE 3 END,
            recipient_id, edition_number, CASE channel WHEN 'mail' THEN 0 WHEN 'chat' THEN 1 ELSE 2 END, holder_id,
            CASE state WHEN 'waiting' THEN 0 WHEN 'done' THEN 1 ELSE 2 END, kind = 'withdrawal', recorded
        FROM notice;
        DROP TABLE notice;
        ALTER TABLE notice_3 RENAME TO notice;
        CREATE INDEX notice_recipient ON notice (recipient_id);
        CREATE INDEX notice_waiting ON notice (channel, is_urgent, next_at) WHERE state = 0 AND lead_id IS NULL;
        CREATE INDEX notice_lead ON notice (lead_id) WHERE lead_id IS NOT NULL;
        CREATE INDEX notice_failed ON notice (recipient_id) WHERE state = 4;
        CREATE INDEX notice_instead ON notice (instead_of) WHERE instead_of IS NOT NULL;
        -- A bounce comes after the mail was taken; a failed one can be tried again.
        CREATE TRIGGER notice_ends_once BEFORE UPDATE OF state ON notice
        WHEN NEW.state <> OLD.state AND (OLD.state IN (2, 3) OR (OLD.state = 1 AND NEW.state <> 4))
        BEGIN SELECT RAISE(ABORT, 'satchel: notices end once'); END;

        CREATE TABLE contact_fault (
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL COLLATE NOCASE CHECK (address <> ''),
            why TEXT NOT NULL,
            -- UTC milliseconds.
            since INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE UNIQUE INDEX contact_fault_now ON contact_fault (address) WHERE closed IS NULL;

        """
        + frozen(
            "notice",
            but: [
                "state", "lead_id", "attempts", "first_at", "next_at", "leased_by", "code", "reply",
                "finished_at",
            ], when: noneIsRemoved,
            """
            id kind recipient_id edition_number channel holder_id state is_urgent effective_on lead_id instead_of \
            attempts first_at next_at leased_by code reply finished_at recorded
            """)
        + frozen("contact_fault", but: ["closed"], when: noneIsRemoved, "id address why since recorded")
        + closesOnce("contact_fault")
}
