/// How long things take.
enum Timing {
    /// Milliseconds a step takes.
    static func milliseconds(_ step: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(step)
        let (seconds, attoseconds) = duration.components
        return Double(seconds) * 1000 + Double(attoseconds) / 1e15
    }

    /// The median; NaN of nothing.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
