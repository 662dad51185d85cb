/// What a channel's messages wait for.
package struct OutboxRest: Sendable, Hashable {
    /// Could go now, or as soon as the office's hours begin.
    package let ready: Int
    /// Failed for now; to be tried again.
    package let later: Int
    /// When the first of those is.
    package let nextAt: Instant?
}

/// How the outbox stands: what waits, what was sent, and what did not arrive and why.
package struct OutboxStatus: Sendable {
    package struct Count: Sendable, Hashable {
        package let channel: Notice.Channel
        package let state: Notice.State
        package let count: Int
        /// Those of them that were tried.
        package let tried: Int
    }

    /// Notices that were given up for one reason.
    package struct Failure: Sendable, Hashable {
        package let channel: Notice.Channel
        package let code: Int?
        package let reply: String
        package let count: Int
        package let last: Instant
    }

    /// Where mail has met with difficulties.
    package struct Host: Sendable, Hashable {
        package let name: String
        package let waiting: Int
        package let tried: Int
        package let failed: Int
    }

    /// An address that is written to no more, until another is entered.
    package struct Fault: Sendable, Hashable {
        package let address: String
        package let why: String
        package let since: Instant
    }

    /// What waits because the server of its channel takes nothing.
    package struct Held: Sendable, Hashable {
        package let channel: Notice.Channel
        /// What the server, or the way to it, last said.
        package let reply: String
        /// How many notices of the channel wait.
        package let count: Int

        /// `Máy chủ thư không nhận: …, còn 12 thư chờ.`
        package var text: Text {
            let server =
                channel == .mail
                ? Text("Máy chủ thư", "The mail server") : Text("Cổng tin nhắn", "The chat gateway")
            return Text(
                "\(server.vi) không nhận: \(reply), còn \(count) thư chờ",
                "\(server.en) takes nothing: \(reply); \(count) notices wait")
        }
    }

    package let counts: [Count]
    /// Of each channel.
    package let oldest: [Notice]
    package let failures: [Failure]
    package let hosts: [Host]
    package let faults: [Fault]
    package let held: [Held]
}
