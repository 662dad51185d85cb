// What the web side needs to know who is there: passwords, invitations, sessions, tokens, and what was asked once.
//
// No secret stands here, only SHA-256 hashes of secrets of 256 random bits, and scrypt hashes of passwords.
extension Schema {
    static let web = passwords + visits + requests + contacts

    private static let passwords =
        """
        CREATE TABLE account_password (
            id INTEGER PRIMARY KEY,
            -- The account's name as names are compared.
            name_key TEXT NOT NULL CHECK (name_key <> ''),
            -- `scrypt$log2 N$r$p$salt$hash`; forgotten when another takes its place.
            hash TEXT NOT NULL CHECK ((closed IS NULL) = (hash LIKE 'scrypt$%')),
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE UNIQUE INDEX account_password_now ON account_password (name_key) WHERE closed IS NULL;
        CREATE TABLE invitation (
            id INTEGER PRIMARY KEY,
            -- Empty where whoever opens it chooses the name of the first administrator.
            name TEXT NOT NULL,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            -- UTC milliseconds.
            until INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event,
            -- Used, or another took its place.
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE TABLE api_token (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL CHECK (account <> ''),
            label TEXT NOT NULL CHECK (label <> ''),
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            -- The last day it is valid; NULL for no end.
            until_day INTEGER,
            recorded INTEGER NOT NULL REFERENCES event,
            closed INTEGER REFERENCES event
        ) STRICT;
        CREATE TRIGGER account_password_forgets BEFORE UPDATE OF hash ON account_password WHEN NEW.hash <> ''
        BEGIN SELECT RAISE(ABORT, 'satchel: account_password rows never change'); END;

        """
        + frozen("account_password", but: ["hash", "closed"], "id name_key recorded")
        + frozen("invitation", but: ["closed"], "id name digest until recorded")
        + frozen("api_token", but: ["closed"], "id account label digest until_day recorded")
        + closesOnce("account_password") + closesOnce("invitation") + closesOnce("api_token")

    /// Sessions come and go; who began and ended them stands in the event log.
    private static let visits =
        """
        CREATE TABLE session (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            -- The account's name as it is written there; NULL for a recipient.
            account TEXT CHECK (account <> ''),
            -- The transmittal whose link or code was opened, and its generation then.
            recipient_id INTEGER REFERENCES recipient,
            edition_number INTEGER,
            generation INTEGER,
            -- UTC milliseconds.
            expires INTEGER NOT NULL,
            recorded INTEGER NOT NULL REFERENCES event,
            CHECK ((account IS NULL) = (recipient_id IS NOT NULL)),
            CHECK ((recipient_id IS NULL) = (edition_number IS NULL)),
            CHECK ((recipient_id IS NULL) = (generation IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_expires ON session (expires);
        CREATE INDEX session_account ON session (account) WHERE account IS NOT NULL;

        """

    /// What was done under a key that its sender chose, so that it is done once; keys are hashed with who sent them.
    private static let requests =
        """
        CREATE TABLE request (
            key BLOB NOT NULL CHECK (length(key) = 32),
            -- SHA-256 of the verb and what it was about: one request may do several things, each once.
            act BLOB NOT NULL CHECK (length(act) = 32),
            -- UTC milliseconds.
            at INTEGER NOT NULL,
            event INTEGER NOT NULL REFERENCES event,
            PRIMARY KEY (key, act)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX request_at ON request (at);
        CREATE TABLE answer (
            key BLOB PRIMARY KEY CHECK (length(key) = 32),
            -- SHA-256 of what was sent under the key.
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            status INTEGER NOT NULL CHECK (status BETWEEN 100 AND 599),
            media_type TEXT NOT NULL,
            body BLOB NOT NULL CHECK (length(body) <= 65536),
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answer_at ON answer (at);

        """

    /// Telephone numbers are compared without what people put between the digits.
    static func phoneKey(_ column: String) -> String {
        "replace(replace(replace(\(column), ' ', ''), '.', ''), '-', '')"
    }

    /// One person holds kits at several nodes: found by how the person is reached.
    private static let contacts = """
        CREATE INDEX holder_phone ON holder (\(phoneKey("phone"))) WHERE phone IS NOT NULL AND closed IS NULL;
        CREATE INDEX holder_email ON holder (email COLLATE NOCASE) WHERE email IS NOT NULL AND closed IS NULL;
        CREATE INDEX account_current ON account (name, from_day) WHERE closed IS NULL;

        """
}
