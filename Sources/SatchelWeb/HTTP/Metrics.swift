import Synchronization

/// Counts of what was answered, and how long it took, by route; told in Prometheus' text format 0.0.4.
final class Metrics: Sendable {
    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    }

    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    /// Upper bounds of the histogram, in seconds.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private let series = Mutex<[Key: Series]>([:])

    /// Counts one answer. The route is the pattern, never the address: nobody's name or code gets in.
    func count(_ method: String, _ route: String, status: Int, seconds: Double) {
        series.withLock { all in
            var one = all[Key(method: method, route: route, status: status)] ?? Series()
            one.count += 1
            one.seconds += seconds
            for (place, bound) in Metrics.bounds.enumerated() where seconds <= bound {
                one.buckets[place] += 1
            }
            all[Key(method: method, route: route, status: status)] = one
        }
    }

    /// All counts, sorted.
    var text: String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        var lines = [
            "# HELP satchel_request_seconds Time from the request's head to the answer's.",
            "# TYPE satchel_request_seconds histogram",
        ]
        for (key, one) in all {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            for (place, bound) in Metrics.bounds.enumerated() {
                lines.append(
                    "satchel_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(one.buckets[place])")
            }
            lines.append("satchel_request_seconds_bucket{\(labels),le=\"+Inf\"} \(one.count)")
            lines.append("satchel_request_seconds_sum{\(labels)} \(one.seconds)")
            lines.append("satchel_request_seconds_count{\(labels)} \(one.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
