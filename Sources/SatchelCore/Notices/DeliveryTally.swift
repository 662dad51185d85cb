import Sending

/// What became of the messages that one run took from a channel.
package struct DeliveryTally: Sendable {
    package let channel: Notice.Channel
    /// Taken by the other side.
    package var accepted = 0
    /// To be tried again later.
    package var retried = 0
    /// Refused for good, and now on the list to telephone.
    package var refused = 0
    /// Given back untried.
    package var released = 0
    /// What stopped the run, when the host did.
    package var fault: HostFault?
    /// For how many seconds the host asks to be left alone.
    package var pause: Int?
    /// What stopped the run, when it was neither the host nor the end: the settings, the register.
    package var trouble: SatchelError?

    package init(_ channel: Notice.Channel) { self.channel = channel }

    /// How many were tried.
    package var tried: Int { accepted + retried + refused }

    /// What several made of one channel. A host that takes messages from some and lets no other in is not at fault.
    init(_ channel: Notice.Channel, sumOf tallies: [DeliveryTally]) {
        self.init(channel)
        for tally in tallies {
            accepted += tally.accepted
            retried += tally.retried
            refused += tally.refused
            released += tally.released
            trouble = trouble ?? tally.trouble
        }
        let blaming = tallies.first { $0.fault != nil && ($0.accepted > 0 || accepted == 0) }
        fault = blaming?.fault
        pause = blaming?.pause
    }

    mutating func count(_ result: DeliveryOutcome.Result) {
        switch result {
        case .accepted: accepted += 1
        case .retry: retried += 1
        case .refused: refused += 1
        case .released: released += 1
        }
    }
}
